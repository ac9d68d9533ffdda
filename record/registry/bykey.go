package registry

import (
	"encoding/json"
	"time"

	"alun/ground/db"
	"alun/record/diary"
)

// mostTold is how many decisions by programs are read for the lines of a business.
const mostTold = 2000

// ProgramKeys are the keys of programs by which something happened to a business, by the instant
// of the act in microseconds: an act and what the diary says of it have one.
type ProgramKeys map[int64]db.ID

// ProgramKeysOf finds by which keys officers' programs decided about a business, for whoever may
// see what happened to it: the line of a decision names the key beside the officer.
func ProgramKeysOf(tx *db.Tx, business db.ID) (ProgramKeys, error) {
	all, err := diary.AboutFact(tx, "registry_business", business, "registry.decided_by_program", mostTold)
	out := ProgramKeys{}
	for _, e := range all {
		key, is := e.Data["key"].(json.Number)
		if !is {
			continue
		}
		if id, err := key.Int64(); err == nil {
			out[e.At.UnixMicro()] = db.ID(id)
		}
	}
	return out, err
}

// At is the key by which something happened at an instant.
func (k ProgramKeys) At(at time.Time) (key db.ID, found bool) {
	key, found = k[at.UnixMicro()]
	return key, found
}
