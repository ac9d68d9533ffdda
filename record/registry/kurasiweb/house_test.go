package kurasiweb

import (
	"context"
	"strings"
	"testing"
	"time"

	"alun/ground/blob"
	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/fault"
	"alun/ground/jobs"
	"alun/ground/lang"
	"alun/ground/letter"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/ground/web/webtest"
	"alun/record/account"
	"alun/record/account/accounttest"
	"alun/record/diary"
	"alun/record/place"
	"alun/record/place/placetest"
	"alun/record/registry"
	"alun/record/registry/kurasi"
	"alun/record/registry/saring"

	"github.com/a-h/templ"
)

const (
	selatan = "64.71.05"
	damai   = "64.71.05.1002"
)

// house is a small house with the pages.
type house struct {
	webtest.Visitor
	d      *db.DB
	book   *registry.Book
	clock  *dbtest.Clock
	code   func(db.ID) string
	who    map[string]account.Who
	things map[db.ID][]kurasi.Thing
	put    []kurasi.Nominee // what associations put forward
}

func eachHouse(t *testing.T, run func(w *house)) {
	for name, at := range dbtest.URLs() {
		t.Run(name, func(t *testing.T) { t.Parallel(); run(aHouse(t, at(t))) })
	}
}

func aHouse(t *testing.T, at string) *house {
	clock := dbtest.NewClock(time.Date(2026, 3, 1, 1, 0, 0, 0, time.UTC))
	d := dbtest.Open(t, at, db.Options{Rehearse: true, Now: clock.Now}, jobs.Files, diary.Files, account.Files, place.Files, blob.Files, letter.Files, registry.Files, web.Files)
	ring := accounttest.Ring(t)
	codec := ring.Codec()
	w := &house{Visitor: webtest.New(t, func() { clock.MoveOn(time.Second) }), d: d, clock: clock, book: &registry.Book{Box: diary.NewBox(ring), Ring: ring}, who: map[string]account.Who{}, things: map[db.ID][]kurasi.Thing{},
		code: func(id db.ID) string { return codec.Encode(int64(id)) }}
	w.must(areas)
	words, err := lang.Load(registry.Files, kurasi.Files, Files, parts.Files, web.Files, account.Files, saring.Files, db.Files)
	if err != nil {
		t.Fatal(err)
	}
	desk := Desk{Desk: kurasi.Desk{Book: w.book, Shown: map[string]func(*db.Tx, db.ID) ([]kurasi.Thing, error){kurasi.Product: w.shows, kurasi.Business: w.itself}, NameOf: w.nameOf, Find: w.find, Nominees: w.nominees},
		Paper: kurasi.Paper{City: "Kota Balikpapan", Short: "Balikpapan", Words: words}, Code: w.code, ID: func(s string) (db.ID, bool) { n, ok := codec.Decode(s); return db.ID(n), ok }}
	w.Site, err = web.New(web.Config{DB: d, Words: words, Routes: desk.Routes(), SignIn: "/masuk",
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
	sign("planner", accounttest.Role{Role: account.Planner})
	sign("inspector", accounttest.Role{Role: account.Inspector})
	for _, name := range []string{"ani", "budi", "citra", "dewi"} {
		sign(name, accounttest.Role{Role: account.Maker, Weak: true})
	}
	clock.MoveOn(time.Second)
	return w
}

func (w *house) shows(tx *db.Tx, business db.ID) ([]kurasi.Thing, error) {
	return w.things[business], nil
}

// itself is a business of the tests as it is entered.
func (w *house) itself(tx *db.Tx, business db.ID) ([]kurasi.Thing, error) {
	b, _, err := w.book.Shown(tx, business)
	return []kurasi.Thing{{ID: business, Name: b.Facts[registry.Name]}}, err
}

func (w *house) nominees(_ *db.Tx, _, business db.ID) (out []kurasi.Nominee, err error) {
	for _, n := range w.put {
		if business == 0 || n.Business == business {
			out = append(out, n)
		}
	}
	return out, nil
}

func (w *house) nameOf(_ *db.Tx, person db.ID) (string, error) {
	for name, who := range w.who {
		if who.Person == person {
			return "Nama " + name, nil
		}
	}
	return "?", nil
}

func (w *house) find(_ *db.Tx, login string) (db.ID, error) {
	if who, there := w.who[strings.TrimSuffix(login, "@contoh.id")]; there {
		return who.Person, nil
	}
	return 0, fault.New(fault.NotFound, "account.nobody_has_it")
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
	w.clock.MoveOn(time.Millisecond)
}

// stall is a published business of the maker with a product; it gives what the form sends.
func (w *house) stall(name, thing string) string {
	w.Helper()
	var id db.ID
	w.must(func(tx *db.Tx) (err error) {
		id, err = w.book.Register(tx, w.who["maker"].Session, registry.Registering{Set: registry.Values{registry.Kind: "perorangan", registry.Name: name, registry.Kelurahan: damai, registry.RT: "12",
			registry.Address: "Jl. Sudirman 7", registry.AtHome: "ya", registry.Phone: "0812-3456-7890", registry.AboutID: "Anyaman rotan.", registry.Subsectors: "kriya"}})
		return err
	})
	w.must(func(tx *db.Tx) error { return w.book.Submit(tx, w.who["maker"].Session, registry.Step{Business: id}) })
	w.must(func(tx *db.Tx) error {
		return w.book.Publish(tx, w.who["counter"].Session, registry.Step{Business: id})
	})
	one := w.d.NewID()
	w.things[id] = []kurasi.Thing{{ID: one, Name: thing}}
	return w.code(id) + "-" + w.code(one)
}
