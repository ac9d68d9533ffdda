package word

import "strings"

// known are the words that the stemmer was told.
var known = read()

type knowledge struct {
	roots map[string]bool   // nothing is taken off these
	odd   map[string]string // words that the rules would read wrongly
	twins map[string]string // doubled words that are more than their half, and such as change in the doubling

	joints map[string]*joint // words that people write together or apart
}

// joint is what is known of a word that begins such a pair.
type joint struct {
	parts []string            // the words of which it consists: eskrim
	with  map[string][][]byte // the next word, and what both are: foto copy
}

func read() knowledge {
	k := knowledge{roots: map[string]bool{}, odd: map[string]string{}, twins: map[string]string{}, joints: map[string]*joint{}}
	for _, w := range words("roots") {
		k.roots[w] = true
	}
	for _, line := range lines("odd") {
		stem, forms, _ := strings.Cut(line, ":")
		for _, w := range strings.Fields(forms) {
			k.odd[w] = strings.TrimSpace(stem)
		}
	}
	for _, line := range lines("twins") {
		twin, half, found := strings.Cut(line, "=")
		twin, half = strings.TrimSpace(twin), strings.TrimSpace(half)
		if !found {
			half = twin
		}
		k.twins[twin] = half
	}
	k.written()
	return k
}

// written reads "foto copy = fotokopi" and "eskrim = es krim".
func (k *knowledge) written() {
	for _, line := range lines("written") {
		left, right, _ := strings.Cut(line, "=")
		from, to := strings.Fields(left), strings.Fields(right)
		j := k.joints[from[0]]
		if j == nil {
			j = &joint{with: map[string][][]byte{}}
			k.joints[from[0]] = j
		}
		if len(from) == 1 {
			j.parts = to
			continue
		}
		for _, w := range to {
			j.with[from[1]] = append(j.with[from[1]], []byte(w))
		}
	}
}
