package asosiasiweb

import (
	"context"
	"testing"
	"time"

	"alun/ground/blob"
	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/fault"
	"alun/ground/jobs"
	"alun/ground/lang"
	"alun/ground/mail"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/ground/web/webtest"
	"alun/record/account"
	"alun/record/account/accounttest"
	"alun/record/diary"
	"alun/record/place"
	"alun/record/place/placetest"
	"alun/record/registry"
	"alun/record/registry/asosiasi"
	"alun/record/registry/product"
	"alun/record/registry/saring"

	"github.com/a-h/templ"
)

const (
	selatan = "64.71.05"
	damai   = "64.71.05.1002"
)

// house is a small house with the pages. chair speaks for the association; officer does
// too, and is the officer of the area of its members.
type house struct {
	webtest.Visitor
	d     *db.DB
	book  *registry.Book
	desk  asosiasi.Desk
	clock *dbtest.Clock
	code  func(db.ID) string
	who   map[string]account.Who
	one   db.ID
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
	book := &registry.Book{Box: diary.NewBox(ring), Ring: ring}
	w := &house{Visitor: webtest.New(t, func() { clock.MoveOn(time.Second) }), d: d, clock: clock, book: book, desk: asosiasi.Desk{Book: book}, who: map[string]account.Who{},
		code: func(id db.ID) string { return codec.Encode(int64(id)) }}
	w.must(areas)
	words, err := lang.Load(registry.Files, asosiasi.Files, Files, saring.Files, product.Files, parts.Files, web.Files, account.Files, db.Files, mail.Files)
	if err != nil {
		t.Fatal(err)
	}
	door := Door{Desk: w.desk, Code: w.code, ID: func(s string) (db.ID, bool) { n, ok := codec.Decode(s); return db.ID(n), ok },
		NameOf: func(*db.Tx, db.ID) (string, error) { return "Ani Lestari", nil },
		PersonOf: func(_ *db.Tx, login string) (db.ID, error) {
			if login == "baru@contoh.id" {
				return w.who["new"].Person, nil
			}
			return 0, fault.New(fault.NotFound, "account.nobody_has_it")
		}}
	w.Site, err = web.New(web.Config{DB: d, Words: words, Routes: door.Routes(), SignIn: "/masuk",
		Layout: func(_ *web.Request, p web.Page) templ.Component { return p.Body },
		Fault: func(r *web.Request, f *fault.Fault, _ int) web.Page {
			return web.Page{Title: "x", Body: parts.Galat(r.Lang, f)}
		}})
	if err != nil {
		t.Fatal(err)
	}
	sign := func(name string, r accounttest.Role) { w.who[name], w.Tokens[name] = accounttest.Sign(t, d, ring, r) }
	sign("planner", accounttest.Role{Role: account.Planner})
	for _, name := range []string{"maker", "other", "chair", "new"} {
		sign(name, accounttest.Role{Role: account.Maker, Weak: true})
	}
	sign("helper", accounttest.Role{Role: account.Helper, Standing: account.Delegasi, Helps: w.who["maker"].Person, Weak: true})
	sign("officer", accounttest.Role{Role: account.Counter, Area: selatan})
	sign("counter", accounttest.Role{Role: account.Counter, Area: selatan})
	clock.MoveOn(time.Second)
	w.recognised()
	return w
}

// recognised makes an association for which chair and officer speak.
func (w *house) recognised() {
	w.must(func(tx *db.Tx) (err error) {
		w.one, err = w.desk.Register(tx, w.who["planner"].Session, asosiasi.Entry{Name: "Paguyuban Perajin Amplang", Short: "PPA", About: "Perajin amplang di Balikpapan.", Subsectors: "kuliner", Mail: "sekretariat@amplang.example"})
		return err
	})
	for _, name := range []string{"chair", "officer"} {
		w.must(func(tx *db.Tx) error {
			_, err := w.desk.Name(tx, w.who["planner"].Session, asosiasi.Naming{Asosiasi: w.one, Person: w.who[name].Person})
			return err
		})
	}
	w.must(func(tx *db.Tx) error { return w.desk.Recognise(tx, w.who["planner"].Session, w.one, 1) })
}

func areas(tx *db.Tx) error {
	if err := placetest.Draw(tx, selatan, "Balikpapan Kota", damai, "Damai"); err != nil {
		return err
	}
	_, err := tx.Exec(`insert into registry_kbli_subsector (slug, position, name_id, name_en, name_ja, about_id, about_en, about_ja, valid_from) values ('kuliner', 1, 'Kuliner', 'Food', '食', '', '', '', $1)`, tx.Now())
	return err
}

func (w *house) must(act func(tx *db.Tx) error) {
	w.Helper()
	if err := w.d.Write(context.Background(), act); err != nil {
		w.Fatal(err)
	}
	w.clock.MoveOn(time.Second)
}

// stall is a business of the maker that everybody sees, with all that is private.
func (w *house) stall(name string) (id db.ID, code string) {
	w.Helper()
	w.must(func(tx *db.Tx) (err error) {
		id, err = w.book.Register(tx, w.who["maker"].Session, registry.Registering{Set: registry.Values{registry.Kind: "perorangan", registry.Name: name, registry.Kelurahan: damai, registry.RT: "12",
			registry.Address: "Jl. Melati 7", registry.AtHome: "ya", registry.Phone: "0812-3456-7890", registry.WA: "0812-3456-7891", registry.WAPublic: "ya", registry.Mail: "siti@rahasia.example",
			registry.AboutID: "Amplang.", registry.Subsectors: "kuliner", registry.Sales: "omzet_300jt"}})
		return err
	})
	w.must(func(tx *db.Tx) error {
		return w.book.Submit(tx, w.who["maker"].Session, registry.Step{Business: id})
	})
	w.must(func(tx *db.Tx) error {
		return w.book.Publish(tx, w.who["counter"].Session, registry.Step{Business: id})
	})
	return id, w.code(id)
}

// reads reads a page in every language, and gives the Indonesian one.
func (w *house) reads(who, path string) (page string) {
	w.Helper()
	for _, tag := range []string{"/en", "/ja", ""} {
		page = w.Reads(who, tag+path)
	}
	return page
}
