package deskweb

import (
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/registry"
)

// private are the facts that are opened for a purpose, of those that are there.
func (p onePage) private() []registry.Fact {
	var out []registry.Fact
	all := known(p.view.Business)
	for _, f := range []registry.Fact{registry.Phone, registry.WA, registry.Mail, registry.Address, registry.Point, registry.Sales, registry.Capital} {
		if all[f] == "…" {
			out = append(out, f)
		}
	}
	return out
}

// purposeChoice says for each purpose which facts it opens.
func (p onePage) purposeChoice() parts.Choice {
	c := parts.Choice{Field: parts.Field{Name: "keperluan", Label: p.T("deskweb.ask_purpose"), Value: p.typed.purpose, Fault: p.bad}}
	for _, code := range purposes() {
		note := ""
		for _, f := range p.private() {
			for _, of := range registry.Purposes[code] {
				if f == of {
					if note != "" {
						note += ", "
					}
					note += p.T(f.Label())
				}
			}
		}
		if note != "" {
			c.Options = append(c.Options, parts.Option{Value: code, Label: p.T(registry.PurposeWord(code)), Note: note})
		}
	}
	return c
}

// open opens what a purpose needs of what is there.
func (d Desk) open() web.Form[deskSaid, deskDone] {
	return d.form(false, func(tx *db.Tx, v registry.View, in deskSaid) (deskDone, error) {
		if err := v.Need(tx, registry.MayRead); err != nil {
			return deskDone{}, err
		}
		all := known(v.Business)
		var facts []registry.Fact
		for _, f := range registry.Purposes[in.purpose] {
			if all[f] == "…" {
				facts = append(facts, f)
			}
		}
		read, err := d.Book.Open(tx, in.session, registry.Asked{Business: v.ID, Facts: facts, Purpose: in.purpose})
		if f := fault.Of(err); f != nil && f.Key == "registry.no_purpose" { // a form that is not answered
			err = fault.New(fault.Invalid, f.Key).At("keperluan", f.Key)
		}
		return deskDone{Read: d.Code(read)}, err
	}, d.onOne)
}

// openedPage shows what was opened.
type openedPage struct {
	onePage
	facts []parts.Fact
}

func (d Desk) openedPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	var p openedPage
	v := r.Values()
	if p.from = v.Line("dari", mostFrom); v.Err() != nil {
		return web.Reply{}, v.Err()
	}
	if err := d.look(tx, r, &p.onePage); err != nil {
		return web.Reply{}, err
	}
	if err := p.view.Need(tx, registry.MayRead); err != nil {
		return web.Reply{}, err
	}
	id, _ := d.ID(r.PathValue("read")) // what is none is found nowhere
	if of, err := registry.ReadIs(tx, id, p.view.ID); err != nil || !of {
		return web.Reply{}, fault.New(fault.NotFound, "registry.read_over").Because(err)
	}
	values, err := d.Book.Opened(tx, r.Session(), id)
	if err != nil {
		return web.Reply{}, err
	}
	for _, f := range values.Facts() {
		p.facts = append(p.facts, parts.Fact{Label: p.T(f.Label()), Value: p.say.Fact(f, values[f])})
	}
	return web.Reply{Page: &web.Page{Title: p.T("deskweb.opened_title"), Nav: nav, Body: openedBody(p)}}, nil
}
