package deskweb

import (
	"context"
	"errors"
	"maps"
	"slices"
	"testing"
	"time"

	"alun/ground/db"
	"alun/ground/web/webtest"
	"alun/record/registry"
)

// nobodys is a business that an officer wrote down, and no account owns.
func (w *town) nobodys(more registry.Values) (id db.ID) {
	w.Helper()
	set := stall()
	maps.Copy(set, more)
	w.must(func(tx *db.Tx) (err error) {
		id, err = w.book.Register(tx, w.who["second"].Session, registry.Registering{Set: set})
		return err
	})
	w.clock.MoveOn(time.Second)
	return id
}

// publishes makes it public, as if it said all that is asked.
func (w *town) publishes(id db.ID) {
	w.Helper()
	for _, set := range []string{`state = 'submitted', submitted_by = 'person:1'`, `state = 'published', published_by = 'person:2'`} {
		w.must(func(tx *db.Tx) error {
			return tx.ExecOr(errors.New("not there"), `update registry_business set version = version + 1, `+set+` where id = $1`, id)
		})
	}
}

// finds looks for doubles, and is sure of them.
func (w *town) finds() {
	w.Helper()
	if _, err := w.twins.Find(context.Background(), w.d, nil, nil); err != nil {
		w.Fatal(err)
	}
	w.must(func(tx *db.Tx) error { // as if their numbers were the same too
		_, err := tx.Exec(`update registry_ganda_pair set sure = $1, odds = 20000`, true)
		return err
	})
}

// A sure pair is a proposal, taken with one press that keeps the right one; an unsure one
// stands under its own heading and is compared first.
func TestASurePairIsTakenWithOnePress(t *testing.T) {
	eachTown(t, func(w *town) {
		a, b := w.nobodys(registry.Values{registry.Name: "Sgr Sarinten Embunpagi"}), w.nobodys(registry.Values{registry.Name: "Sanggar Sarinten Embunpagi"})
		w.publishes(b)
		w.finds()
		c := w.nobodys(registry.Values{registry.Name: "Bengkel Kurnia", registry.Phone: "0812-9999-1111"})
		w.must(func(tx *db.Tx) error {
			_, err := tx.Exec(`insert into registry_ganda_pair (a, b, odds, sure, parts, state, found_at, decided_by, decided_at) values ($1, $2, 5, $3, 'twin.name 60 5', 'waiting', $4, '', null)`, a, c, false, tx.Now())
			return err
		})
		page := w.Get("officer", "/petugas/usaha/ganda").Body.String()
		w.Says(page, `id="usulan"`, `id="dilihat"`, "Diusulkan digabung", "Perlu dilihat dulu", "Gabungkan, simpan Sanggar Sarinten Embunpagi", `name="simpan" value="`+w.code(b)+`"`)
		w.Hushed(w.opens("planner", "/petugas/usaha/ganda", 200), "Gabungkan, simpan")
		at := "/petugas/usaha/ganda/" + w.code(a) + "/dengan/" + w.code(b)
		w.Says(w.opens("officer", at, 200), "tidak bisa dipilih selama yang lain tampil", "Belum ada pemilik dengan akun")
		w.Says(w.Sends("officer", at, 409, "putusan", "gabung", "simpan", w.code(a)), "akan hilang dari direktori")
		w.Sends("officer", at, 303, "putusan", "gabung", "simpan", w.code(b), "versi_a", "1", "versi_b", "3")
		if w.state(a) != registry.Merged || w.state(b) != registry.Published {
			t.Errorf("%s, %s", w.state(a), w.state(b))
		}
	})
}

// Where one of the two has an owner and the one that is kept has none, the officer says
// what becomes of them: both sides show it, and nothing is chosen beforehand.
func TestAnOfficerDecidesAboutTheOwner(t *testing.T) {
	eachTown(t, func(w *town) {
		own, kept := w.made(registry.Values{registry.Name: "Sgr Sarinten Embunpagi"}), w.nobodys(registry.Values{registry.Name: "Sanggar Sarinten Embunpagi"})
		w.publishes(kept)
		w.finds()
		list := w.opens("officer", "/petugas/usaha/ganda", 200)
		w.Says(list, "Pemiliknya perlu diputuskan dulu")
		w.Hushed(list, "Gabungkan, simpan")
		at := "/petugas/usaha/ganda/" + w.code(own) + "/dengan/" + w.code(kept)
		page := w.opens("officer", at, 200)
		w.Says(page, "Pemilik dengan akun: 1", "Belum ada pemilik dengan akun", "Apakah pemilik ikut?")
		w.Says(w.Sends("officer", at, 422, "putusan", "gabung", "simpan", w.code(kept)), "punya pemilik dengan akun")
		w.Sends("officer", at, 303, "putusan", "gabung", "simpan", w.code(kept), "owners", "along")
		owners := func() (all []db.ID) {
			w.must(func(tx *db.Tx) (err error) { all, err = registry.OwnersOf(tx, kept); return err })
			return all
		}
		if !slices.Equal(owners(), []db.ID{w.who["maker"].Person}) {
			t.Errorf("owned by %v", owners())
		}
		w.Says(w.opens("officer", at, 200), "Akun yang sama memiliki keduanya")
		w.Post("officer", at, webtest.Form("putusan", "pisah"))
		if len(owners()) != 0 || w.state(own) != registry.Draft {
			t.Errorf("parted: %v, %s", owners(), w.state(own))
		}
	})
}
