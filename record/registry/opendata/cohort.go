package opendata

import (
	"cmp"
	"slices"

	"alun/ground/db"
)

// member is a business as a cohort counts it.
type member struct {
	business db.ID
	counted
	fresh bool // this fact of it was never counted before
}

// tally is what members add up to.
type tally struct{ businesses, men, women int64 }

func (t *tally) add(o tally) {
	t.businesses, t.men, t.women = t.businesses+o.businesses, t.men+o.men, t.women+o.women
}

func tallyOf(all []member) (t tally) {
	for _, m := range all {
		t.add(tally{1, m.men, m.women})
	}
	return t
}

// cohort is a group of businesses that are counted together or not at all.
type cohort struct {
	id       db.ID // 0: it began this month
	row, col string
	members  []member
	sum      tally    // of the members, and of those who were forgotten since
	gone     []member // who left this month
	ended    bool
}

// seen is a fact of a business that was counted once.
type seen struct {
	business db.ID
	what     string
}

// ledger is a series with its cohorts, of which every number is made that it ever told.
type ledger struct {
	series  Series
	cohorts []*cohort
	before  map[seen]bool
	changed map[[2]string]bool // places and sums that are other than last month
}

func newLedger(s Series) *ledger {
	return &ledger{series: s, before: map[seen]bool{}, changed: map[[2]string]bool{}}
}

// turn brings the ledger to what is true now: first who left, then who came.
func (l *ledger) turn(now map[db.ID]counted) {
	in := map[db.ID]bool{}
	for _, c := range l.cohorts {
		l.leave(c, now)
		if !c.ended {
			for _, m := range c.members {
				in[m.business] = true
			}
		}
	}
	waiting := map[[2]string][]member{}
	for id, x := range now {
		if at := [2]string{x.row, x.col}; !in[id] {
			waiting[at] = append(waiting[at], member{id, x, !l.before[seen{id, x.what}] || leftOut("return")})
		}
	}
	places := make([][2]string, 0, len(waiting))
	for at := range waiting {
		places = append(places, at)
	}
	slices.SortFunc(places, func(a, b [2]string) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	for _, at := range places {
		l.come(at, waiting[at])
	}
}

// come makes a cohort of those who wait, where they are enough; else they wait on.
func (l *ledger) come(at [2]string, group []member) {
	if !l.alone(group) && !(leftOut("batch") && l.has(at)) {
		return
	}
	slices.SortFunc(group, func(a, b member) int { return cmp.Compare(a.business, b.business) })
	c := &cohort{row: at[0], col: at[1], members: group, sum: tallyOf(group)}
	l.cohorts = append(l.cohorts, c)
	l.touch(c)
	for _, m := range group {
		l.before[seen{m.business, m.what}] = true
	}
}

func (l *ledger) has(at [2]string) bool {
	return slices.ContainsFunc(l.cohorts, func(c *cohort) bool { return !c.ended && c.row == at[0] && c.col == at[1] })
}

// leave takes those out of a cohort of whom something else is true now. They go together
// where they and those who stay are two groups that can both be told. When most are gone, all
// of it goes, and who is left waits again. Else nobody goes, and the number stays.
func (l *ledger) leave(c *cohort, now map[db.ID]counted) {
	var stay, gone []member
	for _, m := range c.members {
		if x, there := now[m.business]; there && x == m.counted {
			stay = append(stay, m)
		} else {
			gone = append(gone, m)
		}
	}
	switch {
	case len(gone) == 0:
	case l.alone(stay) && l.alone(gone) || leftOut("batch") && len(stay) >= K:
		away := tallyOf(gone)
		c.members, c.gone = stay, gone
		c.sum.add(tally{-away.businesses, -away.men, -away.women})
		l.touch(c)
	case len(gone) > len(stay):
		c.gone, c.members, c.ended = c.members, nil, true
		l.touch(c)
	}
}

// alone tells whether a group can be told by itself: K of it were never counted before, and
// neither they nor all of it are somebody's.
func (l *ledger) alone(group []member) bool {
	var fresh []member
	for _, m := range group {
		if m.fresh {
			fresh = append(fresh, m)
		}
	}
	return len(fresh) >= K && safe(l.series, fresh) && safe(l.series, group)
}

// around are a place and the sums in which it stands.
func around(row, col string) [][2]string {
	return [][2]string{{row, col}, {row, ""}, {"", col}, {"", ""}}
}

// touch marks a place and its sums as changed this month.
func (l *ledger) touch(c *cohort) {
	for _, at := range around(c.row, c.col) {
		l.changed[at] = true
	}
}

// told is what a month tells of a series: each place that has a cohort, and their sums. Sums
// are of what is told alone, so that nobody finds a number that is not by taking the others
// away. since says in which month each number changed last before this one.
func (l *ledger) told(now map[db.ID]counted, month string, since map[[2]string]string) (out []Number) {
	of := map[[2]string]tally{}
	for _, c := range l.cohorts {
		if !c.ended {
			for _, at := range around(c.row, c.col) {
				sum := of[at]
				sum.add(c.sum)
				of[at] = sum
			}
		}
	}
	if leftOut("complement") {
		sumAll(now, of)
	}
	for at, t := range of {
		n := Number{Month: month, Series: l.series, Row: at[0], Col: at[1], Since: since[at], Businesses: t.businesses, Men: rounded(t.men), Women: rounded(t.women)}
		if n.Since == "" || l.changed[at] {
			n.Since = month
		}
		out = append(out, n)
	}
	slices.SortFunc(out, func(a, b Number) int { return cmp.Or(cmp.Compare(a.Row, b.Row), cmp.Compare(a.Col, b.Col)) })
	return out
}

// sumAll puts everybody into the sums, as tables usually have them: the planted fault.
func sumAll(now map[db.ID]counted, of map[[2]string]tally) {
	all := map[[2]string]tally{}
	for _, x := range now {
		for _, at := range around(x.row, x.col)[1:] {
			sum := all[at]
			sum.add(tally{1, x.men, x.women})
			all[at] = sum
		}
	}
	for at, sum := range all {
		if sum.businesses >= K {
			of[at] = sum
		}
	}
}
