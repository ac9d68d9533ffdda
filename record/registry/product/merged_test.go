package product

import (
	"testing"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/registry"
)

// What came by a merger is looked after by whom the one that is kept belongs to; parted, it
// is back with its own people, as it stands then.
func TestWhatCameByAMergerIsTheSurvivorsUntilTheyAreParted(t *testing.T) {
	eachTown(t, func(w *town) {
		id, into := w.published(), w.published()
		of := w.add(w.owner, id, kuning())
		draft := w.draft()
		unseen := w.add(w.owner, draft, kuning())
		w.must(func(tx *db.Tx) error { return w.book.Merge(tx, w.officer.Session, registry.Step{Business: id}, into) })
		w.must(func(tx *db.Tx) error {
			return w.book.Merge(tx, w.officer.Session, registry.Step{Business: draft}, into)
		})
		list := func() (all []Product) {
			w.read(func(tx *db.Tx) (err error) { all, err = w.desk.List(tx, w.owner.Session, into); return err })
			return all
		}
		if all := list(); len(all) != 1 || all[0].ID != of || !w.one(of).On(into) || w.one(unseen).On(into) {
			t.Errorf("%+v", all)
		}
		in := kuning()
		in.Name = "Nasi uduk"
		w.must(func(tx *db.Tx) error {
			return w.desk.Change(tx, w.owner.Session, Changing{Product: of, Version: w.one(of).Version, Set: in})
		})
		if _, err := w.adds(w.owner, into, of, 3, ""); err != nil {
			t.Errorf("a photo of what came by a merger: %v", err)
		}
		err := w.write(func(tx *db.Tx) error { return w.desk.Show(tx, w.owner.Session, unseen, false) })
		if !fault.Is(err, fault.Conflict) {
			t.Errorf("what stays with a merged draft is changed: %v", err)
		}
		w.must(func(tx *db.Tx) error { return w.book.Unmerge(tx, w.officer.Session, registry.Step{Business: id}) })
		if all := list(); len(all) != 0 {
			t.Errorf("parted, it still shows %+v", all)
		}
		if p := w.one(of); p.Business != id || p.Name != "Nasi uduk" || len(p.Photos) != 1 {
			t.Errorf("parted: %+v", p)
		}
	})
}
