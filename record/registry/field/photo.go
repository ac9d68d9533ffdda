package field

import (
	"time"

	"alun/ground/blob"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
)

// photoLate is how long after a check its photo may still come: a device that had no
// signal sends the few words first.
const photoLate = 7 * 24 * time.Hour

// Photograph asks whether a photo may still be laid beside a check: by who made it, once,
// within a week, while nobody has decided and the business is not forgotten. It answers
// with the business.
func (d *Desk) Photograph(tx *db.Tx, session string, check db.ID) (db.ID, error) {
	p, found, err := db.One(tx, scanPast, pastSelect+` where c.id = $1`, check)
	if err == nil && !found {
		if _, err = account.See(tx, session); err == nil {
			err = fault.New(fault.NotFound, "field.no_check")
		}
	}
	if err != nil {
		return 0, err
	}
	who, b, err := d.mayCheck(tx, session, p.Business)
	switch {
	case err != nil:
		return 0, err
	case p.Officer != who.Person:
		return 0, fault.New(fault.Denied, "field.photo_not_yours")
	case !b.Forgotten.IsZero():
		return 0, fault.New(fault.Conflict, "registry.forgotten")
	case p.Photo != "" || p.State == "ditutup" || p.State == "tetap" || tx.Now().After(p.At.Add(photoLate)):
		return 0, fault.New(fault.Conflict, "field.photo_late")
	}
	return p.Business, nil
}

// AddPhoto lays a photo that was received beside a check. Of two at once one is refused.
func (d *Desk) AddPhoto(tx *db.Tx, session string, check db.ID, photo string) (business db.ID, err error) {
	if business, err = d.Photograph(tx, session, check); err == nil {
		err = blob.Keep(tx, photo)
	}
	if err != nil {
		return 0, err
	}
	return business, tx.ExecOr(fault.New(fault.Conflict, "field.photo_late"), `update registry_check set photo = $2 where id = $1 and photo = ''`, check, photo)
}
