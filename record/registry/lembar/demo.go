package lembar

import (
	"alun/ground/db"
	"alun/record/registry"
)

// RemoveDemo takes the rows of made-up businesses off their sheets: a part of
// registry.RemoveDemo. The sheets stay, with their numbers: those have no gap.
func RemoveDemo(tx *db.Tx, businesses []db.ID) error {
	if err := registry.DeleteOf(tx, `delete from registry_lembar_row where business in `, businesses); err != nil {
		return err
	}
	return registry.DeleteOf(tx, `delete from registry_lembar_hand where business in `, businesses)
}
