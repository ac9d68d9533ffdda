package pasporweb

import (
	"context"
	"net/http"
	"os"
	"regexp"
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
	"alun/ground/web/webtest"
	"alun/record/account"
	"alun/record/account/accounttest"
	"alun/record/diary"
	"alun/record/place"
	"alun/record/place/placetest"
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
	webtest.Visitor
	d     *db.DB
	desk  *Desk
	book  *registry.Book
	clock *dbtest.Clock
	who   map[string]account.Who
}

func eachHouse(t *testing.T, run func(w *house)) {
	for name, at := range dbtest.URLs() {
		t.Run(name, func(t *testing.T) { run(aHouse(t, at(t))) })
	}
}

func aHouse(t *testing.T, at string) *house {
	clock := dbtest.NewClock(dbtest.Morning())
	d := dbtest.Open(t, at, db.Options{Rehearse: true, Now: clock.Now}, jobs.Files, diary.Files, account.Files, place.Files, blob.Files, registry.Files, web.Files)
	ring := accounttest.Ring(t)
	codec := ring.Codec()
	w := &house{Visitor: webtest.New(t, func() { clock.MoveOn(time.Second) }), d: d, clock: clock, book: &registry.Book{Box: diary.NewBox(ring), Ring: ring}, who: map[string]account.Who{}}
	w.must(areas)
	rules, err := size.ReadProfile(os.DirFS("../../../city/balikpapan"))
	if err == nil {
		_, err = size.Load(context.Background(), d, rules)
	}
	if err != nil {
		t.Fatal(err)
	}
	words, err := lang.Load(registry.Files, os.DirFS("../registryweb"), Files, paspor.Files, parts.Files, web.Files, account.Files, db.Files)
	if err != nil {
		t.Fatal(err)
	}
	w.desk = &Desk{Paspor: &paspor.Desk{Book: w.book, Products: func(*db.Tx, db.ID) (int, error) { return 3, nil }}, DB: d, Shelf: kbli.NewShelf(), Words: words,
		Code: func(id db.ID) string { return codec.Encode(int64(id)) }, ID: func(s string) (db.ID, bool) { n, ok := codec.Decode(s); return db.ID(n), ok },
		Public: "https://alun.example", City: "Kota Balikpapan", NameOf: func(*db.Tx, db.ID) (string, error) { return "Siti Aminah", nil }}
	w.Site, err = web.New(web.Config{DB: d, Words: words, Routes: w.desk.Routes(), SignIn: "/masuk", Layout: laidOut,
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
	if err := placetest.Draw(tx, selatan, "Balikpapan Kota", damai, "Damai"); err != nil {
		return err
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

// gets asks for a page, or sends a form, and wants a status.
func (w *house) gets(who, method, path string, want int, pairs ...string) string {
	w.Helper()
	if method == http.MethodPost {
		return w.Sends(who, path, want, pairs...)
	}
	return w.Answered(who, path, w.Send(who, method, path, "", http.NoBody), want)
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
		w.Fatalf("no link: %s", webtest.Text(page))
	}
	return m[1]
}

// day is a day from today.
func (w *house) day(n int) string { return paspor.LastOf(w.clock.Now()).Next(n - 89).String() }
