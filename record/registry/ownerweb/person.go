package ownerweb

import (
	"slices"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/registry"
)

// peoplePage is who is and was in a business.
type peoplePage struct {
	page
	now, before []personLine
	mayChange   bool
	names       bool // who looks reads the names
	asks        bool // who looks may ask others to own it too
	invited     []inviteLine
}

// personLine is somebody in a business.
type personLine struct {
	registry.Person
	code    string
	called  string
	account bool
	agreed  bool // they said so themselves
	ends    bool // who looks may end it
}

func (d *Desk) peoplePage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	p, err := fresh(r)
	if err != nil {
		return web.Reply{}, err
	}
	return d.drawPeople(tx, r, p)
}

func (d *Desk) drawPeople(tx *db.Tx, r *web.Request, at page) (web.Reply, error) {
	p := peoplePage{page: at}
	if err := d.open(tx, r, &p.page); err != nil {
		return web.Reply{}, err
	}
	p.names = p.view.As == registry.Owning
	p.mayChange = p.changes && p.view.May(tx, registry.MayPeople)
	var err error
	if p.asks = p.changes && p.view.May(tx, registry.MayInvite); p.asks {
		if p.invited, err = d.invites(tx, p.page); err != nil {
			return web.Reply{}, err
		}
	}
	all, err := d.people(tx, p.page)
	for _, x := range all {
		x.ends = p.mayChange && (len(owners(all)) > 1 || !slices.Contains(owners(all), x.code))
		if x.Until.IsZero() {
			p.now = append(p.now, x)
		} else {
			p.before = append(p.before, x)
		}
	}
	return web.Reply{Page: &web.Page{Title: p.T("ownerweb.people_title"), Nav: ownNav, Body: peopleBody(p)}}, err
}

// owners are the rows of those who own the business under an account: one must stay.
func owners(all []personLine) (rows []string) {
	for _, x := range all {
		if x.Role == registry.Owner && x.account && x.Until.IsZero() {
			rows = append(rows, x.code)
		}
	}
	return rows
}

// people lists who is in the business; its owner reads how they are called.
func (d *Desk) people(tx *db.Tx, p page) ([]personLine, error) {
	all, err := d.Book.People(tx, p.r.Session(), p.view.ID)
	out := make([]personLine, 0, len(all))
	for _, x := range all {
		line := personLine{Person: x, code: d.Code(x.ID), called: x.Name, account: x.Person != 0, agreed: x.Role == registry.Worker && !x.Agreed.IsZero()}
		switch {
		case x.Person == p.view.Viewer.Person:
			line.called = p.T("ownerweb.you")
		case p.view.As != registry.Owning || line.called == "" && !line.account:
			line.called = p.T("ownerweb.somebody")
		case line.account && err == nil:
			line.called, err = d.NameOf(tx, x.Person)
		}
		out = append(out, line)
	}
	return out, err
}

// span says since when somebody is there, and until when they were.
func (p page) span(x personLine) string {
	if x.Until.IsZero() {
		return p.T("ownerweb.person_since", x.Since.In(p.Tag()))
	}
	return p.T("ownerweb.person_span", x.Since.In(p.Tag()), x.Until.In(p.Tag()))
}

// how says by what they are written down.
func (p page) how(x personLine) string {
	switch {
	case !x.account:
		return p.T("ownerweb.person_no_account")
	case x.agreed:
		return p.T("ownerweb.person_agreed")
	}
	return p.T("ownerweb.person_account")
}

func (p peoplePage) nameField() parts.Field {
	return parts.Field{Name: "name", Label: p.T("ownerweb.person_name"), Help: p.T("ownerweb.person_name_help"), Value: p.typed.name, Max: 300, Auto: "off", Fault: p.bad}
}

func (p peoplePage) roles() parts.Choice {
	c := parts.Choice{Field: parts.Field{Name: "role", Label: p.T("ownerweb.person_role"), Value: p.typed.role, Fault: p.bad}}
	for _, role := range registry.Roles {
		c.Options = append(c.Options, parts.Option{Value: role, Label: p.T(registry.RoleWord(role)), Note: p.T("ownerweb.role_" + role)})
	}
	return c
}

// addPerson writes somebody down by their name. Of a name nothing is kept beside it.
func (d *Desk) addPerson() web.Form[said, did] {
	return d.press(pressing{right: registry.MayPeople, to: "/orang", secret: []string{"name"}, act: func(tx *db.Tx, v registry.View, in said) (did, error) {
		bad := fault.New(fault.Invalid, "registry.person_invalid")
		day := days(bad, map[string]string{"since": in.since})
		_, err := d.Book.AddPerson(tx, in.session, registry.Joining{Business: v.ID, Name: in.name, Role: in.role, Since: day["since"]})
		return did{Ya: "orang"}, both(bad, err)
	}, again: d.drawPeople})
}

// personPage asks on which day somebody was there last.
type personPage struct {
	page
	personLine
}

func (d *Desk) personPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	return d.drawPerson(tx, r, page{})
}

func (d *Desk) drawPerson(tx *db.Tx, r *web.Request, at page) (web.Reply, error) {
	p := personPage{page: at}
	err := d.open(tx, r, &p.page)
	if err == nil {
		err = p.view.Need(tx, registry.MayPeople)
	}
	if err != nil {
		return web.Reply{}, err
	}
	all, err := d.people(tx, p.page)
	if err != nil {
		return web.Reply{}, err
	}
	i := slices.IndexFunc(all, func(x personLine) bool { return x.code == r.PathValue("row") })
	if i < 0 || !all[i].Until.IsZero() {
		return web.Reply{}, fault.New(fault.NotFound, "registry.no_person")
	}
	p.personLine = all[i]
	if p.bad == nil {
		p.typed.until = p.today.String()
	}
	return web.Reply{Page: &web.Page{Title: p.T("ownerweb.person_end_title", p.called), Nav: ownNav, Body: personBody(p)}}, nil
}

func (d *Desk) endPerson() web.Form[said, did] {
	return d.press(pressing{right: registry.MayPeople, to: "/orang", act: func(tx *db.Tx, v registry.View, in said) (did, error) {
		all, err := d.Book.People(tx, in.session, v.ID)
		i := slices.IndexFunc(all, func(x registry.Person) bool { return x.ID == in.row && x.Until.IsZero() })
		if err == nil && i < 0 {
			err = fault.New(fault.NotFound, "registry.no_person")
		}
		if err != nil {
			return did{}, err
		}
		day, ok := readDay(in.until)
		if !ok || day.IsZero() {
			return did{}, fault.New(fault.Invalid, "registry.person_invalid").At("until", "ownerweb.day_invalid")
		}
		own := all[i].Person == v.Viewer.Person && all[i].Role == registry.Owner
		return did{Ya: "akhir", Own: own}, d.Book.EndPerson(tx, in.session, in.row, day)
	}, again: d.drawPerson})
}

// workPage is where somebody else says that they work in a business.
type workPage struct {
	page
	works bool
	since date.Day
}

func (d *Desk) workPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	p, err := fresh(r)
	if err != nil {
		return web.Reply{}, err
	}
	return d.drawWork(tx, r, p)
}

// shown finds a business that everybody sees, for who is signed in.
func (d *Desk) shown(tx *db.Tx, session, code string) (db.ID, registry.Person, bool, error) {
	id, _ := d.ID(code) // what is none is found nowhere
	row, works, err := d.Book.WorksIn(tx, session, id)
	if err != nil {
		return id, row, works, err
	}
	if _, found, err := d.Book.Shown(tx, id); err != nil || !found && !works {
		return id, row, works, fault.New(fault.NotFound, "registry.no_business").Because(err)
	}
	return id, row, works, nil
}

func (d *Desk) drawWork(tx *db.Tx, r *web.Request, at page) (web.Reply, error) {
	p := workPage{page: at}
	p.Lang, p.r, p.code = r.Lang, r, r.PathValue("code")
	id, row, works, err := d.shown(tx, r.Session(), p.code)
	if err != nil {
		return web.Reply{}, err
	}
	p.works, p.since = works, row.Since
	b, err := registry.ByID(tx, id)
	p.view.Business = b
	return web.Reply{Page: &web.Page{Title: p.T("ownerweb.work_title", p.name()), Nav: ownNav, Body: workBody(p)}}, err
}

// work writes who is signed in down as a worker, or says that they are none any more.
func (d *Desk) work() web.Form[said, did] {
	return web.Form[said, did]{Prepare: d.read,
		Act: func(tx *db.Tx, in said) (did, error) {
			id, row, works, err := d.shown(tx, in.session, in.code)
			switch {
			case err != nil:
				return did{}, err
			case in.step == "henti" && works:
				return did{Ya: "henti"}, d.Book.EndPerson(tx, in.session, row.ID, date.DayOf(tx.Now()))
			case in.step != "ya":
				return did{}, fault.New(fault.Invalid, "ownerweb.answer_needed")
			}
			_, err = d.Book.Agree(tx, in.session, id)
			return did{Ya: "kerja"}, err
		},
		Draw: func(tx *db.Tx, r *web.Request, in said, out did, bad *fault.Fault) (web.Reply, error) {
			switch {
			case bad == nil:
				return web.Reply{To: r.Href("/usaha-saya/" + in.code + "/bekerja?ya=" + out.Ya)}, nil
			case bad.Kind == fault.Invalid || bad.Kind == fault.Conflict:
				return d.drawWork(tx, r, page{bad: bad})
			}
			return web.Reply{}, bad
		}}
}
