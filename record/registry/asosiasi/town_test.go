package asosiasi

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
	"alun/record/account"
	"alun/record/account/accounttest"
	"alun/record/diary"
	"alun/record/place"
	"alun/record/place/placetest"
	"alun/record/registry"
	"alun/record/registry/product"
)

const (
	damai   = "64.71.05.1002"
	selatan = "64.71.05"
)

// town is a small house with a register, an association and two who speak for it: chair is
// a maker, officer is an officer of the very area of the businesses.
type town struct {
	*testing.T
	d     *db.DB
	clock *dbtest.Clock
	book  *registry.Book
	desk  Desk

	planner, owner, other, helper, chair, officer, counter account.Who
	one                                                    db.ID // the association
}

func eachTown(t *testing.T, run func(w *town)) {
	for name, at := range dbtest.URLs() {
		t.Run(name, func(t *testing.T) { run(aTown(t, at(t), db.Options{Rehearse: true})) })
	}
}

func aTown(t *testing.T, at string, o db.Options) *town {
	clock := dbtest.NewClock(dbtest.Morning())
	o.Now = clock.Now
	d := dbtest.Open(t, at, o, jobs.Files, diary.Files, account.Files, place.Files, blob.Files, registry.Files)
	ring := accounttest.Ring(t)
	w := &town{T: t, d: d, clock: clock, book: &registry.Book{Box: diary.NewBox(ring), Ring: ring}}
	w.desk = Desk{Book: w.book, Calls: func(*db.Tx) ([]Call, error) {
		return []Call{{Code: "kurasi.abc", Name: "Kurasi produk ikon 2026"}, {Code: "Bukan kode", Name: "x"}, {Code: "tanpa-nama"}}, nil
	}}
	w.must(areas)
	sign := func(r accounttest.Role) account.Who { who, _ := accounttest.Sign(t, d, ring, r); return who }
	w.planner = sign(accounttest.Role{Role: account.Planner})
	w.owner, w.other, w.chair = sign(accounttest.Role{Role: account.Maker, Weak: true}), sign(accounttest.Role{Role: account.Maker, Weak: true}), sign(accounttest.Role{Role: account.Maker, Weak: true})
	w.helper = sign(accounttest.Role{Role: account.Helper, Standing: account.Delegasi, Helps: w.owner.Person, Weak: true})
	w.officer, w.counter = sign(accounttest.Role{Role: account.Counter, Area: selatan}), sign(accounttest.Role{Role: account.Counter, Area: selatan})
	clock.MoveOn(time.Second)
	w.one = w.association("Paguyuban Perajin Amplang", w.chair, w.officer)
	return w
}

func areas(tx *db.Tx) error {
	if err := placetest.Draw(tx, selatan, "Balikpapan Kota", damai, "Damai"); err != nil {
		return err
	}
	_, err := tx.Exec(`insert into registry_kbli_subsector (slug, position, name_id, name_en, name_ja, about_id, about_en, about_ja, valid_from) values ('kuliner', 1, 'Kuliner', 'Food', '食', '', '', '', $1)`, tx.Now())
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

// refused asks that an act is refused with a sentence.
func (w *town) refused(what, key string, act func(tx *db.Tx) error) {
	w.Helper()
	err := w.write(act)
	f := fault.Of(err)
	if f == nil {
		w.Errorf("%s: %v, want %s", what, err, key)
		return
	}
	said := []string{f.Key}
	for _, x := range f.Fields {
		said = append(said, x.Key)
	}
	for _, s := range said {
		if s == key {
			return
		}
	}
	w.Errorf("%s: %v, want %s", what, said, key)
}

// amplang is what is said of an association.
func amplang(name string) Entry {
	return Entry{Name: name, Short: "PPA", About: "Perajin amplang dan olahan ikan di Balikpapan.", Subsectors: "kuliner", Mail: "sekretariat@amplang.example", Started: "2015", Legal: "AHU-0001234.AH.01.07"}
}

// association is a recognised one.
func (w *town) association(name string, managers ...account.Who) (id db.ID) {
	w.Helper()
	w.must(func(tx *db.Tx) (err error) {
		id, err = w.desk.Register(tx, w.planner.Session, amplang(name))
		return err
	})
	for _, m := range managers {
		w.must(func(tx *db.Tx) error {
			_, err := w.desk.Name(tx, w.planner.Session, Naming{Asosiasi: id, Person: m.Person})
			return err
		})
	}
	w.must(func(tx *db.Tx) error { return w.desk.Recognise(tx, w.planner.Session, id, 1) })
	return id
}

// draft is a business of somebody that nobody has checked. It has all that is private.
func (w *town) draft(of account.Who, name string) (id db.ID) {
	w.Helper()
	w.must(func(tx *db.Tx) (err error) {
		id, err = w.book.Register(tx, of.Session, registry.Registering{Set: registry.Values{registry.Kind: "perorangan", registry.Name: name, registry.Kelurahan: damai, registry.RT: "12",
			registry.Address: "Jl. Melati 7", registry.AtHome: "ya", registry.Phone: "0812-3456-7890", registry.WA: "0812-3456-7891", registry.WAPublic: "ya", registry.Mail: "siti@rahasia.example",
			registry.AboutID: "Amplang ikan tenggiri.", registry.Subsectors: "kuliner", registry.WorkersF: "3", registry.Sales: "omzet_300jt", registry.Point: "-1.270123 116.830456 gps"}})
		return err
	})
	return id
}

func (w *town) publish(of account.Who, id db.ID) db.ID {
	w.Helper()
	w.must(func(tx *db.Tx) error { return w.book.Submit(tx, of.Session, registry.Step{Business: id}) })
	w.must(func(tx *db.Tx) error { return w.book.Publish(tx, w.counter.Session, registry.Step{Business: id}) })
	return id
}

// stall is a business of the owner that everybody sees.
func (w *town) stall(name string) db.ID {
	w.Helper()
	return w.publish(w.owner, w.draft(w.owner, name))
}

// yes is an owner's consent.
var (
	yes = Consent{Text: Text, Lang: lang.ID}
	put = Consent{Text: NominateText, Lang: lang.ID}
)

func (w *town) invite(business db.ID) (id db.ID) {
	w.Helper()
	w.must(func(tx *db.Tx) (err error) {
		id, err = w.desk.Invite(tx, w.chair.Session, w.one, business)
		return err
	})
	return id
}

// member is a business that both sides said yes of.
func (w *town) member(business db.ID) (id db.ID) {
	w.Helper()
	id = w.invite(business)
	w.must(func(tx *db.Tx) error { return w.desk.Agree(tx, w.owner.Session, On{id, 1}, yes) })
	return id
}

func (w *town) now(id db.ID) (m Membership) {
	w.Helper()
	w.read(func(tx *db.Tx) (err error) { m, err = findMember(tx, id); return err })
	return m
}

// facts counts what the diary holds.
func (w *town) facts(fact string) (n int) {
	w.Helper()
	w.read(func(tx *db.Tx) (err error) {
		n, _, err = db.One(tx, (*db.Row).Int, `select count(*) from diary_entry where fact = $1`, fact)
		return err
	})
	return n
}

// sells gives a business a product that everybody sees.
func (w *town) sells(business db.ID, shown bool) (id db.ID) {
	w.Helper()
	w.must(func(tx *db.Tx) (err error) {
		id, err = product.Desk{Book: w.book}.Add(tx, w.owner.Session, business, product.Typed{Name: "Amplang", Price: "15rb", Stock: product.Ada, Shown: shown})
		return err
	})
	return id
}

func (w *town) nominate(member, of db.ID) (id db.ID) {
	w.Helper()
	w.must(func(tx *db.Tx) (err error) {
		id, err = w.desk.Nominate(tx, w.chair.Session, Nominating{Membership: member, Product: of, For: "ikon", Sentence: "Resepnya turun tiga generasi."})
		return err
	})
	return id
}
