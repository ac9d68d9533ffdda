package planweb

import (
	"errors"
	"io"
	"strconv"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/sheet"
	"alun/ground/web"
	"alun/record/plan"
	"alun/record/plan/e81"
)

// uploadLimits: a sheet of one office, or the whole city's. It is looked at and
// let go; what comes of it are cells.
var uploadLimits = sheet.Limits{Bytes: 5 << 20, Rows: 6000, Columns: 120, Cells: 400_000}

// tableOf reads the first sheet of a file that came with a form.
func tableOf(up *web.Upload) ([][]string, error) {
	file, ok := up.Content().(io.ReaderAt)
	if !ok {
		return nil, errors.New("planweb: an upload that cannot be read twice")
	}
	book, err := sheet.Open(up.Name, file, up.Bytes, uploadLimits)
	if err != nil {
		return nil, err
	}
	defer book.Close()
	var out [][]string
	for line, err := range book.Rows("") {
		if err != nil {
			return nil, err
		}
		out = append(out, line.Cells)
	}
	return out, nil
}

// rowFate is what becomes of a row of the file.
type rowFate string

// The fates.
const (
	rowChanges rowFate = "changes"
	rowSame    rowFate = "same"
	rowUnknown rowFate = "unknown" // no such code in this sheet
	rowTwice   rowFate = "twice"
	rowOther   rowFate = "other" // of another office or quarter
)

// uploadRow answers for one row of the file.
type uploadRow struct {
	number  int // in the file, from 1, blank lines left out
	code    string
	name    string
	fate    rowFate
	say     string // why it is left out
	changes []plan.CellChange
	odd     []string // cells that are left out, each with its sentence
}

// uploadPlan is what a file would do.
type uploadPlan struct {
	rows  []uploadRow
	empty int // cells that are empty in the file and stay as they are
}

func (u uploadPlan) changes() (out []plan.CellChange) {
	for _, r := range u.rows {
		out = append(out, r.changes...)
	}
	return out
}

func (u uploadPlan) count(f rowFate) (n int) {
	for _, r := range u.rows {
		if r.fate == f {
			n++
		}
	}
	return n
}

func (u uploadPlan) odd() (n int) {
	for _, r := range u.rows {
		n += len(r.odd)
	}
	return n
}

// compare holds a table against the sheet: the rows behind its head, with the
// columns as they were named.
func (s sheetAt) compare(table [][]string, head int, fields []string) (uploadPlan, error) {
	place := map[string]int{}
	for j, f := range fields {
		if f != "" {
			place[f] = j
		}
	}
	if _, ok := place["code"]; !ok {
		return uploadPlan{}, fault.New(fault.Invalid, "planweb.upload_no_code")
	}
	var out uploadPlan
	taken := map[db.ID]bool{}
	for i := head + 1; i < len(table); i++ {
		r := uploadRow{number: i + 1}
		get := func(field string) string {
			j, ok := place[field]
			if !ok {
				return ""
			}
			return cellAt(table[i], j)
		}
		if r.code = get("code"); !e81.Code(r.code) {
			continue // titles, sums and signatures between the rows
		}
		s.compareRow(&r, get, taken, &out.empty)
		out.rows = append(out.rows, r)
	}
	if len(out.rows) == 0 {
		return out, fault.New(fault.Invalid, "planweb.upload_no_rows")
	}
	return out, nil
}

func (s sheetAt) compareRow(r *uploadRow, get func(string) string, taken map[db.ID]bool, empty *int) {
	q := s.quarter()
	r.name = get("name")
	if y, n, d := get("year"), get("quarter"), get("department"); y != "" && y != strconv.Itoa(q.Year) || n != "" && n != strconv.Itoa(q.N) && n != q.Roman() ||
		d != "" && plan.Fold(d) != plan.Fold(s.sheet.Office.Name) && plan.Fold(d) != plan.Fold(s.sheet.Office.Short) {
		r.fate, r.say = rowOther, s.T("planweb.row_other")
		return
	}
	l, found := s.lineFor(r.code, get("extra_indicator") == "1", get("indicator"), taken)
	switch {
	case !found && s.lineTaken(r.code, taken):
		r.fate, r.say = rowTwice, s.T("planweb.row_twice", r.code)
		return
	case !found:
		r.fate, r.say = rowUnknown, s.T("planweb.row_unknown", clip(r.code))
		return
	}
	taken[l.ID] = true
	r.fate = rowSame
	for _, field := range plan.Fields {
		s.compareCell(r, l, field, get(field), empty)
	}
	if len(r.changes) > 0 {
		r.fate = rowChanges
	}
}

// lineFor finds the line that a row speaks of: a further indicator by its words,
// or the next one of its code.
func (s sheetAt) lineFor(code string, extra bool, indicator string, taken map[db.ID]bool) (plan.SheetLine, bool) {
	var next *plan.SheetLine
	for _, l := range s.sheet.Standing() {
		if l.Code != code || (l.Seq > 0) != extra || taken[l.ID] {
			continue
		}
		if !extra || plan.Fold(l.Cell("indicator")) == plan.Fold(indicator) {
			return l, true
		}
		if next == nil {
			next = &l
		}
	}
	if next == nil {
		return plan.SheetLine{}, false
	}
	return *next, true
}

func (s sheetAt) lineTaken(code string, taken map[db.ID]bool) bool {
	for _, l := range s.sheet.Standing() {
		if l.Code == code && taken[l.ID] {
			return true
		}
	}
	return false
}

// compareCell says what a cell of the file would change. Figures are compared as
// they are read, so another way to write one is no change; what cannot be read is
// left out and told.
func (s sheetAt) compareCell(r *uploadRow, l plan.SheetLine, field, text string, empty *int) {
	now := l.Cell(field)
	if text == "" {
		if now != "" {
			*empty++
		}
		return
	}
	text, wrong := s.typedCell(field, text)
	switch {
	case wrong != "":
		r.odd = append(r.odd, s.T("planweb.cell_odd", s.T("check.column."+field), wrong))
	case text == now || sameFigure(field, text, now):
	case !s.sheet.Editable(l.DraftLine, field):
		if n, isQuarter := sheetQuarter(field); !isQuarter || n <= s.quarter().N || text != "0" {
			r.odd = append(r.odd, s.T("planweb.cell_closed", s.T("check.column."+field), clip(text)))
		}
	default:
		r.changes = append(r.changes, plan.CellChange{Line: l.ID, Field: field, Saw: now, Text: text})
	}
}

// typedCell writes a cell of a file as people type it, or says why it cannot be
// read.
func (s sheetAt) typedCell(field, text string) (typed, wrong string) {
	switch {
	case plan.TextField(field):
		return text, ""
	case plan.MoneyField(field):
		amount, how := e81.TypedMoney(text)
		if how.Good() && amount.Known {
			return typedAs(field, strconv.FormatInt(int64(amount.Rupiah), 10)), ""
		}
		return text, s.whyOdd(how)
	}
	q, how := e81.TypedQuantity(text)
	if how.Good() && q.Known {
		return typedAs(field, q.Text), ""
	}
	return text, s.whyOdd(how)
}

func (s sheetAt) whyOdd(how e81.Typed) string {
	if how.Good() {
		return ""
	}
	return s.T(how.Key, how.Args...)
}

// sameFigure tells two ways to write one figure.
func sameFigure(field, a, b string) bool {
	switch {
	case plan.TextField(field):
		return plan.Fold(a) == plan.Fold(b)
	case plan.MoneyField(field):
		x, how := e81.TypedMoney(a)
		y, too := e81.TypedMoney(b)
		return how.Good() && too.Good() && x == y
	}
	x, how := e81.TypedQuantity(a)
	y, too := e81.TypedQuantity(b)
	return how.Good() && too.Good() && x.Known == y.Known && x.Micro == y.Micro
}
