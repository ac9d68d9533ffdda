package registry

import (
	"slices"
	"strings"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/diary"
)

// Registering is a business that somebody writes down.
type Registering struct {
	Owner db.ID  // the account whose business it is; 0: a maker's own, or at a counter nobody's yet
	Set   Values // as typed; a kind and a name at least
	Level Level
	// Source and Key name it where it was first written down, such as a device that was
	// offline: sent again, it is the same business. "" is a page.
	Source, Key string
	Strict      bool // sent again with other facts it is refused: the key names another business
	Sure        bool
	// Nobody says that whoever writes it down writes for somebody else: it has no owner yet,
	// also where they own businesses of their own.
	Nobody  bool
	Consent string // of ConsentWays: how the owner said yes to what an officer has shown
}

// mostDrafts is how many unfinished businesses (drafts, and those that were given back) a
// maker may own: no family has as many stalls, so whoever leaves more fills the register
// with something else. It is as many as one call of the API writes down at once. Made-up
// makers have it too: a demonstration that stands open is filled first. Officers who write
// down for others, and lists, have none.
const mostDrafts = 50

// Register writes a business down as a draft, with whatever is known of it yet.
func (k *Book) Register(tx *db.Tx, session string, in Registering) (db.ID, error) {
	id, _, err := k.register(tx, session, in)
	return id, err
}

// RegisterAgain is Register for a page that may be sent again with other words: what its
// key names already is changed to what is said now.
func (k *Book) RegisterAgain(tx *db.Tx, session string, in Registering) (db.ID, error) {
	id, there, err := k.register(tx, session, in)
	if err == nil && there {
		_, err = k.Change(tx, session, Changing{Business: id, Set: in.Set, Level: in.Level, Sure: in.Sure, Consent: in.Consent})
	}
	return id, err
}

// register is Register; there tells that it was done before.
func (k *Book) register(tx *db.Tx, session string, in Registering) (id db.ID, there bool, err error) {
	v, err := account.See(tx, session)
	if err != nil {
		return 0, false, err
	}
	if in.Owner, err = ownerFor(v, in); err != nil {
		return 0, false, err
	}
	who, err := v.May(MayRegister, account.At{Area: strings.TrimSpace(in.Set[Kelurahan]), Person: in.Owner})
	if err != nil {
		return 0, false, err
	}
	row := sourceRow{source: who.Actor() + "/" + in.Source, key: in.Key, digest: k.digestOf(in.Set)}
	if in.Key == "" {
		row = sourceRow{}
	}
	if id, there, err := row.came(tx); there || err != nil {
		if err == nil && in.Strict {
			err = row.same(tx)
		}
		return id, there, err
	}
	set, level, how, err := firstSaid(who, in)
	if err != nil {
		return 0, false, err
	}
	if in.Owner != 0 {
		if err := mayOwnMore(tx, who, in.Owner); err != nil {
			return 0, false, err
		}
	}
	s := said{Proof: Proof{Level: level, By: who.Actor(), At: tx.Now()}}
	shows := shut(set)
	b, err := k.begin(tx, s, set, in.Sure)
	if err != nil {
		return 0, false, err
	}
	b.State, b.Demo = Draft, v.Demo
	if err := k.keepNew(tx, b, s, row); err != nil {
		return 0, false, err
	}
	if in.Owner != 0 {
		if err := addOwner(tx, b.ID, in.Owner, who.Actor()); err != nil {
			return 0, false, err
		}
	}
	return b.ID, false, k.opens(tx, b, s, shows, how)
}

// firstSaid reads what is said of a new business, how well it is known, and how its owner
// said yes to what is shown.
func firstSaid(who account.Who, in Registering) (set Values, level Level, how string, err error) {
	if set, err = Read(in.Set); err == nil {
		err = tidy(set)
	}
	if err == nil {
		level, err = speaks(who, in.Level)
	}
	if err == nil {
		how, err = mayShow(who, Business{State: Draft}, set, level, in.Consent)
	}
	return set, level, how, err
}

// ownerFor finds whose a business will be. Who registers for others, as an officer, never
// becomes its owner by writing it down.
func ownerFor(v account.Viewer, in Registering) (db.ID, error) {
	officer := in.Nobody || slices.ContainsFunc(v.Grants, func(g account.Grant) bool { return g.Role.Staff() })
	switch {
	case leftOut("nobody's"):
	case officer && in.Owner == v.Person:
		return 0, fault.New(fault.Denied, "registry.not_your_own")
	case officer:
		return in.Owner, nil
	}
	if in.Owner == 0 && v.Holds(account.Maker) {
		return v.Person, nil
	}
	return in.Owner, nil
}

// shut takes the flags out of the first facts: a business begins with nothing shown.
func shut(set Values) (flags Values) {
	flags = Values{}
	for f, text := range set {
		if f.Flag() && text == Yes {
			flags[f] = text
			delete(set, f)
		}
	}
	return flags
}

// opens shows what the owner said yes to, once there is a business and an owner.
func (k *Book) opens(tx *db.Tx, b Business, s said, flags Values, how string) error {
	if len(flags) == 0 {
		return nil
	}
	proofs := Proofs{}
	for f := range flags {
		proofs[f] = s.Proof
	}
	_, err := k.save(tx, b, saving{kind: "changed", said: s, set: flags, proofs: proofs, sure: true, yes: how})
	return err
}

// mayOwnMore refuses an owner who leaves too many businesses unfinished, and who is not
// there. It is asked in the act that writes: on SQLite acts follow one another, and on
// PostgreSQL two that count the same rows do not both stand.
func mayOwnMore(tx *db.Tx, who account.Who, owner db.ID) error {
	if _, err := account.PersonByID(tx, owner); err != nil || officer(who) {
		return err
	}
	n, _, err := db.One(tx, (*db.Row).Int, `select count(*) from registry_business_person where person = $1 and role = 'owner' and until = ''`, owner)
	if err == nil && n >= mostDrafts { // rarely: who asks for states meets whoever writes any business
		n, _, err = db.One(tx, (*db.Row).Int, `select count(*) from registry_business_person p join registry_business b on b.id = p.business
			where p.person = $1 and p.role = 'owner' and p.until = '' and b.state in ('draft', 'returned')`, owner)
	}
	if err == nil && n >= mostDrafts && !leftOut("drafts") {
		err = fault.New(fault.Conflict, "registry.many_drafts", mostDrafts)
	}
	return err
}

// begin makes a business of its first facts.
func (k *Book) begin(tx *db.Tx, s said, set Values, sure bool) (Business, error) {
	b := Business{ID: tx.NewID(), Version: 1, subject: tx.NewID(), Facts: Values{}.with(set), Proofs: Proofs{}, Made: tx.Now(), MadeBy: s.By, State: Draft}
	if b.Facts[Kind] == "" {
		return b, fault.New(fault.Invalid, "registry.incomplete").At(string(Kind), "registry.lack_kind")
	}
	for f := range b.Facts {
		b.Proofs[f] = s.Proof
	}
	return b, k.fits(tx, Business{State: Draft, Facts: Values{}}, b.Facts, sure)
}

// keepNew writes a new business into the tables, with its first change set, and tells
// the diary.
func (k *Book) keepNew(tx *db.Tx, b Business, s said, row sourceRow) error {
	if k.trial != nil {
		k.trial.leave(b, Values{})
		return k.keepRow(tx, row, b.ID)
	}
	id, first := tx.NewID(), saving{kind: "registered", said: s, set: b.Facts}
	nothing := Business{ID: b.ID, subject: b.subject, Facts: Values{}}
	l := first.line(nothing, b)
	sealed, err := k.hideNew(tx, b.subject, diary.Placed{Place: sealPlace(b.ID), Text: b.Facts.hidden().json()}, diary.Placed{Place: changePlace(id), Text: l.told.json()})
	if err != nil {
		return err
	}
	b.sealed = sealed[0]
	if err := k.insert(tx, b); err != nil {
		return err
	}
	if err := k.putLine(tx, l, id, nothing, b, first, sealed[1]); err != nil {
		return err
	}
	move := step{move: Beginning}
	if b.State == Published {
		move.move = Admitting
	}
	if err := k.putMove(tx, s.By, Business{ID: b.ID, subject: b.subject}, b.Version, move, b.State); err != nil {
		return err
	}
	if err := k.keepRow(tx, row, b.ID); err != nil {
		return err
	}
	return k.tellNew(tx, diary.Entry{Actor: s.By, Fact: "registry.registered", Kind: "registry_business", Subject: b.ID,
		Data: map[string]any{"area": b.Facts[Kelurahan], "kind": b.Facts[Kind], "level": s.Level.Code(), "state": string(b.State)}})
}

// addOwner writes down whose business it is.
func addOwner(tx *db.Tx, business, person db.ID, actor string) error {
	id := tx.NewID()
	if _, err := tx.Exec(`insert into registry_business_person (id, business, person, role, sealed, since, until, agreed_at, made_at, made_by, ended_by)
		values ($1, $2, $3, 'owner', '', $4, '', $5, $5, $6, '')`, id, business, person, date.DayOf(tx.Now()).String(), tx.Now(), actor); err != nil {
		return err
	}
	return turnRow(tx, turning{business: business, person: id, kind: "added", by: actor, level: spoken(account.Actor(person) == actor), beginsWithTheRow: true})
}
