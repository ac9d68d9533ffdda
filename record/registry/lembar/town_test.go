package lembar_test

import (
	"context"
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
	"alun/record/registry/lembar"
)

const (
	klandasan = "64.71.05.1003"
	selatan   = "64.71.05"
	barat     = "64.71.03"
)

// town is a small house with a register and sheets.
type town struct {
	*testing.T
	d     *db.DB
	clock *dbtest.Clock
	book  *registry.Book
	desk  lembar.Desk

	owner, officer, second, stranger, planner account.Who
}

func eachTown(t *testing.T, run func(w *town)) { eachTownWith(t, db.Options{Rehearse: true}, run) }

func eachTownWith(t *testing.T, o db.Options, run func(w *town)) {
	for name, at := range dbtest.URLs() {
		t.Run(name, func(t *testing.T) { run(aTown(t, at(t), o)) })
	}
}

func aTown(t *testing.T, at string, o db.Options) *town {
	clock := dbtest.NewClock(dbtest.Morning())
	o.Now = clock.Now
	d := dbtest.Open(t, at, o, jobs.Files, diary.Files, account.Files, place.Files, blob.Files, letter.Files, registry.Files)
	ring := accounttest.Ring(t)
	w := &town{T: t, d: d, clock: clock, book: &registry.Book{Box: diary.NewBox(ring), Ring: ring}}
	w.desk = lembar.Desk{Book: w.book}
	w.must(grounds)
	sign := func(r accounttest.Role) account.Who { who, _ := accounttest.Sign(t, d, ring, r); return who }
	w.owner = sign(accounttest.Role{Role: account.Maker, Weak: true})
	w.officer, w.second = sign(accounttest.Role{Role: account.Counter, Area: selatan}), sign(accounttest.Role{Role: account.Counter, Area: selatan})
	w.stranger, w.planner = sign(accounttest.Role{Role: account.Counter, Area: barat}), sign(accounttest.Role{Role: account.Planner})
	clock.MoveOn(time.Second)
	return w
}

// grounds are areas and codes, as the city's profile would load them.
func grounds(tx *db.Tx) error {
	return placetest.Draw(tx, selatan, "Balikpapan Kota", barat, "Balikpapan Barat", klandasan, "Klandasan Ulu")
}

func (w *town) write(act func(tx *db.Tx) error) error {
	defer w.clock.MoveOn(time.Second)
	return w.d.Write(context.Background(), act)
}

func (w *town) must(act func(tx *db.Tx) error) {
	w.Helper()
	if err := w.write(act); err != nil {
		w.Fatal(err)
	}
}

func (w *town) read(act func(tx *db.Tx) error) {
	w.Helper()
	if err := w.d.Read(context.Background(), act); err != nil {
		w.Fatal(err)
	}
}

// draft writes a business of RT 12 down, by an officer: nobody's own yet.
func (w *town) draft(who account.Who, set registry.Values) (id db.ID) {
	w.Helper()
	all := registry.Values{registry.Kind: "usaha", registry.Kelurahan: klandasan, registry.RT: "12"}
	for f, text := range set {
		all[f] = text
	}
	w.must(func(tx *db.Tx) (err error) {
		id, err = w.book.Register(tx, who.Session, registry.Registering{Set: all})
		return err
	})
	return id
}

func (w *town) named(names ...string) (all []db.ID) {
	w.Helper()
	for _, name := range names {
		all = append(all, w.draft(w.officer, registry.Values{registry.Name: name}))
	}
	return all
}

// listed writes a business down as a list would say it: nobody is asked to mend its texts.
func (w *town) listed(set registry.Values, name, about string) {
	w.Helper()
	id := w.draft(w.officer, set)
	w.must(func(tx *db.Tx) error {
		_, err := tx.Exec(`update registry_business set name = $2, about_id = $3, version = version + 1 where id = $1`, id, name, about)
		return err
	})
}

// own prints the sheet of a business in which the officer stands.
func (w *town) own(id db.ID) lembar.Sheet {
	w.Helper()
	w.must(func(tx *db.Tx) error {
		_, err := w.book.AddPerson(tx, w.second.Session, registry.Joining{Business: id, Person: w.officer.Person, Role: registry.Helper})
		return err
	})
	return w.make()
}

// streets counts the rows that keep one.
func (w *town) streets() (n int) {
	w.Helper()
	w.read(func(tx *db.Tx) (err error) {
		n, _, err = db.One(tx, (*db.Row).Int, `select count(*) from registry_lembar_row where street <> ''`)
		return err
	})
	return n
}

func (w *town) make() (s lembar.Sheet) {
	w.Helper()
	w.must(func(tx *db.Tx) (err error) {
		s, err = w.desk.Make(tx, w.officer.Session, lembar.Making{Kelurahan: klandasan, RT: 12})
		return err
	})
	return s
}

func (w *town) whole(id db.ID) (all lembar.Whole) {
	w.Helper()
	w.read(func(tx *db.Tx) (err error) { all, err = w.desk.See(tx, w.officer.Session, id); return err })
	return all
}

func (w *town) tick(who account.Who, sheet db.ID, all ...lembar.Said) (k lembar.Kept, err error) {
	err = w.write(func(tx *db.Tx) (err error) { k, err = w.desk.Tick(tx, who.Session, sheet, all); return err })
	return k, err
}

func (w *town) finish(sheet db.ID) {
	w.Helper()
	if err := w.desk.Finish(context.Background(), w.d, w.officer.Session, sheet); err != nil {
		w.Fatal(err)
	}
	w.clock.MoveOn(time.Second)
}

func (w *town) business(id db.ID) (b registry.Business) {
	w.Helper()
	w.read(func(tx *db.Tx) (err error) { b, err = registry.ByID(tx, id); return err })
	return b
}

// told are the facts of the diary about a business, those of sheets alone.
func (w *town) told(id db.ID) (out []string) {
	w.Helper()
	w.read(func(tx *db.Tx) error {
		all, err := diary.About(tx, "registry_business", id, 100)
		for _, e := range all {
			if tick, ok := e.Data["tick"]; ok {
				out = append([]string{e.Fact + " " + tick.(string)}, out...)
			}
		}
		return err
	})
	return out
}

func (w *town) refused(what string, err error, kind fault.Kind, key string) {
	w.Helper()
	if f := fault.Of(err); f == nil || f.Kind != kind || key != "" && f.Key != key {
		w.Errorf("%s: %v, want %v %s", what, err, kind, key)
	}
}
