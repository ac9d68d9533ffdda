package word

import (
	"slices"
	"strings"
	"testing"
)

// Every list says in its first line what it is.
func TestListsSayWhatTheyAre(t *testing.T) {
	files, err := lists.ReadDir("lists")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		text, err := lists.ReadFile("lists/" + f.Name())
		if err != nil || !strings.HasPrefix(string(text), "# ") {
			t.Errorf("%s begins without a line that says what it is (%v)", f.Name(), err)
		}
	}
}

// A word of a list is written as texts are folded, else nobody meets it.
func TestListedWordsAreFolded(t *testing.T) {
	for _, name := range []string{"roots", "keep", "spellings"} {
		for _, w := range words(name) {
			if got := Split(w); len(got) != 1 || got[0].Text != w {
				t.Errorf("%s: %q is read as %v", name, w, texts(got))
			}
		}
	}
	for w := range Default().Same {
		if got := Split(w); len(got) != 1 || got[0].Text != w {
			t.Errorf("same: %q is read as %v", w, texts(got))
		}
	}
}

func TestRootsStandOnce(t *testing.T) {
	all := words("roots")
	slices.Sort(all)
	for i := 1; i < len(all); i++ {
		if all[i] == all[i-1] {
			t.Errorf("%q stands twice", all[i])
		}
	}
}

func TestOddWordsEndAtTheirStem(t *testing.T) {
	for w, s := range known.odd {
		if len(s) > len(w) || Stem(s) != s {
			t.Errorf("%q leads to %q, whose stem is %q", w, s, Stem(s))
		}
	}
	for w, s := range known.twins {
		if len(s) > len(w) || Stem(s) != s {
			t.Errorf("%q leads to %q, whose stem is %q", w, s, Stem(s))
		}
	}
}

// What two words are written as is not itself written in another way.
func TestWrittenFormsAreLast(t *testing.T) {
	for _, line := range lines("written") {
		left, right, ok := strings.Cut(line, "=")
		if !ok || len(strings.Fields(left)) > 2 || len(strings.Fields(right)) == 0 {
			t.Errorf("%q", line)
		}
		for _, text := range []string{left, right} {
			if got := strings.Join(texts(Split(text)), " "); got != strings.TrimSpace(right) {
				t.Errorf("%q is read as %q, not %q", text, got, right)
			}
		}
	}
}

// No word of a trade is a stop word.
func TestTradesAreNoStopWords(t *testing.T) {
	stop := Default().Stop
	for w := range judged(t) {
		if stop[w] {
			t.Errorf("%q is a stop word", w)
		}
	}
	if !stop["yg"] || !stop["dgn"] || !stop["utk"] || stop["jual"] || stop["usaha"] {
		t.Error("the stop words are not those that were agreed")
	}
	if len(stop) > 260 {
		t.Errorf("%d stop words", len(stop))
	}
}

// Each line of meanings and spellings gives its word something that its stem
// does not give already, and leads to words that are indexed.
func TestEveryLineOfMeaningsHelps(t *testing.T) {
	a := &Analyzer{Tables: Default(), Stem: true, Same: true}
	n := len(lines("same")) + len(lines("spellings"))
	if n < 400 {
		t.Errorf("only %d lines", n)
	}
	for w, values := range a.Tables.Same {
		if a.Tables.Stop[w] {
			t.Errorf("%q is a stop word", w)
		}
		if len(a.Query(w)) < 2 {
			t.Errorf("%q leads nowhere but to itself: %v", w, values)
		}
		for _, alt := range a.alts(values) {
			if alt.Weight <= 0 || alt.Weight >= 1 || alt.Term == "" {
				t.Errorf("%q: %+v", w, alt)
			}
		}
		if got := a.alts(values); len(got) != len(values) {
			t.Errorf("%q: %d values, %d words: %v", w, len(values), len(got), values)
		}
	}
}

// Most values are words of the official texts, since to these they must lead.
func TestMeaningsLeadToOfficialWords(t *testing.T) {
	there := map[string]bool{}
	for w := range official(t) {
		there[Stem(w)] = true
	}
	found, all := 0, 0
	for _, line := range lines("same") {
		_, right, _ := strings.Cut(line, "=")
		hit := false
		for v := range strings.SplitSeq(right, ",") {
			hit = hit || there[Stem(strings.Fields(v)[0])]
		}
		all++
		if hit {
			found++
		}
	}
	t.Logf("%d of %d lines lead to a word of the classification", found, all)
	if found*10 < all*9 {
		t.Errorf("only %d of %d lines do", found, all)
	}
}
