package account

import (
	"alun/ground/db"
	"alun/ground/fault"
)

// Guest is who a page greets in its head. The zero value is nobody.
type Guest struct {
	Person db.ID
	Name   string
	Staff  bool // holds a role by decree now
	People bool // may invite people
}

// Greet finds whom a page greets; a session that is over, or half, is nobody's.
func (p *People) Greet(tx *db.Tx, session string) (g Guest, err error) {
	v, err := See(tx, session)
	if fault.Is(err, fault.Stranger) {
		return g, nil
	}
	if err != nil {
		return g, err
	}
	g.Person = v.Person
	for _, one := range v.Grants {
		g.Staff = g.Staff || one.Role.Staff()
	}
	g.People = v.Can(MayPeople, At{})
	g.Name, err = p.Name(tx, v.Person)
	return g, err
}
