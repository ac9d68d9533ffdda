package registryweb

import (
	"slices"
	"strconv"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/registry"
)

// ownSaid is a short form about one business.
type ownSaid struct {
	session, code string
	version       int64
	fact          registry.Fact
	text          string
	reason        string
	change        db.ID
	consent       string // how the owner said yes, where an officer writes
}

// ownDone is what became of it, for the page that follows.
type ownDone struct{ Proposed bool }

func (d Makers) readOwn(r *web.Request) (ownSaid, error) {
	v := r.Values()
	in := ownSaid{session: r.Session(), code: r.PathValue("code"), fact: registry.Fact(r.PathValue("fact")), text: v.Lines("isi", 2000), reason: v.Line("alasan", 40),
		consent: v.Line(registry.FieldConsent, 10)}
	in.version, _ = strconv.ParseInt(v.Line("versi", 20), 10, 64) // 0 is whatever stands
	if code := r.PathValue("change"); code != "" {
		in.change, _ = d.ID(code) // what is none is found nowhere
	}
	return in, v.Err()
}

// ownForm is a form that leads back to the business.
func (d Makers) ownForm(ya string, same bool, act func(tx *db.Tx, v registry.View, in ownSaid) (ownDone, error), again func(*db.Tx, *web.Request, ownSaid, *fault.Fault) (web.Reply, error)) web.Form[ownSaid, ownDone] {
	return web.Form[ownSaid, ownDone]{Same: same, Prepare: d.readOwn,
		Act: func(tx *db.Tx, in ownSaid) (ownDone, error) {
			v, err := d.seen(tx, in.session, in.code)
			if err != nil {
				return ownDone{}, err
			}
			return act(tx, v, in)
		},
		Draw: func(tx *db.Tx, r *web.Request, in ownSaid, out ownDone, bad *fault.Fault) (web.Reply, error) {
			switch {
			case bad == nil && out.Proposed:
				return web.Reply{To: r.Href("/usaha-saya/" + in.code + "?ya=usul")}, nil
			case bad == nil:
				return web.Reply{To: r.Href("/usaha-saya/" + in.code + "?ya=" + ya)}, nil
			case bad.Kind == fault.Invalid || bad.Kind == fault.Conflict:
				return again(tx, r, in, bad)
			}
			return web.Reply{}, bad
		},
	}
}

// again draws the page of the business with what was wrong.
func (d Makers) again(tx *db.Tx, r *web.Request, _ ownSaid, bad *fault.Fault) (web.Reply, error) {
	return d.drawOne(tx, r, ownPage{bad: bad})
}

// openAddress shows the address of a home to everybody, or hides it again.
func (d Makers) openAddress() web.Form[ownSaid, ownDone] {
	return d.ownForm("alamat", true, func(tx *db.Tx, v registry.View, in ownSaid) (ownDone, error) {
		open := ""
		if in.text == "1" {
			open = registry.Yes
		}
		return d.sayOne(tx, v, in, registry.AddressPublic, open)
	}, d.again)
}

// sayOne changes one fact; where somebody was quicker, both sides are told.
func (d Makers) sayOne(tx *db.Tx, v registry.View, in ownSaid, f registry.Fact, text string) (ownDone, error) {
	if text == "" && shut(v, f) {
		return ownDone{}, nil
	}
	saved, err := d.Book.Change(tx, in.session, registry.Changing{Business: v.ID, Version: in.version, Set: registry.Values{f: text}, Consent: in.consent})
	if err == nil && len(saved.Clashes) > 0 && saved.Clashes[0].By != v.Viewer.Actor() {
		return ownDone{}, fault.New(fault.Conflict, "registryweb.clash").At(string(f), "registryweb.clash_field")
	}
	if err == nil && len(saved.Clashes) > 0 {
		saved, err = d.Book.Change(tx, in.session, registry.Changing{Business: v.ID, Set: registry.Values{f: text}, Consent: in.consent})
	}
	return ownDone{Proposed: len(saved.Proposed) > 0}, err
}

// factOne is the page on which one fact is changed.
type factOne struct {
	ownPage
	fact registry.Fact
	text string
}

func (d Makers) factPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	return d.drawFact(tx, r, factOne{})
}

// mayAsk reports a fact that has a page of its own.
func mayAsk(f registry.Fact) bool {
	_, grouped := groupOf(f)
	return !grouped && slices.Contains(furtherFacts, f)
}

func (d Makers) drawFact(tx *db.Tx, r *web.Request, p factOne) (web.Reply, error) {
	if err := d.own(tx, r, &p.ownPage); err != nil {
		return web.Reply{}, err
	}
	p.fact = registry.Fact(r.PathValue("fact"))
	if !mayAsk(p.fact) {
		return web.Reply{}, fault.New(fault.NotFound, "registry.fact_unknown")
	}
	if p.bad == nil {
		p.text = p.view.Facts[p.fact]
	} else {
		p.bad = draftPage{Lang: p.Lang, view: p.view, bad: p.bad}.told(p.say)
		if x, there := p.bad.Field(string(p.fact)); there {
			p.bad = fault.New(p.bad.Kind, p.bad.Key, p.bad.Args...).At("isi", x.Key, x.Args...)
		}
	}
	return web.Reply{Page: &web.Page{Title: p.T("registryweb.change_title", p.T(p.fact.Label())), Nav: ownNav, Body: factBody(p)}}, nil
}

func (d Makers) changeFact() web.Form[ownSaid, ownDone] {
	return d.ownForm("ubah", true, func(tx *db.Tx, v registry.View, in ownSaid) (ownDone, error) {
		if !mayAsk(in.fact) {
			return ownDone{}, fault.New(fault.NotFound, "registry.fact_unknown")
		}
		return d.sayOne(tx, v, in, in.fact, in.text)
	}, func(tx *db.Tx, r *web.Request, in ownSaid, bad *fault.Fault) (web.Reply, error) {
		return d.drawFact(tx, r, factOne{ownPage: ownPage{bad: bad}, text: in.text})
	})
}

func (p factOne) field() parts.Field {
	return parts.Field{Name: "isi", Label: p.T(p.fact.Label()), Help: p.T("registryweb.help_" + string(p.fact)), Value: p.text, Optional: true, Fault: p.bad, Max: 2000, Auto: "off"}
}

// long reports a fact of several lines.
func (p factOne) long() bool { return p.fact == registry.OtherNames }
