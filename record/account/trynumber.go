package account

import (
	"time"

	"alun/ground/db"
)

// numbersADay is how many numbers a maker may try as helpers: enough for a family,
// too few to learn whose numbers are known here.
var numbersADay = limit{10, 24 * time.Hour}

// numbersAnHour is how many numbers an officer of a counter may look up: more than
// stand in line there, too few to learn which numbers of a list are known here.
var numbersAnHour = limit{60, time.Hour}

// CountCounter takes one look-up of a number at a counter, right or wrong. It runs
// in web.Record.
func (p *People) CountCounter(tx *db.Tx, session string) error {
	who, err := May(tx, session, MayCounter, At{Any: true})
	if err != nil {
		return err
	}
	return count(tx, p.bucket("counter", who.Actor()), numbersAnHour)
}

// CountNumber takes one try of a number that a maker gives as a helper's, right or
// wrong. It runs in web.Record.
func (p *People) CountNumber(tx *db.Tx, session string) error {
	who, err := May(tx, session, MayOwn, At{Any: true})
	if err != nil {
		return err
	}
	return count(tx, p.bucket("number", who.Actor()), numbersADay)
}
