package accountweb

import (
	"net/url"
	"strings"
	"time"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/pace"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/account"
)

// listLength is how many people a page of the list shows.
const listLength = 25

// listPage is the list of staff.
type listPage struct {
	lang.Lang
	r      *web.Request
	filter account.Filter
	opd    string // code of the office that is chosen
	places places
	rows   []listed
	next   string // address of the next page
	typed  string // login that was looked for
	bad    *fault.Fault
}

// listed is a person in the list.
type listed struct {
	account.Person
	code  string
	name  string
	hint  string
	roles []role // those that are not over
}

// administers reads who looks and asks whether they administer people.
func administers(tx *db.Tx, r *web.Request) (account.Who, error) {
	return account.May(tx, r.Session(), account.MayPeople, account.At{})
}

func (d Door) listPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	return d.drawList(tx, r, "", nil)
}

func (d Door) drawList(tx *db.Tx, r *web.Request, typed string, bad *fault.Fault) (web.Reply, error) {
	if _, err := administers(tx, r); err != nil {
		return web.Reply{}, err
	}
	p := listPage{Lang: r.Lang, r: r, typed: typed, bad: bad}
	var err error
	if p.places, err = d.places(tx, r.Lang.Tag()); err != nil {
		return web.Reply{}, err
	}
	after := db.ID(0)
	if bad == nil {
		if after, err = p.choose(d, r); err != nil {
			return web.Reply{}, err
		}
	}
	all, err := account.List(tx, p.filter, after, listLength+1)
	if err != nil {
		return web.Reply{}, err
	}
	if len(all) > listLength {
		all = all[:listLength]
		p.next = p.address(d.Code(all[listLength-1].ID))
	}
	for _, one := range all {
		row, err := d.listed(tx, p, one)
		if err != nil {
			return web.Reply{}, err
		}
		p.rows = append(p.rows, row)
	}
	return web.Reply{Page: &web.Page{Title: p.T("account.people_title"), Nav: "orang", Body: listBody(p)}}, nil
}

// choose reads the filters.
func (p *listPage) choose(d Door, r *web.Request) (after db.ID, err error) {
	v := r.Values()
	p.filter = account.Filter{Role: account.Role(v.Line("peran", 20)), State: v.Line("keadaan", 20)}
	p.opd = v.Line("opd", 60)
	if from := v.Line("dari", 20); from != "" {
		id, ok := d.ID(from)
		if !ok {
			v.Wrong("dari", "account.no_person")
		}
		after = id
	}
	if p.filter.Role != "" && !p.filter.Role.Known() {
		v.Wrong("peran", "account.role_unknown")
	}
	if p.filter.State != "" && !strings.Contains(" "+strings.Join(states, " ")+" ", " "+p.filter.State+" ") {
		v.Wrong("keadaan", "account.state_unknown")
	}
	if p.opd != "" {
		o, ok := p.places.office(p.opd)
		if !ok {
			v.Wrong("opd", "account.office_unknown")
		}
		p.filter.Office = o.ID
	}
	return after, v.Err()
}

// states are those of people, in the order of the filter.
var states = []string{account.Active, account.Invited, account.Ended, account.Erased}

// office finds an office by its short name.
func (p places) office(code string) (Place, bool) {
	for _, o := range p.offices {
		if o.Code == code {
			return o, true
		}
	}
	return Place{}, false
}

func (p listPage) address(after string) string {
	q := url.Values{}
	for name, value := range map[string]string{"peran": string(p.filter.Role), "opd": p.opd, "keadaan": p.filter.State, "dari": after} {
		if value != "" {
			q.Set(name, value)
		}
	}
	return p.r.Href("/orang?" + q.Encode())
}

// listed reads what the list shows of a person: the name of whoever is on duty or
// invited, as the office itself has it on its door; of others only a letter.
func (d Door) listed(tx *db.Tx, p listPage, one account.Person) (listed, error) {
	row := listed{Person: one, code: d.Code(one.ID)}
	all, err := account.Grants(tx, one.ID)
	if err != nil {
		return row, err
	}
	shown := make([]role, len(all))
	for i, g := range all {
		if shown[i] = p.places.role(p.Lang, g, tx.Now()); shown[i].State != over {
			row.roles = append(row.roles, shown[i])
		}
	}
	row.name, row.hint, err = d.called(tx, one, onDuty(one, shown))
	return row, err
}

// called is how an administrator sees a person: by name while they are on duty,
// and by a login that is masked.
func (d Door) called(tx *db.Tx, one account.Person, duty bool) (name, hint string, err error) {
	if name, err = d.People.NameOf(tx, one); err != nil {
		return "", "", err
	}
	if !duty && name != "" {
		name = masked(name)
	}
	logins, err := d.People.Logins(tx, one.ID)
	var hints []string
	for _, l := range logins {
		hints = append(hints, l.Hint())
	}
	return name, strings.Join(hints, " · "), err
}

// masked leaves a name's first letter.
func masked(name string) string {
	for _, c := range name {
		return string(c) + "•••"
	}
	return ""
}

// nameOr is a person's name, or that there is none any more.
func nameOr(l lang.Lang, name string) string {
	if name == "" {
		return l.T("account.name_gone")
	}
	return name
}

func personStamp(l lang.Lang, state string) parts.Stamp {
	kind := map[string]parts.Kind{account.Active: parts.Done, account.Invited: parts.Waiting}[state]
	return parts.Stamp{Kind: kind, Label: l.T("account.is_" + state)}
}

func (p listPage) table() parts.Table {
	t := parts.Table{Caption: p.T("account.people_title"), Cards: true, Empty: p.T("account.people_none"),
		Columns: []parts.Column{{Label: p.T("account.col_person")}, {Label: p.T("account.col_roles"), Full: true}, {Label: p.T("account.col_state")}}}
	for _, row := range p.rows {
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{
			{Text: nameOr(p.Lang, row.name), Note: row.hint, Href: p.r.Href("/orang/" + row.code)},
			{Part: rolesOf(p.Lang, row.roles)},
			{Part: parts.Cap(p.Lang, personStamp(p.Lang, row.State))}}})
	}
	return t
}

func (p listPage) roleChoice() parts.Choice {
	c := parts.Choice{Field: parts.Field{Name: "peran", Label: p.T("account.role_label"), Value: string(p.filter.Role), Optional: true}, Blank: p.T("account.any_role")}
	c.Options = roleOptions(p.Lang, false)
	return c
}

func (p listPage) officeChoice() parts.Choice {
	c := parts.Choice{Field: parts.Field{Name: "opd", Label: p.T("account.office_label"), Value: p.opd, Optional: true}, Blank: p.T("account.any_office")}
	for _, o := range p.places.offices {
		c.Options = append(c.Options, parts.Option{Value: o.Code, Label: o.Name})
	}
	return c
}

func (p listPage) stateChoice() parts.Choice {
	c := parts.Choice{Field: parts.Field{Name: "keadaan", Label: p.T("account.person_state"), Value: p.filter.State, Optional: true}, Blank: p.T("account.any_state")}
	for _, s := range states {
		c.Options = append(c.Options, parts.Option{Value: s, Label: p.T("account.is_" + s)})
	}
	return c
}

// seeking is a login to be found. It is sent, never written in an address.
type seeking struct {
	session string
	typed   string
	login   account.Login
}

// seekPace keeps one sender from trying addresses by the thousand.
var seekPace = pace.Rate{What: "account.seek", Many: 60, In: time.Hour}

func (d Door) seek() web.Form[seeking, foundPerson] {
	return web.Form[seeking, foundPerson]{Same: true, Secret: []string{"login"},
		Prepare: func(r *web.Request) (seeking, error) {
			v := r.Values()
			in := seeking{session: r.Session(), typed: v.Line("login", 254)}
			err := v.Err()
			if err == nil {
				in.login, err = readLogin(in.typed)
			}
			if err == nil {
				err = r.Paced(seekPace)
			}
			return in, err
		},
		Act: func(tx *db.Tx, in seeking) (foundPerson, error) {
			id, err := d.People.Seek(tx, in.session, in.login)
			return foundPerson{id}, err
		},
		Draw: func(tx *db.Tx, r *web.Request, in seeking, out foundPerson, bad *fault.Fault) (web.Reply, error) {
			switch {
			case bad == nil:
				return web.Reply{To: r.Href("/orang/" + d.Code(out.Person))}, nil
			case bad.Kind == fault.Stranger || bad.Kind == fault.Denied:
				return web.Reply{}, bad
			}
			return d.drawList(tx, r, in.typed, bad)
		},
	}
}

// foundPerson is who was found.
type foundPerson struct {
	Person db.ID `json:"person"`
}
