package registry_test

import (
	"fmt"
	"strings"
	"testing"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
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
			_, err = w.book.QueueByID(tx, w.stranger.Session, registry.Seek{Filter: area}, 0, 10)
			w.refused("a file of another area", err, fault.Denied, "")
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

// What waits is counted in an area and below it, no further; "" is the whole city.
func TestWhatWaitsIsCountedInItsArea(t *testing.T) {
	eachTown(t, func(w *town) {
		counts := func(area string) (out [3]int64) {
			w.Helper()
			w.read(func(tx *db.Tx) (err error) {
				for i, count := range []func(*db.Tx, string) (int64, error){registry.HandedIn, registry.CountAsked, registry.CountMarked} {
					if out[i], err = count(tx, area); err != nil {
						return err
					}
				}
				return nil
			})
			return out
		}
		if got := counts(""); got != [3]int64{} {
			w.Fatalf("in an empty register wait %v", got)
		}
		far := stall()
		far[registry.Kelurahan], far[registry.Point] = baruIlir, ""
		here, there, draft := w.register(w.owner, stall()), w.register(w.other, far), w.register(w.owner, stall())
		for id, who := range map[db.ID]account.Who{here: w.owner, there: w.other} {
			if err := w.step(who, w.book.Submit, id); err != nil {
				w.Fatal(err)
			}
		}
		w.changed(w.officer, registry.Changing{Business: here, Set: registry.Values{registry.Name: "Warung Ibu Siti", registry.Web: "a.example"}, Level: registry.Document})
		if s := w.changed(w.helper, registry.Changing{Business: here, Set: registry.Values{registry.Name: "Warung Siti", registry.Web: "b.example"}}); len(s.Proposed) != 2 {
			w.Fatalf("proposed: %v", s.Proposed)
		}
		w.changed(w.owner, registry.Changing{Business: draft, Set: registry.Values{registry.AboutID: "Bisa untuk bayar pinjol.", registry.OtherNames: "Pinjol Cepat"}})
		for area, want := range map[string][3]int64{"": {2, 1, 1}, selatan: {1, 1, 1}, klandasan: {1, 1, 1}, damai: {}, barat: {1, 0, 0}, baruIlir: {1, 0, 0}, "64.71.0": {}, "64.71": {2, 1, 1}} {
			if got := counts(area); got != want {
				w.Errorf("%q: %v, want %v", area, got, want)
			}
		}
		w.read(func(tx *db.Tx) error {
			all, err := w.book.Queue(tx, w.officer.Session, registry.Seek{Filter: registry.Filter{Area: selatan}, Asked: true}, 10)
			if err != nil || len(all) != 1 || all[0].ID != here || all[0].Waits != 2 {
				w.Errorf("the list of proposals: %+v %v", all, err)
			}
			return nil
		})
		// A closed business waits for nobody.
		if err := w.step(w.owner, w.book.Close, draft); err != nil {
			w.Fatal(err)
		}
		if got := counts(selatan); got != [3]int64{1, 1, 0} {
			w.Errorf("after one was closed: %v", got)
		}
	})
}

// What waits for an owner is of what they own now.
func TestWhatWaitsForAnOwner(t *testing.T) {
	eachTown(t, func(w *town) {
		own := func(who account.Who) (got [2]int64) {
			w.Helper()
			w.read(func(tx *db.Tx) error {
				all, err := registry.OwnWaits(tx, who.Person)
				for _, x := range all {
					if x.Returned {
						got[0]++
					}
					got[1] += x.Asked
				}
				return err
			})
			return got
		}
		id := w.register(w.owner, stall())
		if err := w.step(w.owner, w.book.Submit, id); err != nil {
			w.Fatal(err)
		}
		if got := own(w.owner); got != [2]int64{} {
			w.Errorf("before anybody looked: %v", got)
		}
		err := w.write(func(tx *db.Tx) error {
			return w.book.Return(tx, w.officer.Session, registry.Step{Business: id, Sentence: "Mohon lengkapi alamatnya."})
		})
		if err != nil {
			w.Fatal(err)
		}
		w.changed(w.officer, registry.Changing{Business: id, Set: registry.Values{registry.Web: "a.example"}, Level: registry.Document})
		w.changed(w.helper, registry.Changing{Business: id, Set: registry.Values{registry.Web: "b.example"}})
		if mine, theirs := own(w.owner), own(w.other); mine != [2]int64{1, 1} || theirs != [2]int64{} {
			w.Errorf("%v for the owner, %v for somebody else", mine, theirs)
		}
	})
}
