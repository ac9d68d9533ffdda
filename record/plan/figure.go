package plan

import (
	"encoding/json"
	"strconv"
	"strings"

	"alun/ground/db"
	"alun/ground/money"
	"alun/ground/quantity"
	"alun/record/plan/e81"
)

// Figure is one line of the plan as a report published it: a node with one of
// its indicators.
type Figure struct {
	e81.Row
	ID     db.ID
	Node   db.ID
	Seq    int // 0 is the main indicator
	Office db.ID
}

// pairNames are the column groups of a figure in the table, in order.
var pairNames = [...]string{"plan_target", "plan_before", "target", "q1", "q2", "q3", "q4", "real", "plan_sofar"}

// pairs gives the column groups of a row in the order of pairNames.
func pairs(r *e81.Row) [9]*e81.Pair {
	return [9]*e81.Pair{&r.PlanTarget, &r.PlanBefore, &r.Target,
		&r.Quarters[0], &r.Quarters[1], &r.Quarters[2], &r.Quarters[3], &r.Real, &r.PlanSoFar}
}

// percents gives the achievement groups of a row: this year's, the plan's.
func percents(r *e81.Row) [2]*e81.Percents { return [2]*e81.Percents{&r.Ach, &r.PlanAch} }

var figureColumns = func() []string {
	cols := strings.Split("id report since node seq opd code code_order level line form name indicator unit", " ")
	for _, p := range pairNames {
		cols = append(cols, p+"_k", p+"_micro", p+"_rp")
	}
	for _, p := range []string{"ach", "plan_ach"} {
		cols = append(cols, p+"_k", p+"_micro", p+"_rp", p+"_rp_micro")
	}
	return append(cols, "note", "source", "page", "unheld", "search")
}()

var insertFigure = "insert into plan_figure (" + strings.Join(figureColumns, ", ") + ") values (" +
	placeholders(len(figureColumns)) + ")"

func placeholders(n int) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString("$" + strconv.Itoa(i+1))
	}
	return b.String()
}

// putFigure writes one line of a revision.
func putFigure(tx *db.Tx, report db.ID, since int, f *Figure) error {
	_, err := tx.Exec(insertFigure, figureArgs(report, since, f)...)
	return err
}

// figureArgs are the values of figureColumns.
func figureArgs(report db.ID, since int, f *Figure) []any {
	r := &f.Row
	args := []any{f.ID, report, since, f.Node, f.Seq, f.Office, r.Code, codeOrder(r.Code), int(r.Level), r.Line, r.Form, r.Name, r.Indicator, r.Unit}
	unheld := map[string]string{}
	for i, p := range pairs(r) {
		args = append(args, p.K.Text, db.Null(p.K.Micro, p.K.Known), db.Null(int64(p.Rp.Rupiah), p.Rp.Known))
		if p.Rp.Text != "" {
			unheld[pairNames[i]] = p.Rp.Text
		}
	}
	for _, p := range percents(r) {
		args = append(args, p.K.Text, db.Null(p.K.Micro, p.K.Known), p.Rp.Text, db.Null(p.Rp.Micro, p.Rp.Known))
	}
	return append(args, r.Note, r.Source, r.Page, packUnheld(unheld), searchText(r))
}

// packUnheld keeps printed amounts that no whole number of 64 bits can hold.
func packUnheld(m map[string]string) string {
	if len(m) == 0 {
		return ""
	}
	b, _ := json.Marshal(m) // a map of strings always encodes
	return string(b)
}

// figureSelect reads whole figures; scanFigure reads its columns.
var figureSelect = "select f.id, f.node, f.seq, f.opd, f.code, f.level, f.line, f.form, f.name, f.indicator, f.unit, " +
	prefixed(figureColumns[14:len(figureColumns)-1]) + ", n.name, p.year, p.quarter" +
	" from plan_figure f join plan_report p on p.id = f.report" +
	" join plan_opd_name n on n.opd = f.opd and n.from_year <= p.year and (n.to_year is null or n.to_year >= p.year)"

func prefixed(cols []string) string { return "f." + strings.Join(cols, ", f.") }

func scanFigure(r *db.Row) Figure {
	f := Figure{ID: r.ID(), Node: r.ID(), Seq: r.Int(), Office: r.ID()}
	row := &f.Row
	row.Code, row.Level, row.Line, row.Form = r.Text(), e81.Level(r.Int()), r.Int(), r.Text()
	row.Name, row.Indicator, row.Unit, row.Extra = r.Text(), r.Text(), r.Text(), f.Seq > 0
	for _, p := range pairs(row) {
		p.K, p.Rp = scanQuantity(r), scanMoney(r)
	}
	for _, p := range percents(row) {
		p.K, p.Rp = scanQuantity(r), scanQuantity(r)
	}
	row.Note, row.Source, row.Page = r.Text(), r.Text(), r.Int()
	unpackUnheld(row, r.Text())
	row.OPD, row.Year, row.Quarter = r.Text(), r.Int(), r.Int()
	return f
}

func scanQuantity(r *db.Row) quantity.Quantity {
	q := quantity.Quantity{Text: r.Text()}
	q.Micro, q.Known = r.Maybe()
	return q
}

func scanMoney(r *db.Row) money.Printed {
	n, known := r.Maybe()
	return money.Printed{Rupiah: money.Rupiah(n), Known: known}
}

func unpackUnheld(row *e81.Row, packed string) {
	if packed == "" {
		return
	}
	var m map[string]string
	if json.Unmarshal([]byte(packed), &m) != nil {
		return // written by packUnheld; a hand-made value shows no amount
	}
	for i, p := range pairs(row) {
		p.Rp.Text = m[pairNames[i]]
	}
}

// printedOrder sorts lines f of a view as the form prints them: office by
// office, in the order of the city's list, and by code. The lines of a file are
// no order: a report is corrected office by office.
const printedOrder = `f.opd, f.code_order, f.code, f.seq`

// codeStep is one more than the numbers of a part, so that none is different
// from 0.
const codeStep = 10_001

// codeOrder is a form code as one number, in which 5.2.1.10 comes after 5.2.1.9
// and a parent before its children. A part has at most four digits.
func codeOrder(code string) int64 {
	n, parts := int64(0), strings.Split(code, ".")
	for i := range int(e81.Subkegiatan) + 1 {
		n *= codeStep
		if i < len(parts) {
			part, _ := strconv.ParseInt(parts[i], 10, 64) // e81.Parse lets nothing else pass
			n += part + 1
		}
	}
	return n
}

// branchOrder is where a branch stands in that order: its top row and all below
// it are at or after from and before to.
func branchOrder(top string) (from, to int64) {
	wide := int64(1)
	for range e81.Subkegiatan - e81.LevelOf(top) {
		wide *= codeStep
	}
	from = codeOrder(top)
	return from, from + wide
}

// Figures reads all lines of a view, as printed.
func Figures(tx *db.Tx, v View) ([]Figure, error) {
	return db.All(tx, scanFigure, figureSelect+` where `+inView+` order by `+printedOrder, v.ID, v.Revision)
}

// searchText is what the explorer's search looks in: folded, in one string.
func searchText(r *e81.Row) string {
	return Fold(r.Name + " " + r.Indicator + " " + r.Note + " " + r.OPD)
}

// Fold makes texts comparable: small letters, single spaces.
func Fold(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }
