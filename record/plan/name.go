package plan

import (
	"strings"
	"unicode"
)

// Calm writes a name that the report prints all in capitals the way titles are
// written: 232 programmes in capitals are hard to read. Abbreviations stay, and
// so do other names. Downloads always give the printed form.
func Calm(name string) string {
	if strings.ToUpper(name) != name {
		return name
	}
	words := strings.Fields(name)
	for i, w := range words {
		if abbreviation(w) {
			continue
		}
		if words[i] = strings.ToLower(w); i == 0 || !smallWords[words[i]] {
			words[i] = capital(words[i])
		}
	}
	return strings.Join(words, " ")
}

// smallWords stay small inside Indonesian titles (EYD).
var smallWords = map[string]bool{"dan": true, "di": true, "ke": true, "dari": true, "dengan": true, "untuk": true, "pada": true,
	"bagi": true, "yang": true, "atau": true, "serta": true, "dalam": true, "terhadap": true, "oleh": true, "dan/atau": true}

// abbreviation knows one by what no word is: alone in brackets, as a name is
// followed by its short form, or without a vowel. UMKM is the exception.
func abbreviation(w string) bool {
	return strings.HasPrefix(w, "(") && strings.HasSuffix(w, ")") || !strings.ContainsAny(w, "AEIOU") || w == "UMKM" || w == "KSP/USP"
}

// capital writes the first letter of a word, and of what follows a slash, a
// bracket or a hyphen, as a capital.
func capital(w string) string {
	start := true
	return strings.Map(func(r rune) rune {
		switch {
		case start && unicode.IsLetter(r):
			start = false
			return unicode.ToUpper(r)
		case r == '/' || r == '(' || r == '-':
			start = true
		}
		return r
	}, w)
}
