package pasporweb

import (
	"context"
	"html"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"alun/ground/blob"
	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/fault"
	"alun/ground/jobs"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/account"
	"alun/record/account/accounttest"
	"alun/record/diary"
	"alun/record/place"
	"alun/record/registry"
	"alun/record/registry/kbli"
	"alun/record/registry/paspor"
	"alun/record/registry/size"

	"github.com/a-h/templ"
)

const (
	selatan = "64.71.05"
	damai   = "64.71.05.1002"
)

// house is a small house with the pages.
type house struct {
	*testing.T
	d      *db.DB
	site   *web.Site
	desk   *Desk
	book   *registry.Book
	clock  *dbtest.Clock
	tokens map[string]string
	who    map[string]account.Who
}

func eachHouse(t *testing.T, run func(w *house)) {
	for name, at := range dbtest.URLs() {
		t.Run(name, func(t *testing.T) { run(aHouse(t, at(t))) })
	}
}

func aHouse(t *testing.T, at string) *house {
	clock := dbtest.NewClock(time.Now())
	d := dbtest.Open(t, at, db.Options{Rehearse: true, Now: clock.Now}, jobs.Files, diary.Files, account.Files, place.Files, blob.Files, registry.Files, web.Files)
	ring := accounttest.Ring(t)
	codec := ring.Codec()
	w := &house{T: t, d: d, clock: clock, book: &registry.Book{Box: diary.NewBox(ring), Ring: ring}, tokens: map[string]string{}, who: map[string]account.Who{}}
	w.must(areas)
	rules, err := size.ReadProfile(os.DirFS("../../../city/balikpapan"))
	if err == nil {
		_, err = size.Load(context.Background(), d, rules)
	}
	if err != nil {
		t.Fatal(err)
	}
	words, err := lang.Load(registry.Files, Files, paspor.Files, parts.Files, web.Files, account.Files, db.Files)
	if err != nil {
		t.Fatal(err)
	}
	w.desk = &Desk{Paspor: &paspor.Desk{Book: w.book, Products: func(*db.Tx, db.ID) (int, error) { return 3, nil }}, DB: d, Shelf: kbli.NewShelf(), Words: words,
		Code: func(id db.ID) string { return codec.Encode(int64(id)) }, ID: func(s string) (db.ID, bool) { n, ok := codec.Decode(s); return db.ID(n), ok },
		Public: "https://alun.example", City: "Kota Balikpapan", NameOf: func(*db.Tx, db.ID) (string, error) { return "Siti Aminah", nil }}
	w.site, err = web.New(web.Config{DB: d, Words: words, Routes: w.desk.Routes(), SignIn: "/masuk", Layout: laidOut,
		Fault: func(r *web.Request, f *fault.Fault, _ int) web.Page {
			return web.Page{Title: "x", Body: parts.Galat(r.Lang, f)}
		}})
	if err != nil {
		t.Fatal(err)
	}
	sign := func(name string, r accounttest.Role) { w.who[name], w.tokens[name] = accounttest.Sign(t, d, ring, r) }
	sign("maker", accounttest.Role{Role: account.Maker, Weak: true})
	sign("other", accounttest.Role{Role: account.Maker, Weak: true})
	sign("helper", accounttest.Role{Role: account.Helper, Standing: account.Delegasi, Helps: w.who["maker"].Person, Weak: true})
	sign("counter", accounttest.Role{Role: account.Counter, Area: selatan})
	sign("far", accounttest.Role{Role: account.Counter, Area: "64.71.03"})
	clock.MoveOn(time.Second)
	return w
}

// laidOut is the body behind what stands in the head.
func laidOut(_ *web.Request, p web.Page) templ.Component {
	if p.Head == nil {
		return p.Body
	}
	return templ.Join(p.Head, p.Body)
}

func areas(tx *db.Tx) error {
	for _, a := range [][4]string{{"64", "province", "Kalimantan Timur", ""}, {"64.71", "city", "Balikpapan", "64"}, {selatan, "kecamatan", "Balikpapan Kota", "64.71"}, {damai, "kelurahan", "Damai", selatan}} {
		if _, err := tx.Exec(`insert into place_area (code, level, name, name_alt, parent_code, bps_code, postal_code, size_text, size_micro, drawn_text, drawn_micro, lat, lng, source, valid_from)
			values ($1, $2, $3, '', $4, '', '', '', null, '', null, null, null, 'uji', $5)`, a[0], a[1], a[2], db.Null(a[3], a[3] != ""), tx.Now()); err != nil {
			return err
		}
	}
	_, err := tx.Exec(`insert into registry_kbli_subsector (slug, position, name_id, name_en, name_ja, about_id, about_en, about_ja, valid_from) values ('kriya', 1, 'Kriya', 'Crafts', '工芸', '', '', '', $1)`, tx.Now())
	return err
}

func (w *house) must(act func(tx *db.Tx) error) {
	w.Helper()
	if err := w.d.Write(context.Background(), act); err != nil {
		w.Fatal(err)
	}
	w.clock.MoveOn(time.Second)
}

// sanggar is a published business of the maker, at home.
func (w *house) sanggar() (id db.ID, at string) {
	w.Helper()
	w.must(func(tx *db.Tx) (err error) {
		id, err = w.book.Register(tx, w.who["maker"].Session, registry.Registering{Set: registry.Values{registry.Kind: "perorangan", registry.Name: "Sanggar Siti", registry.Kelurahan: damai, registry.RT: "12",
			registry.Address: "Jl. Sudirman 7", registry.AtHome: "ya", registry.Phone: "0812-3456-7890", registry.AboutID: "Anyaman rotan.", registry.Subsectors: "kriya", registry.Sales: "omzet_300jt", registry.Started: "2019-05"}})
		return err
	})
	w.must(func(tx *db.Tx) error {
		_, err := w.book.AddPermit(tx, w.who["maker"].Session, registry.Permit{Business: id, Kind: "hki", Number: "IDM000123456", Issuer: "DJKI"})
		return err
	})
	w.must(func(tx *db.Tx) error { return w.book.Submit(tx, w.who["maker"].Session, registry.Step{Business: id}) })
	w.must(func(tx *db.Tx) error {
		return w.book.Publish(tx, w.who["counter"].Session, registry.Step{Business: id})
	})
	return id, "/usaha-saya/" + w.desk.Code(id) + "/paspor"
}

func (w *house) ask(who, method, path string, form url.Values) *httptest.ResponseRecorder {
	w.Helper()
	r := httptest.NewRequestWithContext(w.Context(), method, "http://alun.example"+path, strings.NewReader(form.Encode()))
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	if who != "" {
		r.AddCookie(&http.Cookie{Name: "alun", Value: w.tokens[who]})
	}
	out := httptest.NewRecorder()
	w.site.Handler().ServeHTTP(out, r)
	w.clock.MoveOn(time.Second)
	return out
}

// gets asks for a page and wants a status.
func (w *house) gets(who, method, path string, want int, pairs ...string) string {
	w.Helper()
	form := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	got := w.ask(who, method, path, form)
	if got.Code != want || strings.Contains(got.Body.String(), "⟦") {
		w.Fatalf("%q %s %s answered %d, want %d: %s", who, method, path, got.Code, want, text(got.Body.String()))
	}
	if want == http.StatusSeeOther {
		return got.Header().Get("Location")
	}
	return got.Body.String()
}

// shares makes a link and gives its address within the house.
func (w *house) shares(at string, buka ...string) string {
	w.Helper()
	pairs := []string{web.KeyField, web.NewKey(), "untuk", "bank", "sampai", w.day(10)}
	for _, b := range buka {
		pairs = append(pairs, "buka", b)
	}
	return w.address(w.gets("maker", "POST", at+"/tautan", 200, pairs...))
}

func (w *house) address(page string) string {
	w.Helper()
	m := regexp.MustCompile(`<code>https://alun\.example((?:/en|/ja)?/paspor/[a-z2-7]{26})</code>`).FindStringSubmatch(page)
	if m == nil {
		w.Fatalf("no link: %s", text(page))
	}
	return m[1]
}

// day is a day from today.
func (w *house) day(n int) string { return paspor.LastOf(w.clock.Now()).Next(n - 89).String() }

func (w *house) says(page string, all ...string) {
	w.Helper()
	for _, want := range all {
		if !strings.Contains(text(page), want) && !strings.Contains(page, want) {
			w.Errorf("%q is not said: %s", want, text(page))
		}
	}
}

func (w *house) hushed(page string, all ...string) {
	w.Helper()
	for _, no := range all {
		if strings.Contains(text(page), no) || strings.Contains(page, no) {
			w.Errorf("%q is said: %s", no, text(page))
		}
	}
}

var (
	tags   = regexp.MustCompile(`<[^>]*>`)
	spaces = regexp.MustCompile(`\s+`)
)

func text(page string) string {
	return spaces.ReplaceAllString(html.UnescapeString(tags.ReplaceAllString(page, " ")), " ")
}
