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
	changed map[square]bool // places and sums that are other than last month
}

func newLedger(s Series) *ledger {
	return &ledger{series: s, before: map[seen]bool{}, changed: map[square]bool{}}
}

// turn brings the ledger to what is true now: first who leaves, then who comes.
func (l *ledger) turn(now map[db.ID]counted, out outside) {
	fast := map[string]bool{} // margins that nobody may leave this month
	for {
		leaving := l.leaving(now, fast)
		waiting := l.waiting(now, leaving)
		coming, fits := l.admit(leaving, waiting, out, fast)
		if !fits {
			continue
		}
		for _, c := range l.cohorts {
			if p, leaves := leaving[c]; leaves {
				l.leave(c, p)
			}
		}
		for _, at := range coming {
			l.come(at, waiting[at])
		}
		return
	}
}

// waiting are those who stand in no cohort, by place.
func (l *ledger) waiting(now map[db.ID]counted, leaving map[*cohort]parting) map[square][]member {
	in := map[db.ID]bool{}
	for _, c := range l.cohorts {
		p, leaves := leaving[c]
		members := c.members
		switch {
		case leaves && p.ends:
			members = nil
		case leaves:
			members = p.stay
		}
		for _, m := range members {
			in[m.business] = true
		}
	}
	out := map[square][]member{}
	for id, x := range now {
		if at := (square{x.row, x.col}); !in[id] {
			out[at] = append(out[at], member{id, x, !l.before[seen{id, x.what}] || leftOut("return")})
		}
	}
	return out
}

// come makes a cohort of those who wait in a place.
func (l *ledger) come(at square, group []member) {
	slices.SortFunc(group, func(a, b member) int { return cmp.Compare(a.business, b.business) })
	c := &cohort{row: at[0], col: at[1], members: group, sum: tallyOf(group)}
	l.cohorts = append(l.cohorts, c)
	l.touch(c)
	for _, m := range group {
		l.before[seen{m.business, m.what}] = true
	}
}

func (l *ledger) has(at square) bool {
	return slices.ContainsFunc(l.cohorts, func(c *cohort) bool { return !c.ended && c.row == at[0] && c.col == at[1] })
}

// parting is what becomes of a cohort that some leave.
type parting struct {
	stay, gone []member
	ends       bool // all of it goes, and who is left waits again
}

// leaving takes those out of the cohorts of whom something else is true now, but of those in
// margins that stand fast. They go together where they and those who stay are two groups that
// can both be told. When most are gone, all of it goes, and who is left waits again. Else nobody
// goes, and the number stays.
func (l *ledger) leaving(now map[db.ID]counted, fast map[string]bool) map[*cohort]parting {
	out := map[*cohort]parting{}
	for _, c := range l.cohorts {
		var p parting
		for _, m := range c.members {
			if x, there := now[m.business]; there && x == m.counted {
				p.stay = append(p.stay, m)
			} else {
				p.gone = append(p.gone, m)
			}
		}
		switch {
		case len(p.gone) == 0 || fast[l.margin(square{c.row, c.col})]:
		case l.alone(p.stay) && l.alone(p.gone) || leftOut("batch") && len(p.stay) >= K:
			out[c] = p
		case len(p.gone) > len(p.stay):
			p.ends = true
			out[c] = p
		}
	}
	return out
}

// leave takes those out of a cohort who leave it.
func (l *ledger) leave(c *cohort, p parting) {
	if p.ends {
		c.gone, c.members, c.ended = c.members, nil, true
	} else {
		away := tallyOf(p.gone)
		c.members, c.gone = p.stay, p.gone
		c.sum.add(tally{-away.businesses, -away.men, -away.women})
	}
	l.touch(c)
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

// square is a row and a column.
type square [2]string

// around are a place and the sums in which it stands.
func around(row, col string) []square {
	return []square{{row, col}, {row, ""}, {"", col}, {"", ""}}
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
func (l *ledger) told(now map[db.ID]counted, month string, since map[square]string) (out []Number) {
	of := map[square]tally{}
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
func sumAll(now map[db.ID]counted, of map[square]tally) {
	all := map[square]tally{}
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
