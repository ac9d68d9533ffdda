package notice

import (
	"time"

	"alun/ground/db"
)

// Followed is something that an address follows, since when.
type Followed struct {
	Topic
	State string // "asked", "on"
	At    time.Time
}

// FollowedBy lists what an address follows: for the copy of a person whose
// address it is.
func (k *Desk) FollowedBy(tx *db.Tx, way, address string) ([]Followed, error) {
	return db.All(tx, func(r *db.Row) Followed { return Followed{Topic{r.Text(), r.Text()}, r.Text(), r.Time()} },
		`select f.what, f.which, f.state, f.asked_at from notice_follow f join notice_reader r on r.id = f.reader where r.blind = $1 order by f.id`, k.blind(way, address))
}

// ForgetAddress forgets an address with all that it follows: its person is being
// forgotten.
func (k *Desk) ForgetAddress(tx *db.Tx, way, address string) error {
	blind := k.blind(way, address)
	id, found, err := db.One(tx, (*db.Row).ID, `select id from notice_reader where blind = $1`, blind)
	if err != nil || !found {
		return err
	}
	return forget(tx, id)
}
