package plan

import (
	"time"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/money"
	"alun/record/account"
	"alun/record/plan/e81"
)

// Reconciliation is a file of realised spending held against one revision of a
// report. Nothing of the report is changed by it.
type Reconciliation struct {
	ID      db.ID
	View    View
	Office  db.ID // 0: the whole city
	File    string
	Sum     string // SHA-256 of the file, hex
	Columns string // how the file was read
	State   string // columns (somebody has to name them), done
	Rows    int
	Skipped int // lines of the file that are no such row
	Unnamed int // rows whose office we do not know
	By      string
	At      time.Time
}

// The states of a row of a reconciliation.
const (
	Matched    = "matched"     // the same on both sides
	Different  = "different"   // another amount
	Blank      = "blank"       // one side is empty or cannot be read
	OnlyFile   = "only_file"   // not in the report
	OnlyReport = "only_report" // not in the file
	Ambiguous  = "ambiguous"   // several could be meant: none is guessed
)

// ReconcileStates lists them, in the order of pages.
var ReconcileStates = []string{Different, OnlyFile, OnlyReport, Ambiguous, Blank, Matched}

// Reconciled is one row with what was found.
type Reconciled struct {
	ID         db.ID
	Number     int
	State      string
	Office     db.ID // 0: we do not know it
	Level      e81.Level
	Leveled    bool
	Line       int // in the file; 0: not there
	Code       string
	Name       string
	How        string // code, name, above: by what it was found
	Candidates int
	Figure     db.ID // 0: not in the report
	Node       db.ID
	FormCode   string // of the report's row

	FileBudget, FileSpent money.Printed
	PlanBudget, PlanSpent money.Printed
	// File minus report; Known only when both sides are.
	BudgetDifference, SpentDifference money.Printed
}

const reconciliationColumns = `c.id, c.opd, c.file, c.sum, c.columns, c.state, c.rows, c.skipped, c.unnamed, c.made_by, c.made_at, c.revision,
	p.id, p.year, p.quarter, p.budget_version, p.revision from plan_reconciliation c join plan_report p on p.id = c.report`

func scanReconciliation(r *db.Row) Reconciliation {
	c := Reconciliation{ID: r.ID(), Office: r.ID(), File: r.Text(), Sum: r.Text(), Columns: r.Text(), State: r.Text(), Rows: r.Int(),
		Skipped: r.Int(), Unnamed: r.Int(), By: r.Text(), At: r.Time()}
	c.View.Revision = r.Int()
	c.View.Report = scanReport(r)
	return c
}

// Reconciliations lists the runs that a viewer may see, the newest first: his
// office's and those of the whole city.
func Reconciliations(tx *db.Tx, v account.Viewer) ([]Reconciliation, error) {
	all, err := db.All(tx, scanReconciliation, `select `+reconciliationColumns+` where c.state in ('columns', 'done') order by c.made_at desc, c.id desc limit 500`)
	if err != nil {
		return nil, err
	}
	var out []Reconciliation
	for _, c := range all {
		if c.seenBy(v) {
			out = append(out, c)
		}
	}
	return out, nil
}

// seenBy tells whether a viewer may look: a run of the whole city is open to
// every office, which then sees its own rows of it.
func (c Reconciliation) seenBy(v account.Viewer) bool {
	if c.State == "columns" {
		return v.Can(MayReconcile, account.At{Office: c.Office}) && account.Actor(v.Person) == c.By
	}
	return v.Can(MaySeeReconciliation, account.At{Office: c.Office, Any: c.Office == 0})
}

// ReconciliationAt finds a run that a viewer may see.
func ReconciliationAt(tx *db.Tx, v account.Viewer, id db.ID) (Reconciliation, error) {
	c, found, err := db.One(tx, scanReconciliation, `select `+reconciliationColumns+` where c.id = $1 and c.state in ('columns', 'done')`, id)
	if err == nil && (!found || !c.seenBy(v)) {
		err = fault.New(fault.NotFound, "plan.reconcile_none")
	}
	return c, err
}

const reconciledSelect = `select w.id, w.number, w.state, w.opd, w.level, w.line, w.code, w.name, w.how, w.candidates, w.figure, w.node, f.code,
	w.file_budget_text, w.file_budget, w.file_spent_text, w.file_spent, w.plan_budget_text, w.plan_budget, w.plan_spent_text, w.plan_spent,
	w.budget_difference, w.spent_difference from plan_reconciliation_row w left join plan_figure f on f.id = w.figure`

func scanReconciled(r *db.Row) Reconciled {
	w := Reconciled{ID: r.ID(), Number: r.Int(), State: r.Text(), Office: r.ID()}
	level, leveled := r.Maybe()
	w.Level, w.Leveled = e81.Level(level), leveled
	w.Line, w.Code, w.Name, w.How, w.Candidates = r.Int(), r.Text(), r.Text(), r.Text(), r.Int()
	w.Figure, w.Node, w.FormCode = r.ID(), r.ID(), r.Text()
	for _, p := range []*money.Printed{&w.FileBudget, &w.FileSpent, &w.PlanBudget, &w.PlanSpent} {
		text := r.Text()
		*p = scanMoney(r)
		p.Text = text
	}
	w.BudgetDifference, w.SpentDifference = scanMoney(r), scanMoney(r)
	return w
}

// ReconciledRows reads the rows of a run that a viewer may see, as they stand;
// state "" asks for all of them.
func ReconciledRows(tx *db.Tx, v account.Viewer, c Reconciliation, state string) ([]Reconciled, error) {
	all, err := db.All(tx, scanReconciled, reconciledSelect+` where w.run = $1 and ($2 = '' or w.state = $2) order by w.number`, c.ID, state)
	if err != nil {
		return nil, err
	}
	var out []Reconciled
	for _, w := range all {
		if v.Can(MaySeeReconciliation, account.At{Office: w.Office}) {
			out = append(out, w)
		}
	}
	return out, nil
}
