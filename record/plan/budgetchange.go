package plan

import (
	"slices"
	"strings"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/money"
	"alun/record/diary"
)

// BudgetKinds are the ways in which a budget is revised during the year.
var BudgetKinds = []string{"pergeseran", "perubahan"}

// BudgetRevision is a revision of an office's budget as its document has it.
type BudgetRevision struct {
	Submission db.ID
	Kind       string // one of BudgetKinds
	Document   string // its number
	Signed     date.Day
	Lines      []BudgetLine
}

// BudgetLine is the new budget of one row.
type BudgetLine struct {
	Code string
	New  money.Rupiah
}

// BudgetChange is a revision as it was kept.
type BudgetChange struct {
	ID       db.ID
	Year     int
	Office   db.ID
	Kind     string
	Document string
	Signed   date.Day
	At       time.Time
	By       db.ID // a person
	Lines    []BudgetChangeLine
}

// BudgetChangeLine is what a revision made of one row.
type BudgetChangeLine struct {
	Code, Name string
	Old, New   money.Printed // Old is not known where the row had no budget that could be read
}

func (b BudgetRevision) check() error {
	f := fault.New(fault.Invalid, "plan.budget_invalid")
	if !slices.Contains(BudgetKinds, b.Kind) {
		f.At("kind", "plan.budget_kind")
	}
	if n := len(strings.TrimSpace(b.Document)); n == 0 || n > 200 {
		f.At("document", "plan.budget_document")
	}
	if b.Signed.IsZero() {
		f.At("signed", "plan.budget_day")
	}
	if len(b.Lines) == 0 || len(b.Lines) > mostLines {
		f.At("lines", "plan.budget_lines")
	}
	if len(f.Fields) > 0 {
		return f
	}
	return nil
}

// ReviseBudget keeps a revision of the budget with its document, and puts the new
// budgets into the lines.
func ReviseBudget(tx *db.Tx, session string, in BudgetRevision) (db.ID, error) {
	who, s, r, err := entering(tx, session, in.Submission)
	if err != nil {
		return 0, err
	}
	in.Document = strings.TrimSpace(in.Document)
	if err := in.check(); err != nil {
		return 0, err
	}
	all, err := Drafts(tx, s.ID)
	if err != nil {
		return 0, err
	}
	id := tx.NewID()
	err = tx.ExecOr(fault.New(fault.Conflict, "plan.budget_twice", in.Document),
		`insert into plan_budget_change (id, year, opd, submission, kind, document, signed_on, made_at, made_by)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (year, opd, document) do nothing`,
		id, r.Quarter.Year, s.Office, s.ID, in.Kind, in.Document, in.Signed.String(), tx.Now(), who.Person)
	if err != nil {
		return 0, err
	}
	w := saver{round: r, lines: map[db.ID]*DraftLine{}, touched: map[db.ID]bool{}}
	for _, b := range in.Lines {
		if err := w.revise(tx, id, all, b); err != nil {
			return 0, err
		}
	}
	if err := w.keep(tx, who, s.ID, "budget"); err != nil {
		return 0, err
	}
	return id, diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "plan.budget_changed", Kind: "plan_budget_change", Subject: id,
		Data: map[string]any{"office": int64(s.Office), "year": r.Quarter.Year, "kind": in.Kind, "lines": len(in.Lines)}})
}

// revise puts one new budget into its line and keeps both.
func (w *saver) revise(tx *db.Tx, change db.ID, all []DraftLine, b BudgetLine) error {
	i := slices.IndexFunc(all, func(l DraftLine) bool { return l.Code == b.Code && l.Seq == 0 && !l.Removed })
	if i < 0 {
		return fault.New(fault.Invalid, "plan.budget_invalid").At("lines", "plan.budget_no_line", shown(b.Code))
	}
	l := &all[i]
	t := typist{line: *l}
	old := t.money("budget_rp")
	if old == money.Given(b.New) {
		return fault.New(fault.Invalid, "plan.budget_invalid").At("lines", "plan.budget_same", l.Code)
	}
	err := tx.ExecOr(fault.New(fault.Invalid, "plan.budget_invalid").At("lines", "plan.budget_line_twice", l.Code),
		`insert into plan_budget_change_line (change, code, code_order, name, old_rp, new_rp) values ($1, $2, $3, $4, $5, $6)
		on conflict (change, code) do nothing`, change, l.Code, codeOrder(l.Code), l.Cell("name"), db.Null(int64(old.Rupiah), old.Known), int64(b.New))
	if err != nil {
		return err
	}
	w.lines[l.ID] = l
	w.set(l, "budget_rp", typedMoney(money.Given(b.New)))
	return nil
}

// BudgetChanges lists the revisions of an office's budget in a year, the newest
// document first.
func BudgetChanges(tx *db.Tx, year int, office db.ID) ([]BudgetChange, error) {
	all, err := db.All(tx, func(r *db.Row) BudgetChange {
		c := BudgetChange{ID: r.ID(), Year: r.Int(), Office: r.ID(), Kind: r.Text(), Document: r.Text()}
		c.Signed, _ = date.ParseDay(r.Text()) // written by ReviseBudget
		c.At, c.By = r.Time(), r.ID()
		return c
	}, `select id, year, opd, kind, document, signed_on, made_at, made_by from plan_budget_change where year = $1 and opd = $2 order by signed_on desc, id desc`, year, office)
	for i := range all {
		if err != nil {
			return nil, err
		}
		all[i].Lines, err = db.All(tx, func(r *db.Row) BudgetChangeLine {
			return BudgetChangeLine{r.Text(), r.Text(), scanMoney(r), scanMoney(r)}
		}, `select code, name, old_rp, new_rp from plan_budget_change_line where change = $1 order by code_order`, all[i].ID)
	}
	return all, err
}
