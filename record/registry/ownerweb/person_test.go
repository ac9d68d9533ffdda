package ownerweb

import (
	"net/http"
	"testing"

	"alun/ground/db"
)

// Owners write down who is in the business and end it; only they read the names.
func TestPeopleOfABusiness(t *testing.T) {
	eachHouse(t, func(w *house) {
		id, at := w.stall(nil)
		at += "/orang"
		page := w.Sends("maker", at, 422, "name", "!", "role", "bos", "since", "besok")
		w.Says(page, "Pilih peran", "Tulis tanggal seperti", "paling sedikit satu huruf")
		w.Says(w.Sends("maker", at, 422, "name", "Rahmat", "role", "worker", "since", w.today().Next(3).String()), "belum tiba", `value="Rahmat"`)
		w.Says(w.Reads("maker", w.Sends("maker", at, 303, "name", "Rahmat Hidayat", "role", "worker", "since", "1/3/2025")), "Orang ditambahkan", "Rahmat Hidayat", "Pekerja", "Sejak 1 Maret 2025")
		page = w.Reads("helper", at)
		w.Says(page, "Nama hanya dibaca pemilik", "Seseorang")
		w.Hushed(page, "Rahmat", "<form")
		w.Hushed(w.Reads("counter", at), "Rahmat")
		w.Sends("helper", at, 403, "name", "Ana", "role", "worker")
		page = w.Reads("maker", at)
		row := w.First(page, `href="(`+at+`/[0-9a-z]{13})" aria-label="Akhiri: Rahmat`)
		w.Hushed(page, `aria-label="Akhiri: Anda`) // the only owner
		own := at + "/" + w.code(w.ownRow(id))
		w.shutOut(at, at, row)
		w.Says(w.Sends("maker", row, 422, "until", w.today().Next(2).String()), "lebih dulu daripada tanggal mulainya")
		w.Says(w.Sends("maker", row, 422, "until", ""), "Tulis tanggal")
		w.Says(w.Reads("maker", w.Sends("maker", row, 303, "until", w.today().String())), "Sudah diakhiri", "1 orang yang dulu")
		w.Sends("maker", row, 404, "until", w.today().String())
		if got := w.Get("maker", row).Code; got != 404 {
			t.Errorf("who is ended is asked about once more: %d", got)
		}
		w.Says(w.Sends("maker", own, 409, "until", w.today().String()), "paling sedikit satu pemilik")
	})
}

// Somebody with an account says themselves that they work in a public business, and ends
// it themselves.
func TestAWorkerAgrees(t *testing.T) {
	eachHouse(t, func(w *house) {
		id, at := w.stall(nil)
		work := at + "/bekerja"
		if got := w.Get("other", work).Code; got != 404 {
			t.Errorf("a draft is answered %d", got)
		}
		w.Sends("other", work, 404, "langkah", "ya")
		w.Says(w.Reads("maker", at+"/orang"), "sesudah usaha ini terbit")
		w.published(id)
		w.Says(w.Reads("maker", at+"/orang"), "/bekerja")
		w.Says(w.Reads("other", work), "Anda bekerja di Sanggar Siti?", "pemilik usaha melihat nama Anda")
		w.Sends("other", work, 422, "langkah", "mungkin")
		w.Says(w.Reads("other", w.Sends("other", work, 303, "langkah", "ya")), "Anda tercatat bekerja di sini sejak")
		w.Says(w.Sends("other", work, 409, "langkah", "ya"), "sudah tercatat")
		w.Says(w.Reads("maker", at+"/orang"), "Ani Lestari", "menyetujuinya sendiri")
		for _, who := range []string{"helper", "counter"} {
			w.Hushed(w.Reads(who, at+"/orang"), "Ani Lestari")
		}
		w.Says(w.Reads("other", w.Sends("other", work, 303, "langkah", "henti")), "Ya, saya bekerja di sini")
		w.Says(w.Reads("maker", at+"/orang"), "1 orang yang dulu")
		for method, want := range map[string]int{"GET": 303, "POST": 401} {
			if got := w.Send("", method, work, "", http.NoBody).Code; got != want {
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
