package registry_test

import (
	"testing"

	"alun/ground/db"
	"alun/ground/fault"
)

// Whoever agreed finds their own row until it ends; nobody else finds one.
func TestWorksIn(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.published(stall())
		finds := func(session string) (row db.ID, found bool) {
			w.read(func(tx *db.Tx) error {
				p, there, err := w.book.WorksIn(tx, session, id)
				row, found = p.ID, there
				return err
			})
			return row, found
		}
		if _, found := finds(w.other.Session); found {
			t.Error("found before they agreed")
		}
		w.must(func(tx *db.Tx) error { _, err := w.book.Agree(tx, w.other.Session, id); return err })
		row, found := finds(w.other.Session)
		if _, owner := finds(w.owner.Session); !found || owner {
			t.Errorf("the worker %v, the owner %v", found, owner)
		}
		w.must(func(tx *db.Tx) error { return w.book.EndPerson(tx, w.other.Session, row, dayOf(tx.Now())) })
		if _, found := finds(w.other.Session); found {
			t.Error("found after they left")
		}
		w.refused("a stranger", w.d.Read(t.Context(), func(tx *db.Tx) error { _, _, err := w.book.WorksIn(tx, "", id); return err }), fault.Stranger, "")
	})
}
