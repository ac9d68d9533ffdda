package account

import (
	"strings"

	"alun/ground/db"
)

// byStory marks the makers of the demonstration whom no visitor can be.
const byStory = "profile"

// DemoNeighbours lists the made-up makers who own what waits at the counter.
func DemoNeighbours(tx *db.Tx) ([]db.ID, error) {
	return db.All(tx, (*db.Row).ID, `select id from account_person where demo = $1 and made_by = $2 order by id`, true, byStory)
}

// AddDemoNeighbour makes one.
func (p *People) AddDemoNeighbour(tx *db.Tx, name string) (db.ID, error) {
	return p.addDemoMaker(tx, name, byStory)
}

// Part is what a made-up maker has to do beside their businesses.
type Part string

// The parts.
const (
	Speaker Part = "asosiasi" // speaks for an association; visitors can be them
	Judge   Part = "kurator"  // judges calls; visitors can be them
	Fellow  Part = "anggota"  // owns what is in an association; visitors cannot be them
)

// by is how somebody of a part is kept: who made them.
func (t Part) by() string {
	if t == Fellow {
		return byStory + ":" + string(t)
	}
	return "command:" + string(t)
}

// partOf reads it; "" is none.
func partOf(by string) Part {
	_, part, _ := strings.Cut(by, ":")
	return Part(part)
}

// DemoOf lists the made-up people of a part, in the order in which they were made.
func DemoOf(tx *db.Tx, part Part) ([]db.ID, error) {
	return db.All(tx, (*db.Row).ID, `select id from account_person where demo = $1 and made_by = $2 order by id`, true, part.by())
}

// AddDemoPart makes one of them.
func (p *People) AddDemoPart(tx *db.Tx, name string, part Part) (db.ID, error) {
	return p.addDemoMaker(tx, name, part.by())
}

func (p *People) addDemoMaker(tx *db.Tx, name, by string) (db.ID, error) {
	id := tx.NewID()
	sealed, err := p.Box.Hide(tx, id, namePlace(id), name)
	if err != nil {
		return 0, err
	}
	if _, err := tx.Exec(`insert into account_person (id, name, lang, state, demo, made_at, made_by, version) values ($1, $2, 'id', 'active', $3, $4, $5, 1)`,
		id, sealed, true, tx.Now(), by); err != nil {
		return 0, err
	}
	_, err = tx.Exec(`insert into account_role (id, person, role, standing, office, area, helps, decree, from_at, until_at, made_at, made_by, ended_by, after_role)
		values ($1, $2, $3, 'definitif', null, null, null, null, $4, null, $4, $5, '', null)`, tx.NewID(), id, string(Maker), tx.Now(), by)
	return id, err
}
