package account

import (
	"strings"
	"time"
	"unicode/utf8"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/diary"
)

// The states of a person.
const (
	Invited = "invited" // has a link and no secret yet
	Active  = "active"
	Ended   = "ended"  // may not sign in any more; what they did stays
	Erased  = "erased" // forgotten: what was personal cannot be read by anybody
)

// Person is a person without what is personal.
type Person struct {
	ID      db.ID
	State   string
	Lang    string
	Demo    bool
	Made    time.Time
	Version int64
	sealed  string
}

const personSelect = `select p.id, p.state, p.lang, p.demo, p.made_at, p.version, p.name from account_person p`

func scanPerson(r *db.Row) Person {
	return Person{r.ID(), r.Text(), r.Text(), r.Bool(), r.Time(), r.Int64(), r.Text()}
}

// PersonByID finds a person.
func PersonByID(tx *db.Tx, id db.ID) (Person, error) {
	p, found, err := db.One(tx, scanPerson, personSelect+` where p.id = $1`, id)
	if err == nil && !found {
		err = fault.New(fault.NotFound, "account.no_person")
	}
	return p, err
}

// All lists the people of the house who hold or held a role other than maker and
// helper, or any role, the newest first, at most limit behind after.
func All(tx *db.Tx, staff bool, after db.ID, limit int) ([]Person, error) {
	if after == 0 {
		after = 1<<63 - 1
	}
	which := ``
	if staff {
		which = ` and exists (select 1 from account_role r where r.person = p.id and r.role not in ('maker', 'helper'))`
	}
	return db.All(tx, scanPerson, personSelect+` where p.id < $1`+which+` order by p.id desc limit $2`, after, limit)
}

// Name reads a person's name; that of a forgotten person is "".
func (p *People) Name(tx *db.Tx, id db.ID) (string, error) {
	one, err := PersonByID(tx, id)
	if err != nil {
		return "", err
	}
	return p.NameOf(tx, one)
}

// NameOf reads the name of a person that was read already.
func (p *People) NameOf(tx *db.Tx, one Person) (string, error) {
	name, _, err := p.Box.Reveal(tx, one.ID, namePlace(one.ID), one.sealed)
	return name, err
}

// New is a person to be.
type New struct {
	Name  string
	Login Login
	Lang  string
	Demo  bool
}

// longestName bounds a name, in characters.
const longestName = 100

func (n New) check() error {
	f := fault.New(fault.Invalid, "account.person_invalid")
	if c := utf8.RuneCountInString(strings.TrimSpace(n.Name)); c < 2 || c > longestName {
		f.At("name", "account.name_length", longestName)
	}
	if n.Login.Text == "" {
		f.At("login", "account.login_missing")
	}
	if len(f.Fields) > 0 {
		return f
	}
	return nil
}

// add keeps a person who has no secret yet.
func (p *People) add(tx *db.Tx, n New, actor string) (db.ID, error) {
	if err := n.check(); err != nil {
		return 0, err
	}
	id := tx.NewID()
	sealed, err := p.Box.Hide(tx, id, namePlace(id), strings.TrimSpace(n.Name))
	if err != nil {
		return 0, err
	}
	if _, err := tx.Exec(`insert into account_person (id, name, lang, state, demo, made_at, made_by, version) values ($1, $2, $3, 'invited', $4, $5, $6, 1)`,
		id, sealed, n.Lang, n.Demo, tx.Now(), actor); err != nil {
		return 0, err
	}
	return id, p.addLogin(tx, id, n.Login)
}

// MayPeople is the right to invite people and to write down their roles.
var MayPeople = Right{Name: "account.people", Roles: []Role{Administrator}, Second: true}

// Invite keeps a person and the link with which they choose a secret. The
// token's text goes to the person and is not kept.
func (p *People) Invite(tx *db.Tx, session string, n New, token string) (db.ID, error) {
	who, err := May(tx, session, MayPeople, At{})
	if err != nil {
		return 0, err
	}
	if n.Demo, err = madeUp(tx, who.Person); err != nil {
		return 0, err
	}
	id, err := p.add(tx, n, who.Actor())
	if err != nil {
		return 0, err
	}
	if err := keepLink(tx, token, Invite, id, InviteTime, who.Actor()); err != nil {
		return 0, err
	}
	return id, diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "account.invited", Kind: "account_person", Subject: id})
}

// InviteAgain makes a new link for a person who has no secret yet, or has lost
// theirs and was seen by the administrator. Nobody makes one for themselves: a
// session that was left open must not become a password. Makers come back by two
// officers of a counter.
func (p *People) InviteAgain(tx *db.Tx, session string, person db.ID, token string) error {
	who, err := other(tx, session, person)
	if err != nil {
		return err
	}
	maker, err := isMaker(tx, person)
	if err == nil && maker {
		err = fault.New(fault.Denied, "account.maker_at_counter")
	}
	if err != nil {
		return err
	}
	purpose, err := linkFor(tx, person, token, who.Actor())
	if err != nil {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "account.link_made", Kind: "account_person", Subject: person, Data: map[string]any{"purpose": purpose}})
}

// linkFor makes the link that a person can use: an invitation, or a reset for who
// has a secret.
func linkFor(tx *db.Tx, person db.ID, token, actor string) (purpose string, err error) {
	one, err := PersonByID(tx, person)
	if err != nil {
		return "", err
	}
	life := InviteTime
	switch purpose = Invite; one.State {
	case Active:
		purpose, life = Reset, ResetTime
	case Ended, Erased:
		return "", fault.New(fault.Conflict, "account.person_ended")
	}
	return purpose, keepLink(tx, token, purpose, person, life, actor)
}

// accepts is the state of whoever may use a link of a purpose: an invitation is
// worth nothing to somebody who has a secret, a reset nothing to who has none.
var accepts = map[string]string{Invite: Invited, Reset: Active}

// Accept takes an invitation or a reset: the person has chosen a secret. It tells
// who they are.
func (p *People) Accept(tx *db.Tx, token, purpose string, kind SecretKind, hash string) (db.ID, error) {
	l, err := spend(tx, token, purpose)
	if err != nil {
		return 0, err
	}
	one, err := PersonByID(tx, l.Person)
	if err != nil {
		return 0, err
	}
	if one.State != accepts[purpose] || one.Demo && !p.Demo {
		return 0, fault.New(fault.NotFound, "account.link_spent")
	}
	if _, err := tx.Exec(`update account_person set state = 'active', version = version + 1 where id = $1 and state = 'invited'`, l.Person); err != nil {
		return 0, err
	}
	return l.Person, SetSecret(tx, l.Person, kind, hash, "", Actor(l.Person))
}

// EndPerson closes an account: its sessions and roles end now, its history stays.
func (p *People) EndPerson(tx *db.Tx, session string, person db.ID, version int64) error {
	who, err := May(tx, session, MayPeople, At{})
	if err != nil {
		return err
	}
	if who.Person == person {
		return fault.New(fault.Denied, "account.not_yourself")
	}
	if err := keepsAdministrators(tx, person); err != nil {
		return err
	}
	n, err := tx.Exec(`update account_person set state = 'ended', version = version + 1 where id = $1 and version = $2 and state in ('invited', 'active')`, person, version)
	if err != nil {
		return err
	}
	if n == 0 {
		return fault.New(fault.Conflict, "account.person_moved")
	}
	if err := endsWith(tx, person, who.Actor()); err != nil {
		return err
	}
	if _, err := EndAll(tx, person, "", "account", who.Actor()); err != nil {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "account.ended", Kind: "account_person", Subject: person})
}

// endsWith ends what does not outlive an account: its roles and those of its
// helpers, its links and those that it made for others, and what it saw at a
// counter and nobody has confirmed.
func endsWith(tx *db.Tx, person db.ID, actor string) error {
	if _, err := tx.Exec(`update account_role set until_at = case when from_at > $2 then from_at else $2 end, ended_by = $3
		where (person = $1 or helps = $1) and (until_at is null or until_at > $2)`, person, tx.Now(), actor); err != nil {
		return err
	}
	if err := spendAll(tx, person); err != nil {
		return err
	}
	if _, err := tx.Exec(`update account_link set used_at = $2 where made_by = $1 and used_at is null`, Actor(person), tx.Now()); err != nil {
		return err
	}
	_, err := tx.Exec(`update account_recovery set state = 'lapsed' where seen_by = $1 and state = 'seen'`, person)
	return err
}
