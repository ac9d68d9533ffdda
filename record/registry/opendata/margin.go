package opendata

import (
	"cmp"
	"slices"
	"time"

	"alun/ground/db"
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
func (l *ledger) admit(leaving map[*cohort]parting, waiting map[square][]member, out outside, fast map[string]bool) (coming []square, fits bool) {
	margins, moved := map[string]bool{}, map[string]bool{}
	for at, group := range waiting {
		if l.alone(group) || leftOut("batch") && l.has(at) {
			coming = append(coming, at)
		}
		margins[l.margin(at)] = true
	}
	for c := range leaving {
		m := l.margin(square{c.row, c.col})
		margins[m], moved[m] = true, true
	}
	told := l.stand(leaving)
	slices.SortFunc(coming, func(a, b square) int {
		return cmp.Or(cmp.Compare(len(waiting[b]), len(waiting[a])), slices.Compare(a[:], b[:]))
	})
	fits = true
	for m := range margins {
		here := func(at square) bool { return l.margin(at) == m }
		for !l.covered(m, waiting, told, coming, out) {
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

// outside is what a reader knows beside the numbers of a series: the directory says who is
// published and since when, and earlier months stay readable.
type outside struct {
	since  map[db.ID]time.Time    // since when each business can be counted
	silent map[string][]time.Time // the same, by margin, of those whom a series would count if they said what it counts
	news   map[string][]time.Time // by margin, when a number of it that changed was told before
}

// remnant is what is left of a margin when what is told of it is taken away.
type remnant struct {
	hidden, silent, beside int64 // businesses: those of hidden squares and who said nothing; these alone; who wait where others are told
	parts                  int   // hidden squares; of Sizes also those of nobody
}

// restAt counts what is left of a margin when these come, of those who were there at a moment
// already; the zero time is now. Of those of then only who was never counted is left: the others
// stood in a number.
func (l *ledger) restAt(when time.Time, margin string, waiting map[square][]member, told map[square]bool, coming []square, out outside) (left remnant) {
	for _, since := range out.silent[margin] {
		if when.IsZero() || !since.After(when) {
			left.silent++
		}
	}
	left.hidden = left.silent
	for at, group := range waiting {
		if l.margin(at) != margin || slices.Contains(coming, at) {
			continue
		}
		n := out.there(when, group)
		switch {
		case told[at]:
			left.beside += n
		case n > 0:
			left.hidden, left.parts = left.hidden+n, left.parts+1
		}
	}
	if l.series == Sizes && !leftOut("empty") {
		left.parts = untold(margin, told, coming, left.parts)
	}
	return left
}

// untold counts the sizes of a kecamatan that are not told, those of nobody too: a reader does not
// see which these are, and is not to work it out. Where no size is told there is nothing to work
// out, and some are as they were counted.
func untold(margin string, told map[square]bool, coming []square, some int) (parts int) {
	for _, col := range Bands {
		if at := (square{margin, col}); !told[at] && !slices.Contains(coming, at) {
			parts++
		}
	}
	if parts == len(Bands) {
		return some
	}
	return parts
}

// there counts who of a group was there at a moment already.
func (out outside) there(when time.Time, group []member) int64 {
	if when.IsZero() {
		return int64(len(group))
	}
	n := int64(0)
	for _, m := range group {
		if since, known := out.since[m.business]; m.fresh && known && !since.After(when) {
			n++
		}
	}
	return n
}

// covered tells whether this may be known. It gives nobody away where nothing is hidden, not a
// number of nobody either; or at least K are, in two parts or more, so that each can be anything
// up to K; or only those who said nothing, and K of them; or at least K wait where others are told,
// and nobody sees where. Those are no part of the hidden ones: that they came is seen in the
// directory, and an earlier month told what was hidden without them.
func (left remnant) covered() bool {
	return left.hidden == 0 && left.parts == 0 || left.beside >= K || left.hidden >= K && (left.parts != 1 || left.silent > 0)
}

// covered tells whether a margin may be known beside what is told of it when these come: as it
// is now, and as it was in each earlier month that told something of it. A square that is told
// now says how much of it was hidden then, all but those who came in between; so what was
// hidden then and is hidden still has to cover itself.
func (l *ledger) covered(margin string, waiting map[square][]member, told map[square]bool, coming []square, out outside) bool {
	if margin == "" || leftOut("margin") {
		return true
	}
	if !l.restAt(time.Time{}, margin, waiting, told, coming, out).covered() {
		return false
	}
	if leftOut("past") {
		return true
	}
	for _, when := range out.news[margin] {
		was := func(at square) bool { return l.margin(at) == margin && out.there(when, waiting[at]) > 0 }
		if slices.ContainsFunc(coming, was) && !l.restAt(when, margin, waiting, told, coming, out).covered() {
			return false
		}
	}
	return true
}
