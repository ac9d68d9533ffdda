package size

import (
	"strconv"

	"alun/ground/lang"
)

// wrong is what keeps a version from being used: a rule, a figure and why.
type wrong struct {
	rule  int
	value string
	why   lang.Key
}

// check tries one figure on each side of every bound of a version, all facts with
// each other: every business must have exactly one class, and one that grows must
// not fall. Between two neighbouring bounds nothing changes, so these figures
// stand for all.
func (v Version) check() *wrong {
	for _, running := range []bool{true, false} {
		facts := v.facts(running)
		if len(facts) == 0 {
			continue // a law that says nothing of this stage
		}
		if w := v.try(facts, Facts{Running: running}); w != nil {
			return w
		}
	}
	return nil
}

// try sets the facts in all ways, one after the other.
func (v Version) try(facts []Fact, f Facts) *wrong {
	if len(facts) == 0 {
		return v.cell(f)
	}
	for _, at := range v.edges(facts[0]) {
		if w := v.try(facts[1:], f.With(facts[0], Figure{at, true})); w != nil {
			return w
		}
	}
	return nil
}

// cell judges one business of which all is known.
func (v Version) cell(f Facts) *wrong {
	met, firm := -1, -1
	for i, r := range v.Rules {
		if r.holds(f) != yes {
			continue
		}
		if r.Combine != Any && firm >= 0 {
			return &wrong{i, f.text(v), "size.why_overlap"}
		}
		if r.Combine != Any {
			firm = i
		}
		met = i
	}
	fell, gap := v.smaller(f, met)
	if met < 0 {
		return &wrong{gap, f.text(v), "size.why_gap"}
	}
	if fell {
		return &wrong{met, f.text(v), "size.why_falls"}
	}
	return nil
}

// smaller looks at the businesses that are one bound smaller in one fact: whether
// one of them has a larger class, and which rule ends where this one begins.
func (v Version) smaller(f Facts, met int) (fell bool, ends int) {
	for _, fact := range v.facts(f.Running) {
		edges := v.edges(fact)
		for i := 1; i < len(edges); i++ {
			if edges[i] != f.Of(fact).N {
				continue
			}
			below := v.remain(f.With(fact, Figure{edges[i-1], true}))
			if len(below) == 0 {
				continue
			}
			ends = v.index(below[0].Code)
			fell = fell || met >= 0 && below[0].Class.Rank > v.Rules[met].Class.Rank
		}
	}
	return fell, ends
}

func (v Version) index(code string) int {
	for i, r := range v.Rules {
		if r.Code == code {
			return i
		}
	}
	return 0
}

// text writes the figures that were tried.
func (f Facts) text(v Version) string {
	out := ""
	for _, fact := range v.facts(f.Running) {
		out += " " + string(fact) + "=" + strconv.FormatInt(f.Of(fact).N, 10)
	}
	return out[1:]
}
