package kurasi

import (
	"slices"

	"alun/ground/db"
)

// DemoCall finds a call that a made-up person made, by its title.
func DemoCall(tx *db.Tx, title string) (Call, bool, error) {
	return db.One(tx, scanCall, callSelect+` where k.demo and k.title = $1 order by k.id limit 1`, title)
}

// RemoveDemo takes out what hangs on made-up businesses: a part of registry.RemoveDemo.
func RemoveDemo(tx *db.Tx, businesses []db.ID) error {
	// Few of many businesses enter anything: those are asked about alone.
	some, err := db.All(tx, (*db.Row).ID, `select distinct e.business from registry_kurasi_entry e join registry_business b on b.id = e.business where b.demo`)
	for _, id := range some {
		if !slices.Contains(businesses, id) {
			continue
		}
		for _, statement := range []string{`delete from registry_kurasi_result where entry in (select id from registry_kurasi_entry where business = $1)`,
			`delete from registry_kurasi_score where entry in (select id from registry_kurasi_entry where business = $1)`,
			`delete from registry_kurasi_sheet where entry in (select id from registry_kurasi_entry where business = $1)`,
			`delete from registry_kurasi_interest where entry in (select id from registry_kurasi_entry where business = $1)`, `delete from registry_kurasi_entry where business = $1`} {
			if err == nil {
				_, err = tx.Exec(statement, id)
			}
		}
	}
	return err
}

// RemoveDemoAll takes out the calls that made-up people made, once no entry is left in
// them. The numbers of their minutes stay given.
func RemoveDemoAll(tx *db.Tx) error {
	for _, statement := range []string{`delete from registry_kurasi_criterion where call in (select k.id from registry_kurasi k where k.demo and not exists (select 1 from registry_kurasi_entry e where e.call = k.id))`,
		`delete from registry_kurasi_curator where call in (select k.id from registry_kurasi k where k.demo and not exists (select 1 from registry_kurasi_entry e where e.call = k.id))`,
		`delete from registry_kurasi where demo and not exists (select 1 from registry_kurasi_entry e where e.call = registry_kurasi.id)`} {
		if _, err := tx.Exec(statement); err != nil {
			return err
		}
	}
	return nil
}
