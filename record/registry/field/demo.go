package field

import (
	"alun/ground/db"
	"alun/record/registry"
	"alun/record/registry/alive"
)

// PutDemo gives made-up businesses signals of the past, as if people had been there:
// the diary cannot tell of a day before it began.
func PutDemo(tx *db.Tx, businesses map[db.ID][]alive.Signal) error {
	var rows [][]any
	for id, all := range businesses {
		for _, s := range all {
			rows = append(rows, []any{tx.NewID(), id, s.Kind, s.At})
		}
	}
	return db.Many(tx, `insert into registry_signal (entry, business, kind, at) values `, ``, rows)
}

// RemoveDemo takes out what is kept of made-up businesses: a part of
// registry.RemoveDemo.
func RemoveDemo(tx *db.Tx, businesses []db.ID) error {
	for _, id := range businesses {
		if err := dropPhotos(tx, id); err != nil {
			return err
		}
	}
	for _, statement := range []string{
		`delete from registry_trip_stop where business in `,
		`delete from registry_check where business in `,
		`delete from registry_keaktifan where business in `,
		`delete from registry_signal where business in `,
	} {
		if err := registry.DeleteOf(tx, statement, businesses); err != nil {
			return err
		}
	}
	return nil
}

// RemoveDemoAll takes out how many there were: the next count finds who is left.
func RemoveDemoAll(tx *db.Tx) error {
	_, err := tx.Exec(`delete from registry_keaktifan_sum`)
	return err
}

// RemoveDemoOf takes out the trips of made-up officers.
func RemoveDemoOf(tx *db.Tx, people []db.ID) error {
	err := registry.DeleteOf(tx, `delete from registry_trip_stop where officer in `, people)
	if err == nil {
		err = registry.DeleteOf(tx, `delete from registry_trip where officer in `, people)
	}
	return err
}
