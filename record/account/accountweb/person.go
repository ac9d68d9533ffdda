package accountweb

import (
	"slices"
	"strconv"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/account"
)

// personPage is one person, to an administrator.
type personPage struct {
	lang.Lang
	r *web.Request
	account.Person
	code     string
	name     string
	hint     string
	self     bool
	reveal   bool // there is a page that opens what is masked
	roles    []role
	second   bool
	sessions int
	link     account.Link
	linked   bool // there is a link that is still good
	done     string
	form     string // which form is wrong: its fault is drawn there
	bad      *fault.Fault
}

func (d Door) personPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	v := r.Values()
	done := dones[v.Line("ya", 20)]
	if err := v.Err(); err != nil {
		return web.Reply{}, err
	}
	return d.drawPerson(tx, r, done, "", nil)
}

// personOf reads whose page it is.
func (d Door) personOf(r *web.Request) (db.ID, error) {
	id, ok := d.ID(r.PathValue("code"))
	if !ok {
		return 0, fault.New(fault.NotFound, "account.no_person")
	}
	return id, nil
}

func (d Door) drawPerson(tx *db.Tx, r *web.Request, done, form string, bad *fault.Fault) (web.Reply, error) {
	who, err := administers(tx, r)
	if err != nil {
		return web.Reply{}, err
	}
	id, err := d.personOf(r)
	if err != nil {
		return web.Reply{}, err
	}
	p := personPage{Lang: r.Lang, r: r, code: r.PathValue("code"), self: who.Person == id, reveal: d.Data != "" && who.Person != id, done: done, form: form, bad: bad}
	if p.Person, err = account.PersonByID(tx, id); err != nil {
		return web.Reply{}, err
	}
	if err := d.readPerson(tx, &p); err != nil {
		return web.Reply{}, err
	}
	return web.Reply{Page: &web.Page{Title: nameOr(p.Lang, p.name), Nav: "orang", Body: personBody(p)}}, nil
}

func (d Door) readPerson(tx *db.Tx, p *personPage) (err error) {
	if p.roles, err = d.roles(tx, p.Lang, p.ID); err != nil {
		return err
	}
	if p.name, p.hint, err = d.called(tx, p.Person, p.self || onDuty(p.Person, p.roles)); err != nil {
		return err
	}
	if p.second, err = account.HasSecond(tx, p.ID); err != nil {
		return err
	}
	all, err := account.Sessions(tx, p.ID)
	if err != nil {
		return err
	}
	p.sessions = len(all)
	p.link, p.linked, err = account.OpenLink(tx, p.ID)
	return err
}

// onDuty reports whether an administrator sees somebody by name: staff on duty or
// to be, and who was invited for that. Makers are not.
func onDuty(one account.Person, roles []role) bool {
	maker := false
	for _, r := range roles {
		if r.Role.Staff() && r.State != over {
			return true
		}
		maker = maker || !r.Role.Staff()
	}
	return one.State == account.Invited && !maker
}

// live reports whether anything can still be done with the account.
func (p personPage) live() bool { return p.State == account.Active || p.State == account.Invited }

// maker reports whether a counter lets the person back in, and nobody else.
func (p personPage) maker() bool {
	return slices.ContainsFunc(p.roles, func(r role) bool { return r.Role == account.Maker && r.State == now }) &&
		!slices.ContainsFunc(p.roles, func(r role) bool { return r.Role.Staff() && r.State != over })
}

// wrong is the fault of a form of the page, if it is that one's.
func (p personPage) wrong(form string) *fault.Fault {
	if p.form == form {
		return p.bad
	}
	return nil
}

func (p personPage) table() parts.Table {
	var href func(role) string
	if !p.self && p.live() {
		href = func(r role) string { return p.r.Href("/orang/" + p.code + "/peran/" + r.code) }
	}
	return roleTable(p.Lang, p.roles, href)
}

// acting is a short form of an administrator about another person.
type acting struct {
	session string
	person  db.ID
	version int64
	code    string
	token   string
}

// about makes a form about the person of the page. Its own field may be wrong;
// then the page is drawn again, with the fault beside that form.
func about[Out any](d Door, form, done string, read func(r *web.Request, in *acting) error, act func(tx *db.Tx, in acting) (Out, error),
	draw func(tx *db.Tx, r *web.Request, in acting, out Out) (web.Reply, error)) web.Form[acting, Out] {
	return web.Form[acting, Out]{Secret: []string{"code"},
		Prepare: func(r *web.Request) (acting, error) {
			in := acting{session: r.Session()}
			var err error
			if in.person, err = d.personOf(r); err == nil && read != nil {
				err = read(r, &in)
			}
			return in, err
		},
		Act: act,
		Draw: func(tx *db.Tx, r *web.Request, in acting, out Out, bad *fault.Fault) (web.Reply, error) {
			switch {
			case bad == nil && draw != nil:
				return draw(tx, r, in, out)
			case bad == nil:
				return web.Reply{To: r.Href("/orang/" + r.PathValue("code") + "?ya=" + done)}, nil
			case bad.Kind == fault.Invalid || bad.Kind == fault.Conflict || bad.Kind == fault.TooMany:
				return d.drawPerson(tx, r, "", form, bad)
			}
			return web.Reply{}, bad
		},
	}
}

// purposed is what kind of link was made.
type purposed struct {
	Purpose string `json:"purpose"`
}

// link makes a new link: an invitation again, or for a new secret after the
// person was seen.
func (d Door) link() web.Form[acting, purposed] {
	return about(d, "tautan", "", func(r *web.Request, in *acting) error {
		if err := d.toAdministrators(r); err != nil {
			return err
		}
		in.token = account.LinkOfForm(d.People.Ring, r.FormKey())
		if r.PostForm.Get("seen") == "" {
			return fault.New(fault.Invalid, "web.check_fields").At("seen", "account.seen_needed")
		}
		return nil
	}, func(tx *db.Tx, in acting) (purposed, error) {
		if err := d.People.InviteAgain(tx, in.session, in.person, in.token); err != nil {
			return purposed{}, err
		}
		l, err := account.LinkOf(tx, in.token)
		return purposed{l.Purpose}, err
	}, func(tx *db.Tx, r *web.Request, in acting, out purposed) (web.Reply, error) {
		all, err := d.People.Logins(tx, in.person)
		if err != nil {
			return web.Reply{}, err
		}
		m := madeLink{person: in.person, purpose: out.Purpose, token: in.token}
		for _, l := range all {
			m.login = l
		}
		return d.drawLink(r, m), nil
	})
}

// release takes a lost second factor away.
func (d Door) release() web.Form[acting, struct{}] {
	return about(d, "faktor", "faktor", func(r *web.Request, in *acting) error {
		got, err := d.readCode(r)
		in.code = got.code
		return err
	}, func(tx *db.Tx, in acting) (struct{}, error) {
		return struct{}{}, d.People.Release(tx, in.session, in.person, in.code)
	}, nil)
}

// endTheirs ends all sessions of a person.
func (d Door) endTheirs() web.Form[acting, struct{}] {
	return about(d, "keluar", "keluar", nil, func(tx *db.Tx, in acting) (struct{}, error) {
		return struct{}{}, account.EndAllOf(tx, in.session, in.person)
	}, nil)
}

// end closes an account.
func (d Door) end() web.Form[acting, struct{}] {
	return about(d, "tutup", "tutup", func(r *web.Request, in *acting) (err error) {
		if in.version, err = strconv.ParseInt(r.PostForm.Get("version"), 10, 64); err != nil {
			return fault.New(fault.Invalid, "account.person_moved")
		}
		if r.PostForm.Get("sure") == "" { // one touch on a phone must not end an account
			return fault.New(fault.Invalid, "web.check_fields").At("sure", "account.close_needed")
		}
		return nil
	}, func(tx *db.Tx, in acting) (struct{}, error) {
		return struct{}{}, d.People.EndPerson(tx, in.session, in.person, in.version)
	}, nil)
}
