package accountweb

import (
	"net/url"
	"strings"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/record/account"
)

// secondForm is the page of the second factor: not begun, begun, or set up.
type secondForm struct {
	lang.Lang
	r      *web.Request
	set    bool
	secret string // begun: for the app
	code   square
	left   int
	must   bool // a role asks for it
	ask    bool // the secret is asked for before
	pin    bool
	bad    *fault.Fault
}

func (d Door) secondPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	return d.drawSecond(tx, r, nil)
}

func (d Door) drawSecond(tx *db.Tx, r *web.Request, bad *fault.Fault) (web.Reply, error) {
	v, err := account.See(tx, r.Session())
	if err != nil {
		return web.Reply{}, err
	}
	f := secondForm{Lang: r.Lang, r: r, bad: bad}
	if f.set, err = account.HasSecond(tx, v.Person); err != nil {
		return web.Reply{}, err
	}
	if f.left, err = account.CodesLeft(tx, v.Person); err != nil {
		return web.Reply{}, err
	}
	if f.must, err = account.NeedsSecond(tx, v.Person); err != nil {
		return web.Reply{}, err
	}
	kept, err := account.SecretOf(tx, v.Person)
	if err != nil {
		return web.Reply{}, err
	}
	f.ask, f.pin = asksFor(v, kept), kept.Kind == account.PIN
	if !f.set {
		if f.secret, _, err = d.People.Offered(tx, v.Person, r.Session()); err != nil {
			return web.Reply{}, err
		}
	}
	if f.secret != "" {
		if f.code, err = d.square(tx, v.Person, f.secret); err != nil {
			return web.Reply{}, err
		}
	}
	return web.Reply{Page: &web.Page{Title: f.T("account.second_title"), Nav: "akun", Body: secondBody(f), Scripts: []string{"account.js"}}}, nil
}

// asksFor reports whether a person's own secret is asked for before their second
// factor is set up. Made-up people have none.
func asksFor(v account.Viewer, kept account.Kept) bool { return !v.Demo || kept.Person != 0 }

// square draws the secret as apps read it (the otpauth address of Google's
// key URI format, which all of them know).
func (d Door) square(tx *db.Tx, person db.ID, secret string) (square, error) {
	all, err := d.People.Logins(tx, person)
	if err != nil {
		return square{}, err
	}
	name := ""
	for _, l := range all {
		name = l.Text
	}
	label := url.PathEscape(d.House + ":" + name)
	return drawQR("otpauth://totp/" + label + "?secret=" + secret + "&issuer=" + url.PathEscape(d.House))
}

// grouped writes a secret in groups of four, to be typed.
func grouped(secret string) string {
	var b strings.Builder
	for i, c := range secret {
		if i > 0 && i%4 == 0 {
			b.WriteByte(' ')
		}
		b.WriteRune(c)
	}
	return b.String()
}

// beginning is a second factor to be set up.
type beginning struct {
	session, secret string
	old             account.Kept
}

// beginSecond makes a secret for the person's app, for their own password or PIN:
// who has only the session must not be the one whose app is asked for from then on.
func (d Door) beginSecond() web.Form[beginning, struct{}] {
	return web.Form[beginning, struct{}]{Secret: []string{"old"}, Prepare: d.readBeginning,
		Act: func(tx *db.Tx, in beginning) (struct{}, error) {
			return struct{}{}, d.People.BeginSecond(tx, in.session, in.old, in.secret)
		},
		Draw: func(tx *db.Tx, r *web.Request, _ beginning, _ struct{}, bad *fault.Fault) (web.Reply, error) {
			if bad != nil && bad.Kind != fault.Stranger && bad.Kind != fault.Denied {
				return d.drawSecond(tx, r, bad)
			}
			return then(r, bad, "/akun/kode")
		},
	}
}

func (d Door) readBeginning(r *web.Request) (beginning, error) {
	in := beginning{session: r.Session()}
	var err error
	in.old, err = d.ownSecret(r, func(_ *db.Tx, v account.Viewer, kept account.Kept) (bool, error) { return asksFor(v, kept), nil })
	if err == nil {
		in.secret, _, err = account.NewSecond(d.House, "x")
	}
	return in, err
}

// ownSecret takes the person's own secret from the field "old", where ask says
// that it is needed, and gives what is kept of it. Each try counts.
func (d Door) ownSecret(r *web.Request, ask func(*db.Tx, account.Viewer, account.Kept) (bool, error)) (old account.Kept, err error) {
	asked := false
	err = web.Record(r, func(tx *db.Tx) error {
		v, err := account.See(tx, r.Session())
		if err != nil {
			return err
		}
		if old, err = account.SecretOf(tx, v.Person); err != nil {
			return err
		}
		if asked, err = ask(tx, v, old); err != nil || !asked {
			return err
		}
		return d.People.CountSelf(tx, r.Session())
	})
	if err != nil || !asked {
		return old, err
	}
	ok, err := account.CheckSecret(r.Context(), old.Hash, r.PostForm.Get("old"))
	if err == nil && !ok {
		err = fault.New(fault.Invalid, "web.check_fields").At("old", "account.old_wrong")
	}
	return old, err
}

// codes are recovery codes that are made.
type codes struct {
	renewing
	all []string
}

// readCodes reads a code and makes recovery codes. They come from the form's key,
// so that whoever presses twice is shown the codes that were kept, as long as they
// are signed in: reading the code asks.
func (d Door) readCodes(r *web.Request) (codes, error) {
	in, err := d.readCode(r)
	return codes{renewing{coding: in}, account.CodesOf(d.People.Ring, r.Session()+" "+r.FormKey())}, err
}

// finishSecond takes the first code of the app. The session goes on under a new
// token.
func (d Door) finishSecond() web.Form[codes, struct{}] {
	return d.withCodes(func(r *web.Request) (codes, error) {
		in, err := d.readRenewing(r, "app")
		return codes{in, account.CodesOf(d.People.Ring, in.session+" "+r.FormKey())}, err
	}, func(tx *db.Tx, in codes) error {
		if in.again {
			return nil
		}
		return d.People.FinishSecond(tx, in.session, in.code, in.all, in.fresh())
	})
}

// renewCodes makes new recovery codes.
func (d Door) renewCodes() web.Form[codes, struct{}] {
	return d.withCodes(d.readCodes, func(tx *db.Tx, in codes) error { return d.People.RenewCodes(tx, in.session, in.code, in.all) })
}

func (d Door) withCodes(read func(*web.Request) (codes, error), act func(tx *db.Tx, in codes) error) web.Form[codes, struct{}] {
	return web.Form[codes, struct{}]{Secret: []string{"code"}, Prepare: read,
		Act: func(tx *db.Tx, in codes) (struct{}, error) { return struct{}{}, act(tx, in) },
		Draw: func(tx *db.Tx, r *web.Request, in codes, _ struct{}, bad *fault.Fault) (web.Reply, error) {
			switch {
			case bad == nil:
				return d.drawCodes(tx, r, in)
			case bad.Kind == fault.Stranger || bad.Kind == fault.Denied:
				return web.Reply{}, bad
			}
			return d.drawSecond(tx, r, bad)
		},
	}
}

func (d Door) drawCodes(tx *db.Tx, r *web.Request, in codes) (reply web.Reply, err error) {
	reply.Page = &web.Page{Title: r.Lang.T("account.codes_title"), Nav: "akun", Body: codesBody(codesPage{r.Lang, r, d.House, in.all}), Scripts: []string{"account.js"}}
	if in.token != "" {
		reply.Session, err = in.renewed(tx)
	}
	return reply, err
}

// codesPage shows recovery codes, once.
type codesPage struct {
	lang.Lang
	r     *web.Request
	house string
	all   []string
}
