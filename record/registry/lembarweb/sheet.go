package lembarweb

import (
	"strconv"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/account"
	"alun/record/registry/lembar"
)

// sheetPage is a sheet as it is entered.
type sheetPage struct {
	lang.Lang
	r      *web.Request
	code   string
	w      lembar.Whole
	at     lembar.Place
	enters bool
	told   string
	waits  int
	typed  map[int]lembar.Tick // what was sent and not kept, by row
	met    map[int]string      // rows that another entered otherwise: both sides
	hand   lembar.Written
	line   string // of the hand row, as typed
	bad    *fault.Fault
	where  string // the form that was refused: "lembar" or "belum"
}

func (d Door) sheetPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	told, err := choice(r, "ya", "simpan", "selesai", "belum")
	if err != nil {
		return web.Reply{}, err
	}
	return d.drawSheet(tx, r, sheetPage{told: told})
}

// drawSheet draws a sheet with what stands, or with what was sent.
func (d Door) drawSheet(tx *db.Tx, r *web.Request, p sheetPage) (web.Reply, error) {
	p.Lang, p.r = r.Lang, r
	var err error
	if p.w, err = d.Desk.See(tx, r.Session(), d.sheetID(r)); err != nil {
		return web.Reply{}, err
	}
	v, err := account.See(tx, r.Session())
	if err != nil {
		return web.Reply{}, err
	}
	p.code, p.enters = d.Code(p.w.ID), v.Can(lembar.MayEnter, account.At{Area: p.w.Kelurahan})
	if p.at, err = lembar.PlaceOf(tx, p.w.Kelurahan); err != nil {
		return web.Reply{}, err
	}
	p.waits, err = lembar.CountWaits(tx, p.w.Kelurahan)
	return web.Reply{Page: &web.Page{Title: p.title(), Nav: nav, Body: sheetBody(p), Scripts: []string{"lembar/lembar.js"}}}, err
}

func (p sheetPage) title() string { return p.T("lembarweb.sheet_of", p.w.RT) }

func (p sheetPage) href(end string) string { return p.r.Href(base + "/" + p.code + end) }

// tick is what the page shows of a row: what was sent, or what stands.
func (p sheetPage) tick(r lembar.Row) lembar.Tick {
	if t, sent := p.typed[r.N]; sent {
		return t
	}
	return r.Tick
}

// open reports a sheet into which somebody may write.
func (p sheetPage) open() bool { return p.enters && p.w.State != lembar.Void }

func (p sheetPage) crumbs() []parts.Link {
	return []parts.Link{{Label: p.T("lembarweb.title"), Href: p.r.Href(base)}, {Label: p.at.Kelurahan, Href: p.r.Href(base + "?kel=" + p.w.Kelurahan)}, {Label: p.title()}}
}

func (p sheetPage) stamp() parts.Stamp {
	kind := map[lembar.State]parts.Kind{lembar.Printed: parts.Running, lembar.Entered: parts.Done, lembar.Void: parts.Plain}[p.w.State]
	return parts.Stamp{Kind: kind, Label: p.T(p.w.State.Word())}
}

func (p sheetPage) lead() string {
	return p.T("lembarweb.sheet_lead", p.at.Kelurahan, p.w.Number, p.Show(dayOf(p.w.Made)))
}

// options are the answers of a row, with the keys that choose them.
func (p sheetPage) options() []lembar.Tick { return append(lembar.Ticks, lembar.None) }

func key(t lembar.Tick) string { return strconv.Itoa(int(t)) }

// short is an answer as it stands beside its box.
func (p sheetPage) short(t lembar.Tick) string { return p.T("lembarweb.short_" + t.Code()) }

// filled counts the rows that say something.
func (p sheetPage) filled() int { return len(p.w.Rows) - p.w.Count(lembar.None) }

// counts is what the sheet says, in one sentence.
func (p sheetPage) counts() string {
	return p.T("lembarweb.counts", p.w.Count(lembar.Still), p.w.Count(lembar.Moved), p.w.Count(lembar.Shut), p.w.Count(lembar.Unknown), p.w.Count(lembar.None), len(p.w.Hands))
}

// tally is how much is entered.
func (p sheetPage) tally() string { return p.T("lembarweb.filled", p.filled(), len(p.w.Rows)) }

// nextLine is the first free row at the foot of the paper.
func (p sheetPage) nextLine() string {
	if p.line != "" {
		return p.line
	}
	taken := map[int]bool{}
	for _, h := range p.w.Hands {
		taken[h.Line] = true
	}
	n := 1
	for taken[n] {
		n++
	}
	return strconv.Itoa(n)
}

func (p sheetPage) refused(where string) *fault.Fault {
	if p.where == where {
		return p.bad
	}
	return nil
}

func (p sheetPage) handField(name, value string, max int, optional bool) parts.Field {
	f := parts.Field{Name: name, Label: p.T("lembarweb.hand_" + name), Value: value, Max: max, Optional: optional, Fault: p.refused("belum"), More: map[string]any{"autocomplete": "off"}}
	if name == "baris" {
		f.Size, f.Mode, f.Before = parts.Short, "numeric", "B"
	}
	return f
}

// both says who entered what, where two entered the same row: the values of the sentence.
func (d Door) both(tx *db.Tx, m lembar.Met) ([]any, error) {
	name, err := d.whoIs(tx, m.By)
	var who any = name
	if name == "" {
		who = lang.Key("lembarweb.another_officer")
	}
	return []any{who, lang.Key(m.Said.Word()), lang.Key(m.Yours.Word()), date.DayOf(m.At)}, err
}

// whoIs is how an actor of the diary is called.
func (d Door) whoIs(tx *db.Tx, actor string) (string, error) {
	const person = "person:"
	if len(actor) <= len(person) || d.NameOf == nil {
		return "", nil
	}
	n, err := strconv.ParseInt(actor[len(person):], 10, 64)
	if err != nil {
		return "", nil
	}
	name, err := d.NameOf(tx, db.ID(n))
	if fault.Of(err) != nil {
		return "", nil
	}
	return name, err
}
