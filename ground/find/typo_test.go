package find

import (
	"testing"

	"pgregory.net/rapid"
)

func TestDistances(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"warung", "warung", 0}, {"warung", "warug", 1}, {"warung", "wwarung", 1}, {"warung", "warumg", 1}, {"warung", "waurng", 1},
		{"warung", "awurng", 2}, {"kerajinan", "krajinam", 2}, {"kerajinan", "kerja", 3}, {"abcd", "badc", 2}, {"", "ab", 2}, {"é", "e", 1}, {"港湾", "湾港", 1},
	} {
		if got := distance([]rune(c.a), c.b, 2); got != c.want {
			t.Errorf("%s, %s: %d, want %d", c.a, c.b, got, c.want)
		}
	}
	for word, want := range map[string]int{"teh": 0, "kopi": 1, "bengkel": 1, "kerajinn": 2, "港湾": 0, "1234": 1} {
		if got := edits(word); got != want {
			t.Errorf("%s forgives %d slips, want %d", word, got, want)
		}
	}
}

// slowDistance is the recurrence as it is in textbooks.
func slowDistance(a, b []rune) int {
	switch {
	case len(a) == 0:
		return len(b)
	case len(b) == 0:
		return len(a)
	}
	same := 1
	if a[len(a)-1] == b[len(b)-1] {
		same = 0
	}
	d := min(slowDistance(a[:len(a)-1], b)+1, slowDistance(a, b[:len(b)-1])+1, slowDistance(a[:len(a)-1], b[:len(b)-1])+same)
	if i, j := len(a), len(b); i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
		d = min(d, slowDistance(a[:i-2], b[:j-2])+1)
	}
	return d
}

// TestFiltersHideNothing: what is near enough passes the letter mask and the
// length, and its distance is right.
func TestFiltersHideNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := rapid.StringMatching(`[abcé1]{0,6}`).Draw(t, "a")
		b := rapid.StringMatching(`[abcé1]{0,6}`).Draw(t, "b")
		want := slowDistance([]rune(a), []rune(b))
		for limit := 1; limit <= 2; limit++ {
			got := distance([]rune(a), b, limit)
			if want <= limit && got != want || want > limit && got <= limit {
				t.Fatalf("%s, %s, at most %d: %d, want %d", a, b, limit, got, want)
			}
			if want <= limit && (apart(letters(a), letters(b)) > 2*limit || far(len([]rune(a)), len([]rune(b)), limit)) {
				t.Fatalf("%s, %s are %d apart and filtered out", a, b, want)
			}
		}
	})
}
