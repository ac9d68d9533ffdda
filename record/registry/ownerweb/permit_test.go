package ownerweb

import (
	"strings"
	"testing"

	"alun/ground/db"
	"alun/record/registry"
)

// What a maker holds is written down, is said to end soon, and is taken out for a reason.
func TestPermitsOfAMaker(t *testing.T) {
	eachHouse(t, func(w *house) {
		id, at := w.stall(nil)
		w.Says(w.Reads("maker", at+"/izin"), "Belum ada izin yang ditulis")
		page := w.Sends("maker", at+"/izin", 422, "kind", "pajak", "number", "ID1", "issuer", "BPJPH", "issued", "besok", "until", "2020-01-01")
		w.Says(page, "Jenis izin: pilih dari daftar.", "Tulis tanggal seperti 31/12/2027.", `value="BPJPH"`, `value="ID1"`, `value="2020-01-01"`)
		next := w.today().Next(30)
		to := w.Sends("maker", at+"/izin", 303, "kind", "halal", "number", "ID-00-1", "issuer", "BPJPH", "issued", "1/2/2025", "until", next.String())
		w.Says(w.Reads("maker", to), "Izin ditambahkan", "Sertifikat halal", "ID-00-1", "Segera berakhir", "Berakhir 30 hari lagi", "Kata pemilik", "1 Februari 2025")
		w.Says(w.Sends("maker", at+"/izin", 409, "kind", "halal", "number", "ID-00-1"), "sudah tercatat")
		w.Sends("helper", at+"/izin", 303, "kind", "pirt", "number", "P-1", "until", w.today().Next(-1).String())
		w.Says(w.Reads("helper", at+"/izin"), "Sudah berakhir", "Lewat pendamping", "Masa berlakunya sudah lewat")
		w.must(func(tx *db.Tx) error {
			_, err := w.book.AddPermit(tx, w.who["counter"].Session, registry.Permit{Business: id, Kind: "sni", Number: "SNI-9", Level: registry.Document})
			return err
		})
		page = w.Reads("maker", at+"/izin")
		w.Says(page, "Dokumen ditunjukkan", "Tanpa batas waktu", "Petugas sudah mencocokkan izin ini")
		if n := strings.Count(page, "dari daftar</a>"); n != 2 {
			t.Errorf("%d permits can be taken out", n)
		}
		one := w.First(page, `href="(`+at+`/izin/[0-9a-z]{13})" aria-label="Keluarkan dari daftar: ID-00-1`)
		w.Says(w.Sends("maker", one, 422, "reason", "pajak"), "Pilih salah satu alasan")
		w.shutOut(at+"/izin", at+"/izin", one)
		w.Says(w.Reads("maker", w.Sends("maker", one, 303, "reason", "diganti")), "dikeluarkan dari daftar")
		w.Hushed(w.Reads("maker", at+"/izin"), "ID-00-1")
		w.Sends("maker", one, 404, "reason", "diganti")
		var theirs db.ID
		w.must(func(tx *db.Tx) error {
			all, err := registry.Permits(tx, id)
			for _, p := range all {
				if p.Kind == "sni" {
					theirs = p.ID
				}
			}
			return err
		})
		w.Sends("maker", at+"/izin/"+w.code(theirs), 403, "reason", "dicabut")
		_, second := w.stall(registry.Values{registry.Name: "Usaha Lain"})
		w.Sends("maker", second+"/izin/"+w.code(theirs), 404, "reason", "dicabut")
		w.must(func(tx *db.Tx) error {
			return w.book.Close(tx, w.who["maker"].Session, registry.Step{Business: id, Reason: "tutup"})
		})
		w.Hushed(w.Reads("maker", at+"/izin"), "Tambahkan", "dari daftar</a>")
		w.Sends("maker", at+"/izin", 409, "kind", "halal", "number", "X")
	})
}
