package registry

import (
	"time"

	"alun/ground/db"
)

// Lately is when a fact of any business was last written; found is false where there is
// none yet. Ids rise with time, so the newest row is the last one.
func Lately(tx *db.Tx) (at time.Time, found bool, err error) {
	return db.One(tx, (*db.Row).Time, `select at from registry_change order by id desc limit 1`)
}

// PermitsOf lists what each of many businesses holds, with one query.
func PermitsOf(tx *db.Tx, businesses []db.ID) (map[db.ID][]Permit, error) {
	out := map[db.ID][]Permit{}
	all, err := db.Among(tx, scanPermit, permitSelect+` where p.removed_at is null and p.business in `, ` order by p.business, p.kind, p.id`, businesses)
	for _, p := range all {
		out[p.Business] = append(out[p.Business], p)
	}
	return out, err
}

// WasPublic tells whether the public has seen a business: it was published once, or
// came with a list that publishes.
func (b Business) WasPublic() bool { return b.PublishedBy != "" }
