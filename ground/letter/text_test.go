package letter_test

import (
	"strings"
	"testing"

	"alun/ground/letter"

	"pgregory.net/rapid"
)

func TestATextIsCutWhereItMay(t *testing.T) {
	for _, tt := range []struct {
		text  string
		limit int
		want  string
	}{
		{"", 1000, ""},
		{"pendek", 9000, "pendek"},
		{"dua kata", 2600, "dua|kata"},
		{"113.792.470.000.000", 5000, "113.792.|470.000.|000"},
		{"Gaji/Tunjangan", 4200, "Gaji/|Tunjanga|n"},
		{"tanpajeda", 2000, "tanp|ajed|a"},
		{"satu\ndua", 9000, "satu|dua"},
		{"x", 1, "x"},
		{"  tepi  ", 9000, "tepi"},
	} {
		lines, err := letter.Wrap(tt.text, tt.limit, false)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(lines, "|"); got != tt.want {
			t.Errorf("%q at %d: %q, want %q", tt.text, tt.limit, got, tt.want)
		}
	}
}

func TestWhatTheFontLacksIsABox(t *testing.T) {
	for text, want := range map[string]string{
		"計画":            "□□",
		"a\u0301":       "á",
		"tab\tspasi":    "tab spasi",
		"\x00\x1b[1m":   "[1m",
		"≥ 91 – “dua”…": "≥ 91 – “dua”…",
		"so\u00adft":    "soft",
		"😀":             "□",
		"a\r\nb":        "a|b",
	} {
		lines, err := letter.Wrap(text, 100000, true)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(lines, "|"); got != want {
			t.Errorf("%q is drawn as %q, want %q", text, got, want)
		}
	}
}

// No line is wider than its place unless it is a single character, and no
// character of a word is lost.
func TestNoLineIsTooWide(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`([A-Za-z0-9./,éÉ-]{0,30} ?){0,12}`).Draw(t, "text")
		limit := rapid.IntRange(300, 20000).Draw(t, "limit")
		bold := rapid.Bool().Draw(t, "bold")
		lines, err := letter.Wrap(text, limit, bold)
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range lines {
			wide, _ := letter.Thousandths(line, bold)
			if wide > limit && len([]rune(line)) > 1 {
				t.Fatalf("%q is %d wide, the limit is %d", line, wide, limit)
			}
		}
		if got, want := strings.ReplaceAll(strings.Join(lines, ""), " ", ""), strings.ReplaceAll(text, " ", ""); got != want {
			t.Fatalf("%q became %q", want, got)
		}
	})
}
