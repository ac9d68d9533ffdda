package account

import (
	"slices"
	"strings"
	"time"

	"alun/ground/db"
	"alun/ground/fault"
)

// everything is what a person is told was read, where a copy was handed out.
const everything = "everything"

// drawn is a read that is drawn now.
type drawn struct {
	subject, held db.ID
	fields        string
}

// drawing finds a read that was kept just now, for who kept it and nobody else, as
// long as they still hold the role by which they read.
func (d *Private) drawing(tx *db.Tx, session string, read db.ID) (drawn, Viewer, error) {
	v, err := See(tx, session)
	if err != nil {
		return drawn{}, v, err
	}
	since := tx.Now().Add(-shownFor)
	if d.fault == "draws for ever" {
		since = time.Unix(0, 0)
	}
	k, found, err := db.One(tx, func(r *db.Row) drawn { return drawn{r.ID(), r.ID(), r.Text()} },
		`select subject, held, fields from account_read where id = $1 and reader = $2 and at > $3`, read, v.Person, since)
	switch {
	case err != nil:
	case !found:
		err = fault.New(fault.NotFound, "account.read_over")
	case !v.Second || !slices.ContainsFunc(v.Grants, func(g Grant) bool { return g.ID == k.held }):
		err = fault.New(fault.Denied, "account.not_yours")
	}
	return k, v, err
}

// Shown draws the values of a read.
func (d *Private) Shown(tx *db.Tx, session string, read db.ID) ([]Value, error) {
	k, _, err := d.drawing(tx, session, read)
	if err != nil {
		return nil, err
	}
	return d.values(tx, k.subject, strings.Fields(k.fields))
}

// HandOut draws the copy that a request asked for, for who carried it out.
func (d *Private) HandOut(tx *db.Tx, session string, read db.ID) (Copy, error) {
	k, v, err := d.drawing(tx, session, read)
	if err != nil {
		return Copy{}, err
	}
	if _, err := v.May(MayPrivacy, At{}); err != nil {
		return Copy{}, err
	}
	if k.fields != everything {
		return Copy{}, fault.New(fault.NotFound, "account.read_over")
	}
	return d.CopyOf(tx, k.subject)
}
