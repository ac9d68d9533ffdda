package madeup

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// vocabulary is the made-up words of a seed.
type vocabulary struct {
	women, men, families, brands             []string
	byWoman, byMan, byFamily, byBrand, byFew chance
}

const (
	firstNames = 3_000
	brandNames = 45_000
)

func newVocabulary(l *lists, seed uint64) *vocabulary {
	v := &vocabulary{}
	d := throw(seed, 0, forWords)
	v.women = coined(d, firstNames, l.common, l.syllables["first"], l.syllables["middle"], l.syllables["woman"])
	v.men = coined(d, firstNames, l.common, l.syllables["first"], l.syllables["middle"], l.syllables["man"])
	v.brands = coined(d, brandNames, l.common, l.syllables["brand"], l.syllables["brand"], l.syllables["brand"])
	for _, thing := range l.fill["nature"] {
		for _, tint := range l.fill["tint"] {
			v.families = append(v.families, thing+tint)
		}
	}
	for i := range v.families { // Fisher and Yates: the frequent ones are of all kinds
		j := d.between(i, len(v.families)-1)
		v.families[i], v.families[j] = v.families[j], v.families[i]
	}
	v.byWoman, v.byMan = zipf(firstNames, 0.9, 8), zipf(firstNames, 0.9, 8)
	v.byFamily, v.byBrand, v.byFew = zipf(len(v.families), 0.7, 10), zipf(brandNames, 0.8, 10), zipf(40, 0.5, 1)
	return v
}

// coined are words of syllables, no two alike and none that means something, the shorter
// ones first.
func coined(d *dice, n int, common map[string]bool, begin, middle, end []string) []string {
	seen := make(map[string]bool, n)
	out := make([]string, 0, n)
	for len(out) < n {
		word := d.one(begin)
		for range d.n(2 + len(out)*2/n) {
			word += d.one(middle)
		}
		if word += d.one(end); len(word) > 3 && !seen[word] && !common[word] {
			seen[word] = true
			out = append(out, word)
		}
	}
	return out
}

// capital begins a word with a capital.
func capital(word string) string {
	r, size := utf8.DecodeRuneInString(word)
	return string(unicode.ToUpper(r)) + word[size:]
}

// title begins every word with a capital.
func title(phrase string) string {
	words := strings.Fields(phrase)
	for i, w := range words {
		words[i] = capital(w)
	}
	return strings.Join(words, " ")
}
