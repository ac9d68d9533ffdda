package lembar

import (
	"alun/ground/db"
	"alun/record/account"
)

// Holdings are the tables that hold something of a person: sheets bear names as they
// were printed. It comes after the register's own, which says what is forgotten.
func (d Desk) Holdings() []account.Holding {
	return []account.Holding{{Table: "registry_lembar_row", Read: held, Erase: forget}}
}

func held(tx *db.Tx, person db.ID) ([]account.Held, error) {
	return db.All(tx, func(r *db.Row) account.Held {
		return account.Held{What: "registry_lembar_row.name", Value: r.Text(), Note: r.Text(), From: r.Time()}
	}, `select r.name, s.number, s.made_at from registry_lembar_row r join registry_lembar s on s.id = r.sheet
		where r.name <> '' and r.business in (select business from registry_business_person where person = $1 and role = 'owner') order by r.sheet, r.n`, person)
}

// forget empties what was printed of the businesses that the register forgot.
func forget(tx *db.Tx, person db.ID) error {
	if leftOut("forget") {
		return nil
	}
	_, err := tx.Exec(`update registry_lembar_row set name = '', trade = '', street = '' where business in (select p.business from registry_business_person p
		join registry_business b on b.id = p.business where p.person = $1 and p.role = 'owner' and b.forgotten_at is not null)`, person)
	return err
}
