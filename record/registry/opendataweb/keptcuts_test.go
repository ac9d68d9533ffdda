package opendataweb

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/record/registry"
	"alun/record/registry/opendata"
)

// registerTurns changes the register: each time others, and so many that a census takes several
// acts. The same turn does the same in two towns.
func (w *town) registerTurns(n int) {
	w.Helper()
	w.must(func(tx *db.Tx) error {
		all, err := db.All(tx, (*db.Row).ID, `select id from registry_business where name <> '' order by id`)
		for i, id := range all {
			if err != nil {
				return err
			}
			switch {
			case i%61 == n%61: // somebody is forgotten
				if _, err = tx.Exec(`delete from registry_opendata_member where business = $1`, id); err == nil {
					_, err = tx.Exec(`update registry_business set state = 'closed', version = version + 1 where id = $1 and state <> 'closed'`, id)
				}
			case i%29 == n%29: // somebody is hidden
				_, err = tx.Exec(`update registry_business set state = 'suspended', version = version + 1 where id = $1 and state = 'published'`, id)
			case i%29 == (n+28)%29: // and shown again
				_, err = tx.Exec(`update registry_business set state = 'published', version = version + 1 where id = $1 and state = 'suspended'`, id)
			case i%40 != n%40:
				_, err = tx.Exec(`update registry_business set workers_m = $2, version = version + 1 where id = $1 and workers_m is not null and state <> 'closed'`, id, i%4+[]int{0, 1, 0, 2, 1, 2}[n%6]+4*(n/6)) // now and then as before
			}
		}
		return err
	})
	w.put(false, drafts(20)...)
	w.waiting()
}

// keptState is all that was kept, as it does not depend on the numbers of rows.
func (w *town) keptState() []string {
	w.Helper()
	var out []string
	err := w.d.Read(w.Context(), func(tx *db.Tx) (err error) {
		out, err = db.All(tx, func(r *db.Row) string {
			return fmt.Sprint(r.Text(), " ", r.Text(), " ", r.Text(), " ", r.Int64(), " ", r.Int64(), " ", r.Int64(), " ", r.Text(), " ", r.Text(), ": ", r.Text(), " ", r.Text(), " ", r.Bool(), " ", r.Int64())
		}, `select c.series, c.row_code, c.col_code, c.businesses, c.men, c.women, c.since, coalesce(c.until, '-'), m.fact, coalesce(m.until, '-'), m.fresh, count(*) from registry_opendata_cohort c
			join registry_opendata_member m on m.cohort = c.id group by c.id, c.series, c.row_code, c.col_code, c.businesses, c.men, c.women, c.since, c.until, m.fact, m.until, m.fresh`)
		return err
	})
	if err != nil {
		w.Fatal(err)
	}
	slices.Sort(out)
	return out
}

// cutsOff are the acts before which a census and the turn after it are cut off.
var cutsOff = [][]int{{1}, {2}, {3}, {4}, {4, 2}, {4, 3}, {4, 4}, {3, 3}, {3, 4}, {2, 3}}

// TestAMonthThatIsCutOffAnywhereIsThatOfNoCut: month by month a census is cut off at another act,
// the register changes, and a later turn ends it. Each month is, to the last member, the one of
// a town with the same register in which nothing was ever cut off.
func TestAMonthThatIsCutOffAnywhereIsThatOfNoCut(t *testing.T) {
	for name, at := range dbtest.URLs() {
		t.Run(name, func(t *testing.T) {
			cut, calm := aTown(t, at(t)), aTown(t, at(t))
			both := func(act func(*town)) { act(cut); act(calm) }
			both(func(w *town) { w.crowd(700); w.waiting(); w.keep() })
			turns, first, later := 0, map[int]bool{}, map[int]bool{} // the acts before which a turn was cut off
			for _, cuts := range cutsOff {
				both(func(w *town) { w.clock.MoveOn(31 * 24 * time.Hour) })
				month := cut.clock.Now().UTC().Format("2006-01")
				for i := 0; ; i++ {
					turns++
					both(func(w *town) { w.registerTurns(turns) })
					act := 0
					if i < len(cuts) {
						act = cuts[i]
					}
					acts, err := cut.keepUntil(act)
					if err == nil {
						break
					}
					if !errors.Is(err, errCut) {
						t.Fatal(err)
					}
					if first[acts] = true; i > 0 {
						later[acts] = true
					}
					cut.tellsNothingOf(month)
				}
				calm.keep()
				if !maps.Equal(cut.kept(month), calm.kept(month)) || len(calm.kept(month)) == 0 {
					t.Errorf("%s, cut off at %v: %d numbers, and %d without", month, cuts, len(cut.kept(month)), len(calm.kept(month)))
				}
				if got, want := cut.keptState(), calm.keptState(); !slices.Equal(got, want) {
					t.Fatalf("%s, cut off at %v: other cohorts:\n%s\nand without:\n%s", month, cuts, beyond(got, want), beyond(want, got))
				}
			}
			if len(first) < 4 || len(later) < 3 {
				t.Errorf("the proof is broken: turns were cut off before acts %v, those that went on before %v", first, later)
			}
			if acts, err := cut.keepUntil(1); acts != 0 || err != nil {
				t.Errorf("a whole month is written again: %d acts, %v", acts, err)
			}
		})
	}
}

// beyond are the lines that the other does not have.
func beyond(all, other []string) string {
	return strings.Join(slices.DeleteFunc(slices.Clone(all), func(x string) bool { return slices.Contains(other, x) }), "\n")
}

// TestADemonstrationGoesThoughOthersLeftInItsMonths: a real business may have left a cohort in a
// month in which made-up ones were counted, without one that began or ended then.
func TestADemonstrationGoesThoughOthersLeftInItsMonths(t *testing.T) {
	eachTown(t, func(w *town) {
		ids := w.crowd(700)
		w.waiting()
		w.keep()
		w.clock.MoveOn(31 * 24 * time.Hour)
		w.registerTurns(1)
		w.keep()
		w.must(func(tx *db.Tx) error { // of this month there is nothing but who left in it
			if _, err := tx.Exec(`delete from registry_opendata_member where cohort in (select id from registry_opendata_cohort where since = '2026-12')`); err != nil {
				return err
			}
			_, err := tx.Exec(`update registry_opendata_cohort set until = null where until = '2026-12'`)
			return err
		})
		if n := w.count(`select count(*) from registry_opendata_member where until = '2026-12'`); n == 0 {
			t.Fatal("nobody has left")
		}
		w.must(func(tx *db.Tx) error { return opendata.RemoveDemo(tx, ids[:1]) })
		if n := w.count(`select count(*) from registry_opendata_cell`); n != 0 {
			t.Errorf("%d numbers of the demonstration stay", n)
		}
	})
}

// TestADemonstrationLeavesDuringItsCensus: beside whatever act of a census the demonstration is
// taken out, nothing of it stays. The census goes on where one was cut off, so that there are
// acts before its month begins.
func TestADemonstrationLeavesDuringItsCensus(t *testing.T) {
	eachTown(t, func(w *town) {
		for beside := 1; ; beside++ {
			w.crowd(700)
			if _, err := w.keepUntil(4); !errors.Is(err, errCut) {
				w.Fatal(err)
			}
			w.more(1)
			acts, gone := 0, make(chan error, 1)
			err := opendata.KeepMonth(context.Background(), w.d, func(*db.Tx) error {
				if acts++; acts == beside {
					go func() { gone <- w.d.Write(context.Background(), removeDemo) }()
				}
				return nil
			})
			if acts < beside { // there is no such act
				return
			}
			if lost := <-gone; lost != nil {
				w.Fatal(lost)
			}
			for _, table := range []string{"month", "whole", "cohort", "member", "cell"} {
				if n := w.count(`select count(*) from registry_opendata_` + table); n != 0 {
					w.Errorf("taken out beside act %d of %d (%v): %s has %d rows", beside, acts, err, table, n)
				}
			}
		}
	})
}

func removeDemo(tx *db.Tx) error {
	_, err := registry.RemoveDemo(tx, 1000, opendata.RemoveDemo)
	return err
}
