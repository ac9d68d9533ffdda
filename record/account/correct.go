package account

import (
	"strings"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/diary"
)

// correct puts a value of a person right. What stood there and what stands there
// now is in the diary as commitments: readable until the person is forgotten.
func (d *Private) correct(tx *db.Tx, who Who, r Request) error {
	text, err := d.Wanted(tx, r)
	if err != nil {
		return err
	}
	mend := d.Mend[r.Field]
	if mend == nil {
		return fault.New(fault.NotFound, "account.no_field")
	}
	before, after, err := mend(tx, r.Person, text)
	if err != nil {
		return err
	}
	if r.Field == "login" && d.fault != "keeps the door open" {
		if err := shutOut(tx, who, r.Person); err != nil {
			return err
		}
	}
	return d.Box.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "account.corrected", Kind: "account_person", Subject: r.Person,
		Data: map[string]any{"field": r.Field, "request": r.ID}},
		diary.Value{Name: "before", Person: r.Person, Text: before}, diary.Value{Name: "after", Person: r.Person, Text: after})
}

// shutOut ends what was opened by a login that is no more: whoever holds the old
// one neither stays in nor comes in by a link.
func shutOut(tx *db.Tx, who Who, person db.ID) error {
	if _, err := tx.Exec(`update account_link set used_at = $2 where person = $1 and used_at is null`, person, tx.Now()); err != nil {
		return err
	}
	_, err := EndAll(tx, person, "", "login", who.Actor())
	return err
}

func (p *People) mendName(tx *db.Tx, person db.ID, text string) (before, after string, err error) {
	if err := (New{Name: text, Login: Login{Text: text}}).check(); err != nil {
		return "", "", err
	}
	before, err = p.Name(tx, person)
	if err != nil {
		return "", "", err
	}
	after = strings.TrimSpace(text)
	sealed, err := p.Box.Hide(tx, person, namePlace(person), after)
	if err != nil {
		return "", "", err
	}
	_, err = tx.Exec(`update account_person set name = $2, version = version + 1 where id = $1`, person, sealed)
	return before, after, err
}

// mendLogin puts an address or number in the place of the one of the same way.
func (p *People) mendLogin(tx *db.Tx, person db.ID, text string) (before, after string, err error) {
	l, err := ReadLogin(text)
	if err != nil {
		return "", "", err
	}
	all, err := p.Logins(tx, person)
	if err != nil {
		return "", "", err
	}
	for _, old := range all {
		if old.Way == l.Way {
			before = old.Text
		}
	}
	if _, err := tx.Exec(`delete from account_login where person = $1 and way = $2`, person, l.Way); err != nil {
		return "", "", err
	}
	return before, l.Text, p.addLogin(tx, person, l)
}
