package opendataweb

import (
	"net/url"
	"slices"
	"strings"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/sheet"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/registry/opendata"
)

// asked is what the address asks for.
type asked struct {
	measure  opendata.Measure
	row, col opendata.Dim
}

func (a asked) values() url.Values {
	v := url.Values{"ukur": {string(a.measure)}, "baris": {string(a.row)}}
	if a.col != "" {
		v.Set("kolom", string(a.col))
	}
	return v
}

func (a asked) path() string { return "/data/usaha?" + a.values().Encode() }

// goes tells whether there is such a table.
func (a asked) goes() bool { return opendata.Goes(a.measure, a.row, a.col) }

// page is the page of numbers.
type page struct {
	names
	asked
	r       *web.Request
	edition *opendata.Edition
	table   opendata.Table
	day     date.Day
	kept    []parts.Fact // the newest month of the kept census, in short
}

// read takes what the address asks for; what is not there is published businesses, by the first
// dimension of what is counted.
func read(r *web.Request) (a asked, format string, err error) {
	v := r.Values()
	a = asked{opendata.Measure(v.Line("ukur", 12)), opendata.Dim(v.Line("baris", 12)), opendata.Dim(v.Line("kolom", 12))}
	format = v.Line("format", 8)
	if err := v.Err(); err != nil {
		return a, "", err
	}
	if a.measure == "" {
		a.measure = opendata.Shown
	}
	if of := a.measure.Of(); a.row == "" && len(of) > 0 {
		a.row = of[0]
	}
	switch {
	case !a.goes():
		err = fault.New(fault.Invalid, "opendataweb.no_table")
	case format != "" && sheet.MediaType(format) == "":
		err = fault.New(fault.Invalid, "opendataweb.no_format")
	}
	return a, format, err
}

func (d Door) numbers(tx *db.Tx, r *web.Request) (web.Reply, error) {
	a, format, err := read(r)
	if err != nil {
		return web.Reply{}, err
	}
	p := page{asked: a, r: r}
	if p.edition, err = d.Desk.Edition(tx); err != nil {
		return web.Reply{}, err
	}
	if p.table, err = p.edition.Table(a.measure, a.row, a.col); err != nil {
		return web.Reply{}, err
	}
	if p.names, err = d.names(tx, r.Lang); err != nil {
		return web.Reply{}, err
	}
	p.day = date.DayOf(p.edition.At)
	r.Until(p.day.End())
	if a.measure == opendata.Known {
		p.day = p.edition.Month
	}
	if format != "" {
		return p.file(format), nil
	}
	if p.kept, err = p.keptShort(tx, r); err != nil {
		return web.Reply{}, err
	}
	return web.Reply{Page: &web.Page{Title: p.T("opendataweb.title"), Description: p.T("opendataweb.lead"), Nav: nav, Body: numbersBody(p)}}, nil
}

func (p page) dim(d opendata.Dim) string { return p.T("opendataweb.dim_" + string(d)) }

func (p page) measured() string { return p.T("opendataweb.measure_" + string(p.measure)) }

// heading says what the table shows.
func (p page) heading() string {
	if p.col == "" {
		return p.T("opendataweb.by_one", p.measured(), p.dim(p.row))
	}
	return p.T("opendataweb.by_two", p.measured(), p.dim(p.row), p.dim(p.col))
}

// number is a cell as it is read.
func (p page) number(c opendata.Cell) string {
	if !c.Told {
		return p.T("opendataweb.hidden")
	}
	return lang.Whole(p.Tag(), c.N)
}

// measures, rows and cols are the choices; what does not go together with the others is
// left to one dimension.
func (p page) measures() (out []parts.Tag) {
	for _, m := range opendata.Measures {
		a := p.asked
		if a.measure = m; !a.goes() {
			a.row, a.col = m.Of()[0], ""
		}
		out = append(out, parts.Tag{Label: p.T("opendataweb.measure_" + string(m)), Href: p.r.Href(a.path()), On: m == p.measure})
	}
	return out
}

func (p page) rows() (out []parts.Tag) {
	for _, d := range p.measure.Of() {
		a := p.asked
		if a.row = d; !a.goes() {
			a.col = ""
		}
		out = append(out, parts.Tag{Label: p.dim(d), Href: p.r.Href(a.path()), On: d == p.row})
	}
	return out
}

func (p page) cols() (out []parts.Tag) {
	out = []parts.Tag{{Label: p.T("opendataweb.no_second"), Href: p.r.Href(asked{p.measure, p.row, ""}.path()), On: p.col == ""}}
	for _, d := range p.measure.Of() {
		if a := (asked{p.measure, p.row, d}); a.goes() {
			out = append(out, parts.Tag{Label: p.dim(d), Href: p.r.Href(a.path()), On: d == p.col})
		}
	}
	return out
}

// mostBars is how many bars are drawn: more cannot be compared by eye.
const mostBars = 12

// largest are the lines in the order of their numbers; months stay the newest first, and years
// the oldest.
func (p page) largest() []int {
	out := make([]int, len(p.table.Rows))
	for i := range out {
		out[i] = i
	}
	if !p.inTime() {
		slices.SortStableFunc(out, func(a, b int) int { return int(p.table.RowTotals[b].N - p.table.RowTotals[a].N) })
	}
	return out
}

// inTime tells whether the lines follow one another in time.
func (p page) inTime() bool { return p.row == opendata.Month || p.row.Ordered() }

// bars are the first lines, each leading to its businesses; of years all, so that the last ones
// are not missing.
func (p page) bars() parts.Bars {
	out := parts.Bars{ID: "batang", Label: p.heading(), Tone: parts.Output}
	most := mostBars
	if p.row.Ordered() {
		most = mostCols
	}
	for _, i := range p.largest()[:min(most, len(p.table.Rows))] {
		g, c := p.table.Rows[i], p.table.RowTotals[i]
		name, _ := p.group(p.row, g)
		bar := parts.Bar{Label: name, Href: p.link(spot{p.row, g}), Text: p.number(c), Whole: c.N, Part: c.N}
		if c.Told {
			bar.Known = parts.Given
		}
		out.Items = append(out.Items, bar)
	}
	return out
}

func (p page) link(all ...spot) string {
	if to := records(p.measure, all...); to != "" {
		return p.r.Href(to)
	}
	return ""
}

// Limits of a table on the page: files hold all of it.
const (
	mostRows = 60
	mostCols = 20
)

// cut tells whether the page leaves lines or columns to the files.
func (p page) cut() bool { return len(p.table.Rows) > mostRows || len(p.table.Cols) > mostCols }

// shownCols are the largest columns, in their own order.
func (p page) shownCols() []int {
	order := make([]int, len(p.table.Cols))
	for j := range order {
		order[j] = j
	}
	slices.SortStableFunc(order, func(a, b int) int { return int(p.table.ColTotals[b].N - p.table.ColTotals[a].N) })
	order = order[:min(mostCols, len(order))]
	slices.Sort(order)
	return order
}

// figures is the table.
func (p page) figures() parts.Table {
	t := parts.Table{ID: "tabel", Caption: p.heading(), Cards: true, Halves: true, Dense: true, Empty: p.T("opendataweb.too_few"), Columns: []parts.Column{{Label: p.dim(p.row)}}}
	cols := p.shownCols()
	for _, j := range cols {
		t.Columns = append(t.Columns, parts.Column{Label: p.short(p.table.Cols[j]), Number: true})
	}
	t.Columns = append(t.Columns, parts.Column{Label: p.T("opendataweb.all"), Number: true})
	order := p.largest()
	if p.row == opendata.Kelurahan {
		slices.Sort(order)
	}
	for _, i := range order[:min(mostRows, len(order))] {
		g := p.table.Rows[i]
		name, tongue := p.group(p.row, g)
		row := parts.Row{Cells: []parts.Cell{{Text: name, Lang: tongue, Note: p.areas[g.Under]}}}
		for _, j := range cols {
			row.Cells = append(row.Cells, p.cell(p.table.Cells[i][j], spot{p.row, g}, spot{p.col, p.table.Cols[j]}))
		}
		row.Cells = append(row.Cells, p.cell(p.table.RowTotals[i], spot{p.row, g}))
		t.Rows = append(t.Rows, row)
	}
	if p.table.All.Told && len(t.Rows) > 0 {
		t.Foot = []parts.Cell{{Text: p.T("opendataweb.all")}}
		for _, j := range cols {
			t.Foot = append(t.Foot, p.cell(p.table.ColTotals[j], spot{p.col, p.table.Cols[j]}))
		}
		t.Foot = append(t.Foot, p.cell(p.table.All))
	}
	return t
}

// mostLetters is how long the head of a column may be: trades have names of whole lines.
const mostLetters = 26

// short is what a column is called: a trade by its code and the beginning of its name.
func (p page) short(g opendata.Group) string {
	name, _ := p.group(p.col, g)
	if p.col == opendata.Division && !g.Merged() && g.Codes[0] != opendata.Unknown {
		name = g.Codes[0] + " " + name
	}
	if letters := []rune(name); len(letters) > mostLetters {
		return strings.TrimRight(string(letters[:mostLetters]), " ,") + "…"
	}
	return name
}

func (p page) cell(c opendata.Cell, all ...spot) parts.Cell {
	out := parts.Cell{Text: p.number(c)}
	if c.Told && c.N > 0 {
		out.Href = p.link(all...)
	}
	return out
}

// left names the values of which nothing is told.
func (p page) left() string {
	var all []string
	for _, x := range []struct {
		dim   opendata.Dim
		codes []string
	}{{p.row, p.table.Left}, {p.col, p.table.LeftCols}} {
		for _, code := range x.codes {
			name, _ := p.value(x.dim, code)
			all = append(all, name)
		}
	}
	return strings.Join(all, ", ")
}

// hides tells whether something is hidden on the page.
func (p page) hides() bool {
	return slices.ContainsFunc(append([][]opendata.Cell{p.table.RowTotals}, p.table.Cells...), func(line []opendata.Cell) bool {
		return slices.ContainsFunc(line, func(c opendata.Cell) bool { return !c.Told })
	})
}

// several tells whether a business can stand in several lines.
func (p page) several() bool { return p.row.Many() || p.col.Many() }

func (p page) downloads() (out []parts.Download) {
	v := p.values()
	for _, f := range formats {
		v.Set("format", f)
		out = append(out, parts.Download{Label: strings.ToUpper(f), Href: p.r.Href("/data/usaha?" + v.Encode())})
	}
	return out
}

var formats = []string{"csv", "xlsx", "json"}
