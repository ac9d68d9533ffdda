package accountweb_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"alun/ground/db"
	"alun/ground/lang"
	"alun/record/account"
)

// A minute of an operator's time.
const (
	minuteRequests = 4
	minuteTyped    = 3
)

func TestThePersonSeesWhoReadWhatAndWhy(t *testing.T) {
	eachTown(t, func(v *town) {
		open := "/orang/" + v.code(v.siti) + "/buka"
		b := v.browser(v.admin)
		b.get(open).shows("Buka data orang", "Daftar ini tetap").hides(sitiName, sitiMail)
		b.post(open, "purpose", "bantuan_akun", "isi_name", "1", "isi_login", "1").shows(sitiName, sitiMail, "Data yang dibuka")
		b.within(minuteRequests, minuteTyped)

		mine := v.browser(v.own).get("/akun/data")
		mine.shows("Administrator", "Membantu orang memakai akunnya", "Pasal 20 ayat (2) huruf e", "Email atau nomor ponsel, Nama", sitiName, sitiMail, "Alamat email", "Bahasa Indonesia", "23 November 2026").hides("account_login")
		v.must(func(tx *db.Tx) error {
			name, err := v.desk.Name(tx, v.adminWho.Person)
			mine.shows(name)
			return err
		})
		v.browser(v.planner).get("/akun/data").hides(sitiName, sitiMail, "Membantu orang memakai akunnya")
	})
}

func TestOpeningIsRefusedWhereItIsNotAllowed(t *testing.T) {
	eachTown(t, func(v *town) {
		open := "/orang/" + v.code(v.siti) + "/buka"
		for _, c := range []struct {
			token  string
			fields []string
			status int
			says   string
		}{
			{v.planner, []string{"purpose", "bantuan_akun", "isi_name", "1"}, 403, "Peran Anda"},
			{v.admin, []string{"purpose", "pajak", "isi_name", "1"}, 403, "Peran Anda"},
			{v.admin, []string{"purpose", "penertiban", "isi_name", "1"}, 403, "Peran Anda"},
			{v.admin, []string{"purpose", "bantuan_akun", "isi_nik", "1"}, 403, "Peran Anda"},
			{v.admin, []string{"purpose", "bantuan_akun"}, 422, "Pilih paling sedikit satu data"},
			{v.admin, []string{"isi_name", "1"}, 422, "Pilih tujuan"},
			{v.inspector, []string{"purpose", "pengawasan", "isi_name", "1"}, 403, "surat tugas"},
			{v.privacy, []string{"purpose", "hak_subjek", "isi_name", "1"}, 403, "permohonan"},
			{v.planner, []string{"purpose", "kabar_program", "isi_name", "1"}, 403, "belum menyetujui"},
		} {
			b := v.browser(c.token).post(open, c.fields...)
			if b.status != c.status {
				t.Errorf("%v: %d, want %d", c.fields, b.status, c.status)
			}
			b.shows(c.says).hides(sitiName, sitiMail)
		}
		v.browser(v.own).get("/akun/data").shows("Belum ada petugas yang membuka data Anda")
	})
}

func TestAnInspectorOpensWithALetter(t *testing.T) {
	eachTown(t, func(v *town) {
		b := v.browser(v.inspector)
		b.post("/surat-tugas", "number", "tanpa angka", "from", today(v, 0), "until", today(v, 200)).shows("Isi nomor surat tugas", "paling lama untuk 92 hari", "tanpa angka")
		b = v.browser(v.inspector)
		b.post("/surat-tugas", "number", "800/7/ST/Itda/2026", "from", today(v, 0), "until", today(v, 6)).shows("Surat tugas dicatat", "800/7/ST/Itda/2026", "Berlaku")
		open := "/orang/" + v.code(v.siti) + "/buka"
		paper := b.get(open).link(`<option value="([0-9a-z]{13})" selected>Surat tugas 800/7/ST/Itda/2026`)
		b.post(open, "purpose", "pengawasan", "reference", paper, "isi_name", "1").shows(sitiName)
		b.within(minuteRequests, minuteTyped)
		v.browser(v.own).get("/akun/data").shows("Surat tugas 800/7/ST/Itda/2026", "Inspektorat")
	})
}

func TestDrillExport(t *testing.T) {
	eachTown(t, func(v *town) {
		own := v.browser(v.own).get("/akun/data/salinan?format=json")
		own.within(1, 0)
		var c account.Copy
		if err := json.Unmarshal([]byte(own.page), &c); err != nil || c.Form != account.CopyForm || len(c.Held) < 8 {
			t.Fatalf("%v: %.300s", err, own.page)
		}
		own.shows(sitiName, sitiMail, "account_session", "account.signed_in")
		own.get("/akun/data/salinan").shows(sitiName, sitiMail, "Kejadian")
		own.send(http.MethodGet, "/akun/data/salinan?format=xml", nil)
		if own.status != http.StatusUnprocessableEntity {
			t.Errorf("another form: %d", own.status)
		}

		b := v.browser(v.privacy) // for somebody at the desk
		b.post("/pribadi", "login", "SITI.planted@contoh.id", "kind", "copy").shows("Salinan data", "Cocokkan identitas").hides(sitiName, sitiMail)
		at := v.addresses[len(v.addresses)-1]
		b.post(at, "seen", "1").shows(sitiName, sitiMail, "data:application/json;base64,")
		b.within(minuteRequests, minuteTyped)
		v.browser(v.own).get("/akun/data").shows("Memenuhi hak pemilik data", "Petugas pelindungan data", "Selesai")
	})
}

func TestDrillCorrection(t *testing.T) {
	eachTown(t, func(v *town) {
		own := v.browser(v.own)
		own.post("/akun/data/minta", "kind", "correct", "field", "name", "text", "Siti Planted Aminah, S.E.").shows("Permohonan Anda sudah diterima", "72 jam lagi")
		own.within(minuteRequests, minuteTyped)
		b := v.browser(v.privacy).get("/pribadi")
		at := b.hides(sitiName).link(requestLink)
		b.get(at).hides(sitiName)
		b.post("/orang/"+v.code(v.siti)+"/buka", "purpose", "hak_subjek", "reference", strings.TrimPrefix(at, "/pribadi/"), "isi_name", "1", "isi_wanted", "1").
			shows(sitiName, "Siti Planted Aminah, S.E.", "Kembali ke permohonan")
		b.post(at, "seen", "1").shows("Permohonan dilaksanakan")
		b.within(minuteRequests, minuteTyped)
		v.browser(v.own).get("/akun/data").shows("Siti Planted Aminah, S.E.", "Isi yang diminta")
	})
}

func TestDrillErasureWithAReasonToKeep(t *testing.T) {
	eachTown(t, func(v *town) {
		v.desk.Keep = append(v.desk.Keep, func(*db.Tx, db.ID) (string, error) { return "account.keep_duty", nil })
		v.browser(v.own).post("/akun/data/minta", "kind", "erase").shows("Penghapusan data")
		b := v.browser(v.privacy)
		at := b.get("/pribadi").link(requestLink)
		b.get(at).shows("Belum dapat dihapus", "surat tugas yang masih berlaku").hides("Hapus untuk selamanya")
		b.post(at, "seen", "1").shows("surat tugas yang masih berlaku")
		b.within(minuteRequests, minuteTyped)
		v.desk.Keep = v.desk.Keep[:len(v.desk.Keep)-1]

		b = v.browser(v.privacy)
		b.get(at).shows("Hapus untuk selamanya")
		b.post(at).shows("Cocokkan dulu identitas")
		b.post(at, "seen", "1").shows("Permohonan dilaksanakan")
		b.within(minuteRequests, minuteTyped)
		b.post(at, "seen", "1").shows("Permohonan ini sudah dijawab")

		gone := v.browser(v.own)
		gone.send(http.MethodGet, "/akun/data", nil)
		if gone.status != http.StatusSeeOther || !strings.HasPrefix(gone.head.Get("Location"), "/masuk") {
			t.Errorf("a forgotten person is still let in: %d %s", gone.status, gone.head.Get("Location"))
		}
		v.browser(v.admin).get("/orang/" + v.code(v.siti) + "/buka").shows("Tidak ada alamat atau nomor")
	})
}

func TestDrillWithdrawal(t *testing.T) {
	eachTown(t, func(v *town) {
		open := "/orang/" + v.code(v.siti) + "/buka"
		own := v.browser(v.own)
		own.post("/akun/data/izin", "purpose", "kabar_program", "setuju", "1").shows("Persetujuan Anda dicatat", "Tarik persetujuan")
		v.browser(v.planner).post(open, "purpose", "kabar_program", "isi_login", "1").shows(sitiMail)
		own = v.browser(v.own)
		own.post("/akun/data/izin", "purpose", "kabar_program", "setuju", "0").shows("langsung berhenti berlaku")
		own.within(1, 0)
		v.browser(v.planner).post(open, "purpose", "kabar_program", "isi_login", "1").shows("sudah menarik").hides(sitiMail)

		own.post("/akun/data/izin", "purpose", "kabar_program", "setuju", "1")
		b := v.browser(v.privacy) // the same by letter
		b.post("/pribadi", "login", sitiMail, "kind", "withdraw", "purpose", "kabar_program").shows("Penarikan persetujuan")
		b.post(v.addresses[len(v.addresses)-1]).shows("Permohonan dilaksanakan")
		b.within(minuteRequests, minuteTyped)
		v.browser(v.planner).post(open, "purpose", "kabar_program", "isi_login", "1").shows("sudah menarik").hides(sitiMail)
	})
}

func TestDrillRestrictionAndRefusal(t *testing.T) {
	eachTown(t, func(v *town) {
		v.browser(v.own).post("/akun/data/minta", "kind", "restrict")
		b := v.browser(v.privacy)
		at := b.get("/pribadi").link(requestLink)
		b.post(at).shows("Permohonan dilaksanakan")
		b.within(minuteRequests, minuteTyped)
		open := "/orang/" + v.code(v.siti) + "/buka"
		v.browser(v.admin).post(open, "purpose", "bantuan_akun", "isi_name", "1").shows("pemrosesan datanya dihentikan").hides(sitiName)
		own := v.browser(v.own).get("/akun/data").shows("Pemrosesan data Anda dihentikan untuk semua tujuan")
		own.post("/akun/data/lanjut", "stop", own.link(`name="stop" value="([0-9a-z]{13})"`)).shows("diizinkan lagi").hides("Hanya Anda yang dapat mengakhirinya")
		v.browser(v.admin).post(open, "purpose", "bantuan_akun", "isi_name", "1").shows(sitiName)

		own.post("/akun/data/minta", "kind", "object", "purpose", "koordinasi_laporan")
		b = v.browser(v.privacy)
		at = b.get("/pribadi").link(requestLink)
		b.post(at, "do", "tolak").shows("Pilih alasan")
		b.post(at, "do", "tolak", "why", "legal_duty").shows("Penolakan dicatat")
		b.within(minuteRequests, minuteTyped)
		v.browser(v.own).get("/akun/data").shows("Ditolak", "Peraturan mewajibkan")
	})
}

func TestDrillBreachNotice(t *testing.T) {
	eachTown(t, func(v *town) {
		reader, token := v.person("Petugas Uji", "petugas@contoh.id")
		_, _ = reader, token
		v.must(func(tx *db.Tx) error { // the misused account had read her
			_, err := tx.Exec(`insert into account_read (id, subject, reader, held, fields, purpose, list, reference, at) values (5, $1, $2, $3, 'name', 'bantuan_akun', 1, null, $4)`,
				v.siti, reader, v.adminWho.Grant.ID, tx.Now())
			return err
		})
		b := v.browser(v.privacy)
		b.get("/pribadi/kebocoran").shows("Tidak ada insiden", "2026-11-23T09:00")
		b.post("/pribadi/kebocoran", "found", "2026-11-23T08:30", "what", "?", "contact", "Diskominfo").shows("Tulis jenis data yang terungkap", "Tulis apa yang sudah dan akan dilakukan", "Diskominfo")
		b = v.browser(v.privacy)
		b.post("/pribadi/kebocoran", "found", "2026-11-23T08:30", "what", "nama dan alamat email", "how", "akun petugas dipakai orang lain pada pagi hari",
			"done", "akun ditutup dan semua sesi diakhiri", "contact", "Diskominfo, Jalan Jenderal Sudirman", "login", "petugas@contoh.id", "from", today(v, 0), "until", today(v, 0)).
			shows("72 jam lagi", "Konsep", v.code(v.siti)).hides(sitiName)
		at := v.addresses[len(v.addresses)-1]
		b.get(at+"/surat?untuk=orang").shows("Pasal 46 ayat (1)", "nama dan alamat email", "23 November 2026, 08.30 WITA", "Konsep", "72 jam lagi", "Pemerintah Kota Balikpapan")
		b.get(at+"/surat?untuk=lembaga").shows("menyangkut 1 orang", "akun ditutup")
		b.within(minuteRequests, 8) // both drafts, well within five minutes
		v.clock.MoveOn(73 * time.Hour)
		v.must(func(tx *db.Tx) error {
			_, err := tx.Exec(`update account_session set seen_at = $1, until = $2`, tx.Now(), tx.Now().AddDate(1, 0, 0))
			return err
		})
		b = v.browser(v.privacy)
		b.get("/pribadi/kebocoran").shows("Terlambat 2 jam")
		b.post(at, "untuk", "orang").shows("Terkirim 26 November 2026")
		b.post(at, "untuk", "lembaga").shows("Kedua surat terkirim").hides("Konsep")
		b.get(at + "/surat?untuk=orang").hides("Konsep")
	})
}

// pages are all pages, with who may see them.
func (v *town) pages() map[string]string {
	v.browser(v.own).post("/akun/data/minta", "kind", "erase")
	b := v.browser(v.privacy)
	request := b.get("/pribadi").link(requestLink)
	b.post("/pribadi/kebocoran", "found", "2026-11-23T08:30", "what", "nama", "how", "belum diketahui", "done", "diselidiki", "contact", "Diskominfo", "what", "nama orang")
	incident := v.addresses[len(v.addresses)-1]
	return map[string]string{"/privasi": "", "/akun/data": v.own, "/akun/data/salinan": v.own, "/akun/data/minta": v.own, "/orang/" + v.code(v.siti) + "/buka": v.admin,
		"/surat-tugas": v.inspector, "/pribadi": v.privacy, request: v.privacy, "/pribadi/kebocoran": v.privacy, incident: v.privacy,
		incident + "/surat": v.privacy}
}

func TestEveryPageSpeaksAndShutsTheOthersOut(t *testing.T) {
	eachTown(t, func(v *town) {
		for path, token := range v.pages() {
			for _, tag := range lang.All {
				at := path
				if tag != lang.ID {
					at = "/" + string(tag) + path
				}
				v.browser(token).get(at).shows()
			}
			if token == "" {
				continue
			}
			stranger := v.browser("")
			stranger.send(http.MethodGet, path, nil)
			if stranger.status != http.StatusSeeOther || !strings.HasPrefix(stranger.head.Get("Location"), "/masuk") {
				t.Errorf("%s to a stranger: %d", path, stranger.status)
			}
			if strings.HasPrefix(path, "/akun/") {
				continue
			}
			other := v.browser(v.own)
			other.send(http.MethodGet, path, nil)
			if other.status != http.StatusForbidden {
				t.Errorf("%s to a maker: %d", path, other.status)
			}
		}
		for _, path := range []string{"/pribadi/abc", "/pribadi/kebocoran/abc", "/orang/abc/buka", "/pribadi/" + v.code(7), "/pribadi/kebocoran/" + v.code(7) + "/surat"} {
			b := v.browser(v.privacy)
			b.send(http.MethodGet, path, nil)
			if b.status != http.StatusNotFound {
				t.Errorf("%s: %d", path, b.status)
			}
		}
	})
}

// Every purpose, field, role and rule of the list has its sentences.
func TestTheListIsSaid(t *testing.T) {
	eachTown(t, func(v *town) {
		page := v.browser("").get("/privasi").page
		for _, p := range account.TheLaw().Purposes {
			if strings.Contains(page, p.Code) {
				t.Errorf("the purpose %s has no sentence", p.Code)
			}
		}
		for at, said := range map[string]string{"/privasi": "Pajak dan penertiban tidak ada dalam daftar tujuan", "/en/privasi": "Taxes and enforcement are not on the list", "/ja/privasi": "課税と取り締まりは目的の一覧になく"} {
			b := v.browser("").get(at)
			b.shows(said)
			_, tables, _ := strings.Cut(b.page, "<table")
			for _, no := range []string{"pajak", "penertiban", "tax", "課税"} {
				if strings.Contains(strings.ToLower(tables), no) {
					t.Errorf("%s: %q is on the list", at, no)
				}
			}
		}
	})
}

// TestNoValueLeaksIntoLogsTablesOrAddresses goes through journeys with planted
// values and looks for them everywhere that is not theirs.
func TestNoValueLeaksIntoLogsTablesOrAddresses(t *testing.T) {
	planted := []string{"Planted", "siti.planted", "6281234509876", "081234509876"}
	eachTown(t, func(v *town) {
		open := "/orang/" + v.code(v.siti) + "/buka"
		v.browser(v.admin).post(open, "purpose", "bantuan_akun", "isi_name", "1", "isi_login", "1").shows(sitiName)
		v.browser(v.own).post("/akun/data/minta", "kind", "correct", "field", "login", "text", "081234509876")
		v.browser(v.own).post("/akun/data/minta", "kind", "correct", "field", "login", "text", "081234509876") // refused: it waits
		v.browser(v.privacy).post("/pribadi", "login", sitiMail, "kind", "copy")
		at := v.addresses[len(v.addresses)-1]
		v.browser(v.privacy).post("/pribadi", "login", "bukan-"+sitiMail, "kind", "copy")
		v.browser(v.privacy).post("/pribadi", "login", sitiMail, "kind", "correct", "field", "name", "text", "Siti Planted Baru")
		v.browser(v.privacy).post(at, "seen", "1").shows(sitiName)
		v.browser(v.own).get("/akun/data/salinan?format=json").shows(sitiName)
		leaks := func() (out []string) {
			look := func(where, text string) {
				for _, p := range planted {
					if strings.Contains(text, p) {
						out = append(out, where+": "+p)
					}
				}
			}
			look("log", v.log.String())
			for _, a := range v.addresses {
				look("address", a)
			}
			v.must(func(tx *db.Tx) error {
				tables, err := db.Tables(tx)
				for _, table := range tables {
					if err == nil {
						err = table.Each(tx, func(row []any) error { look(table.Name, fmt.Sprint(row...)); return nil })
					}
				}
				return err
			})
			return out
		}
		if got := leaks(); len(got) > 0 {
			t.Errorf("leaks: %v", got)
		}
		if v.log.Len() == 0 {
			t.Log("the log is empty")
		}
		v.must(func(tx *db.Tx) error { // the search sees what it looks for
			_, err := tx.Exec(`update account_decree set about = $1`, sitiName)
			return err
		})
		if len(leaks()) == 0 {
			t.Error("a planted leak is not found")
		}
	})
}
