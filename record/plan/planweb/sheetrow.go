package planweb

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/plan"
	"alun/record/plan/e81"
)

// rowsDesk is the rows of an office's sheet as such: how they come, go and move,
// and who changed what.
type rowsDesk struct {
	visit
	sheet   plan.Sheet
	code    func(db.ID) string
	changes []plan.LineChange // one more than is shown, where there are older ones
	makers  map[db.ID]string
	told    string
	typed   map[string]string
	bad     *fault.Fault
}

// shownChanges is how many change sets a page shows.
const shownChanges = 20

// rowsOf reads the sheet that an address names, with its changes.
func (d Desk) rowsOf(tx *db.Tx, r *web.Request) (rowsDesk, error) {
	p := rowsDesk{code: d.Code, makers: map[db.ID]string{}}
	var err error
	if p.visit, err = d.visitOf(tx, r); err != nil {
		return p, err
	}
	q, err := quarterAt(r)
	if err != nil {
		return p, err
	}
	office, err := roundOffice(tx, r, q)
	if err == nil {
		p.sheet, err = d.Weigher.Sheet(tx, r.Session(), q, office)
	}
	if err == nil && p.sheet.Submission.ID == 0 {
		err = fault.New(fault.NotFound, "plan.no_submission")
	}
	return p, err
}

// readChanges reads the changes of a row, or of all rows, from where the address
// says.
func (p *rowsDesk) readChanges(tx *db.Tx, d Desk, line db.ID) error {
	ask := plan.ChangesAsked{Submission: p.sheet.Submission.ID, Line: line, Limit: shownChanges + 1}
	if code := p.r.Values().Line("sebelum", 40); code != "" {
		id, ok := d.ID(code)
		if !ok {
			return fault.New(fault.NotFound, "plan.no_line")
		}
		ask.Before = id
	}
	var err error
	if p.told, err = choice(p.r, "kabar", "kode"); err != nil {
		return err
	}
	if p.changes, err = plan.LineChanges(tx, p.r.Session(), ask); err != nil {
		return err
	}
	return p.readMakers(tx, p.changes)
}

func (p *rowsDesk) readMakers(tx *db.Tx, changes []plan.LineChange) (err error) {
	for _, c := range changes {
		if _, known := p.makers[c.By]; known {
			continue
		}
		if p.makers[c.By], err = p.name(tx, c.By); err != nil {
			return err
		}
	}
	return nil
}

func (p rowsDesk) quarter() date.Quarter { return p.sheet.Round.Quarter }

func (p rowsDesk) href(below ...string) string {
	return p.roundHref(p.quarter(), append([]string{p.sheet.Office.Slug}, below...)...)
}

func (p rowsDesk) crumbs(last ...parts.Link) []parts.Link {
	return p.roundCrumbs(p.sheet.Round, append([]parts.Link{{Label: p.sheet.Office.Short, Href: p.href()}}, last...)...)
}

// open tells whether rows can come and go now.
func (p rowsDesk) open() bool { return p.sheet.May.Enter && p.sheet.Submission.State.CanEnter() }

// shut says why rows cannot be changed.
func (p rowsDesk) shut() parts.Note {
	n := parts.Note{Title: p.T("planweb.line_shut"), Text: p.T("plan.submission_is_" + string(p.sheet.Submission.State)), Level: 2}
	if p.sheet.Submission.State.CanEnter() {
		n.Text = p.T("planweb.line_by_office")
	}
	return n
}

// lineAt finds a row of the sheet.
func (p rowsDesk) lineAt(id db.ID) (plan.SheetLine, bool) {
	i := slices.IndexFunc(p.sheet.Lines, func(l plan.SheetLine) bool { return l.ID == id })
	if i < 0 {
		return plan.SheetLine{}, false
	}
	return p.sheet.Lines[i], true
}

// history is the changes as a table; of one row its code is not said again.
func (p rowsDesk) history(one bool) parts.Table {
	t := parts.Table{Caption: p.T("planweb.line_history"), Cards: true, Empty: p.T("planweb.line_history_none"), Columns: []parts.Column{
		{Label: p.T("planweb.line_when"), Full: true}, {Label: p.T("planweb.line_who"), Full: true}, {Label: p.T("planweb.line_what"), Full: true}}}
	for _, c := range p.changes[:min(shownChanges, len(p.changes))] {
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{{Text: when(p.Lang, c.At)}, {Text: dashed(p.makers[c.By])}, {Part: changeList(p.changed(c, one))}}})
	}
	return t
}

// mostChanged is how many cells of one change set are spelt out.
const mostChanged = 5

// changed says what a change set did, cell by cell.
func (p rowsDesk) changed(c plan.LineChange, one bool) []string {
	var out []string
	for i, x := range c.Cells {
		if i == mostChanged {
			return append(out, p.T("planweb.line_more", len(c.Cells)-i))
		}
		out = append(out, p.change(c, x, one))
	}
	return out
}

func (p rowsDesk) change(c plan.LineChange, x plan.CellHistory, one bool) string {
	code := cmp.Or(x.After, x.Before)
	if l, there := p.lineAt(x.Line); there && x.Field != "code" {
		code = l.Code
	}
	switch {
	case c.Kind == "started":
		return p.T("planweb.line_kind_started")
	case c.Kind == "removed" && c.Why != "":
		return p.T("planweb.line_kind_removed_why", code, c.Why)
	case c.Kind == "added" || c.Kind == "removed" || c.Kind == "restored":
		return p.T("planweb.line_kind_"+c.Kind, code)
	case x.Field == "code":
		return p.T("planweb.line_kind_recoded", x.Before, x.After)
	case one:
		return p.T("plan.cell_was", p.T("check.column."+x.Field), dashed(x.Before), dashed(x.After))
	}
	return p.T("planweb.line_cell_of", code, p.T("check.column."+x.Field), dashed(x.Before), dashed(x.After))
}

// older leads to the changes before those that are shown; "" when there are none.
func (p rowsDesk) older(at string) string {
	if len(p.changes) <= shownChanges {
		return ""
	}
	return at + "?sebelum=" + p.code(p.changes[shownChanges-1].ID)
}

// rowsPage adds a row and shows those that were taken out.
type rowsPage struct {
	rowsDesk
	below plan.SheetLine // the row below which one is added; zero: none was named
	whys  map[db.ID]plan.LineChange
}

// rowsShow is the page where rows come back and new ones begin.
func (d Desk) rowsShow(tx *db.Tx, r *web.Request) (web.Reply, error) {
	return d.drawRows(tx, r, nil, nil)
}

func (d Desk) drawRows(tx *db.Tx, r *web.Request, typed map[string]string, bad *fault.Fault) (web.Reply, error) {
	p := rowsPage{whys: map[db.ID]plan.LineChange{}}
	var err error
	if p.rowsDesk, err = d.rowsOf(tx, r); err != nil {
		return web.Reply{}, err
	}
	p.typed, p.bad = typed, bad
	if err := p.readChanges(tx, d, 0); err != nil {
		return web.Reply{}, err
	}
	if code := r.Values().Line("di", 40); code != "" {
		id, _ := d.ID(code)
		l, there := p.lineAt(id)
		if !there {
			return web.Reply{}, fault.New(fault.NotFound, "plan.no_line")
		}
		p.below = l
	}
	if err := p.readWhys(tx); err != nil {
		return web.Reply{}, err
	}
	return web.Reply{Page: &web.Page{Title: p.T("planweb.line_title"), Nav: "tugas", Body: rowsBody(p)}}, nil
}

// mostWhys bounds how far back the reasons are looked for.
const mostWhys = 1000

// readWhys finds the last reason of each row that is out.
func (p *rowsPage) readWhys(tx *db.Tx) error {
	if len(p.sheet.Out()) == 0 {
		return nil
	}
	all, err := plan.LineChanges(tx, p.r.Session(), plan.ChangesAsked{Submission: p.sheet.Submission.ID, Kind: "removed", Limit: mostWhys})
	for _, c := range all {
		for _, x := range c.Cells {
			if _, newer := p.whys[x.Line]; !newer {
				p.whys[x.Line] = c
			}
		}
	}
	if err != nil {
		return err
	}
	return p.readMakers(tx, all)
}

// why says why, by whom and when a row was taken out.
func (p rowsDesk) why(c plan.LineChange) string {
	if c.ID == 0 {
		return ""
	}
	return p.T("planweb.line_out_said", cmp.Or(c.Why, "–"), dashed(p.makers[c.By]), when(p.Lang, c.At))
}

// field is one question about a new row.
func (p rowsPage) field(name string, max int) parts.Field {
	f := parts.Field{Name: name, Label: p.T("check.column." + name), Value: p.typed[name], Max: max, Fault: p.bad, Optional: name != "code"}
	if name != "code" {
		return f
	}
	f.Help, f.Size, f.Auto = p.T("planweb.line_code_help"), parts.Short, "off" // no mode: a pad for decimals may have a comma and no point
	if p.typed == nil && p.below.ID != 0 {
		f.Value = p.nextBelow(p.below.Code)
	}
	return f
}

// nextBelow is the first code below another that no row has had yet.
func (p rowsDesk) nextBelow(code string) string {
	most := 0
	for _, l := range p.sheet.Lines {
		if e81.Parent(l.Code) == code {
			n, _ := strconv.Atoi(l.Code[strings.LastIndexByte(l.Code, '.')+1:])
			most = max(most, n)
		}
	}
	return code + "." + strconv.Itoa(most+1)
}

// canHold tells whether rows can stand below this one.
func canHold(l plan.SheetLine) bool { return !l.Removed && l.Seq == 0 && l.Level < e81.Subkegiatan }

func (p rowsPage) extraField() parts.Field {
	return parts.Field{Name: "extra", Label: p.T("planweb.line_extra"), Help: p.T("planweb.line_extra_help"), Value: p.typed["extra"], Fault: p.bad}
}

// rowPage is one row: its code, whether it stands, and what became of it.
type rowPage struct {
	rowsDesk
	line  plan.SheetLine
	below []plan.SheetLine // all that hangs on it
	gone  plan.LineChange  // how it was taken out, the last time
}

func (d Desk) rowShow(tx *db.Tx, r *web.Request) (web.Reply, error) {
	return d.drawRow(tx, r, nil, nil)
}

func (d Desk) drawRow(tx *db.Tx, r *web.Request, typed map[string]string, bad *fault.Fault) (web.Reply, error) {
	p := rowPage{}
	var err error
	if p.rowsDesk, err = d.rowsOf(tx, r); err != nil {
		return web.Reply{}, err
	}
	p.typed, p.bad = typed, bad
	id, _ := d.ID(r.PathValue("baris"))
	var there bool
	if p.line, there = p.lineAt(id); !there {
		return web.Reply{}, fault.New(fault.NotFound, "plan.no_line")
	}
	for _, l := range p.sheet.Lines {
		if !l.Removed && l.ID != id && p.line.Seq == 0 && (l.Code == p.line.Code || strings.HasPrefix(l.Code, p.line.Code+".")) {
			p.below = append(p.below, l)
		}
	}
	if err := p.readChanges(tx, d, id); err != nil {
		return web.Reply{}, err
	}
	if p.line.Removed {
		all, err := plan.LineChanges(tx, r.Session(), plan.ChangesAsked{Submission: p.sheet.Submission.ID, Line: id, Kind: "removed", Limit: 1})
		if err == nil {
			err = p.readMakers(tx, all)
		}
		if err != nil {
			return web.Reply{}, err
		}
		if len(all) > 0 {
			p.gone = all[0]
		}
	}
	return web.Reply{Page: &web.Page{Title: p.T("planweb.line_one", p.line.Code), Nav: "tugas", Body: rowBody(p)}}, nil
}

func (p rowPage) self() string { return p.href("baris", p.code(p.line.ID)) }

func (p rowPage) title() parts.Title {
	s := sheetAt{Lang: p.Lang}
	t := parts.Title{Over: stops(s.levelName(p.line), p.line.Code), Title: rowTitle(p.line), Small: true, Lang: foreign(p.Lang),
		Lead: p.line.Cell("indicator")}
	if unit := p.line.Cell("unit"); unit != "" {
		t.Lead = stops(t.Lead, unit)
	}
	if p.line.Removed {
		t.Stamps = []parts.Stamp{{Kind: parts.Waiting, Label: p.T("planweb.line_out_stamp")}}
	}
	if t.Title == "" || t.Title == "+ " {
		t.Title = p.T("planweb.line_one", p.line.Code)
	}
	return t
}

func (p rowPage) codeField() parts.Field {
	f := parts.Field{Name: "code", Label: p.T("planweb.line_recode_new"), Help: p.T("planweb.line_recode_help", p.line.Code), Value: p.line.Code, Size: parts.Short,
		Max: 30, Auto: "off", Fault: p.bad}
	if typed, sent := p.typed["code"]; sent {
		f.Value = typed
	}
	return f
}

func (p rowPage) recodeLead() string {
	if len(p.below) > 0 {
		return p.T("planweb.line_recode_branch", len(p.below))
	}
	return p.T("planweb.line_recode_lead")
}

func (p rowPage) whyField() parts.Field {
	return parts.Field{Name: "why", Label: p.T("planweb.line_why"), Help: p.T("planweb.line_why_help"), Value: p.typed["why"], Max: 500, Fault: p.bad}
}
