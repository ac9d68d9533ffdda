package diary

import (
	"errors"

	"alun/ground/db"
	"alun/ground/fault"
)

// Hide seals a value of a person for a room's own table, with the key of that
// person alone: forgetting them makes it unreadable too, in every table at once.
// place says where it stands ("account_login.address 42"): moved to another row
// it does not open.
func (b *Box) Hide(tx *db.Tx, person db.ID, place, text string) (sealed string, err error) {
	defer fault.Op(&err, "diary: hide")
	key, err := b.keyOf(tx, person)
	if err != nil {
		return "", err
	}
	return lock(key, []byte(text), []byte(place)), nil
}

// Reveal opens what Hide sealed. gone says that the person was forgotten. Showing
// it is for those who may, and is itself written down by the room that shows it.
func (b *Box) Reveal(tx *db.Tx, person db.ID, place, sealed string) (text string, gone bool, err error) {
	defer fault.Op(&err, "diary: reveal")
	key, known, err := b.find(tx, person)
	switch {
	case errors.Is(err, errForgotten):
		return "", true, nil
	case err != nil:
		return "", false, err
	case !known:
		return "", false, errors.New("diary: this person has no key")
	}
	raw, err := unlock(key, sealed, []byte(place))
	return string(raw), false, err
}
