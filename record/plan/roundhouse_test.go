package plan_test

import (
	"slices"
	"strings"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/keys"
	"alun/record/account"
	"alun/record/account/accounttest"
	"alun/record/plan"
	"alun/record/plan/check"
)

// season is a world with people, in which a round is open.
type season struct {
	*world
	ring             *keys.Ring
	planner, second  account.Who // Bappeda has two
	inspector, admin account.Who
	round            plan.Round
}

// aRound opens the third quarter of 2024: the shipped report is of the second.
func aRound(w *world) *season {
	w.Helper()
	s := &season{world: w, ring: accounttest.Ring(w.T)}
	s.planner, s.second = s.sign(account.Planner, 0), s.sign(account.Planner, 0)
	s.inspector, s.admin = s.sign(account.Inspector, 0), s.sign(account.Administrator, 0)
	s.open(date.Quarter{Year: 2024, N: 3})
	return s
}

func (s *season) sign(r account.Role, office db.ID) account.Who {
	s.Helper()
	who, _ := accounttest.Sign(s.T, s.d, s.ring, accounttest.Role{Role: r, Office: office})
	return who
}

// open opens a round, with a deadline ten days after its quarter.
func (s *season) open(q date.Quarter) plan.Round {
	s.Helper()
	s.write(func(tx *db.Tx) error {
		_, err := plan.OpenRound(tx, s.planner.Session, plan.Opening{Quarter: q, Deadline: date.DayOf(q.End().AddDate(0, 0, 10)), BudgetVersion: "pergeseran"})
		return err
	})
	s.read(func(tx *db.Tx) (err error) { s.round, _, err = plan.RoundAt(tx, q); return err })
	return s.round
}

// desk is an office with its people in a round.
type desk struct {
	*season
	office         plan.OPD
	head, operator account.Who
	id             db.ID // of the submission
}

func (s *season) desk(slug string) *desk {
	s.Helper()
	d := &desk{season: s}
	s.read(func(tx *db.Tx) (err error) {
		d.office, _, err = plan.OPDBySlug(tx, s.round.Quarter.Year, slug)
		return err
	})
	if d.office.ID == 0 {
		s.Fatalf("no office %s", slug)
	}
	d.head, d.operator = s.sign(account.Head, d.office.ID), s.sign(account.Operator, d.office.ID)
	return d
}

// start opens the office's sheet.
func (d *desk) start() *desk {
	d.Helper()
	d.write(func(tx *db.Tx) error {
		s, err := plan.StartSubmission(tx, d.operator.Session, plan.Start{Round: d.round.ID, Office: d.office.ID})
		d.id = s.ID
		return err
	})
	return d
}

func (d *desk) sheet() (s plan.Sheet) {
	d.Helper()
	d.read(func(tx *db.Tx) (err error) {
		s, err = plan.SheetOf(tx, d.operator.Session, d.round.Quarter, d.office)
		return err
	})
	return s
}

func (d *desk) state() plan.State { d.Helper(); return d.sheet().Submission.State }

func (d *desk) checked() (c plan.Checked) {
	d.Helper()
	d.read(func(tx *db.Tx) (err error) {
		s, err := plan.SheetOf(tx, d.operator.Session, d.round.Quarter, d.office)
		if err == nil {
			c, err = s.Check(tx, rules())
		}
		return err
	})
	return c
}

// save keeps cells as the operator and expects no fault of the whole.
func (d *desk) save(cells ...plan.CellChange) plan.Saved {
	d.Helper()
	out, err := d.try(d.operator.Session, cells...)
	if err != nil {
		d.Fatal(err)
	}
	return out
}

func (d *desk) try(session string, cells ...plan.CellChange) (out plan.Saved, err error) {
	err = d.d.Write(d.Context(), func(tx *db.Tx) (err error) {
		out, err = plan.SaveCells(tx, session, plan.Saving{Submission: d.id, Cells: cells})
		return err
	})
	return out, err
}

// line finds the main line of a code, as it stands now.
func (d *desk) line(code string) plan.SheetLine {
	d.Helper()
	all := d.sheet().Lines
	i := slices.IndexFunc(all, func(l plan.SheetLine) bool { return l.Code == code && l.Seq == 0 && !l.Removed })
	if i < 0 {
		d.Fatalf("no line %s", code)
	}
	return all[i]
}

// put changes one cell from what it holds.
func (d *desk) put(code, field, text string) plan.SavedCell {
	d.Helper()
	l := d.line(code)
	return d.save(plan.CellChange{Line: l.ID, Field: field, Saw: l.Cell(field), Text: text}).Cells[0]
}

// fill puts something into every cell that is missing, as an office would that
// did nothing this quarter, and explains every fault.
func (d *desk) fill() {
	d.Helper()
	s, c := d.sheet(), d.checked()
	at := map[db.ID]plan.SheetLine{}
	for _, l := range s.Lines {
		at[l.ID] = l
	}
	var cells []plan.CellChange
	for _, m := range c.Missing {
		l := at[m.Line]
		text := "-"
		switch {
		case strings.HasPrefix(m.Field, "real_"):
			text = l.Cell("q2" + m.Field[4:]) // as if nothing had been reached but in one quarter
			if text == "" {
				text = "0"
			}
		case plan.MoneyField(m.Field):
			text = "0"
		}
		cells = append(cells, plan.CellChange{Line: m.Line, Field: m.Field, Text: text})
	}
	for _, got := range d.save(cells...).Cells {
		if got.Outcome != plan.CellSaved {
			d.Fatalf("%+v", got)
		}
	}
	d.explain()
}

// explain answers every fault that is open.
func (d *desk) explain() {
	d.Helper()
	open := d.checked().Open(check.Fault)
	if len(open) == 0 {
		return
	}
	in := plan.Explaining{Submission: d.id, Finding: open[0].Key, Sentence: "Sesuai dokumen pelaksanaan."}
	for _, f := range open[1:] {
		in.Also = append(in.Also, f.Key)
	}
	d.write(func(tx *db.Tx) error { return plan.Explain(tx, d.operator.Session, rules(), in) })
}

// ---- the moves

func (d *desk) send() error {
	return d.d.Write(d.Context(), func(tx *db.Tx) error {
		_, err := plan.SendSubmission(tx, d.head.Session, rules(), plan.Handing{Submission: d.id})
		return err
	})
}

func (d *desk) giveBack(rows ...plan.RowReturn) error {
	sentence := ""
	if len(rows) == 0 {
		sentence = "Mohon lengkapi kembali isian ini."
	}
	return d.d.Write(d.Context(), func(tx *db.Tx) error {
		return plan.ReturnSubmission(tx, d.planner.Session, plan.Handing{Submission: d.id}, sentence, rows)
	})
}

func (d *desk) verify() error {
	return d.d.Write(d.Context(), func(tx *db.Tx) error {
		return plan.VerifySubmission(tx, d.planner.Session, plan.Handing{Submission: d.id})
	})
}

func (d *desk) lock() (plan.Result, error) {
	return plan.LockSubmission(d.Context(), d.d, d.second.Session, plan.LockOptions{Handing: plan.Handing{Submission: d.id}, Rules: rules(), Digest: digester()})
}

func (d *desk) reopen() error {
	return d.d.Write(d.Context(), func(tx *db.Tx) error {
		return plan.ReopenSubmission(tx, d.planner.Session, plan.Handing{Submission: d.id}, "Pagu perubahan baru ditetapkan.")
	})
}

// must stops the test at a fault.
func (s *season) must(err error) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
}

// answered expects a fault by its key.
func (s *season) answered(err error, kind fault.Kind, key string) {
	s.Helper()
	if !fault.Is(err, kind) || fault.Of(err).Key != key {
		s.Errorf("answered with %v, not with %s", err, key)
	}
}

// signWeak makes somebody whose session has no second factor.
func (s *season) signWeak(r account.Role, office db.ID) account.Who {
	s.Helper()
	who, _ := accounttest.Sign(s.T, s.d, s.ring, accounttest.Role{Role: r, Office: office, Weak: true})
	return who
}

// also gives somebody a second role: an acting head of an office.
func (s *season) also(who account.Who, r account.Role, office db.ID) {
	s.Helper()
	s.write(func(tx *db.Tx) error {
		_, err := tx.Exec(`insert into account_role (id, person, role, standing, office, area, helps, decree, from_at, until_at, made_at, made_by, ended_by, after_role)
			values ($1, $2, $3, 'plh', $4, null, null, $5, $6, $7, $6, 'command', '', null)`,
			tx.NewID(), who.Person, string(r), office, who.Grant.Decree, tx.Now(), tx.Now().AddDate(1, 0, 0))
		return err
	})
}
