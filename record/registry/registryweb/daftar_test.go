package registryweb

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
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
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/account"
	"alun/record/account/accounttest"
	"alun/record/diary"
	"alun/record/registry"
	"alun/record/registry/kbli"

	"github.com/a-h/templ"
)

const damai = "64.71.05.1002"

// desk is a small house with makers' pages.
type desk struct {
	*testing.T
	d       *db.DB
	site    *web.Site
	book    *registry.Book
	code    func(db.ID) string
	id      func(string) (db.ID, bool)
	tokens  map[string]string
	viewers map[string]account.Who
}

func eachDesk(t *testing.T, run func(w *desk)) {
	dbtest.EachWith(t, db.Options{Rehearse: true}, func(t *testing.T, d *db.DB) { run(aDesk(t, d)) }, kbliRooms...)
}

func aDesk(t *testing.T, d *db.DB) *desk {
	ring := accounttest.Ring(t)
	codec := ring.Codec()
	w := &desk{T: t, d: d, book: &registry.Book{Box: diary.NewBox(ring), Ring: ring}, tokens: map[string]string{}, viewers: map[string]account.Who{},
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
	words, err := lang.Load(os.DirFS(".."), os.DirFS("."), os.DirFS("../../account/accountweb"), parts.Files, web.Files, account.Files, sheet.Files)
	if err != nil {
		t.Fatal(err)
	}
	makers := Makers{Book: w.book, Shelf: kbli.NewShelf(), Code: w.code, ID: w.id, NameOf: func(*db.Tx, db.ID) (string, error) { return "Siti", nil }}
	w.site, err = web.New(web.Config{DB: d, Words: words, Routes: slices.Concat(makers.Routes(), makers.OwnRoutes()), SignIn: "/masuk",
		Layout: func(_ *web.Request, p web.Page) templ.Component { return p.Body },
		Fault: func(r *web.Request, f *fault.Fault, _ int) web.Page {
			return web.Page{Title: "x", Body: parts.Galat(r.Lang, f)}
		}})
	if err != nil {
		t.Fatal(err)
	}
	sign := func(name string, r accounttest.Role) {
		w.viewers[name], w.tokens[name] = accounttest.Sign(t, d, ring, r)
	}
	sign("maker", accounttest.Role{Role: account.Maker, Weak: true})
	sign("other", accounttest.Role{Role: account.Maker, Weak: true})
	sign("helper", accounttest.Role{Role: account.Helper, Standing: account.Delegasi, Helps: w.viewers["maker"].Person, Weak: true})
	sign("counter", accounttest.Role{Role: account.Counter, Area: "64.71.05"})
	sign("far", accounttest.Role{Role: account.Counter, Area: "64.71.03"})
	return w
}

func aKelurahan(tx *db.Tx) error {
	for _, a := range [][4]string{{"64", "province", "Kalimantan Timur", ""}, {"64.71", "city", "Balikpapan", "64"}, {"64.71.05", "kecamatan", "Balikpapan Kota", "64.71"}, {damai, "kelurahan", "Damai", "64.71.05"}} {
		if _, err := tx.Exec(`insert into place_area (code, level, name, name_alt, parent_code, bps_code, postal_code, size_text, size_micro, drawn_text, drawn_micro, lat, lng, source, valid_from)
			values ($1, $2, $3, '', $4, '', '', '', null, '', null, null, null, 'uji', $5)`, a[0], a[1], a[2], db.Null(a[3], a[3] != ""), tx.Now()); err != nil {
			return err
		}
	}
	return nil
}

// ask sends a request as somebody: form nil reads.
func (w *desk) ask(who, path string, form url.Values) *httptest.ResponseRecorder {
	w.Helper()
	method, body := http.MethodGet, ""
	if form != nil {
		method, body = http.MethodPost, form.Encode()
	}
	r := httptest.NewRequestWithContext(w.Context(), method, "http://alun.example"+path, strings.NewReader(body))
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	if who != "" {
		r.AddCookie(&http.Cookie{Name: "alun", Value: w.tokens[who]})
	}
	out := httptest.NewRecorder()
	w.site.Handler().ServeHTTP(out, r)
	return out
}

func (w *desk) sends(who, path string, want int, pairs ...string) string {
	w.Helper()
	form := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	got := w.ask(who, path, form)
	if got.Code != want {
		w.Fatalf("%s %s answered %d, want %d: %s", who, path, got.Code, want, said(got.Body.String()))
	}
	if want == http.StatusSeeOther {
		return got.Header().Get("Location")
	}
	return got.Body.String()
}

func (w *desk) reads(who, path string) string {
	w.Helper()
	got := w.ask(who, path, nil)
	if got.Code != http.StatusOK || strings.Contains(got.Body.String(), "⟦") {
		w.Fatalf("%s %s answered %d: %s", who, path, got.Code, said(got.Body.String()))
	}
	return got.Body.String()
}

var versionField = regexp.MustCompile(`name="versi" value="(\d+)"`)

func (w *desk) version(who, path string) string {
	w.Helper()
	m := versionField.FindStringSubmatch(w.reads(who, path))
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
	to := w.sends(who, "/usaha/daftar", 303, append([]string{"draf", key, "kind", "usaha", "name", "Nasi Kuning Bu Sari", "about_id", "jual nasi kuning", "legal_form", "perorangan"}, more...)...)
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
		if page := w.reads("maker", at+"/kode"); !strings.Contains(page, `value="2020:56102"`) {
			w.Errorf("the code of a food stall is not offered: %s", said(page))
		}
		w.sends("maker", at+"/kode", 303, "kbli", "2020:56102")
		old := w.version("maker", at+"/tempat")
		w.sends("maker", at+"/tempat", 303, "versi", old, "kelurahan", damai, "rt", "12", "di", "rumah", "address", "Jalan Melati 5")
		// Back in the browser, the page is as it was: its older version is the maker's own.
		w.sends("maker", at+"/tempat", 303, "versi", old, "kelurahan", damai, "rt", "12", "di", "rumah", "address", "Jalan Melati 6")
		w.sends("maker", at+"/kontak", 422, "wa", "bukan nomor", "hours", "Sen-Sab 6-10")
		if page := w.sends("maker", at+"/kontak", 422, "wa", "bukan nomor", "hours", "Sen-Sab 6-10"); !strings.Contains(page, "bukan nomor") || !strings.Contains(page, "Sen-Sab 6-10") {
			w.Error("what was typed is lost")
		}
		if page := w.reads("maker", at+"/periksa"); !strings.Contains(said(page), "Tinggal 1 lagi") || strings.Contains(page, `name="_key"`) {
			w.Errorf("what is missing is not said: %s", said(page))
		}
		w.sends("maker", at+"/kontak", 303, "izin", "1", "wa", "0812 3456 7890", "hours", "Sen-Sab 6-10")
		page := said(w.reads("maker", at+"/periksa"))
		for _, piece := range []string{"Jalan Melati 6Tidak tampil kepada umum", "0812-3456-7890Tidak tampil kepada umum", "Senin–Sabtu 06.00–10.00; Minggu tutup", "Sudah lengkap"} {
			if !strings.Contains(page, piece) {
				w.Errorf("the last page does not say %q: %s", piece, page)
			}
		}
		w.sends("maker", at+"/periksa", 303, web.KeyField, web.NewKey())
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
		w.sends("helper", at, 303, form("Warung Sari", old)...)
		page := w.sends("maker", at, 409, form("Nasi Kuning Sari", old)...)
		if !strings.Contains(page, "Warung Sari") || !strings.Contains(page, `value="Nasi Kuning Sari"`) {
			w.Errorf("both sides are not shown: %s", page)
		}
		if got := w.stands(code).Facts[registry.Name]; got != "Warung Sari" {
			w.Errorf("it is called %s", got)
		}
		w.sends("maker", at, 303, form("Nasi Kuning Sari", versionField.FindStringSubmatch(page)[1])...)
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
		w.sends("maker", at+"/tempat", 303, "kelurahan", damai, "di", "rumah", "address", "Jalan Melati 5")
		w.sends("maker", at+"/kontak", 303, "izin", "1", "wa", "081234567890")
		for _, end := range []string{"/tempat", "/kontak", "/periksa"} {
			if page := w.reads("counter", at+end); strings.Contains(page, "Melati") || strings.Contains(page, "3456") {
				w.Errorf("a counter reads what is private at %s", end)
			}
		}
		w.sends("counter", at+"/tempat", 303, "kelurahan", damai, "di", "rumah", "address", "")
		w.sends("counter", at+"/kontak", 303, "izin", "1", "wa", "", "hours", "Sen-Sab 6-10")
		if v := w.stands(code).Facts; v[registry.WA] != "6281234567890" || v[registry.Address] != "Jalan Melati 5" || v[registry.Opens] == "" {
			w.Errorf("after the counter: %v", v)
		}
		w.sends("maker", at+"/kontak", 303, "izin", "1", "wa", "")
		if v := w.stands(code).Facts; v[registry.WA] != "" {
			w.Error("the maker cannot take a number away")
		}
		for who, want := range map[string]int{"far": 404, "other": 404, "": 303} {
			if got := w.ask(who, at+"/apa", nil).Code; got != want {
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
		if page := w.reads("helper", at+"/kontak"); strings.Contains(page, "wa_public") {
			w.Error("a helper is asked to show the number")
		}
		w.sends("helper", at+"/kontak", 403, "izin", "1", "wa", "081234567890", "wa_public", "1")
		w.sends("helper", at+"/periksa", 403, web.KeyField, web.NewKey())
		if page := said(w.reads("helper", "/usaha-saya")); !strings.Contains(page, "Nasi Kuning Bu Sari") {
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
		w.sends("maker", at+"/tempat", 303, "kelurahan", damai, "di", "rumah", "address", "Jalan Melati 5")
		if page := w.reads("maker", at+"/kontak"); strings.Contains(page, registry.FieldConsent) {
			w.Error("owners are asked whether they agree with themselves")
		}
		if page := said(w.reads("counter", at+"/kontak")); !strings.Contains(page, "Disetujui pemilik di loket") {
			w.Errorf("the counter is not asked: %s", page)
		}
		w.sends("counter", at+"/kontak", 422, "izin", "1", "wa", "081234567890", "wa_public", "1")
		w.sends("counter", at+"/kontak", 303, "izin", "1", "wa", "081234567890", "wa_public", "1", registry.FieldConsent, registry.AtCounter)
		w.sends("counter", "/usaha-saya/"+code+"/alamat", 422, "isi", "1")
		if w.stands(code).Facts[registry.AddressPublic] != "" {
			w.Error("a counter opened a home")
		}
		w.sends("counter", "/usaha-saya/"+code+"/alamat", 303, "isi", "1", registry.FieldConsent, registry.OnPaper)
		if page := said(w.reads("maker", "/usaha-saya/"+code+"/riwayat")); !strings.Contains(page, "Izin tampil: Disetujui pemilik di loket") || !strings.Contains(page, "Surat persetujuan bertanda tangan") {
			w.Errorf("the owner does not read how they agreed: %s", page)
		}
	})
}

var takeBackForm = regexp.MustCompile(`action="(/usaha-saya/[0-9a-z]+/riwayat/[0-9a-z]+)"`)

// The owner opens a home's address, closes it again, takes a change back and sees who
// opened what is private.
func TestAnOwnerLooksAfterABusiness(t *testing.T) {
	eachDesk(t, func(w *desk) {
		code := w.begins("maker", "satu-kali-saja-tertulis", "kelurahan", damai)
		at := "/usaha-saya/" + code
		w.sends("maker", "/usaha/daftar/"+code+"/tempat", 303, "kelurahan", damai, "di", "rumah", "address", "Jalan Melati 5")
		w.sends("maker", "/usaha/daftar/"+code+"/kontak", 303, "izin", "1", "wa", "081234567890")
		w.sends("helper", at+"/alamat", 403, "isi", "1")
		w.sends("maker", at+"/alamat", 303, "isi", "1")
		if w.stands(code).Facts[registry.AddressPublic] != registry.Yes {
			w.Error("the address is not open")
		}
		w.sends("maker", at+"/alamat", 303)
		if w.stands(code).Facts[registry.AddressPublic] != "" {
			w.Error("the address is open")
		}
		w.sends("maker", at+"/ubah/web", 303, "isi", "contoh.id")
		w.sends("maker", at+"/ubah/nib", 404, "isi", "1")
		m := takeBackForm.FindStringSubmatch(w.reads("maker", at+"/riwayat"))
		if m == nil {
			w.Fatal("nothing can be taken back")
		}
		w.sends("maker", m[1], 303, web.KeyField, web.NewKey())
		if v := w.stands(code); v.Facts[registry.Web] != "" || v.Facts[registry.Address] != "Jalan Melati 5" {
			w.Errorf("after taking back: %v", v.Facts)
		}
		id, _ := w.id(code)
		err := w.d.Write(context.Background(), func(tx *db.Tx) error {
			_, err := w.book.Open(tx, w.viewers["counter"].Session, registry.Asked{Business: id, Facts: []registry.Fact{registry.WA}, Purpose: "layanan"})
			return err
		})
		if err != nil {
			w.Fatal(err)
		}
		if page := said(w.reads("maker", at+"/riwayat")); !strings.Contains(page, "Melayani pemilik di loket: WhatsApp") || !strings.Contains(page, "Dasar: tugas dan layanan publik (Pasal 20 ayat (2) huruf e)") {
			w.Errorf("who read is not said: %s", page)
		}
		if page := said(w.reads("counter", at+"/riwayat")); strings.Contains(page, "Melayani pemilik") || strings.Contains(page, "3456") || strings.Contains(page, "Melati") {
			w.Error("a counter reads what is the owner's")
		}
		w.sends("maker", at+"/tutup", 422, web.KeyField, web.NewKey())
		w.sends("maker", at+"/tutup", 303, web.KeyField, web.NewKey(), "alasan", "tutup")
		w.sends("maker", at+"/buka", 303, web.KeyField, web.NewKey())
		if got := w.stands(code).State; got != registry.Draft {
			w.Errorf("it is %s", got)
		}
	})
}
