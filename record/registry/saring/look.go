package saring

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"alun/ground/fault"
)

// Finding is something in a text that should be otherwise.
type Finding struct {
	Rule string // a code of Rules
	Mend bool   // the writer is asked to mend it; else it is a mark for an officer
	Most int    // of links: how many may stand there
}

// Word is the key of the sentence that says it.
func (f Finding) Word() string { return Word(f.Rule) }

// Word is the key of the sentence of a rule.
func Word(rule string) string { return "saring.say_" + rule }

// Look looks through a text, and finds each rule once: first what must be mended. Whoever
// gets the findings only reads them: they may be another's too.
func Look(place Place, text string) []Finding {
	if text == "" {
		return nil
	}
	return lookedThrough.Of(placed{place, text})
}

func look(place Place, text string) []Finding {
	var out []Finding
	mend := func(is bool, rule string) {
		if is {
			out = append(out, Finding{Rule: rule, Mend: true})
		}
	}
	words := tokens(text)
	for _, l := range law.mend {
		mend(l.in(words), l.rule)
	}
	plain, links := withoutLinks(text)
	if most := law.Links[place]; len(links) > most {
		out = append(out, Finding{Rule: "links", Mend: true, Most: most})
	}
	number, nik := contacts(plain)
	number = number || slices.ContainsFunc(links, Contact) || len(links) > 0 && spelt(text) // its end may be a link
	mend(nik, "nik")
	mend(number, "contact")
	mend(repeats(words), "repeat")
	mend(inARow(text), "row")
	mend(place != Name && place != Where && shouts(text), "shout") // lists write both in capitals
	for _, l := range law.marks {
		if l.in(words) {
			out = append(out, Finding{Rule: l.rule})
		}
	}
	if slices.ContainsFunc(links, shortened) && len(links) <= law.Links[place] {
		out = append(out, Finding{Rule: "short"})
	}
	return out
}

// Never looks for what nobody's text may show, wherever it came from: numbers and mail
// addresses of people, numbers of identity cards, and the words that are asked to go.
func Never(place Place, text string) []Finding {
	return slices.DeleteFunc(slices.Clone(Look(place, text)), func(f Finding) bool {
		return !f.Mend || f.Rule != "nik" && f.Rule != "contact" && !slices.ContainsFunc(law.mend, func(l list) bool { return l.rule == f.Rule })
	})
}

// Check looks through a text of a form: what the writer must mend is a fault at the
// field, the rest are the marks to keep.
func Check(place Place, field, text string) (marks []string, bad *fault.Fault) {
	for _, f := range Look(place, text) {
		switch {
		case !f.Mend:
			marks = append(marks, f.Rule)
		case bad == nil:
			bad = fault.New(fault.Invalid, "saring.mend").At(field, f.Word(), f.Most)
		}
	}
	return marks, bad
}

// in reports whether a phrase of the list stands in the words.
func (l list) in(words []string) bool {
	for i, w := range words {
		if l.whole[w] || slices.ContainsFunc(l.begins[w], func(phrase []string) bool {
			return i+len(phrase) <= len(words) && slices.Equal(words[i:i+len(phrase)], phrase)
		}) {
			return true
		}
	}
	return false
}

// withoutLinks takes the links out of a text.
func withoutLinks(text string) (plain string, links []string) {
	if !mayLink(text) {
		return text, nil
	}
	return law.link.ReplaceAllString(text, " "), law.link.FindAllString(text, -1)
}

// mayLink tells whether a text has what every link has, before the pattern looks closer,
// which costs more than all else here: a colon with slashes, or a stop inside a word.
func mayLink(text string) bool {
	for rest := text; ; {
		_, after, more := strings.Cut(rest, ".")
		if !more {
			return strings.Contains(text, "://")
		}
		if after != "" && !strings.ContainsRune(" \t\n\f\r", rune(after[0])) {
			return true
		}
		rest = after
	}
}

func shortened(link string) bool {
	link = strings.ToLower(strings.TrimPrefix(strings.TrimPrefix(strings.ToLower(link), "https://"), "http://"))
	return slices.ContainsFunc(law.Shorteners, func(s string) bool { return link == s || strings.HasPrefix(link, s+"/") })
}

var (
	digitRun = regexp.MustCompile(`\+?\(?\d[\d .()/-]{6,24}\d`)
	mailLike = regexp.MustCompile(`[\w.+-]+@\s*(?:[\w-]+|$)`)
)

// contacts finds numbers that are telephones, addresses of mail, and what looks like the
// number of an identity card. Amounts and years are none of them.
func contacts(text string) (number, nik bool) {
	text = norm.NFKC.String(text) // also digits of other keyboards
	if spelt(text) {
		return true, false
	}
	if !strings.ContainsAny(text, "0123456789@") {
		return false, false
	}
	for _, run := range digitRun.FindAllString(text, -1) {
		digits := strings.Map(func(r rune) rune {
			if unicode.IsDigit(r) {
				return r
			}
			return -1
		}, run)
		phone := strings.HasPrefix(digits, "08") || strings.HasPrefix(digits, "628") || strings.HasPrefix(digits, "0542") || strings.HasPrefix(run, "+")
		nik = nik || len(digits) == 16 && !strings.ContainsAny(run, "./")
		number = number || phone && len(digits) >= 9 && len(digits) <= 15 && !amount.MatchString(run)
	}
	return number || mailLike.MatchString(text) || disguised(text), nik
}

// repeats reports a word that fills the text.
func repeats(words []string) bool {
	count := map[string]int{}
	for _, w := range words {
		if len(w) > 2 {
			count[w]++
		}
	}
	for _, n := range count {
		if n >= law.Repeat.Times && n*100 >= len(words)*law.Repeat.Percent {
			return true
		}
	}
	return false
}

// inARow reports the same sign many times one after the other, but for figures, which
// prices have.
func inARow(text string) bool {
	var last rune
	n := 0
	for _, r := range text {
		if n++; r != last {
			last, n = r, 1
		}
		if n >= law.Row && !unicode.IsSpace(r) && !unicode.IsDigit(r) && r != '-' && r != '.' {
			return true
		}
	}
	return false
}

// shouts reports a text in capitals.
func shouts(text string) bool {
	upper, letters := 0, 0
	for _, r := range text {
		if unicode.IsUpper(r) {
			upper++
		}
		if unicode.IsUpper(r) || unicode.IsLower(r) {
			letters++
		}
	}
	return letters >= law.Shout.Letters && upper*100 >= letters*law.Shout.Percent
}
