package diary

import (
	"alun/ground/db"
	"alun/ground/fault"
)

// Placed is a value and where it will stand, as Hide takes them.
type Placed struct{ Place, Text string }

// HideNew is Hide for several values of somebody who has no key yet, such as a
// subject that a room has just made: the key is made once, and nobody looks for it.
// Empty values stay empty; without any there is no key.
func (b *Box) HideNew(tx *db.Tx, person db.ID, values ...Placed) (sealed []string, err error) {
	var made NewKeys
	if sealed, err = b.HideWith(&made, person, values...), made.Write(tx); err != nil {
		return nil, err
	}
	return sealed, nil
}

// NewKeys are keys that were made and are not kept yet: without them nobody opens
// what was sealed. They are written in the same act.
type NewKeys struct{ rows [][]any }

// HideWith is HideNew for an act that seals for many: their keys are kept together.
func (b *Box) HideWith(made *NewKeys, person db.ID, values ...Placed) []string {
	sealed := make([]string, len(values))
	var key []byte
	for i, v := range values {
		if v.Text == "" {
			continue
		}
		if key == nil {
			var row []any
			key, row = b.newKey(person)
			made.rows = append(made.rows, row)
		}
		sealed[i] = lock(key, []byte(v.Text), []byte(v.Place))
	}
	return sealed
}

// Write keeps the keys.
func (k *NewKeys) Write(tx *db.Tx) (err error) {
	defer fault.Op(&err, "diary: keep new keys")
	rows := k.rows
	k.rows = nil
	return db.Many(tx, `insert into diary_person (person, key, wrapped) values `, ``, rows)
}

// DropKeys takes out the keys of those who were made up, with what was sealed for them in
// the diary; nothing else of theirs is left. Somebody real is forgotten instead: that
// leaves a trace.
func DropKeys(tx *db.Tx, persons []db.ID) error {
	for _, person := range persons {
		for _, statement := range []string{`delete from diary_value where person = $1`, `delete from diary_person where person = $1`} {
			if _, err := tx.Exec(statement, person); err != nil {
				return err
			}
		}
	}
	return nil
}
