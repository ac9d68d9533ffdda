package registry_test

import (
	"fmt"
	"strings"
	"testing"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/registry"
)

// Who looks for doubles gets stand-ins of numbers and owners, the same for the same.
func TestLikenessesHoldNoNumberAndNoOwner(t *testing.T) {
	eachTown(t, func(w *town) {
		a := w.published(stall())
		b := w.register(w.owner, stall())
		other := stall()
		other[registry.Phone] = "0813-9999-8888"
		c := w.register(w.other, other)
		if err := w.step(w.owner, w.book.Close, b); err != nil {
			t.Fatal(err)
		}
		b = w.register(w.owner, stall())
		w.must(func(tx *db.Tx) error {
			_, err := w.book.AddPerson(tx, w.owner.Session, registry.Joining{Business: a, Name: "Siti Aminah", Role: registry.Owner})
			return err
		})
		var all []registry.Likeness
		w.read(func(tx *db.Tx) (err error) { all, err = w.book.Likenesses(tx, 0, 10); return err })
		if len(all) != 3 || all[0].ID != a || all[1].ID != c || all[2].ID != b {
			t.Fatalf("%+v", all)
		}
		if text := fmt.Sprintf("%+v", all); strings.Contains(text, "8123456") || strings.Contains(text, "Aminah") || strings.Contains(text, "Sudirman") {
			t.Errorf("it tells too much: %s", text)
		}
		x, y, z := all[0], all[1], all[2]
		if x.Contacts[0] != z.Contacts[0] || x.Contacts[0] == y.Contacts[0] || x.Owners[0] != z.Owners[0] || x.Owners[0] == y.Owners[0] || len(x.Owners) != 2 {
			t.Errorf("stand-ins: %+v", all)
		}
		if !x.Placed || x.At.Lat != -1_230_123 || x.Code != "56102" || x.RT != 12 {
			t.Errorf("%+v", x)
		}
		w.read(func(tx *db.Tx) (err error) { all, err = w.book.Likenesses(tx, c, 10); return err })
		if len(all) != 1 || all[0].ID != b {
			t.Errorf("behind %d: %+v", c, all)
		}
	})
}

// The queue is of one's own area; who stands so for the longest comes first.
func TestTheQueueOfAnArea(t *testing.T) {
	eachTown(t, func(w *town) {
		first, second := w.register(w.owner, stall()), w.register(w.other, registry.Values{registry.Kind: "usaha", registry.Name: "Bengkel 100% Las", registry.Kelurahan: damai})
		if err := w.step(w.owner, w.book.Submit, first); err != nil {
			t.Fatal(err)
		}
		ask := func(s registry.Seek) (ids []db.ID) {
			t.Helper()
			w.read(func(tx *db.Tx) error {
				all, err := w.book.Queue(tx, w.officer.Session, s, 10)
				for _, x := range all {
					ids = append(ids, x.ID)
					if x.Facts[registry.Phone] != "" || x.Facts[registry.Address] != "" {
						t.Errorf("the list tells %v", x.Facts)
					}
				}
				return err
			})
			return ids
		}
		area := registry.Filter{Area: selatan}
		if ids := ask(registry.Seek{Filter: area}); fmt.Sprint(ids) != fmt.Sprint([]db.ID{second, first}) { // the first has just moved
			t.Errorf("%v", ids)
		}
		for text, n := range map[string]int{"las": 1, "100%": 1, "0% L": 1, "_": 0, "WARUNG": 1} {
			if ids := ask(registry.Seek{Filter: area, Text: text}); len(ids) != n {
				t.Errorf("%q: %v", text, ids)
			}
		}
		w.read(func(tx *db.Tx) error {
			counts, err := w.book.Count(tx, w.officer.Session, registry.Seek{Filter: area})
			if counts[registry.Submitted] != 1 || counts[registry.Draft] != 1 {
				t.Errorf("%v", counts)
			}
			return err
		})
		w.read(func(tx *db.Tx) error {
			_, err := w.book.Queue(tx, w.stranger.Session, registry.Seek{Filter: area}, 10)
			w.refused("another area", err, fault.Denied, "")
			_, err = w.book.Count(tx, w.stranger.Session, registry.Seek{Filter: area})
			w.refused("counts of another area", err, fault.Denied, "")
			return nil
		})
		// The point of the stall lies where it is named; of one that moved it does not.
		w.changed(w.owner, registry.Changing{Business: first, Set: registry.Values{registry.Kelurahan: damai}, Sure: true})
		w.read(func(tx *db.Tx) error {
			code, outside, err := w.book.Elsewhere(tx, w.officer.Session, first)
			if code != klandasan || outside {
				t.Errorf("%q %v", code, outside)
			}
			return err
		})
	})
}

// A maker at the counter gets a business that nobody owns, and none that has an owner.
func TestAnOwnerIsLinkedOnce(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.register(w.officer, stall())
		link := func(session string) error {
			return w.write(func(tx *db.Tx) error { return w.book.LinkOwner(tx, session, id, w.owner.Person) })
		}
		w.refused("another area", link(w.stranger.Session), fault.NotFound, "registry.no_business")
		if err := link(w.officer.Session); err != nil {
			t.Fatal(err)
		}
		w.refused("a second time", link(w.second.Session), fault.Conflict, "registry.owned")
	})
}
