package directory_test

import (
	"fmt"
	"os"
	"slices"
	"testing"

	"alun/ground/date"
	"alun/ground/db"
	"alun/record/registry"
	"alun/record/registry/directory"
	"alun/record/registry/madeup"
)

// TestMadeUpPermitsAreFound: what the demonstration city holds, by each kind, but not what
// is over.
func TestMadeUpPermitsAreFound(t *testing.T) {
	city, err := madeup.Open(os.DirFS("../../../city/balikpapan"), 1)
	if err != nil {
		t.Fatal(err)
	}
	eachTown(t, func(w *town) {
		today := date.DayOf(w.clock.Now())
		var rows []registry.Incoming
		var held [][]madeup.Permit
		for number := int64(0); len(rows) < 50; number++ {
			if all := city.Permits(number); len(all) > 0 {
				held = append(held, all)
				rows = append(rows, registry.Incoming{Key: fmt.Sprint(number), Sure: true, Set: registry.Values{registry.Kind: "usaha", registry.Name: fmt.Sprint("Warung Contoh ", number), registry.Kelurahan: klandasan,
					registry.LegalForm: "perorangan", registry.KBLI: "2020:56102", registry.AtHome: "tidak", registry.Address: "Jl. Contoh 1", registry.Phone: "0840-0000-0001", registry.AboutID: "Usaha contoh."}})
			}
		}
		var want map[string][]db.ID
		over := 0
		w.must(func(tx *db.Tx) error {
			want, over = map[string][]db.ID{}, 0 // an act may be done twice
			done, err := w.book.PutAs(tx, "profile", registry.List{Source: "peragaan", Level: registry.Register, Publish: true, Demo: true}, rows)
			var permits []registry.Permit
			for i, one := range done {
				for _, p := range held[i] {
					x := registry.Permit{Business: one.Business, Kind: p.Kind, Number: p.Number, Issuer: p.Issuer, Issued: p.Issued, Until: p.Until, Level: registry.Register, By: "profile"}
					if permits = append(permits, x); x.HeldOn(today) {
						want[p.Kind] = append(want[p.Kind], one.Business)
					} else {
						over++
					}
				}
			}
			if err == nil {
				err = registry.PutDemoPermits(tx, permits)
			}
			return err
		})
		w.caught()
		for _, kind := range registry.PermitKinds {
			w.finds(kind, directory.Ask{Holds: []string{kind}}, want[kind]...)
		}
		all := w.dir.Suggest("warung contoh", 8)
		if all = slices.DeleteFunc(all, func(s directory.Suggestion) bool { return s.Kind != "business" }); len(all) == 0 || !all[0].Demo {
			w.Errorf("made-up businesses are not suggested as such: %+v", all)
		}
		if len(want["halal"]) < 10 || len(want["pirt"]) < 5 || over == 0 {
			w.Errorf("%d halal, %d PIRT, %d are over: the test shows little", len(want["halal"]), len(want["pirt"]), over)
		}
	})
}
