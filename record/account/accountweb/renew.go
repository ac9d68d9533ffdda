package accountweb

import (
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/record/account"
)

// renewing is a form that gives the second factor: the session goes on under a new
// token.
type renewing struct {
	coding
	token string
	again bool // it came before, and was carried out
}

// fresh is what the house keeps of the new token.
func (in renewing) fresh() string { return web.SessionHash(in.token) }

// readRenewing reads a code and makes the new token. It is made from the form's
// key: who presses twice brings the token from before, which is dead by then, or
// who loads the page once more the new one; both are shown what was shown first.
// form tells the two forms apart.
func (d Door) readRenewing(r *web.Request, form string) (renewing, error) {
	key := form + " " + r.FormKey()
	in := renewing{coding: coding{session: r.Session(), device: r.Device()}}
	err := d.DB.Read(r.Context(), func(tx *db.Tx) error { return in.came(tx, d, key) })
	if err != nil || in.again {
		v := r.Values()
		in.to = v.Line(web.BackField, 1000)
		return in, err
	}
	in.coding, err = d.readCode(r)
	return in, err
}

// came finds whether the form came before: from the session that it renewed, a
// moment ago, or from the one that it made.
func (in *renewing) came(tx *db.Tx, d Door, key string) error {
	here := in.session
	s, err := account.HalfSession(tx, here)
	if err != nil && !fault.Is(err, fault.Stranger) {
		return err
	}
	for _, before := range []string{s.After, here} {
		token := account.TokenOfForm(d.People.Ring, before, key)
		since, is, err := account.Renewed(tx, before, web.SessionHash(token))
		if err != nil {
			return err
		}
		if in.token = token; is && (before != here || tx.Now().Sub(since) < justNow) {
			in.session, in.again = before, true
			return nil
		}
	}
	return nil
}

// renewed is what the browser is told.
func (in renewing) renewed(tx *db.Tx) (*web.Session, error) {
	s, err := account.HalfSession(tx, in.fresh())
	out := &web.Session{Token: in.token}
	if s.Kind == account.MakerKind {
		out.Keep = makerKeep
	}
	return out, err
}
