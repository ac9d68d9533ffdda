package registry

import (
	"time"

	"alun/ground/db"
)

// PermitsAt lists what a business held as it was written down at an instant: with what
// was added since left out, and what was taken out since still in.
func PermitsAt(tx *db.Tx, business db.ID, at time.Time) ([]Permit, error) {
	return db.All(tx, scanPermit, permitSelect+` where p.business = $1 and p.added_at <= $2 and (p.removed_at is null or p.removed_at > $2) order by p.kind, p.id`, business, at)
}
