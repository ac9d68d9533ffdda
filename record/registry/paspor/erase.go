package paspor

import (
	"alun/ground/db"
	"alun/record/account"
)

// Holdings are the tables of this part that hold something of a person: the links that
// they made. They come behind the register's own.
func (d *Desk) Holdings() []account.Holding {
	return []account.Holding{{Table: "registry_passport", Read: held, Erase: revokeAll}}
}

func held(tx *db.Tx, person db.ID) ([]account.Held, error) {
	return db.All(tx, func(r *db.Row) account.Held {
		purpose, shown := r.Text(), r.Text()
		return account.Held{What: "registry_passport.purpose", Value: purpose, Word: PurposeWord(purpose), Note: shown, From: r.Time(), Until: r.Time()}
	}, `select purpose, shown, made_at, coalesce(revoked_at, until) from registry_passport where made_by = $1 order by id`, account.Actor(person))
}

// revokeAll ends the links of a person who is forgotten.
func revokeAll(tx *db.Tx, person db.ID) error {
	_, err := tx.Exec(`update registry_passport set revoked_at = $2, revoked_by = 'erased' where made_by = $1 and revoked_at is null`, account.Actor(person), tx.Now())
	return err
}
