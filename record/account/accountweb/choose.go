package accountweb

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/record/account"
)

// chooseForm is the page behind a link: its holder chooses a secret. Of the first
// administrator it asks who they are as well.
type chooseForm struct {
	lang.Lang
	r       *web.Request
	purpose string
	pin     bool
	hint    string // of the login that the link is for
	in      choosing
	bad     *fault.Fault
}

// choosing is a choice as it came.
type choosing struct {
	browser
	link    string // the link's token
	person  db.ID
	kind    account.SecretKind
	hash    string
	login   string // as typed
	signed  string // as typed
	first   account.New
	decree  account.Decree
	purpose string
}

// words names a sentence of the page: staff choose a password, makers a PIN.
func (f chooseForm) words(name string) string {
	if f.pin {
		return f.T("account.choose_" + name + "_" + f.purpose + "_pin")
	}
	return f.T("account.choose_" + name + "_" + f.purpose)
}

func (f chooseForm) title() string { return f.words("title") }

func (f chooseForm) reply() web.Reply {
	return web.Reply{Page: &web.Page{Title: f.title(), Nav: "masuk", Body: chooseBody(f), Scripts: []string{"account.js"}}}
}

func (d Door) choosePage(purpose string) func(*db.Tx, *web.Request) (web.Reply, error) {
	return func(tx *db.Tx, r *web.Request) (web.Reply, error) {
		reply, err := d.drawChoose(tx, r, purpose, choosing{link: r.PathValue("token")}, nil)
		return spent(r, purpose, reply, err)
	}
}

// spent answers a link that is good no more: whoever opens the message a second
// time has chosen a secret already, and only wants to get in.
func spent(r *web.Request, purpose string, reply web.Reply, err error) (web.Reply, error) {
	if !fault.Is(err, fault.NotFound) {
		return reply, err
	}
	return web.Reply{Status: http.StatusNotFound, Page: &web.Page{Title: r.Lang.T("account.spent_title"), Nav: "masuk", Body: spentBody(r, purpose)}}, nil
}

func (d Door) drawChoose(tx *db.Tx, r *web.Request, purpose string, in choosing, bad *fault.Fault) (web.Reply, error) {
	l, kind, err := linkOf(tx, in.link, purpose)
	if err != nil {
		return web.Reply{}, err
	}
	f := chooseForm{Lang: r.Lang, r: r, purpose: purpose, pin: kind == account.PIN, in: in, bad: bad}
	if l.Person != 0 {
		all, err := d.People.Logins(tx, l.Person)
		if err != nil {
			return web.Reply{}, err
		}
		for _, one := range all {
			f.hint = one.Hint()
		}
	}
	return f.reply(), nil
}

// linkOf finds a link of a purpose and the kind of secret that its holder
// chooses: staff a password, makers a PIN.
func linkOf(tx *db.Tx, token, purpose string) (account.Link, account.SecretKind, error) {
	l, err := account.LinkOf(tx, token)
	if err == nil && l.Purpose != purpose {
		err = fault.New(fault.NotFound, "account.link_spent")
	}
	if err != nil || l.Person == 0 {
		return l, account.Password, err
	}
	all, err := account.Grants(tx, l.Person)
	if slices.ContainsFunc(all, func(g account.Grant) bool { return !g.Role.Staff() }) && !slices.ContainsFunc(all, func(g account.Grant) bool { return g.Role.Staff() }) {
		return l, account.PIN, err
	}
	return l, account.Password, err
}

func (d Door) choose(purpose string) web.Form[choosing, entered] {
	return web.Form[choosing, entered]{Same: true, Secret: []string{"secret"},
		Prepare: func(r *web.Request) (choosing, error) { return d.readChoice(r, purpose) },
		Act: func(tx *db.Tx, in choosing) (out entered, err error) {
			var person db.ID
			if purpose == account.SetUp {
				person, err = d.People.SetUp(tx, in.link, in.first, in.decree, in.hash)
			} else {
				person, err = d.People.Accept(tx, in.link, purpose, in.kind, in.hash)
			}
			if err != nil {
				return entered{}, err
			}
			half, err := d.People.Enter(tx, person, in.begin)
			if err != nil {
				return entered{}, err
			}
			needs, err := account.NeedsSecond(tx, person)
			return entered{half, in.kind == account.PIN, needs}, err
		},
		Draw: func(tx *db.Tx, r *web.Request, in choosing, out entered, bad *fault.Fault) (web.Reply, error) {
			switch {
			case bad == nil:
				return d.in(r, in.browser, out, ""), nil
			case bad.Kind == fault.NotFound:
				return spent(r, purpose, web.Reply{}, bad)
			}
			reply, err := d.drawChoose(tx, r, purpose, in, bad)
			return spent(r, purpose, reply, err)
		},
	}
}

// readChoice reads a choice, judges its strength and hashes it.
func (d Door) readChoice(r *web.Request, purpose string) (choosing, error) {
	v := r.Values()
	in := choosing{browser: newBrowser(r), link: r.PathValue("token"), purpose: purpose}
	own, err := d.chooser(r.Context(), &in)
	if err != nil {
		return in, err
	}
	bad := fault.New(fault.Invalid, "web.check_fields")
	if purpose == account.SetUp {
		own = in.readFirst(v, r.Lang.Tag(), bad)
	}
	secret := r.PostForm.Get("secret")
	if weak := account.CheckStrength(in.kind, secret, own...); weak != nil {
		bad.At("secret", weak.Key, weak.Args...)
	}
	if err := gathered([]string{"name", "login", "decree", "signed", "about", "secret"}, v.Err(), bad); err != nil {
		if f := fault.Of(err); secret != "" {
			if _, told := f.Field("secret"); !told {
				f.At("secret", "account.secret_once_more") // it is never sent back to the page
			}
		}
		return in, err
	}
	in.hash, err = account.HashSecret(r.Context(), secret)
	return in, err
}

// chooser finds whose link it is, and which words are theirs.
func (d Door) chooser(ctx context.Context, in *choosing) (own []string, err error) {
	err = d.DB.Read(ctx, func(tx *db.Tx) error {
		l, kind, err := linkOf(tx, in.link, in.purpose)
		if err != nil || l.Person == 0 {
			in.kind = kind
			return err
		}
		in.person, in.kind = l.Person, kind
		own, err = d.wordsOf(tx, l.Person)
		return err
	})
	return own, err
}

// wordsOf lists what others know of a person: no good part of a secret.
func (d Door) wordsOf(tx *db.Tx, person db.ID) ([]string, error) {
	name, err := d.People.Name(tx, person)
	if err != nil {
		return nil, err
	}
	all, err := d.People.Logins(tx, person)
	own := []string{name}
	for _, l := range all {
		if own = append(own, l.Text); l.Way == "phone" {
			own = append(own, "0"+strings.TrimPrefix(l.Text, "62"))
		}
	}
	return own, err
}

// readFirst reads who the first administrator is.
func (in *choosing) readFirst(v *web.Values, tag lang.Tag, bad *fault.Fault) (own []string) {
	in.first = account.New{Name: v.Line("name", 100), Lang: string(tag)}
	in.login = v.Line("login", 254)
	login, err := readLogin(in.login)
	if f := fault.Of(err); f != nil {
		bad.Fields = append(bad.Fields, f.Fields...)
	}
	in.first.Login = login
	if in.first.Name == "" {
		bad.At("name", "account.name_missing")
	}
	in.decree = account.Decree{Number: v.Line("decree", 80), About: v.Line("about", 200)}
	in.signed = v.Line("signed", 10)
	if in.decree.Signed, err = date.ParseDay(in.signed); err != nil {
		bad.At("signed", "account.day_needed")
	}
	if len(in.decree.Number) < 3 {
		bad.At("decree", "account.decree_number")
	}
	return []string{in.first.Name, login.Text}
}
