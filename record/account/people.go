package account

import (
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/diary"
)

// What an administrator sees and does of other people's accounts.

// Filter chooses staff; the zero value is all who have or had a role by decree,
// or wait for one.
type Filter struct {
	Role   Role
	Office db.ID
	State  string
}

// List lists staff, the newest first, at most limit behind after: everybody but
// makers and helpers who have and had no other role.
func List(tx *db.Tx, f Filter, after db.ID, limit int) ([]Person, error) {
	if after == 0 {
		after = 1<<63 - 1
	}
	return db.All(tx, scanPerson, personSelect+` where p.id < $1 and ($2 = '' or p.state = $2)
		and (not exists (select 1 from account_role m where m.person = p.id and m.role in ('maker', 'helper'))
			or exists (select 1 from account_role s where s.person = p.id and s.role not in ('maker', 'helper')))
		and ($3 = '' and cast($4 as bigint) = 0 or exists (select 1 from account_role r where r.person = p.id and ($3 = '' or r.role = $3) and (cast($4 as bigint) = 0 or r.office = cast($4 as bigint))
			and (r.until_at is null or r.until_at > $5)))
		order by p.id desc limit $6`, after, f.State, string(f.Role), f.Office, tx.Now(), limit)
}

// Seek finds who has a login, for an administrator who was told it.
func (p *People) Seek(tx *db.Tx, session string, l Login) (db.ID, error) {
	if _, err := May(tx, session, MayPeople, At{}); err != nil {
		return 0, err
	}
	person, found, err := p.personOf(tx, l)
	if err == nil && !found {
		err = fault.New(fault.Invalid, "account.nobody_has_it").At("login", "account.nobody_has_it")
	}
	return person, err
}

// OpenLink finds the link of a person that is still good.
func OpenLink(tx *db.Tx, person db.ID) (Link, bool, error) {
	return db.One(tx, func(r *db.Row) Link {
		return Link{Purpose: r.Text(), Person: person, Made: r.Time(), Until: r.Time()}
	}, `select purpose, made_at, until from account_link where person = $1 and used_at is null and until > $2 order by made_at desc limit 1`, person, tx.Now())
}

// other is the first line of what an administrator does to another's account.
func other(tx *db.Tx, session string, person db.ID) (Who, error) {
	who, err := May(tx, session, MayPeople, At{})
	if err != nil {
		return who, err
	}
	if who.Person == person {
		return who, fault.New(fault.Denied, "account.not_yourself")
	}
	_, err = PersonByID(tx, person)
	return who, err
}

// Release takes the lost second factor of a person away, for a code that the
// administrator's own phone made just now.
func (p *People) Release(tx *db.Tx, session string, person db.ID, code string) error {
	who, err := other(tx, session, person)
	if err != nil {
		return err
	}
	if err := p.confirmSecond(tx, session, code); err != nil {
		return err
	}
	return DropSecond(tx, person, who.Actor())
}

// EndAllOf ends all sessions of another person.
func EndAllOf(tx *db.Tx, session string, person db.ID) error {
	who, err := other(tx, session, person)
	if err != nil {
		return err
	}
	_, err = EndAll(tx, person, "", "administrator", who.Actor())
	return err
}

// ResetByHand makes a link for whoever has a login, without a session: for the
// command line, where who works is who has the machine. The reason is kept with
// the person's own key.
func (p *People) ResetByHand(tx *db.Tx, l Login, token, reason string) (purpose string, err error) {
	person, err := p.Person(tx, l)
	if err != nil {
		return "", err
	}
	if purpose, err = linkFor(tx, person, token, "command"); err != nil {
		return "", err
	}
	return purpose, p.Box.Write(tx, diary.Entry{Actor: "command", Fact: "account.link_made", Kind: "account_person", Subject: person,
		Data: map[string]any{"purpose": purpose}}, diary.Value{Name: "reason", Person: person, Text: reason})
}

// LoseSecond takes a second factor away by the command line, for an administrator
// who has lost phone and recovery codes.
func LoseSecond(tx *db.Tx, person db.ID) error { return DropSecond(tx, person, "command") }

// Person finds who has a login, for the command line.
func (p *People) Person(tx *db.Tx, l Login) (db.ID, error) {
	person, found, err := p.personOf(tx, l)
	if err == nil && !found {
		err = fault.New(fault.NotFound, "account.nobody_has_it")
	}
	return person, err
}
