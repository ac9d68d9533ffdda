package opendataweb

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"alun/ground/db"
	"alun/record/registry/opendata"
)

// errCut is what ends a census in the middle, as a kill does: the acts before it stand.
var errCut = errors.New("cut off")

// keepUntil runs the work of a month, and cuts it off before an act; it tells of how many acts
// it came to know.
func (w *town) keepUntil(cut int) (acts int, err error) {
	err = opendata.KeepMonth(context.Background(), w.d, func(*db.Tx) error {
		if acts++; acts == cut {
			return errCut
		}
		return nil
	})
	return acts, err
}

// more says other numbers of workers in all businesses, or the old ones again.
func (w *town) more(by int) {
	w.Helper()
	w.must(func(tx *db.Tx) error {
		_, err := tx.Exec(`update registry_business set workers_m = workers_m + $1, version = version + 1 where workers_m is not null`, by)
		return err
	})
}

// tellsNothingOf wants a month that nobody is told of.
func (w *town) tellsNothingOf(month string) {
	w.Helper()
	if n := w.count(`select count(*) from registry_opendata_cell where month = $1`, month); n != 0 || len(w.kept(month)) != 0 {
		w.Errorf("half of %s tells %d numbers", month, n)
	}
	err := w.d.Read(context.Background(), func(tx *db.Tx) error {
		all, err := opendata.KeptMonths(tx)
		for _, m := range all {
			if m.Month == month {
				w.Errorf("half of %s is shown as whole", month)
			}
		}
		return err
	})
	if err != nil {
		w.Fatal(err)
	}
}

// adds wants each cohort to have as many members as it says, with the facts that the register
// has now, and nothing that is left of an attempt.
func (w *town) adds() {
	w.Helper()
	for wrong, query := range map[string]string{
		"cohorts of other sums": `select count(*) from registry_opendata_cohort c where c.until is null and (c.businesses <> (select count(*) from registry_opendata_member m where m.cohort = c.id and m.until is null)
			or c.series = 'pekerja' and c.men <> (select sum(b.workers_m) from registry_opendata_member m join registry_business b on b.id = m.business where m.cohort = c.id and m.until is null))`,
		"members with another fact":   `select count(*) from registry_opendata_member m join registry_business b on b.id = m.business where m.series = 'pekerja' and m.until is null and m.fact <> b.workers_m || ' ' || b.workers_f`,
		"members in an ended cohort":  `select count(*) from registry_opendata_member m join registry_opendata_cohort c on c.id = m.cohort where c.until is not null and m.until is null`,
		"months that are not whole":   `select count(*) from registry_opendata_month m where not exists (select 1 from registry_opendata_whole o where o.month = m.month)`,
		"members who left in no time": `select count(*) from registry_opendata_member m where m.until is not null and not exists (select 1 from registry_opendata_whole o where o.month = m.until)`,
	} {
		if n := w.count(query); n != 0 {
			w.Errorf("%d %s", n, wrong)
		}
	}
}

// TestAMonthThatIsCutOffGoesOn: a census is written in short acts. Cut off before any of them
// it tells nothing, and goes on at the next turn with what the register says then.
func TestAMonthThatIsCutOffGoesOn(t *testing.T) {
	eachTown(t, func(w *town) {
		w.crowd(700)
		w.waiting()
		for cut := 1; ; cut++ {
			before := w.count(`select count(*) from registry_opendata_member`)
			acts, err := w.keepUntil(cut)
			if err == nil {
				if cut < 5 {
					t.Errorf("%d acts wrote it all", acts)
				}
				break
			}
			if !errors.Is(err, errCut) {
				t.Fatal(err)
			}
			if w.tellsNothingOf("2026-11"); cut > 3 && before == 0 {
				t.Error("a turn begins from nothing")
			}
			if cut == 3 {
				w.more(1)
			}
		}
		if body := w.get("/data/usaha/bulanan"); strings.Contains(body, "Belum ada bulan yang disimpan") {
			t.Error("a whole month is not shown")
		}
		w.adds()
		if acts, err := w.keepUntil(1); acts != 0 || err != nil {
			t.Errorf("a month is written again: %d acts, %v", acts, err)
		}
	})
}

// TestAMonthThatNobodyEndedIsLetGo: what was begun with other numbers is written anew with the
// old ones, in the same month or, where nobody came back in time, in the next one.
func TestAMonthThatNobodyEndedIsLetGo(t *testing.T) {
	eachTown(t, func(w *town) {
		w.crowd(700)
		w.waiting()
		w.keep()
		first := w.kept("2026-11")
		w.clock.MoveOn(6 * 24 * time.Hour) // the first of December in the city
		cutOff := func(month string) {
			t.Helper()
			w.more(1)
			if _, err := w.keepUntil(6); !errors.Is(err, errCut) {
				t.Fatal(err)
			}
			w.more(-1)
			w.tellsNothingOf(month)
			if n := w.count(`select count(*) from registry_opendata_member where until = $1`, month); n == 0 {
				t.Error("nobody has left in the half of a month")
			}
		}
		asBefore := func(month string) {
			t.Helper()
			w.adds()
			all := w.kept(month)
			for at, n := range first {
				if n.Month = month; all[at] != n {
					t.Errorf("%v is %+v, and was %+v", at, all[at], n)
				}
			}
			if len(all) != len(first) {
				t.Errorf("%d numbers, and were %d", len(all), len(first))
			}
		}
		cutOff("2026-12")
		w.keep()
		asBefore("2026-12")
		w.clock.MoveOn(31 * 24 * time.Hour)
		cutOff("2027-01")
		w.clock.MoveOn(31 * 24 * time.Hour)
		w.keep()
		asBefore("2027-02")
		if n := w.count(`select count(*) from registry_opendata_month where month = '2027-01'`); n != 0 {
			t.Error("a month that nobody ended is there still")
		}
	})
}
