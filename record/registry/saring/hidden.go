package saring

import (
	"regexp"
	"strings"
	"unicode"
)

// People who may not write a number write it so that people read it and programs do not:
// with the letter O for nought, with a letter or a sign between the groups, with "(at)"
// for @. A number that is hidden in words ("nol delapan satu") is not looked for: names
// of shops have such words.

// digitOf are letters that are written for figures within a number.
var digitOf = map[rune]rune{'o': '0', 'l': '1', 'i': '1', '|': '1'}

// The digits of a number that is dialled, the least and the most: the shortest mobile ones are
// 0811 and six more, those of the city 0542 and six. With nine, "Ruko 08-12, 76112" was one.
const leastHidden, mostHidden = 10, 14

// What has as many figures as a number that is dialled, and is none: an amount, a date, and
// hours one after the other.
var (
	amount  = regexp.MustCompile(`^[1-9][0-9]{0,2}(?:[.,][0-9]{3})+(?:[^0-9]|$)`)
	dated   = regexp.MustCompile(`^[0-3]?[0-9][-./ ][01]?[0-9][-./ ](?:19|20)[0-9]{2}(?:[^0-9]|$)`)
	hours   = regexp.MustCompile(`^(?:(?:[01]?[0-9]|2[0-4])[.:][0-5][0-9](?:[^0-9]+|$)){2,}`)
	notDial = []*regexp.Regexp{amount, dated, hours}
)

// disguised reports a number that is written so that it is not read as one: groups of
// figures with a letter or some signs between them that begin as numbers of the country and
// of the city do, and have as many digits. A letter stands for a figure where it stands
// among figures.
func disguised(text string) bool {
	runes := []rune(strings.ToLower(text))
	for at := 0; at < len(runes); {
		if at > 0 && unicode.IsLetter(runes[at-1]) && !unicode.IsDigit(runes[at]) {
			at++ // the middle of a word is no figure
			continue
		}
		digits, first := groups(runes[at:])
		if first == 0 {
			at++
			continue
		}
		if n := otherNumber(runes[at:]); n > 0 {
			at += n
			continue
		}
		if dialled(digits) {
			return true
		}
		at += first
	}
	return false
}

// otherNumber tells how many signs an amount, a date or hours take that begin here; 0 where
// none does.
func otherNumber(runes []rune) int {
	head := string(runes[:min(len(runes), 60)])
	for _, is := range notDial {
		if found := is.FindString(head); found != "" {
			return len([]rune(found))
		}
	}
	return 0
}

// dialled tells a telephone number by how it begins: mobile ones of the country, and those of
// the city. The first so many digits are looked at: what follows may be another's.
func dialled(digits string) bool {
	for _, begins := range []string{"08", "628", "0542", "62542"} {
		if strings.HasPrefix(digits, begins) && len(digits) >= leastHidden && len(digits) <= mostHidden {
			return true
		}
	}
	return false
}

// groups reads groups of figures as far as they go on, and tells the digits of all and how
// many signs the first took; none where no group stands here.
func groups(runes []rune) (digits string, first int) {
	for at := 0; len(digits) <= mostHidden; {
		one, n := group(runes[at:])
		if n == 0 {
			break
		}
		if digits += one; first == 0 {
			first = n
		}
		at += n
		if n = between(runes[at:]); n == 0 {
			break
		}
		at += n
	}
	return digits, first
}

// group reads one group: figures, and letters that stand for them among no fewer figures. What runs on as a word is none.
func group(runes []rune) (digits string, n int) {
	figures, out := 0, []rune{}
	for n < len(runes) {
		r := runes[n]
		if unicode.IsDigit(r) {
			figures++
		} else if as, ok := digitOf[r]; ok {
			r = as
		} else {
			break
		}
		out, n = append(out, r), n+1
	}
	if figures*2 < len(out) || figures == 0 {
		return "", 0
	}
	return string(out), n
}

// between tells how many signs stand between two groups: up to four, of which one may be a
// letter, as in 0812x3456 and 0812 x 3456. A word ends the number.
func between(runes []rune) int {
	letters := 0
	for n, r := range runes[:min(len(runes), 5)] {
		_, stands := digitOf[r]
		switch next := n + 1; {
		case unicode.IsDigit(r):
			return n
		case stands && n > 0 && next < len(runes) && unicode.IsDigit(runes[next]):
			return n
		case unicode.IsLetter(r):
			letters++
		case !unicode.IsSpace(r) && !unicode.IsPunct(r) && !unicode.IsSymbol(r):
			return 0
		}
		if letters > 1 {
			return 0
		}
	}
	return 0
}

// mailSpelt is an address of mail with its signs in words or in brackets. "at" and "dot"
// stand in names of shops too, so the bare word wants both and an end of an address.
var mailSpelt = regexp.MustCompile(`[\w.+-]+\s*[(\[{<]\s*(?:at|@)\s*[)\]}>]\s*[\w-]+` +
	`|[\w.+-]+\s+at\s+[\w-]+(?:\s*[(\[{<]?\s*\b(?:dot|titik)\b\s*[)\]}>]?\s*|\.)(?:com|co|id|net|org)\b`)

// spelt reports an address of mail that is written in words.
func spelt(text string) bool {
	low := strings.ToLower(text)
	return (strings.Contains(low, " at ") || strings.ContainsAny(low, "([{<")) && mailSpelt.MatchString(low)
}
