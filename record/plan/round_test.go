package plan_test

import (
	"testing"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/plan"
)

// TestAWholeRound: an office starts from its last report, is stopped while cells
// are missing, sends, gets rows back, sends again; the city verifies and locks,
// and the rows are public beside those of the other offices.
//
// long: one story, from the first cell to the second lock.
func TestAWholeRound(t *testing.T) {
	full(t, func(w *world) {
		d := aRound(w).desk("disporapar").start()
		s := d.sheet()
		was := w.figures(w.view(2024, 0))
		if len(s.Lines) == 0 || s.Submission.Carried != "2024-2" || s.Submission.State != plan.Draf {
			t.Fatalf("%d lines, %+v", len(s.Lines), s.Submission)
		}
		d.answered(d.send(), fault.Conflict, "plan.not_ready")
		d.fill()
		if c := d.checked(); !c.Ready() {
			t.Fatalf("missing %v, unread %v, misplaced %v, faults %d", c.Missing, c.Unread, c.Misplaced, len(c.Open("fault")))
		}
		d.must(d.send())
		_, err := d.try(d.operator.Session, plan.CellChange{Line: s.Lines[1].ID, Field: "note", Text: "x"})
		d.answered(err, fault.Conflict, "plan.submission_is_terkirim")
		row := d.line("1.1")
		d.must(d.giveBack(plan.RowReturn{Line: row.ID, Sentence: "Realisasi belum sama dengan SIPD."}))
		row = d.line("1.1")
		if len(row.Returned) != 1 || row.Returned[0].Touched || row.Returned[0].Sentence != "Realisasi belum sama dengan SIPD." {
			t.Errorf("%+v", row.Returned)
		}
		d.put("1.1", "note", "Sudah disamakan dengan SIPD.")
		if row := d.line("1.1"); !row.Returned[0].Touched {
			t.Errorf("%+v", row.Returned)
		}
		d.explain()
		d.must(d.send())
		d.must(d.verify())
		res, err := d.lock()
		d.must(err)
		if !res.Published || res.Refused > 0 || res.Accepted != len(s.Lines) {
			t.Errorf("%+v", res)
		}
		now := d.sheet().Submission
		if now.State != plan.Terkunci || now.Revision != 1 || now.LockedBy != d.second.Person {
			t.Errorf("%+v", now)
		}
		v := w.viewOf(date.Quarter{Year: 2024, N: 3})
		if v.BudgetVersion != "pergeseran" {
			t.Errorf("the report shows %s", v.BudgetVersion)
		}
		public := w.figures(v)
		if len(public) != len(s.Lines) {
			t.Errorf("%d rows are public of %d", len(public), len(s.Lines))
		}
		if again := w.figures(w.view(2024, 0)); len(again) != len(was) {
			t.Errorf("the report of another quarter has %d rows, not %d", len(again), len(was))
		}
		for i, f := range public {
			if l := s.Lines[i]; f.Code != l.Code || f.Seq != l.Seq || f.Name != l.Row.Name || f.Target != l.Row.Target || f.Quarters[1] != l.Row.Quarters[1] {
				t.Errorf("line %d: %+v is public of %+v", i, f, l.Row)
			}
		}
		d.must(d.reopen())
		if res, err = d.lock(); err == nil {
			t.Errorf("what is open again was locked")
		}
		d.must(d.send())
		d.must(d.verify())
		if res, err = d.lock(); err != nil || !res.Same {
			t.Errorf("the same rows again: %+v, %v", res, err)
		}
		if now := d.sheet().Submission; now.State != plan.Terkunci || now.Revision != 1 {
			t.Errorf("%+v", now)
		}
		d.must(d.reopen())
		d.put("1.1", "note", "Disesuaikan lagi.")
		d.explain()
		d.must(d.send())
		d.must(d.verify())
		w.timed("lock", func() { res, err = d.lock() })
		if err != nil || res.Changed != 1 || res.Accepted+res.Removed != 0 || w.viewOf(v.Quarter).Revision != 2 || len(w.figures(plan.View{Report: v.Report, Revision: 1})) != len(public) {
			t.Errorf("one changed cell: %+v, %v", res, err)
		}
		if w.leftovers() != 0 {
			t.Errorf("%d rows are left over", w.leftovers())
		}
		w.read(func(tx *db.Tx) error {
			moves, err := plan.Moves(tx, d.id)
			if len(moves) != 14 || moves[len(moves)-1].To != plan.Draf || moves[0].To != plan.Terkunci || moves[3].Sentence != "Pagu perubahan baru ditetapkan." {
				t.Errorf("%+v", moves)
			}
			return err
		})
	})
}

// viewOf is the published report of a quarter.
func (w *world) viewOf(q date.Quarter) (v plan.View) {
	w.Helper()
	w.read(func(tx *db.Tx) error {
		var found bool
		var err error
		if v, found, err = plan.At(tx, q, 0); err == nil && !found {
			w.Fatalf("no report of %v", q)
		}
		return err
	})
	return v
}

// TestRowsComeBackAsTheyWereSent: the shipped report of a quarter, carried into a
// round of that very quarter and published again, is the same report.
func TestRowsComeBackAsTheyWereSent(t *testing.T) {
	full(t, func(w *world) {
		s := aRound(w)
		s.open(quarter(2024))
		for _, slug := range []string{"disporapar", "dinkes", "bkad"} {
			d := s.desk(slug).start()
			s.write(func(tx *db.Tx) error {
				_, err := tx.Exec(`update plan_submission set state = 'terverifikasi', sent_by = 1, sent_at = 1, verified_by = 2, verified_at = 2 where id = $1`, d.id)
				return err
			})
			res, err := d.lock()
			s.must(err)
			for _, o := range res.Outcomes {
				for _, x := range o.Details {
					if x.Column != "source_file" && x.Column != "page" {
						t.Errorf("%s %s: %+v", slug, o.Place, x)
					}
				}
			}
			if res.Accepted+res.Removed+res.Refused > 0 {
				t.Errorf("%s: %d accepted, %d removed, %d refused", slug, res.Accepted, res.Removed, res.Refused)
			}
		}
	})
}

// TestWhoMayInARound: an office sees itself alone, and the city all of them.
func TestWhoMayInARound(t *testing.T) {
	full(t, func(w *world) {
		s := aRound(w)
		d, other := s.desk("dinkes").start(), s.desk("dpu")
		count := func(who account.Who) (n int) {
			w.read(func(tx *db.Tx) error {
				all, err := plan.NewWeigher(rules()).RoundState(tx, who.Session, s.round)
				n = len(all)
				return err
			})
			return n
		}
		if a, b, c := count(d.head), count(s.inspector), count(other.operator); a != 1 || b != 34 || c != 1 {
			t.Errorf("%d, %d and %d offices are seen", a, b, c)
		}
		line := d.line("1.1")
		_, err := d.try(other.operator.Session, plan.CellChange{Line: line.ID, Field: "note", Text: "x"})
		s.answered(err, fault.Denied, "account.not_yours")
		_, err = d.try("", plan.CellChange{Line: line.ID, Field: "note", Text: "x"})
		s.answered(err, fault.Stranger, "account.stranger")
		err = w.d.Read(w.Context(), func(tx *db.Tx) error {
			_, err := plan.SheetOf(tx, other.head.Session, s.round.Quarter, d.office)
			return err
		})
		s.answered(err, fault.Denied, "account.not_yours")
		err = w.d.Write(w.Context(), func(tx *db.Tx) error {
			_, err := plan.SendSubmission(tx, d.operator.Session, rules(), plan.Handing{Submission: d.id})
			return err
		})
		s.answered(err, fault.Denied, "account.not_yours")
		weak := s.signWeak(account.Planner, 0)
		err = w.d.Write(w.Context(), func(tx *db.Tx) error { return plan.CloseRound(tx, weak.Session, s.round.ID, s.round.Version) })
		s.answered(err, fault.Denied, "account.second_needed")
	})
}
