package accountweb

import (
	"net/url"
	"time"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/record/account"
)

// codeForm asks for the code of the second factor.
type codeForm struct {
	lang.Lang
	r    *web.Request
	to   string
	late bool // there is no session that waits for a code
	more bool // somebody is in, and gives a code once more
	bad  *fault.Fault
}

func (f codeForm) reply() web.Reply {
	return web.Reply{Page: &web.Page{Title: f.T("account.code_title"), Nav: "masuk", Body: codeBody(f)}}
}

func (f codeForm) lead() string {
	if f.more {
		return f.T("account.code_more")
	}
	return f.T("account.code_lead")
}

// withBack is an address that knows where somebody wanted to go.
func withBack(at, to string) string {
	if to == "" {
		return at
	}
	return at + "?" + url.Values{web.BackField: {to}}.Encode()
}

func (d Door) codePage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	v := r.Values()
	f := codeForm{Lang: r.Lang, r: r, to: v.Line(web.BackField, 1000), late: true}
	if err := v.Err(); err != nil {
		return web.Reply{}, err
	}
	if r.Session() == "" {
		return f.reply(), nil
	}
	s, err := account.HalfSession(tx, r.Session())
	switch {
	case fault.Is(err, fault.Stranger):
		return f.reply(), nil
	case err != nil:
		return web.Reply{}, err
	case !s.Half:
		if f.more, err = again(tx, s, f.to); err != nil || !f.more {
			return web.Reply{To: d.home(r, f.to)}, err
		}
	}
	f.late = false
	return f.reply(), nil
}

// again reports whether who is in may give a code once more: they want to go
// somewhere, have a second factor, and did not give it just now.
func again(tx *db.Tx, s account.Session, to string) (bool, error) {
	if to == "" || tx.Now().Sub(s.SecondAt) < justNow {
		return false, nil
	}
	return account.HasSecond(tx, s.Person)
}

// justNow is how long the code that was given is the one that the phone shows.
const justNow = time.Minute

// coding is a code as it came.
type coding struct {
	session, device string
	code            string
	to              string
}

// readCode reads a code and counts the try.
func (d Door) readCode(r *web.Request) (coding, error) {
	v := r.Values()
	in := coding{session: r.Session(), device: r.Device(), code: v.Line("code", 40), to: v.Line(web.BackField, 1000)}
	if in.code == "" {
		v.Wrong("code", "account.code_missing")
	}
	if in.session == "" {
		return in, fault.New(fault.Stranger, "account.stranger")
	}
	if err := v.Err(); err != nil {
		return in, err
	}
	return in, web.Record(r, func(tx *db.Tx) error { return d.People.CountCode(tx, in.session, in.device) })
}

func (d Door) giveCode() web.Form[renewing, struct{}] {
	return web.Form[renewing, struct{}]{Same: true, Secret: []string{"code"},
		Prepare: func(r *web.Request) (renewing, error) { return d.readRenewing(r, "code") },
		Act: func(tx *db.Tx, in renewing) (struct{}, error) {
			if in.again {
				return struct{}{}, nil
			}
			if err := d.People.GiveSecond(tx, in.session, in.code, in.fresh()); err != nil {
				return struct{}{}, err
			}
			return struct{}{}, account.Remember(tx, in.fresh(), in.device)
		},
		Draw: func(tx *db.Tx, r *web.Request, in renewing, _ struct{}, bad *fault.Fault) (web.Reply, error) {
			switch {
			case bad == nil:
				kept, err := in.renewed(tx)
				return web.Reply{To: d.home(r, in.to), Session: kept}, err
			case bad.Kind == fault.Stranger:
				return web.Reply{}, bad
			}
			s, err := account.HalfSession(tx, in.session)
			return codeForm{Lang: r.Lang, r: r, to: in.to, more: !s.Half, bad: bad}.reply(), err
		},
	}
}
