package ownerweb

import (
	"context"
	"html"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"alun/ground/blob"
	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/fault"
	"alun/ground/geo"
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
	"alun/record/registry/naikkelas"

	"github.com/a-h/templ"
)

const (
	selatan   = "64.71.05"
	klandasan = "64.71.05.1003"
	damai     = "64.71.05.1002"
)

// house is a small house with the pages.
type house struct {
	*testing.T
	d      *db.DB
	site   *web.Site
	book   *registry.Book
	clock  *dbtest.Clock
	code   func(db.ID) string
	tokens map[string]string
	who    map[string]account.Who
}

func eachHouse(t *testing.T, run func(w *house)) {
	for name, at := range dbtest.URLs() {
		t.Run(name, func(t *testing.T) { t.Parallel(); run(aHouse(t, at(t))) })
	}
}

func aHouse(t *testing.T, at string) *house {
	clock := dbtest.NewClock(time.Now())
	d := dbtest.Open(t, at, db.Options{Rehearse: true, Now: clock.Now}, jobs.Files, diary.Files, account.Files, place.Files, blob.Files, registry.Files, web.Files)
	ring := accounttest.Ring(t)
	codec := ring.Codec()
	w := &house{T: t, d: d, clock: clock, book: &registry.Book{Box: diary.NewBox(ring), Ring: ring, Where: where}, tokens: map[string]string{}, who: map[string]account.Who{},
		code: func(id db.ID) string { return codec.Encode(int64(id)) }}
	w.must(areas)
	words, err := lang.Load(registry.Files, Files, parts.Files, web.Files, account.Files, db.Files, naikkelas.Files)
	if err != nil {
		t.Fatal(err)
	}
	files, err := Static()
	if err != nil {
		t.Fatal(err)
	}
	desk := &Desk{Book: w.book, Code: w.code, ID: func(s string) (db.ID, bool) { n, ok := codec.Decode(s); return db.ID(n), ok },
		Shelf: kbli.NewShelf(), NameOf: func(*db.Tx, db.ID) (string, error) { return "Ani Lestari", nil },
		Find: func(_ *db.Tx, login string) (db.ID, error) {
			if who, there := w.who[login]; there {
				return who.Person, nil
			}
			return 0, fault.New(fault.NotFound, "account.nobody_has_it")
		}}
	w.site, err = web.New(web.Config{DB: d, Words: words, Routes: desk.Routes(), SignIn: "/masuk", Static: []fs.FS{files},
		Layout: func(_ *web.Request, p web.Page) templ.Component { return p.Body },
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
	sign("planner", accounttest.Role{Role: account.Planner})
	clock.MoveOn(time.Second)
	return w
}

// where puts everything north of 1.24° south into klandasan, the rest into damai.
func where(p geo.Point) (string, bool) {
	switch {
	case p.Lat < -2*geo.Degree || p.Lat > 0:
		return "", false
	case p.Lat > -1_240_000:
		return klandasan, true
	}
	return damai, true
}

func areas(tx *db.Tx) error {
	for _, a := range [][4]string{{"64", "province", "Kalimantan Timur", ""}, {"64.71", "city", "Balikpapan", "64"}, {selatan, "kecamatan", "Balikpapan Kota", "64.71"},
		{damai, "kelurahan", "Damai", selatan}, {klandasan, "kelurahan", "Klandasan Ulu", selatan}} {
		if _, err := tx.Exec(`insert into place_area (code, level, name, name_alt, parent_code, bps_code, postal_code, size_text, size_micro, drawn_text, drawn_micro, lat, lng, source, valid_from)
			values ($1, $2, $3, '', $4, '', '', '', null, '', null, null, null, 'uji', $5)`, a[0], a[1], a[2], db.Null(a[3], a[3] != ""), tx.Now()); err != nil {
			return err
		}
	}
	for code, ring := range map[string]string{klandasan: "[[116.82,-1.24],[116.86,-1.24],[116.86,-1.21],[116.82,-1.21],[116.82,-1.24]]", damai: "[[116.82,-1.28],[116.86,-1.28],[116.86,-1.24],[116.82,-1.24],[116.82,-1.28]]"} {
		if _, err := tx.Exec(`insert into place_boundary (area_code, geojson, source, source_date, licence, grade, valid_from) values ($1, $2, 'uji', '', 'uji', 'A', $3)`,
			code, `{"type":"Polygon","coordinates":[`+ring+`]}`, tx.Now()); err != nil {
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

// stall is a business of the maker, at home unless it is said otherwise.
func (w *house) stall(more registry.Values) (id db.ID, at string) {
	w.Helper()
	set := registry.Values{registry.Kind: "perorangan", registry.Name: "Sanggar Siti", registry.Kelurahan: klandasan, registry.RT: "12", registry.Address: "Jl. Sudirman 7", registry.AtHome: "ya",
		registry.Phone: "0812-3456-7890", registry.AboutID: "Anyaman rotan.", registry.Subsectors: "kriya"}
	for f, text := range more {
		set[f] = text
	}
	w.must(func(tx *db.Tx) (err error) {
		id, err = w.book.Register(tx, w.who["maker"].Session, registry.Registering{Set: set})
		return err
	})
	return id, "/usaha-saya/" + w.code(id)
}

// published makes it public.
func (w *house) published(id db.ID) {
	w.Helper()
	w.must(func(tx *db.Tx) error { return w.book.Submit(tx, w.who["maker"].Session, registry.Step{Business: id}) })
	w.must(func(tx *db.Tx) error {
		return w.book.Publish(tx, w.who["counter"].Session, registry.Step{Business: id})
	})
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

func (w *house) reads(who, path string) string {
	w.Helper()
	got := w.ask(who, http.MethodGet, path, nil)
	if got.Code != http.StatusOK || strings.Contains(got.Body.String(), "⟦") {
		w.Fatalf("%s %s answered %d: %s", who, path, got.Code, text(got.Body.String()))
	}
	return got.Body.String()
}

// sends sends a form and gives where it leads, or the page.
func (w *house) sends(who, path string, want int, pairs ...string) string {
	w.Helper()
	form := url.Values{web.KeyField: {web.NewKey()}}
	for i := 0; i < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	got := w.ask(who, http.MethodPost, path, form)
	if got.Code != want || strings.Contains(got.Body.String(), "⟦") {
		w.Fatalf("%s %s answered %d, want %d: %s", who, path, got.Code, want, text(got.Body.String()))
	}
	if want == http.StatusSeeOther {
		return got.Header().Get("Location")
	}
	return got.Body.String()
}

// says asks for words on a page.
func (w *house) says(page string, all ...string) {
	w.Helper()
	for _, want := range all {
		if !strings.Contains(text(page), want) && !strings.Contains(page, want) {
			w.Errorf("%q is not said: %s", want, text(page))
		}
	}
}

// hushed asks that words do not stand on a page.
func (w *house) hushed(page string, all ...string) {
	w.Helper()
	for _, no := range all {
		if strings.Contains(text(page), no) || strings.Contains(page, no) {
			w.Errorf("%q is said: %s", no, text(page))
		}
	}
}

// shutOut: those who have no part in a business learn nothing of it, also by no form.
func (w *house) shutOut(at string, forms ...string) {
	w.Helper()
	for who, want := range map[string]int{"other": 404, "far": 404, "": 303} {
		if got := w.ask(who, http.MethodGet, at, nil).Code; got != want {
			w.Errorf("%q gets %s as %d", who, at, got)
		}
	}
	for _, form := range forms {
		for who, want := range map[string]int{"other": 404, "far": 404, "": 401} {
			if got := w.ask(who, http.MethodPost, form, url.Values{web.KeyField: {web.NewKey()}}).Code; got != want {
				w.Errorf("%q sends %s and gets %d", who, form, got)
			}
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

func (w *house) today() date.Day { return date.DayOf(w.clock.Now()) }

// first finds what an expression catches on a page.
func (w *house) first(page, form string) string {
	w.Helper()
	m := regexp.MustCompile(form).FindStringSubmatch(page)
	if m == nil {
		w.Fatalf("%s is not there: %s", form, text(page))
	}
	return m[1]
}

func TestADayIsReadAsPeopleWriteIt(t *testing.T) {
	for typed, want := range map[string]string{"2027-12-31": "2027-12-31", "31/12/2027": "2027-12-31", "1.2.2027": "2027-02-01", "": "0000-00-00", "31/02/2027": "no", "besok": "no", "12/2027": "no"} {
		day, ok := readDay(typed)
		if got := day.String(); !ok && want != "no" || ok && got != want {
			t.Errorf("%q is %s %v, want %s", typed, got, ok, want)
		}
	}
}

// That everybody sees a business gives nobody its inner pages: neither another maker nor
// an officer of elsewhere, nor one who only watches.
func TestAPublicBusinessKeepsItsInnerPages(t *testing.T) {
	eachHouse(t, func(w *house) {
		id, at := w.stall(registry.Values{registry.Point: "-1.230123 116.830456 gps"})
		w.sends("maker", at+"/izin", 303, "kind", "halal", "number", "ID-00-1")
		permit := w.first(w.reads("maker", at+"/izin"), `href="(`+at+`/izin/[0-9a-z]{13})"`)
		w.published(id)
		for _, who := range []string{"other", "far", "planner"} {
			for _, path := range []string{at + "/izin", permit, at + "/usulan", at + "/titik", at + "/orang"} {
				if got := w.ask(who, http.MethodGet, path, nil); got.Code != 403 || strings.Contains(got.Body.String(), "ID-00-1") || strings.Contains(got.Body.String(), "116.83") {
					t.Errorf("%s gets %s as %d: %s", who, path, got.Code, text(got.Body.String()))
				}
			}
			w.sends(who, at+"/izin", 403, "kind", "pirt", "number", "P")
			w.sends(who, permit, 403, "reason", "dicabut")
			w.sends(who, at+"/titik", 403, "langkah", "hapus")
			w.sends(who, at+"/titik", 403, "langkah", "lihat", "point", "-1.23, 116.83")
			w.sends(who, at+"/orang", 403, "name", "Ana", "role", "worker")
			w.sends(who, at+"/usulan/"+w.code(id), 403, "langkah", "terima")
		}
	})
}
