package account

import (
	"os"
	"strings"
	"testing"
)

// TestTheWordsOfThePaperAreThoseOfTheProgram: doc/security.md lists the words that
// no password may rest on; each of them, with what people add, is refused.
func TestTheWordsOfThePaperAreThoseOfTheProgram(t *testing.T) {
	raw, err := os.ReadFile("../../doc/security.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(raw), "### Words that no password may rest on")
	section, _, _ := strings.Cut(rest, "\n#")
	said := map[string]bool{}
	for _, word := range strings.FieldsFunc(section, func(c rune) bool { return c < 'a' || c > 'z' }) {
		said[word] = true
	}
	for _, word := range common {
		if !said[word] {
			t.Errorf("doc/security.md does not name %q", word)
		}
		for _, p := range []string{word + "12345678", strings.ToUpper(word[:1]) + word[1:] + "2026!!", word + word + word} {
			if len(p) >= minPassword && CheckStrength(Password, p) == nil {
				t.Errorf("%q is taken", p)
			}
		}
	}
	if CheckStrength(Password, "kelapa-mesin ketik 7 payung") != nil {
		t.Error("the proof is broken: every password is refused")
	}
}
