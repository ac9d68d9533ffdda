package plan

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/diary"
	"alun/record/plan/sipd"
)

// ReconcileAsk is what a file is to be held against.
type ReconcileAsk struct {
	Quarter date.Quarter
	Office  db.ID // 0: the whole city
	Choose  bool  // the sender wants to name the columns
}

// CheckReconcile answers whether somebody may hold a file against a report, before
// the file is opened.
func CheckReconcile(tx *db.Tx, session string, ask ReconcileAsk) (View, error) {
	if _, err := account.May(tx, session, MayReconcile, account.At{Office: ask.Office}); err != nil {
		return View{}, err
	}
	v, found, err := At(tx, ask.Quarter, 0)
	if err == nil && !found {
		err = fault.New(fault.NotFound, "plan.no_report", ask.Quarter)
	}
	return v, err
}

// staleRun is how long a run that died, or whose columns nobody named, is kept.
const staleRun = 24 * time.Hour

// PrepareReconciliation stages a file: nobody sees it before PublishReconciliation. A
// file whose columns are not found is staged with its lines, so that somebody can
// name them.
func PrepareReconciliation(ctx context.Context, d *db.DB, session string, ask ReconcileAsk, f RealisationFile) (id db.ID, err error) {
	defer fault.Op(&err, "plan: reconcile %s", f.Sum)
	id = d.NewID()
	var v View
	err = d.Write(ctx, func(tx *db.Tx) (err error) {
		v, err = beginReconciliation(tx, session, ask, f, id)
		return err
	})
	if err != nil {
		return 0, err
	}
	if ask.Choose || len(f.Head.Missing()) > 0 {
		return id, stageLines(ctx, d, id, f)
	}
	return id, stageRows(ctx, d, id, v, ask.Office, f, f.Head.Map)
}

func beginReconciliation(tx *db.Tx, session string, ask ReconcileAsk, f RealisationFile, id db.ID) (View, error) {
	who, err := account.May(tx, session, MayReconcile, account.At{Office: ask.Office})
	if err != nil {
		return View{}, err
	}
	v, err := CheckReconcile(tx, session, ask)
	if err != nil {
		return v, err
	}
	if err := dropStaleRuns(tx); err != nil {
		return v, err
	}
	_, err = tx.Exec(`insert into plan_reconciliation (id, report, revision, opd, file, sum, columns, state, rows, skipped, unnamed, made_by, made_at)
		values ($1, $2, $3, $4, $5, $6, $7, 'staged', 0, 0, 0, $8, $9)`,
		id, v.ID, v.Revision, db.Null(ask.Office, ask.Office != 0), f.Name, f.Sum, columnsText(f.Head, f.Head.Map), who.Actor(), tx.Now())
	return v, err
}

// dropStaleRuns takes away what runs left that nobody finished.
func dropStaleRuns(tx *db.Tx) error {
	old, err := db.All(tx, (*db.Row).ID, `select id from plan_reconciliation where state in ('staged', 'columns') and made_at < $1`, tx.Now().Add(-staleRun))
	if err != nil {
		return err
	}
	for _, id := range old {
		if err := dropRun(tx, id); err != nil {
			return err
		}
	}
	return nil
}

func dropRun(tx *db.Tx, id db.ID) error {
	for _, clear := range []string{
		`delete from plan_reconciliation_raw where run = $1`,
		`delete from plan_reconciliation_row where run = $1`,
		`update plan_reconciliation set state = 'abandoned' where id = $1`,
	} {
		if _, err := tx.Exec(clear, id); err != nil {
			return err
		}
	}
	return nil
}

// stageLines keeps the lines of a file as they are, a block a row.
func stageLines(ctx context.Context, d *db.DB, id db.ID, f RealisationFile) error {
	number := 0
	for part := range slices.Chunk(f.Lines, rawBlock) {
		packed, err := packLines(part)
		if err != nil {
			return err
		}
		n := number
		if err := d.Write(ctx, func(tx *db.Tx) error {
			_, err := tx.Exec(`insert into plan_reconciliation_raw (run, number, lines) values ($1, $2, $3)`, id, n, packed)
			return err
		}); err != nil {
			return err
		}
		number++
	}
	return d.Write(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(`update plan_reconciliation set rows = $2, columns = $3 where id = $1`, id, len(f.Lines), "?"+strconv.Itoa(f.Head.Last))
		return err
	})
}

// stageRows matches the two sides and keeps what was found, a chunk an act.
func stageRows(ctx context.Context, d *db.DB, id db.ID, v View, office db.ID, f RealisationFile, m sipd.Map) error {
	var report []planned
	var reg offices
	err := d.Read(ctx, func(tx *db.Tx) (err error) {
		if reg, err = officeNames(tx, v.Quarter.Year); err == nil {
			report, err = plannedRows(tx, v, office)
		}
		return err
	})
	if err != nil {
		return err
	}
	rows, skipped, unnamed, levels := f.named(reg, m, office)
	if len(rows) == 0 {
		return fault.New(fault.Invalid, "plan.reconcile_no_rows", skipped)
	}
	named := map[db.ID]bool{office: office != 0}
	for _, r := range rows {
		named[r.office] = r.office != 0
	}
	if len(levels) == 0 {
		levels = levelsOf(rows, report)
	}
	answers := match(rows, report, named, levels)
	for part := range slices.Chunk(answers, chunk) {
		if err := d.Write(ctx, func(tx *db.Tx) error { return putReconciled(tx, id, part) }); err != nil {
			return err
		}
	}
	return d.Write(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(`update plan_reconciliation set rows = $2, skipped = $3, unnamed = $4, columns = $5 where id = $1`,
			id, len(rows), skipped, unnamed, columnsText(f.Head, m))
		return err
	})
}

const reconciledColumns = `id, run, number, state, opd, level, line, code, name, how, candidates, figure, node, file_budget, file_budget_text, file_spent, file_spent_text,
	plan_budget, plan_budget_text, plan_spent, plan_spent_text, budget_difference, spent_difference`

var insertReconciled = `insert into plan_reconciliation_row (` + reconciledColumns + `) values (` + placeholders(strings.Count(reconciledColumns, ",")+1) + `)`

func putReconciled(tx *db.Tx, run db.ID, part []Reconciled) error {
	for _, w := range part {
		args := []any{tx.NewID(), run, w.Number, w.State, db.Null(w.Office, w.Office != 0), db.Null(int(w.Level), w.Leveled), db.Null(w.Line, w.Line != 0),
			w.Code, w.Name, w.How, w.Candidates, db.Null(w.Figure, w.Figure != 0), db.Null(w.Node, w.Node != 0)}
		for _, p := range []struct {
			n     int64
			known bool
			text  string
		}{{int64(w.FileBudget.Rupiah), w.FileBudget.Known, w.FileBudget.Text}, {int64(w.FileSpent.Rupiah), w.FileSpent.Known, w.FileSpent.Text},
			{int64(w.PlanBudget.Rupiah), w.PlanBudget.Known, w.PlanBudget.Text}, {int64(w.PlanSpent.Rupiah), w.PlanSpent.Known, w.PlanSpent.Text}} {
			args = append(args, db.Null(p.n, p.known), p.text)
		}
		args = append(args, db.Null(int64(w.BudgetDifference.Rupiah), w.BudgetDifference.Known), db.Null(int64(w.SpentDifference.Rupiah), w.SpentDifference.Known))
		if _, err := tx.Exec(insertReconciled, args...); err != nil {
			return err
		}
	}
	return nil
}

// PublishReconciliation makes a staged run visible, or asks for its columns. A file that
// was held against the same revision in the same way before is the run that is
// there: same says so, and what was staged goes.
func PublishReconciliation(tx *db.Tx, session string, id db.ID) (run db.ID, same bool, err error) {
	c, found, err := db.One(tx, scanReconciliation, `select `+reconciliationColumns+` where c.id = $1 and c.state in ('staged', 'columns')`, id)
	if err != nil {
		return 0, false, err
	}
	who, err := account.May(tx, session, MayReconcile, account.At{Office: c.Office})
	if err != nil {
		return 0, false, err
	}
	if !found || c.By != who.Actor() {
		return 0, false, fault.New(fault.NotFound, "plan.reconcile_none")
	}
	if strings.HasPrefix(c.Columns, "?") {
		_, err := tx.Exec(`update plan_reconciliation set state = 'columns' where id = $1`, id)
		return id, false, err
	}
	before, has, err := db.One(tx, (*db.Row).ID, `select id from plan_reconciliation
		where report = $1 and revision = $2 and coalesce(opd, 0) = $3 and sum = $4 and columns = $5 and state = 'done'`,
		c.View.ID, c.View.Revision, c.Office, c.Sum, c.Columns)
	if err != nil {
		return 0, false, err
	}
	if has {
		return before, true, dropRun(tx, id)
	}
	if _, err := tx.Exec(`delete from plan_reconciliation_raw where run = $1`, id); err != nil {
		return 0, false, err
	}
	if _, err := tx.Exec(`update plan_reconciliation set state = 'done', made_at = $2 where id = $1`, id, tx.Now()); err != nil {
		return 0, false, err
	}
	return id, false, diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "plan.reconciled", Kind: "plan_reconciliation", Subject: id,
		Data: map[string]any{"report": c.View.ID, "revision": c.View.Revision, "rows": c.Rows, "office": c.Office}})
}

// shownWhole is a cell as every database can hold it.
func shownWhole(cell string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(cell, "\uFFFD"))
}
