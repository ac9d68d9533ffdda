package registry_test

import (
	"testing"

	"alun/ground/db"
	"alun/record/registry"
)

func TestMadeUpOnesGoAndRealOnesStay(t *testing.T) {
	eachTown(t, func(w *town) {
		list := registry.List{Source: "peragaan", Level: registry.Register, Publish: true, Demo: true}
		set := stall()
		set[registry.PhonePublic] = "ya" // nobody's phone
		out := w.put(list, registry.Incoming{Key: "1", Set: set}, registry.Incoming{Key: "2", Set: stall()}, registry.Incoming{Key: "3", Set: stall()})
		real := w.published(stall())
		w.changed(w.officer, registry.Changing{Business: out[0].Business, Set: registry.Values{registry.Name: "Peraga"}, Level: registry.Register})
		if _, err := w.takeBack(w.officer.Session, registry.TakingBack{Change: w.historyOf(out[0].Business)[0].ID}); err != nil {
			t.Fatal(err)
		}
		w.must(func(tx *db.Tx) error {
			if err := w.book.Merge(tx, w.officer.Session, anyStep(out[2].Business), out[1].Business); err != nil {
				return err
			}
			_, err := w.book.Open(tx, w.officer.Session, registry.Asked{Business: out[0].Business, Facts: []registry.Fact{registry.Phone}, Purpose: "layanan"})
			return err
		})
		gone := 0
		for {
			n := 0
			w.must(func(tx *db.Tx) (err error) { n, err = registry.RemoveDemo(tx, 2); return err })
			if gone += n; n == 0 {
				break
			}
		}
		if gone != 3 || w.onlyOne() != real || w.count(`select count(*) from registry_change`) != 1 || w.count(`select count(*) from registry_source_row`) != 0 {
			w.Errorf("%d went", gone)
		}
	})
}

func (w *town) historyOf(id db.ID) (all []registry.Change) {
	w.read(func(tx *db.Tx) (err error) { all, err = w.book.History(tx, w.officer.Session, id, 0, 100); return err })
	return all
}

func TestMine(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.register(w.owner, stall())
		w.register(w.other, stall())
		for _, c := range []struct {
			session string
			as      registry.Eye
			many    int
		}{{w.owner.Session, registry.Owning, 1}, {w.helper.Session, registry.Helping, 1}, {w.officer.Session, "", 0}} {
			var all []registry.View
			w.read(func(tx *db.Tx) (err error) { all, err = w.book.Mine(tx, c.session); return err })
			if len(all) != c.many || c.many > 0 && (all[0].ID != id || all[0].As != c.as || all[0].Facts[registry.Phone] == "" || (all[0].Facts[registry.Sales] == "") != (c.as == registry.Helping)) {
				w.Errorf("%+v", all)
			}
		}
	})
}

// What a made-up business holds comes in many together and is like what was written down
// by one: it can be taken out, was held at an instant, and goes with the business. A real
// business gets none so, and no number that AddPermit refuses.
func TestMadeUpPermits(t *testing.T) {
	eachTown(t, func(w *town) {
		out := w.put(registry.List{Source: "peragaan", Level: registry.Register, Publish: true, Demo: true}, registry.Incoming{Key: "1", Set: stall()}, registry.Incoming{Key: "2", Set: stall()})
		real := w.published(stall())
		halal := registry.Permit{Business: out[0].Business, Kind: "halal", Number: "ID9911000000001" + "0126", Issuer: "BPJPH (contoh)", Level: registry.Register, By: "profile"}
		pirt, other := halal, halal
		pirt.Kind, pirt.Number, other.Business = "pirt", "P-IRT 9019999000001-28", out[1].Business
		w.must(func(tx *db.Tx) error { return registry.PutDemoPermits(tx, []registry.Permit{halal, pirt, other}) })
		held := w.permits(out[0].Business)
		if len(held) != 2 || held[0].Level != registry.Register || held[0].Number != halal.Number || held[0].By != "profile" || len(w.permits(out[1].Business)) != 1 {
			w.Fatalf("%+v", held)
		}
		w.must(func(tx *db.Tx) error { return w.book.RemovePermit(tx, w.officer.Session, held[0].ID, "dicabut") })
		w.read(func(tx *db.Tx) error {
			then, err := registry.PermitsAt(tx, out[0].Business, w.clock.Now())
			if len(then) != 1 || then[0].Kind != "pirt" {
				w.Errorf("held at the end: %+v", then)
			}
			return err
		})
		for what, p := range map[string]registry.Permit{"of a real business": {Business: real, Kind: "halal", Number: "1", Level: registry.Told, By: "profile"},
			"without a number": {Business: out[0].Business, Kind: "halal", Level: registry.Told, By: "profile"}} {
			if err := w.d.Write(t.Context(), func(tx *db.Tx) error { return registry.PutDemoPermits(tx, []registry.Permit{p}) }); err == nil {
				w.Errorf("a permit %s comes in", what)
			}
		}
		for n := 1; n > 0; {
			w.must(func(tx *db.Tx) (err error) { n, err = registry.RemoveDemo(tx, 2); return err })
		}
		if w.onlyOne() != real || w.count(`select count(*) from registry_permit`) != 0 || w.count(`select count(*) from registry_row_change where permit is not null`) != 0 {
			w.Error("something is left")
		}
	})
}
