package registry_test

import (
	"maps"
	"testing"

	"alun/ground/db"
	"alun/record/registry"
)

// Bands are counted of published businesses alone, and of a sample where there are many.
func TestSalesAreCountedByBand(t *testing.T) {
	eachTown(t, func(w *town) {
		for _, band := range []string{"omzet_60jt", "omzet_60jt", "omzet_2m", ""} {
			set := stall()
			set[registry.Sales] = band
			w.published(set)
		}
		w.register(w.owner, stall()) // nobody has checked it
		count := func(most int64) (got map[string]int64, every int64) {
			w.read(func(tx *db.Tx) (err error) { got, every, err = w.book.SalesSample(tx, most); return err })
			return got, every
		}
		if got, every := count(100); every != 1 || !maps.Equal(got, map[string]int64{"omzet_60jt": 2, "omzet_2m": 1, "": 1}) {
			t.Errorf("%v, one of %d", got, every)
		}
		if got, every := count(1); every != 5 || len(got) > 4 {
			t.Errorf("a sample: %v, one of %d", got, every)
		}
	})
}
