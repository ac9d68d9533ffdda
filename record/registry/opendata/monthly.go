package opendata

import (
	"fmt"

	"alun/ground/date"
	"alun/ground/db"
	"alun/record/registry"
)

// arrivals are the businesses that came in within a whole month: that were handed in or
// admitted for the first time. Moves are never rewritten, so the numbers of a month that has
// passed stay what they are, whatever becomes of its businesses: two editions do not
// show who was returned, suspended or closed between them.
type arrivals struct {
	month  string // "2026-10"
	all    int64
	people int64 // who brought them: one person's count once, so that nobody lifts a month over K alone
}

func (a arrivals) small() bool { return a.all > 0 && (a.all < K || a.people < K) }

// months counts months.
func months(d date.Day) int { return d.Year*12 + int(d.Month) - 1 }

// cameBefore counts by month what came in before a month began, with the months between in
// which nobody came.
func cameBefore(tx *db.Tx, month date.Day) (out []arrivals, err error) {
	of, brought := map[int]*arrivals{}, map[string]bool{}
	first := months(month)
	err = db.Each(tx, func(r *db.Row) error {
		move, by, day := registry.Move(r.Text()), r.Text(), date.DayOf(r.Time())
		n := months(day)
		if n >= months(month) {
			return nil
		}
		first = min(first, n)
		if of[n] == nil {
			of[n] = &arrivals{}
		}
		of[n].all++
		if who := fmt.Sprint(n, " ", by); move == registry.Admitting || !brought[who] {
			of[n].people++
			brought[who] = true
		}
		return nil
	}, `select m.move, m.by_actor, m.at from registry_move m where m.to_state in ('submitted', 'published')
		and not exists (select 1 from registry_move o where o.business = m.business and o.number < m.number and o.to_state in ('submitted', 'published'))`)
	for n := first; n < months(month); n++ {
		a := arrivals{month: fmt.Sprintf("%04d-%02d", n/12, n%12+1)}
		if of[n] != nil {
			a.all, a.people = of[n].all, of[n].people
		}
		out = append(out, a)
	}
	return out, err
}

// monthly is the table of them, the newest month first. Their sum is not told: with it a single
// hidden month could be worked out. For the same reason months are not put into groups, which would
// be others in the next edition.
func monthly(came []arrivals) Table {
	t := Table{Measure: Known, Row: Month}
	for i := len(came) - 1; i >= 0; i-- {
		c := Cell{}
		if a := came[i]; !a.small() {
			c = Cell{a.all, true}
		}
		t.Rows, t.RowTotals = append(t.Rows, Group{Codes: []string{came[i].month}}), append(t.RowTotals, c)
	}
	return t
}
