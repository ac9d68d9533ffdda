package lembarweb

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/account"
	"alun/record/place"
	"alun/record/registry"
	"alun/record/registry/lembar"
)

// deskPage is an area with its sheets: the kelurahan of a kecamatan, or the RTs of one.
type deskPage struct {
	lang.Lang
	r      *web.Request
	code   func(db.ID) string
	area   place.Area   // the kecamatan or kelurahan that is shown
	above  place.Area   // of a kelurahan
	all    []place.Area // to choose from; empty where there is no choice
	lines  []progressLine
	rts    lembar.Overview
	waits  int
	prints bool // the viewer prints here
	told   string
	typed  string // the code that was typed
	bad    *fault.Fault
}

type progressLine struct {
	lembar.Progress
	Name string
}

func (d Door) deskPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	p := deskPage{Lang: r.Lang, r: r, code: d.Code}
	v := r.Values()
	kec, kel, typed := v.Line("kec", 20), v.Line("kel", 20), v.Line("kode", 200)
	if err := v.Err(); err != nil {
		return web.Reply{}, err
	}
	told, err := choice(r, "ya", "siap", "ganti")
	if err != nil {
		return web.Reply{}, err
	}
	load, err := choice(r, "unduh", "f4", "a4")
	if err != nil {
		return web.Reply{}, err
	}
	p.told = told
	if err := d.look(tx, &p, kec, kel); err != nil {
		return web.Reply{}, err
	}
	if typed != "" {
		if to, err := d.find(tx, r, typed); err != nil || to != "" {
			return web.Reply{To: to}, err
		}
		p.typed, p.bad = typed, fault.New(fault.NotFound, "lembar.no_sheet").At("kode", "lembar.no_sheet")
	}
	if load != "" {
		return d.allOf(tx, r, p, load)
	}
	reply := p.reply()
	if p.bad != nil {
		reply.Status = 404
	}
	return reply, nil
}

func (p deskPage) reply() web.Reply {
	title := p.T("lembarweb.title")
	if p.one() {
		title = p.T("lembarweb.title_of", p.area.Called())
	}
	return web.Reply{Page: &web.Page{Title: title, Nav: nav, Body: deskBody(p)}}
}

// one reports the page of one kelurahan.
func (p deskPage) one() bool { return p.area.Level == place.Kelurahan }

// find leads to the sheet of a code; "" where there is none.
func (d Door) find(tx *db.Tx, r *web.Request, typed string) (string, error) {
	id, ok := d.ID(readCode(typed))
	if !ok {
		return "", nil
	}
	w, err := d.Desk.See(tx, r.Session(), id)
	if fault.Is(err, fault.NotFound) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	return r.Href(base + "/" + d.Code(w.ID)), nil
}

// look reads an area for whoever may look at it.
func (d Door) look(tx *db.Tx, p *deskPage, kec, kel string) error {
	v, err := account.See(tx, p.r.Session())
	if err != nil {
		return err
	}
	at, all, err := area(tx, v, kec)
	if err != nil {
		return err
	}
	p.all = all
	if kel == "" {
		kel = at
	}
	found := false
	if p.area, found, err = place.ByCode(tx, kel); err != nil {
		return err
	}
	if !found {
		return fault.New(fault.NotFound, "lembarweb.no_area")
	}
	_, err = v.May(registry.MayWatch, account.At{Area: p.area.Code})
	if err != nil {
		return err
	}
	p.prints = v.Can(lembar.MayPrint, account.At{Area: p.area.Code})
	if p.waits, err = lembar.CountWaits(tx, p.area.Code); err != nil {
		return err
	}
	if p.one() {
		p.rts, err = d.Desk.Overview(tx, p.r.Session(), p.area.Code)
		if err == nil {
			p.above, _, err = place.ByCode(tx, p.area.Parent)
		}
		return err
	}
	return d.lines(tx, p)
}

func (d Door) lines(tx *db.Tx, p *deskPage) error {
	all, err := d.Desk.Progress(tx, p.r.Session(), p.area.Code)
	if err != nil {
		return err
	}
	children, err := place.Children(tx, p.area.Code)
	for _, c := range children {
		line := progressLine{lembar.Progress{Kelurahan: c.Code}, c.Called()}
		for _, one := range all {
			if one.Kelurahan == c.Code {
				line.Progress = one
			}
		}
		p.lines = append(p.lines, line)
	}
	slices.SortFunc(p.lines, func(a, b progressLine) int { return cmp.Compare(a.Name, b.Name) })
	return err
}

func (p deskPage) kel(code string) string { return p.r.Href(base + "?kel=" + code) }

// out counts the sheets that are out.
func (p deskPage) out() (n int) {
	for _, rt := range p.rts.RTs {
		if rt.Sheet.State == lembar.Printed {
			n++
		}
	}
	return n
}

func (p deskPage) entered() (n int) {
	for _, rt := range p.rts.RTs {
		if rt.Sheet.State == lembar.Entered {
			n++
		}
	}
	return n
}

func (p deskPage) whole(n int) string { return lang.Whole(p.Tag(), int64(n)) }

// progress is the table of a kecamatan.
func (p deskPage) progress() parts.Table {
	t := parts.Table{ID: "kelurahan", Caption: p.T("lembarweb.progress_of", p.area.Called()), Cards: true, Empty: p.T("lembarweb.no_kelurahan"),
		Columns: []parts.Column{{Label: p.T("lembarweb.kelurahan")}, {Label: p.T("lembarweb.businesses"), Number: true}, {Label: p.T("lembarweb.rts"), Number: true}, {Label: p.T("lembarweb.to_make"), Number: true}, {Label: p.T("lembarweb.out"), Number: true}, {Label: p.T("lembarweb.entered"), Number: true}}}
	sum, unmade := lembar.Progress{}, 0
	for _, l := range p.lines {
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{{Text: l.Name, Href: p.kel(l.Kelurahan)}, {Text: p.whole(l.Businesses)}, {Text: p.whole(l.RTs)}, {Text: p.whole(toMake(l.Progress))}, {Text: p.whole(l.Printed)}, {Text: p.T("lembarweb.of", l.Entered, l.RTs)}}})
		sum.Businesses, sum.RTs, sum.Printed, sum.Entered = sum.Businesses+l.Businesses, sum.RTs+l.RTs, sum.Printed+l.Printed, sum.Entered+l.Entered
		unmade += toMake(l.Progress)
	}
	t.Foot = parts.Cells(p.T("lembarweb.sum"), p.whole(sum.Businesses), p.whole(sum.RTs), p.whole(unmade), p.whole(sum.Printed), p.T("lembarweb.of", sum.Entered, sum.RTs))
	return t
}

// toMake counts the RTs of which no sheet is out or came back. One that has a sheet and no
// business any more is none of them.
func toMake(l lembar.Progress) int { return max(0, l.RTs-l.Printed-l.Entered) }

// rtTable is the table of a kelurahan.
func (p deskPage) rtTable() parts.Table {
	t := parts.Table{ID: "rt", Caption: p.T("lembarweb.rts_of", p.area.Called()), Cards: true, Halves: true, Empty: p.T("lembarweb.no_rts"),
		Columns: []parts.Column{{Label: p.T("lembarweb.rt")}, {Label: p.T("lembarweb.businesses"), Number: true}, {Label: p.T("lembarweb.last")}, {Label: p.T("lembarweb.do"), Full: true}}}
	for _, rt := range p.rts.RTs {
		t.Rows = append(t.Rows, parts.Row{ID: "rt-" + strconv.Itoa(rt.N), Cells: []parts.Cell{{Text: p.T("lembarweb.rt_n", rt.N)}, {Text: p.whole(rt.Businesses)}, p.lastCell(rt), {Part: rtDo(p, rt)}}})
	}
	return t
}

func (p deskPage) lastCell(rt lembar.RT) parts.Cell {
	s := rt.Sheet
	if s.ID == 0 {
		return parts.Cell{Text: p.T("lembarweb.none_yet")}
	}
	note := p.T("lembarweb.printed_on", p.Show(dayOf(s.Made)))
	switch {
	case s.State == lembar.Entered:
		note = p.T("lembarweb.entered_on", p.Show(dayOf(s.Entered)), rt.Ticked, rt.Rows)
	case rt.Ticked > 0:
		note = p.T("lembarweb.part_entered", rt.Ticked, rt.Rows)
	}
	return parts.Cell{Text: p.T(s.State.Word()), Note: note}
}

func (p deskPage) sheetHref(id db.ID, end string) string {
	return p.r.Href(base + "/" + p.code(id) + end)
}

// rtsTitle tells how far the sheets of a kelurahan are.
func (p deskPage) rtsTitle() string {
	if p.out() == 0 && p.entered() == 0 {
		return p.T("lembarweb.rts_title_none", len(p.rts.RTs))
	}
	return p.T("lembarweb.rts_title", len(p.rts.RTs), p.out(), p.entered(), len(p.rts.RTs)-p.out()-p.entered())
}

// loadHref is the PDF of all sheets that are out.
func (p deskPage) loadHref(paper string) string {
	return p.r.Href(base + "?kel=" + p.area.Code + "&unduh=" + paper)
}

func (p deskPage) codeField() parts.Field {
	return parts.Field{Name: "kode", Label: p.T("lembarweb.code_label"), Help: p.T("lembarweb.code_help"), Value: p.typed, Size: parts.Mid, Max: 200, Fault: p.bad, More: map[string]any{"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}}
}

func (p deskPage) toldText() string {
	if p.told == "" {
		return ""
	}
	return p.T("lembarweb.told_" + p.told)
}

func (p deskPage) crumbs() []parts.Link {
	out := []parts.Link{{Label: p.T("lembarweb.title"), Href: p.r.Href(base)}}
	if p.one() {
		if len(p.all) > 0 {
			out = append(out, parts.Link{Label: p.above.Called(), Href: p.r.Href(base + "?kec=" + p.above.Code)})
		}
		return append(out, parts.Link{Label: p.area.Called()})
	}
	return append(out, parts.Link{Label: p.area.Called()})
}

// kecamatan are those to choose from.
func (p deskPage) kecamatan() []parts.Tag {
	var out []parts.Tag
	for _, a := range p.all {
		on := a.Code == p.area.Code || strings.HasPrefix(p.area.Code, a.Code+".")
		out = append(out, parts.Tag{Label: a.Called(), Href: p.r.Href(base + "?kec=" + a.Code), On: on})
	}
	return out
}
