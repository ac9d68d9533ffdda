package account

import (
	"slices"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/diary"
)

// How far a purpose reaches. A role of the whole city reaches everybody a purpose
// is about; operators and heads only their office, counters only their area.
const (
	ReachCity   = "city"
	ReachOffice = "office" // operators and heads in force, of an office that the reader's role covers
	ReachArea   = "area"   // for counters: makers who stand before them, or were enrolled in their area
)

// reaching finds by which of their roles somebody reads a person: the first that
// reaches that far.
func (d *Private) reaching(tx *db.Tx, who Who, p Purpose, a Asked) (Who, error) {
	if d.fault == "reaches all" {
		return who, nil
	}
	held, err := inForce(tx, who.Person)
	if err != nil {
		return who, err
	}
	roles := p.roles(a.Fields)
	for _, g := range held {
		if !slices.Contains(roles, g.Role) {
			continue
		}
		near, err := g.reaches(tx, p, a.Person)
		if err != nil {
			return who, err
		}
		if near {
			who.Grant = g
			return who, nil
		}
	}
	return who, fault.New(fault.Denied, "account.not_yours")
}

// reaches reports whether a role reaches a person for a purpose.
func (g Grant) reaches(tx *db.Tx, p Purpose, person db.ID) (bool, error) {
	switch {
	case g.Role.ofArea():
		return g.hasBefore(tx, person)
	case p.Reach == ReachOffice:
		theirs, err := inForce(tx, person)
		return slices.ContainsFunc(theirs, func(t Grant) bool { return t.Role.ofOffice() && g.covers(At{Office: t.Office}) }), err
	}
	return true, nil
}

// hasBefore reports whether a person is a maker whom a counter has to do with: who
// stands there for a new PIN, or stood there just now, or was enrolled in its area.
func (g Grant) hasBefore(tx *db.Tx, person db.ID) (bool, error) {
	if is, err := isMaker(tx, person); err != nil || !is {
		return false, err
	}
	areas, err := db.All(tx, (*db.Row).Text, `select area from account_recovery where person = $1 and state <> 'lapsed' and coalesce(decided_at, seen_at) > $2`,
		person, tx.Now().Add(-recoveryTime))
	if err != nil {
		return false, err
	}
	told, err := diary.AboutFact(tx, "account_person", person, "account.enrolled", mostEntries)
	for _, e := range told {
		if area, ok := e.Data["area"].(string); ok {
			areas = append(areas, area)
		}
	}
	return slices.ContainsFunc(areas, func(area string) bool { return g.covers(At{Area: area}) }), err
}
