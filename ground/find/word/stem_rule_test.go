package word

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// kept fails when a stem is not what Stem promises.
func kept(t interface {
	Fatalf(string, ...any)
}, word string) {
	s := Stem(word)
	if s == "" && word != "" || len(s) > len(word) || Stem(s) != s {
		t.Fatalf("Stem(%q) = %q, and of that %q", word, s, Stem(s))
	}
	if utf8.ValidString(word) && !utf8.ValidString(s) {
		t.Fatalf("Stem(%q) = %q cuts a letter", word, s)
	}
}

// Words are put together of real affixes around roots of ours, syllables and
// letters, so that every rule is met, and rules within rules.
func TestAStemIsItsOwnStem(t *testing.T) {
	roots := words("roots")
	before := []string{"", "me", "mem", "men", "meng", "menge", "meny", "pe", "pem", "pen", "peng", "peny", "per", "ber", "be", "ter", "te", "di", "ke", "se", "memper", "diper", "keter", "ng", "ny", "bel", "pel"}
	after := []string{"", "an", "kan", "i", "in", "nya", "lah", "kah", "pun", "ku", "mu", "annya", "kannya", "anmulah"}
	rapid.Check(t, func(t *rapid.T) {
		middle := rapid.OneOf(rapid.SampledFrom(roots), rapid.StringMatching(`[a-z]{1,9}`), rapid.StringMatching(`([bcdgjklmnprst]?[aiueo][mnrs]?){1,4}`)).Draw(t, "middle")
		w := rapid.SampledFrom(before).Draw(t, "a") + rapid.SampledFrom(before).Draw(t, "b") + middle + rapid.SampledFrom(after).Draw(t, "c")
		kept(t, w)
		kept(t, w+"-"+w)
		kept(t, middle+"-"+w)
		kept(t, rapid.String().Draw(t, "any"))
	})
}

func FuzzStem(f *testing.F) {
	for _, w := range []string{"", "a", "mengolah", "kupu-kupu", "oleh-olehnya", "perundang-undangan", "nya", "-", "menyanyi", "é", "店", "sayur-mayur", "dipertanggungjawabkannyalah"} {
		f.Add(w)
	}
	f.Fuzz(func(t *testing.T, w string) { kept(t, w) })
}

// The words of the official classification are the referee: every one keeps the
// promises, a root stays whole, and what falls together is printed.
func TestTheWordsOfTheClassification(t *testing.T) {
	counts := official(t)
	stems := map[string]int{}
	for w := range counts {
		kept(t, w)
		s := Stem(w)
		stems[s]++
		if known.roots[w] && known.odd[w] == "" && s != w {
			t.Errorf("the root %q is cut to %q", w, s)
		}
	}
	if len(counts) < 4000 || len(stems) >= len(counts) {
		t.Errorf("%d words have %d stems", len(counts), len(stems))
	}
	most := ""
	for s, n := range stems {
		if n > stems[most] || n == stems[most] && s < most {
			most = s
		}
	}
	t.Logf("%d words that stand at least twice have %d stems; most words have %q: %d", len(counts), len(stems), most, stems[most])
}

// official reads testdata/words.txt.
func official(t testing.TB) map[string]int {
	t.Helper()
	text, err := os.ReadFile("testdata/words.txt")
	if err != nil {
		t.Fatal(err)
	}
	counts := map[string]int{}
	for line := range strings.Lines(string(text)) {
		number, ws, ok := strings.Cut(line, ":")
		if !ok || line[0] == '#' {
			continue
		}
		n := 0
		if _, err := fmt.Sscan(number, &n); err != nil {
			t.Fatal(err)
		}
		for w := range strings.FieldsSeq(ws) {
			counts[w] = n
		}
	}
	return counts
}
