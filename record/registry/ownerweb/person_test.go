package ownerweb

import (
	"testing"

	"alun/ground/db"
)

// Owners write down who is in the business and end it; only they read the names.
func TestPeopleOfABusiness(t *testing.T) {
	eachHouse(t, func(w *house) {
		id, at := w.stall(nil)
		at += "/orang"
		page := w.sends("maker", at, 422, "name", "!", "role", "bos", "since", "besok")
		w.says(page, "Pilih peran", "Tulis tanggal seperti", "paling sedikit satu huruf")
		w.says(w.sends("maker", at, 422, "name", "Rahmat", "role", "worker", "since", w.today().Next(3).String()), "belum tiba", `value="Rahmat"`)
		w.says(w.reads("maker", w.sends("maker", at, 303, "name", "Rahmat Hidayat", "role", "worker", "since", "1/3/2025")), "Orang ditambahkan", "Rahmat Hidayat", "Pekerja", "Sejak 1 Maret 2025")
		page = w.reads("helper", at)
		w.says(page, "Nama hanya dibaca pemilik", "Seseorang")
		w.hushed(page, "Rahmat", "<form")
		w.hushed(w.reads("counter", at), "Rahmat")
		w.sends("helper", at, 403, "name", "Ana", "role", "worker")
		page = w.reads("maker", at)
		row := w.first(page, `href="(`+at+`/[0-9a-z]{13})" aria-label="Akhiri: Rahmat`)
		w.hushed(page, `aria-label="Akhiri: Anda`) // the only owner
		own := at + "/" + w.code(w.ownRow(id))
		w.shutOut(at, at, row)
		w.says(w.sends("maker", row, 422, "until", w.today().Next(2).String()), "tidak cocok")
		w.says(w.sends("maker", row, 422, "until", ""), "Tulis tanggal")
		w.says(w.reads("maker", w.sends("maker", row, 303, "until", w.today().String())), "Sudah diakhiri", "1 orang yang dulu")
		w.sends("maker", row, 404, "until", w.today().String())
		if got := w.ask("maker", "GET", row, nil).Code; got != 404 {
			t.Errorf("who is ended is asked about once more: %d", got)
		}
		w.says(w.sends("maker", own, 409, "until", w.today().String()), "paling sedikit satu pemilik")
	})
}

// Somebody with an account says themselves that they work in a public business, and ends
// it themselves.
func TestAWorkerAgrees(t *testing.T) {
	eachHouse(t, func(w *house) {
		id, at := w.stall(nil)
		work := at + "/bekerja"
		if got := w.ask("other", "GET", work, nil).Code; got != 404 {
			t.Errorf("a draft is answered %d", got)
		}
		w.sends("other", work, 404, "langkah", "ya")
		w.says(w.reads("maker", at+"/orang"), "sesudah usaha ini terbit")
		w.published(id)
		w.says(w.reads("maker", at+"/orang"), "/bekerja")
		w.says(w.reads("other", work), "Anda bekerja di Sanggar Siti?", "pemilik usaha melihat nama Anda")
		w.sends("other", work, 422, "langkah", "mungkin")
		w.says(w.reads("other", w.sends("other", work, 303, "langkah", "ya")), "Anda tercatat bekerja di sini sejak")
		w.says(w.sends("other", work, 409, "langkah", "ya"), "sudah tercatat")
		w.says(w.reads("maker", at+"/orang"), "Ani Lestari", "menyetujuinya sendiri")
		for _, who := range []string{"helper", "counter"} {
			w.hushed(w.reads(who, at+"/orang"), "Ani Lestari")
		}
		w.says(w.reads("other", w.sends("other", work, 303, "langkah", "henti")), "Ya, saya bekerja di sini")
		w.says(w.reads("maker", at+"/orang"), "1 orang yang dulu")
		for method, want := range map[string]int{"GET": 303, "POST": 401} {
			if got := w.ask("", method, work, nil).Code; got != want {
				t.Errorf("a stranger gets %d", got)
			}
		}
		var n int
		w.must(func(tx *db.Tx) error {
			all, err := w.book.People(tx, w.who["maker"].Session, id)
			n = len(all)
			return err
		})
		if n != 2 {
			t.Errorf("%d rows", n)
		}
	})
}

// ownRow is the row of the maker.
func (w *house) ownRow(id db.ID) (row db.ID) {
	w.Helper()
	w.must(func(tx *db.Tx) error {
		all, err := w.book.People(tx, w.who["maker"].Session, id)
		for _, p := range all {
			if p.Person == w.who["maker"].Person {
				row = p.ID
			}
		}
		return err
	})
	return row
}
