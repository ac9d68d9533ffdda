package ownerweb

import (
	"context"
	"io/fs"
	"net/url"
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
	"alun/ground/web/webtest"
	"alun/record/account"
	"alun/record/account/accounttest"
	"alun/record/diary"
	"alun/record/place"
	"alun/record/place/placetest"
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
	webtest.Visitor
	d     *db.DB
	book  *registry.Book
	clock *dbtest.Clock
	code  func(db.ID) string
	who   map[string]account.Who
}

func eachHouse(t *testing.T, run func(w *house)) {
	for name, at := range dbtest.URLs() {
		t.Run(name, func(t *testing.T) { t.Parallel(); run(aHouse(t, at(t))) })
	}
}

func aHouse(t *testing.T, at string) *house {
	clock := dbtest.NewClock(dbtest.Morning())
	d := dbtest.Open(t, at, db.Options{Rehearse: true, Now: clock.Now}, jobs.Files, diary.Files, account.Files, place.Files, blob.Files, registry.Files, web.Files)
	ring := accounttest.Ring(t)
	codec := ring.Codec()
	w := &house{Visitor: webtest.New(t, func() { clock.MoveOn(time.Second) }), d: d, clock: clock, book: &registry.Book{Box: diary.NewBox(ring), Ring: ring, Where: where}, who: map[string]account.Who{},
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
			if login == "0812" { // as an account reads it: no number
				return 0, fault.New(fault.Invalid, "account.phone_wrong")
			}
			return 0, fault.New(fault.NotFound, "account.nobody_has_it")
		}}
	w.Site, err = web.New(web.Config{DB: d, Words: words, Routes: desk.Routes(), SignIn: "/masuk", Static: []fs.FS{files},
		Layout: func(_ *web.Request, p web.Page) templ.Component { return p.Body },
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
	if err := placetest.Draw(tx, selatan, "Balikpapan Kota", damai, "Damai", klandasan, "Klandasan Ulu"); err != nil {
		return err
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

// shutOut: those who have no part in a business learn nothing of it, also by no form.
func (w *house) shutOut(at string, forms ...string) {
	w.Helper()
	for who, want := range map[string]int{"other": 404, "far": 404, "": 303} {
		if got := w.Get(who, at).Code; got != want {
			w.Errorf("%q gets %s as %d", who, at, got)
		}
	}
	for _, form := range forms {
		for who, want := range map[string]int{"other": 404, "far": 404, "": 401} {
			if got := w.Post(who, form, url.Values{web.KeyField: {web.NewKey()}}).Code; got != want {
				w.Errorf("%q sends %s and gets %d", who, form, got)
			}
		}
	}
}

func (w *house) today() date.Day { return date.DayOf(w.clock.Now()) }

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
		w.Sends("maker", at+"/izin", 303, "kind", "halal", "number", "ID-00-1")
		permit := w.First(w.Reads("maker", at+"/izin"), `href="(`+at+`/izin/[0-9a-z]{13})"`)
		w.published(id)
		for _, who := range []string{"other", "far", "planner"} {
			for _, path := range []string{at + "/izin", permit, at + "/usulan", at + "/titik", at + "/orang"} {
				if got := w.Get(who, path); got.Code != 403 || strings.Contains(got.Body.String(), "ID-00-1") || strings.Contains(got.Body.String(), "116.83") {
					t.Errorf("%s gets %s as %d: %s", who, path, got.Code, webtest.Text(got.Body.String()))
				}
			}
			w.Sends(who, at+"/izin", 403, "kind", "pirt", "number", "P")
			w.Sends(who, permit, 403, "reason", "dicabut")
			w.Sends(who, at+"/titik", 403, "langkah", "hapus")
			w.Sends(who, at+"/titik", 403, "langkah", "lihat", "point", "-1.23, 116.83")
			w.Sends(who, at+"/orang", 403, "name", "Ana", "role", "worker")
			w.Sends(who, at+"/usulan/"+w.code(id), 403, "langkah", "terima")
		}
	})
}
