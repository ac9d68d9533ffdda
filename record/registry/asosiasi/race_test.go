package asosiasi

import (
	"sync"
	"testing"

	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/fault"
)

// eachCrowd is eachTown without the rehearsal, in which acts of several people meet.
func eachCrowd(t *testing.T, run func(w *town)) {
	for name, at := range dbtest.URLs() {
		t.Run(name, func(t *testing.T) { run(aTown(t, at(t), db.Options{})) })
	}
}

// together does acts at once. Each ends in a sentence or is kept.
func (w *town) together(acts ...func(tx *db.Tx) error) (kept int) {
	w.Helper()
	errs := make([]error, len(acts))
	var all sync.WaitGroup
	start := make(chan struct{})
	for i, act := range acts {
		all.Go(func() {
			<-start
			errs[i] = w.write(act)
		})
	}
	close(start)
	all.Wait()
	for _, err := range errs {
		switch {
		case err == nil:
			kept++
		case fault.Of(err) == nil:
			w.Error(err)
		}
	}
	return kept
}

// Both sides say yes in one moment: it is one membership, and valid.
func TestBothSayYesAtOnce(t *testing.T) {
	eachCrowd(t, func(w *town) {
		for range 8 {
			id := w.stall("Amplang Siti")
			w.together(
				func(tx *db.Tx) error { _, err := w.desk.Invite(tx, w.chair.Session, w.one, id); return err },
				func(tx *db.Tx) error { _, err := w.desk.Ask(tx, w.owner.Session, id, w.one, yes); return err },
				func(tx *db.Tx) error { _, err := w.desk.Invite(tx, w.officer.Session, w.one, id); return err },
			)
			w.read(func(tx *db.Tx) error {
				m, there, err := open(tx, w.one, id)
				if !there || m.Standing != Valid || m.Version != 2 {
					t.Errorf("it stands as %+v", m)
				}
				return err
			})
		}
		if got := w.facts("registry.asosiasi_joined"); got != 8 {
			t.Errorf("%d were told to have joined", got)
		}
	})
}

// The owner leaves while the association confirms, and the other way round: it has ended,
// whoever was first, and nothing hangs on.
func TestLeavingWhileItIsConfirmed(t *testing.T) {
	eachCrowd(t, func(w *town) {
		for n := range 8 {
			id := w.stall("Amplang Siti")
			var m db.ID
			acts := []func(tx *db.Tx) error{
				func(tx *db.Tx) error { return w.desk.Confirm(tx, w.chair.Session, On{m, 1}) },
				func(tx *db.Tx) error { return w.desk.Leave(tx, w.owner.Session, m) },
			}
			if n%2 == 0 {
				m = w.invite(id)
				acts = []func(tx *db.Tx) error{
					func(tx *db.Tx) error { return w.desk.Agree(tx, w.owner.Session, On{m, 1}, yes) },
					func(tx *db.Tx) error { return w.desk.Dismiss(tx, w.chair.Session, m) },
				}
			} else {
				w.must(func(tx *db.Tx) (err error) { m, err = w.desk.Ask(tx, w.owner.Session, id, w.one, yes); return err })
			}
			w.together(acts...)
			if now := w.now(m); now.Standing != Over {
				t.Errorf("it stands as %+v", now)
			}
		}
		if got := w.facts("registry.asosiasi_ended"); got != 8 {
			t.Errorf("%d were told to have ended", got)
		}
	})
}

// Two who speak for an association lay it down in one moment: one of them stays.
func TestTheLastTwoDoNotGoTogether(t *testing.T) {
	eachCrowd(t, func(w *town) {
		first, second := w.managerRow(w.one, w.chair), w.managerRow(w.one, w.officer)
		kept := w.together(func(tx *db.Tx) error { return w.desk.EndManager(tx, w.chair.Session, first) },
			func(tx *db.Tx) error { return w.desk.EndManager(tx, w.officer.Session, second) })
		w.read(func(tx *db.Tx) error {
			all, err := ManagersOf(tx, w.one)
			if kept != 1 || len(all) != 1 {
				t.Errorf("%d went, %d stay", kept, len(all))
			}
			return err
		})
	})
}

// A nomination is agreed to while the membership ends: it is not put forward.
func TestAgreeingWhileItEnds(t *testing.T) {
	eachCrowd(t, func(w *town) {
		for range 4 {
			id := w.stall("Amplang Siti")
			m := w.member(id)
			n := w.nominate(m, 0)
			w.together(func(tx *db.Tx) error { return w.desk.Reply(tx, w.owner.Session, n, true, put) },
				func(tx *db.Tx) error { return w.desk.Dismiss(tx, w.chair.Session, m) })
			if w.nominated("ikon", id) != 0 {
				t.Error("who is no member is put forward")
			}
		}
	})
}
