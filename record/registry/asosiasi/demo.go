package asosiasi

import "alun/ground/db"

// SpokenFor finds the association for which somebody speaks or once spoke: the first one.
func SpokenFor(tx *db.Tx, person db.ID) (asosiasi db.ID, found bool, err error) {
	return db.One(tx, (*db.Row).ID, `select asosiasi from registry_asosiasi_manager where person = $1 order by id limit 1`, person)
}

// RemoveDemo takes out what hangs on made-up businesses: a part of registry.RemoveDemo. It
// comes before that of products, of which nominations speak.
func RemoveDemo(tx *db.Tx, businesses []db.ID) error {
	for where, args := range db.In(businesses, 0) {
		for _, statement := range []string{`delete from registry_asosiasi_nomination where business in `, `delete from registry_asosiasi_step where business in `, `delete from registry_asosiasi_membership where business in `} {
			if _, err := tx.Exec(statement+where, args...); err != nil {
				return err
			}
		}
	}
	return nil
}

// RemoveDemoAll takes out the associations that made-up people made, once no business is
// left in them.
func RemoveDemoAll(tx *db.Tx) error {
	for _, statement := range []string{`delete from registry_asosiasi_manager where asosiasi in (select a.id from registry_asosiasi a where a.demo and not exists (select 1 from registry_asosiasi_membership m where m.asosiasi = a.id))`,
		`delete from registry_asosiasi where demo and not exists (select 1 from registry_asosiasi_membership m where m.asosiasi = registry_asosiasi.id)`} {
		if _, err := tx.Exec(statement); err != nil {
			return err
		}
	}
	return nil
}
