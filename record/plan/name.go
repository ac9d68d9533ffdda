package plan

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Calm writes a name that the report prints all in capitals the way titles are
// written: 232 programmes in capitals are hard to read. Other names stay as
// printed, and downloads always give the printed form.
func Calm(name string) string {
	if strings.ToUpper(name) != name {
		return name
	}
	words := strings.Fields(strings.ToLower(name))
	for i, w := range words {
		if i == 0 || !smallWords[w] {
			words[i] = capital(w)
		}
	}
	return strings.Join(words, " ")
}

// smallWords stay small inside Indonesian titles (EYD).
var smallWords = map[string]bool{"dan": true, "di": true, "ke": true, "dari": true, "dengan": true, "untuk": true, "pada": true,
	"bagi": true, "yang": true, "atau": true, "serta": true, "dalam": true, "terhadap": true, "oleh": true}

// capital writes the first letter of a word, and of what follows a slash or a
// bracket, as a capital.
func capital(w string) string {
	var b strings.Builder
	start := true
	for _, r := range w {
		if start && unicode.IsLetter(r) {
			r = unicode.ToUpper(r)
			start = false
		} else if r == '/' || r == '(' || r == '-' {
			start = true
		}
		b.WriteRune(r)
	}
	if !utf8.ValidString(b.String()) {
		return w
	}
	return b.String()
}
