package kurasi

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"alun/ground/blob"
	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/fault"
	"alun/ground/jobs"
	"alun/ground/letter"
	"alun/record/account"
	"alun/record/account/accounttest"
	"alun/record/diary"
	"alun/record/place"
	"alun/record/place/placetest"
	"alun/record/registry"
)

// The areas of the tests: a kelurahan and its kecamatan.
const (
	damai   = "64.71.05.1002"
	selatan = "64.71.05"
)

// town is a small house with a register and calls.
type town struct {
	*testing.T
	d     *db.DB
	clock *dbtest.Clock
	book  *registry.Book
	desk  Desk
	names map[string]db.ID // logins of the curators

	owner, other, helper, planner, weak, officer account.Who
	judges                                       []account.Who

	lock   sync.Mutex
	things map[db.ID][]Thing
}

func eachTown(t *testing.T, run func(w *town)) { eachTownWith(t, db.Options{Rehearse: true}, run) }

func eachTownWith(t *testing.T, o db.Options, run func(w *town)) {
	for name, at := range dbtest.URLs() {
		t.Run(name, func(t *testing.T) { run(aTown(t, at(t), o)) })
	}
}

func aTown(t *testing.T, at string, o db.Options) *town {
	clock := dbtest.NewClock(time.Date(2026, 3, 1, 1, 0, 0, 0, time.UTC))
	o.Now = clock.Now
	d := dbtest.Open(t, at, o, jobs.Files, diary.Files, account.Files, place.Files, blob.Files, letter.Files, registry.Files)
	ring := accounttest.Ring(t)
	w := &town{T: t, d: d, clock: clock, book: &registry.Book{Box: diary.NewBox(ring), Ring: ring}, names: map[string]db.ID{}, things: map[db.ID][]Thing{}}
	w.desk = Desk{Book: w.book, Shown: map[string]func(*db.Tx, db.ID) ([]Thing, error){Product: w.shows}, NameOf: func(_ *db.Tx, person db.ID) (string, error) { return fmt.Sprint("Orang ", int64(person)%1000), nil },
		Find: func(_ *db.Tx, login string) (db.ID, error) {
			if id := w.names[login]; id != 0 {
				return id, nil
			}
			return 0, fault.New(fault.NotFound, "kurasi.no_curator")
		}}
	w.must(areas)
	sign := func(r accounttest.Role) account.Who { who, _ := accounttest.Sign(t, d, ring, r); return who }
	w.owner, w.other = sign(accounttest.Role{Role: account.Maker, Weak: true}), sign(accounttest.Role{Role: account.Maker, Weak: true})
	w.helper = sign(accounttest.Role{Role: account.Helper, Standing: account.Delegasi, Helps: w.owner.Person, Weak: true})
	w.planner, w.weak = sign(accounttest.Role{Role: account.Planner}), sign(accounttest.Role{Role: account.Planner, Weak: true})
	w.officer = sign(accounttest.Role{Role: account.Counter, Area: selatan})
	for i := range 5 {
		who := sign([]accounttest.Role{{Role: account.Inspector}, {Role: account.Counter, Area: selatan}, {Role: account.Maker, Weak: true}, {Role: account.Privacy}, {Role: account.Maker, Weak: true}}[i])
		w.judges = append(w.judges, who)
		w.names[fmt.Sprint("kurator", i)] = who.Person
	}
	w.names["perencana"] = w.planner.Person
	clock.MoveOn(time.Second)
	return w
}

// shows is what a business of the tests shows in public.
func (w *town) shows(tx *db.Tx, business db.ID) ([]Thing, error) {
	_, public, err := w.book.Shown(tx, business)
	w.lock.Lock()
	defer w.lock.Unlock()
	if !public {
		return nil, err
	}
	return w.things[business], err
}

func areas(tx *db.Tx) error {
	if err := placetest.Draw(tx, selatan, "Balikpapan Kota", damai, "Damai"); err != nil {
		return err
	}
	_, err := tx.Exec(`insert into registry_kbli_subsector (slug, position, name_id, name_en, name_ja, about_id, about_en, about_ja, valid_from) values ('kriya', 1, 'Kriya', 'Crafts', '工芸', '', '', '', $1)`, tx.Now())
	return err
}

func (w *town) write(act func(tx *db.Tx) error) error { return w.d.Write(context.Background(), act) }

func (w *town) must(act func(tx *db.Tx) error) {
	w.Helper()
	if err := w.write(act); err != nil {
		w.Fatal(err)
	}
	w.clock.MoveOn(time.Millisecond)
}

func (w *town) read(act func(tx *db.Tx) error) {
	w.Helper()
	if err := w.d.Read(context.Background(), act); err != nil {
		w.Fatal(err)
	}
}

// stall is a published business of somebody with one product that it shows.
func (w *town) stall(who account.Who, name string) (business, product db.ID) {
	w.Helper()
	w.must(func(tx *db.Tx) (err error) {
		business, err = w.book.Register(tx, who.Session, registry.Registering{Set: registry.Values{registry.Kind: "perorangan", registry.Name: name, registry.LegalForm: "perorangan", registry.Kelurahan: damai,
			registry.RT: "12", registry.Address: "Jl. Melati 7", registry.AtHome: "ya", registry.Phone: "0812-3456-7890", registry.AboutID: "Anyaman.", registry.Subsectors: "kriya", registry.Opens: "Sen-Sab 06.00-11.00"}})
		return err
	})
	w.must(func(tx *db.Tx) error { return w.book.Submit(tx, who.Session, registry.Step{Business: business}) })
	w.must(func(tx *db.Tx) error {
		return w.book.Publish(tx, w.officer.Session, registry.Step{Business: business})
	})
	product = w.d.NewID()
	w.lock.Lock()
	defer w.lock.Unlock()
	w.things[business] = []Thing{{product, "Ulap doyo " + name}}
	return business, product
}

// icon is a call for icon products as somebody types it: open for ten minutes.
func icon() Typed {
	return Typed{Year: "2026", Title: "Produk ikon Balikpapan 2026", Purpose: "Memilih produk yang dipakai kota sebagai cenderamata.", Entrants: "Pemilik usaha yang produknya tampil kepada umum.",
		Opens: "2026-03-01T09:10", Closes: "2026-03-01T09:20", Quota: "2", Threshold: "60", Curators: "3", NamesPublic: true,
		Criteria: []TypedCriterion{{"Mutu", "Rapi dan tahan lama", "50"}, {"Keunikan", "", "30"}, {"", "", ""}, {"Kesiapan pasar", "", "20"}}}
}

func (w *town) make(t Typed) (id db.ID) {
	w.Helper()
	w.must(func(tx *db.Tx) (err error) { id, err = w.desk.Make(tx, w.planner.Session, Product, t); return err })
	return id
}

func (w *town) call(id db.ID) (c Call) {
	w.Helper()
	w.read(func(tx *db.Tx) (err error) { c, err = ByID(tx, id); return err })
	return c
}

// step does one of a planner's acts on a call.
func (w *town) step(act func(tx *db.Tx, session string, step Step) error, id db.ID) error {
	return w.write(func(tx *db.Tx) error {
		return act(tx, w.planner.Session, Step{Call: id, Reason: "Peserta terlalu sedikit."})
	})
}

func (w *town) steps(id db.ID, acts ...func(tx *db.Tx, session string, step Step) error) {
	w.Helper()
	for i, act := range acts {
		if err := w.step(act, id); err != nil {
			w.Fatalf("step %d: %v", i, err)
		}
	}
}

func (w *town) name(id db.ID, logins ...string) {
	w.Helper()
	for _, login := range logins {
		w.must(func(tx *db.Tx) error { return w.desk.Name(tx, w.planner.Session, Step{Call: id}, login) })
	}
}

// opened is a call that takes entries now, with three curators.
func (w *town) opened() db.ID {
	w.Helper()
	id := w.make(icon())
	w.name(id, "kurator0", "kurator1", "kurator2")
	w.steps(id, w.desk.Open)
	w.at("2026-03-01T09:10")
	return id
}

// at moves the clock to an instant of the city.
func (w *town) at(local string) {
	w.Helper()
	var r reading
	at := r.instant("x", local)
	if r.bad != nil {
		w.Fatal(r.bad)
	}
	w.clock.MoveOn(at.Sub(w.clock.Now()))
}

const said = "Ditenun tangan oleh lima perajin di Damai."

func (w *town) enters(who account.Who, call, business, product db.ID) (id db.ID, err error) {
	err = w.write(func(tx *db.Tx) (err error) {
		id, err = w.desk.Enter(tx, who.Session, Entering{Call: call, Business: business, Subject: product, Statement: said, Consent: true})
		return err
	})
	return id, err
}

func (w *town) entry(call db.ID, name string) db.ID {
	w.Helper()
	business, product := w.stall(w.owner, name)
	id, err := w.enters(w.owner, call, business, product)
	if err != nil {
		w.Fatal(err)
	}
	w.clock.MoveOn(time.Second)
	return id
}

// judged is a call that is judged now, with so many entries.
func (w *town) judged(names ...string) (call db.ID, entries []db.ID) {
	w.Helper()
	call = w.opened()
	for _, n := range names {
		entries = append(entries, w.entry(call, n))
	}
	w.at("2026-03-01T09:20")
	w.steps(call, w.desk.Judge)
	return call, entries
}

func (w *town) declares(who account.Who, entry db.ID, kind string) error {
	return w.write(func(tx *db.Tx) error { return w.desk.Declare(tx, who.Session, entry, kind) })
}

func (w *town) scores(who account.Who, entry db.ID, version int64, points ...string) error {
	return w.write(func(tx *db.Tx) error {
		return w.desk.Score(tx, who.Session, Scoring{Entry: entry, Version: version, Points: points, Feedback: "Rapi, kemasannya perlu label."})
	})
}

// sheet lets a curator declare no interest, and score.
func (w *town) sheet(who account.Who, entry db.ID, points ...string) {
	w.Helper()
	err := w.declares(who, entry, NoInterest)
	if err == nil {
		err = w.scores(who, entry, 0, points...)
	}
	if err != nil {
		w.Fatal(err)
	}
}

// facts counts what the diary holds.
func (w *town) facts(fact string) (n int) {
	w.read(func(tx *db.Tx) (err error) {
		n, _, err = db.One(tx, (*db.Row).Int, `select count(*) from diary_entry where fact = $1`, fact)
		return err
	})
	return n
}
