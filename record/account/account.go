package account

import (
	"embed"

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
}

// NewPeople opens the room with the house's keys.
func NewPeople(ring *keys.Ring) *People { return &People{ring, diary.NewBox(ring)} }
