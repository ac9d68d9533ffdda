package planweb

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/account"
	"alun/record/plan"
)

// fileField is the form's field for a sheet.
const fileField = "berkas"

// uploadIn is a table that came in, with what its columns were said to be.
type uploadIn struct {
	cellsIn
	file  string
	table [][]string // from the head's line on
	named []string   // of each column, as the reader says; nil: guess
}

// uploadPage asks for a file, and then shows what it would do.
type uploadPage struct {
	sheetAt
	in     uploadIn
	bad    *fault.Fault
	names  []string // of the columns, as the file heads them
	fields []string
	plan   uploadPlan
	done   *uploadDone
}

// uploadDone is what became of the cells of a file.
type uploadDone struct {
	kept int
	left []string          // cells that were not kept, each with its sentence
	back []plan.CellChange // what takes it back
}

func (d Desk) uploadShow(tx *db.Tx, r *web.Request) (web.Reply, error) {
	s, err := d.sheetOf(tx, r)
	if err == nil && !s.sheet.May.Enter {
		err = fault.New(fault.Denied, "account.not_yours")
	}
	return uploadPage{sheetAt: s}.draw(), err
}

func (p uploadPage) draw() web.Reply {
	return web.Reply{Page: &web.Page{Title: p.T("planweb.upload_title"), Nav: "renja", Body: uploadBody(p)}}
}

// readUpload takes a file in, or its table again with other columns. It changes
// nothing: the cells go in with the next form.
func (d Desk) readUpload() web.Form[uploadIn, struct{}] {
	return web.Form[uploadIn, struct{}]{Bytes: saveBytes, Files: map[string]int64{fileField: uploadLimits.Bytes}, Same: true,
		Prepare: d.prepareUpload,
		Act: func(tx *db.Tx, in uploadIn) (struct{}, error) {
			at, err := d.roundAndOffice(tx, in.cellsIn)
			if err == nil {
				_, err = account.May(tx, in.session, plan.MayEnter, account.At{Office: at.office})
			}
			return struct{}{}, err
		},
		Draw: d.drawUpload,
	}
}

func (d Desk) prepareUpload(r *web.Request) (in uploadIn, err error) {
	if in.cellsIn, err = d.cellsFrom(r); err != nil {
		return in, err
	}
	up, ok := r.Upload(fileField)
	switch again := r.PostForm.Get("tabel"); {
	case ok:
		in.file = up.Name
		if in.table, err = tableOf(up); err == nil && len(in.table) == 0 {
			err = fault.New(fault.Invalid, "sheet.empty")
		}
		if no := fault.Of(err); no != nil {
			err = fault.New(no.Kind, "planweb.upload_invalid").At(fileField, no.Key, no.Args...)
		}
	case again != "":
		if json.Unmarshal([]byte(again), &in.table) != nil || len(in.table) == 0 {
			return in, fault.New(fault.Invalid, "planweb.cells_unreadable")
		}
		in.file = r.Values().Line("nama", 200)
		for j := range in.table[0] {
			in.named = append(in.named, r.Values().Line("kolom."+strconv.Itoa(j), 40))
		}
	default:
		err = fault.New(fault.Invalid, "planweb.upload_invalid").At(fileField, "planweb.upload_none")
	}
	return in, err
}

func (d Desk) drawUpload(tx *db.Tx, r *web.Request, in uploadIn, _ struct{}, no *fault.Fault) (web.Reply, error) {
	s, err := d.sheetOf(tx, r)
	if err != nil {
		return web.Reply{}, err
	}
	p := uploadPage{sheetAt: s, in: in, bad: no}
	if no != nil {
		p.in.table = nil
		return p.draw(), nil
	}
	p.look()
	return p.draw(), nil
}

// look finds the columns and what the rows would do.
func (p *uploadPage) look() {
	head := 0
	if p.in.named == nil {
		head, p.names, p.fields = guess(p.Lang, p.in.table)
	} else {
		p.names, p.fields = p.in.table[0], p.in.named
	}
	twice := map[string]bool{}
	for i, f := range p.fields {
		if f != "" && (twice[f] || !slices.Contains(append(append([]string{}, keyFields...), plan.Fields...), f)) {
			p.bad = fault.New(fault.Invalid, "planweb.upload_twice").At("kolom."+strconv.Itoa(i), "planweb.upload_column_twice", clip(cellAt(p.names, i)))
			p.fields[i] = ""
		}
		twice[f] = true
	}
	var err error
	if p.plan, err = p.compare(p.in.table, head, p.fields); err != nil && p.bad == nil {
		p.bad = fault.Of(err)
	}
	// What the form carries on starts with one line that heads the columns.
	p.in.table = append([][]string{p.names}, p.in.table[min(head+1, len(p.in.table)):]...)
}

// carried is the table for the form that changes its columns.
func (p uploadPage) carried() string {
	raw, _ := json.Marshal(p.in.table) // texts always encode
	return string(raw)
}

// packed are cells for the form that puts them in.
func (p uploadPage) packed(all []plan.CellChange) string {
	out := make([][4]string, len(all))
	for i, c := range all {
		out[i] = [4]string{p.codeOf(c.Line), c.Field, c.Saw, c.Text}
	}
	raw, _ := json.Marshal(out)
	return string(raw)
}

// choices asks what a column of the file is.
func (p uploadPage) choices(i int) parts.Choice {
	c := parts.Choice{Field: parts.Field{Name: "kolom." + strconv.Itoa(i), Label: p.names[i], Value: p.fields[i], Fault: p.bad}, Blank: p.T("planweb.column_none")}
	for _, f := range append(append([]string{}, keyFields...), plan.Fields...) {
		c.Options = append(c.Options, parts.Option{Value: f, Label: p.T("check.column." + f)})
	}
	return c
}

// putUpload puts the cells of a file in, as one saving.
func (d Desk) putUpload() web.Form[cellsIn, cellsOut] {
	return web.Form[cellsIn, cellsOut]{Bytes: saveBytes, Prepare: d.prepareCells, Act: d.actCells, Draw: d.drawPut}
}

func (d Desk) drawPut(tx *db.Tx, r *web.Request, in cellsIn, out cellsOut, no *fault.Fault) (web.Reply, error) {
	s, err := d.sheetOf(tx, r)
	if err != nil {
		return web.Reply{}, err
	}
	p := uploadPage{sheetAt: s, bad: no}
	if no != nil {
		return p.draw(), nil
	}
	lines := map[db.ID]plan.SheetLine{}
	for _, l := range s.sheet.Lines {
		lines[l.ID] = l
	}
	p.done = &uploadDone{kept: out.Kept}
	for i, c := range in.cells {
		l, o := lines[c.Line], out.Cells[i]
		where := stops(l.Code, p.T("check.column."+c.Field))
		switch plan.CellOutcome(o.Outcome) {
		case plan.CellSaved:
			p.done.back = append(p.done.back, plan.CellChange{Line: c.Line, Field: c.Field, Saw: l.Cell(c.Field), Text: c.Saw})
		case plan.CellConflict:
			p.done.left = append(p.done.left, p.T("planweb.put_conflict", where, l.Cell(c.Field), clip(c.Text)))
		default:
			p.done.left = append(p.done.left, p.T("plan.two", where, p.T(o.Key, values(o.Args)...)))
		}
	}
	return p.draw(), nil
}

// shownRows are the rows of the report: what changes and what is left out.
func (p uploadPage) shownRows() []uploadRow {
	var out []uploadRow
	for _, r := range p.plan.rows {
		if (r.fate != rowSame && r.fate != rowOther || len(r.odd) > 0) && len(out) < 300 {
			out = append(out, r)
		}
	}
	return out
}

// report is the table of rows.
func (p uploadPage) report() parts.Table {
	t := parts.Table{Caption: p.T("planweb.report"), Dense: true, Cards: true,
		Columns: []parts.Column{{Label: p.T("planweb.code")}, {Label: p.T("planweb.fate"), Full: true}, {Label: p.T("planweb.what_changes"), Full: true}}}
	for _, r := range p.shownRows() {
		var what []string
		for _, c := range r.changes {
			what = append(what, p.T("planweb.cell_from_to", p.T("check.column."+c.Field), orDash(c.Saw), c.Text))
		}
		if r.say != "" {
			what = append(what, r.say)
		}
		what = append(what, r.odd...)
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{{Text: r.code, Note: p.T("planweb.row_number", r.number)},
			{Part: parts.Cap(p.Lang, p.fateStamp(r))}, {Text: strings.Join(what, " · ")}}})
	}
	return t
}

func (p uploadPage) fateStamp(r uploadRow) parts.Stamp {
	kinds := map[rowFate]parts.Kind{rowChanges: parts.Running, rowSame: parts.Plain, rowUnknown: parts.Flagged, rowTwice: parts.Flagged}
	return parts.Stamp{Kind: kinds[r.fate], Label: p.T("planweb.fate_" + string(r.fate))}
}

func orDash(text string) string {
	if text == "" {
		return "–"
	}
	return text
}

// tally says what the file would do, in numbers.
func (p uploadPage) tally() []string {
	u := p.plan
	out := []string{p.T("planweb.tally_changes", len(u.changes()), u.count(rowChanges)), p.T("planweb.tally_same", u.count(rowSame))}
	for _, x := range []struct {
		n   int
		key string
	}{{u.count(rowUnknown) + u.count(rowTwice), "planweb.tally_unknown"}, {u.odd(), "planweb.tally_odd"}, {u.count(rowOther), "planweb.tally_other"}, {u.empty, "planweb.tally_empty"}} {
		if x.n > 0 {
			out = append(out, p.T(x.key, x.n))
		}
	}
	return out
}

func (p uploadPage) crumbs() []parts.Link {
	q := p.quarter()
	return []parts.Link{{Label: q.In(p.Tag()), Href: p.r.Href(roundPath(q))}, {Label: p.sheet.Office.Short, Href: p.href("")}, {Label: p.T("planweb.upload_title")}}
}

func (p uploadPage) berkas() parts.Field {
	return parts.Field{Name: fileField, Label: p.T("planweb.upload_file"), Help: p.T("planweb.upload_help", uploadLimits.Bytes>>20), Type: ".xlsx,.csv", Fault: p.bad}
}
