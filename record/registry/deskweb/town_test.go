package deskweb

import (
	"context"
	"maps"
	"os"
	"testing"
	"time"

	"alun/ground/blob"
	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/fault"
	"alun/ground/geo"
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
	"alun/record/registry/ganda"
	"alun/record/registry/kbli"
	"alun/record/registry/saring"

	"github.com/a-h/templ"
)

const (
	selatan   = "64.71.05"
	klandasan = "64.71.05.1003"
	damai     = "64.71.05.1002"
	baruIlir  = "64.71.03.1001"
)

// town is a small house with the desk.
type town struct {
	webtest.Visitor
	d     *db.DB
	book  *registry.Book
	twins *ganda.Desk
	clock *dbtest.Clock
	code  func(db.ID) string
	who   map[string]account.Who
}

func eachTown(t *testing.T, run func(w *town)) {
	for name, at := range dbtest.URLs() {
		t.Run(name, func(t *testing.T) { run(aTown(t, at(t))) })
	}
}

func aTown(t *testing.T, at string) *town {
	clock := dbtest.NewClock(dbtest.Morning())
	d := dbtest.Open(t, at, db.Options{Rehearse: true, Now: clock.Now}, jobs.Files, web.Files, diary.Files, account.Files, place.Files, blob.Files, registry.Files)
	ring := accounttest.Ring(t)
	codec := ring.Codec()
	w := &town{Visitor: webtest.New(t, func() { clock.MoveOn(time.Second) }), d: d, clock: clock, book: &registry.Book{Box: diary.NewBox(ring), Ring: ring, Where: where}, who: map[string]account.Who{},
		code: func(id db.ID) string { return codec.Encode(int64(id)) }}
	w.twins = &ganda.Desk{Book: w.book}
	w.must(grounds)
	words, err := lang.Load(registry.Files, saring.Files, os.DirFS("../registryweb"), ganda.Files, Files, parts.Files, web.Files, account.Files, os.DirFS("../../account/accountweb"), sheet.Files, place.Files)
	if err != nil {
		t.Fatal(err)
	}
	desk := Desk{Book: w.book, Twins: w.twins, Shelf: kbli.NewShelf(), Words: words, Code: w.code, ID: func(s string) (db.ID, bool) { n, ok := codec.Decode(s); return db.ID(n), ok },
		NameOf: func(*db.Tx, db.ID) (string, error) { return "Rahmat", nil },
		MakerOf: func(tx *db.Tx, session, area, document, login string) (db.ID, error) {
			if _, err := account.May(tx, session, account.MayCounter, account.At{Area: area}); err != nil {
				return 0, err
			}
			if login != "0812" || document != "ktp" {
				return 0, fault.New(fault.NotFound, "account.no_maker").At("login", "account.no_maker")
			}
			return w.who["maker"].Person, nil
		}}
	w.Site, err = web.New(web.Config{Log: webtest.Log(), DB: d, Words: words, Routes: desk.Routes(), SignIn: "/masuk",
		Layout: func(_ *web.Request, p web.Page) templ.Component { return p.Body },
		Fault: func(r *web.Request, f *fault.Fault, _ int) web.Page {
			return web.Page{Title: "x", Body: parts.Galat(r.Lang, f)}
		}})
	if err != nil {
		t.Fatal(err)
	}
	w.signAll()
	clock.MoveOn(time.Second)
	return w
}

// signAll signs the cast in.
func (w *town) signAll() {
	w.Helper()
	for name, r := range map[string]accounttest.Role{"maker": {Role: account.Maker, Weak: true}, "officer": {Role: account.Counter, Area: selatan}, "second": {Role: account.Counter, Area: selatan},
		"far": {Role: account.Counter, Area: "64.71.03"}, "planner": {Role: account.Planner}} {
		w.who[name], w.Tokens[name] = accounttest.Sign(w.T, w.d, w.book.Ring, r)
	}
}

func where(p geo.Point) (string, bool) {
	switch {
	case p.Lat < -2*geo.Degree || p.Lat > 0:
		return "", false
	case p.Lat > -1_240_000:
		return klandasan, true
	}
	return damai, true
}

func grounds(tx *db.Tx) error {
	return placetest.Draw(tx, selatan, "Balikpapan Kota", "64.71.03", "Balikpapan Barat", klandasan, "Klandasan Ulu", damai, "Damai", baruIlir, "Baru Ilir")
}

func (w *town) must(act func(tx *db.Tx) error) {
	w.Helper()
	if err := w.d.Write(context.Background(), act); err != nil {
		w.Fatal(err)
	}
}

// stall is all that a business says when it is handed in.
func stall() registry.Values {
	return registry.Values{registry.Kind: "perorangan", registry.Name: "Sanggar Siti", registry.Kelurahan: klandasan, registry.RT: "12", registry.Address: "Jl. Sudirman 7", registry.AtHome: "ya",
		registry.Point: "-1.230123, 116.830456 gps", registry.Phone: "0812-3456-7890", registry.AboutID: "Anyaman.", registry.Sales: "omzet_300jt"}
}

// made is a business of the maker.
func (w *town) made(more registry.Values) (id db.ID) {
	w.Helper()
	set := stall()
	maps.Copy(set, more)
	w.must(func(tx *db.Tx) (err error) {
		id, err = w.book.Register(tx, w.who["maker"].Session, registry.Registering{Set: set})
		return err
	})
	w.clock.MoveOn(time.Second)
	return id
}

// waits is a business that was handed in.
func (w *town) waits(more registry.Values) db.ID {
	w.Helper()
	id := w.made(more)
	w.must(func(tx *db.Tx) error {
		_, err := tx.Exec(`update registry_business set state = 'submitted', submitted_by = 'person:1', version = version + 1 where id = $1`, id)
		if err == nil {
			_, err = tx.Exec(`insert into registry_move (business, number, move, from_state, to_state, code, sealed, subject, by_actor, at) values ($1, 2, 'submit', 'draft', 'submitted', '', '', 1, 'person:1', $2)`, id, tx.Now())
		}
		return err
	})
	w.clock.MoveOn(time.Second)
	return id
}

func (w *town) state(id db.ID) (s registry.State) {
	w.Helper()
	if err := w.d.Read(context.Background(), func(tx *db.Tx) error {
		b, err := registry.ByID(tx, id)
		s = b.State
		return err
	}); err != nil {
		w.Fatal(err)
	}
	return s
}

// opens is the text of a page.
func (w *town) opens(who, path string, want int) string {
	w.Helper()
	return webtest.Text(w.Answered(who, path, w.Get(who, path), want))
}
