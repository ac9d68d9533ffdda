package registry_test

import (
	"testing"
	"time"

	"alun/ground/db"
	"alun/record/registry"
)

// What was held at an instant is what was listed then, whatever was added or taken out
// since.
func TestPermitsAt(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.register(w.owner, stall())
		at := func() (n int, when time.Time) {
			when = w.clock.Now()
			w.read(func(tx *db.Tx) error {
				all, err := registry.Permits(tx, id)
				n = len(all)
				return err
			})
			w.clock.MoveOn(time.Second)
			return n, when
		}
		type shown struct {
			n  int
			at time.Time
		}
		var all []shown
		keep := func() { n, when := at(); all = append(all, shown{n, when}) }
		keep()
		var permit db.ID
		w.must(func(tx *db.Tx) (err error) {
			permit, err = w.book.AddPermit(tx, w.officer.Session, registry.Permit{Business: id, Kind: "halal", Number: "ID1", Level: registry.Document})
			return err
		})
		w.clock.MoveOn(time.Second)
		keep()
		w.must(func(tx *db.Tx) error { return w.book.RemovePermit(tx, w.officer.Session, permit, "dicabut") })
		w.clock.MoveOn(time.Second)
		keep()
		for i, then := range all {
			w.read(func(tx *db.Tx) error {
				got, err := registry.PermitsAt(tx, id, then.at)
				if len(got) != then.n {
					t.Errorf("%d: %d permits, %d were listed then", i, len(got), then.n)
				}
				return err
			})
		}
		if all[1].n != 1 || all[2].n != 0 {
			t.Errorf("listed: %+v", all)
		}
	})
}
