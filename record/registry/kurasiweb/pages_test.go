package kurasiweb

import (
	"bytes"
	"net/http"
	"testing"
	"time"
)

var icon = []string{"judul", "Produk ikon 2026", "tahun", "2026", "tujuan", "Dipakai kota sebagai cenderamata.", "peserta", "Pemilik usaha di Balikpapan.", "buka", "2026-03-01T09:10", "tutup", "2026-03-01T09:20",
	"kriteria1", "Mutu", "ket1", "Rapi", "bobot1", "60", "kriteria2", "Keunikan", "bobot2", "40", "kuota", "1", "kurator", "3", "nama", "1"}

// opened is a call that takes entries, made over the pages.
func (w *house) opened() (public, desk string) {
	w.Helper()
	page := w.sends("planner", "/petugas/kurasi/baru", 422, "judul", "x", "kriteria1", "Mutu", "bobot1", "50")
	w.says(page, "Tulis paling sedikit 5 huruf", "sekarang 50", `value="Mutu"`)
	desk = w.first(w.sends("planner", "/petugas/kurasi/baru", 303, icon...), `^([^?]*)`)
	public = desk[len("/petugas"):]
	if got := w.ask("maker", http.MethodGet, public, nil).Code; got != 404 {
		w.Errorf("a draft is read as %d", got)
	}
	w.says(w.sends("planner", desk+"/kurator", 422, "kurator", "siapa@contoh.id"), `value="siapa@contoh.id"`)
	w.sends("planner", desk+"/kurator", 403, "kurator", "planner@contoh.id")
	for _, name := range []string{"ani", "budi", "citra", "dewi"} {
		w.sends("planner", desk+"/kurator", 303, "kurator", name+"@contoh.id")
	}
	board := w.reads("planner", desk)
	w.says(board, "4 kurator, paling sedikit 3", "Nama dewi")
	w.sends("planner", desk+"/kurator", 303, "langkah", "lepas", "orang", w.first(board, `(?s)Nama dewi.*?name="orang" value="([0-9a-z]{13})"`))
	w.says(w.reads("planner", desk+"/ubah"), `value="Produk ikon 2026"`, `value="2026-03-01T09:10"`)
	w.sends("planner", desk, 409, "langkah", "buka", "versi", "99")
	w.sends("planner", desk, 303, "langkah", "buka")
	w.sends("planner", desk, 409, "langkah", "nilai")
	w.says(w.reads("", public), "Segera dibuka", "Keunikan", "diumumkan bersama hasil")
	w.clock.MoveOn(10 * time.Minute)
	return public, desk
}

// A whole life over the pages: who was chosen is told, who was not is told to nobody else.
func TestAWholeLifeOnPages(t *testing.T) {
	eachHouse(t, func(w *house) {
		public, desk := w.opened()
		w.says(w.reads("", "/kurasi"), "Menerima usulan", "Produk ikon 2026")
		w.enters(public)
		w.clock.MoveOn(10 * time.Minute)
		w.says(w.sends("maker", public+"/ikut", 409, "produk", w.stall("Lain", "Lain"), "pernyataan", "Ini terlambat sekali datangnya."), "Panggilan sudah ditutup")
		w.sends("planner", desk, 303, "langkah", "nilai")
		w.judges()
		w.says(w.reads("planner", desk), "3 dari 3")
		w.hushed(w.reads("planner", desk), "Urutan hasil", "92,00")
		w.sends("planner", desk, 303, "langkah", "tetapkan")
		w.says(w.reads("ani", w.first(w.reads("ani", "/kurasi-saya"), `href="(/kurasi/[0-9a-z]{13}/nilai/[0-9a-z]{13})"`)), "Kurator lain 2")
		w.says(w.reads("inspector", desk), "Ulap doyo", "92,00", "Terpilih", "1/BA-KURASI/2026")
		w.hushed(w.reads("", public), "Ulap doyo", "92,00")
		w.hushed(w.reads("maker", "/kurasi-saya"), "92,00")
		if pdf := w.ask("planner", http.MethodGet, desk+"/berita-acara", nil); pdf.Code != 200 || !bytes.HasPrefix(pdf.Body.Bytes(), []byte("%PDF")) {
			t.Errorf("the minutes: %d", pdf.Code)
		}
		w.sends("planner", desk, 303, "langkah", "terbit")
		page := w.reads("", public)
		w.says(page, "1 produk terpilih", "Ulap doyo", "Sanggar Siti", "92,00", "Kemasannya perlu label", "Nama ani 0")
		w.hushed(page, "Amplang")
		w.says(w.reads("maker", "/kurasi-saya"), "Terpilih", "Tidak terpilih", "50,00", "Kemasannya perlu label")
		w.hushed(w.reads("maker", "/kurasi-saya"), "Nama ani")
		entry := w.first(w.reads("maker", "/kurasi-saya"), `(?s)Ulap doyo.*?action="(/kurasi-saya/[0-9a-z]{13})"`)
		w.sends("other", entry, 403, "langkah", "cabut")
		w.sends("maker", entry, 303, "langkah", "cabut")
		page = w.reads("", public)
		w.hushed(page, "Ulap doyo", "92,00")
		w.says(page, "1 lagi terpilih tetapi tidak ditampilkan")
		for _, tongue := range []string{"/en", "/ja"} {
			for _, path := range []string{"/kurasi", public, "/kurasi-saya", desk, "/petugas/kurasi", "/petugas/kurasi/baru"} {
				w.reads("planner", tongue+path)
			}
		}
	})
}

// enters enters two products, takes one back and enters it again.
func (w *house) enters(public string) {
	w.Helper()
	doyo, amplang := w.stall("Sanggar Siti", "Ulap doyo"), w.stall("Dapur Siti", "Amplang")
	if got := w.ask("", http.MethodGet, public+"/ikut", nil).Code; got != 303 {
		w.Errorf("a stranger reads the form as %d", got)
	}
	for _, who := range []string{"counter", "planner"} {
		if got := w.ask(who, http.MethodGet, public+"/ikut", nil).Code; got != 403 {
			w.Errorf("%s reads the form as %d", who, got)
		}
	}
	w.says(w.reads("maker", public+"/ikut"), "Ulap doyo, dari Sanggar Siti")
	w.hushed(w.reads("maker", public+"/ikut"), "checked")
	w.says(w.reads("other", public+"/ikut"), "Belum ada produk yang tampil")
	w.says(w.sends("maker", public+"/ikut", 422, "produk", doyo, "pernyataan", "pendek"), "pendek", "Tulis paling sedikit 20 huruf", `value="`+doyo+`" selected`)
	w.sends("maker", public+"/ikut", 422, "produk", "x-y", "pernyataan", "Ditenun tangan oleh lima perajin.")
	w.says(w.sends("maker", public+"/ikut", 422), "Pilih produk Anda yang tampil", "Tulis paling sedikit 20 huruf")
	w.sends("other", public+"/ikut", 403, "produk", doyo, "pernyataan", "Ini milik orang lain sebenarnya.")
	w.sends("maker", public+"/ikut", 303, "produk", amplang, "pernyataan", "Digoreng dua kali, renyah lama.", "izin", "1")
	entry := w.first(w.reads("maker", "/kurasi-saya"), `action="(/kurasi-saya/[0-9a-z]{13})"`)
	w.sends("helper", entry, 403, "langkah", "tarik")
	w.sends("maker", entry, 303, "langkah", "tarik")
	w.says(w.reads("maker", "/kurasi-saya"), "Ditarik")
	w.sends("maker", public+"/ikut", 303, "produk", amplang, "pernyataan", "Digoreng dua kali, renyah lama.", "izin", "1")
	w.sends("maker", public+"/ikut", 409, "produk", amplang, "pernyataan", "Digoreng dua kali, renyah lama.", "izin", "1")
	w.sends("maker", public+"/ikut", 303, "produk", doyo, "pernyataan", "Ditenun tangan oleh lima perajin.", "izin", "1")
}

// judges lets three curators judge both entries.
func (w *house) judges() {
	w.Helper()
	for n, who := range []string{"ani", "budi", "citra"} {
		mine := w.reads(who, "/kurasi-saya")
		w.says(mine, "2 usulan menunggu Anda", "Nyatakan hubungan")
		for name, points := range map[string][2]string{"Ulap doyo": {"90", "95"}, "Amplang": {"50", "50"}} {
			at := w.first(mine, `href="(/kurasi/[0-9a-z]{13}/nilai/[0-9a-z]{13})"[^>]*>`+name)
			w.sends("dewi", at, 404, "langkah", "nyatakan", "kepentingan", "none")
			w.hushed(w.reads(who, at), `name="nilai1"`)
			w.sends(who, at, 409, "langkah", "nilai", "nilai1", "1", "nilai2", "2", "catatan", "Sebelum menyatakan.")
			w.sends(who, at, 422, "langkah", "nyatakan", "kepentingan", "lupa")
			w.sends(who, at, 303, "langkah", "nyatakan", "kepentingan", "none")
			w.says(w.reads(who, at), `name="nilai1"`, "dari 100")
			w.says(w.sends(who, at, 422, "langkah", "nilai", "nilai1", "101", "nilai2", "2", "catatan", "x"), `value="101"`, "dari 0 sampai 100")
			w.sends(who, at, 303, "langkah", "nilai", "nilai1", points[0], "nilai2", points[1], "catatan", "Kemasannya perlu label. "+name)
			if n < 2 {
				w.hushed(w.reads(who, at), "Kurator lain")
				w.sends(who, at, 303, "langkah", "nilai", "versi", "1", "nilai1", points[0], "nilai2", points[1], "catatan", "Kemasannya perlu label.")
				w.sends(who, at, 409, "langkah", "nilai", "versi", "1", "nilai1", "1", "nilai2", "1", "catatan", "Dari jendela lain.")
			} else {
				w.hushed(w.reads(who, at), "Kurator lain")
				w.says(w.reads(who, at), "sudah masuk dan tidak berubah lagi")
			}
		}
	}
	w.says(w.reads("ani", "/kurasi-saya"), "Semua sudah Anda kerjakan")
}

// Who has an interest, or stands in the business, sees no fields for points.
func TestWhoStandsAsideSeesNoFields(t *testing.T) {
	eachHouse(t, func(w *house) {
		public, desk := w.opened()
		w.enters(public)
		w.clock.MoveOn(10 * time.Minute)
		w.sends("planner", desk, 303, "langkah", "nilai")
		at := w.first(w.reads("ani", "/kurasi-saya"), `href="(/kurasi/[0-9a-z]{13}/nilai/[0-9a-z]{13})"`)
		w.sends("ani", at, 303, "langkah", "nyatakan", "kepentingan", "family")
		page := w.reads("ani", at)
		w.says(page, "tidak menilai usulannya")
		w.hushed(page, `name="nilai1"`)
		w.sends("ani", at, 403, "langkah", "nilai", "nilai1", "1", "nilai2", "2", "catatan", "Tetap saja menilai.")
		w.sends("planner", desk, 409, "langkah", "tetapkan")
		w.says(w.sends("planner", desk, 422, "langkah", "batal", "alasan", "x"), "Tulis paling sedikit 10 huruf")
		w.sends("planner", desk, 422, "langkah", "lupa")
		w.sends("planner", desk, 303, "langkah", "batal", "alasan", "Kuratornya tidak cukup lagi.")
		w.says(w.reads("", public), "Dibatalkan", "Kuratornya tidak cukup lagi.")
	})
}
