package account

import (
	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/diary"
)

// Empty reports whether no real person administers the house, or will.
func Empty(tx *db.Tx) (bool, error) {
	_, found, err := db.One(tx, (*db.Row).ID, `select r.id from account_role r join account_person p on p.id = r.person
		where r.role = 'administrator' and p.demo = $1 and p.state in ('active', 'invited')
			and (r.until_at is null or r.until_at > $2 and r.until_at > r.from_at) limit 1`, false, tx.Now())
	return !found, err
}

// OfferSetUp makes the link with which the first administrator is made, when there
// is none: only who started the program sees it. An older one is worth nothing
// from now on.
func OfferSetUp(tx *db.Tx, token string) (made bool, err error) {
	empty, err := Empty(tx)
	if err != nil || !empty {
		return false, err
	}
	return true, keepLink(tx, token, SetUp, 0, SetUpTime, "system")
}

// SetUp makes the first administrator.
func (p *People) SetUp(tx *db.Tx, token string, n New, d Decree, hash string) (db.ID, error) {
	if p.Demo { // a link of before: no real person enters a house that is shown around
		return 0, fault.New(fault.NotFound, "account.link_spent")
	}
	if _, err := spend(tx, token, SetUp); err != nil {
		return 0, err
	}
	empty, err := Empty(tx)
	if err != nil {
		return 0, err
	}
	if !empty {
		return 0, fault.New(fault.Conflict, "account.set_up_already")
	}
	id, err := p.add(tx, n, "system")
	if err != nil {
		return 0, err
	}
	if _, err := p.give(tx, Giving{Person: id, Role: Administrator, Standing: Definitif, Decree: d, From: date.DayOf(tx.Now())}, 0, "system"); err != nil {
		return 0, err
	}
	if _, err := tx.Exec(`update account_person set state = 'active' where id = $1`, id); err != nil {
		return 0, err
	}
	if err := SetSecret(tx, id, Password, hash, "", Actor(id)); err != nil {
		return 0, err
	}
	return id, diary.Write(tx, diary.Entry{Actor: "system", Fact: "account.set_up", Kind: "account_person", Subject: id})
}
