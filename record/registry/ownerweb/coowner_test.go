package ownerweb

import "testing"

// A maker is asked by their number, agrees on their own page, and is an owner then; who
// asked may take it back before, and nobody else has a part in it.
func TestAnotherOwnerIsAsked(t *testing.T) {
	eachHouse(t, func(w *house) {
		_, at := w.stall(nil)
		const mine = "/usaha-saya/ajakan"
		w.says(w.reads("maker", at+"/orang"), "Pemilik lain", "Ajak menjadi pemilik")
		for _, who := range []string{"helper", "counter"} {
			w.hushed(w.reads(who, at+"/orang"), "Ajak menjadi pemilik")
			w.sends(who, at+"/pemilik", 403, "login", "other")
		}
		w.shutOut(at+"/orang", at+"/pemilik")
		for _, login := range []string{"", "0812-0000", "planner"} {
			w.says(w.sends("maker", at+"/pemilik", 422, "login", login), "Tidak ada pelaku usaha dengan nomor ini", `value="`+login+`"`)
		}
		w.says(w.sends("maker", at+"/pemilik", 422, "login", "maker"), "sudah menjadi pemilik")
		page := w.reads("maker", w.sends("maker", at+"/pemilik", 303, "login", "other"))
		w.says(page, "Ajakan dikirim", "Ani Lestari sudah diajak dan belum menjawab")
		w.hushed(page, "Ani Lestari · Pemilik")
		w.says(w.sends("maker", at+"/pemilik", 422, "login", "other"), "sudah diajak")
		back := w.first(page, `action="(`+at+`/pemilik/[0-9a-z]{13})"`)
		w.says(w.reads("maker", w.sends("maker", back, 303)), "Ajakan ditarik")
		w.sends("maker", back, 404)
		w.says(w.reads("other", mine), "Tidak ada ajakan")

		w.sends("maker", at+"/pemilik", 303, "login", "other")
		page = w.reads("other", mine)
		w.says(page, "Sanggar Siti", "Ani Lestari mengajak Anda")
		id := w.first(page, `name="ajakan" value="([0-9a-z]{13})"`)
		for _, who := range []string{"maker", "helper", "counter", "planner"} {
			w.hushed(w.reads(who, mine), "Sanggar Siti")
			w.sends(who, mine, 404, "ajakan", id, "langkah", "ya")
		}
		w.sends("", mine, 401, "ajakan", id, "langkah", "ya")
		w.says(w.sends("other", mine, 422, "ajakan", id), "Pilih salah satu jawaban")
		w.sends("other", mine, 404, "ajakan", "abc", "langkah", "ya")
		w.says(w.reads("other", w.sends("other", mine, 303, "ajakan", id, "langkah", "tidak")), "Ajakan ditolak")

		w.sends("maker", at+"/pemilik", 303, "login", "other")
		id = w.first(w.reads("other", mine), `name="ajakan" value="([0-9a-z]{13})"`)
		page = w.reads("other", w.sends("other", mine, 303, "ajakan", id, "langkah", "ya"))
		w.says(page, "Anda sekarang pemilik usaha ini", "Anda · Pemilik", "Ani Lestari · Pemilik")
		own := w.first(page, `href="(`+at+`/orang/[0-9a-z]{13})" aria-label="Akhiri: Ani`)
		w.sends("maker", own, 303, "until", w.today().String()) // the first owner leaves
		page = w.reads("other", at+"/orang")
		w.hushed(page, `aria-label="Akhiri: Anda`)
		for _, tongue := range []string{"/en", "/ja"} {
			w.reads("other", tongue+at+"/orang")
			w.reads("other", tongue+mine)
		}
	})
}
