package opendata

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

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
	at      time.Time // when it was counted
	demo    bool
	ledgers []*ledger
	numbers []Number
	began   begun // what stands of a census that was not written to its end
}

// KeepMonth keeps the census of the running month, where there is none yet and anything can be
// told: a turn of jobs.Lead, which so counts on the first day of each month what stands at the
// end of the one before. The register is read first and written behind it in many short acts:
// of a large one it takes a minute, for which nobody waits. Nothing of it is told before the
// last act; what ends before goes on at the next turn. hold begins each act: the lease of who
// leads, or nil where nobody else can be at it.
func KeepMonth(ctx context.Context, d *db.DB, hold func(*db.Tx) error) error {
	var census drawn
	err := d.Read(ctx, func(tx *db.Tx) (err error) {
		census, err = draw(tx)
		return err
	})
	if err != nil || len(census.numbers) == 0 {
		return err
	}
	for _, act := range census.acts(d.NewID) {
		err := d.Write(ctx, func(tx *db.Tx) error {
			if hold != nil {
				if err := hold(tx); err != nil {
					return err
				}
			}
			if err := census.stands(tx); err != nil {
				return err
			}
			return act(tx)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// errDemoLeft ends a census that counted what was made up and went meanwhile.
var errDemoLeft = errors.New("opendata: the demonstration left while its census was written")

// stands refuses to write on where the demonstration was taken out since it was counted: with
// its last business all that was written of it went too.
func (c drawn) stands(tx *db.Tx) error {
	if !c.demo {
		return nil
	}
	_, still, err := db.One(tx, (*db.Row).ID, `select id from registry_business where demo limit 1`)
	if err == nil && !still {
		err = errDemoLeft
	}
	return err
}

// draw counts the register; without numbers where the month is kept already.
func draw(tx *db.Tx) (out drawn, err error) {
	out.month, out.at = monthOf(date.DayOf(tx.Now())), tx.Now()
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
		since, err := sinceOf(tx, kept, s)
		if err != nil {
			return out, err
		}
		now, beside := countAll(all, s)
		if beside.news, err = newsOf(tx, s); err != nil {
			return out, err
		}
		l.turn(now, beside)
		out.ledgers, out.numbers = append(out.ledgers, l), append(out.numbers, l.told(now, out.month, since)...)
	}
	out.began, err = loadBegun(tx)
	return out, err
}

// countAll finds what a series counts, and who would be counted but says nothing.
func countAll(all []registered, s Series) (now map[db.ID]counted, beside outside) {
	now, beside = map[db.ID]counted{}, outside{since: map[db.ID]time.Time{}, silent: map[string][]time.Time{}}
	for _, b := range all {
		if x, counts := b.in(s); counts {
			now[b.id], beside.since[b.id] = x, b.since
		} else if s == Sizes && b.shown {
			beside.silent[b.kecamatan] = append(beside.silent[b.kecamatan], b.since)
		}
	}
	return now, beside
}

// newsOf tells by kecamatan when its sizes became others. Of the other series no reader has the
// parts of a margin month by month: who is not shown leaves by being shown.
func newsOf(tx *db.Tx, s Series) (map[string][]time.Time, error) {
	news := map[string][]time.Time{}
	if s != Sizes {
		return news, nil
	}
	return news, db.Each(tx, func(r *db.Row) error {
		row := r.Text()
		news[row] = append(news[row], r.Time())
		return nil
	}, `select c.row_code, m.at from registry_opendata_cell c join registry_opendata_month m on m.month = c.month
		where c.series = $1 and c.row_code <> '' and c.col_code = '' and c.since = c.month and c.month in `+whole+` order by m.at`, string(s))
}

// sinceOf tells in which month each number of a series changed last, as the newest month has it.
func sinceOf(tx *db.Tx, kept []Kept, s Series) (map[square]string, error) {
	since := map[square]string{}
	if len(kept) == 0 {
		return since, nil
	}
	before, err := Numbers(tx, kept[0].Month, s)
	for _, n := range before {
		since[square{n.Row, n.Col}] = n.Since
	}
	return since, err
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
	since, err := publishedSince(tx)
	if err != nil {
		return nil, false, err
	}
	return all, demo, db.Each(tx, func(r *db.Row) error {
		b := registered{id: r.ID(), kecamatan: above[r.Text()], subsectors: strings.Fields(r.Text()), shown: r.Text() == "published"}
		made := r.Bool()
		b.men, b.women = r.Int64(), r.Int64()
		b.since = since[b.id]
		b.told = b.men >= 0 && b.women >= 0 && b.men+b.women > 0
		if b.kecamatan != "" {
			all, demo = append(all, b), demo || made
		}
		return nil
	}, `select id, coalesce(kelurahan, ''), subsectors, state, demo, coalesce(workers_m, -1), coalesce(workers_f, -1) from registry_business
		where state in ('submitted', 'returned', 'published', 'suspended') order by id`)
}

// publishedSince tells when each business that is published was last made so.
func publishedSince(tx *db.Tx) (map[db.ID]time.Time, error) {
	out := map[db.ID]time.Time{}
	return out, db.Each(tx, func(r *db.Row) error {
		out[r.ID()] = r.Time()
		return nil
	}, `select m.business, max(m.at) from registry_move m where m.to_state = 'published' group by m.business`)
}

// whole are the months that were written to their end: what others have does not count yet.
const whole = `(select w.month from registry_opendata_whole w)`

// loadLedger reads the cohorts of a series, and who was counted in one that ended.
func loadLedger(tx *db.Tx, s Series) (*ledger, error) {
	l, of := newLedger(s), map[db.ID]*cohort{}
	err := db.Each(tx, func(r *db.Row) error {
		c := &cohort{id: r.ID(), row: r.Text(), col: r.Text(), sum: tally{r.Int64(), r.Int64(), r.Int64()}}
		of[c.id], l.cohorts = c, append(l.cohorts, c)
		return nil
	}, `select id, row_code, col_code, businesses, men, women from registry_opendata_cohort where series = $1 and until is null and since in `+whole+` order by id`, string(s))
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
	}, `select m.cohort, m.business, m.fact, m.fresh, m.until is null or m.until not in `+whole+` from registry_opendata_member m
		join registry_opendata_cohort c on c.id = m.cohort where m.series = $1 and c.since in `+whole+` order by m.cohort, m.business`, string(s))
}
