package aturanweb

import (
	"context"
	"html"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"alun/ground/blob"
	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/fault"
	"alun/ground/jobs"
	"alun/ground/lang"
	"alun/ground/sheet"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/ground/web/webtest"
	"alun/record/account"
	"alun/record/account/accounttest"
	"alun/record/diary"
	"alun/record/place"
	"alun/record/place/placetest"
	"alun/record/registry"
	"alun/record/registry/aturan"
	"alun/record/registry/kbli"
	"alun/record/registry/product"
	"alun/record/registry/saring"
	"alun/record/registry/size"

	"github.com/a-h/templ"
)

var rooms = []fs.FS{web.Files, jobs.Files, diary.Files, account.Files, place.Files, blob.Files, registry.Files}

const damai = "64.71.05.1002"

// desk is a small house with the pages and one published food stall.
type desk struct {
	webtest.Visitor
	d    *db.DB
	book *registry.Book
	code string
	door Door
	id   db.ID
	who  map[string]account.Who
}

func eachDesk(t *testing.T, run func(w *desk)) {
	dbtest.EachWith(t, db.Options{Rehearse: true}, func(t *testing.T, d *db.DB) { run(aDesk(t, d)) }, rooms...)
}

func aDesk(t *testing.T, d *db.DB) *desk {
	ring := accounttest.Ring(t)
	codec := ring.Codec()
	w := &desk{Visitor: webtest.New(t, nil), d: d, book: &registry.Book{Box: diary.NewBox(ring), Ring: ring}, who: map[string]account.Who{}}
	w.loads()
	words, err := lang.Load(os.DirFS(".."), os.DirFS("../registryweb"), aturan.Files, product.Files, saring.Files, Files, os.DirFS("../../account/accountweb"), parts.Files, web.Files, account.Files, sheet.Files)
	if err != nil {
		t.Fatal(err)
	}
	door := Door{Products: product.Desk{Book: w.book}, Code: func(id db.ID) string { return codec.Encode(int64(id)) },
		ID: func(s string) (db.ID, bool) { n, ok := codec.Decode(s); return db.ID(n), ok }}
	w.Site, err = web.New(web.Config{DB: d, Words: words, Routes: door.Routes(), SignIn: "/masuk",
		Layout: layout, Log: webtest.Log(),
		Fault: func(r *web.Request, f *fault.Fault, _ int) web.Page {
			return web.Page{Title: "x", Body: parts.Galat(r.Lang, f)}
		}})
	if err != nil {
		t.Fatal(err)
	}
	sign := func(name string, r accounttest.Role) { w.who[name], w.Tokens[name] = accounttest.Sign(t, d, ring, r) }
	sign("maker", accounttest.Role{Role: account.Maker, Weak: true})
	sign("other", accounttest.Role{Role: account.Maker, Weak: true})
	sign("helper", accounttest.Role{Role: account.Helper, Standing: account.Delegasi, Helps: w.who["maker"].Person, Weak: true})
	sign("counter", accounttest.Role{Role: account.Counter, Area: "64.71.05"})
	sign("planner", accounttest.Role{Role: account.Planner})
	sign("weak", accounttest.Role{Role: account.Planner, Weak: true})
	sign("far", accounttest.Role{Role: account.Counter, Area: "64.71.03"})
	err = d.Write(context.Background(), func(tx *db.Tx) (err error) {
		w.id, err = w.book.Register(tx, w.who["maker"].Session, registry.Registering{Set: registry.Values{registry.Kind: "usaha", registry.Name: "Warung <Bu> Siti", registry.Kelurahan: damai, registry.LegalForm: "perorangan", registry.Address: "Jl. Contoh 1", registry.AtHome: "ya", registry.AboutID: "Nasi kuning.",
			registry.KBLI: "2020:56102", registry.Sales: "omzet_300jt", registry.Opens: "Sen-Sab 06.00-11.00", registry.WA: "081234567890"}})
		if err == nil {
			err = w.book.Submit(tx, w.who["maker"].Session, registry.Step{Business: w.id})
		}
		if err == nil {
			err = w.book.Publish(tx, w.who["counter"].Session, registry.Step{Business: w.id})
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	w.code, w.door = door.Code(w.id), door
	return w
}

// loads brings the city's rules and one kelurahan in.
func (w *desk) loads() {
	w.Helper()
	ctx, city := context.Background(), os.DirFS("../../../city/balikpapan")
	for _, load := range []func() error{
		func() error {
			p, err := kbli.ReadProfile(city)
			if err == nil {
				_, err = kbli.Load(ctx, w.d, p)
			}
			return err
		},
		func() error {
			p, err := size.ReadProfile(city)
			if err == nil {
				_, err = size.Load(ctx, w.d, p)
			}
			return err
		},
		func() error { return w.d.Write(ctx, areas) },
	} {
		if err := load(); err != nil {
			w.Fatal(err)
		}
	}
}

// layout draws a page without its frame.
var layout = func(_ *web.Request, p web.Page) templ.Component { return p.Body }

func areas(tx *db.Tx) error {
	return placetest.Draw(tx, "64.71.05", "Balikpapan Kota", damai, "Damai")
}

// draft are the fields of a good draft.
var draft = []string{"batas_1", "100 juta", "batas_2", "300 juta", "batas_3", "1 miliar", "mulai", "2099-01-01", "keputusan", "Keputusan Uji 1/2098", "alasan", "Batas pertama <b>dinaikkan</b>."}

func query(pairs []string) string {
	q := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		q.Set(pairs[i], pairs[i+1])
	}
	return "?coba=1&" + q.Encode()
}

var hidden = regexp.MustCompile(`<input type="hidden" name="([^"]+)" value="([^"]*)"`)

// A planner looks at the rules, tries new steps on the register, publishes them as the
// trial's form has them, and takes them back before their day.
func TestAPlannerCutsTheStepsAnew(t *testing.T) {
	eachDesk(t, func(w *desk) {
		page := webtest.Text(w.Reads("planner", "/petugas/aturan"))
		w.has(page, "Rules of the law are read", "PP 7/2021", "berlaku", "dipakai sebagai usulan", "belum ditetapkan kota", "sudah lewat", "bersama rilis", "Buat versi baru", "Mikro langkah 1", "Rp60 juta")
		if strings.Contains(w.Reads("planner", "/petugas/aturan"), "/tarik") {
			t.Error("something to withdraw")
		}
		w.has(webtest.Text(w.Reads("planner", "/petugas/aturan/langkah")), "an empty form", "Mikro langkah 3: paling banyak", "Yang berlaku sekarang", "Akhir Mikro langkah 4 tidak ditulis di sini")
		if got := w.Get("planner", "/petugas/aturan/langkah?coba=1&batas_1=banyak"); !strings.Contains(webtest.Text(got.Body.String()), "Tulis hari pertama berlakunya") {
			t.Errorf("a wrong draft: %s", webtest.Text(got.Body.String()))
		}
		w.has(webtest.Text(w.Reads("planner", "/petugas/aturan/langkah"+query(draft))), "a draft that was not counted", "Hasil percobaan", "Rp100 juta", "Belum dihitung", "Hitung pada daftar usaha", "Terbitkan mulai 1 Januari 2099")
		alone := webtest.Text(w.tries())
		w.has(alone, "a trial on one business", "Hasil percobaan", "Terlalu sedikit untuk dihitung", "kurang dari 10")
		if strings.Contains(alone, "Dihitung dari") || strings.Contains(alone, "Mikro langkah 1 atau") {
			t.Error("a trial on one business tells its sales")
		}
		w.crowd()
		tried := w.Reads("planner", w.counts())
		w.has(webtest.Text(tried), "a trial", "Hasil percobaan", "Rp100 juta", "Mikro langkah 1 atau Mikro langkah 2", "rahasia", "Dihitung dari 43 usaha", "Tidak menyebut penjualan: rahasia", "“Rahasia” bukan nol", "memotong rentang", "Terbitkan mulai 1 Januari 2099")
		if strings.Contains(tried, "<b>dinaikkan") || strings.Contains(tried, "Siti") {
			t.Error("a trial draws marks or names somebody")
		}
		var form []string
		_, publishing, _ := strings.Cut(tried, `method="post" action="/petugas/aturan/langkah"`)
		publishing, _, _ = strings.Cut(publishing, "</form>")
		for _, m := range hidden.FindAllStringSubmatch(publishing, -1) {
			form = append(form, m[1], html.UnescapeString(m[2]))
		}
		to := w.Sends("planner", "/petugas/aturan/langkah", 303, form...)
		if again := w.Sends("planner", "/petugas/aturan/langkah", 303, form...); again != to || !strings.HasPrefix(to, "/petugas/aturan?ya=terbit#v-") {
			t.Errorf("sent twice: %s, then %s", to, again)
		}
		after := w.Reads("planner", "/petugas/aturan?ya=terbit")
		w.has(webtest.Text(after), "what comes", "Langkah baru sudah terbit", "akan berlaku", "Keputusan Uji 1/2098", "oleh kota", "Tarik versi mulai 1 Januari 2099")
		w.slower(form)
		back := regexp.MustCompile(`action="(/petugas/aturan/langkah/[^/]+/tarik)"`).FindStringSubmatch(after)[1]
		w.Sends("counter", back, 403, web.KeyField, web.NewKey())
		w.Sends("planner", back, 303, web.KeyField, web.NewKey())
		w.has(webtest.Text(w.Reads("planner", "/petugas/aturan?ya=tarik")), "what was withdrawn", "sudah ditarik kembali", "ditarik")
		w.Sends("planner", back, 409, web.KeyField, web.NewKey())
	})
}

// tallies counts how often sales were counted.
func (w *desk) tallies() (n int) {
	w.Helper()
	err := w.d.Read(context.Background(), func(tx *db.Tx) (err error) {
		n, _, err = db.One(tx, (*db.Row).Int, `select count(*) from registry_tally`)
		return err
	})
	if err != nil {
		w.Fatal(err)
	}
	return n
}

// tries has the draft counted, once although it is sent twice, and not where it is wrong;
// and gives the page of the trial.
func (w *desk) tries() string {
	w.Helper()
	if n := w.tallies(); n != 0 {
		w.Errorf("an address alone has sales counted: %d", n)
	}
	w.has(w.Sends("planner", "/petugas/aturan/langkah/coba", 422, web.KeyField, web.NewKey(), "batas_1", "banyak", "alasan", "Alasan yang tetap"), "a wrong draft that is sent", "Tulis hari pertama berlakunya")
	for _, who := range []string{"weak", "counter", "maker", "helper", "far"} {
		w.Sends(who, "/petugas/aturan/langkah/coba", 403, append([]string{web.KeyField, web.NewKey()}, draft...)...)
	}
	form := append([]string{web.KeyField, web.NewKey()}, draft...)
	to := w.Sends("planner", "/petugas/aturan/langkah/coba", 303, form...)
	if again := w.Sends("planner", "/petugas/aturan/langkah/coba", 303, form...); again != to || w.tallies() != 1 {
		w.Errorf("sent twice: %s, then %s, counted %d times", to, again, w.tallies())
	}
	return w.Reads("planner", to)
}

// counts has the draft counted once more and gives the address of the trial.
func (w *desk) counts() string {
	w.Helper()
	return w.Sends("planner", "/petugas/aturan/langkah/coba", 303, append([]string{web.KeyField, web.NewKey()}, draft...)...)
}

// crowd lists 42 businesses more, of which two told no sales.
func (w *desk) crowd() {
	w.Helper()
	var in []registry.Incoming
	for i := range 42 {
		set := registry.Values{registry.Kind: "usaha", registry.Name: "Kedai Uji " + strconv.Itoa(i), registry.Kelurahan: damai, registry.KBLI: "2020:56102", registry.Sales: "omzet_300jt"}
		if i >= 12 {
			set[registry.Sales] = "omzet_60jt"
		}
		if i >= 40 {
			delete(set, registry.Sales)
		}
		in = append(in, registry.Incoming{Key: strconv.Itoa(i), Set: set, Sure: true})
	}
	err := w.d.Write(context.Background(), func(tx *db.Tx) error {
		done, err := w.book.PutAs(tx, "command", registry.List{Source: "uji", Level: registry.Document, Publish: true, Demo: true}, in)
		for _, one := range done {
			if one.Why != nil {
				return one.Why
			}
		}
		return err
	})
	if err != nil {
		w.Fatal(err)
	}
}

// slower is somebody who looked before another one published.
func (w *desk) slower(form []string) {
	w.Helper()
	late := slices.Clone(form)
	for i := 0; i < len(late); i += 2 {
		switch late[i] {
		case web.KeyField:
			late[i+1] = web.NewKey()
		case "mulai":
			late[i+1] = "2099-02-01"
		case "batas_1":
			late[i+1] = "90 juta"
		}
	}
	w.has(w.Sends("planner", "/petugas/aturan/langkah", 409, late...), "who was slower", "sudah diganti lebih dulu")
}

func (w *desk) has(page, what string, want ...string) {
	w.Helper()
	for _, text := range want {
		if !strings.Contains(page, text) {
			w.Errorf("%s does not say %q: %s", what, text, page)
		}
	}
}

func TestWhoMaySeeTheRules(t *testing.T) {
	eachDesk(t, func(w *desk) {
		for _, who := range []string{"weak", "counter", "maker", "helper", "far"} {
			for _, at := range []string{"/petugas/aturan", "/petugas/aturan/langkah", "/petugas/aturan/langkah" + query(draft)} {
				if got := w.Get(who, at); got.Code != http.StatusForbidden {
					t.Errorf("%s reads %s: %d", who, at, got.Code)
				}
			}
			w.Sends(who, "/petugas/aturan/langkah", 403, append([]string{web.KeyField, web.NewKey()}, draft...)...)
		}
		for _, who := range []string{"weak", "planner", "maker", "helper"} {
			if got := w.Get(who, "/petugas/tanda"); got.Code != http.StatusForbidden {
				t.Errorf("%s reads marks: %d", who, got.Code)
			}
		}
		if got := w.Get("", "/petugas/tanda"); got.Code != http.StatusSeeOther || !strings.HasPrefix(got.Header().Get("Location"), "/masuk") {
			t.Errorf("a stranger: %d", got.Code)
		}
	})
}

// sells writes a product down whose text is marked.
func (w *desk) sells(name string) string {
	w.Helper()
	var id db.ID
	err := w.d.Write(context.Background(), func(tx *db.Tx) (err error) {
		id, err = w.door.Products.Add(tx, w.who["maker"].Session, w.id, product.Typed{Name: name, About: "Bisa untuk bayar pinjol.", Shown: true})
		return err
	})
	if err != nil {
		w.Fatal(err)
	}
	return "/petugas/tanda/" + w.door.Code(id)
}

// An officer of the area sees what is marked and why, finds one text good and gives the
// other back; an officer of elsewhere sees nothing of it.
func TestAnOfficerLooksAtMarkedTexts(t *testing.T) {
	eachDesk(t, func(w *desk) {
		w.has(webtest.Text(w.Reads("counter", "/petugas/tanda")), "an empty list", "Tidak ada teks yang bertanda")
		good, bad := w.sells("Jasa <i>urus</i> surat"), w.sells("Jasa titip")
		list := w.Reads("counter", "/petugas/tanda")
		w.has(webtest.Text(list), "the list", "perlu dilihat", "Jasa titip", "Ada kata yang sering dipakai penawaran pinjaman cepat", "Warung", "Bisa untuk bayar pinjol.")
		if strings.Contains(list, "<i>urus") {
			t.Error("a name is drawn as a mark")
		}
		if page := webtest.Text(w.Reads("far", "/petugas/tanda")); strings.Contains(page, "Jasa titip") {
			t.Error("an officer of elsewhere sees it in the list")
		}
		for _, who := range []string{"far", "maker", "planner"} {
			if got := w.Get(who, bad); got.Code != http.StatusForbidden && got.Code != http.StatusNotFound {
				t.Errorf("%s reads it: %d", who, got.Code)
			}
			w.Sends(who, bad, 403, "langkah", "baik", "versi", "1", web.KeyField, web.NewKey())
		}
		w.Sends("counter", good, 303, "langkah", "baik", "versi", "1", web.KeyField, web.NewKey())
		w.has(w.Sends("counter", bad, 422, "langkah", "kembali", "versi", "1", "kalimat", "ya", web.KeyField, web.NewKey()), "a sentence too short", "Tulis satu kalimat untuk pemilik")
		w.has(w.Sends("counter", bad, 409, "langkah", "kembali", "versi", "9", "kalimat", "Tulis jasanya saja.", web.KeyField, web.NewKey()), "who was slower", "Tulis jasanya saja.")
		w.Sends("counter", bad, 303, "langkah", "kembali", "versi", "1", "kalimat", "Tulis jasanya saja.", web.KeyField, web.NewKey())
		page := webtest.Text(w.Reads("counter", "/petugas/tanda?ya=kembali"))
		w.has(page, "what is left", "menunggu pemilik", "Pemiliknya diberi tahu")
		if strings.Contains(page, "surat") {
			t.Error("what was found good waits still")
		}
		w.has(webtest.Text(w.Reads("counter", bad)), "what was given back", "Sudah dikembalikan dengan kalimat ini", "Tulis jasanya saja.")
		w.has(webtest.Text(w.Reads("counter", good)), "what was found good", "sudah tidak bertanda")
		w.sells("Jasa antar")
		w.alsoHere("far")
		w.has(webtest.Text(w.Reads("far", "/petugas/tanda")), "an officer of two areas", "Jasa antar")
	})
}

// alsoHere gives an officer of elsewhere the counter of this kecamatan too.
func (w *desk) alsoHere(who string) {
	w.Helper()
	err := w.d.Write(context.Background(), func(tx *db.Tx) error {
		decree := tx.NewID()
		if _, err := tx.Exec(`insert into account_decree (id, number, about, signed_on, made_at, made_by) values ($1, 'loket/2', '', '2025-01-02', $2, 'command')`, decree, tx.Now()); err != nil {
			return err
		}
		_, err := tx.Exec(`insert into account_role (id, person, role, standing, office, area, helps, decree, from_at, until_at, made_at, made_by, ended_by, after_role)
			values ($1, $2, 'counter', 'definitif', null, '64.71.05', null, $3, $4, null, $4, 'command', '', null)`, tx.NewID(), w.who[who].Person, decree, tx.Now())
		return err
	})
	if err != nil {
		w.Fatal(err)
	}
}
