package registryweb

import (
	"context"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/sheet"
	"alun/ground/wa"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/ground/web/webtest"
	"alun/record/account"
	"alun/record/account/accounttest"
	"alun/record/diary"
	"alun/record/place/placetest"
	"alun/record/registry"
	"alun/record/registry/kbli"

	"github.com/a-h/templ"
)

const damai = "64.71.05.1002"

// desk is a small house with makers' pages.
type desk struct {
	webtest.Visitor
	d       *db.DB
	book    *registry.Book
	code    func(db.ID) string
	id      func(string) (db.ID, bool)
	viewers map[string]account.Who
	asks    map[db.ID]Asks // of associations
}

func eachDesk(t *testing.T, run func(w *desk)) {
	dbtest.EachWith(t, db.Options{Rehearse: true}, func(t *testing.T, d *db.DB) { run(aDesk(t, d)) }, kbliRooms...)
}

func aDesk(t *testing.T, d *db.DB) *desk {
	ring := accounttest.Ring(t)
	codec := ring.Codec()
	w := &desk{Visitor: webtest.New(t, nil), d: d, book: &registry.Book{Box: diary.NewBox(ring), Ring: ring}, viewers: map[string]account.Who{},
		code: func(id db.ID) string { return codec.Encode(int64(id)) },
		id:   func(s string) (db.ID, bool) { n, ok := codec.Decode(s); return db.ID(n), ok }}
	p, err := kbli.ReadProfile(os.DirFS("../../../city/balikpapan"))
	if err == nil {
		_, err = kbli.Load(context.Background(), d, p)
	}
	if err == nil {
		err = d.Write(context.Background(), aKelurahan)
	}
	if err != nil {
		t.Fatal(err)
	}
	words, err := lang.Load(os.DirFS(".."), os.DirFS("."), os.DirFS("../../account/accountweb"), parts.Files, web.Files, account.Files, sheet.Files, wa.Files)
	if err != nil {
		t.Fatal(err)
	}
	makers := Makers{Book: w.book, Shelf: kbli.NewShelf(), Code: w.code, ID: w.id, NameOf: func(*db.Tx, db.ID) (string, error) { return "Siti", nil },
		AsksOf: func(_ *db.Tx, owner db.ID) (map[db.ID]Asks, error) { return w.asks, nil }}
	w.Site, err = web.New(web.Config{DB: d, Words: words, Routes: slices.Concat(makers.Routes(), makers.OwnRoutes()), SignIn: "/masuk",
		Layout: func(_ *web.Request, p web.Page) templ.Component { return p.Body },
		Fault: func(r *web.Request, f *fault.Fault, _ int) web.Page {
			return web.Page{Title: "x", Body: parts.Galat(r.Lang, f)}
		}})
	if err != nil {
		t.Fatal(err)
	}
	sign := func(name string, r accounttest.Role) {
		w.viewers[name], w.Tokens[name] = accounttest.Sign(t, d, ring, r)
	}
	sign("maker", accounttest.Role{Role: account.Maker, Weak: true})
	sign("other", accounttest.Role{Role: account.Maker, Weak: true})
	sign("helper", accounttest.Role{Role: account.Helper, Standing: account.Delegasi, Helps: w.viewers["maker"].Person, Weak: true})
	sign("counter", accounttest.Role{Role: account.Counter, Area: "64.71.05"})
	sign("far", accounttest.Role{Role: account.Counter, Area: "64.71.03"})
	return w
}

func aKelurahan(tx *db.Tx) error {
	return placetest.Draw(tx, "64.71.05", "Balikpapan Kota", damai, "Damai")
}

var versionField = regexp.MustCompile(`name="versi" value="(\d+)"`)

func (w *desk) version(who, path string) string {
	w.Helper()
	m := versionField.FindStringSubmatch(w.Reads(who, path))
	if m == nil {
		w.Fatalf("%s has no version", path)
	}
	return m[1]
}

// stands is what a business says now, as its owner sees it.
func (w *desk) stands(code string) (v registry.View) {
	w.Helper()
	id, _ := w.id(code)
	err := w.d.Read(context.Background(), func(tx *db.Tx) (err error) {
		v, err = w.book.See(tx, w.viewers["maker"].Session, id)
		return err
	})
	if err != nil {
		w.Fatal(err)
	}
	return v
}

// begins writes a draft down and gives its code.
func (w *desk) begins(who, key string, more ...string) string {
	w.Helper()
	to := w.Sends(who, "/usaha/daftar", 303, append([]string{"draf", key, "kind", "usaha", "name", "Nasi Kuning Bu Sari", "about_id", "jual nasi kuning", "legal_form", "perorangan"}, more...)...)
	return strings.Split(to, "/")[3]
}

// A maker's way: what is sent twice is one business, going back loses nothing, and a
// home shows its kelurahan alone.
func TestABusinessIsWrittenDownInSteps(t *testing.T) {
	eachDesk(t, func(w *desk) {
		code := w.begins("maker", "satu-kali-saja-tertulis")
		if again := w.begins("maker", "satu-kali-saja-tertulis"); again != code {
			w.Fatal("sent twice, it is two businesses")
		}
		if other := w.begins("maker", "satu-kali-saja-tertulis", "nib", "1234567890123"); other != code || w.stands(code).Facts[registry.NIB] != "1234567890123" {
			w.Error("sent again with more, it is another business or the more is lost")
		}
		if other := w.begins("maker", "lain-kali-lagi-tertulis"); other == code {
			w.Error("another draft is the same business")
		}
		at := "/usaha/daftar/" + code
		if page := w.Reads("maker", at+"/kode"); !strings.Contains(page, `value="2020:56102"`) {
			w.Errorf("the code of a food stall is not offered: %s", webtest.Text(page))
		}
		w.Sends("maker", at+"/kode", 303, "kbli", "2020:56102")
		old := w.version("maker", at+"/tempat")
		w.Sends("maker", at+"/tempat", 303, "versi", old, "kelurahan", damai, "rt", "12", "di", "rumah", "address", "Jalan Melati 5")
		// Back in the browser, the page is as it was: its older version is the maker's own.
		w.Sends("maker", at+"/tempat", 303, "versi", old, "kelurahan", damai, "rt", "12", "di", "rumah", "address", "Jalan Melati 6")
		w.Sends("maker", at+"/kontak", 422, "wa", "bukan nomor", "hours", "Sen-Sab 6-10")
		if page := w.Sends("maker", at+"/kontak", 422, "wa", "bukan nomor", "hours", "Sen-Sab 6-10"); !strings.Contains(page, "bukan nomor") || !strings.Contains(page, "Sen-Sab 6-10") {
			w.Error("what was typed is lost")
		}
		if page := w.Reads("maker", at+"/periksa"); !strings.Contains(webtest.Text(page), "Tinggal 1 lagi") || strings.Contains(page, `name="_key"`) {
			w.Errorf("what is missing is not said: %s", webtest.Text(page))
		}
		w.Sends("maker", at+"/kontak", 303, "izin", "1", "wa", "0812 3456 7890", "hours", "Sen-Sab 6-10")
		page := webtest.Text(w.Reads("maker", at+"/periksa"))
		for _, piece := range []string{"Jalan Melati 6 Tidak tampil kepada umum", "0812-3456-7890 Tidak tampil kepada umum", "Senin–Sabtu 06.00–10.00; Minggu tutup", "Sudah lengkap"} {
			if !strings.Contains(page, piece) {
				w.Errorf("the last page does not say %q: %s", piece, page)
			}
		}
		w.Sends("maker", at+"/periksa", 303, web.KeyField, web.NewKey())
		if got := w.stands(code).State; got != registry.Submitted {
			w.Errorf("it is %s", got)
		}
	})
}

// Who was slower is told what stands, keeps what they typed, and decides.
func TestWhoIsSlowerSeesBothSides(t *testing.T) {
	eachDesk(t, func(w *desk) {
		code := w.begins("maker", "satu-kali-saja-tertulis")
		at := "/usaha/daftar/" + code + "/apa"
		old := w.version("maker", at)
		form := func(name, version string) []string {
			return []string{"versi", version, "kind", "usaha", "name", name, "about_id", "jual nasi kuning", "legal_form", "perorangan"}
		}
		w.Sends("helper", at, 303, form("Warung Sari", old)...)
		page := w.Sends("maker", at, 409, form("Nasi Kuning Sari", old)...)
		if !strings.Contains(page, "Warung Sari") || !strings.Contains(page, `value="Nasi Kuning Sari"`) {
			w.Errorf("both sides are not shown: %s", page)
		}
		if got := w.stands(code).Facts[registry.Name]; got != "Warung Sari" {
			w.Errorf("it is called %s", got)
		}
		w.Sends("maker", at, 303, form("Nasi Kuning Sari", versionField.FindStringSubmatch(page)[1])...)
		if got := w.stands(code).Facts[registry.Name]; got != "Nasi Kuning Sari" {
			w.Errorf("it is called %s", got)
		}
	})
}

// A counter does not see a number or a home's address, and takes neither away by
// leaving it empty; the maker does.
func TestWhatACounterDoesNotSeeStays(t *testing.T) {
	eachDesk(t, func(w *desk) {
		code := w.begins("maker", "satu-kali-saja-tertulis", "kelurahan", damai)
		at := "/usaha/daftar/" + code
		w.Sends("maker", at+"/tempat", 303, "kelurahan", damai, "di", "rumah", "address", "Jalan Melati 5")
		w.Sends("maker", at+"/kontak", 303, "izin", "1", "wa", "081234567890")
		for _, end := range []string{"/tempat", "/kontak", "/periksa"} {
			if page := w.Reads("counter", at+end); strings.Contains(page, "Melati") || strings.Contains(page, "3456") {
				w.Errorf("a counter reads what is private at %s", end)
			}
		}
		w.Sends("counter", at+"/tempat", 303, "kelurahan", damai, "di", "rumah", "address", "")
		w.Sends("counter", at+"/kontak", 303, "izin", "1", "wa", "", "hours", "Sen-Sab 6-10")
		if v := w.stands(code).Facts; v[registry.WA] != "6281234567890" || v[registry.Address] != "Jalan Melati 5" || v[registry.Opens] == "" {
			w.Errorf("after the counter: %v", v)
		}
		w.Sends("maker", at+"/kontak", 303, "izin", "1", "wa", "")
		if v := w.stands(code).Facts; v[registry.WA] != "" {
			w.Error("the maker cannot take a number away")
		}
		for who, want := range map[string]int{"far": 404, "other": 404, "": 303} {
			if got := w.Get(who, at+"/apa").Code; got != want {
				w.Errorf("%q sees the draft: %d", who, got)
			}
		}
	})
}

// A helper writes, and neither shows a number nor hands in.
func TestAHelperWritesForAMaker(t *testing.T) {
	eachDesk(t, func(w *desk) {
		code := w.begins("helper", "satu-kali-saja-tertulis")
		at := "/usaha/daftar/" + code
		if v := w.stands(code); !v.Mine || v.Proofs[registry.Name].Level != registry.Through {
			w.Errorf("mine %v, %v", v.Mine, v.Proofs[registry.Name])
		}
		if page := w.Reads("helper", at+"/kontak"); strings.Contains(page, "wa_public") {
			w.Error("a helper is asked to show the number")
		}
		w.Sends("helper", at+"/kontak", 403, "izin", "1", "wa", "081234567890", "wa_public", "1")
		w.Sends("helper", at+"/periksa", 403, web.KeyField, web.NewKey())
		if page := webtest.Text(w.Reads("helper", "/usaha-saya")); !strings.Contains(page, "Nasi Kuning Bu Sari") {
			w.Errorf("the helper does not find it: %s", page)
		}
	})
}

// TestACounterOpensWithTheOwnersYes: the form asks how the owner said so, and the owner
// reads it in the history.
func TestACounterOpensWithTheOwnersYes(t *testing.T) {
	eachDesk(t, func(w *desk) {
		code := w.begins("maker", "satu-kali-saja-tertulis", "kelurahan", damai)
		at := "/usaha/daftar/" + code
		w.Sends("maker", at+"/tempat", 303, "kelurahan", damai, "di", "rumah", "address", "Jalan Melati 5")
		if page := w.Reads("maker", at+"/kontak"); strings.Contains(page, registry.FieldConsent) {
			w.Error("owners are asked whether they agree with themselves")
		}
		if page := webtest.Text(w.Reads("counter", at+"/kontak")); !strings.Contains(page, "Disetujui pemilik di loket") {
			w.Errorf("the counter is not asked: %s", page)
		}
		w.Sends("counter", at+"/kontak", 422, "izin", "1", "wa", "081234567890", "wa_public", "1")
		w.Sends("counter", at+"/kontak", 303, "izin", "1", "wa", "081234567890", "wa_public", "1", registry.FieldConsent, registry.AtCounter)
		w.Sends("counter", "/usaha-saya/"+code+"/alamat", 422, "isi", "1")
		if w.stands(code).Facts[registry.AddressPublic] != "" {
			w.Error("a counter opened a home")
		}
		w.Sends("counter", "/usaha-saya/"+code+"/alamat", 303, "isi", "1", registry.FieldConsent, registry.OnPaper)
		if page := webtest.Text(w.Reads("maker", "/usaha-saya/"+code+"/riwayat")); !strings.Contains(page, "Izin tampil: Disetujui pemilik di loket") || !strings.Contains(page, "Surat persetujuan bertanda tangan") {
			w.Errorf("the owner does not read how they agreed: %s", page)
		}
	})
}

// takesRowsBack takes a permit and a person back with the same button as facts.
func (w *desk) takesRowsBack(id db.ID, at string) {
	maker := w.viewers["maker"].Session
	acts := []func(tx *db.Tx) error{
		func(tx *db.Tx) error {
			_, err := w.book.AddPermit(tx, maker, registry.Permit{Business: id, Kind: "sni", Number: "SNI 7"})
			return err
		},
		func(tx *db.Tx) error {
			_, err := w.book.AddPerson(tx, maker, registry.Joining{Business: id, Name: "Mbak Rini", Role: registry.Worker})
			return err
		},
	}
	for i, want := range []string{"SNI nomor SNI 7", "Pekerja: Mbak Rini"} {
		if err := w.d.Write(context.Background(), acts[i]); err != nil {
			w.Fatal(err)
		}
		page := w.Reads("maker", at+"/riwayat")
		w.Sends("maker", takeBackForm.FindStringSubmatch(page)[1], 303, web.KeyField, web.NewKey())
		after := webtest.Text(w.Reads("maker", at+"/riwayat"))
		if !strings.Contains(webtest.Text(page), want) || !strings.Contains(after, want+" (dikeluarkan dari catatan)") {
			w.Errorf("%s: %s", want, after)
		}
	}
}

var takeBackForm = regexp.MustCompile(`action="(/usaha-saya/[0-9a-z]+/riwayat/[0-9a-z]+)"`)

// The owner opens a home's address, closes it again, takes a change back and sees who
// opened what is private.
func TestAnOwnerLooksAfterABusiness(t *testing.T) {
	eachDesk(t, func(w *desk) {
		code := w.begins("maker", "satu-kali-saja-tertulis", "kelurahan", damai)
		at := "/usaha-saya/" + code
		w.Sends("maker", "/usaha/daftar/"+code+"/tempat", 303, "kelurahan", damai, "di", "rumah", "address", "Jalan Melati 5")
		w.Sends("maker", "/usaha/daftar/"+code+"/kontak", 303, "izin", "1", "wa", "081234567890")
		w.Sends("helper", at+"/alamat", 403, "isi", "1")
		w.Sends("maker", at+"/alamat", 303, "isi", "1")
		if w.stands(code).Facts[registry.AddressPublic] != registry.Yes {
			w.Error("the address is not open")
		}
		w.Sends("maker", at+"/alamat", 303)
		if w.stands(code).Facts[registry.AddressPublic] != "" {
			w.Error("the address is open")
		}
		w.Sends("maker", at+"/ubah/web", 303, "isi", "contoh.id")
		w.Sends("maker", at+"/ubah/nib", 404, "isi", "1")
		m := takeBackForm.FindStringSubmatch(w.Reads("maker", at+"/riwayat"))
		if m == nil {
			w.Fatal("nothing can be taken back")
		}
		w.Sends("maker", m[1], 303, web.KeyField, web.NewKey())
		if v := w.stands(code); v.Facts[registry.Web] != "" || v.Facts[registry.Address] != "Jalan Melati 5" {
			w.Errorf("after taking back: %v", v.Facts)
		}
		id, _ := w.id(code)
		w.takesRowsBack(id, at)
		err := w.d.Write(context.Background(), func(tx *db.Tx) error {
			_, err := w.book.Open(tx, w.viewers["counter"].Session, registry.Asked{Business: id, Facts: []registry.Fact{registry.WA}, Purpose: "layanan"})
			return err
		})
		if err != nil {
			w.Fatal(err)
		}
		if page := webtest.Text(w.Reads("maker", at+"/riwayat")); !strings.Contains(page, "Melayani pemilik di loket: WhatsApp") || !strings.Contains(page, "Dasar: tugas dan layanan publik (Pasal 20 ayat (2) huruf e)") {
			w.Errorf("who read is not said: %s", page)
		}
		if page := webtest.Text(w.Reads("counter", at+"/riwayat")); strings.Contains(page, "Melayani pemilik") || strings.Contains(page, "3456") || strings.Contains(page, "Melati") {
			w.Error("a counter reads what is the owner's")
		}
		w.Sends("maker", at+"/tutup", 422, web.KeyField, web.NewKey())
		w.Sends("maker", at+"/tutup", 303, web.KeyField, web.NewKey(), "alasan", "tutup")
		w.Sends("maker", at+"/buka", 303, web.KeyField, web.NewKey())
		if got := w.stands(code).State; got != registry.Draft {
			w.Errorf("it is %s", got)
		}
	})
}
