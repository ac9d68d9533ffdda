package plan

import (
	"io"
	"strconv"

	"alun/ground/lang"
	"alun/ground/sheet"
	"alun/record/plan/e81"
)

// WriteFigures writes rows with the columns of e81.Header, in CSV, XLSX or JSON:
// what comes out can go in again.
func WriteFigures(w io.Writer, format string, l lang.Lang, rows []Figure) error {
	head := make([]sheet.Column, len(e81.Header))
	for i, name := range e81.Header {
		head[i] = sheet.Column{Name: name, Title: name}
	}
	return sheet.Write(w, format, sheet.Table{Name: l.T("plan.sheet_name"), Head: head, Rows: func(yield func([]sheet.Cell) bool) {
		for i := range rows {
			if !yield(cells(&rows[i].Row)) {
				return
			}
		}
	}})
}

// cells is one row in the order of e81.Header.
func cells(r *e81.Row) []sheet.Cell {
	extra := int64(0)
	if r.Extra {
		extra = 1
	}
	out := []sheet.Cell{sheet.Whole(int64(r.Year)), sheet.Whole(int64(r.Quarter)), sheet.Text(r.OPD), sheet.Text(r.Form),
		sheet.Text(r.Code), sheet.Text(r.Level.String()), sheet.Whole(extra), sheet.Text(r.Name), sheet.Text(r.Indicator), sheet.Text(r.Unit)}
	all := pairs(r)
	for i, p := range all {
		if i == len(all)-1 {
			out = append(out, sheet.Decimal(r.Ach.K), sheet.Decimal(r.Ach.Rp))
		}
		out = append(out, sheet.Decimal(p.K), sheet.Money(p.Rp))
	}
	page := sheet.Empty()
	if r.Page > 0 {
		page = sheet.Text(strconv.Itoa(r.Page))
	}
	return append(out, sheet.Decimal(r.PlanAch.K), sheet.Decimal(r.PlanAch.Rp), sheet.Text(r.Note), sheet.Text(r.Source), page)
}
