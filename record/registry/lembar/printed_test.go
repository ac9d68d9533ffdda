package lembar_test

import (
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"alun/record/registry/lembar"
)

// seven is seven digits one after another: a number that is somebody's.
var seven = regexp.MustCompile(`\d{7}`)

// What is printed has one line, no long number and no more than it may.
func FuzzPrinted(f *testing.F) {
	for _, seed := range []string{"Warung Bu Siti", "WA 0812-3456-7890", "NIK 6471.0512.3456.0001", "+62 812 3456 7890 pulsa", "a\nb", strings.Repeat("panjang ", 40), "0812 – 345 6789", "", "12 34"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got := lembar.Printable(text, 70)
		if seven.MatchString(got) || strings.ContainsAny(got, "\n\r") || utf8.ValidString(text) && utf8.RuneCountInString(got) > 70 {
			t.Errorf("%q of %q", got, text)
		}
	})
}
