package account

import (
	"time"

	"alun/ground/db"
)

// numbersADay is how many numbers a maker may try as helpers: enough for a family,
// too few to learn whose numbers are known here.
var numbersADay = limit{10, 24 * time.Hour}

// numbersAnHour is how many numbers an officer may look up, of telephones at a
// counter or of identity cards for who shows one: more than stand in line there,
// too few to learn which numbers of a list are known here.
var numbersAnHour = limit{60, time.Hour}

// CountCounter takes one look-up of a number at a counter, right or wrong. It runs
// in web.Record.
func (p *People) CountCounter(tx *db.Tx, session string) error {
	return p.countOf(tx, session, MayCounter, "counter", numbersAnHour)
}

// CountCard takes one look-up of the number of an identity card, whether anything
// is kept under it or not: what is refused leaves no request behind, and would
// else be asked without end. It runs in web.Record.
func (d *Private) CountCard(tx *db.Tx, session string) error {
	if d.fault == "no limit" {
		return nil
	}
	return d.countOf(tx, session, MayPrivacy, "card", numbersAnHour)
}

// CountLogin takes one look-up of an address or a number at the privacy desk, right
// or wrong. It runs in web.Record.
func (d *Private) CountLogin(tx *db.Tx, session string) error {
	return d.countOf(tx, session, MayPrivacy, "desk", numbersAnHour)
}

// CountNumber takes one try of a number that a maker gives as a helper's, right or
// wrong. It runs in web.Record.
func (p *People) CountNumber(tx *db.Tx, session string) error {
	return p.countOf(tx, session, MayOwn, "number", numbersADay)
}

// countOf takes one of the tries of whoever is signed in and has the right.
func (p *People) countOf(tx *db.Tx, session string, right Right, kind string, l limit) error {
	who, err := May(tx, session, right, At{Any: true})
	if err != nil {
		return err
	}
	return count(tx, p.bucket(kind, who.Actor()), l)
}
