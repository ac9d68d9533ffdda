package opendata

import (
	"cmp"
	"slices"
)

// margin names the sum around a place that a reader knows from elsewhere; "" where there is
// none. How many businesses of a kecamatan are published everybody can count in the directory,
// and that is what Sizes divide. Of Unshown it is the city's: who came in by whole months, less
// who is published. Of Workers only workers are told, of whom nobody else tells a sum.
func (l *ledger) margin(at square) string {
	switch l.series {
	case Sizes:
		return at[0]
	case Unshown:
		return at[1]
	}
	return ""
}

// admit chooses the places in which a cohort begins now. Where a margin would give away what is
// left of it, the smallest of its cohorts wait on, until it does not; where that is not enough
// because some leave, the margin goes into fast, and it is to be tried anew.
func (l *ledger) admit(leaving map[*cohort]parting, waiting map[square][]member, silent map[string]int64, fast map[string]bool) (coming []square, fits bool) {
	of, moved := map[string][]square{}, map[string]bool{}
	for at, group := range waiting {
		if l.alone(group) || leftOut("batch") && l.has(at) {
			coming = append(coming, at)
		}
		of[l.margin(at)] = append(of[l.margin(at)], at)
	}
	for c := range leaving {
		moved[l.margin(square{c.row, c.col})] = true
		of[l.margin(square{c.row, c.col})] = append(of[l.margin(square{c.row, c.col})], square{c.row, c.col})
	}
	told := l.stand(leaving)
	slices.SortFunc(coming, func(a, b square) int {
		return cmp.Or(cmp.Compare(len(waiting[b]), len(waiting[a])), slices.Compare(a[:], b[:]))
	})
	fits = true
	for m := range of {
		here := func(at square) bool { return l.margin(at) == m }
		for !l.covered(m, waiting, told, coming, silent) {
			last := lastIndex(coming, here)
			if last < 0 {
				if moved[m] {
					fast[m], fits = true, false
				}
				break
			}
			coming = slices.Delete(coming, last, last+1)
		}
	}
	slices.SortFunc(coming, func(a, b square) int { return slices.Compare(a[:], b[:]) })
	return coming, fits
}

func lastIndex(all []square, is func(square) bool) int {
	for i := len(all) - 1; i >= 0; i-- {
		if is(all[i]) {
			return i
		}
	}
	return -1
}

// stand are the places that have a cohort still when some have left.
func (l *ledger) stand(leaving map[*cohort]parting) map[square]bool {
	out := map[square]bool{}
	for _, c := range l.cohorts {
		if p, leaves := leaving[c]; !c.ended && !(leaves && p.ends) {
			out[square{c.row, c.col}] = true
		}
	}
	return out
}

// covered tells whether a margin may be known beside what is told of it when these come. What
// is left of it is then known too: the hidden squares, those who said nothing, and those who
// wait where others are told. That gives nobody away where nothing is hidden; or at least K are,
// in two parts or more, so that each can be anything up to K; or only those who said nothing,
// and K of them; or at least K wait where others are told, and nobody sees where. Those are no
// part of the hidden ones: that they came is seen in the directory, and an earlier month told
// what was hidden without them.
func (l *ledger) covered(margin string, waiting map[square][]member, told map[square]bool, coming []square, silent map[string]int64) bool {
	if margin == "" || leftOut("margin") {
		return true
	}
	hidden, parts, beside := silent[margin], 0, int64(0)
	for at, group := range waiting {
		switch {
		case l.margin(at) != margin || slices.Contains(coming, at):
		case told[at]:
			beside += int64(len(group))
		default:
			hidden, parts = hidden+int64(len(group)), parts+1
		}
	}
	return hidden == 0 || beside >= K || hidden >= K && (parts != 1 || silent[margin] > 0)
}
