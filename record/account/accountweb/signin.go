package accountweb

import (
	"time"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/record/account"
)

// makerKeep is how long a maker's browser keeps its session; the session itself
// ends earlier when it is not used. A staff member's browser keeps it until it is
// closed.
const makerKeep = 180 * 24 * time.Hour

// signInForm is the page where somebody says who they are.
type signInForm struct {
	lang.Lang
	r     *web.Request
	login string
	to    string
	bad   *fault.Fault
	card  string // the code of a maker's card that was scanned; "": none
	hint  string // of the number that the card stands for
	demo  bool   // a demonstration: its made-up people need no password
}

func (f signInForm) reply() web.Reply {
	return web.Reply{Page: &web.Page{Title: f.T("account.sign_in_title"), Description: f.T("account.sign_in_lead"), Nav: "masuk", Body: signInBody(f), Scripts: []string{"account.js"}}}
}

func (d Door) signInPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	v := r.Values()
	f := signInForm{Lang: r.Lang, r: r, demo: d.People.Demo, to: v.Line(web.BackField, 1000), card: v.Line(cardField, 20)}
	if err := v.Err(); err != nil {
		return web.Reply{}, err
	}
	if r.Session() != "" {
		if _, err := account.See(tx, r.Session()); err == nil {
			return web.Reply{To: d.home(r, f.to)}, nil
		}
	}
	return d.scanned(tx, f)
}

// scanned is the page with what a card says. A card that is nobody's asks for the
// number, as without one.
func (d Door) scanned(tx *db.Tx, f signInForm) (web.Reply, error) {
	login, known, err := d.carried(tx, f.card)
	if known {
		f.hint = login.Hint()
	} else {
		f.card = ""
	}
	return f.reply(), err
}

// home is where somebody who is in comes to.
func (d Door) home(r *web.Request, to string) string {
	other := "/akun"
	if d.Home != "" {
		other = d.Home
	}
	return web.Back(to, r.Href(other))
}

// browser is what a browser is told to keep, and what of it the house keeps.
type browser struct {
	token  string
	device string // new; "" when the browser has one
	begin  account.Begin
}

// newBrowser makes the tokens of a browser that signs in.
func newBrowser(r *web.Request) browser {
	b := browser{token: web.NewKey()}
	b.begin = account.Begin{Session: web.SessionHash(b.token), Old: r.Session(), Device: r.Device(), Name: browserName(r.UserAgent())}
	if b.begin.Device == "" {
		b.device = web.NewKey()
		b.begin.Device = web.SessionHash(b.device)
	}
	return b
}

// session is what the browser is told.
func (b browser) session(maker bool) *web.Session {
	s := &web.Session{Token: b.token, Device: b.device}
	if maker {
		s.Keep = makerKeep
	}
	return s
}

// entering is a sign-in as it came.
type entering struct {
	browser
	typed string
	card  string
	to    string
	kept  account.Kept
}

// entered is what came of it.
type entered struct {
	Half  bool `json:"half"`  // the code is still to come
	Maker bool `json:"maker"` // signed in with a PIN
	Needs bool `json:"needs"` // a second factor has to be set up first
}

func (d Door) signIn() web.Form[entering, entered] {
	return web.Form[entering, entered]{Same: true, Secret: []string{"secret"}, Prepare: d.prove,
		Act: func(tx *db.Tx, in entering) (entered, error) {
			half, err := d.People.SignIn(tx, in.kept, in.begin)
			if err != nil {
				return entered{}, err
			}
			needs, err := account.NeedsSecond(tx, in.kept.Person)
			return entered{half, in.kept.Kind == account.PIN, needs}, err
		},
		Draw: func(tx *db.Tx, r *web.Request, in entering, out entered, bad *fault.Fault) (web.Reply, error) {
			if bad != nil {
				return d.scanned(tx, signInForm{Lang: r.Lang, r: r, login: in.typed, to: in.to, bad: bad, card: in.card})
			}
			return d.in(r, in.browser, out, in.to), nil
		},
	}
}

// prove holds a login and a secret against what is kept. Everything about it
// that can be seen from outside is the same for a login that nobody has.
func (d Door) prove(r *web.Request) (entering, error) {
	v := r.Values()
	in := entering{browser: newBrowser(r), typed: v.Line("login", 254), card: v.Line(cardField, 20), to: v.Line(web.BackField, 1000)}
	if err := v.Err(); err != nil {
		return in, err
	}
	secret := r.PostForm.Get("secret")
	login, err := d.loginOf(r, in)
	if err == nil && secret == "" {
		err = fault.New(fault.Invalid, "web.check_fields").At("secret", "account.secret_missing")
	}
	if err != nil {
		return in, err
	}
	in.begin.Try = account.Try{Login: login, Sender: r.Sender(), Device: r.Device()}
	second := false
	err = web.Record(r, func(tx *db.Tx) error {
		err := d.People.Count(tx, in.begin.Try)
		if err == nil {
			in.kept, err = d.People.Find(tx, login)
		}
		if err == nil {
			second, err = account.HasSecond(tx, in.kept.Person)
		}
		return err
	})
	if err != nil {
		return in, err
	}
	if second {
		in.begin.Device = "" // it is known when the code was given as well, see account.Remember
	}
	ok, err := account.CheckSecret(r.Context(), in.kept.Hash, secret)
	if err == nil && !ok {
		err = account.Wrong()
	}
	return in, err
}

// loginOf is what was typed, or what the card that was scanned stands for.
func (d Door) loginOf(r *web.Request, in entering) (login account.Login, err error) {
	if in.typed != "" || in.card == "" {
		return readLogin(in.typed)
	}
	known := false
	err = d.DB.Read(r.Context(), func(tx *db.Tx) (err error) { login, known, err = d.carried(tx, in.card); return err })
	if err == nil && !known {
		return readLogin("")
	}
	return login, err
}

// in leads somebody in who has just begun a session.
func (d Door) in(r *web.Request, b browser, out entered, to string) web.Reply {
	reply := web.Reply{Session: b.session(out.Maker), To: d.home(r, to)}
	switch {
	case out.Half:
		reply.To = withBack(r.Href("/masuk/kode"), to)
	case out.Needs:
		reply.To = r.Href("/akun/kode")
	}
	return reply
}

// readLogin reads what was typed as a login; what is wrong is told at its field.
func readLogin(typed string) (account.Login, error) {
	if typed == "" {
		return account.Login{}, fault.New(fault.Invalid, "web.check_fields").At("login", "account.login_missing")
	}
	l, err := account.ReadLogin(typed)
	if f := fault.Of(err); f != nil {
		return l, fault.New(fault.Invalid, "web.check_fields").At("login", f.Key, f.Args...)
	}
	return l, err
}

// forgotten explains the ways back.
func (d Door) forgotten(_ *db.Tx, r *web.Request) (web.Reply, error) {
	return web.Reply{Page: &web.Page{Title: r.Lang.T("account.forgot_title"), Nav: "masuk", Body: forgottenBody(r)}}, nil
}

// leave ends the session of this browser, or with "semua" all of the person.
func (d Door) leave() web.Form[leaving, struct{}] {
	return web.Form[leaving, struct{}]{Same: true,
		Prepare: func(r *web.Request) (leaving, error) {
			return leaving{r.Session(), r.PostForm.Get("semua") != ""}, nil
		},
		Act: func(tx *db.Tx, in leaving) (struct{}, error) {
			return struct{}{}, account.Leave(tx, in.session, in.all)
		},
		Draw: func(_ *db.Tx, r *web.Request, _ leaving, _ struct{}, bad *fault.Fault) (web.Reply, error) {
			if bad != nil {
				return web.Reply{}, bad
			}
			return web.Reply{To: r.Href("/"), Session: &web.Session{}}, nil
		},
	}
}

type leaving struct {
	session string
	all     bool
}
