package opendataweb

import (
	"io"
	"strconv"
	"strings"

	"alun/ground/lang"
	"alun/ground/sheet"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/registry/opendata"
)

// seriesTags and monthTags are the choices; areaTags those of Workers.
func (p keptPage) seriesTags() (out []parts.Tag) {
	for _, s := range opendata.AllSeries {
		out = append(out, parts.Tag{Label: p.seriesName(s), Href: p.r.Href(keptAsked{series: s, month: p.month}.path()), On: s == p.series})
	}
	return out
}

func (p keptPage) monthTags() (out []parts.Tag) {
	for _, k := range p.months {
		out = append(out, parts.Tag{Label: p.monthName(k.Month), Href: p.r.Href(keptAsked{series: p.series, month: k.Month, area: p.area}.path()), On: k.Month == p.kept.Month})
	}
	return out
}

func (p keptPage) areaTags() (out []parts.Tag) {
	for _, code := range append([]string{""}, p.above...) {
		out = append(out, parts.Tag{Label: p.rowName(code), Href: p.r.Href(keptAsked{series: p.series, month: p.month, area: code}.path()), On: code == p.area})
	}
	return out
}

// cell is one number as it is read: it opens its course and how it was made, and says since
// when it is what it is. what is which of the numbers of a place.
func (p keptPage) cell(row, col string, what func(opendata.Number) int64) parts.Cell {
	n, told := p.at(row, col)
	if !told {
		return parts.Cell{Text: p.T("opendataweb.hidden")}
	}
	out := parts.Cell{Text: lang.Whole(p.Tag(), what(n)), Href: p.href(row, col)}
	if n.Since != p.kept.Month {
		out.Note = p.T("opendataweb.kept_since", p.monthName(n.Since))
	}
	return out
}

// href leads to the course of a number.
func (p keptPage) href(row, col string) string {
	return p.r.Href(keptAsked{p.series, p.kept.Month, p.area, row, col, true}.path()) + "#angka-ini"
}

func businesses(n opendata.Number) int64 { return n.Businesses }
func men(n opendata.Number) int64        { return n.Men }
func women(n opendata.Number) int64      { return n.Women }
func workers(n opendata.Number) int64    { return n.Men + n.Women }

// figure is a column of numbers.
type figure struct {
	word string
	what func(opendata.Number) int64
}

// inWorkers are the columns of Workers on the page, of which nobody learns of how many
// businesses they tell; inOthers those of the other series.
var (
	inWorkers = []figure{{"opendataweb.kept_men", men}, {"opendataweb.kept_women", women}, {"opendataweb.kept_workers", workers}}
	inOthers  = []figure{{"opendataweb.kept_businesses", businesses}}
)

// figures is the table of a month: the lines of which something is told. The others are named below it.
func (p keptPage) figures() parts.Table {
	t := parts.Table{ID: "bulan", Caption: p.seriesName(p.series), Cards: true, Halves: true, Dense: true}
	if p.series == opendata.Workers {
		return p.workers(t)
	}
	t.Columns = []parts.Column{{Label: p.T("opendataweb.dim_kecamatan")}}
	for _, col := range p.cols() {
		t.Columns = append(t.Columns, parts.Column{Label: p.colName(col), Number: true})
	}
	t.Columns = append(t.Columns, parts.Column{Label: p.colName(""), Number: true})
	line := func(row string) (out []parts.Cell) {
		for _, col := range append(append([]string{}, p.cols()...), "") {
			out = append(out, p.cell(row, col, businesses))
		}
		return out
	}
	for _, x := range p.toldLines() {
		t.Rows = append(t.Rows, parts.Row{Cells: append([]parts.Cell{{Text: x.name}}, line(x.sum[0])...)})
	}
	t.Foot = append([]parts.Cell{{Text: p.colName("")}}, line("")...)
	return t
}

// workers is the table of those who work, of one kecamatan or of all.
func (p keptPage) workers(t parts.Table) parts.Table {
	t.Columns = []parts.Column{{Label: p.T("opendataweb.dim_subsektor")}}
	for _, c := range inWorkers {
		t.Columns = append(t.Columns, parts.Column{Label: p.T(c.word), Number: true})
	}
	line := func(col string) []parts.Cell {
		out := []parts.Cell{{Text: p.colName(col)}}
		for _, c := range inWorkers {
			out = append(out, p.cell(p.area, col, c.what))
		}
		return out
	}
	for _, x := range p.toldLines() {
		t.Rows = append(t.Rows, parts.Row{Cells: line(x.sum[1])})
	}
	t.Foot = line("")
	return t
}

// made says how the numbers of a month were made.
func (p keptPage) made() []parts.Fact {
	return []parts.Fact{
		{Label: p.T("opendataweb.kept_counted"), Value: p.day(p.kept).In(p.Tag()), Note: p.T("opendataweb.kept_of")},
		{Label: p.T("opendataweb.kept_rule"), Value: lang.Whole(p.Tag(), int64(p.kept.Rule)), Note: p.T("opendataweb.kept_rule_" + strconv.Itoa(min(p.kept.Rule, opendata.Rule)))},
		{Label: p.T("opendataweb.kept_k"), Value: lang.Whole(p.Tag(), p.kept.K), Note: p.T("opendataweb.kept_k_note", p.kept.K)},
		{Label: p.T("opendataweb.kept_percent"), Value: p.T("opendataweb.kept_percent_value", p.kept.Percent), Note: p.T("opendataweb.kept_percent_note", p.kept.Percent)},
		{Label: p.T("opendataweb.kept_round"), Value: lang.Whole(p.Tag(), p.kept.Round), Note: p.T("opendataweb.kept_round_note")},
		{Label: p.T("opendataweb.col_source"), Value: p.T("opendataweb.source_short")},
	}
}

// place is what one number counts.
func (p keptPage) place() string {
	return strings.Join([]string{p.seriesName(p.series), p.rowName(p.row), p.colName(p.col)}, " · ")
}

// through is the course of one number.
func (p keptPage) through() parts.Table {
	t := parts.Table{ID: "perjalanan", Caption: p.place(), Cards: true, Halves: true, Dense: true, Columns: []parts.Column{{Label: p.T("opendataweb.kept_month")}}}
	shown := inWorkers
	if p.series != opendata.Workers {
		shown = inOthers
	}
	for _, c := range shown {
		t.Columns = append(t.Columns, parts.Column{Label: p.T(c.word), Number: true})
	}
	t.Columns = append(t.Columns, parts.Column{Label: p.T("opendataweb.kept_changed")})
	for _, n := range p.course {
		row := parts.Row{Here: n.Month == p.kept.Month, Cells: []parts.Cell{{Text: p.monthName(n.Month)}}}
		for _, c := range shown {
			row.Cells = append(row.Cells, parts.Cell{Text: lang.Whole(p.Tag(), c.what(n))})
		}
		t.Rows = append(t.Rows, parts.Row{Here: row.Here, Cells: append(row.Cells, parts.Cell{Text: p.monthName(n.Since)})})
	}
	return t
}

func (p keptPage) downloads() (out []parts.Download) {
	for _, f := range formats {
		out = append(out, parts.Download{Label: strings.ToUpper(f), Href: p.r.Href(keptAsked{series: p.series, month: p.kept.Month}.path() + "&format=" + f)})
	}
	return out
}

// keptFields are the columns of a kept month as a file, one line for each number. In English,
// like those of the other files.
var keptFields = []string{"series", "month", "row_codes", "row_name", "column_codes", "column_name", "told", "businesses", "men", "women", "since", "as_of", "rule", "k", "percent", "round", "fictional", "source", "licence"}

// file is a month of a series as a file, with the numbers that are not told.
func (p keptPage) file(format string) web.Reply {
	t := sheet.Table{Name: "bulanan", Rows: p.lines}
	for _, name := range keptFields {
		t.Head = append(t.Head, sheet.Column{Name: name, Title: p.T("opendataweb.file_" + name)})
	}
	name := strings.Join([]string{"usaha", "bulanan", string(p.series), p.kept.Month}, "-")
	return web.Reply{File: &web.File{Name: strings.TrimSuffix(name, "-") + "." + format, Type: sheet.MediaType(format), Write: func(w io.Writer) error { return sheet.Write(w, format, t) }}}
}

func (p keptPage) lines(yield func([]sheet.Cell) bool) {
	if p.kept.Month == "" {
		return
	}
	for _, row := range append(append([]string{}, p.above...), "") {
		for _, col := range append(append([]string{}, p.cols()...), "") {
			if !yield(p.line(row, col)) {
				return
			}
		}
	}
}

func (p keptPage) line(row, col string) []sheet.Cell {
	n, told := p.at(row, col)
	name := p.rowName(row)
	if row == "" {
		name = p.T("opendataweb.kept_city_told")
	}
	number := func(of int64, there bool) sheet.Cell {
		if !there {
			return sheet.Empty()
		}
		return sheet.Whole(of)
	}
	yes := map[bool]string{true: "yes", false: "no"}
	worked := told && p.series == opendata.Workers
	return []sheet.Cell{sheet.Text(string(p.series)), sheet.Text(p.kept.Month), sheet.Text(row), sheet.Text(name), sheet.Text(col), sheet.Text(p.colName(col)), sheet.Text(yes[told]),
		number(n.Businesses, told && !worked), number(n.Men, worked), number(n.Women, worked), sheet.Text(n.Since), sheet.Text(p.day(p.kept).String()),
		sheet.Whole(int64(p.kept.Rule)), sheet.Whole(p.kept.K), sheet.Whole(p.kept.Percent), sheet.Whole(p.kept.Round), sheet.Text(yes[p.kept.Demo]),
		sheet.Text(p.T("opendataweb.source_short")), sheet.Text(licence(p.Lang, p.kept.Demo, p.only))}
}
