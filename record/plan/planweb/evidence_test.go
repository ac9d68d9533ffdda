package planweb

import (
	"regexp"
	"testing"

	"alun/ground/db"
	"alun/record/account"
	"alun/record/plan"
)

const (
	evidenceHere = tw2 + "/disporapar/dukung"
	certifiedRow = evidenceHere + "/5.2.1.1-0"
	publicRow    = "/renja/2024/disporapar/5.2.1.1?tw=2"
)

// TestEvidenceFromTheDeskToThePublicPage goes by plain forms alone: chosen,
// attached, by list, disputed, settled, withdrawn; and what everybody sees of it.
func TestEvidenceFromTheDeskToThePublicPage(t *testing.T) {
	eachTown(t, func(w *town) {
		planner := w.openedRound()
		operator, inspector, anybody := w.signIn(account.Operator, "disporapar"), w.signIn(account.Inspector, ""), visitor{town: w}
		anybody.get(publicRow).is(200).hasNot("Data dukung", "tidak berarti hasilnya nol")
		operator.get(evidenceHere).is(200).has("0 dari", certifiedRow, "Belum dipilih")
		planner.get(evidenceHere).is(200).has("Belum ada indikator yang dipilih")

		operator.follow(operator.post(certifiedRow, "langkah", "pilih", "feed", "orang")).is(200).has("Pilihan tersimpan", "Lampirkan satu catatan", "Lampirkan daftar nama")
		anybody.get(publicRow).is(200).has("belum ada data dukung", "tidak berarti hasilnya nol")

		operator.post(certifiedRow, "langkah", "lampir", "kind", "orang", "quantity", "banyak", "happened", "2024-05-06", "title", "Sertifikasi barista").is(422).has("Sertifikasi barista", "Belum disimpan")
		operator.follow(operator.post(certifiedRow, "langkah", "lampir", "kind", "orang", "quantity", "7", "happened", "2024-05-06", "title", "Sertifikasi barista")).is(200).has("Data dukung dilampirkan", "Sertifikasi barista")
		anybody.get(publicRow).is(200).has("kurang dari 10").hasNot("Sertifikasi barista")

		names := "Nama\tNIK\nSiti Aminah\t6471024505900001\nBudi\t6471020505900002\nSiti A\t6471024505900001\n\t1"
		for i := range 8 {
			names += "\nOrang Lain " + string(rune('A'+i))
		}
		preview := operator.post(certifiedRow, "langkah", "daftar", "list_kind", "orang", "list_happened", "2024-06-03", "list_title", "Pelatihan pemandu", "names", names)
		operator.follow(preview).is(200).has("10 dari 12 baris dapat dihitung", "S… A…", "Hitung 10 orang", "NIK ini sudah ada").hasNot("Siti", "6471024505900001")
		inspector.get(preview.raw).is(200).hasNot("Hitung 10 orang")
		operator.follow(operator.post(preview.raw)).is(200).has("Daftar nama dihitung", "Pelatihan pemandu", "17")
		anybody.get(publicRow).is(200).has("17", "dinyatakan Perangkat Daerah").hasNot("Siti", "S…", "pemandu")

		id := w.evidenceNamed("Sertifikasi barista")
		operator.post(certifiedRow, "langkah", "sanggah", "evidence", id).is(403)
		inspector.post(certifiedRow, "langkah", "tarik", "evidence", id).is(403)
		inspector.post(certifiedRow, "langkah", "sanggah", "evidence", id, "sentence-sanggah-"+id, "pendek").is(422).has("10 sampai 500")
		inspector.follow(inspector.post(certifiedRow, "langkah", "sanggah", "evidence", id, "sentence-sanggah-"+id, "Daftar hadirnya belum ada.")).is(200).has("Data dukung dipertanyakan", "Daftar hadirnya belum ada.")
		operator.get(certifiedRow).is(200).has("Daftar hadirnya belum ada.", "Sedang dipertanyakan")
		planner.follow(planner.post(certifiedRow, "langkah", "putus", "putusan", "sah", "evidence", id, "sentence-putus-"+id, "Daftar hadir sudah dilihat.")).is(200).has("Keputusan tersimpan", "sudah diperiksa")
		operator.follow(operator.post(certifiedRow, "langkah", "tarik", "evidence", id, "sentence-tarik-"+id, "Salah lampiran, diganti nanti.")).is(200).has("ditarik kembali")
		anybody.get(publicRow).is(200).has("10 orang")
	})
}

// evidenceNamed is the code of what was attached under a title.
func (w *town) evidenceNamed(title string) string {
	w.Helper()
	var id db.ID
	w.read(func(tx *db.Tx) (err error) {
		id, _, err = db.One(tx, (*db.Row).ID, `select id from plan_evidence where title = $1`, title)
		return err
	})
	return w.desk.Code(id)
}

// TestTheEvidencePagesNameEachFieldOnce: several forms stand in one page, and no
// two of their fields have one id.
func TestTheEvidencePagesNameEachFieldOnce(t *testing.T) {
	eachTown(t, func(w *town) {
		w.openedRound()
		operator := w.signIn(account.Operator, "disporapar")
		for _, k := range plan.EvidenceKinds {
			operator.post(certifiedRow, "langkah", "pilih", "feed", k).is(303)
		}
		for _, title := range []string{"Pertama", "Kedua"} {
			operator.post(certifiedRow, "langkah", "lampir", "kind", "orang", "quantity", "12", "happened", "2024-05-06", "title", title).is(303)
		}
		seen := map[string]bool{}
		for _, m := range regexp.MustCompile(` id="([^"]*)"`).FindAllStringSubmatch(operator.get(certifiedRow).is(200).raw, -1) {
			if seen[m[1]] {
				t.Errorf("two things have the id %s", m[1])
			}
			seen[m[1]] = true
		}
	})
}
