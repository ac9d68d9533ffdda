package ownerweb

import (
	"strings"
	"testing"

	"alun/ground/db"
	"alun/record/registry"
)

// pointOf is the point that is kept.
func (w *house) pointOf(id db.ID) (kept string) {
	w.Helper()
	w.must(func(tx *db.Tx) error {
		v, err := w.book.See(tx, w.who["maker"].Session, id)
		kept = v.Facts[registry.Point]
		return err
	})
	return kept
}

// A point is typed as a maps app copies it, looked at, and kept only by the button that
// says so.
func TestAPointIsSet(t *testing.T) {
	eachHouse(t, func(w *house) {
		id, at := w.stall(nil)
		at += "/titik"
		page := w.Reads("maker", at)
		w.Says(page, "Belum ada titik di kelurahan Klandasan Ulu", "umum hanya melihat kelurahannya, Klandasan Ulu", `class="sendiri"`, `id="titik-gps" class="tumpuk s2" hidden`)
		w.Hushed(page, "jarum", "Hapus titik")
		w.Says(w.Sends("maker", at, 422, "langkah", "simpan", "point", "Jalan Sudirman 7"), "Tulis dua angka", `value="Jalan Sudirman 7"`)
		w.Says(w.Sends("maker", at, 422, "langkah", "lihat", "point", "1.5, 103.8"), "di luar kota", `value="1.5, 103.8"`)
		w.Says(w.Sends("maker", at, 422, "langkah", "simpan", "point", "https://maps.app.goo.gl/abc123"), "Tautan ini tidak memuat angkanya")
		page = w.Sends("maker", at, 200, "langkah", "lihat", "point", "-1.230123,116.830456")
		w.Says(page, "Belum disimpan", `class="jarum belum"`, `value="-1.230123,116.830456"`)
		if kept := w.pointOf(id); kept != "" {
			t.Errorf("looking kept %q", kept)
		}
		w.Says(w.Reads("maker", w.Sends("maker", at, 303, "langkah", "simpan", "sumber", "gps", "point", "-1.230123, 116.830456")), "Titik disimpan", "-1.230123, 116.830456", "dari ponsel di tempat", `class="jarum"`)
		w.Sends("maker", at, 303, "langkah", "simpan", "point", "-1.230123, 116.830456") // once more: the same place
		if kept := w.pointOf(id); kept != "-1.230123 116.830456 gps" {
			t.Errorf("kept is %q", kept)
		}
		page = w.Reads("counter", at)
		w.Says(page, "tidak ditampilkan kepada petugas")
		w.Hushed(page, "116.83", "jarum")
		w.shutOut(at, at)
		w.Says(w.Reads("maker", w.Sends("maker", at, 303, "langkah", "hapus")), "Titik dihapus", "Belum ada titik")
		if kept := w.pointOf(id); kept != "" {
			t.Errorf("after it was taken away %q is kept", kept)
		}
	})
}

// A point in another kelurahan is asked about; at the border its owner may be sure.
func TestAPointBeyondTheBorder(t *testing.T) {
	eachHouse(t, func(w *house) {
		id, at := w.stall(registry.Values{registry.AtHome: "tidak"})
		at += "/titik"
		w.Hushed(w.Reads("maker", at), `name="yakin"`)
		for _, step := range []string{"lihat", "simpan"} {
			page := w.Sends("maker", at, 422, "langkah", step, "point", "-1.240500, 116.84")
			w.Says(page, "berada di kelurahan Damai", `name="yakin"`, "Ubah kelurahannya", `value="-1.240500, 116.84"`)
		}
		if kept := w.pointOf(id); kept != "" {
			t.Errorf("%q was kept unasked", kept)
		}
		w.Says(w.Reads("maker", w.Sends("maker", at, 303, "langkah", "simpan", "point", "-1.240500, 116.84", "yakin", "1")), "Titik ini berada di kelurahan Damai, sedangkan usahanya tertulis di kelurahan Klandasan Ulu")
		if kept := w.pointOf(id); kept != "-1.240500 116.840000 map" {
			t.Errorf("kept is %q", kept)
		}
		w.must(func(tx *db.Tx) error {
			_, err := w.book.Change(tx, w.who["helper"].Session, registry.Changing{Business: id, Set: registry.Values{registry.Point: "-1.230000 116.830000 map"}})
			return err
		})
		w.Says(w.Sends("maker", at, 409, "versi", "1", "langkah", "simpan", "point", "-1.22, 116.83"), "baru saja diubah orang lain", `value="-1.22, 116.83"`)
	})
}

// The page says of each kind of place what the register shows of it.
func TestWhatThePublicSeesOfAPoint(t *testing.T) {
	eachHouse(t, func(w *house) {
		for name, x := range map[string]struct {
			set   registry.Values
			words string
			shown bool
		}{
			"home":   {nil, "umum hanya melihat kelurahannya", false},
			"opened": {registry.Values{registry.AddressPublic: "ya"}, "Anda membuka alamatnya", true},
			"vendor": {registry.Values{registry.AtHome: "tidak", registry.StreetVendor: "ya"}, "titiknya tidak pernah tampil", false},
			"place":  {registry.Values{registry.AtHome: "tidak"}, "titik yang tepat tampil di peta", true},
		} {
			set := registry.Values{registry.Point: "-1.230123 116.830456 gps", registry.Name: "Usaha " + name}
			for f, value := range x.set {
				set[f] = value
			}
			id, at := w.stall(set)
			page := w.Reads("maker", at+"/titik")
			w.Says(page, "Belum tampil apa pun", x.words)
			w.published(id)
			w.Says(w.Reads("maker", at+"/titik"), x.words)
			w.must(func(tx *db.Tx) error {
				b, _, err := w.book.Shown(tx, id)
				if shown := b.Facts[registry.Point] != ""; shown != x.shown {
					t.Errorf("%s: the public sees the point: %v", name, shown)
				}
				return err
			})
		}
	})
}

// A drawing of a kelurahan is neither very flat nor very high, and stays small.
func TestTheDrawingOfAKelurahan(t *testing.T) {
	for metres, want := range map[float64]int64{9: 10, 130: 100, 999: 500, 30_000: 10_000} {
		if got := scale(metres); got != want {
			t.Errorf("a bar of at most %v m is %d m", metres, got)
		}
	}
	eachHouse(t, func(w *house) {
		_, at := w.stall(registry.Values{registry.Point: "-1.230123 116.830456 gps"})
		page := w.Reads("maker", at+"/titik")
		if n := strings.Count(page, "<path"); n < 4 { // two kelurahan, the bar, the pin
			t.Errorf("%d paths are drawn", n)
		}
	})
}

// Who opened a home's address hides it again where the page says that it is shown; and a
// business that is not shown for another reason than being new is told that reason.
func TestThePointSaysWhyItIsNotShown(t *testing.T) {
	eachHouse(t, func(w *house) {
		id, at := w.stall(registry.Values{registry.AddressPublic: registry.Yes})
		w.Says(w.Reads("maker", at+"/titik"), `action="`+at+`/alamat"`, "Tutup lagi alamatnya", "karena usaha belum terbit")
		w.Hushed(w.Reads("helper", at+"/titik"), `action="`+at+`/alamat"`)
		w.must(func(tx *db.Tx) error {
			return w.book.Close(tx, w.who["maker"].Session, registry.Step{Business: id, Reason: "tutup"})
		})
		page := w.Reads("maker", at+"/titik")
		w.Says(page, "usaha sudah tutup")
		w.Hushed(page, "belum terbit", `action="`+at+`/alamat"`)
	})
}
