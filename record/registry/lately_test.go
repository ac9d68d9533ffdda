package registry_test

import (
	"slices"
	"testing"
	"time"

	"alun/ground/db"
	"alun/record/registry"
)

func TestLatelyAndWhatManyHold(t *testing.T) {
	eachTown(t, func(w *town) {
		lately := func() (at time.Time, found bool) {
			w.read(func(tx *db.Tx) (err error) { at, found, err = registry.Lately(tx); return err })
			return at, found
		}
		if at, found := lately(); found {
			w.Errorf("an empty register changed at %v", at)
		}
		one, two, none := w.register(w.owner, stall()), w.register(w.owner, stall()), w.register(w.owner, stall())
		first, found := lately()
		w.change(w.owner, one, registry.Values{registry.Name: "Warung Baru"})
		if second, _ := lately(); !found || !second.After(first) {
			w.Errorf("the last change is not the last: %v, %v", first, second)
		}
		for _, x := range []registry.Permit{{Business: one, Kind: "halal", Number: "A1"}, {Business: one, Kind: "pirt", Number: "B2"}, {Business: two, Kind: "sni", Number: "C3"}} {
			w.must(func(tx *db.Tx) error { _, err := w.book.AddPermit(tx, w.owner.Session, x); return err })
		}
		w.read(func(tx *db.Tx) error {
			all, err := registry.PermitsOf(tx, []db.ID{one, two, none})
			if err != nil {
				return err
			}
			for _, id := range []db.ID{one, two, none} {
				alone, err := registry.Permits(tx, id)
				if err != nil {
					return err
				}
				if !slices.Equal(all[id], alone) {
					w.Errorf("%d holds %v, alone %v", id, all[id], alone)
				}
			}
			if len(all[one]) != 2 || len(all[none]) != 0 {
				w.Errorf("%v", all)
			}
			b, err := registry.ByID(tx, one)
			if err == nil && b.WasPublic() {
				w.Error("a draft was public")
			}
			return err
		})
	})
}
