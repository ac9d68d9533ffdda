package deskweb

import (
	"context"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/web"
	"alun/ground/web/webtest"
	"alun/record/account"
	"alun/record/account/accounttest"
	"alun/record/registry"
)

func TestAnOfficerDecides(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.waits(registry.Values{registry.AboutID: "", registry.Subsectors: "", registry.Point: "-1.250000 116.830456 gps", registry.Kelurahan: damai})
		at := "/petugas/usaha/" + w.code(id)
		page := w.opens("officer", at, 200)
		w.Says(page, "Belum ada: Keterangan", "Terbitkan", "Kembalikan", "Ada, dibuka untuk keperluan", "Kata pemilik")
		w.Hushed(page, "62812", "0812-", "Sudirman", "Tampilkan lagi", "Buka lagi")
		w.opens("far", at, 404) // they learn nothing
		w.opens("maker", at, 403)
		w.Hushed(w.opens("planner", at, 200), "Terbitkan", "Buka data pribadi")
		w.Says(w.opens("officer", at+"/langkah/return", 200), "Mohon lengkapi", "Subsektor")
		w.opens("officer", at+"/langkah/lupa", 404)
		w.Says(w.opens("officer", at+"/langkah/resume", 200), "Tidak dapat dilakukan sekarang", "sedang menunggu pemeriksaan")
		w.Says(w.Sends("officer", at+"/langkah/return", 422, "sentence", "pendek"), "pendek", "10 sampai 500")
		w.Sends("far", at+"/langkah/return", 404, "sentence", "Mohon lengkapi alamatnya.")
		w.Sends("planner", at+"/langkah/publish", 403)
		w.Sends("maker", at+"/langkah/publish", 403)
		w.Sends("officer", at+"/langkah/return", 303, "versi", "2", "sentence", "Mohon lengkapi alamatnya.")
		w.Says(w.opens("officer", at+"?ya=return", 200), "Sudah dikembalikan", "Mohon lengkapi alamatnya.")
		// Who was slower reads what the other one did; what they wrote stays.
		w.Says(w.Sends("second", at+"/langkah/publish", 409, "versi", "2"), "Yang terjadi sejak", "Dikembalikan", "Rahmat, petugas")
		w.Says(w.Sends("second", at+"/langkah/return", 409, "versi", "2", "sentence", "Kalimat saya yang lain."), "Kalimat saya yang lain.", "Mohon lengkapi alamatnya.")
	})
}

func TestTheWholeWay(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.waits(nil)
		at := "/petugas/usaha/" + w.code(id)
		for _, step := range []struct {
			move string
			want registry.State
			with []string
		}{{"publish", registry.Published, nil}, {"suspend", registry.Suspended, []string{"reason", "aduan", "sentence", "Ada aduan yang diperiksa."}},
			{"resume", registry.Published, []string{"sentence", "Sudah diperiksa, keterangannya benar."}}, {"close", registry.Closed, []string{"reason", "tutup", "sentence", "Sudah tidak berjalan lagi."}},
			{"reopen", registry.Draft, nil}} {
			if step.with != nil {
				w.Sends("officer", at+"/langkah/"+step.move, 422)
			}
			w.Says(w.opens("officer", at+"/langkah/"+step.move, 200), "Batal")
			w.Sends("officer", at+"/langkah/"+step.move, 303, step.with...)
			if got := w.state(id); got != step.want {
				t.Fatalf("%s: %s", step.move, got)
			}
			w.Sends("officer", at+"/langkah/"+step.move, 409, step.with...)
		}
		w.Says(w.opens("officer", at+"/riwayat", 200), "Diterbitkan", "Ditangguhkan", "Ada aduan yang diperiksa.", "Ditutup")
	})
}

func TestConfirmingPrivateFactsAndHistory(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.waits(nil)
		at := "/petugas/usaha/" + w.code(id)
		w.Says(w.Sends("officer", at+"/periksa", 422), "Centang paling sedikit satu", "Pilih bagaimana")
		w.Sends("planner", at+"/periksa", 403, "fakta", "name", "dasar", "seen")
		w.Sends("officer", at+"/periksa", 422, "fakta", "name", "dasar", "register")
		w.Sends("officer", at+"/periksa", 303, "fakta", "name", "fakta", "kelurahan", "dasar", "seen")
		w.Says(w.opens("officer", at, 200), "Dilihat petugas")
		// Meanwhile somebody changes a fact that another officer confirms.
		w.must(func(tx *db.Tx) error {
			_, err := w.book.Change(tx, w.who["maker"].Session, registry.Changing{Business: id, Set: registry.Values{registry.RT: "9"}})
			return err
		})
		w.Says(w.Sends("second", at+"/periksa", 409, "versi", "2", "fakta", "rt", "dasar", "document"), "belum disimpan", "“12” menjadi “9”")
		w.Sends("planner", at+"/pribadi", 403, "keperluan", "layanan")
		w.Sends("officer", at+"/pribadi", 422, "keperluan", "pajak")
		out := w.Post("officer", at+"/pribadi", webtest.Form("keperluan", "layanan"))
		if out.Code != 303 {
			t.Fatal(out.Code, webtest.Text(out.Body.String()))
		}
		read := out.Header().Get("Location")
		w.Says(w.opens("officer", read, 200), "0812", "Sudirman", "sudah dicatat")
		w.Hushed(w.opens("officer", read, 200), "300")
		w.opens("second", read, 404)
		other := w.waits(registry.Values{registry.Name: "Lain"})
		w.opens("officer", strings.Replace(read, w.code(id), w.code(other), 1), 404)
		w.clock.MoveOn(3 * time.Minute)
		w.opens("officer", read, 404)
		page := w.Get("officer", at+"/riwayat").Body.String()
		codes := regexp.MustCompile(`/riwayat/([0-9a-z]+)"`).FindAllStringSubmatch(page, -1)
		if len(codes) != 2 {
			t.Fatalf("%d changes can be taken back", len(codes))
		}
		w.Sends("far", at+"/riwayat/"+codes[0][1], 404)
		w.Sends("officer", "/petugas/usaha/"+w.code(other)+"/riwayat/"+codes[0][1], 404)
		w.Sends("officer", at+"/riwayat/"+codes[0][1], 303)
		w.Says(w.opens("officer", at+"/riwayat", 200), "Perubahan dibatalkan")
		w.Hushed(w.opens("planner", at+"/riwayat", 200), "Batalkan perubahan ini")
	})
}

// What has no point is not said to stand where it should.
func TestNothingOddIsSaidOfWhatIsThere(t *testing.T) {
	eachTown(t, func(w *town) {
		w.must(func(tx *db.Tx) error {
			_, err := tx.Exec(`insert into registry_kbli_subsector (slug, position, name_id, name_en, name_ja, about_id, about_en, about_ja, valid_from) values ('kriya', 1, 'Kriya', 'Crafts', '工芸', '', '', '', $1)`, tx.Now())
			return err
		})
		placed := w.waits(registry.Values{registry.Subsectors: "kriya"})
		bare := w.waits(registry.Values{registry.Subsectors: "kriya", registry.Name: "Bengkel Ilham", registry.Phone: "0812-9999-1111", registry.Address: "Jl. Damai 1", registry.Point: ""})
		for _, step := range []string{"", "/langkah/publish"} {
			at := func(id db.ID) string { return "/petugas/usaha/" + w.code(id) + step }
			w.Says(w.opens("officer", at(placed), 200), "Tidak ada yang janggal", "titik ada di kelurahannya")
			page := w.opens("officer", at(bare), 200)
			w.Says(page, "Tidak ada yang janggal", "Titik di peta belum ada")
			w.Hushed(page, "titik ada di kelurahannya")
			w.Says(w.opens("officer", "/en"+at(bare), 200), "There is no point on the map yet")
			w.Says(w.opens("officer", "/ja"+at(bare), 200), "地図の地点がまだありません")
		}
	})
}

// Nobody says of a number that it is right who has not opened it since it says what it says.
func TestSealedFactsAreConfirmedByWhoOpenedThem(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.waits(nil)
		at := "/petugas/usaha/" + w.code(id)
		box := func(page, fact string) string {
			return regexp.MustCompile(`<input type="checkbox" name="fakta" value="` + fact + `"[^>]*>`).FindString(page)
		}
		page := w.Get("officer", at).Body.String()
		if got := box(page, "phone") + box(page, "address"); strings.Count(got, " disabled") != 2 {
			t.Errorf("what was not opened can be ticked: %s", got)
		}
		if got := box(page, "name"); got == "" || strings.Contains(got, "disabled") {
			t.Errorf("what stands there cannot be ticked: %s", got)
		}
		w.Says(webtest.Text(page), "Belum Anda buka sejak isinya", "Buka dulu data pribadi")
		page = w.Sends("officer", at+"/periksa", 422, "fakta", "phone", "fakta", "address", "fakta", "name", "dasar", "document")
		w.Says(webtest.Text(page), "Yang belum Anda buka tidak dapat dicocokkan", "Telepon: belum Anda buka", "Alamat: belum Anda buka")
		for _, fact := range []string{"phone", "address", "name"} {
			if !strings.Contains(box(page, fact), " checked") {
				t.Errorf("%s does not stay ticked", fact)
			}
		}
		if n := w.changes(id); n != 1 {
			t.Errorf("%d changes were kept of what was refused", n)
		}
		w.Sends("officer", at+"/pribadi", 303, "keperluan", "layanan")
		if got := box(w.Get("officer", at).Body.String(), "phone"); strings.Contains(got, "disabled") {
			t.Errorf("what was opened cannot be ticked: %s", got)
		}
		w.Sends("second", at+"/periksa", 422, "fakta", "phone", "dasar", "document")
		w.Sends("officer", at+"/periksa", 303, "fakta", "phone", "dasar", "seen")
		w.must(func(tx *db.Tx) error {
			_, err := w.book.Change(tx, w.who["maker"].Session, registry.Changing{Business: id, Set: registry.Values{registry.Phone: "0811 222 3333"}})
			return err
		})
		w.Sends("officer", at+"/periksa", 422, "fakta", "phone", "dasar", "document")
		if n := w.changes(id); n != 3 {
			t.Errorf("%d changes, want the first, the confirmation and the owner's", n)
		}
	})
}

// changes counts what the history of a business holds.
func (w *town) changes(id db.ID) (n int) {
	w.Helper()
	if err := w.d.Read(context.Background(), func(tx *db.Tx) (err error) {
		n, _, err = db.One(tx, (*db.Row).Int, `select count(*) from registry_change where business = $1`, id)
		return err
	}); err != nil {
		w.Fatal(err)
	}
	return n
}

// proposed is a business with a proposal that waits.
func (w *town) proposed() (id, proposal db.ID) {
	w.Helper()
	id = w.waits(nil)
	w.must(func(tx *db.Tx) error {
		if _, err := w.book.Change(tx, w.who["second"].Session, registry.Changing{Business: id, Confirm: []registry.Fact{registry.Name}, Level: registry.Document}); err != nil {
			return err
		}
		_, err := w.book.Change(tx, w.who["second"].Session, registry.Changing{Business: id, Set: registry.Values{registry.Name: "Sanggar Sari"}, Level: registry.Through})
		return err
	})
	w.must(func(tx *db.Tx) error {
		all, err := w.book.Proposals(tx, w.who["officer"].Session, id)
		if len(all) == 1 {
			proposal = all[0].ID
		}
		return err
	})
	return id, proposal
}

func TestProposalsHaveBothSides(t *testing.T) {
	eachTown(t, func(w *town) {
		id, proposal := w.proposed()
		at := "/petugas/usaha/" + w.code(id)
		w.Says(w.opens("officer", at, 200), "1 usulan menunggu", "Sanggar Siti", "Sanggar Sari", "Terima usulan", "Dokumen ditunjukkan")
		w.Hushed(w.opens("second", at, 200), "Terima usulan")
		w.Sends("far", at+"/usul/"+w.code(proposal), 404, "putusan", "terima")
		w.Sends("planner", at+"/usul/"+w.code(proposal), 403, "putusan", "terima")
		w.Sends("officer", at+"/usul/abc", 409, "putusan", "terima")
		w.who["third"], w.Tokens["third"] = accounttest.Sign(t, w.d, w.book.Ring, accounttest.Role{Role: account.Counter, Area: selatan})
		w.must(func(tx *db.Tx) error {
			_, err := w.book.AddPerson(tx, w.who["maker"].Session, registry.Joining{Business: id, Person: w.who["third"].Person, Role: registry.Helper})
			return err
		})
		for _, verdict := range []string{"terima", "tolak"} { // nobody decides about their own
			w.Says(w.Sends("third", at+"/usul/"+w.code(proposal), 403, "putusan", verdict), "Anda tercatat dalam usaha ini")
		}
		w.Sends("officer", at+"/usul/"+w.code(proposal), 303, "putusan", "terima")
		w.Says(w.opens("officer", at, 200), "Sanggar Sari")
		w.Sends("officer", at+"/usul/"+w.code(proposal), 409, "putusan", "tolak")
	})
}

// Two officers decide the same at once: one wins, the other is told.
func TestTwoOfficersAtOnce(t *testing.T) {
	eachTown(t, func(w *town) {
		race := func(path string, one, two url.Values) {
			w.Helper()
			var codes [2]int
			var all sync.WaitGroup
			for i, form := range []url.Values{one, two} {
				form.Set(web.KeyField, web.NewKey())
				all.Go(func() { codes[i] = w.Post([]string{"officer", "third"}[i], path, form).Code })
			}
			all.Wait()
			slices.Sort(codes[:])
			if codes != [2]int{303, 409} {
				t.Errorf("%s: %v, want one done and one told", path, codes)
			}
		}
		w.who["third"], w.Tokens["third"] = accounttest.Sign(t, w.d, w.book.Ring, accounttest.Role{Role: account.Counter, Area: selatan})
		w.clock.MoveOn(time.Second)
		for range 3 {
			id, proposal := w.proposed()
			race("/petugas/usaha/"+w.code(id)+"/usul/"+w.code(proposal), url.Values{"putusan": {"terima"}}, url.Values{"putusan": {"tolak"}})
			id = w.waits(nil)
			race("/petugas/usaha/"+w.code(id)+"/langkah/publish", url.Values{"versi": {"2"}}, url.Values{"versi": {"2"}})
			a, b := w.waits(nil), w.waits(nil)
			race("/petugas/usaha/ganda/"+w.code(a)+"/dengan/"+w.code(b), url.Values{"putusan": {"gabung"}, "simpan": {w.code(a)}, "versi_a": {"2"}, "versi_b": {"2"}}, url.Values{"putusan": {"bukan"}, "versi_a": {"2"}, "versi_b": {"2"}})
		}
	})
}

func TestDoublesBesideEachOther(t *testing.T) {
	eachTown(t, func(w *town) {
		a, b := w.waits(registry.Values{registry.Name: "Sanggar Sarinten Embunpagi"}), w.waits(registry.Values{registry.Name: "Sgr Sarinten Embunpagi", registry.RT: "12"})
		if _, err := w.twins.Find(context.Background(), w.d, nil, nil); err != nil {
			t.Fatal(err)
		}
		w.Says(w.opens("officer", "/petugas/usaha", 200), "1 pasang mungkin data ganda")
		w.Says(w.opens("officer", "/petugas/usaha/"+w.code(a), 200), "Sgr Sarinten Embunpagi", "Bandingkan keduanya")
		w.Says(w.opens("officer", "/petugas/usaha/ganda", 200), "Sanggar Sarinten Embunpagi dan Sgr Sarinten Embunpagi", "Usulan digabung")
		w.Says(w.opens("far", "/petugas/usaha/ganda", 200), "Tidak ada pasangan di sini")
		at := "/petugas/usaha/ganda/" + w.code(a) + "/dengan/" + w.code(b)
		w.opens("far", at, 403)
		w.opens("maker", at, 403)
		page := w.opens("officer", at, 200)
		w.Says(page, "Catatan A", "Catatan B", "Yang menunjukkan satu usaha", "Gabungkan", "Bukan ganda", "disarankan")
		w.Hushed(page, "62812", "0812-", "Sudirman")
		w.Hushed(w.opens("planner", at, 200), "Gabungkan")
		w.Sends("planner", at, 403, "putusan", "gabung", "simpan", w.code(a))
		w.Sends("officer", at, 422, "putusan", "gabung")
		w.Sends("officer", at, 422, "putusan", "lupa")
		w.Sends("officer", at, 303, "putusan", "gabung", "simpan", w.code(a))
		if w.state(b) != registry.Merged {
			t.Error("not merged")
		}
		w.Says(w.opens("officer", at+"?ya=gabung", 200), "Sudah digabung", "Pisahkan lagi", "Anda sendiri")
		w.Says(w.opens("officer", "/petugas/usaha/"+w.code(b), 200), "Digabung dengan Sanggar Sarinten")
		w.Sends("officer", at, 303, "putusan", "pisah")
		w.Says(w.opens("officer", "/petugas/usaha/ganda?keadaan=different", 200), "Bukan ganda 1")
		w.Sends("officer", at, 303, "putusan", "ulang")
		w.Sends("officer", at, 303, "putusan", "bukan")
		// One of another area: what everybody knows of it, and nobody here decides.
		var c db.ID
		w.must(func(tx *db.Tx) (err error) {
			set := stall()
			set[registry.Kelurahan], set[registry.Name], set[registry.Point] = baruIlir, "Rahasia Lain", ""
			c, err = w.book.Register(tx, w.who["far"].Session, registry.Registering{Set: set})
			return err
		})
		cross := w.opens("officer", "/petugas/usaha/ganda/"+w.code(a)+"/dengan/"+w.code(c), 200)
		w.Says(cross, "Usaha di kecamatan lain", "Salah satu ada di kecamatan lain")
		w.Hushed(cross, "Rahasia Lain", "Gabungkan", baruIlir, "Baru Ilir", "Draf")
		w.hides(a, c)
		w.Sends("officer", "/petugas/usaha/ganda/"+w.code(a)+"/dengan/"+w.code(c), 403, "putusan", "bukan")
		w.opens("officer", "/petugas/usaha/ganda/"+w.code(a)+"/dengan/"+w.code(a), 404)
		w.opens("officer", "/petugas/usaha/ganda/abc/dengan/"+w.code(a), 404)
	})
}

// hides looks at a pair of which the second is of another area and not public: neither
// where it is, nor its state, nor whose it is, nor how it is reached. Published it is
// everybody's to see.
func (w *town) hides(a, c db.ID) {
	w.Helper()
	at := "/petugas/usaha/ganda/" + w.code(a) + "/dengan/" + w.code(c)
	one := w.opens("officer", "/petugas/usaha/"+w.code(a), 200)
	w.Hushed(one, "surel sama", "Usaha di kecamatan lain")
	w.must(func(tx *db.Tx) error {
		_, err := tx.Exec(`insert into registry_ganda_pair (a, b, odds, sure, parts, state, found_at, decided_by, decided_at) values ($1, $2, 5000, $3,
			'twin.name 92 100;twin.nib_same 900;twin.contact_same 800;twin.owner_same 700;twin.metres 12 600', 'waiting', $4, '', null)`, min(a, c), max(a, c), true, tx.Now())
		return err
	})
	told := []string{"⟦", "registry.state_", "NIB", "Nomor", "Pemilik sama", "meter", baruIlir, "Baru Ilir", "Rahasia Lain", "Draf"}
	page, list := w.opens("officer", at, 200), w.opens("officer", "/petugas/usaha/ganda", 200)
	w.Says(page, "92")
	w.Says(list, "Usaha di kecamatan lain")
	w.Hushed(page, told...)
	w.Hushed(list, told...)
	w.Says(w.opens("officer", "/petugas/usaha/"+w.code(a), 200), "Usulan digabung: Usaha di kecamatan lain")
	w.must(func(tx *db.Tx) error {
		_, err := tx.Exec(`update registry_business set state = 'submitted', submitted_by = 'person:1', version = version + 1 where id = $1`, c)
		if err == nil {
			_, err = tx.Exec(`update registry_business set state = 'published', published_by = 'person:2', version = version + 1 where id = $1`, c)
		}
		return err
	})
	w.Says(w.opens("officer", at, 200), "Baru Ilir", "Rahasia Lain", "NIB")
	w.Says(w.opens("officer", "/petugas/usaha/ganda", 200), "Baru Ilir", "Rahasia Lain", "NIB")
}

func TestAMakerAtTheCounter(t *testing.T) {
	eachTown(t, func(w *town) {
		var id db.ID
		w.must(func(tx *db.Tx) (err error) {
			id, err = w.book.Register(tx, w.who["officer"].Session, registry.Registering{Set: stall()})
			return err
		})
		at := "/petugas/usaha/" + w.code(id)
		w.Says(w.opens("officer", at, 200), "Hubungkan dengan akun pemilik")
		w.Says(w.Sends("officer", at+"/pemilik", 404, "login", "0899", "document", "ktp"), "Hubungkan dengan akun pemilik")
		w.Sends("planner", at+"/pemilik", 403, "login", "0812", "document", "ktp")
		w.Sends("far", at+"/pemilik", 404, "login", "0812", "document", "ktp")
		w.Sends("officer", at+"/pemilik", 303, "login", "0812", "document", "ktp")
		w.Hushed(w.opens("officer", at, 200), "Hubungkan dengan akun pemilik")
		w.Sends("second", at+"/pemilik", 409, "login", "0812", "document", "ktp")
	})
}

func TestThreeLanguages(t *testing.T) {
	w := aTown(t, dbtest.SQLite(t))
	id, _ := w.proposed()
	other := w.waits(nil)
	for _, l := range []string{"", "/en", "/ja"} {
		for _, path := range []string{"", "?perbaikan=1", "/" + w.code(id), "/" + w.code(id) + "/langkah/publish", "/" + w.code(id) + "/langkah/return", "/" + w.code(id) + "/riwayat", "/ganda", "/ganda/" + w.code(id) + "/dengan/" + w.code(other)} {
			w.Hushed(w.opens("officer", l+"/petugas/usaha"+path, 200), "⟦", "deskweb.", "{1}")
		}
	}
}
