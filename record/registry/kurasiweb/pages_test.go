package kurasiweb

import (
	"bytes"
	"slices"
	"testing"
	"time"

	"alun/record/registry/kurasi"
)

var icon = []string{"jenis", "product", "judul", "Produk ikon 2026", "tahun", "2026", "tujuan", "Dipakai kota sebagai cenderamata.", "peserta", "Pemilik usaha di Balikpapan.", "buka", "2026-03-01T09:10", "tutup", "2026-03-01T09:20",
	"kriteria1", "Mutu", "ket1", "Rapi", "bobot1", "60", "kriteria2", "Keunikan", "bobot2", "40", "kuota", "1", "kurator", "3", "nama", "1"}

// opened is a call that takes entries, made over the pages.
func (w *house) opened() (public, desk string) {
	w.Helper()
	page := w.Sends("planner", "/petugas/kurasi/baru", 422, "judul", "x", "kriteria1", "Mutu", "bobot1", "50")
	w.Says(page, "Tulis paling sedikit 5 huruf", "sekarang 50", `value="Mutu"`)
	desk = w.First(w.Sends("planner", "/petugas/kurasi/baru", 303, icon...), `^([^?]*)`)
	public = desk[len("/petugas"):]
	if got := w.Get("maker", public).Code; got != 404 {
		w.Errorf("a draft is read as %d", got)
	}
	w.Says(w.Sends("planner", desk+"/kurator", 422, "kurator", "siapa@contoh.id"), `value="siapa@contoh.id"`)
	w.Sends("planner", desk+"/kurator", 403, "kurator", "planner@contoh.id")
	for _, name := range []string{"ani", "budi", "citra", "dewi"} {
		w.Sends("planner", desk+"/kurator", 303, "kurator", name+"@contoh.id")
	}
	board := w.Reads("planner", desk)
	w.Says(board, "4 kurator, paling sedikit 3", "Nama dewi")
	w.Sends("planner", desk+"/kurator", 303, "langkah", "lepas", "orang", w.First(board, `(?s)Nama dewi.*?name="orang" value="([0-9a-z]{13})"`))
	w.Says(w.Reads("planner", desk+"/ubah"), `value="Produk ikon 2026"`, `value="2026-03-01T09:10"`)
	w.Sends("planner", desk, 409, "langkah", "buka", "versi", "99")
	w.Sends("planner", desk, 303, "langkah", "buka")
	w.Sends("planner", desk, 409, "langkah", "nilai")
	w.Says(w.Reads("", public), "Segera dibuka", "Keunikan", "diumumkan bersama hasil")
	w.clock.MoveOn(10 * time.Minute)
	return public, desk
}

// A whole life over the pages: who was chosen is told, who was not is told to nobody else.
func TestAWholeLifeOnPages(t *testing.T) {
	eachHouse(t, func(w *house) {
		public, desk := w.opened()
		w.Says(w.Reads("", "/kurasi"), "Menerima usulan", "Produk ikon 2026")
		w.enters(public)
		w.clock.MoveOn(10 * time.Minute)
		w.Says(w.Sends("maker", public+"/ikut", 409, "produk", w.stall("Lain", "Lain"), "pernyataan", "Ini terlambat sekali datangnya."), "Panggilan sudah ditutup")
		w.Sends("planner", desk, 303, "langkah", "nilai")
		w.judges()
		w.Says(w.Reads("planner", desk), "3 dari 3")
		w.Hushed(w.Reads("planner", desk), "Urutan hasil", "92,00")
		w.Sends("planner", desk, 303, "langkah", "tetapkan")
		w.Says(w.Reads("ani", w.First(w.Reads("ani", "/kurasi-saya"), `href="(/kurasi/[0-9a-z]{13}/nilai/[0-9a-z]{13})"`)), "Kurator lain 2")
		w.Says(w.Reads("inspector", desk), "Ulap doyo", "92,00", "Terpilih", "1/BA-KURASI/2026")
		w.Hushed(w.Reads("", public), "Ulap doyo", "92,00")
		w.Hushed(w.Reads("maker", "/kurasi-saya"), "92,00")
		if pdf := w.Get("planner", desk+"/berita-acara"); pdf.Code != 200 || !bytes.HasPrefix(pdf.Body.Bytes(), []byte("%PDF")) {
			t.Errorf("the minutes: %d", pdf.Code)
		}
		w.Sends("planner", desk, 303, "langkah", "terbit")
		page := w.Reads("", public)
		w.Says(page, "1 produk terpilih", "Ulap doyo", "Sanggar Siti", "92,00", "Kemasannya perlu label", "Nama ani 0")
		w.Hushed(page, "Amplang")
		w.Says(w.Reads("maker", "/kurasi-saya"), "Terpilih", "Tidak terpilih", "50,00", "Kemasannya perlu label")
		w.Hushed(w.Reads("maker", "/kurasi-saya"), "Nama ani")
		entry := w.First(w.Reads("maker", "/kurasi-saya"), `(?s)Ulap doyo.*?action="(/kurasi-saya/[0-9a-z]{13})"`)
		w.Sends("other", entry, 403, "langkah", "cabut")
		w.Sends("maker", entry, 303, "langkah", "cabut")
		page = w.Reads("", public)
		w.Hushed(page, "Ulap doyo", "92,00")
		w.Says(page, "1 lagi terpilih tetapi tidak ditampilkan")
		for _, tongue := range []string{"/en", "/ja"} {
			for _, path := range []string{"/kurasi", public, "/kurasi-saya", desk, "/petugas/kurasi", "/petugas/kurasi/baru"} {
				w.Reads("planner", tongue+path)
			}
		}
	})
}

// enters enters two products, takes one back and enters it again.
func (w *house) enters(public string) {
	w.Helper()
	doyo, amplang := w.stall("Sanggar Siti", "Ulap doyo"), w.stall("Dapur Siti", "Amplang")
	if got := w.Get("", public+"/ikut").Code; got != 303 {
		w.Errorf("a stranger reads the form as %d", got)
	}
	for _, who := range []string{"counter", "planner"} {
		if got := w.Get(who, public+"/ikut").Code; got != 403 {
			w.Errorf("%s reads the form as %d", who, got)
		}
	}
	w.Says(w.Reads("maker", public+"/ikut"), "Ulap doyo, dari Sanggar Siti")
	w.Hushed(w.Reads("maker", public+"/ikut"), "checked")
	w.Says(w.Reads("other", public+"/ikut"), "Belum ada produk yang tampil")
	w.Says(w.Sends("maker", public+"/ikut", 422, "produk", doyo, "pernyataan", "pendek"), "pendek", "Tulis paling sedikit 20 huruf", `value="`+doyo+`" selected`)
	w.Sends("maker", public+"/ikut", 422, "produk", "x-y", "pernyataan", "Ditenun tangan oleh lima perajin.")
	w.Says(w.Sends("maker", public+"/ikut", 422), "Pilih produk Anda yang tampil", "Tulis paling sedikit 20 huruf")
	w.Sends("other", public+"/ikut", 403, "produk", doyo, "pernyataan", "Ini milik orang lain sebenarnya.")
	w.Sends("maker", public+"/ikut", 303, "produk", amplang, "pernyataan", "Digoreng dua kali, renyah lama.", "izin", "1")
	entry := w.First(w.Reads("maker", "/kurasi-saya"), `action="(/kurasi-saya/[0-9a-z]{13})"`)
	w.Sends("helper", entry, 403, "langkah", "tarik")
	w.Sends("maker", entry, 303, "langkah", "tarik")
	w.Says(w.Reads("maker", "/kurasi-saya"), "Ditarik")
	w.Sends("maker", public+"/ikut", 303, "produk", amplang, "pernyataan", "Digoreng dua kali, renyah lama.", "izin", "1")
	w.Sends("maker", public+"/ikut", 409, "produk", amplang, "pernyataan", "Digoreng dua kali, renyah lama.", "izin", "1")
	w.Sends("maker", public+"/ikut", 303, "produk", doyo, "pernyataan", "Ditenun tangan oleh lima perajin.", "izin", "1")
}

// judges lets three curators judge both entries.
func (w *house) judges() {
	w.Helper()
	for n, who := range []string{"ani", "budi", "citra"} {
		mine := w.Reads(who, "/kurasi-saya")
		w.Says(mine, "2 usulan menunggu Anda", "Nyatakan hubungan")
		for name, points := range map[string][2]string{"Ulap doyo": {"90", "95"}, "Amplang": {"50", "50"}} {
			at := w.First(mine, `href="(/kurasi/[0-9a-z]{13}/nilai/[0-9a-z]{13})"[^>]*>`+name)
			w.Sends("dewi", at, 404, "langkah", "nyatakan", "kepentingan", "none")
			w.Hushed(w.Reads(who, at), `name="nilai1"`)
			w.Sends(who, at, 409, "langkah", "nilai", "nilai1", "1", "nilai2", "2", "catatan", "Sebelum menyatakan.")
			w.Sends(who, at, 422, "langkah", "nyatakan", "kepentingan", "lupa")
			w.Sends(who, at, 303, "langkah", "nyatakan", "kepentingan", "none")
			w.Says(w.Reads(who, at), `name="nilai1"`, "dari 100")
			w.Says(w.Sends(who, at, 422, "langkah", "nilai", "nilai1", "101", "nilai2", "2", "catatan", "x"), `value="101"`, "dari 0 sampai 100")
			w.Sends(who, at, 303, "langkah", "nilai", "nilai1", points[0], "nilai2", points[1], "catatan", "Kemasannya perlu label. "+name)
			if n < 2 {
				w.Hushed(w.Reads(who, at), "Kurator lain")
				w.Sends(who, at, 303, "langkah", "nilai", "versi", "1", "nilai1", points[0], "nilai2", points[1], "catatan", "Kemasannya perlu label.")
				w.Sends(who, at, 409, "langkah", "nilai", "versi", "1", "nilai1", "1", "nilai2", "1", "catatan", "Dari jendela lain.")
			} else {
				w.Hushed(w.Reads(who, at), "Kurator lain")
				w.Says(w.Reads(who, at), "sudah masuk dan tidak berubah lagi")
			}
		}
	}
	w.Says(w.Reads("ani", "/kurasi-saya"), "Semua sudah Anda kerjakan")
}

// Who has an interest, or stands in the business, sees no fields for points.
func TestWhoStandsAsideSeesNoFields(t *testing.T) {
	eachHouse(t, func(w *house) {
		public, desk := w.opened()
		w.enters(public)
		w.clock.MoveOn(10 * time.Minute)
		w.Sends("planner", desk, 303, "langkah", "nilai")
		at := w.First(w.Reads("ani", "/kurasi-saya"), `href="(/kurasi/[0-9a-z]{13}/nilai/[0-9a-z]{13})"`)
		w.Sends("ani", at, 303, "langkah", "nyatakan", "kepentingan", "family")
		page := w.Reads("ani", at)
		w.Says(page, "tidak menilai usulannya")
		w.Hushed(page, `name="nilai1"`)
		w.Sends("ani", at, 403, "langkah", "nilai", "nilai1", "1", "nilai2", "2", "catatan", "Tetap saja menilai.")
		w.Sends("planner", desk, 409, "langkah", "tetapkan")
		w.Says(w.Sends("planner", desk, 422, "langkah", "batal", "alasan", "x"), "Tulis paling sedikit 10 huruf")
		w.Sends("planner", desk, 422, "langkah", "lupa")
		w.Sends("planner", desk, 303, "langkah", "batal", "alasan", "Kuratornya tidak cukup lagi.")
		w.Says(w.Reads("", public), "Dibatalkan", "Kuratornya tidak cukup lagi.")
	})
}

// The officer chooses what is judged, once; a call for businesses speaks of businesses on all
// its pages.
func TestAPlannerChoosesWhatIsJudged(t *testing.T) {
	eachHouse(t, func(w *house) {
		w.Says(w.Reads("planner", "/petugas/kurasi/baru"), `value="product" selected`, `value="business"`)
		w.Says(w.Sends("planner", "/petugas/kurasi/baru", 422, append(slices.Clone(icon), "jenis", "lapak")[2:]...), "Jenis yang dikurasi tidak dikenal")
		desk := w.First(w.Sends("planner", "/petugas/kurasi/baru", 303, append([]string{"jenis", "business"}, icon[2:]...)...), `^([^?]*)`)
		change := w.Reads("planner", desk+"/ubah")
		w.Says(change, "Yang dinilai: Usaha")
		w.Hushed(change, `name="jenis"`)
		for _, name := range []string{"ani", "budi", "citra"} {
			w.Sends("planner", desk+"/kurator", 303, "kurator", name+"@contoh.id")
		}
		w.Sends("planner", desk, 303, "langkah", "buka")
		w.clock.MoveOn(10 * time.Minute)
		public := desk[len("/petugas"):]
		business := w.stall("Sanggar Siti", "Ulap doyo")[:13]
		w.Says(w.Reads("", public), "Usulkan usaha Anda")
		w.Says(w.Reads("", "/kurasi"), "Usulkan usaha Anda")
		form := w.Reads("maker", public+"/ikut")
		w.Says(form, "Usulkan usaha Anda", `value="`+business+"-"+business+`"`, "Mengapa usaha ini?")
		w.Hushed(form, "Ulap doyo", "produk Anda", "Sanggar Siti, dari")
		w.Says(w.Sends("maker", public+"/ikut", 422, "pernyataan", "Berjualan sejak tahun 2019."), "Pilih usaha Anda yang sudah terbit")
		w.Sends("maker", public+"/ikut", 303, "produk", business+"-"+business, "pernyataan", "Berjualan sejak tahun 2019.", "izin", "1")
		w.Says(w.Reads("maker", "/kurasi-saya"), "Sanggar Siti")
		for _, tongue := range []string{"/en", "/ja"} {
			w.Hushed(w.Reads("maker", tongue+public+"/ikut"), "⟦")
		}
		w.Sends("planner", desk, 303, "langkah", "batal", "alasan", "Anggarannya dipindahkan.")
		w.Says(w.Reads("maker", "/kurasi-saya"), "Anggarannya dipindahkan.")
	})
}

// What an association wrote stands in the form of who was put forward, who changes it as they
// like; once it is entered, or when it was typed over, nothing is filled in.
func TestTheFormKnowsWhatWasPutForward(t *testing.T) {
	eachHouse(t, func(w *house) {
		public, _ := w.opened()
		chosen := w.stall("Sanggar Siti", "Ulap doyo")
		w.stall("Dapur Siti", "Amplang")
		for business, things := range w.things {
			if things[0].Name == "Ulap doyo" {
				w.put = []kurasi.Nominee{{Business: business, Subject: things[0].ID, Asosiasi: 7, Name: "Paguyuban Tenun", Sentence: "Tenunnya rapat dan warnanya alami."}}
			}
		}
		form := w.Reads("maker", public+"/ikut")
		w.Says(form, "Paguyuban Tenun mengusulkan Anda", "Tenunnya rapat dan warnanya alami.", `value="`+chosen+`" selected`)
		w.Hushed(form, "checked") // a consent is nobody else's
		w.Hushed(w.Reads("other", public+"/ikut"), "Paguyuban", "Tenunnya")
		again := w.Sends("maker", public+"/ikut", 422, "produk", chosen, "pernyataan", "pendek")
		w.Says(again, "pendek")
		w.Hushed(again, "Tenunnya", "Paguyuban")
		w.Sends("maker", public+"/ikut", 303, "produk", chosen, "pernyataan", "Tenunnya rapat, dan kini juga lebar.")
		w.Hushed(w.Reads("maker", public+"/ikut"), "Tenunnya")
		w.Says(w.Reads("maker", "/kurasi-saya"), "kini juga lebar")
	})
}
