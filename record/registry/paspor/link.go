package paspor

import (
	"errors"
	"slices"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/diary"
	"alun/record/registry"
)

// Desk is where passports are read and links are made.
type Desk struct {
	Book *registry.Book
	// Products is a door: how many products everybody sees of a business.
	Products func(tx *db.Tx, business db.ID) (int, error)
}

// Purposes is what a link may be for. Neither tax nor enforcement is one, and the table
// takes no other.
var Purposes = []string{"bank", "pembeli", "mitra", "pameran", "lain"}

// PurposeWord is the key of the name of a purpose.
func PurposeWord(code string) string { return "paspor.purpose_" + code }

// longest is how long a link may be good: the table takes no longer one.
const longest = 90 * 24 * time.Hour

// mostLinks is how many links of one business may be good at a time.
const mostLinks = 20

// State is where a link stands.
type State string

// The states.
const (
	Good    State = "good"
	Ended   State = "ended"
	Revoked State = "revoked"
)

// Word is the key of its name.
func (s State) Word() string { return "paspor.state_" + string(s) }

// Link is a link that was made.
type Link struct {
	ID       db.ID
	Business db.ID
	Purpose  string
	Shown    []Tick
	Made     time.Time
	By       string    // the actor who made it
	Until    time.Time // the first instant at which it is good no more
	Opened   int
	Revoked  time.Time
	Maker    db.ID // the account that made it, of a link that opens
}

// At tells where the link stands at an instant: its time is half-open.
func (l Link) At(now time.Time) State {
	switch {
	case !l.Revoked.IsZero() && !leftOut("revoked"):
		return Revoked
	case !now.Before(l.Until) && !leftOut("ended"):
		return Ended
	}
	return Good
}

// Last is its last day.
func (l Link) Last() date.Day { return date.DayOf(l.Until.Add(-time.Microsecond)) }

const linkSelect = `select p.id, p.business, p.purpose, p.shown, p.made_at, p.made_by, p.until, p.opened, p.revoked_at from registry_passport p`

func scanLink(r *db.Row) Link {
	return Link{ID: r.ID(), Business: r.ID(), Purpose: r.Text(), Shown: readTicks(r.Text()), Made: r.Time(), By: r.Text(), Until: r.Time(), Opened: r.Int(), Revoked: r.Time()}
}

// Making is a link that an owner asks for.
type Making struct {
	Business db.ID
	Purpose  string
	Shown    []Tick
	Last     date.Day // on which it is still good
	Token    string
}

// LastOf is the last day that a link may have which is made now.
func LastOf(now time.Time) date.Day { return date.DayOf(now.Add(longest)).Next(-1) }

// Make makes a link.
func (d *Desk) Make(tx *db.Tx, session string, in Making) (db.ID, error) {
	who, b, err := d.on(tx, session, in.Business)
	if err != nil {
		return 0, err
	}
	if b.State != registry.Published {
		return 0, fault.New(fault.Conflict, "paspor.not_published")
	}
	v, err := d.Book.See(tx, session, b.ID)
	if err != nil {
		return 0, err
	}
	token, ok := ReadToken(in.Token)
	if !ok {
		return 0, errors.New("paspor: a link is made without a token")
	}
	if bad := in.check(tx.Now(), v.Business); len(bad.Fields) > 0 {
		return 0, bad
	}
	// The form is sent again, after what it was answered was forgotten.
	if id, there, err := db.One(tx, (*db.Row).ID, `select id from registry_passport where hash = $1 and business = $2 and made_by = $3`, hashOf(token), b.ID, who.Actor()); err != nil || there {
		return id, err
	}
	n, _, err := db.One(tx, (*db.Row).Int, `select count(*) from registry_passport where business = $1 and revoked_at is null and until > $2`, b.ID, tx.Now())
	if err == nil && n >= mostLinks {
		err = fault.New(fault.Conflict, "paspor.many", mostLinks)
	}
	if err != nil {
		return 0, err
	}
	id := tx.NewID()
	if _, err := tx.Exec(`insert into registry_passport (id, business, hash, purpose, shown, made_at, made_by, until, opened, revoked_at, revoked_by) values ($1, $2, $3, $4, $5, $6, $7, $8, 0, null, '')`,
		id, b.ID, hashOf(token), in.Purpose, ticksText(in.Shown), tx.Now(), who.Actor(), in.Last.End()); err != nil {
		return 0, err
	}
	return id, diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "registry.passport_made", Kind: "registry_business", Subject: b.ID,
		Data: map[string]any{"passport": id, "purpose": in.Purpose, "facts": in.Shown}})
}

// check tells all that is wrong with a link at once, each at its field.
func (in Making) check(now time.Time, b registry.Business) *fault.Fault {
	bad := fault.New(fault.Invalid, "paspor.invalid")
	if !slices.Contains(Purposes, in.Purpose) {
		bad.At("untuk", "paspor.purpose_unknown")
	}
	offered := Offered(b)
	if slices.ContainsFunc(in.Shown, func(t Tick) bool { return !slices.Contains(offered, t) }) && !leftOut("offered") {
		bad.At("buka", "paspor.tick_unknown")
	}
	switch last := LastOf(now); {
	case in.Last.IsZero():
		bad.At("sampai", "paspor.day_missing")
	case in.Last.Before(date.DayOf(now)):
		bad.At("sampai", "paspor.day_over")
	case last.Before(in.Last):
		bad.At("sampai", "paspor.day_late", last)
	}
	return bad
}

// on begins an act of the owner.
func (d *Desk) on(tx *db.Tx, session string, business db.ID) (account.Who, registry.Business, error) {
	who, b, err := d.Book.For(tx, session, MayShare, business)
	if leftOut("right") && fault.Is(err, fault.Denied) {
		err = nil
	}
	return who, b, err
}

// find is a link of which somebody knows the business.
func find(tx *db.Tx, business, id db.ID) (Link, error) {
	l, found, err := db.One(tx, scanLink, linkSelect+` where p.id = $1 and p.business = $2`, id, business)
	if err == nil && !found {
		err = fault.New(fault.NotFound, "paspor.no_link")
	}
	return l, err
}

// Revoke makes a link worth nothing, for good: whoever is answered knows that nobody opens
// it any more. Doing it again changes nothing.
func (d *Desk) Revoke(tx *db.Tx, session string, business, id db.ID) error {
	who, b, err := d.on(tx, session, business)
	if err != nil {
		return err
	}
	l, err := find(tx, b.ID, id)
	if err != nil || !l.Revoked.IsZero() {
		return err
	}
	if _, err := tx.Exec(`update registry_passport set revoked_at = $2, revoked_by = $3 where id = $1 and revoked_at is null`, l.ID, tx.Now(), who.Actor()); err != nil {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "registry.passport_revoked", Kind: "registry_business", Subject: b.ID, Data: map[string]any{"passport": l.ID}})
}

// Links lists the links of a business, the newest first, at most limit: for its owner.
func (d *Desk) Links(tx *db.Tx, session string, business db.ID, limit int) ([]Link, error) {
	if _, _, err := d.on(tx, session, business); err != nil {
		return nil, err
	}
	return db.All(tx, scanLink, linkSelect+` where p.business = $1 order by p.id desc limit $2`, business, limit)
}

// One is a link with its openings, the newest first, at most limit: for the owner.
func (d *Desk) One(tx *db.Tx, session string, business, id db.ID, limit int) (Link, []time.Time, error) {
	if _, _, err := d.on(tx, session, business); err != nil {
		return Link{}, nil, err
	}
	l, err := find(tx, business, id)
	if err != nil {
		return l, nil, err
	}
	all, err := db.All(tx, (*db.Row).Time, `select at from registry_passport_opening where passport = $1 order by number desc limit $2`, l.ID, limit)
	return l, all, err
}
