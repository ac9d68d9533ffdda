package planweb

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"html"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"alun/ground/blob"
	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/jobs"
	letters "alun/ground/letter"
	"alun/ground/mail"
	"alun/ground/wa"
	"alun/ground/web"
	"alun/record/account"
	"alun/record/account/accounttest"
	"alun/record/diary"
	"alun/record/plan"
	"alun/record/plan/form"
)

// eachOffice runs a test in a town that has form E.81, on each engine.
func eachOffice(t *testing.T, run func(w *town)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		furnish(t, d)
		store, err := blob.OpenFolder(t.TempDir())
		must(t, err)
		t.Cleanup(func() { store.Close() })
		frame, err := form.Default("Kota Contoh")
		must(t, err)
		run(openTownWith(t, d, func(desk *Desk) { desk.Files, desk.Form = blob.NewKeeper(d, store, nil), frame }))
	}, jobs.Files, diary.Files, blob.Files, letters.Files, account.Files, plan.Files, mail.Files, wa.Files, web.Files)
}

// signedPDF is a small whole document with a mark.
func signedPDF(mark string) []byte {
	return fmt.Appendf(nil, "%%PDF-1.4\n%% %s\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj\n"+
		"3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >> endobj\ntrailer << /Root 1 0 R >>\n%%%%EOF\n", mark)
}

func sumOf(raw []byte) string { sum := sha256.Sum256(raw); return hex.EncodeToString(sum[:]) }

// send posts a form with a file, as a browser does.
func (v visitor) send(path, name string, raw []byte, pairs ...string) seen {
	v.Helper()
	var body bytes.Buffer
	f := multipart.NewWriter(&body)
	pairs = append([]string{web.KeyField, web.NewKey()}, pairs...)
	for i := 0; i < len(pairs); i += 2 {
		must(v.T, f.WriteField(pairs[i], pairs[i+1]))
	}
	part, err := f.CreateFormFile(fileField, name)
	must(v.T, err)
	_, err = part.Write(raw)
	must(v.T, err)
	must(v.T, f.Close())
	r := httptest.NewRequestWithContext(v.Context(), http.MethodPost, "http://alun.example"+path, &body)
	r.AddCookie(&http.Cookie{Name: "alun", Value: v.token})
	r.Header.Set("Content-Type", f.FormDataContentType())
	w := httptest.NewRecorder()
	v.site.ServeHTTP(w, r)
	s := seen{v.T, w.Code, w.Body.String(), html.UnescapeString(regexp.MustCompile(`\s+`).ReplaceAllString(w.Body.String(), " "))}
	if to := w.Header().Get("Location"); to != "" {
		s.raw, s.body = to, to
	}
	return s
}

// locked brings an office to its end and gives its head.
func (w *town) locked(planner visitor, slug string) visitor {
	w.Helper()
	operator, head := w.signIn(account.Operator, slug), w.signIn(account.Head, slug)
	at := tw2 + "/" + slug
	operator.post(at+"/mulai", "isi", "lanjut").is(303)
	operator.complete()
	operator.get(at + "/surat").is(200).has("Belum dapat diterbitkan").hasNot("Beri nomor dan terbitkan")
	head.post(at+"/surat", "langkah", "terbit", "paper", "f4").is(409)
	head.post(at+"/kirim", "version", w.version(head.office)).is(303)
	planner.post(at+"/periksa", "version", w.version(head.office), "langkah", "verifikasi").is(303)
	planner.post(at+"/kunci", "version", w.version(head.office)).is(303)
	return head
}

func (w *town) letters(office db.ID) (all []plan.FormLetter) {
	w.Helper()
	w.read(func(tx *db.Tx) (err error) {
		all, err = plan.FormLetters(tx, date.Quarter{Year: 2024, N: 2}, office)
		return err
	})
	return all
}

// TestAFormGoesOutAndComesBackOverThePages with a number, as one file, and signed.
// long: one journey.
func TestAFormGoesOutAndComesBackOverThePages(t *testing.T) {
	eachOffice(t, func(w *town) {
		planner := w.openedRound()
		head := w.locked(planner, "disnaker")
		at, public := tw2+"/disnaker/surat", "/renja/2024/disnaker?tw=2"
		w.signIn(account.Operator, "disnaker").get(at).is(200).has("Yang menerbitkan surat ini adalah kepala").hasNot("Beri nomor dan terbitkan</button>")
		head.get(tw2+"/disnaker").is(200).has(at, tw2+"/disnaker/formulir")
		planner.get(tw2+"/disnaker/kunci").is(200).has(at, tw2+"/disnaker/e81")
		planner.get(tw2 + "/disnaker/periksa").is(200).has(at)

		head.post(at, "langkah", "terbit", "paper", "a4").is(422).has("Pilih ukuran kertas")
		for range 2 { // pressed twice: one letter
			head.follow(head.post(at, "langkah", "terbit", "paper", "f4")).is(200).has("Surat diterbitkan", "Menunggu tanda tangan")
		}
		all := w.letters(head.office.ID)
		if len(all) != 1 || all[0].Number.N != 1 || all[0].File == "" {
			w.Fatalf("%+v", all)
		}
		code := w.desk.Code(all[0].ID)
		head.get(at).is(200).has(all[0].Number.Text, all[0].Sum, "Lembar disposisi")
		out := head.get(at + "?unduh=asli&surat=" + code).is(200)
		if sumOf([]byte(out.raw)) != all[0].Sum || !strings.HasPrefix(out.raw, "%PDF-") {
			w.Error("the file that went out is not the one whose hash is shown")
		}
		if again := head.get(at + "?unduh=f4&surat=" + code).is(200); again.raw != out.raw {
			w.Error("made again, the file is another one")
		}
		for _, what := range []string{"a3", "xlsx", "disposisi"} {
			head.get(at + "?unduh=" + what + "&surat=" + code).is(200)
		}
		head.get(at + "?unduh=bertanda&surat=" + code).is(404)

		signed := signedPDF("satu")
		head.send(at, "surat.pdf", signed, "langkah", "unggah", "surat", code).is(422).has("Pilih jenis tanda tangannya", "Pilih lagi berkasnya")
		head.send(at, "surat.pdf", []byte("<html>bukan"), "langkah", "unggah", "surat", code, "how", "pindai").is(422).has("PDF")
		head.send(at, "surat.pdf", []byte(out.raw), "langkah", "unggah", "surat", code, "how", "pindai").is(422).has("belum bertanda tangan")
		head.post(at, "langkah", "unggah", "surat", code, "how", "pindai").is(422).has("Pilih berkas PDF")
		head.follow(head.send(at, "surat.pdf", signed, "langkah", "unggah", "surat", code, "how", "pindai")).is(200).
			has("Berkas bertanda tangan disimpan", sumOf(signed), "Pindaian tanda tangan basah, menurut yang mengunggah", "Petugas saja").hasNot("tersertifikasi, misalnya")
		head.send(at, "lain.pdf", signedPDF("dua"), "langkah", "unggah", "surat", code, "how", "elektronik").is(409)
		if got := head.get(at + "?unduh=bertanda&surat=" + code).is(200); sumOf([]byte(got.raw)) != sumOf(signed) {
			w.Error("the signed file came out as another one")
		}

		anybody := visitor{town: w}
		berkas := "/berkas/" + sumOf(signed)
		anybody.get(public).is(200).hasNot(sumOf(signed), "Formulir bertanda tangan")
		anybody.get(berkas).is(404)
		head.post(at, "langkah", "publik", "surat", code).is(403)
		planner.get(at).is(200).has("Terbitkan untuk umum", "Lihat dulu berkasnya").hasNot("Batalkan surat ini</summary>")
		planner.follow(planner.post(at, "langkah", "publik", "surat", code)).is(200).has("Semua orang, sejak", "Tarik dari umum")
		anybody.get(public).is(200).has(sumOf(signed), "Formulir bertanda tangan", "menurut yang mengunggah", berkas)
		if got := anybody.get(berkas).is(200); sumOf([]byte(got.raw)) != sumOf(signed) {
			w.Error("everybody gets another file")
		}

		head.post(at, "langkah", "ganti", "surat", code, "reason", "pendek").is(422).has("10 sampai 500", "<details", "open")
		head.follow(head.post(at, "langkah", "ganti", "surat", code, "reason", "Halaman dua tidak terbaca.")).is(200).has("Berkas bertanda tangan dibatalkan")
		anybody.get(berkas).is(404)
		second := signedPDF("dua")
		head.follow(head.send(at, "surat.pdf", second, "langkah", "unggah", "surat", code, "how", "elektronik")).is(200).has(sumOf(second), "Tanda tangan elektronik tersertifikasi")
		head.follow(head.post(at, "langkah", "batal", "surat", code, "reason", "Nama kepala salah ketik.")).is(200).has("Surat dibatalkan", "Batal: Nama kepala salah ketik.", "Beri nomor dan terbitkan")
		head.follow(head.post(at, "langkah", "terbit", "paper", "a3")).is(200).has("2/E.81/")
		for _, tongue := range []string{"/en", "/ja"} {
			head.get(tongue+at).is(200).hasNot("plan.letter_", "plan.form_")
		}
	})
}

// TestTheCityFormGoesOut with the city's own texts, by the planner alone.
func TestTheCityFormGoesOut(t *testing.T) {
	eachOffice(t, func(w *town) {
		planner := w.openedRound()
		at := tw2 + "/surat"
		planner.get(tw2).is(200).has(at)
		planner.get(at).is(200).has("Surat Formulir E.81 seluruh kota", "34 Perangkat Daerah belum terkunci", "Penjelasan di bawah formulir kota")
		planner.follow(planner.post(at, "langkah", "teks", "version", "0", "driving", "Kerja sama seluruh kota.")).is(200).has("Penjelasan tersimpan", "Kerja sama seluruh kota.")
		planner.post(at, "langkah", "teks", "version", "0", "driving", "Tanpa melihat.").is(409).has("Tanpa melihat.")
		planner.follow(planner.post(at, "langkah", "terbit", "paper", "a3")).is(200).has("Surat diterbitkan", "1/E.81/")
		w.read(func(tx *db.Tx) error {
			v, _, err := plan.At(tx, date.Quarter{Year: 2024, N: 2}, 0)
			if err == nil {
				var f plan.FormTexts
				if f, err = plan.FormTextsOf(tx, v, 0); f.Driving != "Kerja sama seluruh kota." {
					w.Errorf("the texts that went out are %+v", f)
				}
			}
			return err
		})
		head := w.signIn(account.Head, "disnaker")
		for _, v := range []visitor{head, w.signIn(account.Operator, "disnaker"), w.signIn(account.Maker, "")} {
			v.get(at).is(403)
			for _, step := range []string{"terbit", "teks", "publik", "batal", "unggah", ""} {
				v.post(at, "langkah", step, "paper", "a3", "driving", "Bukan milik saya.").is(403)
			}
		}
		inspector := w.signIn(account.Inspector, "")
		inspector.get(at).is(200).hasNot("Simpan penjelasan</button>", "Batalkan surat ini")
		planner.post(at, "langkah", "lain").is(422)
		planner.post(at, "langkah", "publik", "surat", "tiada").is(404)
		(visitor{town: w}).post(at, "langkah", "terbit", "paper", "a3").is(401)
		if all := w.letters(0); len(all) != 1 {
			w.Errorf("%d letters", len(all))
		}
		// another office's letter is not one of this page
		code := w.desk.Code(w.letters(0)[0].ID)
		own := w.signInAs(account.Planner, "", true)
		own.get(at).is(200).has("/akun/kode")
		own.post(at, "langkah", "batal", "surat", code, "reason", "Tanpa langkah kedua.").is(403)
		head.get(tw2 + "/disnaker/surat?surat=" + code).is(404)
		head.post(tw2+"/disnaker/surat", "langkah", "batal", "surat", code, "reason", "Bukan surat kantor ini.").is(404)
	})
}

// TestALetterThatWasCutOffIsCarriedOn: the number is taken, the file is not made;
// the same button makes it, with the same number.
func TestALetterThatWasCutOffIsCarriedOn(t *testing.T) {
	eachOffice(t, func(w *town) {
		planner := w.openedRound()
		at := tw2 + "/surat"
		other, _ := accounttest.Sign(w.T, w.d, w.ring, accounttest.Role{Role: account.Planner})
		must(w.T, w.d.Write(w.Context(), func(tx *db.Tx) error {
			_, err := plan.IssueForm(tx, other.Session, plan.FormIssue{Quarter: date.Quarter{Year: 2024, N: 2}, Paper: "f4", Series: "e81", Format: "{n}/E.81/2026"})
			return err
		}))
		planner.get(at).is(200).has("Selesaikan berkasnya").hasNot("Simpan berkas bertanda tangan")
		planner.follow(planner.post(at, "langkah", "terbit")).is(200).has("1/E.81/2026", "Simpan berkas bertanda tangan").hasNot("Selesaikan berkasnya")
		planner.post(at, "langkah", "terbit", "paper", "f4").is(409).has("sudah diterbitkan")
	})
}
