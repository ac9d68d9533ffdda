package kurasiweb

import (
	"bytes"
	"io"
	"strconv"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/account"
	"alun/record/registry/kurasi"
)

// deskPage is all calls, for officers.
type deskPage struct {
	page
	all    []kurasi.Call
	codeOf func(db.ID) string
	makes  bool
}

func (d Desk) deskPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	v, err := viewer(tx, r)
	if err != nil {
		return web.Reply{}, err
	}
	p := deskPage{codeOf: d.Code, makes: v.Can(kurasi.MayCall, account.At{})}
	if p.page, err = open(tx, r, page{}); err != nil {
		return web.Reply{}, err
	}
	p.all, err = kurasi.AllCalls(tx, r.Session(), mostCalls)
	return web.Reply{Page: &web.Page{Title: p.T("kurasiweb.desk_title"), Nav: deskNav, Body: deskBody(p)}}, err
}

func (p deskPage) table() parts.Table {
	t := parts.Table{ID: "panggilan", Caption: p.T("kurasiweb.desk_title"), Cards: true, Empty: p.T("kurasiweb.desk_none"),
		Columns: []parts.Column{{Label: p.T("kurasiweb.field_title")}, {Label: p.T("kurasiweb.state"), Full: true}, {Label: p.T("kurasiweb.fact_when")}}}
	for _, c := range p.all {
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{{Text: c.Title, Href: p.href("/petugas/kurasi/" + p.codeOf(c.ID)), Lang: p.foreign()}, {Part: parts.Cap(p.Lang, p.stamp(c))}, {Text: c.Span(p.Lang)}}})
	}
	return t
}

// boardPage is one call for officers.
type boardPage struct {
	page
	kurasi.Board
	code   string
	codeOf func(db.ID) string
	by     map[db.ID][]kurasi.Nominee // who put the entries forward
	next   string                     // address of the next page
	acts   bool                       // who looks may move it on
	typed  said
}

func (d Desk) boardPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	at, err := fresh(r)
	if err != nil {
		return web.Reply{}, err
	}
	return d.drawBoard(tx, r, at, said{})
}

func (d Desk) drawBoard(tx *db.Tx, r *web.Request, at page, typed said) (web.Reply, error) {
	v, err := viewer(tx, r)
	if err != nil {
		return web.Reply{}, err
	}
	p := boardPage{codeOf: d.Code, code: r.PathValue("code"), acts: v.Can(kurasi.MayCall, account.At{}), typed: typed}
	if p.page, err = open(tx, r, at); err != nil {
		return web.Reply{}, err
	}
	id, _ := d.ID(p.code) // what is none is found nowhere
	after, err := db.ID(0), error(nil)
	if at.bad == nil { // of a form that is drawn again the query is not read
		after, err = d.after(r)
	}
	if err == nil {
		p.Board, err = d.See(tx, r.Session(), id, after)
	}
	if err == nil {
		p.by, err = d.Nominated(tx, id, p.entries())
	}
	if p.Next != 0 {
		p.next = p.href("/petugas/kurasi/"+p.code) + "?sesudah=" + d.Code(p.Next)
	}
	return web.Reply{Page: &web.Page{Title: p.Title, Nav: deskNav, Body: boardBody(p)}}, err
}

// entries are those of this page.
func (p boardPage) entries() (out []kurasi.Entry) {
	for _, s := range p.Standings {
		out = append(out, s.Entry)
	}
	for _, o := range p.Outcomes {
		out = append(out, o.Entry)
	}
	return out
}

// whose says of an entry whose it is, and who put it forward.
func (p boardPage) whose(e kurasi.Entry) string {
	out := p.named(e.Holder)
	for _, n := range p.by[e.ID] {
		out += " · " + p.T("kurasiweb.nominated_by") + " " + n.Name
	}
	return out
}

// marks are the state of the call, and that it is an example.
func (p boardPage) marks() []parts.Stamp {
	if p.Demo {
		return []parts.Stamp{p.stamp(p.Call), {Kind: parts.Example}}
	}
	return []parts.Stamp{p.stamp(p.Call)}
}

// judges are who judges the call, with how far they are. Who has scored stays.
func (p boardPage) judges() parts.Table {
	t := parts.Table{ID: "para-kurator", Caption: p.T("kurasiweb.curators_title"), Cards: true, Empty: p.T("kurasiweb.no_curators_yet"),
		Columns: []parts.Column{{Label: p.T("kurasiweb.curator")}, {Label: p.T("kurasiweb.sheets_in"), Number: true}, {Label: p.T("kurasiweb.interests"), Number: true}}}
	releases := p.acts && p.names()
	if releases {
		t.Columns = append(t.Columns, parts.Column{Label: p.T("kurasiweb.what_next")})
	}
	for _, c := range p.Board.Curators {
		cells := parts.Cells(c.Name, p.T("kurasiweb.number", c.Sheets), p.T("kurasiweb.number", c.Interests))
		switch {
		case releases && c.Sheets == 0:
			cells = append(cells, parts.Cell{Part: release(p, c)})
		case releases:
			cells = append(cells, parts.Cell{Text: p.T("kurasiweb.stays")})
		}
		t.Rows = append(t.Rows, parts.Row{Cells: cells})
	}
	return t
}

// due is the move that is due, as its word in the form; "" where none is.
func (p boardPage) due() string {
	return map[kurasi.State]string{kurasi.Draft: "buka", kurasi.Open: "nilai", kurasi.Judging: "tetapkan", kurasi.Decided: "terbit"}[p.State]
}

func (p boardPage) cancels() bool { return p.State.Can(kurasi.Cancelled) }

func (p boardPage) names() bool {
	return p.State == kurasi.Draft || p.State == kurasi.Open || p.State == kurasi.Judging
}

// progress is how far the judging of each entry is; no points stand there.
func (p boardPage) progress() parts.Table {
	t := parts.Table{ID: "kemajuan", Caption: p.T("kurasiweb.entries_title", p.Counts.Entries), Cards: true, Empty: p.T("kurasiweb.no_entries_yet"),
		Columns: []parts.Column{{Label: p.T("kurasiweb.entry")}, {Label: p.T("kurasiweb.sheets_in"), Number: true}, {Label: p.T("kurasiweb.aside"), Number: true}, {Label: p.T("kurasiweb.waiting"), Number: true}}}
	for _, s := range p.Standings {
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{{Text: p.named(s.Name), Note: p.whose(s.Entry), Lang: p.foreign()}, {Text: p.T("kurasiweb.in_of", s.In, s.Needed)}, {Text: p.T("kurasiweb.number", s.Aside)}, {Text: p.T("kurasiweb.number", s.Waiting)}}})
	}
	return t
}

func (p boardPage) places() parts.Table {
	t := parts.Table{ID: "urutan", Caption: p.T("kurasiweb.places"), Cards: true,
		Columns: []parts.Column{{Label: p.T("kurasiweb.entry")}, {Label: p.T("kurasiweb.place"), Number: true}, {Label: p.T("kurasiweb.points"), Number: true}, {Label: p.T("kurasiweb.spread_head"), Full: true}, {Label: p.T("kurasiweb.state"), Full: true}}}
	for _, o := range p.Outcomes {
		mark := parts.Stamp{Label: p.T("kurasiweb.entry_not_chosen")}
		if o.Chosen {
			mark = parts.Stamp{Kind: parts.Done, Label: p.T("kurasiweb.entry_chosen")}
		}
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{{Text: p.named(o.Name), Note: p.whose(o.Entry), Lang: p.foreign()}, {Text: strconv.Itoa(o.Place)}, {Text: p.points(o.Points)}, {Text: p.spread(o)}, {Part: parts.Cap(p.Lang, mark)}}})
	}
	return t
}

func (p boardPage) loginField() parts.Field {
	return parts.Field{Name: "kurator", Label: p.T("kurasiweb.field_login"), Help: p.T("kurasiweb.help_login"), Value: p.typed.login, Auto: "off", Fault: p.bad}
}

func (p boardPage) reasonField() parts.Field {
	return parts.Field{Name: "alasan", Label: p.T("kurasiweb.field_reason"), Help: p.T("kurasiweb.help_reason"), Value: p.typed.text, Max: 500, Auto: "off", Fault: p.bad}
}

// readStep reads a move of an officer.
func (d Desk) readStep(r *web.Request) (said, error) {
	v := r.Values()
	in := said{session: r.Session(), code: r.PathValue("code"), step: v.Line("langkah", 20), text: v.Lines("alasan", 3000), login: v.Line("kurator", 200)}
	in.version, _ = strconv.ParseInt(v.Line("versi", 20), 10, 64) // 0: whatever stands
	in.call, _ = d.ID(in.code)
	in.person, _ = d.ID(v.Line("orang", 20))
	return in, v.Err()
}

// moving is a form of officers that leads back to the call.
func (d Desk) moving(secret []string, act func(tx *db.Tx, in said, step kurasi.Step) (string, error)) web.Form[said, did] {
	return web.Form[said, did]{Secret: secret, Prepare: d.readStep,
		Act: func(tx *db.Tx, in said) (did, error) {
			ya, err := act(tx, in, kurasi.Step{Call: in.call, Version: in.version, Reason: in.text})
			return did{Ya: ya}, err
		},
		Draw: func(tx *db.Tx, r *web.Request, in said, out did, bad *fault.Fault) (web.Reply, error) {
			switch {
			case bad == nil:
				return web.Reply{To: r.Href("/petugas/kurasi/"+in.code) + "?ya=" + out.Ya}, nil
			case bad.Kind == fault.Invalid || bad.Kind == fault.Conflict:
				return d.drawBoard(tx, r, page{bad: bad}, in)
			}
			return web.Reply{}, bad
		}}
}

// step moves a call on.
func (d Desk) step() web.Form[said, did] {
	return d.moving(nil, func(tx *db.Tx, in said, step kurasi.Step) (string, error) {
		move, known := map[string]func(*db.Tx, string, kurasi.Step) error{"buka": d.Open, "nilai": d.Judge, "tetapkan": d.Decide, "terbit": d.Publish, "batal": d.Cancel}[in.step]
		if !known {
			if _, err := account.May(tx, in.session, kurasi.MayCall, account.At{}); err != nil {
				return "", err
			}
			return "", fault.New(fault.Invalid, "kurasiweb.step_needed")
		}
		return "langkah", move(tx, in.session, step)
	})
}

// curators names somebody, or releases them. Of a login nothing is kept beside it.
func (d Desk) curators() web.Form[said, did] {
	return d.moving([]string{"kurator"}, func(tx *db.Tx, in said, step kurasi.Step) (string, error) {
		step.Version = 0 // who judges is no rule of the call
		if in.step == "lepas" {
			return "lepas", d.Release(tx, in.session, step, in.person)
		}
		return "kurator", d.Name(tx, in.session, step, in.login)
	})
}

// minutes are the Berita Acara, made whole before the first byte is sent.
func (d Desk) minutes(tx *db.Tx, r *web.Request) (web.Reply, error) {
	id, _ := d.ID(r.PathValue("code"))
	b, err := d.Minutes(tx, r.Session(), id)
	if err == nil && b.Number == "" {
		err = fault.New(fault.Conflict, "kurasiweb.no_minutes")
	}
	return web.Reply{File: &web.File{Name: "berita-acara-kurasi-" + d.Code(b.ID) + ".pdf", Type: "application/pdf", Write: func(w io.Writer) error {
		var out bytes.Buffer
		if err := d.Press.Do(func() error { return d.Paper.Write(&out, b) }); err != nil {
			return err
		}
		_, err := out.WriteTo(w)
		return err
	}}}, err
}
