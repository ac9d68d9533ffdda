package planweb

import (
	"strconv"

	"alun/ground/sheet"
	"alun/ground/web"
	"alun/record/plan"
	"alun/record/plan/e81"
)

// sheetFile is the draft as it stands, with the columns that an upload takes.
func (s sheetAt) sheetFile(format string) web.Reply {
	t := sheet.Table{Name: s.sheet.Office.Slug, Head: columns(e81.Header...), Rows: rows(s.sheet.Standing(), s.fileCells)}
	q := s.quarter()
	return tableFile(format, "draf-"+s.sheet.Office.Slug+"-"+strconv.Itoa(q.Year)+"-tw"+strconv.Itoa(q.N), t)
}

func (s sheetAt) fileCells(l plan.SheetLine) []sheet.Cell {
	q, further := s.quarter(), int64(0)
	if l.Seq > 0 {
		further = 1
	}
	out := []sheet.Cell{sheet.Whole(int64(q.Year)), sheet.Whole(int64(q.N)), sheet.Text(s.sheet.Office.Name), sheet.Text(l.Form),
		sheet.Text(l.Code), sheet.Text(l.Level.String()), sheet.Whole(further)}
	for i, field := range plan.Fields {
		out = append(out, fileCell(field, l.Cells[i]))
	}
	return append(out, sheet.Empty(), sheet.Empty())
}

// fileCell is a typed cell as a spreadsheet keeps it: a number where it can be
// read in one way, else the text as it was typed.
func fileCell(field, text string) sheet.Cell {
	switch {
	case plan.TextField(field):
		return sheet.Text(text)
	case plan.MoneyField(field):
		if amount, how := e81.TypedMoney(text); how.Good() && amount.Known {
			return sheet.Money(amount)
		}
	default:
		if q, how := e81.TypedQuantity(text); how.Good() && q.Known {
			return sheet.Decimal(q)
		}
	}
	return sheet.Text(text)
}
