package accountweb

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
)

// grantPage gives a person a role.
type grantPage struct {
	lang.Lang
	r      *web.Request
	code   string
	name   string
	fields grantFields
	bad    *fault.Fault
}

// granting is a role as it came.
type granting struct {
	session string
	typed   grantTyped
	giving  account.Giving
}

func (d Door) grantPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	return d.drawGrant(tx, r, freshGrant(tx.Now()), nil)
}

func (d Door) drawGrant(tx *db.Tx, r *web.Request, typed grantTyped, bad *fault.Fault) (web.Reply, error) {
	_, name, err := d.person(tx, r)
	if err != nil {
		return web.Reply{}, err
	}
	p := grantPage{Lang: r.Lang, r: r, code: r.PathValue("code"), name: name, bad: bad}
	if p.fields, err = d.grantFields(tx, r.Lang, typed, bad); err != nil {
		return web.Reply{}, err
	}
	return web.Reply{Page: &web.Page{Title: p.T("account.grant_title", name), Nav: "orang", Body: grantBody(p)}}, nil
}

// person finds whose page it is, and what they are called on it.
func (d Door) person(tx *db.Tx, r *web.Request) (account.Person, string, error) {
	if _, err := administers(tx, r); err != nil {
		return account.Person{}, "", err
	}
	id, err := d.personOf(r)
	if err != nil {
		return account.Person{}, "", err
	}
	one, err := account.PersonByID(tx, id)
	if err != nil {
		return one, "", err
	}
	name, _, err := d.called(tx, one, one.State == account.Active || one.State == account.Invited)
	return one, nameOr(r.Lang, name), err
}

func (d Door) give() web.Form[granting, struct{}] {
	return web.Form[granting, struct{}]{
		Prepare: func(r *web.Request) (granting, error) {
			v := r.Values()
			in := granting{session: r.Session(), typed: readGrant(v)}
			bad := fault.New(fault.Invalid, "web.check_fields")
			in.giving = in.typed.giving(d, bad)
			id, err := d.personOf(r)
			in.giving.Person = id
			if err != nil {
				return in, err
			}
			return in, gathered(grantAsks, v.Err(), bad, in.giving.Check())
		},
		Act: func(tx *db.Tx, in granting) (struct{}, error) {
			_, err := d.People.Give(tx, in.session, in.giving)
			return struct{}{}, err
		},
		Draw: func(tx *db.Tx, r *web.Request, in granting, _ struct{}, bad *fault.Fault) (web.Reply, error) {
			if bad != nil && (bad.Kind == fault.Invalid || bad.Kind == fault.Conflict) {
				return d.drawGrant(tx, r, in.typed, bad)
			}
			return then(r, bad, "/orang/"+r.PathValue("code")+"?ya=peran")
		},
	}
}

// heldPage is what can be done with a role that somebody holds.
type heldPage struct {
	lang.Lang
	r      *web.Request
	code   string
	name   string
	role   role
	last   string // last day, as typed
	to     string // who takes over, as typed
	people []parts.Option
	fields grantFields // of the role that is handed over
	form   string      // which form is wrong
	bad    *fault.Fault
}

func (d Door) heldPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	typed := handing{last: date.DayOf(tx.Now()).String()}
	typed.grantTyped.standing = string(account.Definitif)
	return d.drawHeld(tx, r, typed, "", nil)
}

func (d Door) drawHeld(tx *db.Tx, r *web.Request, typed handing, form string, bad *fault.Fault) (web.Reply, error) {
	one, name, err := d.person(tx, r)
	if err != nil {
		return web.Reply{}, err
	}
	g, err := d.grantOf(tx, r, one.ID)
	if err != nil {
		return web.Reply{}, err
	}
	p := heldPage{Lang: r.Lang, r: r, code: r.PathValue("code"), name: name, last: typed.last, to: typed.to, form: form, bad: bad}
	places, err := d.places(tx, r.Lang.Tag())
	if err != nil {
		return web.Reply{}, err
	}
	p.role = places.role(r.Lang, g, tx.Now())
	p.role.code = r.PathValue("grant")
	if p.fields, err = d.grantFields(tx, r.Lang, typed.grantTyped, p.wrong("serah")); err != nil {
		return web.Reply{}, err
	}
	if p.people, err = d.successors(tx, g); err != nil {
		return web.Reply{}, err
	}
	return web.Reply{Page: &web.Page{Title: p.T("account.held_title", p.role.title(p.Lang), name), Nav: "orang", Body: heldBody(p)}}, nil
}

func (p heldPage) wrong(form string) *fault.Fault {
	if p.form == form {
		return p.bad
	}
	return nil
}

// grantOf finds the role of the page: it must be of that person.
func (d Door) grantOf(tx *db.Tx, r *web.Request, person db.ID) (account.Grant, error) {
	id, ok := d.ID(r.PathValue("grant"))
	if !ok {
		return account.Grant{}, fault.New(fault.NotFound, "account.no_grant")
	}
	g, err := account.GrantByID(tx, id)
	if err == nil && g.Person != person {
		err = fault.New(fault.NotFound, "account.no_grant")
	}
	return g, err
}

// mostSuccessors bounds the list of who can take over.
const mostSuccessors = 500

// successors lists who can take a role over: staff who are on duty or invited.
func (d Door) successors(tx *db.Tx, g account.Grant) ([]parts.Option, error) {
	var out []parts.Option
	for _, state := range []string{account.Active, account.Invited} {
		all, err := account.List(tx, account.Filter{State: state}, 0, mostSuccessors)
		if err != nil {
			return nil, err
		}
		for _, one := range all {
			name, err := d.People.NameOf(tx, one)
			if err != nil {
				return nil, err
			}
			if one.ID != g.Person {
				out = append(out, parts.Option{Value: d.Code(one.ID), Label: name})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b parts.Option) int {
		return strings.Compare(strings.ToLower(a.Label), strings.ToLower(b.Label))
	})
	return out, nil
}

// handing is the end of a role, and who takes it over.
type handing struct {
	grantTyped
	session string
	person  db.ID
	grant   db.ID
	last    string
	day     date.Day
	to      string
	giving  account.Giving
}

func (d Door) endGrant() web.Form[handing, struct{}] {
	return d.held("akhir", func(_ *web.Values, _ *handing, _ *fault.Fault) {}, func(tx *db.Tx, in handing) error {
		return d.People.EndGrant(tx, in.session, in.grant, in.day)
	})
}

func (d Door) handOver() web.Form[handing, struct{}] {
	return d.held("serah", func(v *web.Values, in *handing, bad *fault.Fault) {
		in.grantTyped = readGrant(v)
		in.grantTyped.from = in.last // the day after is the first
		in.to = v.Line("to", 20)
		in.giving = in.grantTyped.giving(d, bad)
		id, ok := d.ID(in.to)
		if !ok {
			bad.At("to", "account.to_needed")
		}
		in.giving.Person = id
		if f := fault.Of(in.giving.Check()); f != nil { // the role, and what it is for, stay as they are
			bad.Fields = append(bad.Fields, f.Fields...)
		}
	}, func(tx *db.Tx, in handing) error {
		g := in.giving
		_, err := d.People.HandOver(tx, in.session, in.grant, in.day, g.Person, g.Standing, g.Until, g.Decree)
		return err
	})
}

// held makes a form about a role that somebody holds.
func (d Door) held(form string, read func(*web.Values, *handing, *fault.Fault), act func(*db.Tx, handing) error) web.Form[handing, struct{}] {
	return web.Form[handing, struct{}]{
		Prepare: func(r *web.Request) (handing, error) {
			v := r.Values()
			in := handing{session: r.Session(), last: v.Line(lastFields[form], 10)}
			bad := fault.New(fault.Invalid, "web.check_fields")
			in.day = readDay(lastFields[form], in.last, bad)
			read(v, &in, bad)
			person, whose := d.personOf(r)
			id, ok := d.ID(r.PathValue("grant"))
			in.grant, in.person = id, person
			switch {
			case whose != nil:
				return in, whose
			case !ok:
				return in, fault.New(fault.NotFound, "account.no_grant")
			}
			return in, gathered(heldAsks[form], v.Err(), bad)
		},
		Act: func(tx *db.Tx, in handing) (struct{}, error) {
			if err := act(tx, in); err != nil {
				return struct{}{}, err
			}
			g, err := account.GrantByID(tx, in.grant)
			if err == nil && g.Person != in.person { // the page is another's: nothing of it is kept
				err = fault.New(fault.NotFound, "account.no_grant")
			}
			return struct{}{}, err
		},
		Draw: func(tx *db.Tx, r *web.Request, in handing, _ struct{}, bad *fault.Fault) (web.Reply, error) {
			if bad != nil && (bad.Kind == fault.Invalid || bad.Kind == fault.Conflict) {
				return d.drawHeld(tx, r, in, form, bad)
			}
			return then(r, bad, "/orang/"+r.PathValue("code")+"?ya="+form)
		},
	}
}

// heldAsks are the fields of each form of the page, in its order.
var heldAsks = map[string][]string{"serah": {"to", "last", "standing", "decree", "signed", "about", "until"}, "akhir": {"ended"}}

// lastFields name the field of the last day in each form of the page.
var lastFields = map[string]string{"serah": "last", "akhir": "ended"}

func (p heldPage) lastField(form string) parts.Field {
	return parts.Field{Name: lastFields[form], Label: p.T("account.last_label"), Help: p.T("account.last_help_" + form), Value: p.last, Type: "date", Size: parts.Mid, Fault: p.wrong(form)}
}

func (p heldPage) toChoice() parts.Choice {
	return parts.Choice{Field: parts.Field{Name: "to", Label: p.T("account.to_label"), Help: p.T("account.to_help"), Value: p.to, Fault: p.wrong("serah")}, Blank: p.T("account.to_blank"), Options: p.people}
}

// heirUntil asks for the last day of whoever takes over.
func (p heldPage) heirUntil() parts.Field {
	f := p.fields.day("until", p.fields.until, true)
	f.Label = p.T("account.heir_until")
	return f
}
