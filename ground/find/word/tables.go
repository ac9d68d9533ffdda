package word

import (
	"embed"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
)

//go:embed lists/*.txt
var lists embed.FS

// Tables are the words that rules alone cannot know.
type Tables struct {
	// Stop are words that say nothing of a trade: they are not indexed.
	Stop map[string]bool
	// Keep are words that are never stemmed: names of places and brands.
	Keep map[string]bool
	// Same leads from an everyday spelling or word to words of the index. A
	// value may end with its weight, "kedai 0.5"; without one it has 0.6. A
	// value of several words asks for each of them.
	Same map[string][]string
}

// usual is the weight of a word of the same meaning that names none.
const usual = 0.6

// Default gives tables of general Indonesian. The caller may change them: they
// are made anew.
func Default() Tables {
	t := Tables{Stop: map[string]bool{}, Keep: map[string]bool{}, Same: map[string][]string{}}
	for _, w := range words("stop") {
		t.Stop[w] = true
	}
	for _, w := range words("keep") {
		t.Keep[w] = true
	}
	spellings(t.Same)
	meanings(t.Same)
	return t
}

// With gives the tables with more words: names that are kept and words of the
// same meaning, as a city adds them. Words are folded as texts are.
func (t Tables) With(keep []string, same map[string][]string) Tables {
	more := Tables{Stop: t.Stop, Keep: maps.Clone(t.Keep), Same: make(map[string][]string, len(t.Same)+len(same))}
	if more.Keep == nil {
		more.Keep = map[string]bool{}
	}
	for _, k := range keep {
		for _, tok := range Split(k) {
			more.Keep[tok.Text] = true
		}
	}
	for k, v := range t.Same {
		more.Same[k] = slices.Clone(v)
	}
	for k, v := range same {
		for _, tok := range Split(k) {
			more.Same[tok.Text] = append(more.Same[tok.Text], v...)
		}
	}
	return more
}

// prepare reads the tables once, at the first use.
func (a *Analyzer) prepare() {
	a.cache = make([]atomic.Pointer[entry], slots)
	a.same = make(map[string][]Alt, len(a.Tables.Same))
	if !a.Same {
		return
	}
	for k, values := range a.Tables.Same {
		alts := a.alts(values)
		a.same[k] = merge(a.same[k], alts)
		if term := a.entryOf(k).term; term != k {
			a.same[term] = merge(a.same[term], alts)
		}
	}
}

// alts reads values of Same: words, and perhaps a weight at the end.
func (a *Analyzer) alts(values []string) []Alt {
	var alts []Alt
	for _, v := range values {
		weight := float64(usual)
		if cut := strings.LastIndexByte(v, ' '); cut > 0 {
			if w, err := strconv.ParseFloat(v[cut+1:], 32); err == nil && w > 0 && w <= 1 {
				v, weight = v[:cut], w
			}
		}
		for _, tok := range Split(v) {
			e := a.entryOf(tok.Text)
			if !e.stop {
				alts = append(alts, Alt{Term: e.term, Weight: float32(weight), How: Same})
			}
		}
	}
	return alts
}

// merge adds alternatives to others; of two with one term the heavier stays,
// and the first of all, the word itself, is never replaced.
func merge(to, more []Alt) []Alt {
	for _, m := range more {
		at := slices.IndexFunc(to, func(a Alt) bool { return a.Term == m.Term })
		switch {
		case at < 0:
			to = append(to, m)
		case to[at].Weight < m.Weight:
			to[at].Weight = m.Weight
		}
	}
	return to
}

// nearest sorts what follows the word itself by weight, equal ones by term, so
// that one question is always read the same way, and keeps the first few.
func nearest(alts []Alt) []Alt {
	slices.SortFunc(alts[1:], func(a, b Alt) int {
		if a.Weight != b.Weight {
			return int((b.Weight - a.Weight) * 1000)
		}
		return strings.Compare(a.Term, b.Term)
	})
	if len(alts) > most+1 {
		alts = alts[:most+1]
	}
	return alts
}
