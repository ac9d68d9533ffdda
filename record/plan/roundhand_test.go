package plan_test

import (
	"testing"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/diary"
	"alun/record/plan"
)

// TestAHeadWhoTakesOverInTheMiddleOfARound finds what the old one left, on the first
// moment of their day in the city and not of the world, and sends it; what the old
// one sent stays theirs.
func TestAHeadWhoTakesOverInTheMiddleOfARound(t *testing.T) {
	still(t, func(w *world, clock *dbtest.Clock) {
		s := aRound(w)
		d := s.desk("dinkes").start()
		d.fill()
		before, old := d.sheet(), d.head
		heir := s.sign(account.Operator, s.desk("dpu").office.ID)
		today := date.DayOf(clock.Now())
		w.write(func(tx *db.Tx) error {
			_, err := account.NewPeople(s.ring).HandOver(tx, s.admin.Session, old.Grant.ID, today, heir.Person, account.Plt, today.Next(30),
				account.Decree{Number: "800/77/Plt", Signed: today})
			return err
		})

		clock.MoveOn(today.End().Add(-time.Second).Sub(clock.Now())) // 23:59:59 WITA
		s.awake()
		d.head = heir
		s.answered(d.send(), fault.Denied, "account.not_yours")
		d.head = old
		s.must(d.send())

		clock.MoveOn(time.Second) // midnight in Balikpapan; in the world it is the afternoon before
		if clock.Now().UTC().Hour() != 16 {
			t.Fatalf("not the border of a day: %v", clock.Now().UTC())
		}
		s.must(d.giveBack())
		s.answered(d.send(), fault.Denied, "account.not_yours")
		d.head = heir
		w.read(func(tx *db.Tx) error {
			got, err := plan.SheetOf(tx, heir.Session, s.round.Quarter, d.office)
			if len(got.Lines) == 0 || len(got.Lines) != len(before.Lines) || got.Submission.State != plan.Dikembalikan {
				t.Errorf("the new head sees %d of %d lines, %s", len(got.Lines), len(before.Lines), got.Submission.State)
			}
			return err
		})
		s.must(d.send())

		var senders []string
		w.read(func(tx *db.Tx) error {
			told, err := diary.About(tx, "plan_submission", d.id, 100) // the newest first
			for _, e := range told {
				if e.Fact == "plan.submission_sent" {
					senders = append(senders, e.Actor)
				}
			}
			return err
		})
		if len(senders) != 2 || senders[0] != heir.Actor() || senders[1] != old.Actor() {
			t.Errorf("sent by %v, not by %s and then %s", senders, old.Actor(), heir.Actor())
		}
		s.must(d.verify())
	})
}

// awake keeps everybody signed in over hours in which nobody did anything.
func (s *season) awake() {
	s.Helper()
	s.write(func(tx *db.Tx) error {
		_, err := tx.Exec(`update account_session set seen_at = $1`, tx.Now())
		return err
	})
}
