package opendata

import (
	"cmp"
	"slices"

	"alun/ground/db"
)

// portion is how many members one act writes: about 20 ms.
const portion = 500

// coming is a member that goes in.
type coming struct {
	spot
	series Series
	what   string
	fresh  bool
}

// started is a cohort that begins, of a series.
type started struct {
	*cohort
	series Series
}

// plan is what is to be written so that a census stands whole, from what stands of it.
type plan struct {
	drawn
	begins       map[beginning]bool // the places in which a cohort begins
	ids          map[*cohort]db.ID  // of these cohorts
	fresh        []started          // of these cohorts, those that have no row yet
	drop, reopen []spot             // what an attempt before wrote otherwise
	end          []spot
	come         []coming
}

// acts are the acts that write a census, each short; the last one alone lets it be told. They
// change nothing of it: an act may run twice.
func (c drawn) acts(newID func() db.ID) (all []func(*db.Tx) error) {
	p := c.plan(newID)
	all = append(all, inPortions(p.drop, dropThem)...)
	all = append(all, inPortions(p.reopen, func(tx *db.Tx, some []spot) error { return endThem(tx, some, nil) })...)
	all = append(all, p.begin)
	all = append(all, inPortions(p.end, func(tx *db.Tx, some []spot) error { return endThem(tx, some, c.month) })...)
	all = append(all, inPortions(p.come, putThem)...)
	return append(all, p.finish)
}

func inPortions[T any](all []T, act func(*db.Tx, []T) error) (out []func(*db.Tx) error) {
	for some := range slices.Chunk(all, portion) {
		out = append(out, func(tx *db.Tx) error { return act(tx, some) })
	}
	return out
}

// plan compares what is to stand with what stands.
func (c drawn) plan(newID func() db.ID) plan {
	p := plan{drawn: c, begins: map[beginning]bool{}, ids: map[*cohort]db.ID{}}
	stay, gone := map[spot]bool{}, map[spot]bool{}
	for _, l := range c.ledgers {
		for _, x := range l.cohorts {
			if x.id == 0 {
				p.starts(l.series, x, newID, stay)
			}
			for _, m := range x.gone {
				at := spot{x.id, m.business}
				if gone[at] = true; c.began.ended[at] != c.month {
					p.end = append(p.end, at)
				}
			}
		}
	}
	for at := range c.began.members {
		if !stay[at] {
			p.drop = append(p.drop, at)
		}
	}
	for at, month := range c.began.ended {
		if !gone[at] || month != c.month {
			p.reopen = append(p.reopen, at)
		}
	}
	for _, some := range [][]spot{p.drop, p.reopen, p.end} {
		slices.SortFunc(some, func(a, b spot) int {
			return cmp.Or(cmp.Compare(a.cohort, b.cohort), cmp.Compare(a.business, b.business))
		})
	}
	return p
}

// starts plans a cohort that begins, with those of its members that are not there yet.
func (p *plan) starts(s Series, x *cohort, newID func() db.ID, stay map[spot]bool) {
	at := beginning{p.month, s, x.row, x.col}
	p.begins[at] = true
	id, there := p.began.cohorts[at]
	if !there {
		id = newID()
		p.fresh = append(p.fresh, started{x, s})
	}
	p.ids[x] = id
	for _, m := range x.members {
		at := spot{id, m.business}
		if had, in := p.began.members[at]; in && had.what == m.what && had.fresh == m.fresh {
			stay[at] = true
			continue
		}
		p.come = append(p.come, coming{at, s, m.what, m.fresh})
	}
}

// begin lets go of what an attempt before began otherwise, and writes the month and the cohorts
// that begin in it: numbers of nobody until the month is whole.
func (p plan) begin(tx *db.Tx) error {
	for at, id := range p.began.cohorts {
		if !p.begins[at] {
			if _, err := tx.Exec(`delete from registry_opendata_cohort where id = $1`, id); err != nil {
				return err
			}
		}
	}
	for _, month := range p.began.months {
		if month != p.month {
			if _, err := tx.Exec(`delete from registry_opendata_month where month = $1`, month); err != nil {
				return err
			}
		}
	}
	if _, err := tx.Exec(`insert into registry_opendata_month (month, at, rule, k, percent, round, demo) values ($1, $2, $3, $4, $5, $6, $7) on conflict (month) do nothing`,
		p.month, p.at, Rule, K, Percent, Round, p.demo); err != nil {
		return err
	}
	var rows [][]any
	for _, x := range p.fresh {
		rows = append(rows, []any{p.ids[x.cohort], string(x.series), x.row, x.col, x.sum.businesses, x.sum.men, x.sum.women, p.month, nil})
	}
	return db.Many(tx, `insert into registry_opendata_cohort (id, series, row_code, col_code, businesses, men, women, since, until) values `, ``, rows)
}

// byCohort does something with the businesses of each cohort among spots.
func byCohort(some []spot, do func(cohort db.ID, businesses []db.ID) error) error {
	of := map[db.ID][]db.ID{}
	for _, at := range some {
		of[at.cohort] = append(of[at.cohort], at.business)
	}
	for id, all := range of {
		if err := do(id, all); err != nil {
			return err
		}
	}
	return nil
}

func dropThem(tx *db.Tx, some []spot) error {
	return byCohort(some, func(cohort db.ID, businesses []db.ID) error {
		for list, args := range db.In(businesses, 1) {
			if _, err := tx.Exec(`delete from registry_opendata_member where cohort = $1 and business in `+list, append([]any{cohort}, args...)...); err != nil {
				return err
			}
		}
		return nil
	})
}

// endThem writes the month in which members left; nil: they are in again.
func endThem(tx *db.Tx, some []spot, month any) error {
	return byCohort(some, func(cohort db.ID, businesses []db.ID) error {
		for list, args := range db.In(businesses, 2) {
			if _, err := tx.Exec(`update registry_opendata_member set until = $1 where cohort = $2 and business in `+list, append([]any{month, cohort}, args...)...); err != nil {
				return err
			}
		}
		return nil
	})
}

// putThem writes members, but who was forgotten since the register was read.
func putThem(tx *db.Tx, some []coming) error {
	ids := make([]db.ID, len(some))
	for i, m := range some {
		ids[i] = m.business
	}
	all, err := db.Among(tx, (*db.Row).ID, `select id from registry_business where forgotten_at is null and id in `, ``, ids)
	if err != nil {
		return err
	}
	known := map[db.ID]bool{}
	for _, id := range all {
		known[id] = true
	}
	var rows [][]any
	for _, m := range some {
		if known[m.business] {
			rows = append(rows, []any{m.cohort, m.business, string(m.series), m.what, m.fresh, nil})
		}
	}
	return db.Many(tx, `insert into registry_opendata_member (cohort, business, series, fact, fresh, until) values `, ``, rows)
}

// finish writes what the month tells, and that it is whole.
func (p plan) finish(tx *db.Tx) error {
	if _, err := tx.Exec(`update registry_opendata_month set at = $2, rule = $3, k = $4, percent = $5, round = $6, demo = $7 where month = $1`,
		p.month, p.at, Rule, K, Percent, Round, p.demo); err != nil {
		return err
	}
	for _, l := range p.ledgers {
		for _, x := range l.cohorts {
			if err := p.sums(tx, x); err != nil {
				return err
			}
		}
	}
	rows := make([][]any, len(p.numbers))
	for i, n := range p.numbers {
		worked := n.Series == Workers
		rows[i] = []any{n.Month, string(n.Series), n.Row, n.Col, n.Businesses, db.Null(n.Men, worked), db.Null(n.Women, worked), n.Since}
	}
	if err := db.Many(tx, `insert into registry_opendata_cell (month, series, row_code, col_code, businesses, men, women, since) values `, ``, rows); err != nil {
		return err
	}
	_, err := tx.Exec(`insert into registry_opendata_whole (month) values ($1)`, p.month)
	return err
}

// sums writes what a cohort adds up to, where that is news.
func (p plan) sums(tx *db.Tx, x *cohort) error {
	id := x.id
	switch {
	case x.ended:
		_, err := tx.Exec(`update registry_opendata_cohort set until = $2 where id = $1`, id, p.month)
		return err
	case id == 0:
		id = p.ids[x]
	case len(x.gone) == 0:
		return nil
	}
	_, err := tx.Exec(`update registry_opendata_cohort set businesses = $2, men = $3, women = $4 where id = $1`, id, x.sum.businesses, x.sum.men, x.sum.women)
	return err
}
