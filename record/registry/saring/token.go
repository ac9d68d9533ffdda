package saring

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// letterOf are figures that stand for letters within words.
var letterOf = map[rune]rune{'0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', '$': 's'}

// tokens are the words of a text as the rules read them: small letters, figures within
// words as the letters they stand for, letters that stand alone put together.
func tokens(text string) []string {
	text = strings.ToLower(norm.NFKC.String(text))
	all := strings.FieldsFunc(text, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '@' && r != '$'
	})
	var out []string
	var spelt []string // letters that stand alone, so far
	end := func() {
		if len(spelt) >= 3 {
			spelt = []string{strings.Join(spelt, "")}
		}
		out, spelt = append(out, spelt...), nil
	}
	for _, w := range all {
		w = read(w)
		if len([]rune(w)) == 1 && unicode.IsLetter([]rune(w)[0]) {
			spelt = append(spelt, w)
			continue
		}
		end()
		out = append(out, w)
	}
	end()
	return out
}

// read gives a word whose figures stand for letters: one that begins with a letter and
// has a letter behind a figure. "sl0t" is slot; "slot777", "5kg" and "10" stay.
func read(w string) string {
	runes := []rune(w)
	last := 0
	for i, r := range runes {
		if unicode.IsLetter(r) {
			last = i
		}
	}
	if !unicode.IsLetter(runes[0]) && letterOf[runes[0]] == 0 || !strings.ContainsFunc(w, unicode.IsLetter) || unicode.IsDigit(runes[0]) {
		return w
	}
	for i, r := range runes[:last+1] {
		if as, ok := letterOf[r]; ok {
			runes[i] = as
		}
	}
	return string(runes)
}
