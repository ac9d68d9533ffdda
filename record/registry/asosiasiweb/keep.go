package asosiasiweb

import (
	"slices"
	"strings"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/account"
	"alun/record/registry"
	"alun/record/registry/asosiasi"
	"alun/record/registry/kbli"
)

// keeping is the planner's list.
type keeping struct {
	page
	all   []asosiasiLine
	slugs []parts.Option // subsectors
}

func (d Door) keepPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	p, err := fresh(r)
	if err != nil {
		return web.Reply{}, err
	}
	return d.drawKeep(tx, r, p)
}

func (d Door) drawKeep(tx *db.Tx, r *web.Request, at page) (web.Reply, error) {
	p := keeping{page: at}
	all, err := asosiasi.All(tx, r.Session())
	if err == nil {
		err = d.open(tx, r, &p.page)
	}
	for _, a := range all {
		p.all = append(p.all, asosiasiLine{Asosiasi: a, code: d.Code(a.ID)})
	}
	if err == nil {
		p.slugs, err = subsectors(tx, r.Lang)
	}
	return one(r.Lang.T("asosiasiweb.keep_title"), nav, web.Page{Body: keepBody(p)}), err
}

// subsectors are those of the profile, for a form.
func subsectors(tx *db.Tx, l lang.Lang) ([]parts.Option, error) {
	all, err := kbli.Subsectors(tx)
	out := make([]parts.Option, len(all))
	for i, s := range all {
		out[i] = parts.Option{Value: s.Slug, Label: s.Name.In(l.Tag())}
	}
	return out, err
}

// entryFields are the fields of an association, in the order of the form.
func (p page) entryFields(e asosiasi.Entry) []parts.Field {
	f := func(name, label, value string, more parts.Field) parts.Field {
		more.Name, more.Label, more.Value, more.Fault = name, p.T(label), value, p.bad
		if more.Help != "" {
			more.Help = p.T(more.Help)
		}
		return more
	}
	return []parts.Field{
		f(string(registry.Name), "asosiasiweb.field_name", e.Name, parts.Field{Max: 120}),
		f(asosiasi.FieldShort, "asosiasiweb.field_short", e.Short, parts.Field{Max: asosiasi.MostShort, Size: parts.Mid, Optional: true}),
		f(string(registry.Phone), "registry.fact_phone", e.Phone, parts.Field{Type: "tel", Size: parts.Mid, Optional: true, Help: "asosiasiweb.field_contact_help"}),
		f(string(registry.Mail), "registry.fact_mail", e.Mail, parts.Field{Type: "email", Optional: true}),
		f(string(registry.Web), "registry.fact_web", e.Web, parts.Field{Optional: true}),
		f(string(registry.Started), "asosiasiweb.since", e.Started, parts.Field{Size: parts.Mid, Optional: true, Help: "asosiasiweb.field_since_help"}),
		f(asosiasi.FieldLegal, "asosiasiweb.legal", e.Legal, parts.Field{Max: asosiasi.MostLegal, Optional: true, Help: "asosiasiweb.field_legal_help"}),
	}
}

func (p page) aboutField(e asosiasi.Entry) parts.Field {
	return parts.Field{Name: string(registry.AboutID), Label: p.T("asosiasiweb.field_about"), Help: p.T("asosiasiweb.field_about_help"), Value: e.About, Fault: p.bad}
}

// chosen reports whether a subsector is one of an association's.
func chosen(e asosiasi.Entry, slug string) bool {
	return slices.Contains(strings.Fields(e.Subsectors), slug)
}

// keeps asks for the planner's right, before anything is looked at.
func (d Door) keeps(tx *db.Tx, in said) error {
	_, err := account.May(tx, in.session, asosiasi.MayKeep, account.At{})
	return err
}

func (d Door) register() web.Form[said, did] {
	return d.press(pressing{may: d.keeps, again: d.drawKeep, act: func(tx *db.Tx, in said) (did, error) {
		id, err := d.Desk.Register(tx, in.session, in.entry)
		return did{To: keeps + "/" + d.Code(id) + "?ya=daftar"}, err
	}})
}

// kept is one association for the planner.
type kept struct {
	page
	asosiasi.Asosiasi
	managers []managerLine
	speaks   int // how many do now
	slugs    []parts.Option
	form     asosiasi.Entry
	changing bool // the form of its facts stands open
}

type managerLine struct {
	asosiasi.Manager
	code, called string
	now          bool
}

func (d Door) keptPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	p, err := fresh(r)
	if err != nil {
		return web.Reply{}, err
	}
	return d.drawKept(tx, r, p)
}

func (d Door) drawKept(tx *db.Tx, r *web.Request, at page) (web.Reply, error) {
	p := kept{page: at}
	a, err := asosiasi.Kept(tx, r.Session(), d.id(r.PathValue("code")))
	if err == nil {
		err = d.open(tx, r, &p.page)
	}
	if err != nil {
		return web.Reply{}, err
	}
	p.Asosiasi, p.form = a, a.Entry
	if p.bad != nil && p.typed.step == "ubah" {
		p.form, p.changing = p.typed.entry, true
	}
	if p.slugs, err = subsectors(tx, r.Lang); err != nil {
		return web.Reply{}, err
	}
	all, err := d.Desk.Managers(tx, r.Session(), a.ID)
	for _, m := range all {
		line := managerLine{Manager: m, code: d.Code(m.ID), now: m.InForce(p.today)}
		if err == nil {
			line.called, err = d.NameOf(tx, m.Person)
		}
		if line.now {
			p.speaks++
		}
		p.managers = append(p.managers, line)
	}
	return one(a.Name, nav, web.Page{Body: keptBody(p)}), err
}

func (p kept) loginField() parts.Field {
	return parts.Field{Name: "login", Label: p.T("asosiasiweb.manager_login"), Help: p.T("asosiasiweb.manager_login_help"), Value: p.typed.login, Auto: "off", Fault: p.bad}
}

func (p kept) lastField() parts.Field {
	return parts.Field{Name: "last", Label: p.T("asosiasiweb.manager_last"), Help: p.T("asosiasiweb.manager_last_help"), Value: p.typed.last, Type: "date", Size: parts.Mid, Optional: true, Fault: p.bad}
}

// term says until when somebody speaks, or spoke.
func (p page) term(m managerLine) string {
	switch {
	case !m.Ended.IsZero():
		return p.T("asosiasiweb.manager_ended", p.day(m.Made), p.day(m.Ended))
	case !m.Last.IsZero():
		return p.T("asosiasiweb.manager_until", p.day(m.Made), m.Last.In(p.Tag()))
	}
	return p.T("asosiasiweb.manager_since", p.day(m.Made))
}

func toKept(in said) string { return keeps + "/" + in.code }

func (d Door) change() web.Form[said, did] {
	return d.press(pressing{may: d.keeps, to: toKept, again: d.drawKept, act: func(tx *db.Tx, in said) (did, error) {
		return did{Ya: "ubah"}, d.Desk.Change(tx, in.session, d.id(in.code), in.version, in.entry)
	}})
}

// move recognises an association, or ends it.
func (d Door) move() web.Form[said, did] {
	return d.press(pressing{may: d.keeps, to: toKept, again: d.drawKept, act: func(tx *db.Tx, in said) (did, error) {
		switch in.step {
		case "akui":
			return did{Ya: "akui"}, d.Desk.Recognise(tx, in.session, d.id(in.code), in.version)
		case "akhiri":
			return did{Ya: "bubar"}, d.Desk.End(tx, in.session, d.id(in.code), in.version)
		}
		return did{}, fault.New(fault.Invalid, "asosiasiweb.answer_needed")
	}})
}

// name lets somebody speak for an association. Of the address nothing is kept.
func (d Door) name() web.Form[said, did] {
	return d.press(pressing{may: d.keeps, to: toKept, again: d.drawKept, secret: []string{"login"}, act: func(tx *db.Tx, in said) (did, error) {
		last, err := date.Day{}, error(nil)
		if in.last != "" {
			if last, err = date.ParseDay(in.last); err != nil {
				return did{}, fault.New(fault.Invalid, "asosiasi.invalid").At("last", "asosiasiweb.day_invalid")
			}
		}
		person, err := d.PersonOf(tx, in.login)
		if f := fault.Of(err); f != nil && (f.Kind == fault.Invalid || f.Kind == fault.NotFound) {
			err = fault.New(fault.Invalid, "asosiasi.invalid").At("login", "asosiasiweb.manager_unknown")
		}
		if err != nil {
			return did{}, err
		}
		_, err = d.Desk.Name(tx, in.session, asosiasi.Naming{Asosiasi: d.id(in.code), Person: person, Last: last})
		return did{Ya: "pengurus"}, err
	}})
}

func (d Door) endManager() web.Form[said, did] {
	return d.press(pressing{may: d.keeps, to: toKept, again: d.drawKept, act: func(tx *db.Tx, in said) (did, error) {
		all, err := d.Desk.Managers(tx, in.session, d.id(in.code))
		if err == nil && !slices.ContainsFunc(all, func(m asosiasi.Manager) bool { return m.ID == in.row }) {
			err = fault.New(fault.NotFound, "asosiasi.no_such_manager")
		}
		if err != nil {
			return did{}, err
		}
		return did{Ya: "lepas"}, d.Desk.EndManager(tx, in.session, in.row)
	}})
}
