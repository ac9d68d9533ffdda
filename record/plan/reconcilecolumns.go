package plan

import (
	"context"
	"strconv"
	"strings"
	"unicode/utf8"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/sheet"
	"alun/record/account"
	"alun/record/diary"
	"alun/record/plan/e81"
	"alun/record/plan/sipd"
)

// Unnamed is a file whose columns somebody has to name: what was found, and the
// first lines to see by.
type Unnamed struct {
	Head  sipd.Head
	Lines []sheet.Line
}

// UnnamedFile reads what the page that asks for the columns shows.
func UnnamedFile(tx *db.Tx, c Reconciliation) (Unnamed, error) {
	lines, err := rawLines(tx, c.ID, 1)
	u := Unnamed{Head: sipd.Find(lines), Lines: lines}
	if u.Head.Last == 0 && len(lines) > 0 {
		u.Head = sipd.Plain(lines)
	}
	return u, err
}

// NameColumns reads a file again with the columns that somebody named; after it,
// PublishReconciliation shows the run. Columns are counted from 0.
func NameColumns(ctx context.Context, d *db.DB, session string, id db.ID, m sipd.Map) error {
	var c Reconciliation
	f := RealisationFile{}
	err := d.Read(ctx, func(tx *db.Tx) error {
		v, err := account.See(tx, session)
		if err != nil {
			return err
		}
		if c, err = ReconciliationAt(tx, v, id); err != nil {
			return err
		}
		if c.State != "columns" {
			return fault.New(fault.Conflict, "plan.reconcile_named_already")
		}
		f.Lines, err = rawLines(tx, id, 0)
		return err
	})
	if err != nil {
		return err
	}
	if f.Head = sipd.Find(f.Lines); f.Head.Last == 0 {
		f.Head = sipd.Plain(f.Lines)
	}
	if err := checkColumns(m, len(f.Head.Labels)); err != nil {
		return err
	}
	if err := d.Write(ctx, func(tx *db.Tx) error { return clearRows(tx, session, id) }); err != nil {
		return err
	}
	return stageRows(ctx, d, id, c.View, c.Office, f, m)
}

func clearRows(tx *db.Tx, session string, id db.ID) error {
	who, err := account.May(tx, session, MayReconcile, account.At{Any: true})
	if err != nil {
		return err
	}
	_, err = tx.Exec(`delete from plan_reconciliation_row where run = $1 and exists (select 1 from plan_reconciliation c
		where c.id = $1 and c.state = 'columns' and c.made_by = $2)`, id, who.Actor())
	return err
}

// checkColumns refuses columns that cannot be right.
func checkColumns(m sipd.Map, wide int) error {
	f := fault.New(fault.Invalid, "plan.reconcile_columns_invalid")
	if !m.Named() {
		f.At(string(sipd.Name), "plan.reconcile_column_needed")
	}
	if _, ok := m[sipd.Spent]; !ok {
		f.At(string(sipd.Spent), "plan.reconcile_column_needed")
	}
	used := map[int]bool{}
	for _, x := range sipd.Fields {
		at, ok := m[x]
		switch {
		case !ok:
			continue
		case at < 0 || at >= wide:
			f.At(string(x), "plan.reconcile_column_gone")
		case used[at]:
			f.At(string(x), "plan.reconcile_column_twice")
		}
		used[at] = true
	}
	if len(f.Fields) > 0 {
		return f
	}
	return nil
}

// levelsOf tells the levels of a file that names none: those at which its rows
// have a namesake in the report.
func levelsOf(rows []filed, report []planned) map[e81.Level]bool {
	names := map[lookup]bool{}
	for _, r := range rows {
		names[lookup{office: r.office, text: sipd.Title(r.Name)}] = true
	}
	out := map[e81.Level]bool{}
	for _, p := range report {
		if names[lookup{office: p.office, text: sipd.Title(p.name)}] {
			out[p.level] = true
		}
	}
	return out
}

// SayOf keeps what an office says of a row of a reconciliation. Nothing that was
// said before is changed.
func SayOf(tx *db.Tx, session string, row db.ID, sentence string) (run db.ID, err error) {
	w, found, err := db.One(tx, scanReconciled, reconciledSelect+` join plan_reconciliation c on c.id = w.run where w.id = $1 and c.state = 'done'`, row)
	if err != nil {
		return 0, err
	}
	who, err := account.May(tx, session, MaySayReconciliation, account.At{Office: w.Office})
	if err != nil {
		return 0, err
	}
	sentence = strings.TrimSpace(sentence)
	switch n := utf8.RuneCountInString(sentence); {
	case !found:
		return 0, fault.New(fault.NotFound, "plan.reconcile_no_row")
	case w.State == Matched:
		return 0, fault.New(fault.Conflict, "plan.reconcile_matched")
	case n < 10 || n > 500:
		return 0, fault.New(fault.Invalid, "plan.reconcile_say_invalid").At("sentence", "plan.reconcile_sentence", strconv.Itoa(n))
	}
	run, _, err = db.One(tx, (*db.Row).ID, `select run from plan_reconciliation_row where id = $1`, row)
	if err != nil {
		return 0, err
	}
	if _, err := tx.Exec(`insert into plan_reconciliation_word (id, row, sentence, said_by, at) values ($1, $2, $3, $4, $5)`,
		tx.NewID(), row, sentence, who.Actor(), tx.Now()); err != nil {
		return 0, err
	}
	return run, diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "plan.reconciliation_said", Kind: "plan_reconciliation", Subject: run,
		Data: map[string]any{"row": row, "office": w.Office}})
}

// ReconcileWords reads what was said of the rows of a run, by row, in its order.
func ReconcileWords(tx *db.Tx, run db.ID) (map[db.ID][]Reply, error) {
	out := map[db.ID][]Reply{}
	err := db.Each(tx, func(r *db.Row) error {
		row := r.ID()
		out[row] = append(out[row], Reply{r.Text(), r.Text(), r.Time()})
		return nil
	}, `select s.row, s.sentence, s.said_by, s.at from plan_reconciliation_word s join plan_reconciliation_row w on w.id = s.row
		where w.run = $1 order by s.at, s.id`, run)
	return out, err
}

// ReconcileTotals are how many rows of each state a viewer sees.
type ReconcileTotals struct {
	Count map[string]int
	Above int // rows of which the file has more
	Below int // rows of which the report has more
}

// TotalOf counts rows.
func TotalOf(rows []Reconciled) ReconcileTotals {
	t := ReconcileTotals{Count: map[string]int{}}
	for _, w := range rows {
		t.Count[w.State]++
		switch d := w.SpentDifference; {
		case d.Known && d.Rupiah > 0:
			t.Above++
		case d.Known && d.Rupiah < 0:
			t.Below++
		}
	}
	return t
}
