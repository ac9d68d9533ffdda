package field

import (
	"strings"

	"alun/ground/db"
	"alun/record/account"
	"alun/record/registry"
)

// Holdings are the tables of this part that hold something of a person: when somebody
// came to what they own, and what was found. The note and where the officer stood are
// sealed under the business's key, which the register destroys with its last owner.
func (d *Desk) Holdings() []account.Holding {
	return []account.Holding{{Table: "registry_check", Read: held, Erase: forgetPhotos}}
}

func held(tx *db.Tx, person db.ID) (out []account.Held, err error) {
	all, err := registry.OwnedBy(tx, person)
	for _, b := range all {
		if err != nil {
			return nil, err
		}
		var some []account.Held
		some, err = db.All(tx, func(r *db.Row) account.Held {
			found, facts, at := r.Text(), r.Text(), r.Time()
			return account.Held{What: "registry_check.found", Value: strings.ReplaceAll(found, "_", " "), Note: facts, From: at}
		}, `select found, facts, at from registry_check where business = $1 order by at`, b.ID)
		out = append(out, some...)
	}
	return out, err
}

// forgetPhotos lets the photos go of businesses that the register forgot.
func forgetPhotos(tx *db.Tx, person db.ID) error {
	all, err := db.All(tx, (*db.Row).ID, `select p.business from registry_business_person p join registry_business b on b.id = p.business
		where p.person = $1 and p.role = 'owner' and b.forgotten_at is not null`, person)
	for _, id := range all {
		if err == nil {
			err = dropPhotos(tx, id)
		}
	}
	return err
}
