package ownerweb

import "testing"

// A maker is asked by their number, agrees on their own page, and is an owner then; who
// asked may take it back before, and nobody else has a part in it.
func TestAnotherOwnerIsAsked(t *testing.T) {
	eachHouse(t, func(w *house) {
		_, at := w.stall(nil)
		const mine = "/usaha-saya/ajakan"
		w.Says(w.Reads("maker", at+"/orang"), "Pemilik lain", "Ajak menjadi pemilik")
		for _, who := range []string{"helper", "counter"} {
			w.Hushed(w.Reads(who, at+"/orang"), "Ajak menjadi pemilik")
			w.Sends(who, at+"/pemilik", 403, "login", "other")
		}
		w.shutOut(at+"/orang", at+"/pemilik")
		for login, says := range map[string]string{"0812": "Nomor belum lengkap. Tulis seluruhnya", "0812-0000": "Tidak ada pelaku usaha dengan nomor ini", "planner": "Tidak ada pelaku usaha dengan nomor ini"} {
			w.Says(w.Sends("maker", at+"/pemilik", 422, "login", login), says, `value="`+login+`"`)
		}
		w.Says(w.Sends("maker", at+"/pemilik", 422, "login", "maker"), "sudah menjadi pemilik")
		page := w.Reads("maker", w.Sends("maker", at+"/pemilik", 303, "login", "other"))
		w.Says(page, "Ajakan dikirim", "Ani Lestari sudah diajak dan belum menjawab")
		w.Hushed(page, "Ani Lestari · Pemilik")
		w.Says(w.Sends("maker", at+"/pemilik", 422, "login", "other"), "sudah diajak")
		back := w.First(page, `action="(`+at+`/pemilik/[0-9a-z]{13})"`)
		w.Says(w.Reads("maker", w.Sends("maker", back, 303)), "Ajakan ditarik")
		w.Sends("maker", back, 404)
		w.Says(w.Reads("other", mine), "Tidak ada ajakan")

		w.Sends("maker", at+"/pemilik", 303, "login", "other")
		page = w.Reads("other", mine)
		w.Says(page, "Sanggar Siti", "Ani Lestari mengajak Anda")
		id := w.First(page, `name="ajakan" value="([0-9a-z]{13})"`)
		for _, who := range []string{"maker", "helper", "counter", "planner"} {
			w.Hushed(w.Reads(who, mine), "Sanggar Siti")
			w.Sends(who, mine, 404, "ajakan", id, "langkah", "ya")
		}
		w.Sends("", mine, 401, "ajakan", id, "langkah", "ya")
		w.Says(w.Sends("other", mine, 422, "ajakan", id), "Pilih salah satu jawaban")
		w.Sends("other", mine, 404, "ajakan", "abc", "langkah", "ya")
		w.Says(w.Reads("other", w.Sends("other", mine, 303, "ajakan", id, "langkah", "tidak")), "Ajakan ditolak")

		w.Sends("maker", at+"/pemilik", 303, "login", "other")
		id = w.First(w.Reads("other", mine), `name="ajakan" value="([0-9a-z]{13})"`)
		page = w.Reads("other", w.Sends("other", mine, 303, "ajakan", id, "langkah", "ya"))
		w.Says(page, "Anda sekarang pemilik usaha ini", "Anda · Pemilik", "Ani Lestari · Pemilik")
		own := w.First(page, `href="(`+at+`/orang/[0-9a-z]{13})" aria-label="Akhiri: Ani`)
		w.Sends("maker", own, 303, "until", w.today().String()) // the first owner leaves
		page = w.Reads("other", at+"/orang")
		w.Hushed(page, `aria-label="Akhiri: Anda`)
		for _, tongue := range []string{"/en", "/ja"} {
			w.Reads("other", tongue+at+"/orang")
			w.Reads("other", tongue+mine)
		}
	})
}
