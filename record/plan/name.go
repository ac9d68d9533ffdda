package plan

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Calm writes a name that the report prints all in capitals the way titles are
// written: 232 programmes in capitals are hard to read. Abbreviations stay, and
// so do other names. Downloads always give the printed form.
func Calm(name string) string {
	if strings.ToUpper(name) != name {
		return name
	}
	out := make([]byte, 0, len(name))
	for w := range strings.FieldsSeq(name) {
		first := len(out) == 0
		if !first {
			out = append(out, ' ')
		}
		if abbreviation(w) {
			out = append(out, w...)
		} else {
			out = appendCalm(out, w, first || !smallWords[w])
		}
	}
	return string(out)
}

// smallWords stay small inside Indonesian titles (EYD).
var smallWords = map[string]bool{"DAN": true, "DI": true, "KE": true, "DARI": true, "DENGAN": true, "UNTUK": true, "PADA": true,
	"BAGI": true, "YANG": true, "ATAU": true, "SERTA": true, "DALAM": true, "TERHADAP": true, "OLEH": true, "DAN/ATAU": true}

// abbreviation knows one by what no word is: alone in brackets, as a name is
// followed by its short form, or without a vowel. UMKM is the exception.
func abbreviation(w string) bool {
	return strings.HasPrefix(w, "(") && strings.HasSuffix(w, ")") || !strings.ContainsAny(w, "AEIOU") || w == "UMKM" || w == "KSP/USP"
}

// appendCalm writes a word in small letters; with a capital, its first letter and
// what follows a slash, a bracket or a hyphen are capitals.
func appendCalm(out []byte, w string, capital bool) []byte {
	start := capital
	for _, r := range w {
		switch {
		case start && unicode.IsLetter(r):
			start = false
			r = unicode.ToUpper(unicode.ToLower(r))
		case r == '/' || r == '(' || r == '-':
			start = capital
		default:
			r = unicode.ToLower(r)
		}
		out = utf8.AppendRune(out, r)
	}
	return out
}
