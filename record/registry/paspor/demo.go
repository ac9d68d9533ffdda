package paspor

import (
	"alun/ground/db"
	"alun/record/registry"
)

// RemoveDemo takes out the links of made-up businesses, with what was read by them: a part
// of registry.RemoveDemo.
func RemoveDemo(tx *db.Tx, businesses []db.ID) error {
	for _, statement := range []string{
		`delete from registry_read where passport is not null and business in `,
		`delete from registry_passport_opening where business in `,
		`delete from registry_passport where business in `,
	} {
		if err := registry.DeleteOf(tx, statement, businesses); err != nil {
			return err
		}
	}
	return nil
}
