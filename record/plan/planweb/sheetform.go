package planweb

import (
	"slices"
	"strconv"
	"strings"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/record/plan"
)

// saveForm is the desk's form without script: it saves the cells of one page.
func (d Desk) saveForm() web.Form[cellsIn, cellsOut] {
	return web.Form[cellsIn, cellsOut]{Bytes: saveBytes, Prepare: d.prepareForm, Act: d.actCells, Draw: d.drawForm}
}

// prepareForm reads fields "t.<line>.<column>" beside what was seen in them,
// "s.<line>.<column>". A field that was not changed is not sent on.
func (d Desk) prepareForm(r *web.Request) (cellsIn, error) {
	in, err := d.cellsFrom(r)
	if err != nil {
		return in, err
	}
	for name, all := range r.PostForm {
		at, isCell := strings.CutPrefix(name, "t.")
		saw, seen := r.PostForm["s."+at]
		if !isCell || !seen || strings.TrimSpace(all[0]) == saw[0] {
			continue
		}
		code, field, _ := strings.Cut(at, ".")
		id, _ := d.ID(code)
		in.cells = append(in.cells, plan.CellChange{Line: id, Field: field, Saw: saw[0], Text: all[0]})
	}
	slices.SortFunc(in.cells, func(a, b plan.CellChange) int { // the order of a form's fields is lost on the way
		if a.Line != b.Line {
			return int(a.Line>>1 - b.Line>>1)
		}
		return strings.Compare(a.Field, b.Field)
	})
	return in, nil
}

// drawForm leads back when all was kept; else it shows what was not, with what
// was typed and what stands there.
func (d Desk) drawForm(tx *db.Tx, r *web.Request, in cellsIn, out cellsOut, no *fault.Fault) (web.Reply, error) {
	p, err := d.pageOf(tx, r)
	if err != nil {
		return web.Reply{}, err
	}
	p.bad, p.met, p.saved = no, map[string]formCell{}, out.Kept
	lines := map[db.ID]plan.SheetLine{}
	for _, l := range p.sheet.Lines {
		lines[l.ID] = l
	}
	for i, c := range in.cells {
		at := d.Code(c.Line) + "." + c.Field
		switch {
		case no != nil:
			p.met[at] = formCell{text: c.Text}
		case out.Cells[i].Outcome == string(plan.CellConflict):
			p.met[at] = formCell{text: c.Text, say: r.Lang.T("planweb.met", lines[c.Line].Cell(c.Field))}
		case out.Cells[i].Outcome == string(plan.CellRefused):
			p.met[at] = formCell{text: c.Text, say: r.Lang.T(out.Cells[i].Key, values(out.Cells[i].Args)...)}
		}
	}
	if no == nil && len(p.met) == 0 {
		return web.Reply{To: p.href(p.again(out.Kept))}, nil
	}
	return p.draw(), nil
}

// again is this page's address, saying how much was saved.
func (p sheetPage) again(kept int) string {
	sep := "?"
	if strings.Contains(p.back(), "?") {
		sep = "&"
	}
	if kept == 0 {
		return p.back()
	}
	return p.back() + sep + "simpan=" + strconv.Itoa(kept)
}
