package registry_test

import (
	"slices"
	"testing"
	"time"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/registry"
)

// readsFor is an officer who reads private facts for the counter.
func (w *town) readsFor(who account.Who, id db.ID, facts ...registry.Fact) {
	w.Helper()
	w.must(func(tx *db.Tx) error {
		_, err := w.book.Open(tx, who.Session, registry.Asked{Business: id, Facts: facts, Purpose: "layanan"})
		return err
	})
	w.clock.MoveOn(time.Second)
}

func (w *town) confirms(who account.Who, id db.ID, facts ...registry.Fact) error {
	_, err := w.changing(who, registry.Changing{Business: id, Confirm: facts, Level: registry.Document})
	return err
}

func TestNobodyProvesWhatTheyHaveNotOpened(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.published(stall())
		before := w.whole(id).Version
		err := w.confirms(w.officer, id, registry.Name, registry.Phone, registry.Address)
		w.refused("two that are shut", err, fault.Invalid, "registry.unopened")
		if f := fault.Of(err); len(f.Fields) != 2 || f.Fields[0].Name != "address" || f.Fields[1].Name != "phone" {
			t.Errorf("which are shut: %v", f)
		}
		if b := w.whole(id); b.Version != before || b.Proofs[registry.Name].Level != registry.Told {
			t.Error("a part of it was kept")
		}
		w.readsFor(w.second, id, registry.Phone, registry.Address)
		w.refused("what a colleague opened", w.confirms(w.officer, id, registry.Phone), fault.Invalid, "registry.unopened")
		w.readsFor(w.officer, id, registry.Phone)
		w.refused("another fact than that", w.confirms(w.officer, id, registry.Address), fault.Invalid, "registry.unopened")
		if err := w.confirms(w.officer, id, registry.Name, registry.Phone); err != nil {
			t.Fatal(err)
		}
		if p := w.whole(id).Proofs[registry.Phone]; p.Level != registry.Document {
			t.Errorf("what was opened is proven by %v", p.Level)
		}
		// Another one proves it better, and it still says the same; then it says otherwise.
		w.readsFor(w.second, id, registry.Address)
		if err := w.confirms(w.second, id, registry.Address); err != nil {
			t.Error(err)
		}
		w.unopened(w.officer, id, []registry.Fact{registry.Address})
		w.changed(w.owner, registry.Changing{Business: id, Set: registry.Values{registry.Phone: "0811 222 3333"}})
		w.refused("a number of which another one was opened", w.confirms(w.officer, id, registry.Phone), fault.Invalid, "registry.unopened")
		w.unopened(w.second, id, []registry.Fact{registry.Phone})
		w.readsFor(w.officer, id, registry.Phone)
		if err := w.confirms(w.officer, id, registry.Phone); err != nil {
			t.Error(err)
		}
	})
}

// unopened asks what an officer has still to open of two facts.
func (w *town) unopened(who account.Who, id db.ID, want []registry.Fact) {
	w.Helper()
	var all []registry.Fact
	w.read(func(tx *db.Tx) (err error) {
		all, err = w.book.Unopened(tx, who.Session, id, []registry.Fact{registry.Name, registry.Phone, registry.Address})
		return err
	})
	if !slices.Equal(all, want) {
		w.Errorf("still to open: %v, want %v", all, want)
	}
}

// A shop's address is no secret of an officer's: they see it, and may say that it is right.
func TestWhatAnOfficerSeesNeedsNoOpening(t *testing.T) {
	eachTown(t, func(w *town) {
		set := stall()
		set[registry.AtHome] = "tidak"
		id := w.published(set)
		if err := w.confirms(w.officer, id, registry.Address, registry.RT, registry.Point); err != nil {
			t.Error(err)
		}
		w.read(func(tx *db.Tx) error {
			_, err := w.book.Unopened(tx, w.stranger.Session, id, []registry.Fact{registry.Phone})
			w.refused("another area", err, fault.Denied, "")
			return nil
		})
	})
}
