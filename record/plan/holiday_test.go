package plan_test

import (
	"strings"
	"testing"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/fault"
	"alun/record/plan"
)

func today(tx *db.Tx) date.Day { return date.DayOf(tx.Now()) }

func (w *world) holidays() (all []plan.Holiday) {
	w.Helper()
	w.read(func(tx *db.Tx) (err error) { all, err = plan.Holidays(tx); return err })
	return all
}

// TestTheShippedDaysOff have a source and a grade, and come every year; no day
// that a government sets year by year is made up.
func TestTheShippedDaysOff(t *testing.T) {
	full(t, func(w *world) {
		all := w.holidays()
		if len(all) != 5 {
			w.Errorf("%d days off are shipped", len(all))
		}
		off := w.off()
		for _, h := range all {
			if !h.Yearly() || h.Grade == "" || !strings.Contains(h.Source, "Keputusan Presiden") {
				w.Errorf("%+v", h)
			}
			for _, year := range []int{2024, 2026, 2100} {
				if !off(h.On(year)) || off(h.On(year).Next(3)) {
					w.Errorf("%s in %d", h.Day, year)
				}
			}
		}
		w.write(profile().Load)
		if n := len(w.holidays()); n != len(all) {
			w.Errorf("the profile again makes %d", n)
		}
	})
}

// TestTheCalendarMovesTheDay: a day off added later gives the office its working
// day back, one removed takes it.
// long: one journey.
func TestTheCalendarMovesTheDay(t *testing.T) {
	still(t, func(w *world, clock *dbtest.Clock) {
		w.takeFair(locked("130"))
		session := w.people()["planner"].Session
		n := w.hidden()[0]
		var inside date.Day // a working day within the period
		for inside = n.Told.Next(1); !date.Works(inside, w.off()); inside = inside.Next(1) {
		}
		var id db.ID
		add := func(tx *db.Tx) (err error) {
			id, err = plan.AddHoliday(tx, session, plan.Holiday{Day: " " + inside.String(), Name: "Cuti bersama uji", Kind: "cuti_bersama", Source: "Keputusan bersama uji"})
			return err
		}
		w.write(add)
		if got := w.note(n.ID).Opens; got != date.Workdays(n.Told, 10, w.off()) || !n.Opens.Before(got) {
			w.Errorf("opens %v, before the day off %v", got, n.Opens)
		}
		first := id
		if got := w.says(add); got != "plan.holiday_invalid" {
			w.Errorf("the same day twice: %q", got)
		}
		id = first // the refused one has none
		remove := func(reason string) func(*db.Tx) error {
			return func(tx *db.Tx) error { return plan.RemoveHoliday(tx, session, id, reason) }
		}
		if got := w.says(remove("salah")); got != "plan.holiday_unmoved" {
			w.Errorf("removed without a reason: %q", got)
		}
		w.write(remove("Keputusannya dicabut kembali."))
		if got := w.note(n.ID).Opens; got != n.Opens {
			w.Errorf("opens %v, want %v", got, n.Opens)
		}
		if got := w.says(remove("Keputusannya dicabut kembali.")); got != "plan.holiday_gone" {
			w.Errorf("removed twice: %q", got)
		}
		var gone []plan.Holiday
		w.read(func(tx *db.Tx) (err error) { gone, err = plan.RemovedHolidays(tx); return err })
		if len(gone) != 1 || gone[0].ID != id || gone[0].Reason == "" || gone[0].Removed.IsZero() {
			w.Errorf("removed: %+v", gone)
		}
		w.write(add) // and it may come back
		clock.MoveOn(time.Hour)
		term := func(days int, from date.Day) func(*db.Tx) error {
			return func(tx *db.Tx) error {
				return plan.SetTerm(tx, session, plan.Term{From: from, Days: days, Source: "Surat uji"})
			}
		}
		for _, bad := range []func(*db.Tx) error{term(0, n.Told), term(61, n.Told), term(5, n.Told.Next(-1)), term(5, date.Day{})} {
			if got := w.says(bad); got != "plan.term_invalid" {
				w.Errorf("a bad term: %q", got)
			}
		}
		w.write(term(5, n.Told))
		if got := w.note(n.ID).Opens; got != date.Workdays(n.Told, 5, w.off()) {
			w.Errorf("opens %v with five days", got)
		}
		w.write(term(20, n.Told.Next(1)))
		if got := w.note(n.ID).Opens; got != date.Workdays(n.Told, 5, w.off()) {
			w.Errorf("a later term moved an earlier note: %v", got)
		}
	})
}

// TestARemovedDayOffStaysRemoved, also when the profile comes again.
func TestARemovedDayOffStaysRemoved(t *testing.T) {
	full(t, func(w *world) {
		session, all := w.people()["planner"].Session, w.holidays()
		w.write(func(tx *db.Tx) error { return plan.RemoveHoliday(tx, session, all[0].ID, "Tidak berlaku di kota ini.") })
		w.write(profile().Load)
		if n := len(w.holidays()); n != len(all)-1 {
			w.Errorf("%d days off, want %d", n, len(all)-1)
		}
	})
}

func FuzzHoliday(f *testing.F) {
	for _, s := range []string{"2026-08-17", "--08-17", "--02-29", "--02-30", "2026-02-29", "", "-08-17", "17-08-2026", "--8-17", " 2026-08-17", "2026-08-17 ", "--08-17x", "٢٠٢٦-08-17"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, day string) {
		h := plan.Holiday{Day: day, Name: "Hari uji", Kind: "daerah", Source: "Surat uji"}
		if fault.Is(plan.CheckHoliday(h), fault.Invalid) {
			return
		}
		d := h.On(2028)
		if d.IsZero() || !h.Yearly() && d.String() != day || h.Yearly() && "-"+d.String()[4:] != day {
			t.Errorf("%q is taken for %v", day, d)
		}
	})
}
