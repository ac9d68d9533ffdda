package planweb

import (
	"slices"
	"strconv"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/plan"
	"alun/record/plan/sipd"
)

// columnsPage asks what the columns of a file hold.
type columnsPage struct {
	visit
	code  func(db.ID) string
	run   plan.Reconciliation
	file  plan.Unnamed
	named map[string]string // as it was sent
	bad   *fault.Fault
}

func (d Desk) drawColumns(tx *db.Tx, r *web.Request, p columnsPage) (web.Reply, error) {
	var err error
	if p.file, err = plan.UnnamedFile(tx, p.run); err != nil {
		return web.Reply{}, err
	}
	return web.Reply{Page: &web.Page{Title: p.T("planweb.reconcile_columns_title"), Nav: "tugas", Body: columnsBody(p)}}, nil
}

func (p columnsPage) way() []parts.Link {
	return p.fromTasks(parts.Link{Label: p.T("planweb.reconcile_title"), Href: p.r.Href("/rekonsiliasi")}, parts.Link{Label: p.run.File})
}

// label is what a column is called, or its letter in a spreadsheet.
func (p columnsPage) label(at int) string {
	if l := p.file.Head.Labels[at]; l != "" {
		return p.T("planweb.reconcile_column", letter(at), clip(l))
	}
	return p.T("planweb.reconcile_column_bare", letter(at))
}

func letter(at int) string {
	out := ""
	for at++; at > 0; at = (at - 1) / 26 {
		out = string(rune('A'+(at-1)%26)) + out
	}
	return out
}

// fields asks for each field which column it is; those that are needed come
// first.
func (p columnsPage) fields(needed bool) []parts.Choice {
	first := []sipd.Field{sipd.Name, sipd.Spent, sipd.Budget}
	var out []parts.Choice
	for _, f := range sipd.Fields {
		if slices.Contains(first, f) != needed {
			continue
		}
		c := parts.Choice{Field: parts.Field{Name: string(f), Label: p.T("planweb.reconcile_field_" + string(f)), Value: p.chosen(f), Size: parts.Mid, Fault: p.bad,
			Optional: f != sipd.Name && f != sipd.Spent}, Blank: p.T("planweb.reconcile_column_none")}
		if !c.Optional {
			c.Blank = p.T("planweb.reconcile_column_choose")
		}
		for at := range p.file.Head.Labels {
			c.Options = append(c.Options, parts.Option{Value: strconv.Itoa(at), Label: p.label(at)})
		}
		out = append(out, c)
	}
	return out
}

func (p columnsPage) chosen(f sipd.Field) string {
	if p.named != nil {
		return p.named[string(f)]
	}
	if at, ok := p.file.Head.Map[f]; ok {
		return strconv.Itoa(at)
	}
	return ""
}

// mostShown is how many lines and columns of the file the page shows.
const (
	mostShown   = 8
	mostColumns = 12
)

// lines are the first lines of the file below its heading.
func (p columnsPage) lines() parts.Table {
	wide := min(len(p.file.Head.Labels), mostColumns)
	t := parts.Table{Caption: p.T("planweb.reconcile_lines"), Shown: true, Dense: true, Cards: true, Halves: true, Columns: []parts.Column{{Label: p.T("planweb.reconcile_line_no"), Full: true}}}
	for at := range wide {
		t.Columns = append(t.Columns, parts.Column{Label: p.label(at)})
	}
	for _, l := range p.file.Lines {
		if l.Number <= p.file.Head.Last {
			continue
		}
		row := parts.Row{Cells: parts.Cells(strconv.Itoa(l.Number))}
		for at := range wide {
			row.Cells = append(row.Cells, parts.Cell{Text: clip(l.Cell(at))})
		}
		if t.Rows = append(t.Rows, row); len(t.Rows) == mostShown {
			break
		}
	}
	return t
}

// columnsIn is which columns somebody named.
type columnsIn struct {
	session string
	id      db.ID
	named   map[string]string
}

func (d Desk) nameColumns() web.Form[columnsIn, reconcileOut] {
	return web.Form[columnsIn, reconcileOut]{
		Prepare: d.prepareColumns,
		Act: func(tx *db.Tx, in columnsIn) (out reconcileOut, err error) {
			out.Run, out.Same, err = plan.PublishReconciliation(tx, in.session, in.id)
			return out, err
		},
		Draw: func(tx *db.Tx, r *web.Request, in columnsIn, out reconcileOut, bad *fault.Fault) (web.Reply, error) {
			news := map[bool]string{true: "sama", false: "dibaca"}[out.Same]
			switch {
			case bad == nil:
				return web.Reply{To: r.Href("/rekonsiliasi/" + d.Code(out.Run) + "?kabar=" + news)}, nil
			case bad.Kind != fault.Invalid:
				return web.Reply{}, bad
			}
			v, err := d.visitOf(tx, r)
			if err != nil {
				return web.Reply{}, err
			}
			run, err := plan.ReconciliationAt(tx, v.viewer, in.id)
			if err != nil {
				return web.Reply{}, err
			}
			if run.State != "columns" {
				return web.Reply{}, bad
			}
			return d.drawColumns(tx, r, columnsPage{visit: v, code: d.Code, run: run, named: in.named, bad: bad})
		},
	}
}

func (d Desk) prepareColumns(r *web.Request) (columnsIn, error) {
	v := r.Values()
	in := columnsIn{session: r.Session(), named: map[string]string{}}
	m := sipd.Map{}
	for _, f := range sipd.Fields {
		text := v.Line(string(f), 4)
		in.named[string(f)] = text
		if text == "" {
			continue
		}
		at, ok := whole(text)
		if !ok {
			at = -1 // no column
		}
		m[f] = at
	}
	var ok bool
	if in.id, ok = d.ID(r.PathValue("id")); !ok {
		return in, fault.New(fault.NotFound, "plan.reconcile_none")
	}
	if err := v.Err(); err != nil {
		return in, err
	}
	return in, plan.NameColumns(r.Context(), d.DB, in.session, in.id, m)
}
