package planweb

import (
	"slices"
	"strconv"
	"strings"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/plan"
)

// sheetRows is how many rows the form without script has on a page.
const sheetRows = 10

// sheetPage is the desk as a page: a form for every browser, which the script
// makes a sheet.
type sheetPage struct {
	sheetAt
	notes map[db.ID][]sheetNote // of the lines of this page
	from  int
	one   db.ID // only this line, with all its cells
	today date.Day
	saved int                 // cells that were just saved
	told  string              // what became of a row: tambah, keluar, pulih
	moved plan.SheetLine      // that row
	met   map[string]formCell // by field name: cells that were not kept
	bad   *fault.Fault        // what was refused as a whole
	asked string              // the finding whose explanation was refused with bad
	typed string              // that explanation
}

// formCell is a cell of the form that was not kept.
type formCell struct {
	text, say string
}

// sheetShow shows the desk.
func (d Desk) sheetShow(tx *db.Tx, r *web.Request) (web.Reply, error) {
	p, err := d.pageOf(tx, r)
	if err != nil {
		return web.Reply{}, err
	}
	format, err := choice(r, "format", "csv", "xlsx")
	if err != nil || format != "" {
		return p.sheetFile(format), err
	}
	if p.saved, err = number(r, "simpan"); err != nil {
		return web.Reply{}, err
	}
	if p.one != 0 && len(p.lines()) == 0 { // it was taken out: its own page says so
		return web.Reply{To: p.href("/baris/" + p.codeOf(p.one))}, nil
	}
	err = p.readTold()
	return p.draw(), err
}

// pageOf reads the desk as an address asks for it.
func (d Desk) pageOf(tx *db.Tx, r *web.Request) (sheetPage, error) {
	s, err := d.judged(tx, r)
	p := sheetPage{sheetAt: s, today: date.DayOf(tx.Now())}
	if err != nil {
		return p, err
	}
	if p.from, err = number(r, "dari"); err != nil {
		return p, err
	}
	if code := r.Values().Line("baris", 40); code != "" {
		id, ok := d.ID(code)
		if !ok || !slices.ContainsFunc(s.sheet.Lines, func(l plan.SheetLine) bool { return l.ID == id }) {
			return p, fault.New(fault.NotFound, "plan.no_line")
		}
		p.one = id
	}
	return p, nil
}

func (p sheetPage) draw() web.Reply {
	p.notes = p.notesOf(p.shown())
	return web.Reply{Page: &web.Page{Title: p.T("planweb.title", p.sheet.Office.Short, p.quarter()), Nav: "renja", Wide: true,
		Body: sheetBody(p), Scripts: p.scripts()}}
}

// sheetModules are what the desk's script is made of: the page names them all, so
// that a browser asks for them, and for the rows, before it has read the first.
var sheetModules = []string{"putaran/book.js", "putaran/card.js", "putaran/draft.js", "putaran/grid.js", "putaran/panel.js", "putaran/sender.js", "putaran/tsv.js"}

// scripts: a desk that has no rows has no sheet.
func (p sheetPage) scripts() []string {
	if len(p.sheet.Standing()) == 0 {
		return nil
	}
	return []string{"putaran/putaran.js"}
}

// lines are those of this page.
func (p sheetPage) lines() []plan.SheetLine {
	all := p.sheet.Standing()
	if p.one != 0 {
		at := slices.IndexFunc(all, func(l plan.SheetLine) bool { return l.ID == p.one })
		if at < 0 {
			return nil
		}
		return all[at : at+1]
	}
	shown, _ := page(all, p.from, sheetRows)
	return shown
}

// shown are the ids of those.
func (p sheetPage) shown() map[db.ID]bool {
	out := map[db.ID]bool{}
	for _, l := range p.lines() {
		out[l.ID] = true
	}
	return out
}

// pages leads to the rows before and behind.
func (p sheetPage) pages() parts.Pages {
	all := p.sheet.Standing()
	_, from := page(all, p.from, sheetRows)
	out := parts.Pages{From: int64(from + 1), To: int64(min(from+sheetRows, len(all))), Total: int64(len(all))}
	if from > 0 {
		out.Prev = p.href("?dari=" + strconv.Itoa(max(0, from-sheetRows)))
	}
	if out.To < out.Total {
		out.Next = p.href("?dari=" + strconv.Itoa(int(out.To)))
	}
	return out
}

// asksFor are the columns that the form shows of a line: those that this round
// asks for, or all of one line.
func (p sheetPage) asksFor() []sheetColumn {
	var out []sheetColumn
	for _, c := range p.columns() {
		if c.Edit && (p.one != 0 || c.Now || c.Key == "note") {
			out = append(out, c)
		}
	}
	return out
}

// formField is one cell in the form.
type formField struct {
	name, id, saw, text, label string
	column                     sheetColumn
	open                       bool
	notes                      []sheetNote
	met                        *formCell
}

func (p sheetPage) fieldOf(l plan.SheetLine, c sheetColumn) formField {
	at := p.codeOf(l.ID) + "." + c.Key
	f := formField{name: "t." + at, id: "f-" + at, saw: l.Cell(c.Key), text: l.Cell(c.Key), label: c.Full, column: c, open: p.sheet.Editable(l.DraftLine, c.Key)}
	for _, n := range p.notes[l.ID] {
		if n.Field == c.Key {
			f.notes = append(f.notes, n)
		}
	}
	if m, ok := p.met[at]; ok {
		f.met, f.text = &m, m.text
	}
	return f
}

func (f formField) wrong() bool {
	return f.met != nil || slices.ContainsFunc(f.notes, func(n sheetNote) bool { return n.Must && n.Answer == "" })
}

// questions are the findings on this page's lines that wait for an explanation.
func (p sheetPage) questions() []plan.Finding {
	var out []plan.Finding
	shown := p.shown()
	for _, f := range p.checked.Findings {
		if f.Explained == nil && f.Kind != "watch" && shown[f.Line] {
			out = append(out, f)
		}
	}
	return out
}

// deadline says until when.
func (p sheetPage) deadline() string {
	r := p.sheet.Round
	switch left := r.Left(p.today); {
	case !r.Open():
		return p.T("planweb.round_closed")
	case left > 0:
		return p.T("planweb.days_left", r.Deadline, left)
	case left == 0:
		return p.T("planweb.last_day", r.Deadline)
	default:
		return p.T("planweb.days_late", r.Deadline, -left)
	}
}

// formLinks lead to the office's form E.81, where the house has it.
func (p sheetPage) formLinks() []parts.Link {
	if p.desk.Form == nil {
		return nil
	}
	return officeFormLinks(visit{Lang: p.Lang, r: p.r}, p.quarter(), p.sheet.Office.Slug)
}

func (p sheetPage) crumbs() []parts.Link {
	q := p.quarter()
	return []parts.Link{{Label: q.In(p.Tag()), Href: p.r.Href(roundPath(q))}, {Label: p.sheet.Office.Short}}
}

// summary says what stands between the sheet and its sending.
func (p sheetPage) summary() string {
	if all := p.counted(); len(all) > 0 {
		return strings.Join(all, " · ")
	}
	return p.T("planweb.js_nothing_asked")
}

// signIn leads to the page where one signs in, and from there back here.
func (p sheetPage) signIn() string { return p.r.Href("/masuk?ke=" + p.href("")) }

// back is this page's own address below the desk: where a form comes back to.
func (p sheetPage) back() string {
	switch {
	case p.one != 0:
		return "?baris=" + p.codeOf(p.one)
	case p.from > 0:
		return "?dari=" + strconv.Itoa(p.from)
	}
	return ""
}

// sources asks with which rows an office begins.
func (p sheetPage) sources() parts.Choice {
	return parts.Choice{Field: parts.Field{Name: "isi", Label: p.T("planweb.begin_how"), Value: "lanjut", Fault: p.bad}, Options: []parts.Option{
		{Value: "lanjut", Label: p.T("planweb.begin_carried"), Note: p.T("planweb.begin_carried_note")},
		{Value: "kosong", Label: p.T("planweb.begin_empty")}}}
}

// elsewhere are a line's notes about cells that the form does not show.
func (p sheetPage) elsewhere(l plan.SheetLine) []sheetNote {
	var out []sheetNote
	for _, n := range p.notes[l.ID] {
		if !slices.ContainsFunc(p.asksFor(), func(c sheetColumn) bool { return c.Key == n.Field }) {
			out = append(out, n)
		}
	}
	return out
}

func (p sheetPage) explained(f plan.Finding) string {
	if f.Key == p.asked {
		return p.typed
	}
	return ""
}

func (p sheetPage) badOf(f plan.Finding) *fault.Fault {
	if f.Key == p.asked {
		return p.bad
	}
	return nil
}
