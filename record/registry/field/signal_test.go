package field_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"alun/ground/db"
	"alun/record/diary"
	"alun/record/registry"
	"alun/record/registry/field"
)

// dumb are the kinds of the profile that no entry of the diary tells yet.
var dumb = []string{"letter_returned"}

// Each kind that an entry becomes has its numbers in the profile, and each of those is
// told by something, or named as one that is not.
func TestEveryMeaningHasItsNumbers(t *testing.T) {
	eachTown(t, func(w *town) {
		var known []string
		for _, r := range w.desk.Rules.Signals {
			known = append(known, r.Kind)
		}
		for _, k := range field.Kinds() {
			if !slices.Contains(known, k) {
				t.Errorf("no numbers for %s", k)
			}
		}
		for _, k := range known {
			if slices.Contains(field.Kinds(), k) == slices.Contains(dumb, k) {
				t.Errorf("%s: told %v, named as dumb %v", k, slices.Contains(field.Kinds(), k), slices.Contains(dumb, k))
			}
		}
	})
}

func (w *town) tell(fact string, id db.ID, actor string, data map[string]any) {
	w.Helper()
	w.must(func(tx *db.Tx) error {
		return diary.Write(tx, diary.Entry{Actor: actor, Fact: fact, Kind: "registry_business", Subject: id, Data: data})
	})
}

func TestEntriesBecomeSignalsOnce(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.opens(stall())
		w.tell("registry.ticked", id, "system", map[string]any{"tick": "tutup", "level": "sheet"})
		w.tell("registry.ticked", id, "system", map[string]any{"tick": "lupa"}) // no such tick: it says nothing
		w.tell("registry.ticked", id, "system", map[string]any{"tick": "masih"})
		w.tell("registry.unticked", id, "system", map[string]any{"tick": "masih"}) // mistyped
		w.tell("registry.product_added", id, w.owner.Actor(), nil)
		w.tell("registry.product_hidden", id, w.officer.Actor(), nil) // not the owner's doing
		w.tell("registry.changed", id, w.officer.Actor(), map[string]any{"level": "seen"})
		w.tell("registry.ticked", id+1, "system", map[string]any{"tick": "tutup"}) // of a business that is gone: nobody is held up
		w.follow()
		want := []string{"listed", "owner_confirmed", "rt_closed", "product_changed"}
		if got := w.signals(id); !slices.Equal(got, want) {
			t.Errorf("signals %v, want %v", got, want)
		}
		w.seq = 0
		w.follow() // as after a restore
		if got := w.signals(id); !slices.Equal(got, want) {
			t.Errorf("followed again: %v", got)
		}
		undo := field.LeaveOut("once")
		w.seq = 0
		w.follow()
		undo()
		if got := w.signals(id); slices.Equal(got, want) {
			t.Error("a guard that is left out is not seen")
		}
	})
}

func (w *town) odds(id db.ID) (odds int64, known bool) {
	w.Helper()
	w.read(func(tx *db.Tx) (err error) {
		odds, known, err = db.One(tx, (*db.Row).Int64, `select odds from registry_keaktifan where business = $1`, id)
		return err
	})
	return odds, known
}

// A signal changes the score at once; time does it by the pass of the night, and new
// numbers by the next one.
func TestScoresAreKeptFresh(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.opens(stall())
		if _, known := w.odds(id); known {
			t.Fatal("weighed before anybody followed")
		}
		w.follow()
		first, _ := w.odds(id)
		w.tell("registry.checked", id, w.officer.Actor(), map[string]any{"found": "buka", "check": id})
		w.follow()
		seen, _ := w.odds(id)
		if seen < first+3000 {
			t.Errorf("seen open: %d after %d", seen, first)
		}
		w.pass()
		if now, _ := w.odds(id); now != seen {
			t.Errorf("a pass on the same day: %d after %d", now, seen)
		}
		w.clock.MoveOn(300 * 24 * time.Hour)
		w.pass()
		later, _ := w.odds(id)
		if later > seen-1000 {
			t.Errorf("it did not fade: %d after %d", later, seen)
		}
		w.clock.MoveOn(time.Hour)
		w.tell("registry.suspended", id, w.officer.Actor(), nil) // moves nothing
		w.follow()
		w.desk.Version = "angka-baru"
		w.pass()
		var rules string
		w.read(func(tx *db.Tx) (err error) {
			rules, _, err = db.One(tx, (*db.Row).Text, `select rules from registry_keaktifan where business = $1`, id)
			return err
		})
		if rules != "angka-baru" {
			t.Errorf("weighed by %s", rules)
		}
	})
}

// A pass that breaks off goes on where it was, and one that lost its lease writes
// nothing.
func TestAPassGoesOn(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.opens(stall())
		lost := errors.New("lost")
		if err := w.desk.Pass(context.Background(), func(*db.Tx) error { return lost }); !errors.Is(err, lost) {
			t.Errorf("%v", err)
		}
		if _, known := w.odds(id); known {
			t.Error("written without a lease")
		}
		w.pass()
		if _, known := w.odds(id); !known {
			t.Error("a business without signals has no score")
		}
		ended, stop := context.WithCancel(context.Background())
		stop()
		if err := w.desk.Pass(ended, func(*db.Tx) error { return nil }); !errors.Is(err, context.Canceled) {
			t.Errorf("%v", err)
		}
	})
}

// The reasons add up to the score, and are told to officers of the area alone.
func TestOnlyWhoChecksSeesAScore(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.opens(stall())
		w.follow()
		for _, who := range []struct {
			session string
			sees    bool
		}{{w.officer.Session, true}, {w.second.Session, true}, {w.elsewhere.Session, false}, {w.planner.Session, false}, {w.inspector.Session, false}, {w.owner.Session, false}, {"", false}} {
			w.read(func(tx *db.Tx) error {
				s, err := w.desk.Status(tx, who.session, id)
				if (err == nil) != who.sees {
					t.Errorf("%q: %v", who.session, err)
				}
				if err == nil && (len(s.Parts) != 3 || s.Parts[0].Milli+s.Parts[1].Milli+s.Parts[2].Milli != s.Odds) {
					t.Errorf("parts %+v, odds %d", s.Parts, s.Odds)
				}
				if err != nil && s.Score != 0 {
					t.Error("a score came with the refusal")
				}
				return nil
			})
		}
		defer field.LeaveOut("score")()
		w.read(func(tx *db.Tx) error {
			if _, err := w.desk.Status(tx, w.owner.Session, id); err != nil {
				t.Error("a guard that is left out is not seen")
			}
			return nil
		})
	})
}

// Numbers of fewer than ten are not told, nor what tells them by subtraction.
func TestSmallNumbersAreNotTold(t *testing.T) {
	h := field.Hidden
	for _, c := range [][2][]int{{{50, 40, 30, 20}, {50, 40, 30, 20}}, {{50, 40, 30, 9}, {50, 40, h, h}}, {{50, 4, 3, 20}, {50, h, h, h}}, {{500, 0, 10, 30}, {500, h, h, 30}}, {{3, 0, 0, 0}, {h, h, h, h}}, {{9, 9, 90, 80}, {h, h, 90, 80}}} {
		if got := field.Hide(slices.Clone(c[0])...); !slices.Equal(got, c[1]) {
			t.Errorf("%v is told as %v, want %v", c[0], got, c[1])
		}
	}
	undo := field.LeaveOut("k")
	if got := field.Hide(50, 40, 30, 9); got[3] == h {
		t.Error("a guard that is left out is not seen")
	}
	undo()
	eachTown(t, func(w *town) {
		for i := range 12 {
			w.must(func(tx *db.Tx) error {
				id, err := w.book.Register(tx, w.owner.Session, registry.Registering{Set: stall()})
				if err == nil && i > 0 {
					err = w.book.Submit(tx, w.owner.Session, registry.Step{Business: id})
				}
				return err
			})
		}
		w.follow()
		for session, areas := range map[string]int{w.planner.Session: 2, w.inspector.Session: 2, w.officer.Session: 1} {
			w.read(func(tx *db.Tx) error {
				all, _, err := w.desk.Sums(tx, session)
				if err != nil || len(all) != areas {
					t.Errorf("%d areas, %v", len(all), err)
				}
				for _, s := range all {
					if s.Area.Code == kota && !slices.Contains(s.Count, h) {
						t.Errorf("%v", s.Count)
					}
				}
				return nil
			})
		}
		w.read(func(tx *db.Tx) error {
			if _, _, err := w.desk.Sums(tx, w.owner.Session); err == nil {
				t.Error("a maker sees the city's numbers")
			}
			return nil
		})
	})
}

// TestOnlyAPermitThatWasShownCounts: a number that was typed says nothing, and one that is
// taken out of the list takes its signal with it.
func TestOnlyAPermitThatWasShownCounts(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.opens(stall())
		add := func(session, number string, level registry.Level) (permit db.ID) {
			w.must(func(tx *db.Tx) (err error) {
				permit, err = w.book.AddPermit(tx, session, registry.Permit{Business: id, Kind: "halal", Number: number, Level: level})
				return err
			})
			return permit
		}
		remove := func(permit db.ID) {
			w.must(func(tx *db.Tx) error { return w.book.RemovePermit(tx, w.officer.Session, permit, "salah_tulis") })
		}
		count := func(want int) {
			w.Helper()
			w.follow()
			if got := len(slices.DeleteFunc(w.signals(id), func(kind string) bool { return kind != "permit_renewed" })); got != want {
				w.Errorf("%d permits were shown, want %d", got, want)
			}
		}
		typed := add(w.owner.Session, "ID-1", 0)
		add(w.officer.Session, "ID-2", registry.Through)
		count(0)
		first, second := add(w.officer.Session, "ID-3", registry.Document), add(w.officer.Session, "ID-4", registry.Seen)
		add(w.officer.Session, "ID-5", registry.Register)
		count(3)
		remove(typed)
		count(3)
		remove(first)
		count(2)
		remove(second)
		count(1)
		w.must(func(tx *db.Tx) error { // its taking out was a mistake: it was shown when it was
			all, err := w.book.Past(tx, w.officer.Session, id, 0, 1)
			if err == nil {
				_, err = w.book.TakeBack(tx, w.officer.Session, registry.TakingBack{Change: all[0].ID})
			}
			return err
		})
		count(2)
		remove(second)
		count(1)
		w.seq = 0
		w.follow() // as after a restore: what was taken back comes and goes again
		count(1)
	})
}
