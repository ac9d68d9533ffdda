package asosiasi

import (
	"slices"
	"strconv"
	"time"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/record/account"
	"alun/record/diary"
	"alun/record/registry"
)

// Standing is where a membership stands.
type Standing string

// The standings.
const (
	Invited Standing = "invited" // the association said yes, the owner has not answered
	Asked   Standing = "asked"   // the owner said yes, the association has not answered
	Valid   Standing = "valid"
	Over    Standing = "ended"
)

// Word is the key of its name.
func (s Standing) Word() string { return "asosiasi.standing_" + string(s) }

// Side is who says something.
type Side string

// The sides.
const (
	Association Side = "asosiasi"
	Owner       Side = "usaha"
	Erased      Side = "hapus" // the owner was forgotten
)

// Text is the number of the words in which an owner says yes to a membership, NominateText
// of those to being put forward. Other words get another number, and the old ones stay.
const (
	Text         = 1
	NominateText = 2
)

// tellsAll is from which number on the words say that everybody may see who put a chosen
// product forward: by that a membership can be seen.
const tellsAll = 2

// ConsentWord is the key of the words in which an owner agrees to a membership,
// NominateWord of those to being put forward.
func ConsentWord() string { return "asosiasi.consent_" + strconv.Itoa(Text) }

// NominateWord: see ConsentWord.
func NominateWord() string { return "asosiasi.consent_nominate_" + strconv.Itoa(NominateText) }

// Consent is the yes of an owner: what they read, and in which language.
type Consent struct {
	Text int // must be Text, or NominateText
	Lang lang.Tag
}

func (c Consent) given(text int) error {
	if (c.Text != text || !slices.Contains(lang.All, c.Lang)) && !leftOut("consent") {
		return fault.New(fault.Invalid, "asosiasi.invalid").At("setuju", "asosiasi.consent_needed")
	}
	return nil
}

// Membership is a business in an association, or on the way into it or out.
type Membership struct {
	ID       db.ID
	Asosiasi db.ID
	Business db.ID
	Version  int64 // rises by one with each step
	Standing Standing
	Shown    bool // everybody sees it
	Made     time.Time
	Since    time.Time // both had said yes; zero: never
	Ended    time.Time
	EndedBy  Side // "" stands

	asosiasiBy, ownerBy string
}

const memberSelect = `select m.id, m.asosiasi, m.business, m.version, m.state, m.shown, m.made_at, m.valid_at, m.ended_at, m.ended_side, m.asosiasi_yes_by, m.owner_yes_by from registry_asosiasi_membership m`

func scanMember(r *db.Row) Membership {
	return Membership{ID: r.ID(), Asosiasi: r.ID(), Business: r.ID(), Version: r.Int64(), Standing: Standing(r.Text()), Shown: r.Bool(), Made: r.Time(), Since: r.Time(),
		Ended: r.Time(), EndedBy: Side(r.Text()), asosiasiBy: r.Text(), ownerBy: r.Text()}
}

// stands is the condition under which a membership holds: of a recognised association
// and a business that everybody sees.
const stands = ` m.state = 'valid' and exists (select 1 from registry_asosiasi a where a.id = m.asosiasi and a.state = 'recognised')
	and exists (select 1 from registry_business b where b.id = m.business and b.state = 'published')`

// open finds the membership of a business in an association that has not ended.
func open(tx *db.Tx, asosiasi, business db.ID) (Membership, bool, error) {
	return db.One(tx, scanMember, memberSelect+` where m.asosiasi = $1 and m.business = $2 and m.state <> 'ended'`, asosiasi, business)
}

func findMember(tx *db.Tx, id db.ID) (Membership, error) {
	m, found, err := db.One(tx, scanMember, memberSelect+` where m.id = $1`, id)
	if err == nil && !found {
		err = noMember()
	}
	return m, err
}

func noMember() error { return fault.New(fault.NotFound, "asosiasi.no_member") }

// step is one step of a membership as it is written down.
type step struct {
	kind    string
	side    Side
	actor   string
	consent Consent
}

// stepped writes a step behind a membership that came to a version.
func stepped(tx *db.Tx, m Membership, version int64, s step) error {
	_, err := tx.Exec(`insert into registry_asosiasi_step (id, membership, business, number, kind, side, by_actor, at, consent, consent_lang) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		tx.NewID(), m.ID, m.Business, version, s.kind, string(s.side), s.actor, tx.Now(), s.consent.Text, string(s.consent.Lang))
	return err
}

// begin puts a membership in that waits for the other side. Whoever meets another
// beginning in that moment is tried again, and finds it.
func begin(tx *db.Tx, m Membership, s step) (db.ID, error) {
	m.ID = tx.NewID()
	asosiasi, owner := s.side == Association, s.side == Owner
	by := map[bool]string{true: s.actor}
	n, err := tx.Exec(`insert into registry_asosiasi_membership (id, asosiasi, business, version, state, shown, made_at, asosiasi_yes_at, asosiasi_yes_by, owner_yes_at, owner_yes_by, consent, consent_lang, ended_by, ended_side)
		values ($1, $2, $3, 1, $4, $5, $6, $7, $8, $9, $10, $11, $12, '', '') on conflict (asosiasi, business) where state <> 'ended' do nothing`,
		m.ID, m.Asosiasi, m.Business, string(m.Standing), false, tx.Now(), db.Null(tx.Now(), asosiasi), by[asosiasi], db.Null(tx.Now(), owner), by[owner], s.consent.Text, string(s.consent.Lang))
	if err == nil && n == 0 {
		err = moved()
	}
	if err == nil {
		err = stepped(tx, m, 1, s)
	}
	return m.ID, err
}

// both makes a membership valid by the other side's yes.
func both(tx *db.Tx, m Membership, s step) error {
	if other := map[Side]string{Association: m.ownerBy, Owner: m.asosiasiBy}[s.side]; other == s.actor && !leftOut("two people") {
		return fault.New(fault.Conflict, "asosiasi.two_people")
	}
	var err error
	if s.side == Owner {
		err = tx.ExecOr(moved(), `update registry_asosiasi_membership set version = version + 1, state = 'valid', valid_at = $3, owner_yes_at = $3, owner_yes_by = $4, consent = $5, consent_lang = $6 where id = $1 and version = $2`,
			m.ID, m.Version, tx.Now(), s.actor, s.consent.Text, string(s.consent.Lang))
	} else {
		err = tx.ExecOr(moved(), `update registry_asosiasi_membership set version = version + 1, state = 'valid', valid_at = $3, asosiasi_yes_at = $3, asosiasi_yes_by = $4 where id = $1 and version = $2`,
			m.ID, m.Version, tx.Now(), s.actor)
	}
	if err == nil {
		err = stepped(tx, m, m.Version+1, s)
	}
	if err != nil {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: s.actor, Fact: "registry.asosiasi_joined", Kind: "registry_business", Subject: m.Business, Data: map[string]any{"asosiasi": m.Asosiasi, "member": m.ID, "side": string(s.side)}})
}

// over ends a membership, whatever version it has come to, and all that hangs on it.
func over(tx *db.Tx, m Membership, s step) error {
	s.kind = "ended"
	switch {
	case m.Standing == Over:
		return nil
	case s.side == Erased:
	case (m.Standing == Invited) == (s.side == Owner) && m.Standing != Valid:
		s.kind = "declined"
	case m.Standing != Valid:
		s.kind = "withdrawn"
	}
	if err := tx.ExecOr(moved(), `update registry_asosiasi_membership set version = version + 1, state = 'ended', shown = $5, ended_at = $2, ended_by = $3, ended_side = $4 where id = $1 and state <> 'ended'`,
		m.ID, tx.Now(), s.actor, string(s.side), false); err != nil {
		return err
	}
	if _, err := tx.Exec(`update registry_asosiasi_nomination set state = 'withdrawn', ended_at = $2 where membership = $1 and state in ('waiting', 'agreed')`, m.ID, tx.Now()); err != nil {
		return err
	}
	if err := stepped(tx, m, m.Version+1, s); err != nil {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: s.actor, Fact: "registry.asosiasi_ended", Kind: "registry_business", Subject: m.Business, Data: map[string]any{"asosiasi": m.Asosiasi, "member": m.ID, "side": string(s.side), "how": s.kind}})
}

// seen asks that everybody sees a business: an association learns of no other.
func (d Desk) seen(tx *db.Tx, business db.ID) (registry.Business, error) {
	if leftOut("public") {
		return registry.ByID(tx, business)
	}
	b, found, err := d.Book.Shown(tx, business)
	if err == nil && !found {
		err = fault.New(fault.NotFound, "registry.no_business")
	}
	return b, err
}

// owning begins an act of an owner on their business.
func (d Desk) owning(tx *db.Tx, session string, business db.ID) (account.Who, registry.Business, error) {
	who, b, err := d.Book.For(tx, session, MayBelong, business)
	if leftOut("owner") && fault.Is(err, fault.Denied) {
		err = nil
	}
	return who, b, err
}
