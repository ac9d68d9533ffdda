package pasporweb

import (
	"slices"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/registry"
	"alun/record/registry/paspor"
)

// How many links and openings a page lists.
const (
	mostLinks    = 50
	mostOpenings = 200
)

// usual is how many days a link is good, where its owner says nothing else.
const usual = 30

// dones are what a page may say was done.
var dones = map[string]string{"cabut": "pasporweb.done_revoked"}

// linksPage is the links of a business, and the form of another one.
type linksPage struct {
	page
	all     []linkLine
	offered []paspor.Tick
	sample  sheet // for the values beside the ticks
	done    string
	bad     *fault.Fault
	typed   asked
	stands  bool // the business is published, so that links can be made
	last    string
}

// linkLine is one link in the list.
type linkLine struct {
	paspor.Link
	code  string
	state paspor.State
}

// asked is the form as it was sent.
type asked struct {
	session, code string
	link          string // the code of the address
	untuk, sampai string
	buka          []string
	token         string
}

// did is what became of it.
type did struct{ Link db.ID }

func (d *Desk) linksPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	v := r.Values()
	p := linksPage{done: dones[v.Line("ya", 10)]}
	if err := v.Err(); err != nil {
		return web.Reply{}, err
	}
	return d.drawLinks(tx, r, p)
}

func (d *Desk) drawLinks(tx *db.Tx, r *web.Request, p linksPage) (web.Reply, error) {
	var err error
	if p.page, err = d.owned(tx, r); err != nil {
		return web.Reply{}, err
	}
	all, err := d.Paspor.Links(tx, r.Session(), p.view.ID, mostLinks)
	for _, l := range all {
		p.all = append(p.all, linkLine{l, d.Code(l.ID), l.At(p.now)})
	}
	if err != nil {
		return web.Reply{}, err
	}
	p.stands, p.offered, p.last = p.view.State == registry.Published, paspor.Offered(p.view.Business), paspor.LastOf(p.now).String()
	if p.bad == nil {
		p.typed.sampai = p.today.Next(usual).String()
	}
	own, err := d.Paspor.Own(tx, p.view)
	if err == nil {
		p.sample, err = d.sheet(tx, r.Lang, own)
	}
	return web.Reply{Page: &web.Page{Title: p.T("pasporweb.links_title"), Nav: ownNav, Body: linksBody(p)}}, err
}

// owned begins a page of the owner's alone.
func (d *Desk) owned(tx *db.Tx, r *web.Request) (page, error) {
	p, err := d.page(tx, r)
	if err == nil {
		err = p.view.Need(tx, paspor.MayShare)
	}
	return p, err
}

// value is what a tick would show now.
func (p linksPage) value(t paspor.Tick) string {
	if t == paspor.Class {
		return p.sample.class().Value
	}
	return p.sample.text(t.Fact())
}

func (p linksPage) ticked(t paspor.Tick) bool { return slices.Contains(p.typed.buka, string(t)) }

func (p linksPage) wrong(field string) string {
	if f, there := p.bad.Field(field); there {
		return p.T(f.Key, f.Args...)
	}
	return ""
}

func (p linksPage) purposes() parts.Choice {
	c := parts.Choice{Field: parts.Field{Name: "untuk", Label: p.T("pasporweb.for_whom"), Value: p.typed.untuk, Fault: p.bad}}
	for _, code := range paspor.Purposes {
		c.Options = append(c.Options, parts.Option{Value: code, Label: p.T(paspor.PurposeWord(code)), Note: p.T("pasporweb.for_" + code)})
	}
	return c
}

func (p linksPage) until() parts.Field {
	return parts.Field{Name: "sampai", Label: p.T("pasporweb.until"), Help: p.T("pasporweb.until_help", paspor.LastOf(p.now)), Value: p.typed.sampai, Type: "date", Size: parts.Mid, Fault: p.bad,
		More: map[string]any{"min": p.today.String(), "max": p.last}}
}

// stamp says where a link stands.
func stamp(l lang.Lang, s paspor.State) parts.Stamp {
	kind := map[paspor.State]parts.Kind{paspor.Good: parts.Done, paspor.Revoked: parts.Refused}[s]
	return parts.Stamp{Kind: kind, Label: l.T(s.Word())}
}

// shows names what a link shows beside what everybody sees.
func (p page) shows(l paspor.Link) string {
	out := p.T("pasporweb.shows_public")
	for i, t := range l.Shown {
		sign := "pasporweb.comma"
		if i == 0 {
			sign = "pasporweb.shows_more"
		}
		out += p.T(sign) + p.T(t.Word())
	}
	return out
}

// opened says how often a link was opened.
func (p page) opened(l paspor.Link) string {
	if l.Opened == 0 {
		return p.T("pasporweb.opened_never")
	}
	return p.T("pasporweb.opened_n", l.Opened)
}

// create makes a link and shows it, once: who presses twice sees the same one.
func (d *Desk) create() web.Form[asked, did] {
	return web.Form[asked, did]{
		Prepare: func(r *web.Request) (asked, error) {
			v := r.Values()
			in := asked{session: r.Session(), code: r.PathValue("code"), untuk: v.Line("untuk", 20), sampai: v.Line("sampai", 40), buka: v.All("buka", 2*len(paspor.Ticks), 20)}
			in.token = paspor.TokenOfForm(d.Paspor.Book.Ring, r.Session(), r.FormKey())
			return in, v.Err()
		},
		Act: func(tx *db.Tx, in asked) (did, error) {
			id, _ := d.ID(in.code)
			day, _ := date.ParseDay(in.sampai) // what is none is told by the rules of a link
			m := paspor.Making{Business: id, Purpose: in.untuk, Last: day, Token: in.token}
			for _, code := range in.buka {
				m.Shown = append(m.Shown, paspor.Tick(code))
			}
			link, err := d.Paspor.Make(tx, in.session, m)
			return did{link}, err
		},
		Draw: func(tx *db.Tx, r *web.Request, in asked, out did, bad *fault.Fault) (web.Reply, error) {
			switch {
			case bad == nil:
				return d.drawMade(tx, r, in, out)
			case bad.Kind == fault.Invalid || bad.Kind == fault.Conflict:
				return d.drawLinks(tx, r, linksPage{bad: bad, typed: in})
			}
			return web.Reply{}, bad
		}}
}

// madePage shows a link, once.
type madePage struct {
	page
	paspor.Link
	code    string
	address string
	path    string // the same within the house
}

func (d *Desk) drawMade(tx *db.Tx, r *web.Request, in asked, out did) (web.Reply, error) {
	p := madePage{code: d.Code(out.Link), path: r.Href(below + in.token)}
	p.address = d.Public + p.path
	var err error
	if p.page, err = d.owned(tx, r); err != nil {
		return web.Reply{}, err
	}
	p.Link, _, err = d.Paspor.One(tx, r.Session(), p.view.ID, out.Link, 0)
	return web.Reply{Hushed: true, Page: &web.Page{Title: p.T("pasporweb.made_title"), Nav: ownNav, Body: madeBody(p)}}, err
}

// linkPage is one link with its openings.
type linkPage struct {
	page
	linkLine
	openings []time.Time
	done     string
}

// facts are what the link is.
func (p linkPage) facts() []parts.Fact {
	out := []parts.Fact{{Label: p.T("pasporweb.shows"), Value: p.shows(p.Link)}, {Label: p.T("pasporweb.made"), Value: p.moment(p.Made)}, {Label: p.T("pasporweb.until"), Value: p.Last().In(p.Tag())}}
	if !p.Revoked.IsZero() {
		out = append(out, parts.Fact{Label: p.T(paspor.Revoked.Word()), Value: p.moment(p.Revoked)})
	}
	return out
}

func (d *Desk) linkPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	v := r.Values()
	p := linkPage{done: dones[v.Line("ya", 10)]}
	if err := v.Err(); err != nil {
		return web.Reply{}, err
	}
	var err error
	if p.page, err = d.owned(tx, r); err != nil {
		return web.Reply{}, err
	}
	id, _ := d.ID(r.PathValue("link"))
	l, openings, err := d.Paspor.One(tx, r.Session(), p.view.ID, id, mostOpenings)
	p.linkLine, p.openings = linkLine{l, r.PathValue("link"), l.At(p.now)}, openings
	return web.Reply{Page: &web.Page{Title: p.T("pasporweb.link_title"), Nav: ownNav, Body: linkBody(p)}}, err
}

// revoke makes a link worth nothing.
func (d *Desk) revoke() web.Form[asked, did] {
	return web.Form[asked, did]{Same: true,
		Prepare: func(r *web.Request) (asked, error) {
			return asked{session: r.Session(), code: r.PathValue("code"), link: r.PathValue("link")}, r.Values().Err()
		},
		Act: func(tx *db.Tx, in asked) (did, error) {
			business, _ := d.ID(in.code)
			link, _ := d.ID(in.link)
			return did{link}, d.Paspor.Revoke(tx, in.session, business, link)
		},
		Draw: func(_ *db.Tx, r *web.Request, in asked, _ did, bad *fault.Fault) (web.Reply, error) {
			if bad != nil {
				return web.Reply{}, bad
			}
			return web.Reply{To: r.Href("/usaha-saya/" + in.code + "/paspor/tautan/" + in.link + "?ya=cabut")}, nil
		}}
}
