package asosiasi

import (
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/diary"
	"alun/record/registry"
)

// Invite asks a business that everybody sees to be a member. One that asked for it is
// confirmed by that; one that is invited stays so.
func (d Desk) Invite(tx *db.Tx, session string, asosiasi, business db.ID) (db.ID, error) {
	who, a, err := managing(tx, session, asosiasi)
	if err != nil {
		return 0, err
	}
	if _, err := d.seen(tx, business); err != nil {
		return 0, err
	}
	if err := apart(tx, who, business); err != nil {
		return 0, err
	}
	s := step{kind: "invited", side: Association, actor: who.Actor()}
	m, there, err := open(tx, a.ID, business)
	switch {
	case err != nil:
		return 0, err
	case there && m.Standing == Asked:
		s.kind = "confirmed"
		return m.ID, both(tx, m, s)
	case there && m.Standing == Valid:
		return 0, fault.New(fault.Conflict, "asosiasi.is_member").At("usaha", "asosiasi.is_member")
	case there:
		return m.ID, nil
	}
	if err := quiet(tx, a.ID, business); err != nil {
		return 0, err
	}
	if err := waiting(tx, `select count(*) from registry_asosiasi_membership where asosiasi = $1 and state = 'invited'`, a.ID, MostInvited); err != nil {
		return 0, err
	}
	if err := bounded(tx, invitedSince, a.ID, MostInvitedDay); err != nil {
		return 0, err
	}
	id, err := begin(tx, Membership{Asosiasi: a.ID, Business: business, Standing: Invited}, s)
	if err != nil {
		return 0, err
	}
	return id, diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "registry.asosiasi_invited", Kind: "registry_business", Subject: business, Data: map[string]any{"asosiasi": a.ID, "member": id}})
}

// Ask says that an owner wants their business to be a member: their consent, which waits
// for the association. One that is invited agrees by that.
func (d Desk) Ask(tx *db.Tx, session string, business, asosiasi db.ID, c Consent) (db.ID, error) {
	who, b, err := d.owning(tx, session, business)
	if err != nil {
		return 0, err
	}
	if b.State != registry.Published {
		return 0, fault.New(fault.Conflict, FirstWord(b.State))
	}
	a, err := find(tx, asosiasi)
	if err == nil && a.State != Recognised {
		err = fault.New(fault.Invalid, "asosiasi.invalid").At("asosiasi", "asosiasi.choose")
	}
	if fault.Is(err, fault.NotFound) {
		err = fault.New(fault.Invalid, "asosiasi.invalid").At("asosiasi", "asosiasi.choose")
	}
	if err == nil {
		err = c.given(Text)
	}
	if err != nil {
		return 0, err
	}
	s := step{kind: "asked", side: Owner, actor: who.Actor(), consent: c}
	m, there, err := open(tx, a.ID, business)
	switch {
	case err != nil:
		return 0, err
	case there && m.Standing == Invited:
		s.kind = "agreed"
		return m.ID, both(tx, m, s)
	case there && m.Standing == Valid:
		return 0, fault.New(fault.Conflict, "asosiasi.is_member").At("asosiasi", "asosiasi.is_member")
	case there:
		return m.ID, nil
	}
	if err := waiting(tx, `select count(*) from registry_asosiasi_membership where business = $1 and state = 'asked'`, business, MostAsked); err != nil {
		return 0, err
	}
	if err := bounded(tx, askedSince, business, MostAskedDay); err != nil {
		return 0, err
	}
	id, err := begin(tx, Membership{Asosiasi: a.ID, Business: business, Standing: Asked}, s)
	if err != nil {
		return 0, err
	}
	return id, diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "registry.asosiasi_asked", Kind: "registry_business", Subject: business, Data: map[string]any{"asosiasi": a.ID, "member": id}})
}

// FirstWord is the key of what must happen before a business that is not published may ask.
func FirstWord(s registry.State) string {
	switch s {
	case registry.Closed:
		return "asosiasi.closed_first"
	case registry.Suspended:
		return "asosiasi.suspended_first"
	case registry.Merged:
		return "asosiasi.merged_first"
	}
	return "asosiasi.publish_first"
}

// On is a membership as it was looked at.
type On struct {
	Membership db.ID
	Version    int64
}

// at refuses a yes to what became something else since it was looked at.
func (on On) at(m Membership, want Standing) error {
	switch {
	case m.Standing == Over:
		return fault.New(fault.Conflict, "asosiasi.over")
	case m.Standing != want || m.Version != on.Version && !leftOut("version"):
		return moved()
	}
	return nil
}

// Agree is the owner's yes to an invitation.
func (d Desk) Agree(tx *db.Tx, session string, on On, c Consent) error {
	m, err := findMember(tx, on.Membership)
	if err != nil {
		return err
	}
	who, b, err := d.owning(tx, session, m.Business)
	if err == nil {
		err = takesYes(tx, b, m.Asosiasi)
	}
	if err == nil {
		err = c.given(Text)
	}
	if err != nil || m.Standing == Valid {
		return err
	}
	if err := on.at(m, Invited); err != nil {
		return err
	}
	return both(tx, m, step{kind: "agreed", side: Owner, actor: who.Actor(), consent: c})
}

// Confirm is the association's yes to a business that asked.
func (d Desk) Confirm(tx *db.Tx, session string, on On) error {
	m, err := findMember(tx, on.Membership)
	if err != nil {
		return err
	}
	who, _, err := managing(tx, session, m.Asosiasi)
	if err == nil {
		_, err = d.seen(tx, m.Business)
	}
	if err != nil || m.Standing == Valid {
		return err
	}
	if err := apart(tx, who, m.Business); err != nil {
		return err
	}
	if err := on.at(m, Asked); err != nil {
		return err
	}
	return both(tx, m, step{kind: "confirmed", side: Association, actor: who.Actor()})
}

// Leave ends a membership, an invitation or a wish by the owner, however it was looked at.
func (d Desk) Leave(tx *db.Tx, session string, membership db.ID) error {
	m, err := findMember(tx, membership)
	if err != nil {
		return err
	}
	who, _, err := d.owning(tx, session, m.Business)
	if err != nil {
		return err
	}
	return over(tx, m, step{side: Owner, actor: who.Actor()})
}

// Dismiss ends the same by the association.
func (d Desk) Dismiss(tx *db.Tx, session string, membership db.ID) error {
	m, err := findMember(tx, membership)
	if err != nil {
		return err
	}
	who, _, err := managing(tx, session, m.Asosiasi)
	if err != nil {
		return err
	}
	return over(tx, m, step{side: Association, actor: who.Actor()})
}

// Show lets everybody see a membership, or nobody: the owner decides.
func (d Desk) Show(tx *db.Tx, session string, membership db.ID, shown bool) error {
	m, err := findMember(tx, membership)
	if err != nil {
		return err
	}
	who, _, err := d.owning(tx, session, m.Business)
	if err != nil {
		return err
	}
	if m.Standing != Valid {
		return fault.New(fault.Conflict, "asosiasi.not_valid")
	}
	if m.Shown == shown {
		return nil
	}
	if err := tx.ExecOr(moved(), `update registry_asosiasi_membership set version = version + 1, shown = $3 where id = $1 and version = $2`, m.ID, m.Version, shown); err != nil {
		return err
	}
	kind := map[bool]string{true: "shown", false: "hidden"}[shown]
	if err := stepped(tx, m, m.Version+1, step{kind: kind, side: Owner, actor: who.Actor()}); err != nil {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "registry.asosiasi_shown", Kind: "registry_business", Subject: m.Business, Data: map[string]any{"asosiasi": m.Asosiasi, "member": m.ID, "how": kind}})
}
