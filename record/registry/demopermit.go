package registry

import (
	"fmt"

	"alun/ground/db"
)

// PutDemoPermits gives made-up businesses what they hold, each permit as its level says it
// is known and By wrote it down. As with what they offer the diary is told nothing: they
// come with the business, and go with it (RemoveDemo). The history has them, so that what
// they held at an instant is known and each can be taken out. A permit that AddPermit would
// refuse is refused, but for its days: a made-up one may lie behind the clock of the house.
// A real business gets none this way.
func PutDemoPermits(tx *db.Tx, held []Permit) error {
	if len(held) == 0 {
		return nil
	}
	subjects, err := demoSubjects(tx, held)
	if err != nil {
		return err
	}
	var rows, turns [][]any
	for _, p := range held {
		if p, err = p.check(p.Issued); err != nil {
			return err
		}
		subject, found := subjects[p.Business]
		if !found {
			return fmt.Errorf("registry: %d is no made-up business", p.Business)
		}
		id := tx.NewID()
		rows = append(rows, []any{id, p.Business, p.Kind, p.Number, p.Issuer, dayText(p.Issued), dayText(p.Until), int(p.Level), tx.Now(), p.By, nil, "", ""})
		turns = append(turns, []any{tx.NewID(), p.Business, id, nil, 1, "added", tx.Now(), p.By, int(p.Level), nil, "", "", subject, nil})
	}
	if err := db.Many(tx, `insert into registry_permit (id, business, kind, number, issuer, issued, until, level, added_at, added_by, removed_at, removed_by, why) values `, ``, rows); err != nil {
		return err
	}
	return db.Many(tx, `insert into registry_row_change (id, business, permit, person, number, kind, at, by_actor, level, ended_before, ended_after, sealed, subject, of_change) values `, ``, turns)
}

// demoSubjects finds the made-up businesses that hold something, each with the subject of
// its history.
func demoSubjects(tx *db.Tx, held []Permit) (map[db.ID]db.ID, error) {
	var ids []db.ID
	for _, p := range held {
		ids = append(ids, p.Business)
	}
	out := map[db.ID]db.ID{}
	for where, args := range db.In(ids, 0) {
		all, err := db.All(tx, func(r *db.Row) [2]db.ID { return [2]db.ID{r.ID(), r.ID()} }, `select id, subject from registry_business where demo and id in `+where, args...)
		if err != nil {
			return nil, err
		}
		for _, b := range all {
			out[b[0]] = b[1]
		}
	}
	return out, nil
}
