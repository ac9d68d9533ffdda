package ganda

import (
	"testing"

	"alun/ground/db"
	"alun/record/registry"
)

// A demonstration is taken out with the pairs that were found in it.
func TestADemonstrationGoesWithItsPairs(t *testing.T) {
	eachTown(t, func(w *town) {
		a, b := w.two()
		w.find()
		w.must(func(tx *db.Tx) error {
			_, err := tx.Exec(`update registry_business set demo = $1, version = version + 1 where id = $2 or id = $3`, true, a, b)
			return err
		})
		if err := w.write(func(tx *db.Tx) error { _, err := registry.RemoveDemo(tx, 10); return err }); err == nil {
			t.Error("a pair of businesses that are gone stays")
		}
		w.must(func(tx *db.Tx) error { _, err := registry.RemoveDemo(tx, 10, RemoveDemo); return err })
	})
}
