package word

import "strings"

// rough cuts a word of which no root is known. It takes off only what hardly
// stands in a whole word by chance, and leaves two syllables.
func rough(word string) string {
	if rest, ok := strings.CutSuffix(word, "nya"); ok && whole(rest) {
		return rest
	}
	for _, c := range around {
		if !strings.HasSuffix(word, c.ending) {
			continue
		}
		for _, p := range c.prefixes {
			if !strings.HasPrefix(word, p.before) || len(word) < len(p.before)+len(c.ending) {
				continue
			}
			rest := word[len(p.before) : len(word)-len(c.ending)]
			if p.vowel && (rest == "" || !vowel(rest[0])) {
				continue
			}
			if rest = p.gives + rest; whole(rest) {
				return rest
			}
		}
	}
	if rest, ok := strings.CutSuffix(word, "an"); ok && len(rest) >= 6 && whole(rest) && !strings.HasSuffix(rest, "w") {
		return rest
	}
	return word
}

// whole tells what may be a word by itself: four letters and two syllables.
func whole(rest string) bool {
	groups := 0
	for i := range len(rest) {
		if vowel(rest[i]) && (i == 0 || !vowel(rest[i-1])) {
			groups++
		}
	}
	return len(rest) >= 4 && groups >= 2
}

// before is a beginning, what it leaves in its place, and whether a vowel must
// follow.
type before struct {
	before, gives string
	vowel         bool
}

// around are endings with the beginnings that go with them, the longest first.
var around = [...]struct {
	ending   string
	prefixes []before
}{
	{"kan", append([]before{{"diper", "", false}, {"memper", "", false}, {"di", "", false}}, nasals("me")...)},
	{"i", []before{{"menge", "", false}, {"meng", "", true}, {"meny", "s", true}}},
	{"an", append([]before{{"per", "", false}, {"ke", "", false}, {"ber", "", false}}, nasals("pe")...)},
	{"", []before{{"meng", "", true}, {"meng", "", false}, {"meny", "s", true}, {"memb", "b", false}, {"memp", "p", false}, {"mend", "d", false}, {"menj", "j", false}}},
}

// nasals are the forms of me- or pe- before the first letter of a root.
func nasals(p string) []before {
	return []before{
		{p + "ng", "", false}, {p + "ny", "s", true}, {p + "mb", "b", false}, {p + "mp", "p", false},
		{p + "m", "p", true}, {p + "nd", "d", false}, {p + "nj", "j", false}, {p + "nc", "c", false},
		{p + "n", "t", true}, {p + "l", "l", false}, {p + "r", "r", false},
	}
}
