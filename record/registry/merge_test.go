package registry_test

import (
	"errors"
	"slices"
	"testing"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/registry"
)

// nobodys is a business that no account owns, as a list or a counter writes one down.
func (w *town) nobodys(set registry.Values, publish bool) db.ID {
	w.Helper()
	id := w.register(w.second, set)
	if publish {
		if err := errors.Join(w.step(w.second, w.book.Submit, id), w.step(w.officer, w.book.Publish, id)); err != nil {
			w.Fatal(err)
		}
	}
	return id
}

func (w *town) merge(id, into db.ID, owners string) error {
	return w.write(func(tx *db.Tx) error {
		return w.book.Merge(tx, w.officer.Session, registry.Step{Business: id, Owners: owners}, into)
	})
}

func (w *town) ownedBy(id db.ID) (all []db.ID) {
	w.read(func(tx *db.Tx) (err error) { all, err = registry.OwnersOf(tx, id); return err })
	return all
}

func (w *town) permits(id db.ID) (all []registry.Permit) {
	w.read(func(tx *db.Tx) (err error) { all, err = registry.Permits(tx, id); return err })
	return all
}

func (w *town) holds(who account.Who, id db.ID, number string) (permit db.ID) {
	w.Helper()
	w.must(func(tx *db.Tx) (err error) {
		permit, err = w.book.AddPermit(tx, who.Session, registry.Permit{Business: id, Kind: "halal", Number: number})
		return err
	})
	return permit
}

// What the public sees does not leave the register by a merger: neither into a draft nor
// into one that is suspended. The other way round it is merged.
func TestMergingHidesNothing(t *testing.T) {
	eachTown(t, func(w *town) {
		public := w.published(stall())
		for _, state := range []registry.State{registry.Draft, registry.Submitted, registry.Returned, registry.Suspended} {
			other := w.published(stall())
			w.must(func(tx *db.Tx) error { return bring(tx, other, public, state) })
			w.refused(string(state), w.merge(public, other, ""), fault.Conflict, "registry.merge_into_public")
			if err := w.merge(other, public, ""); err != nil {
				t.Errorf("%s into a public one: %v", state, err)
			}
			if err := w.step(w.officer, w.book.Unmerge, other); err != nil {
				t.Errorf("%s parted again: %v", state, err)
			}
		}
		if b := w.whole(public); b.State != registry.Published {
			t.Errorf("%s", b.State)
		}
	})
}

// A row of a list is said of the one that stands for its business, and after they are
// parted of its own again: the same words too.
func TestARowFollowsItsBusiness(t *testing.T) {
	eachTown(t, func(w *town) {
		row := registry.Incoming{Key: "a", Set: registry.Values{registry.Kind: "usaha", registry.Name: "Toko Makmur", registry.Kelurahan: klandasan}}
		own := w.put(oss, row)[0].Business
		into := w.published(stall())
		if err := w.merge(own, into, ""); err != nil {
			t.Fatal(err)
		}
		w.refused("a chain", w.merge(into, w.published(stall()), ""), fault.Conflict, "registry.merge_one_that_stands")
		w.changed(w.officer, registry.Changing{Business: into, Set: registry.Values{registry.Name: "Warung Siti"}, Level: registry.Register})
		row.Set = registry.Values{registry.Name: "Toko Makmur Jaya", registry.Web: "makmur.example"}
		done := w.put(oss, row)[0]
		if done.Outcome != registry.RowChanged || done.Business != into || !slices.Equal(done.Changed, []registry.Fact{registry.Web}) || !slices.Equal(done.Proposed, []registry.Fact{registry.Name}) {
			t.Fatalf("%+v", done)
		}
		if b := w.whole(into); b.Facts[registry.Web] != "https://makmur.example" || b.Proofs[registry.Web].Level != registry.Register || b.Proofs[registry.Web].Source != oss.Source {
			t.Errorf("%v %+v", b.Facts, b.Proofs[registry.Web])
		}
		if again := w.put(oss, row)[0]; again.Outcome != registry.RowSame {
			t.Errorf("%+v", again)
		}
		if err := w.step(w.officer, w.book.Unmerge, own); err != nil {
			t.Fatal(err)
		}
		if done = w.put(oss, row)[0]; done.Outcome != registry.RowChanged || done.Business != own || w.whole(own).Facts[registry.Web] != "https://makmur.example" {
			t.Errorf("parted: %+v %v", done, w.whole(own).Facts)
		}
	})
}

// An owner comes along where an officer says so and the other one is nobody's; what came
// with the merger goes with its end. A program of an officer gives nobody a business.
func TestAnOwnerComesAlongAndLeavesAgain(t *testing.T) {
	eachTown(t, func(w *town) {
		id, into := w.published(stall()), w.nobodys(stall(), true)
		w.refused("unsaid", w.merge(id, into, ""), fault.Invalid, "registry.merge_owners")
		if err := w.merge(id, into, registry.OwnersStay); err != nil || len(w.ownedBy(into)) != 0 {
			t.Fatal(err, w.ownedBy(into))
		}
		if err := w.step(w.officer, w.book.Unmerge, id); err != nil {
			t.Fatal(err)
		}
		if err := w.merge(id, into, registry.OwnersAlong); err != nil || !slices.Equal(w.ownedBy(into), []db.ID{w.owner.Person}) {
			t.Fatal(err, w.ownedBy(into))
		}
		w.changed(w.owner, registry.Changing{Business: into, Set: registry.Values{registry.Web: "siti.example"}})
		w.changed(w.helper, registry.Changing{Business: into, Set: registry.Values{registry.WorkersM: "3"}}) // helps the owner
		if err := w.step(w.officer, w.book.Unmerge, id); err != nil || len(w.ownedBy(into)) != 0 || !slices.Equal(w.ownedBy(id), []db.ID{w.owner.Person}) {
			t.Fatal(err, w.ownedBy(into), w.ownedBy(id))
		}
		w.refused("her again", second(w.change(w.owner, into, registry.Values{registry.Web: "a.example"})), fault.Denied, "")
		// To one that another account owns nobody comes along: its owner invites.
		others := w.register(w.other, stall())
		draft := w.register(w.owner, stall())
		if err := w.merge(draft, others, registry.OwnersAlong); err != nil || !slices.Equal(w.ownedBy(others), []db.ID{w.other.Person}) {
			t.Error(err, w.ownedBy(others))
		}
		if facts := w.count(`select count(*) from diary_entry where fact in ('registry.person_added', 'registry.person_ended')`); facts != 2 {
			t.Errorf("%d entries tell of it", facts)
		}
	})
}

// A permit of a public business stands with the one that it was merged into, once, and is
// taken out there; one of a draft stays with it.
func TestPermitsComeAlong(t *testing.T) {
	eachTown(t, func(w *town) {
		id, into, draft := w.published(stall()), w.published(stall()), w.register(w.owner, stall())
		w.holds(w.owner, into, "ID-1")
		w.holds(w.owner, id, "ID-1")
		two := w.holds(w.owner, id, "ID-2")
		w.holds(w.owner, draft, "ID-3")
		if err := errors.Join(w.merge(id, into, ""), w.merge(draft, into, "")); err != nil {
			t.Fatal(err)
		}
		if all := w.permits(into); len(all) != 2 || all[0].Number != "ID-1" || all[1].Number != "ID-2" || all[1].Business != into {
			t.Errorf("%+v", all)
		}
		w.must(func(tx *db.Tx) error { return w.book.RemovePermit(tx, w.owner.Session, two, "dicabut") })
		if err := w.step(w.officer, w.book.Unmerge, id); err != nil {
			t.Fatal(err)
		}
		if len(w.permits(into)) != 1 || len(w.permits(id)) != 1 || len(w.permits(draft)) != 1 {
			t.Errorf("%v %v", w.permits(into), w.permits(id))
		}
	})
}

// Forgetting a person leaves alone what was theirs only while two were merged.
func TestWhoLeftAgainIsForgottenWithTheirOwn(t *testing.T) {
	eachTown(t, func(w *town) {
		id, into := w.published(stall()), w.nobodys(stall(), true)
		if err := errors.Join(w.merge(id, into, registry.OwnersAlong), w.step(w.officer, w.book.Unmerge, id)); err != nil {
			t.Fatal(err)
		}
		for _, h := range w.book.Holdings() {
			if h.Erase != nil {
				w.must(func(tx *db.Tx) error { return h.Erase(tx, w.owner.Person) })
			}
		}
		if a, b := w.whole(id), w.whole(into); a.Forgotten.IsZero() || !b.Forgotten.IsZero() || b.Facts[registry.Name] == "" {
			t.Errorf("%v %v", a.Forgotten, b.Forgotten)
		}
	})
}
