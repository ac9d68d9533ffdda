package opendataweb

import (
	"io"
	"strings"

	"alun/ground/sheet"
	"alun/ground/web"
	"alun/record/registry/opendata"
)

// tableFields are the columns of a table as a file, one line for each number. They are in
// English like those of the profile.
var tableFields = []string{"measure", "row_dimension", "row_codes", "row_name", "column_dimension", "column_codes", "column_name", "number", "told", "as_of", "fictional", "source", "licence", "records"}

// file is a table as a file.
func (p page) file(format string) web.Reply {
	t := sheet.Table{Name: "usaha", Rows: p.lines}
	for _, name := range tableFields {
		t.Head = append(t.Head, sheet.Column{Name: name, Title: p.T("opendataweb.file_" + name)})
	}
	name := strings.Join([]string{"usaha", string(p.measure), string(p.row)}, "-")
	if p.col != "" {
		name += "-" + string(p.col)
	}
	return web.Reply{File: &web.File{Name: name + "-" + p.day.String() + "." + format, Type: sheet.MediaType(format), Write: func(w io.Writer) error { return sheet.Write(w, format, t) }}}
}

// lines are all numbers: the inside, then the sums of rows and of columns, and that of all.
func (p page) lines(yield func([]sheet.Cell) bool) {
	none := spot{}
	all := spot{}
	for i, row := range p.table.Rows {
		at := spot{p.row, row}
		for j, col := range p.table.Cols {
			if !yield(p.line(p.table.Cells[i][j], at, spot{p.col, col})) {
				return
			}
		}
		if !yield(p.line(p.table.RowTotals[i], at, none)) {
			return
		}
	}
	for j, col := range p.table.Cols {
		if !yield(p.line(p.table.ColTotals[j], all, spot{p.col, col})) {
			return
		}
	}
	yield(p.line(p.table.All, all, none))
}

func (p page) line(c opendata.Cell, row, col spot) []sheet.Cell {
	number, told, fictional := sheet.Empty(), "no", "no"
	if p.edition.Demo {
		fictional = "yes"
	}
	var link string
	if c.Told {
		number, told = sheet.Whole(c.N), "yes"
		var both []spot
		for _, x := range []spot{row, col} {
			if x.dim != "" {
				both = append(both, x)
			}
		}
		link = records(p.measure, both...)
	}
	out := []sheet.Cell{sheet.Text(string(p.measure))}
	for _, x := range []spot{row, col} {
		name := ""
		if x.dim != "" {
			name, _ = p.group(x.dim, x.group)
		}
		out = append(out, sheet.Text(string(x.dim)), sheet.Text(strings.Join(x.group.Codes, " ")), sheet.Text(name))
	}
	return append(out, number, sheet.Text(told), sheet.Text(p.day.String()), sheet.Text(fictional), sheet.Text(p.T("opendataweb.source_short")), sheet.Text(licence(p.Lang, p.edition.Demo, !p.edition.Real)), sheet.Text(link))
}
