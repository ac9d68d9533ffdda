package registry_test

import (
	"testing"

	"alun/ground/db"
	"alun/record/account"
	"alun/record/registry"
)

// mends looks for what an owner has mended: the count of two areas, what is told of one
// business, and whether the list of the officer has it.
func (w *town) mends(id db.ID, want bool) {
	w.Helper()
	n := int64(0)
	if want {
		n = 1
	}
	w.read(func(tx *db.Tx) error {
		for area, count := range map[string]int64{"": n, selatan: n, barat: 0} {
			if got, err := registry.CountMended(tx, area); got != count || err != nil {
				w.Errorf("%q: %d %v, want %d", area, got, err, count)
			}
		}
		some, err := registry.MendedOf(tx, []db.ID{id})
		if err != nil || some[id] != want {
			w.Errorf("of it alone: %v %v", some, err)
		}
		all, err := w.book.Queue(tx, w.officer.Session, registry.Seek{Filter: registry.Filter{Area: selatan, State: registry.Suspended}, Mended: true}, 10)
		if err != nil || len(all) != int(n) || want && all[0].ID != id {
			w.Errorf("the list: %+v %v", all, err)
		}
		counts, err := w.book.Count(tx, w.officer.Session, registry.Seek{Filter: registry.Filter{Area: selatan}, Mended: true})
		if err != nil || counts[registry.Suspended] != n || counts[registry.Published] != 0 {
			w.Errorf("by state: %v %v", counts, err)
		}
		return nil
	})
}

// suspends takes a business out of what is public, or lets it in again.
func (w *town) suspends(act func(tx *db.Tx, session string, in registry.Step) error, id db.ID) {
	w.Helper()
	if err := w.write(func(tx *db.Tx) error {
		return act(tx, w.officer.Session, registry.Step{Business: id, Reason: "data_diragukan", Sentence: "Mohon perbaiki nomor teleponnya."})
	}); err != nil {
		w.Fatal(err)
	}
}

// What is suspended waits for an officer once its owner has mended it, and only then.
func TestWhatAnOwnerMendedWaitsForAnOfficer(t *testing.T) {
	eachTown(t, func(w *town) {
		id, other := w.published(stall()), w.register(w.other, stall())
		says := func(who account.Who, name string) {
			w.changed(who, registry.Changing{Business: id, Set: registry.Values{registry.Name: name}})
		}
		says(w.owner, "Sebelum")
		w.suspends(w.book.Suspend, id)
		w.mends(id, false)
		w.changed(w.officer, registry.Changing{Business: id, Set: registry.Values{registry.Web: "a.example"}, Level: registry.Seen})
		w.mends(id, false)
		w.changed(w.other, registry.Changing{Business: other, Set: registry.Values{registry.Name: "Lain"}})
		w.mends(id, false)
		says(w.owner, "Sesudah")
		w.mends(id, true)
		w.suspends(w.book.Resume, id)
		w.mends(id, false)
		says(w.owner, "Tampil lagi")
		w.suspends(w.book.Suspend, id) // what was said before this suspension does not count
		w.mends(id, false)
		w.changed(w.owner, registry.Changing{Business: id, Set: registry.Values{registry.Phone: "0811 222 3333"}})
		w.mends(id, true)
	})
}
