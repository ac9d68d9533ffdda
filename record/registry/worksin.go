package registry

import (
	"alun/ground/date"
	"alun/ground/db"
	"alun/record/account"
)

// WorksIn finds the row with which whoever is signed in stands in a business as a worker:
// what Agree wrote, and EndPerson ends.
func (k *Book) WorksIn(tx *db.Tx, session string, business db.ID) (Person, bool, error) {
	v, err := account.See(tx, session)
	if err != nil {
		return Person{}, false, err
	}
	return db.One(tx, func(r *db.Row) Person {
		p := Person{ID: r.ID(), Person: v.Person, Role: Worker}
		p.Since, _ = date.ParseDay(r.Text())
		p.Agreed = r.Time()
		return p
	}, `select id, since, agreed_at from registry_business_person where business = $1 and person = $2 and role = 'worker' and until = ''`, business, v.Person)
}
