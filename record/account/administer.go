package account

import (
	"time"

	"alun/ground/db"
	"alun/ground/fault"
)

// A house always has somebody who administers it: the role of the last one is not
// ended, and their account not closed.

// keepsAdministrator refuses the end of a role at an instant when it is the last
// administrator's. g is the role as it was before.
func keepsAdministrator(tx *db.Tx, g Grant, at time.Time) error {
	if g.Role != Administrator || !g.Until.IsZero() && !g.Until.After(tx.Now()) {
		return nil
	}
	return administeredWithout(tx, g, 0, later(at, g.From))
}

// keepsAdministrators refuses the end of a person's roles now when one of them is,
// or some day will be, the last administrator's.
func keepsAdministrators(tx *db.Tx, person db.ID) error {
	all, err := Grants(tx, person)
	for _, g := range all {
		if g.Role == Administrator && (g.Until.IsZero() || g.Until.After(tx.Now())) {
			if err := administeredWithout(tx, g, person, later(tx.Now(), g.From)); err != nil {
				return err
			}
		}
	}
	return err
}

// later: a role that begins some day is missed from that day on.
func later(a, b time.Time) time.Time {
	if a.Before(b) {
		return b
	}
	return a
}

// administeredWithout asks that, from an instant, another administrator works for
// at least as long as a grant would have held: one who has signed in before, and
// who is real or made up as its holder is. Whoever never came is no loss.
func administeredWithout(tx *db.Tx, g Grant, person db.ID, at time.Time) error {
	holder, err := PersonByID(tx, g.Person)
	if err != nil || holder.State != Active {
		return err
	}
	_, found, err := db.One(tx, (*db.Row).ID, `select r.id from account_role r join account_person p on p.id = r.person
		where r.role = 'administrator' and r.id <> $1 and r.person <> $2 and p.state = 'active' and p.demo = $3
			and r.from_at <= $4 and (r.until_at is null or r.until_at > $4 and r.until_at >= cast($5 as bigint)) limit 1`,
		g.ID, person, holder.Demo, at, db.Null(g.Until, !g.Until.IsZero()))
	if err == nil && !found {
		err = fault.New(fault.Conflict, "account.last_administrator")
	}
	return err
}
