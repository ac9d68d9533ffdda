package opendata

import (
	"sync"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/record/registry/kbli"
)

// Desk keeps the newest edition.
type Desk struct {
	Shelf *kbli.Shelf

	mu   sync.Mutex
	kept *Edition
	seen db.Seen
}

// tables are those of which a census reads: what is made of a kept one depends on them too.
var tables = []string{"registry_business", "registry_permit", "registry_move", "registry_kbli_edition", "place_area"}

// To count a large register takes a second: it is not done more than once a minute, however
// often the register changes.
const (
	large = 20_000 // businesses
	rest  = time.Minute
)

// rests tells whether an edition is told though the register may have changed since.
func (e *Edition) rests(now time.Time) bool {
	return len(e.units) >= large && now.Sub(e.At) < rest && date.DayOf(now) == date.DayOf(e.At)
}

// Edition gives the tables of the register as it stands, of a large one as it stood within
// the last minute: they are counted anew when it has changed, once for all who ask meanwhile,
// and on the next day.
func (d *Desk) Edition(tx *db.Tx) (*Edition, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.kept != nil && (d.seen.Fresh() || d.kept.rests(tx.Now())) {
		for _, name := range tables {
			tx.Tag(name)
		}
		return d.kept, nil
	}
	c, err := Take(tx, d.Shelf)
	if err != nil {
		return nil, err
	}
	d.kept, d.seen = NewEdition(c), tx.Seen().Until(date.DayOf(c.At).End())
	return d.kept, nil
}
