package ownerweb

import (
	"testing"

	"alun/ground/db"
	"alun/record/registry"
)

// The owner sees both sides, answers what was only told, and leaves the rest to officers.
func TestProposalsOfABusiness(t *testing.T) {
	eachHouse(t, func(w *house) {
		id, at := w.stall(nil)
		at += "/usulan"
		w.Says(w.Reads("maker", at), "Tidak ada usulan")
		w.listed(id, registry.Values{registry.AboutID: "Kerajinan rotan dan bambu.", registry.Phone: "0813-1111-2222"})
		page := w.Reads("maker", at)
		w.Says(page, "2 usulan menunggu jawaban Anda", "Anyaman rotan.", "Kerajinan rotan dan bambu.", "Kata pemilik", "Tercatat di sistem negara", "Dari daftar “dinas-2026”",
			"Jika diterima, Keterangan (Indonesia) menjadi “Kerajinan rotan dan bambu.”.", "0813-1111-2222", "Data ini tidak tampil kepada umum")
		about := w.First(page, `(?s)Keterangan \(Indonesia\)</h3>.*?action="(`+at+`/[0-9a-z]{13})"`)
		phone := w.First(page, `(?s)Telepon</h3>.*?action="(`+at+`/[0-9a-z]{13})"`)
		counter := w.Reads("counter", at)
		w.Says(counter, "Tidak ditampilkan kepada petugas di sini", "Kerajinan rotan")
		w.Hushed(counter, "6281311112222", "0813-1111", "6281234567890", "0812-3456")
		helper := w.Reads("helper", at)
		w.Says(helper, "Pemilik atau petugas yang memutuskan")
		w.Hushed(helper, "<form")
		w.Sends("helper", about, 403, "langkah", "terima")
		w.shutOut(at, about)
		w.Sends("maker", about, 422, "langkah", "nanti")
		w.Sends("maker", about, 409, "langkah", "terima", "versi", "99")
		w.Says(w.Reads("maker", w.Sends("maker", about, 303, "langkah", "terima", "versi", "1")), "Usulan diterima", "1 usulan menunggu")
		w.Says(w.Sends("maker", about, 409, "langkah", "terima"), "sudah dijawab")
		w.Says(w.Reads("maker", w.Sends("maker", phone, 303, "langkah", "tolak")), "Usulan ditolak", "Tidak ada usulan")
		w.must(func(tx *db.Tx) error {
			v, err := w.book.See(tx, w.who["maker"].Session, id)
			if v.Facts[registry.AboutID] != "Kerajinan rotan dan bambu." || v.Facts[registry.Phone] != "6281234567890" {
				t.Errorf("the facts are %v", v.Facts)
			}
			return err
		})
	})
}

// What a register of the state says, the owner's own word waits at; an officer decides.
func TestAProposalOfTheOwnerWaits(t *testing.T) {
	eachHouse(t, func(w *house) {
		id, at := w.stall(registry.Values{registry.AboutID: ""})
		w.must(func(tx *db.Tx) error {
			_, err := w.book.Change(tx, w.who["counter"].Session, registry.Changing{Business: id, Level: registry.Register, Confirm: []registry.Fact{registry.Name}})
			return err
		})
		w.must(func(tx *db.Tx) error {
			_, err := w.book.Change(tx, w.who["maker"].Session, registry.Changing{Business: id, Set: registry.Values{registry.Name: "Sanggar Bu Siti"}})
			return err
		})
		page := w.Reads("maker", at+"/usulan")
		w.Says(page, "1 usulan dijawab orang lain", "Dari Anda sendiri", "Ini usulan Anda sendiri", "Sanggar Bu Siti")
		w.Hushed(page, "<form")
		w.Says(w.Reads("counter", at+"/usulan"), "1 usulan menunggu jawaban Anda")
	})
}

// What an officer checked, no owner decides about: they see both sides, and who decides.
func TestAProposalAgainstWhatWasChecked(t *testing.T) {
	eachHouse(t, func(w *house) {
		id, at := w.stall(nil)
		at += "/usulan"
		w.must(func(tx *db.Tx) error {
			_, err := w.book.Change(tx, w.who["counter"].Session, registry.Changing{Business: id, Level: registry.Document, Confirm: []registry.Fact{registry.AboutID}})
			return err
		})
		w.must(func(tx *db.Tx) error {
			_, err := w.book.Change(tx, w.who["helper"].Session, registry.Changing{Business: id, Set: registry.Values{registry.AboutID: "Anyaman bambu."}})
			return err
		})
		page := w.Reads("maker", at)
		w.Says(page, "1 usulan dijawab orang lain", "petugas yang memutuskan usulannya", "Anyaman bambu.", "Dokumen ditunjukkan", "Lewat pendamping")
		w.Hushed(page, "<form")
		one := w.First(w.Reads("counter", at), `action="(`+at+`/[0-9a-z]{13})"`)
		w.Sends("maker", one, 403, "langkah", "terima")
		w.Sends("counter", one, 303, "langkah", "terima")
	})
}

// listed lets a list of an office say something else of a business.
func (w *house) listed(id db.ID, set registry.Values) {
	w.Helper()
	w.must(func(tx *db.Tx) error {
		done, err := w.book.Put(tx, w.who["planner"].Session, registry.List{Source: "dinas-2026", Level: registry.Register}, []registry.Incoming{{Key: w.code(id), Business: id, Set: set}})
		if err == nil && len(done[0].Proposed) != len(set) {
			w.Errorf("the list became %+v", done[0])
		}
		return err
	})
}
