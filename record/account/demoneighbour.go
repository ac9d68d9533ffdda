package account

import "alun/ground/db"

// byStory marks the makers of the demonstration whom no visitor can be.
const byStory = "profile"

// DemoNeighbours lists the made-up makers who own what waits at the counter.
func DemoNeighbours(tx *db.Tx) ([]db.ID, error) {
	return db.All(tx, (*db.Row).ID, `select id from account_person where demo = $1 and made_by = $2 order by id`, true, byStory)
}

// AddDemoNeighbour makes one.
func (p *People) AddDemoNeighbour(tx *db.Tx, name string) (db.ID, error) {
	id := tx.NewID()
	sealed, err := p.Box.Hide(tx, id, namePlace(id), name)
	if err != nil {
		return 0, err
	}
	if _, err := tx.Exec(`insert into account_person (id, name, lang, state, demo, made_at, made_by, version) values ($1, $2, 'id', 'active', $3, $4, $5, 1)`,
		id, sealed, true, tx.Now(), byStory); err != nil {
		return 0, err
	}
	_, err = tx.Exec(`insert into account_role (id, person, role, standing, office, area, helps, decree, from_at, until_at, made_at, made_by, ended_by, after_role)
		values ($1, $2, $3, 'definitif', null, null, null, null, $4, null, $4, $5, '', null)`, tx.NewID(), id, string(Maker), tx.Now(), byStory)
	return id, err
}
