package directory_test

import (
	"slices"
	"testing"

	"alun/ground/db"
	"alun/ground/find"
	"alun/record/registry"
	"alun/record/registry/directory"
)

// Behind a few hits stand others with some of the words, each business once; they count
// nowhere, and where somebody sorts, turns the page or found enough there are none.
func TestOthersStandBehindAFew(t *testing.T) {
	eachTown(t, func(w *town) {
		ids := w.listed(
			registry.Values{registry.Name: "Sate Kambing Pak Rohim"}, registry.Values{registry.Name: "Sate Ayam Madura"}, registry.Values{registry.Name: "Gulai Kambing Bu Yati"},
			registry.Values{registry.Name: "Binatu Cahaya"})
		w.caught()
		f := w.find(directory.Ask{Text: "sate kambing"})
		var others []db.ID
		for _, h := range f.Others {
			others = append(others, h.ID)
		}
		slices.Sort(others)
		if !slices.Equal(idsOf(f), ids[:1]) || f.Total != 1 || f.Any || !slices.Equal(others, ids[1:3]) {
			t.Errorf("%+v", f)
		}
		if n := f.Facets["kelurahan"]; len(n) != 1 || n[0].N != 1 {
			t.Errorf("others are counted: %+v", n)
		}
		for what, a := range map[string]directory.Ask{"sorted": {Text: "sate kambing", Sort: find.ByName}, "the next page": {Text: "sate kambing", Skip: 1},
			"no words": {Areas: []string{klandasan}}, "elsewhere": {Text: "sate kambing", Areas: []string{damai}}} {
			if f := w.find(a); len(f.Others) != 0 {
				t.Errorf("%s: %+v", what, f.Others)
			}
		}
		var many []registry.Values
		for _, name := range []string{"Satu", "Dua", "Tiga", "Empat", "Lima"} {
			many = append(many, registry.Values{registry.Name: "Sate Kambing " + name})
		}
		w.listed(many...)
		w.caught()
		if f := w.find(directory.Ask{Text: "sate kambing"}); f.Total != 6 || len(f.Others) != 0 {
			t.Errorf("behind enough: %+v", f)
		}
	})
}

// A word that is there is meant, however few have it: neither among those that have some
// of the words nor among the others stands one that is only spelt like it.
func TestAWordThatIsThereIsNoSlip(t *testing.T) {
	eachTown(t, func(w *town) {
		ids := w.listed(registry.Values{registry.Name: "Spanduk Jaya"}, registry.Values{registry.Name: "Toko Murah"}, registry.Values{registry.Name: "Es Merah"}, registry.Values{registry.Name: "Toko Murah Spanduk"})
		w.caught()
		w.step(w.officer, w.book.Suspend, ids[3])
		w.caught()
		if f := w.find(directory.Ask{Text: "spanduk murah"}); !f.Any || f.Total != 2 || slices.Contains(idsOf(f), ids[2]) {
			t.Errorf("some of the words: %+v", f)
		}
		w.step(w.officer, w.book.Resume, ids[3])
		w.caught()
		if f := w.find(directory.Ask{Text: "spanduk murah"}); f.Total != 1 || slices.ContainsFunc(f.Others, func(h directory.Hit) bool { return h.ID == ids[2] }) {
			t.Errorf("the others: %+v", f)
		}
		if f := w.find(directory.Ask{Text: "sepanduk murah"}); f.Total != 1 || f.Any {
			t.Errorf("a slip: %+v", f)
		}
	})
}
