package plan_test

import (
	"context"
	"log/slog"
	"slices"
	"testing"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/jobs"
	"alun/record/plan"
)

// locked is what a round publishes: rows of one office with an output that its
// quarters do not add up to.
func locked(output string) plan.Incoming {
	f := reports().office("2024", disporapar)
	f.set(f.find("2024", disporapar, "5.2.1.1"), "real_k", output)
	return f.read()
}

// takeFair brings a file in as the lock of a round does.
func (w *world) takeFair(in plan.Incoming) plan.Result {
	w.Helper()
	return w.takeWith(in, plan.ImportOptions{Actor: "test", Rules: rules(), Digest: digester(), Fair: true})
}

// hidden are the notes that are not public yet.
func (w *world) hidden() (all []plan.Note) {
	w.Helper()
	w.read(func(tx *db.Tx) (err error) { all, err = plan.HiddenNotes(tx); return err })
	return all
}

func (w *world) note(id db.ID) (n plan.Note) {
	w.Helper()
	w.read(func(tx *db.Tx) error {
		var found bool
		var err error
		if n, found, err = plan.NoteByID(tx, id); err == nil && !found {
			w.Errorf("there is no note %d", id)
		}
		return err
	})
	return n
}

// counted counts the diary's entries of a fact.
func (w *world) counted(fact string) (n int) {
	w.Helper()
	w.read(func(tx *db.Tx) (err error) {
		n, _, err = db.One(tx, (*db.Row).Int, `select count(*) from diary_entry where fact = $1`, fact)
		return err
	})
	return n
}

// openNotes is one turn of the work that opens notes, under its lease.
func (w *world) openNotes() {
	w.Helper()
	ctx, stop := context.WithCancel(w.Context())
	defer stop()
	var err error
	jobs.Lead(ctx, w.d, slog.New(slog.DiscardHandler), "notes", 0, func(ctx context.Context) error {
		defer stop()
		err = plan.OpenNotes(ctx, w.d)
		return err
	})
	if err != nil {
		w.Fatal(err)
	}
}

func TestNotesOfARoundAreHiddenUntilTheirDay(t *testing.T) {
	still(t, func(w *world, clock *dbtest.Clock) {
		before, cases := w.notes(), w.cases()
		w.takeFair(locked("130"))
		hidden := w.hidden()
		if len(hidden) == 0 {
			w.Fatal("the lock made no note")
		}
		for _, n := range w.notes() {
			if !slices.ContainsFunc(before, func(o plan.Note) bool { return o.ID == n.ID || o.Place() == n.Place() && o.Report == n.Report }) {
				w.Errorf("%s of %s is public at once", n.Rule, n.Code)
			}
		}
		if n := w.cases(); n > cases {
			w.Errorf("%d public cases, before %d", n, cases)
		}
		opens := hidden[0].Opens
		for _, n := range hidden {
			if n.Told != date.DayOf(clock.Now()) || n.Opens != opens || n.DaysToAnswer(n.Told.Next(1), w.off()) != 10 || n.State != plan.Unclarified || n.Unanswered() {
				w.Errorf("a new note lives as %+v", n.Life)
			}
		}
		clock.MoveOn(opens.Start().Add(-time.Microsecond).Sub(clock.Now()))
		w.openNotes()
		if len(w.hidden()) != len(hidden) || w.counted("plan.note_opened") != 0 {
			w.Error("notes were opened before their day")
		}
		clock.MoveOn(time.Microsecond)
		w.openNotes()
		w.openNotes()
		if n := len(w.hidden()); n != 0 {
			w.Errorf("%d notes are still hidden on their day", n)
		}
		for _, h := range hidden {
			if n := w.note(h.ID); !n.Unanswered() || !n.Public.Equal(clock.Now().Truncate(time.Microsecond)) || n.Version != h.Version {
				w.Errorf("opened: %+v", n.Life)
			}
		}
		if got := w.counted("plan.note_opened"); got != 1 {
			w.Errorf("%d entries tell of the opening", got)
		}
		if w.cases() <= cases-1 {
			w.Errorf("%d cases, before %d", w.cases(), cases)
		}
	})
}

func (w *world) off() (off date.Off) {
	w.Helper()
	w.read(func(tx *db.Tx) (err error) { off, err = plan.DaysOff(tx); return err })
	return off
}

// TestWhatTheCityPrintedIsPublicAtOnce: files by command or API, as ever.
func TestWhatTheCityPrintedIsPublicAtOnce(t *testing.T) {
	full(t, func(w *world) {
		w.take(locked("130"))
		if n := len(w.hidden()); n != 0 {
			w.Errorf("%d notes are hidden", n)
		}
		for _, n := range w.notes() {
			if !n.Told.IsZero() || !n.Public.IsZero() || n.Unanswered() {
				w.Errorf("%+v", n.Life)
			}
		}
	})
}

// TestTheWorkNeedsItsLease: a process that lost it opens nothing.
func TestTheWorkNeedsItsLease(t *testing.T) {
	still(t, func(w *world, clock *dbtest.Clock) {
		w.takeFair(locked("130"))
		clock.MoveOn(60 * 24 * time.Hour)
		if err := plan.OpenNotes(w.Context(), w.d); err == nil || len(w.hidden()) == 0 {
			w.Errorf("without a lease: %v, %d hidden", err, len(w.hidden()))
		}
	})
}

// TestNotesEndAndComeBack follows one note through revisions.
func TestNotesEndAndComeBack(t *testing.T) {
	still(t, func(w *world, clock *dbtest.Clock) {
		w.takeFair(locked("130"))
		first := w.hidden()
		clock.MoveOn(3 * 24 * time.Hour)
		w.takeFair(locked("140")) // another figure: the same places, no new clock
		second := w.hidden()
		if len(second) != len(first) {
			w.Fatalf("%d notes became %d", len(first), len(second))
		}
		for _, n := range second {
			i := slices.IndexFunc(first, func(o plan.Note) bool { return o.Place() == n.Place() })
			if i < 0 || first[i].ID == n.ID && first[i].Published != n.Published || n.Opens != first[i].Opens || n.Told != first[i].Told {
				w.Errorf("%s came back as %+v", n.Rule, n.Life)
			}
		}
		v := w.view(2024, 0)
		w.takeFair(reports().office("2024", disporapar).read()) // as it was: all corrected
		if n := len(w.hidden()); n != 0 {
			w.Errorf("%d notes are hidden after the correction", n)
		}
		for _, h := range second {
			var got []plan.Note
			w.read(func(tx *db.Tx) (err error) { got, err = plan.NotesOf(tx, v, h.Node); return err })
			i := slices.IndexFunc(got, func(n plan.Note) bool { return n.ID == h.ID })
			if i < 0 || got[i].State != plan.Corrected || got[i].Public.IsZero() {
				w.Errorf("in its own edition a corrected note is not shown as one: %d of %d", i, len(got))
			}
		}
	})
}

// TestWhatWasPublicIsNotHiddenAgain: a printed note that comes back in a round
// with another figure stays public.
func TestWhatWasPublicIsNotHiddenAgain(t *testing.T) {
	still(t, func(w *world, _ *dbtest.Clock) {
		w.take(locked("130"))
		v := w.view(2024, 0)
		public := len(w.notes())
		w.takeFair(locked("140"))
		if n := len(w.hidden()); n != 0 || len(w.notes()) != public || w.view(2024, 0) == v {
			w.Errorf("%d notes are hidden, %d public, before %d", n, len(w.notes()), public)
		}
	})
}

// TestAnUnfinishedImportTouchesNoLife: what is staged and not published leaves
// no trace in notes.
func TestAnUnfinishedImportTouchesNoLife(t *testing.T) {
	full(t, func(w *world) {
		before := w.dump("plan_import", "plan_import_row")
		broken := locked("130")
		_, err := plan.Import(w.Context(), w.d, broken, plan.ImportOptions{Actor: "", Rules: rules(), Digest: digester(), Fair: true})
		if err == nil {
			w.Fatal("an import that the diary refuses was published")
		}
		sameDump(w.T, before, w.dump("plan_import", "plan_import_row"))
	})
}
