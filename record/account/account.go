package account

import (
	"embed"

	"alun/ground/db"
	"alun/ground/keys"
	"alun/record/diary"
)

// Files holds this room's migrations and sentences.
//
//go:embed migrations words
var Files embed.FS

// People reads and writes what is personal: it has the keys.
type People struct {
	Ring *keys.Ring
	Box  *diary.Box
	// Office is a door: whether there is an office of this id, which a room above
	// knows. nil takes any.
	Office func(tx *db.Tx, id db.ID) (bool, error)
	// Demo says that the house is shown around: only then a made-up person gets in.
	Demo bool
}

// NewPeople opens the room with the house's keys.
func NewPeople(ring *keys.Ring) *People { return &People{Ring: ring, Box: diary.NewBox(ring)} }
