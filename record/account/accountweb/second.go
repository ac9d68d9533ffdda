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
	if !f.set {
		if f.secret, _, err = d.People.Offered(tx, v.Person); err != nil {
			return web.Reply{}, err
		}
	}
	if f.secret != "" {
		if f.code, err = d.square(tx, v.Person, f.secret); err != nil {
			return web.Reply{}, err
		}
	}
	return web.Reply{Page: &web.Page{Title: f.T("account.second_title"), Nav: "akun", Body: secondBody(f)}}, nil
}

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
type beginning struct{ session, secret string }

// beginSecond makes a secret for the person's app.
func (d Door) beginSecond() web.Form[beginning, struct{}] {
	return web.Form[beginning, struct{}]{
		Prepare: func(r *web.Request) (beginning, error) {
			secret, _, err := account.NewSecond(d.House, "x")
			return beginning{r.Session(), secret}, err
		},
		Act: func(tx *db.Tx, in beginning) (struct{}, error) {
			return struct{}{}, d.People.BeginSecond(tx, in.session, in.secret)
		},
		Draw: func(_ *db.Tx, r *web.Request, _ beginning, _ struct{}, bad *fault.Fault) (web.Reply, error) {
			return then(r, bad, "/akun/kode")
		},
	}
}

// codes are recovery codes that are made.
type codes struct {
	coding
	all []string
}

// readCodes reads a code and makes recovery codes. They come from the form's key,
// so that whoever presses twice is shown the codes that were kept, as long as they
// are signed in: readCode asks.
func (d Door) readCodes(r *web.Request) (codes, error) {
	in, err := d.readCode(r)
	return codes{in, account.CodesOf(d.People.Ring, r.Session()+" "+r.FormKey())}, err
}

// finishSecond takes the first code of the app.
func (d Door) finishSecond() web.Form[codes, struct{}] {
	return d.withCodes(func(tx *db.Tx, in codes) error { return d.People.FinishSecond(tx, in.session, in.code, in.all) })
}

// renewCodes makes new recovery codes.
func (d Door) renewCodes() web.Form[codes, struct{}] {
	return d.withCodes(func(tx *db.Tx, in codes) error { return d.People.RenewCodes(tx, in.session, in.code, in.all) })
}

func (d Door) withCodes(act func(tx *db.Tx, in codes) error) web.Form[codes, struct{}] {
	return web.Form[codes, struct{}]{Secret: []string{"code"}, Prepare: d.readCodes,
		Act: func(tx *db.Tx, in codes) (struct{}, error) { return struct{}{}, act(tx, in) },
		Draw: func(tx *db.Tx, r *web.Request, in codes, _ struct{}, bad *fault.Fault) (web.Reply, error) {
			switch {
			case bad == nil:
				return web.Reply{Page: &web.Page{Title: r.Lang.T("account.codes_title"), Nav: "akun", Body: codesBody(codesPage{r.Lang, r, d.House, in.all})}}, nil
			case bad.Kind == fault.Stranger || bad.Kind == fault.Denied:
				return web.Reply{}, bad
			}
			return d.drawSecond(tx, r, bad)
		},
	}
}

// codesPage shows recovery codes, once.
type codesPage struct {
	lang.Lang
	r     *web.Request
	house string
	all   []string
}
