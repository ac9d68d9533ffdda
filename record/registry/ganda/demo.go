package ganda

import (
	"alun/ground/db"
	"alun/record/registry"
)

// RemoveDemo takes the pairs of made-up businesses out: a part of registry.RemoveDemo.
func RemoveDemo(tx *db.Tx, businesses []db.ID) error {
	err := registry.DeleteOf(tx, `delete from registry_ganda_pair where a in `, businesses)
	if err == nil {
		err = registry.DeleteOf(tx, `delete from registry_ganda_pair where b in `, businesses)
	}
	return err
}
