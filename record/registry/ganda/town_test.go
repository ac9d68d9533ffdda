package ganda

import (
	"context"
	"maps"
	"os"
	"slices"
	"testing"
	"time"

	"alun/ground/blob"
	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/fault"
	"alun/ground/jobs"
	"alun/record/account"
	"alun/record/account/accounttest"
	"alun/record/diary"
	"alun/record/place"
	"alun/record/registry"
	"alun/record/registry/kbli"
	"alun/record/registry/madeup"
)

const (
	barat    = "64.71.02"
	baruIlir = "64.71.02.1001"
	timur    = "64.71.01"
)

// town is a small house with a register.
type town struct {
	*testing.T
	d     *db.DB
	book  *registry.Book
	desk  *Desk
	clock *dbtest.Clock

	owner, officer, second, far, city, planner account.Who
}

func aTown(t *testing.T, at string, o db.Options) *town {
	clock := dbtest.NewClock(dbtest.Morning())
	o.Now = clock.Now
	d := dbtest.Open(t, at, o, jobs.Files, diary.Files, account.Files, place.Files, blob.Files, registry.Files)
	ring := accounttest.Ring(t)
	w := &town{T: t, d: d, clock: clock, book: &registry.Book{Box: diary.NewBox(ring), Ring: ring}}
	w.desk = &Desk{Book: w.book}
	files := os.DirFS("../../../city/balikpapan")
	areas, err := place.ReadProfile(files)
	if err == nil {
		_, err = place.Load(context.Background(), d, areas)
	}
	codes, wrong := kbli.ReadProfile(files)
	if err == nil && wrong == nil {
		_, err = kbli.Load(context.Background(), d, codes)
	}
	if err != nil || wrong != nil {
		t.Fatal(err, wrong)
	}
	sign := func(r accounttest.Role) account.Who { who, _ := accounttest.Sign(t, d, ring, r); return who }
	w.owner = sign(accounttest.Role{Role: account.Maker, Weak: true})
	w.officer, w.second = sign(accounttest.Role{Role: account.Counter, Area: barat}), sign(accounttest.Role{Role: account.Counter, Area: barat})
	w.far, w.city, w.planner = sign(accounttest.Role{Role: account.Counter, Area: timur}), sign(accounttest.Role{Role: account.Counter, Area: "64.71"}), sign(accounttest.Role{Role: account.Planner})
	return w
}

func eachTown(t *testing.T, run func(w *town)) {
	for name, at := range dbtest.URLs() {
		t.Run(name, func(t *testing.T) { run(aTown(t, at(t), db.Options{Rehearse: true})) })
	}
}

func (w *town) write(act func(tx *db.Tx) error) error { return w.d.Write(context.Background(), act) }

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

func (w *town) find() (sum Sum) {
	w.Helper()
	sum, err := w.desk.Find(context.Background(), w.d, nil, nil)
	if err != nil {
		w.Fatal(err)
	}
	return sum
}

func (w *town) register(more registry.Values) (id db.ID) {
	w.Helper()
	set := registry.Values{registry.Kind: "usaha", registry.Name: "Warung Sarinten Embunpagi", registry.LegalForm: "perorangan", registry.Kelurahan: baruIlir, registry.RT: "12",
		registry.Address: "Jl. Melati 5", registry.AtHome: "ya", registry.Point: "-1.240890 116.816160 gps", registry.Phone: "0812-3456-7890", registry.AboutID: "Nasi kuning.", registry.KBLI: "2020:56102"}
	maps.Copy(set, more)
	w.must(func(tx *db.Tx) (err error) {
		id, err = w.book.Register(tx, w.officer.Session, registry.Registering{Set: set})
		return err
	})
	w.clock.MoveOn(time.Second)
	return id
}

// two are two entries that are surely one business.
func (w *town) two() (a, b db.ID) {
	w.Helper()
	a = w.register(nil)
	b = w.register(registry.Values{registry.Name: "Wr. Sarinten Embunpagi", registry.Address: "Jalan Melati No 5"})
	return a, b
}

func (w *town) list(who account.Who, f Filter) (all []Pair, err error) {
	err = w.d.Read(context.Background(), func(tx *db.Tx) (err error) { all, err = w.desk.List(tx, who.Session, f, 100); return err })
	return all, err
}

func (w *town) state(id db.ID) (s registry.State) {
	w.Helper()
	w.read(func(tx *db.Tx) error {
		b, err := registry.ByID(tx, id)
		s = b.State
		return err
	})
	return s
}

func (w *town) refused(what string, err error, kind fault.Kind, key string) {
	w.Helper()
	if f := fault.Of(err); f == nil || f.Kind != kind || key != "" && f.Key != key {
		w.Errorf("%s: %v, want %v %s", what, err, kind, key)
	}
}

// load brings entries of a made-up city in, as a list would; where a number is taken
// already the second entry stays a draft. It tells which entry each business is.
func (w *town) load(seed uint64, n int64) (number map[db.ID]int64, city *madeup.City) {
	w.Helper()
	city, err := madeup.Open(os.DirFS("../../../city/balikpapan"), seed)
	if err != nil {
		w.Fatal(err)
	}
	number = map[db.ID]int64{}
	for some := range slices.Chunk(slices.Collect(city.Entries(n)), 50) {
		w.loadSome(some, number)
	}
	return number, city
}

func (w *town) loadSome(some []madeup.Entry, number map[db.ID]int64) {
	w.Helper()
	ids := make([]db.ID, len(some))
	put := func(publish bool, which func(i int) bool) {
		var rows []registry.Incoming
		var at []int
		for i, e := range some {
			if which(i) {
				rows, at = append(rows, registry.Incoming{Key: "n" + e.Facts[registry.NIB] + "-" + time.Unix(e.Number, 0).UTC().Format("20060102150405"), Set: e.Facts, Sure: true}), append(at, i)
			}
		}
		w.must(func(tx *db.Tx) error {
			out, err := w.book.PutAs(tx, "uji", registry.List{Source: "uji", Level: registry.Through, Publish: publish, Demo: true}, rows)
			for i, done := range out {
				if done.Outcome == registry.RowNew {
					ids[at[i]] = done.Business
				} else if !publish {
					w.Fatalf("%v %v", done.Outcome, done.Why)
				}
			}
			return err
		})
	}
	put(true, func(int) bool { return true })
	put(false, func(i int) bool { return ids[i] == 0 })
	w.must(func(tx *db.Tx) error {
		for i, e := range some {
			number[ids[i]] = e.Number
			if e.Number*7919%10 < 3 || e.Facts[registry.Kelurahan] == "" { // three lists in ten do not name the owner
				continue
			}
			if _, err := w.book.AddPerson(tx, w.city.Session, registry.Joining{Business: ids[i], Name: e.Owner.Name, Role: registry.Owner}); err != nil {
				return err
			}
		}
		return nil
	})
}
