package accountweb

import (
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/record/account"
)

// secretForm asks for the old and a new secret.
type secretForm struct {
	lang.Lang
	r     *web.Request
	login string // for password managers
	pin   bool
	bad   *fault.Fault
}

func (d Door) secretPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	return d.drawSecret(tx, r, nil)
}

func (d Door) drawSecret(tx *db.Tx, r *web.Request, bad *fault.Fault) (web.Reply, error) {
	v, err := account.See(tx, r.Session())
	if err != nil {
		return web.Reply{}, err
	}
	kept, err := account.SecretOf(tx, v.Person)
	if err != nil {
		return web.Reply{}, err
	}
	logins, err := d.People.Logins(tx, v.Person)
	if err != nil {
		return web.Reply{}, err
	}
	f := secretForm{Lang: r.Lang, r: r, pin: kept.Kind == account.PIN, bad: bad}
	for _, l := range logins {
		f.login = l.Text
	}
	return web.Reply{Page: &web.Page{Title: f.title(), Nav: "akun", Body: secretBody(f), Scripts: []string{"account.js"}}}, nil
}

func (f secretForm) title() string {
	if f.pin {
		return f.T("account.change_pin_title")
	}
	return f.T("account.change_title")
}

// changing is a change of the secret.
type changing struct {
	session, device string
	old             account.Kept
	hash            string
}

func (d Door) changeSecret() web.Form[changing, struct{}] {
	return web.Form[changing, struct{}]{Secret: []string{"old", "secret"}, Prepare: d.readChange,
		Act: func(tx *db.Tx, in changing) (struct{}, error) {
			return struct{}{}, account.ChangeSecret(tx, in.session, in.device, in.old, in.hash)
		},
		Draw: func(tx *db.Tx, r *web.Request, _ changing, _ struct{}, bad *fault.Fault) (web.Reply, error) {
			if bad != nil && bad.Kind != fault.Stranger && bad.Kind != fault.Denied {
				return d.drawSecret(tx, r, bad)
			}
			return then(r, bad, "/akun?ya=sandi")
		},
	}
}

// readChange holds the old secret against what is kept and makes the new one.
func (d Door) readChange(r *web.Request) (changing, error) {
	in := changing{session: r.Session(), device: r.Device()}
	old, secret := r.PostForm.Get("old"), r.PostForm.Get("secret")
	var own []string
	err := web.Record(r, func(tx *db.Tx) error {
		v, err := account.See(tx, in.session)
		if err != nil {
			return err
		}
		if own, err = d.wordsOf(tx, v.Person); err != nil {
			return err
		}
		if in.old, err = account.SecretOf(tx, v.Person); err != nil {
			return err
		}
		return d.People.CountSelf(tx, in.session)
	})
	if err != nil {
		return in, err
	}
	bad := fault.New(fault.Invalid, "web.check_fields")
	ok, err := account.CheckSecret(r.Context(), in.old.Hash, old)
	if err != nil {
		return in, err
	}
	if !ok {
		if same, err := account.CheckSecret(r.Context(), in.old.Hash, secret); err != nil || same {
			in.hash = in.old.Hash // the same form came before: there is nothing left to do
			return in, err
		}
		bad.At("old", "account.old_wrong")
	}
	if weak := account.CheckStrength(in.old.Kind, secret, own...); weak != nil {
		bad.At("secret", weak.Key, weak.Args...)
	} else if ok && old == secret {
		bad.At("secret", "account.secret_same")
	}
	if len(bad.Fields) > 0 {
		return in, bad
	}
	in.hash, err = account.HashSecret(r.Context(), secret)
	return in, err
}
