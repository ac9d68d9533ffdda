package paspor

import (
	"slices"
	"strings"
	"time"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/registry"
)

// mostAnHour is how often one link may be opened in an hour: a link that was passed on to
// many is no longer between an owner and whom they allow.
const mostAnHour = 60

// gone begins the keys of what a link says that is not open: revoked, ended, or the state
// of its business.
const gone = "paspor.gone_"

// Gone tells whether a fault is that of a link that is not open, and why.
func Gone(f *fault.Fault) (why string, is bool) {
	if f == nil {
		return "", false
	}
	return strings.CutPrefix(f.Key, gone)
}

func isGone(why string) error { return fault.New(fault.NotFound, gone+why) }

// byToken finds the link of a token, if it opens: a token that nobody made tells as little
// as one that could be none.
func (d *Desk) byToken(tx *db.Tx, text string) (Link, error) {
	none := fault.New(fault.NotFound, "paspor.no_link")
	token, ok := ReadToken(text)
	if !ok {
		return Link{}, none
	}
	l, found, err := db.One(tx, scanLink, linkSelect+` where p.hash = $1`, hashOf(token))
	if err != nil {
		return l, err
	}
	if !found {
		return l, none
	}
	if s := l.At(tx.Now()); s != Good {
		return l, isGone(string(s))
	}
	return d.stands(tx, l)
}

// stands refuses a link whose maker owns the business no longer, or whose business is not
// published.
func (d *Desk) stands(tx *db.Tx, l Link) (Link, error) {
	owners, err := registry.OwnersOf(tx, l.Business)
	if err != nil {
		return l, err
	}
	for _, o := range owners {
		if account.Actor(o) == l.By {
			l.Maker = o
		}
	}
	if l.Maker == 0 && !leftOut("owner") {
		return l, isGone(string(Revoked))
	}
	b, err := registry.ByID(tx, l.Business)
	if err == nil && b.State != registry.Published {
		err = isGone(string(b.State))
	}
	return l, err
}

// Knock tells what a link is without opening it: nothing of the business but its name.
func (d *Desk) Knock(tx *db.Tx, token string) (l Link, name string, err error) {
	if l, err = d.byToken(tx, token); err != nil {
		return l, "", err
	}
	b, err := d.Book.Lent(tx, l.Business, nil)
	return l, b.Facts[registry.Name], err
}

// Open opens a link once, and counts it. Two who open at once, or one who opens and one
// who revokes, come one after the other: each of them changes the row of the link.
func (d *Desk) Open(tx *db.Tx, token string) (Link, error) {
	l, err := d.byToken(tx, token)
	if err != nil {
		return l, err
	}
	n, _, err := db.One(tx, (*db.Row).Int, `select count(*) from registry_passport_opening where passport = $1 and at > $2`, l.ID, tx.Now().Add(-time.Hour))
	if err == nil && n >= mostAnHour && !leftOut("hour") {
		err = fault.New(fault.TooMany, "paspor.opened_many", mostAnHour)
	}
	if err != nil {
		return l, err
	}
	if leftOut("count") {
		return l, nil
	}
	l.Opened++
	if err := tx.ExecOr(isGone(string(Revoked)), `update registry_passport set opened = $2 where id = $1 and opened = $3 and revoked_at is null`, l.ID, l.Opened, l.Opened-1); err != nil {
		return l, err
	}
	if _, err := tx.Exec(`insert into registry_passport_opening (id, passport, business, number, at) values ($1, $2, $3, $4, $5)`, tx.NewID(), l.ID, l.Business, l.Opened, tx.Now()); err != nil {
		return l, err
	}
	b, err := d.Book.Lent(tx, l.Business, facts(l.Shown))
	if err != nil {
		return l, err
	}
	var read []registry.Fact
	for _, f := range facts(l.Shown) {
		if b.Facts[f] != "" {
			read = append(read, f)
		}
	}
	return l, d.Book.ReadByLink(tx, l.Business, l.ID, read)
}

// Read draws what a link shows, as it stands now. It counts nothing: Open does.
func (d *Desk) Read(tx *db.Tx, token string) (Link, Sheet, error) {
	l, err := d.byToken(tx, token)
	if err != nil {
		return l, Sheet{}, err
	}
	b, err := d.Book.Lent(tx, l.Business, facts(l.Shown))
	if err != nil {
		return l, Sheet{}, err
	}
	s, err := d.sheet(tx, b, slices.Contains(l.Shown, Class))
	if !slices.Contains(l.Shown, Tick(registry.Sales)) { // read for the class alone
		delete(s.Business.Facts, registry.Sales)
		delete(s.Business.Proofs, registry.Sales)
	}
	s.Asked = asked(l.Shown)
	return l, s, err
}
