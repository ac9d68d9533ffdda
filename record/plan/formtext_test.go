package plan_test

import (
	"strings"
	"sync"
	"testing"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/plan"
)

// texts are some texts, over the version that somebody looked at.
func texts(version int, driving string) plan.FormTexts {
	return plan.FormTexts{Driving: driving, Hindering: "Lelang terlambat.", Version: version}
}

func (d *desk) write4(who account.Who, t plan.FormTexts) error {
	return d.d.Write(d.Context(), func(tx *db.Tx) error {
		return plan.WriteFormTexts(tx, who.Session, d.round.Quarter, d.office.ID, t)
	})
}

func (d *desk) draftTexts() (t plan.FormTexts) {
	d.Helper()
	d.read(func(tx *db.Tx) (err error) {
		t, err = plan.DraftFormTexts(tx, d.round.Quarter, d.office.ID)
		return err
	})
	return t
}

// publicTexts are those of the newest revision of the round's quarter.
func (d *desk) publicTexts(revision int) (t plan.FormTexts) {
	d.Helper()
	d.read(func(tx *db.Tx) error {
		v, found, err := plan.At(tx, d.round.Quarter, revision)
		if err == nil && found {
			t, err = plan.FormTextsOf(tx, v, d.office.ID)
		}
		return err
	})
	return t
}

func TestTheTextsOfAForm(t *testing.T) {
	full(t, func(w *world) {
		d := aRound(w).desk("disdag").start()
		d.must(d.write4(d.operator, texts(0, " Kerja sama pedagang. ")))
		if got := d.draftTexts(); got.Driving != "Kerja sama pedagang." || got.Version != 1 || got.By != d.operator.Actor() {
			d.Errorf("kept %+v", got)
		}
		d.answered(d.write4(d.head, texts(0, "Tanpa melihat.")), fault.Conflict, "plan.form_text_moved")
		d.answered(d.write4(d.head, texts(1, strings.Repeat("a", 2001))), fault.Invalid, "plan.form_text_invalid")
		other := d.sign(account.Operator, d.season.desk("dpu").office.ID)
		d.answered(d.write4(other, texts(1, "Bukan kantor saya.")), fault.Denied, "account.not_yours")
		d.answered(d.write4(d.inspector, texts(1, "Hanya membaca.")), fault.Denied, "account.not_yours")
		d.answered(d.write4(account.Who{}, texts(1, "Siapa?")), fault.Stranger, "account.stranger")

		d.fill()
		d.must(d.send())
		d.answered(d.write4(d.operator, texts(1, "Sesudah dikirim.")), fault.Conflict, "plan.form_text_shut")
		d.must(d.write4(d.planner, texts(1, "Dirapikan Bappeda.")))
		if got := d.publicTexts(0); got != (plan.FormTexts{}) {
			d.Errorf("before it was locked, everybody read %+v", got)
		}
		d.must(d.verify())
		if _, err := d.lock(); err != nil {
			d.Fatal(err)
		}
		if got := d.publicTexts(0); got.Driving != "Dirapikan Bappeda." || got.Version != 2 {
			d.Errorf("after it was locked, everybody reads %+v", got)
		}
		d.answered(d.write4(d.planner, texts(2, "Sesudah dikunci.")), fault.Conflict, "plan.form_text_shut")

		d.must(d.reopen())
		d.must(d.write4(d.operator, texts(2, "Sesudah dibuka lagi.")))
		if got := d.publicTexts(0); got.Version != 2 {
			d.Errorf("a draft is public: %+v", got)
		}
		if got := d.draftTexts(); got.Version != 3 {
			d.Errorf("the draft is %+v", got)
		}
	})
}

func TestConcurrentWritersOfTextsDoNotWriteOver(t *testing.T) {
	fullWith(t, db.Options{}, func(w *world) {
		d := aRound(w).desk("disdag").start()
		var wg sync.WaitGroup
		took := make(chan error, 6)
		for range cap(took) {
			wg.Go(func() { took <- d.write4(d.operator, texts(0, "Bersamaan.")) })
		}
		wg.Wait()
		close(took)
		good := 0
		for err := range took {
			if err == nil {
				good++
			} else if !fault.Is(err, fault.Conflict) && !fault.Is(err, fault.Busy) {
				w.Error(err)
			}
		}
		if got := d.draftTexts(); good != 1 || got.Version != 1 {
			w.Errorf("%d writers were told that theirs is kept; the texts are %+v", good, got)
		}
	})
}

func TestTextsOfTheCity(t *testing.T) {
	full(t, func(w *world) {
		s := aRound(w)
		d := s.desk("disdag")
		q := date.Quarter{Year: 2024, N: 2} // of no round: the planner writes alone
		write := func(who account.Who) error {
			return s.d.Write(s.Context(), func(tx *db.Tx) error { return plan.WriteFormTexts(tx, who.Session, q, 0, texts(0, "Seluruh kota.")) })
		}
		s.answered(write(d.head), fault.Denied, "account.not_yours")
		s.must(write(s.planner))
		s.write(func(tx *db.Tx) error { return plan.PublishFormTexts(tx, q, 0, 1) })
		s.read(func(tx *db.Tx) error {
			got, err := plan.FormTextsOf(tx, s.view(2024, 0), 0)
			if got.Driving != "Seluruh kota." {
				s.Errorf("the city's texts are %+v", got)
			}
			return err
		})
	})
}

// brokenForm are the promises of the table of texts, and what breaks them.
var brokenForm = map[string]string{
	"plan_form_text_quarter_is_1_to_4":     `update plan_form_text set quarter = 0`,
	"plan_form_text_versions_count":        `update plan_form_text set version = 0`,
	"plan_form_text_is_short":              `update plan_form_text set driving = replace('` + strings.Repeat("x", 201) + `', 'x', 'aaaaaaaaaa')`,
	"plan_form_text_revision_is_published": `update plan_form_text set revision = 0`,
	"plan_form_text_is_one": `insert into plan_form_text (id, year, quarter, opd, version, driving, hindering, next_quarter, next_plan, said_by, at)
		select id + 1, year, quarter, opd, version, driving, hindering, next_quarter, next_plan, said_by, at from plan_form_text`,
}

func aFormText(tx *db.Tx) error {
	_, err := tx.Exec(`insert into plan_form_text (id, year, quarter, opd, version, driving, hindering, next_quarter, next_plan, said_by, at)
		values ($1, 2024, 2, null, 1, '', '', '', '', 'test', 1)`, tx.NewID())
	return err
}
