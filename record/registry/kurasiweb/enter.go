package kurasiweb

import (
	"strings"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/account"
	"alun/record/registry/kurasi"
)

// enterPage is where an owner enters something.
type enterPage struct {
	page
	kurasi.Call
	code   string
	own    []kurasi.Holding
	codeOf func(db.ID) string
	typed  said
	by     string // the association whose words stand in the form; "" nobody's
}

func (d Desk) enterPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	return d.drawEnter(tx, r, page{}, said{fresh: true})
}

func (d Desk) drawEnter(tx *db.Tx, r *web.Request, at page, typed said) (web.Reply, error) {
	v, err := viewer(tx, r)
	if err != nil {
		return web.Reply{}, err
	}
	if _, err := v.May(kurasi.MayEnter, account.At{Person: v.Person}); err != nil {
		return web.Reply{}, err
	}
	p := enterPage{typed: typed, codeOf: d.Code}
	if p.page, err = open(tx, r, at); err != nil {
		return web.Reply{}, err
	}
	if p.Call, err = d.callOf(tx, r); err != nil {
		return web.Reply{}, err
	}
	p.code = d.Code(p.Call.ID)
	if p.own, err = d.Holdings(tx, r.Session(), p.Call); err == nil && typed.fresh {
		err = d.suggest(tx, &p)
	}
	return web.Reply{Page: &web.Page{Title: p.T("kurasiweb.enter_title_" + p.Kind), Nav: nav, Body: enterBody(p)}}, err
}

// suggest fills the form with what an association put forward.
func (d Desk) suggest(tx *db.Tx, p *enterPage) error {
	n, found, err := d.Suggested(tx, p.Call, p.own)
	if err != nil || !found {
		return err
	}
	p.by, p.typed.text = n.Name, n.Sentence
	if n.Subject != 0 {
		p.typed.chosen = d.Code(n.Business) + "-" + d.Code(n.Subject)
	}
	return nil
}

// things chooses what is entered: all that the businesses of the reader show.
func (p enterPage) things() parts.Choice {
	c := parts.Choice{Field: parts.Field{Name: kurasi.FieldSubject, Label: p.T("kurasiweb.field_subject_" + p.Kind), Help: p.T("kurasiweb.help_subject_" + p.Kind), Value: p.typed.chosen, Fault: p.bad}, Blank: p.T("kurasiweb.subject_blank_" + p.Kind)}
	for _, h := range p.own {
		for _, t := range h.Things {
			label := t.Name
			if t.ID != h.Business {
				label = p.T("kurasiweb.thing_of", t.Name, h.Name)
			}
			c.Options = append(c.Options, parts.Option{Value: p.codeOf(h.Business) + "-" + p.codeOf(t.ID), Label: label})
		}
	}
	return c
}

func (p enterPage) statement() parts.Field {
	return parts.Field{Name: kurasi.FieldStatement, Label: p.T("kurasiweb.field_statement_" + p.Kind), Help: p.T("kurasiweb.help_statement_" + p.Kind), Value: p.typed.text, Max: kurasi.MostStatement, Auto: "off", Fault: p.bad}
}

func (p enterPage) consent() parts.Field {
	f := parts.Field{Name: "izin", Label: p.T("kurasiweb.field_consent"), Help: p.T("kurasiweb.help_consent_" + p.Kind)}
	if p.typed.yes {
		f.Value = "1"
	}
	return f
}

func (d Desk) enter() web.Form[said, did] {
	return web.Form[said, did]{
		Prepare: func(r *web.Request) (said, error) {
			v := r.Values()
			in := said{session: r.Session(), code: r.PathValue("code"), chosen: v.Line(kurasi.FieldSubject, 60), text: v.Lines(kurasi.FieldStatement, 3000), yes: v.Line("izin", 1) != ""}
			in.call, _ = d.ID(in.code) // what is none is found nowhere
			business, subject, _ := strings.Cut(in.chosen, "-")
			in.business, _ = d.ID(business)
			in.subject, _ = d.ID(subject)
			return in, v.Err()
		},
		Act: func(tx *db.Tx, in said) (did, error) {
			_, err := d.Enter(tx, in.session, kurasi.Entering{Call: in.call, Business: in.business, Subject: in.subject, Statement: in.text, Consent: in.yes})
			return did{Ya: "ikut"}, err
		},
		Draw: func(tx *db.Tx, r *web.Request, in said, out did, bad *fault.Fault) (web.Reply, error) {
			switch {
			case bad == nil:
				return web.Reply{To: r.Href("/kurasi-saya") + "?ya=" + out.Ya}, nil
			case bad.Kind == fault.Invalid || bad.Kind == fault.Conflict:
				return d.drawEnter(tx, r, page{bad: bad}, in)
			}
			return web.Reply{}, bad
		}}
}
