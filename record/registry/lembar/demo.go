package lembar

import (
	"alun/ground/db"
	"alun/record/account"
	"alun/record/registry"
)

// RemoveDemo takes the rows of made-up businesses off their sheets: a part of
// registry.RemoveDemo. The sheets go with those who made them: see RemoveDemoOf.
func RemoveDemo(tx *db.Tx, businesses []db.ID) error {
	if err := registry.DeleteOf(tx, `delete from registry_lembar_row where business in `, businesses); err != nil {
		return err
	}
	return registry.DeleteOf(tx, `delete from registry_lembar_hand where business in `, businesses)
}

// RemoveDemoOf takes out the sheets that made-up people made, with whatever stands on them.
// Their numbers stay given, in a series of their own: see Desk.begin.
func RemoveDemoOf(tx *db.Tx, people []db.ID) error {
	for _, person := range people {
		for _, statement := range []string{`delete from registry_lembar_row where sheet in (select id from registry_lembar where made_by = $1)`,
			`delete from registry_lembar_hand where sheet in (select id from registry_lembar where made_by = $1)`, `delete from registry_lembar where made_by = $1`} {
			if _, err := tx.Exec(statement, account.Actor(person)); err != nil {
				return err
			}
		}
	}
	return nil
}
