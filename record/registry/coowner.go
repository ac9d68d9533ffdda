package registry

import (
	"slices"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/diary"
)

// MayInvite is the owner's alone: a second owner sees and decides all that the first does.
var MayInvite = account.Right{Name: "registry.invite", Roles: []account.Role{account.Maker}}

// invitedFor is how long an invitation waits for its answer.
const invitedFor = 14 * 24 * time.Hour

// Invitation asks another maker to own a business too. Nobody owns one before they said
// yes themselves.
type Invitation struct {
	ID       db.ID
	Business db.ID
	Person   db.ID // who is asked
	By       db.ID // who asks
	Made     time.Time
	Until    time.Time // the first instant at which it is no more
	Name     string    // of the business, for who is asked
}

const invitationSelect = `select i.id, i.business, i.person, i.by_person, i.made_at, i.until from registry_invitation i`

func scanInvitation(r *db.Row) Invitation {
	return Invitation{ID: r.ID(), Business: r.ID(), Person: r.ID(), By: r.ID(), Made: r.Time(), Until: r.Time()}
}

// Invite asks a maker to own a business too.
func (k *Book) Invite(tx *db.Tx, session string, business, person db.ID) (db.ID, error) {
	who, b, err := k.For(tx, session, MayInvite, business)
	if err == nil {
		err = b.State.Stands()
	}
	if err != nil {
		return 0, err
	}
	owners, err := OwnersOf(tx, b.ID)
	if err != nil {
		return 0, err
	}
	is, err := isMaker(tx, person)
	switch {
	case err != nil:
		return 0, err
	case slices.Contains(owners, person):
		return 0, inviteFault("registry.invite_there")
	case !is:
		return 0, inviteFault("registry.invite_no_maker")
	}
	if _, err := tx.Exec(`update registry_invitation set state = 'withdrawn', decided_at = $3 where business = $1 and person = $2 and state = 'open' and until <= $3`, b.ID, person, tx.Now()); err != nil {
		return 0, err
	}
	id := tx.NewID()
	err = tx.Try(func(tx *db.Tx) error {
		_, err := tx.Exec(`insert into registry_invitation (id, business, person, by_person, made_at, until, state, decided_at) values ($1, $2, $3, $4, $5, $6, 'open', null)`,
			id, b.ID, person, who.Person, tx.Now(), tx.Now().Add(invitedFor))
		return err
	})
	if db.Unique(err) {
		return 0, inviteFault("registry.invite_waits")
	}
	if err != nil {
		return 0, err
	}
	return id, diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "registry.owner_invited", Kind: "registry_business", Subject: b.ID, Data: map[string]any{"invitation": id}})
}

func inviteFault(key string) error { return fault.New(fault.Invalid, key).At("login", key) }

// isMaker reports whether somebody has the role with which they would look after the
// business.
func isMaker(tx *db.Tx, person db.ID) (bool, error) {
	all, err := account.Grants(tx, person)
	return slices.ContainsFunc(all, func(g account.Grant) bool { return g.Role == account.Maker && g.InForce(tx.Now()) }), err
}

// Invitations lists those of a business that wait: for its owners.
func (k *Book) Invitations(tx *db.Tx, session string, business db.ID) ([]Invitation, error) {
	if _, _, err := k.For(tx, session, MayInvite, business); err != nil {
		return nil, err
	}
	return db.All(tx, scanInvitation, invitationSelect+` where i.business = $1 and i.state = 'open' and i.until > $2 order by i.id`, business, tx.Now())
}

// Invited lists those that wait for the answer of whoever is signed in.
func (k *Book) Invited(tx *db.Tx, session string) ([]Invitation, error) {
	v, err := account.See(tx, session)
	if err != nil {
		return nil, err
	}
	all, err := db.All(tx, scanInvitation, invitationSelect+` where i.person = $1 and i.state = 'open' and i.until > $2 order by i.id`, v.Person, tx.Now())
	var out []Invitation
	for _, x := range all {
		b, stands, failed := k.invites(tx, x)
		if failed != nil {
			return nil, failed
		}
		if x.Name = b.Facts[Name]; stands {
			out = append(out, x)
		}
	}
	return out, err
}

// invites reports whether an invitation is still one: who asked owns the business, and it
// still changes.
func (k *Book) invites(tx *db.Tx, x Invitation) (Business, bool, error) {
	b, err := ByID(tx, x.Business)
	if err != nil {
		return b, false, err
	}
	owners, err := OwnersOf(tx, x.Business)
	return b, slices.Contains(owners, x.By) && b.State.changes(), err
}

// AnswerInvitation says yes or no to an invitation: of one's own, and once.
func (k *Book) AnswerInvitation(tx *db.Tx, session string, id db.ID, yes bool) (business db.ID, err error) {
	all, err := k.Invited(tx, session)
	i := slices.IndexFunc(all, func(x Invitation) bool { return x.ID == id })
	if err == nil && i < 0 {
		err = fault.New(fault.NotFound, "registry.no_invitation")
	}
	if err != nil {
		return 0, err
	}
	x, state := all[i], map[bool]string{true: "agreed", false: "refused"}[yes]
	if err := endInvitation(tx, x, state); err != nil {
		return 0, err
	}
	actor := account.Actor(x.Person)
	if yes {
		if _, err := k.join(tx, actor, Joining{Business: x.Business, Person: x.Person, Role: Owner, Since: date.DayOf(tx.Now())}, Told); err != nil {
			return 0, err
		}
		return x.Business, nil
	}
	return 0, diary.Write(tx, diary.Entry{Actor: actor, Fact: "registry.owner_refused", Kind: "registry_business", Subject: x.Business, Data: map[string]any{"invitation": x.ID}})
}

// Uninvite takes an invitation back: by an owner of the business.
func (k *Book) Uninvite(tx *db.Tx, session string, business, id db.ID) error {
	who, _, err := k.For(tx, session, MayInvite, business)
	if err != nil {
		return err
	}
	x, found, err := db.One(tx, scanInvitation, invitationSelect+` where i.id = $1 and i.business = $2 and i.state = 'open'`, id, business)
	if err == nil && !found {
		err = fault.New(fault.NotFound, "registry.no_invitation")
	}
	if err == nil {
		err = endInvitation(tx, x, "withdrawn")
	}
	if err != nil {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "registry.owner_uninvited", Kind: "registry_business", Subject: business, Data: map[string]any{"invitation": x.ID}})
}

func endInvitation(tx *db.Tx, x Invitation, state string) error {
	return tx.ExecOr(fault.New(fault.NotFound, "registry.no_invitation"), `update registry_invitation set state = $2, decided_at = $3 where id = $1 and state = 'open'`, x.ID, state, tx.Now())
}

// heldInvitations and dropInvitations are the copy and the erasure of what waits for, or
// was asked by, a person.
func heldInvitations(tx *db.Tx, person db.ID) ([]account.Held, error) {
	return db.All(tx, func(r *db.Row) account.Held {
		state := r.Text()
		return account.Held{What: "registry_invitation.state", Value: state, Word: "registry.invitation_" + state, From: r.Time(), Until: r.Time()}
	}, `select state, made_at, coalesce(decided_at, until) from registry_invitation where person = $1 or by_person = $1 order by id`, person)
}

func dropInvitations(tx *db.Tx, person db.ID) error {
	_, err := tx.Exec(`update registry_invitation set state = 'withdrawn', decided_at = $2 where (person = $1 or by_person = $1) and state = 'open'`, person, tx.Now())
	return err
}
