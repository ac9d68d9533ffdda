package planweb

import (
	"net/http"
	"strconv"
	"strings"
	"testing"

	"alun/ground/db"
	"alun/record/account"
	"alun/record/plan"
)

// TestIndicatorsAreAskedOnce keeps what is said of one, and asks about the others.
func TestIndicatorsAreAskedOnce(t *testing.T) {
	eachTown(t, func(w *town) {
		w.openedRound()
		v := w.signIn(account.Operator, "inspektorat")
		at := tw2 + "/inspektorat"
		v.post(at+"/mulai", "isi", "lanjut").is(303)
		sheet, _ := w.checked(v.office)
		line := sheet.Lines[0].DraftLine
		for _, l := range sheet.Lines {
			if l.Cell("indicator") != "" {
				line = l.DraftLine
				break
			}
		}
		name := traitName(line)
		v.get(at+"/indikator").is(200).has(`name="arah-`+name+`"`, "0 dari")
		v.follow(v.post(at+"/indikator", "arah-"+name, "less", "hitung-"+name, "latest")).is(200).has("Jawaban tersimpan", "1 dari").hasNot(`name="arah-` + name + `"`)
		v.get(at + "/indikator?semua=1").is(200).has(`name="arah-` + name + `" value="less" checked`)
		v.post(at+"/indikator", "arah-"+name, "naik", "hitung-"+name, "sum").is(422)
		if n := w.count(`select count(*) from diary_entry where fact = 'plan.indicator_set'`); n != 1 {
			w.Errorf("%d entries in the diary", n)
		}
	})
}

// TestABudgetIsRevisedWithItsDocument keeps a pergeseran, and nothing of one that
// cannot be read.
func TestABudgetIsRevisedWithItsDocument(t *testing.T) {
	eachTown(t, func(w *town) {
		w.openedRound()
		v := w.signIn(account.Head, "inspektorat")
		at := tw2 + "/inspektorat"
		v.post(at+"/mulai", "isi", "lanjut").is(303)
		sheet, _ := w.checked(v.office)
		line := someRow(sheet)
		form := func(amount string) []string {
			return []string{"kind", "pergeseran", "document", "DPPA/1/2024", "signed", "2024-05-02", "new-" + line.Code, amount}
		}
		v.post(at+"/anggaran", form("tujuh juta")...).is(422).has(`value="tujuh juta"`, `value="DPPA/1/2024"`, `aria-invalid="true"`)
		v.post(at + "/anggaran").is(422).has("Perubahan pagu ini belum disimpan")
		v.follow(v.post(at+"/anggaran", form("123.456.789")...)).is(200).has("Perubahan pagu tersimpan", "Pergeseran: DPPA/1/2024", "Rp123.456.789", "Ditandatangani")
		sheet, _ = w.checked(v.office)
		if now := someRow(sheet).Cell("budget_rp"); now != "123.456.789" {
			w.Errorf("the row's budget is %q", now)
		}
		v.post(at+"/anggaran", form("5")...).is(409)
	})
}

// TestWhatIsLockedIsReopenedWithAReason goes there and back again.
func TestWhatIsLockedIsReopenedWithAReason(t *testing.T) {
	eachTown(t, func(w *town) {
		planner := w.openedRound()
		w.wholeOffice(planner, "inspektorat")
		o := w.officeNamed("inspektorat")
		at := tw2 + "/inspektorat"
		planner.get(at + "/buka").is(200).has("Alasan membuka kembali")
		planner.post(at+"/buka", "version", w.version(o), "reason", "x").is(422).has(`aria-invalid="true"`)
		reason := "Kepala menemukan angka yang tertukar."
		planner.follow(planner.post(at+"/buka", "version", w.version(o), "reason", reason)).is(200).has("Isian dibuka kembali", reason, "Dikembalikan")
		planner.post(at+"/buka", "version", "1", "reason", reason).is(409)
		planner.get(at + "/kirim").is(200).has(reason)
	})
}

// TestNobodyVerifiesWhatTheySent: one person is head and planner.
func TestNobodyVerifiesWhatTheySent(t *testing.T) {
	eachTown(t, func(w *town) {
		w.openedRound()
		both := w.signIn(account.Head, "inspektorat")
		must(t, w.d.Write(t.Context(), func(tx *db.Tx) error {
			_, err := tx.Exec(`insert into account_role (id, person, role, standing, office, area, helps, decree, from_at, until_at, made_at, made_by, ended_by, after_role)
				select $2, person, 'planner', standing, null, null, null, decree, from_at, until_at, made_at, made_by, '', null from account_role where person = $1`, both.person.Person, tx.NewID())
			return err
		}))
		at := tw2 + "/inspektorat"
		both.post(at+"/mulai", "isi", "lanjut").is(303)
		both.complete()
		both.post(at+"/kirim", "version", w.version(both.office)).is(303)
		both.get(at + "/periksa").is(200).has("Anda sendiri yang mengirim isian ini").hasNot(`value="verifikasi"`)
		both.post(at+"/periksa", "version", w.version(both.office), "langkah", "verifikasi").is(403).has("Anda sendiri yang mengirim isian ini")
	})
}

// TestAReturnKeepsWhatWasTyped: a sentence that is too short stands beside its
// row, and nothing came back.
func TestAReturnKeepsWhatWasTyped(t *testing.T) {
	eachTown(t, func(w *town) {
		planner := w.openedRound()
		head := w.signIn(account.Head, "inspektorat")
		at := tw2 + "/inspektorat"
		head.post(at+"/mulai", "isi", "lanjut").is(303)
		head.complete()
		head.post(at+"/kirim", "version", w.version(head.office)).is(303)
		sheet, _ := w.checked(head.office)
		row := rowName(someRow(sheet))
		s := planner.post(at+"/periksa", "version", w.version(head.office), "langkah", "kembalikan", row, "pendek").is(422)
		s.has(`value="pendek"`, `aria-invalid="true"`, "10 sampai 500 karakter")
		planner.post(at+"/periksa", "version", w.version(head.office), "langkah", "kembalikan").is(422)
		planner.post(at+"/periksa", "version", "2", "langkah", "kembalikan", "sentence", "Mohon diperiksa lagi seluruhnya.").is(409)
		planner.post(at+"/periksa", "version", w.version(head.office), "langkah", "kembalikan", "row-9.9.9.9", "Mohon diperiksa lagi seluruhnya.").is(409)
		planner.post(at+"/periksa", "version", w.version(head.office), "langkah", "verifikasi", row, "Mohon diperiksa lagi barisnya.").is(422).has("Ada kalimat untuk mengembalikan baris")
		if state := w.submission(head.office).State; state != plan.Terkirim {
			w.Errorf("the submission is %s", state)
		}
	})
}

// TestTheOverviewNarrowsAndSorts reads the same list as page and as file.
func TestTheOverviewNarrowsAndSorts(t *testing.T) {
	eachTown(t, func(w *town) {
		planner := w.openedRound()
		w.signIn(account.Operator, "inspektorat").post(tw2+"/inspektorat/mulai", "isi", "lanjut").is(303)
		planner.get(tw2).is(200).has("0 dari 34 Perangkat Daerah sudah mengirim", "5 hari lagi", "Ingatkan 34 yang ditunggu")
		planner.get(tw2+"?keadaan=draf").is(200).has("Draf: 1 Perangkat Daerah", "/inspektorat").hasNot(`id="disnaker"`)
		planner.get(tw2 + "?keadaan=terkunci").is(200).has("Tidak ada Perangkat Daerah dengan keadaan ini")
		body := planner.get(tw2 + "?urut=berubah").is(200).body
		if strings.Index(body, `id="inspektorat"`) > strings.Index(body, `id="disnaker"`) {
			w.Error("what changed last is not first")
		}
		csv := planner.get(tw2 + "?keadaan=draf&format=csv").is(200)
		if lines := strings.Count(csv.raw, "\n"); lines != 2 || !strings.Contains(csv.raw, "inspektorat") {
			w.Errorf("the file has %d lines: %s", lines, csv.raw)
		}
		own := w.signIn(account.Head, "inspektorat")
		own.get(tw2).is(200).has(`id="inspektorat"`).hasNot(`id="disnaker"`, "Ingatkan")
		planner.get(tw2+"/daftar").is(200).has("Diterima oleh", "Belum mulai mengisi")
		if s := planner.post(tw2, "langkah", "tutup", "version", "9"); s.status != http.StatusConflict {
			w.Errorf("an old version closed the round: %d", s.status)
		}
		planner.post(tw2, "langkah", "tenggat", "version", "1", "deadline", "kapan").is(422).has(`value="kapan"`)
		planner.follow(planner.post(tw2, "langkah", "tenggat", "version", "1", "deadline", "2030-01-31")).is(200).has("Tanggal batas menjadi 31 Januari 2030")
		planner.follow(planner.post(tw2, "langkah", "tutup", "version", strconv.Itoa(2))).is(200).has("Putaran ditutup").hasNot("Ingatkan yang dipilih")
	})
}
