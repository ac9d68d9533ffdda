package product

import (
	"testing"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
)

// An officer gives a marked product back: it is hidden, its people read why, and the mark
// waits for another text.
func TestAMarkedProductIsGivenBack(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.published()
		in := kuning()
		in.About = "Bisa untuk bayar pinjol."
		p, clean := w.add(w.owner, id, in), w.add(w.owner, id, kuning())
		back := func(who account.Who, product db.ID, version int64, sentence string) error {
			return w.write(func(tx *db.Tx) error { return w.desk.GiveBack(tx, who.Session, product, version, sentence) })
		}
		const why = "Tulis jasanya tanpa kata itu."
		for what, c := range map[string]struct {
			err  error
			kind fault.Kind
		}{
			"an officer of elsewhere": {back(w.far, p, 1, why), fault.Denied}, "its owner": {back(w.owner, p, 1, why), fault.Denied},
			"no sentence": {back(w.officer, p, 1, "ya"), fault.Invalid}, "an old version": {back(w.officer, p, 7, why), fault.Conflict}, "no mark": {back(w.officer, clean, 1, why), fault.Conflict},
		} {
			if !fault.Is(c.err, c.kind) {
				t.Errorf("%s: %v", what, c.err)
			}
		}
		if err := back(w.officer, p, 1, why); err != nil {
			t.Fatal(err)
		}
		one := func(who account.Who) (out Product, said string, err error) {
			w.read(func(tx *db.Tx) error {
				if out, err = w.desk.One(tx, who.Session, p); err == nil {
					said, err = w.desk.GivenBack(tx, who.Session, out)
				}
				return nil
			})
			return out, said, err
		}
		if got, said, err := one(w.owner); err != nil || got.Shown || said != why || len(got.Marks) != 1 || got.Version != 2 {
			t.Errorf("%+v %q %v", got, said, err)
		}
		if _, _, err := one(w.far); err == nil {
			t.Error("an officer of elsewhere reads the sentence")
		}
		w.read(func(tx *db.Tx) error {
			n, _, err := db.One(tx, (*db.Row).Int64, `select count(*) from registry_product_change where sealed like $1`, "%"+why[:10]+"%")
			if n != 0 {
				t.Error("the sentence stands open in the table")
			}
			told, _, err2 := db.One(tx, (*db.Row).Int64, `select count(*) from diary_entry where fact = 'registry.product_returned'`)
			if told != 1 || err2 != nil {
				t.Errorf("told %d times: %v", told, err2)
			}
			return err
		})
		w.must(func(tx *db.Tx) error { // the owner mends it
			mended := in
			mended.About, mended.Shown = "Bisa dibayar sesudah panen.", true
			return w.desk.Change(tx, w.owner.Session, Changing{Product: p, Version: 2, Set: mended})
		})
		if got, said, err := one(w.owner); err != nil || !got.Shown || said != "" || len(got.Marks) != 0 {
			t.Errorf("mended: %+v %q %v", got, said, err)
		}
	})
}
