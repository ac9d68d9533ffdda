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
	defer fault.Op(&err, "diary: hide anew")
	sealed = make([]string, len(values))
	var key []byte
	for i, v := range values {
		if v.Text == "" {
			continue
		}
		if key == nil {
			if key, err = b.makeKey(tx, person); err != nil {
				return nil, err
			}
		}
		sealed[i] = lock(key, []byte(v.Text), []byte(v.Place))
	}
	return sealed, nil
}
