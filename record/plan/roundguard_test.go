package plan_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/plan"
)

// guards are what keeps a promise of the round, each with a proof that it does.
var guards = map[string]func(d *desk) error{
	// Two saw the same cell; the second is told that it holds something else.
	"seen cell": func(d *desk) error {
		l := d.line("1.1")
		first := plan.CellChange{Line: l.ID, Field: "note", Saw: l.Cell("note"), Text: "pertama"}
		second := first
		second.Text = "kedua"
		d.save(first)
		if got := d.save(second).Cells[0]; got.Outcome != plan.CellConflict || got.Text != "pertama" {
			return fmt.Errorf("a cell that somebody else had changed was written over: %+v", got)
		}
		if now := d.line("1.1").Cell("note"); now != "pertama" {
			return fmt.Errorf("the cell holds %q", now)
		}
		return nil
	},
	// Who sent as the acting head verifies as planner: a sentence answers.
	"four eyes": func(d *desk) error {
		both := d.sign(account.Planner, 0)
		d.also(both, account.Head, d.office.ID)
		d.fill()
		d.head = both
		d.must(d.send())
		err := d.d.Write(d.Context(), func(tx *db.Tx) error {
			return plan.VerifySubmission(tx, both.Session, plan.Handing{Submission: d.id})
		})
		if d.state() != plan.Terkirim {
			return errors.New("it was verified by who sent it")
		}
		if !fault.Is(err, fault.Denied) || fault.Of(err).Key != "plan.four_eyes" {
			return fmt.Errorf("who sent it is answered with %w", err)
		}
		return nil
	},
	// A draft that nobody sent cannot come back.
	"state": func(d *desk) error {
		err := d.giveBack()
		if d.state() != plan.Draf || !fault.Is(err, fault.Conflict) {
			return fmt.Errorf("a draft came back: %w", err)
		}
		return nil
	},
}

// TestTheGuardsOfARoundHold, and without each of them its proof fails.
func TestTheGuardsOfARoundHold(t *testing.T) {
	for guard, proof := range guards {
		full(t, func(w *world) {
			if err := proof(aRound(w).desk("disporapar").start()); err != nil {
				w.Errorf("%s: %v", guard, err)
			}
		})
	}
}

// TestEachGuardOfARoundIsNeeded runs alone: a guard is left out for all.
func TestEachGuardOfARoundIsNeeded(t *testing.T) {
	for guard, proof := range guards {
		undo := plan.LeaveOut(guard)
		t.Run(guard, func(t *testing.T) {
			full(t, func(w *world) {
				if proof(aRound(w).desk("disporapar").start()) == nil {
					w.Errorf("nothing notices that the guard is left out")
				}
			})
		})
		undo()
	}
}

// TestTheTableKnowsFourEyes: whatever the program forgets, no row says that one
// person sent and verified, or sent and locked.
func TestTheTableKnowsFourEyes(t *testing.T) {
	full(t, func(w *world) {
		d := aRound(w).desk("disporapar").start()
		for name, set := range map[string]string{
			"plan_submission_is_verified_by_another": `state = 'terverifikasi', sent_by = 5, sent_at = 1, verified_by = 5, verified_at = 1`,
			"plan_submission_is_locked_by_another":   `state = 'terkunci', sent_by = 5, sent_at = 1, verified_by = 6, verified_at = 1, locked_by = 5, locked_at = 1`,
		} {
			err := w.d.Write(w.Context(), func(tx *db.Tx) error {
				_, err := tx.Exec(`update plan_submission set `+set+` where id = $1`, d.id)
				return err
			})
			if got, ok := db.Checked(err); !ok || got != name {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

// TestOfTwoLocksOneCounts: two planners press at once; the report has one new
// revision, and nothing is left of the other.
func TestOfTwoLocksOneCounts(t *testing.T) {
	fullWith(t, db.Options{}, func(w *world) {
		d := aRound(w).desk("disporapar").start()
		d.fill()
		d.must(d.send())
		d.must(d.verify())
		var wait sync.WaitGroup
		errs := make([]error, 4)
		for i := range errs {
			wait.Go(func() { _, errs[i] = d.lock() })
		}
		wait.Wait()
		good := 0
		for _, err := range errs {
			if err == nil {
				good++
			} else if !fault.Is(err, fault.Conflict) {
				t.Errorf("%v", err)
			}
		}
		if good != 1 || d.state() != plan.Terkunci || w.viewOf(d.round.Quarter).Revision != 1 || w.leftovers() != 0 {
			t.Errorf("%d locks, %s, %d rows left over", good, d.state(), w.leftovers())
		}
	})
}

// TestTwoOfficesAreLockedAtOnce: two planners work side by side; neither has to press twice.
func TestTwoOfficesAreLockedAtOnce(t *testing.T) {
	fullWith(t, db.Options{}, func(w *world) {
		r := aRound(w)
		desks := []*desk{r.desk("disporapar").start(), r.desk("disdukcapil").start(), r.desk("dinkes").start()}
		var wait sync.WaitGroup
		errs := make([]error, len(desks))
		for _, d := range desks {
			d.fill()
			d.must(d.send())
			d.must(d.verify())
		}
		for i, d := range desks {
			wait.Go(func() { _, errs[i] = d.lock() })
		}
		wait.Wait()
		for i, d := range desks {
			if errs[i] != nil || d.state() != plan.Terkunci {
				t.Errorf("%v, %s", errs[i], d.state())
			}
		}
		if got := w.viewOf(r.round.Quarter).Revision; got != len(desks) || w.leftovers() != 0 {
			t.Errorf("revision %d, %d rows left over", got, w.leftovers())
		}
	})
}

// TestALockThatDiedIsDoneAgain: what it staged is in nobody's way once it is
// stale, and until it publishes the submission stays verified.
func TestALockThatDiedIsDoneAgain(t *testing.T) {
	still(t, func(w *world, clock *dbtest.Clock) {
		d := aRound(w).desk("dinkes").start() // more than one chunk of lines
		d.fill()
		d.must(d.send())
		d.must(d.verify())
		var once sync.Once
		_, err := plan.LockSubmission(w.Context(), w.d, d.second.Session, plan.LockOptions{Handing: plan.Handing{Submission: d.id}, Rules: rules(), Digest: digester(),
			Progress: func(string, int, int) { once.Do(func() { w.d.Close() }) }})
		if err == nil {
			t.Fatal("the lock went on without a database")
		}
		w.d = open(w.Context(), w.at, db.Options{Now: clock.Now})
		if d.state() != plan.Terverifikasi || w.leftovers() == 0 {
			t.Fatalf("%s, %d rows staged", d.state(), w.leftovers())
		}
		_, err = d.lock()
		d.answered(err, fault.Conflict, "plan.import_running")
		clock.MoveOn(61 * time.Second)
		_, err = d.lock()
		d.must(err)
		if d.state() != plan.Terkunci || w.leftovers() != 0 {
			t.Errorf("%s, %d rows left over", d.state(), w.leftovers())
		}
	})
}
