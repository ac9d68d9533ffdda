package opendata

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"alun/ground/date"
	"alun/ground/db"
	"alun/record/place"
)

// monthOf is the month of the calendar that has the day in the city.
func monthOf(d date.Day) string { return d.String()[:len("2026-12")] }

// pair writes men and women as the fact of a member.
func pair(men, women int64) string { return fmt.Sprint(men, " ", women) }

// pairOf reads them; of another fact they are none.
func pairOf(what string) (men, women int64) {
	m, w, _ := strings.Cut(what, " ")
	men, _ = strconv.ParseInt(m, 10, 64)
	women, _ = strconv.ParseInt(w, 10, 64)
	return men, women
}

// drawn is a census as it goes in.
type drawn struct {
	month   string
	demo    bool
	ledgers []*ledger
	numbers []Number
}

// KeepMonth keeps the census of the running month, where there is none yet and anything can be
// told: a turn of jobs.Lead, which so counts on the first day of each month what stands at the
// end of the one before. The register is read first and written in an act of its own: of a
// large one both take seconds. hold begins the act: the lease of who leads, or nil where nobody
// else can be at it.
func KeepMonth(ctx context.Context, d *db.DB, hold func(*db.Tx) error) error {
	var census drawn
	err := d.Read(ctx, func(tx *db.Tx) (err error) {
		census, err = draw(tx)
		return err
	})
	if err != nil || len(census.numbers) == 0 {
		return err
	}
	return d.Write(ctx, func(tx *db.Tx) error {
		if hold != nil {
			if err := hold(tx); err != nil {
				return err
			}
		}
		return census.put(tx)
	})
}

// draw counts the register; without numbers where the month is kept already.
func draw(tx *db.Tx) (out drawn, err error) {
	out.month = monthOf(date.DayOf(tx.Now()))
	kept, err := KeptMonths(tx)
	if err != nil || len(kept) > 0 && kept[0].Month >= out.month {
		return out, err
	}
	all, demo, err := registeredNow(tx)
	if err != nil {
		return out, err
	}
	out.demo = demo
	for _, s := range AllSeries {
		l, err := loadLedger(tx, s)
		if err != nil {
			return out, err
		}
		now := map[db.ID]counted{}
		for _, b := range all {
			if x, counts := b.in(s); counts {
				now[b.id] = x
			}
		}
		since := map[[2]string]string{}
		if len(kept) > 0 {
			before, err := Numbers(tx, kept[0].Month, s)
			if err != nil {
				return out, err
			}
			for _, n := range before {
				since[[2]string{n.Row, n.Col}] = n.Since
			}
		}
		l.turn(now)
		out.ledgers, out.numbers = append(out.ledgers, l), append(out.numbers, l.told(now, out.month, since)...)
	}
	return out, nil
}

// registeredNow reads the businesses that were handed in and are not closed, of which the
// kecamatan is known.
func registeredNow(tx *db.Tx) (all []registered, demo bool, err error) {
	areas, err := place.OfLevel(tx, place.Kelurahan)
	if err != nil {
		return nil, false, err
	}
	above := map[string]string{}
	for _, a := range areas {
		above[a.Code] = a.Parent
	}
	return all, demo, db.Each(tx, func(r *db.Row) error {
		b := registered{id: r.ID(), kecamatan: above[r.Text()], subsectors: strings.Fields(r.Text()), shown: r.Text() == "published"}
		made := r.Bool()
		b.men, b.women = r.Int64(), r.Int64()
		b.told = b.men >= 0 && b.women >= 0 && b.men+b.women > 0
		if b.kecamatan != "" {
			all, demo = append(all, b), demo || made
		}
		return nil
	}, `select id, coalesce(kelurahan, ''), subsectors, state, demo, coalesce(workers_m, -1), coalesce(workers_f, -1) from registry_business
		where state in ('submitted', 'returned', 'published', 'suspended') order by id`)
}

// loadLedger reads the cohorts of a series, and who was counted in one that ended.
func loadLedger(tx *db.Tx, s Series) (*ledger, error) {
	l, of := newLedger(s), map[db.ID]*cohort{}
	err := db.Each(tx, func(r *db.Row) error {
		c := &cohort{id: r.ID(), row: r.Text(), col: r.Text(), sum: tally{r.Int64(), r.Int64(), r.Int64()}}
		of[c.id], l.cohorts = c, append(l.cohorts, c)
		return nil
	}, `select id, row_code, col_code, businesses, men, women from registry_opendata_cohort where series = $1 and until is null order by id`, string(s))
	if err != nil {
		return nil, err
	}
	return l, db.Each(tx, func(r *db.Row) error {
		c, m, open := of[r.ID()], member{business: r.ID(), counted: counted{what: r.Text()}, fresh: r.Bool()}, r.Bool()
		l.before[seen{m.business, m.what}] = true
		if c != nil && open {
			m.row, m.col = c.row, c.col
			if s == Workers {
				m.men, m.women = pairOf(m.what)
			}
			c.members = append(c.members, m)
		}
		return nil
	}, `select cohort, business, fact, fresh, until is null from registry_opendata_member where series = $1 order by cohort, business`, string(s))
}
