package registry_test

import (
	"context"
	"testing"
	"time"

	"alun/ground/blob"
	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/fault"
	"alun/ground/geo"
	"alun/ground/jobs"
	"alun/ground/keys"
	"alun/record/account"
	"alun/record/account/accounttest"
	"alun/record/diary"
	"alun/record/place"
	"alun/record/place/placetest"
	"alun/record/registry"
)

// The areas of the tests: two kelurahan of one kecamatan, one of another.
const (
	klandasan = "64.71.05.1003"
	damai     = "64.71.05.1002"
	baruIlir  = "64.71.03.1001"
	selatan   = "64.71.05"
	barat     = "64.71.03"
)

// town is a small house with a register.
type town struct {
	*testing.T
	d     *db.DB
	ring  *keys.Ring
	clock *dbtest.Clock
	book  *registry.Book

	owner, other, helper, officer, second, stranger, planner, inspector account.Who
}

func eachTown(t *testing.T, run func(w *town)) { eachTownWith(t, db.Options{Rehearse: true}, run) }

func eachTownWith(t *testing.T, o db.Options, run func(w *town)) {
	for name, at := range dbtest.URLs() {
		t.Run(name, func(t *testing.T) { t.Parallel(); run(aTown(t, at(t), o)) })
	}
}

func aTown(t *testing.T, at string, o db.Options) *town {
	clock := dbtest.NewClock(dbtest.Morning())
	o.Now = clock.Now
	d := dbtest.Open(t, at, o, jobs.Files, diary.Files, account.Files, place.Files, blob.Files, registry.Files)
	ring := accounttest.Ring(t)
	w := &town{T: t, d: d, ring: ring, clock: clock, book: &registry.Book{Box: diary.NewBox(ring), Ring: ring, Where: where}}
	w.must(grounds)
	sign := func(r accounttest.Role) account.Who { who, _ := accounttest.Sign(t, d, ring, r); return who }
	w.owner, w.other = sign(accounttest.Role{Role: account.Maker, Weak: true}), sign(accounttest.Role{Role: account.Maker, Weak: true})
	w.helper = sign(accounttest.Role{Role: account.Helper, Standing: account.Delegasi, Helps: w.owner.Person, Weak: true})
	w.officer, w.second = sign(accounttest.Role{Role: account.Counter, Area: selatan}), sign(accounttest.Role{Role: account.Counter, Area: selatan})
	w.stranger = sign(accounttest.Role{Role: account.Counter, Area: barat})
	w.planner, w.inspector = sign(accounttest.Role{Role: account.Planner}), sign(accounttest.Role{Role: account.Inspector})
	clock.MoveOn(time.Second)
	return w
}

// where puts everything north of 1.24° south into klandasan, the rest into damai, and
// what is far away outside.
func where(p geo.Point) (string, bool) {
	switch {
	case p.Lat < -2*geo.Degree || p.Lat > 0:
		return "", false
	case p.Lat > -1_240_000:
		return klandasan, true
	}
	return damai, true
}

// grounds are areas and codes, as the city's profile would load them.
func grounds(tx *db.Tx) error {
	if err := placetest.Draw(tx, selatan, "Balikpapan Kota", barat, "Balikpapan Barat", klandasan, "Klandasan Ulu", damai, "Damai", baruIlir, "Baru Ilir"); err != nil {
		return err
	}
	if _, err := tx.Exec(`insert into registry_kbli_version (version, regulation, state, official, source, source_date, grade, licence, note, valid_from)
		values ('2020', 'uji', 'berlaku', 3, 'uji', '', 'A', '', '', $1)`, tx.Now()); err != nil {
		return err
	}
	for _, c := range [][3]string{{"I", "1", ""}, {"56", "2", "I"}, {"561", "3", "56"}, {"5610", "4", "561"}, {"56102", "5", "5610"}, {"56103", "5", "5610"}, {"56104", "5", "5610"}} {
		if _, err := tx.Exec(`insert into registry_kbli_code (version, code, level, parent, section, title, shown, description, valid_from) values ('2020', $1, $2, $3, 'I', 'X', 'X', '', $4)`,
			c[0], len(c[1])*int(c[1][0]-'0'), db.Null(c[2], c[2] != ""), tx.Now()); err != nil {
			return err
		}
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
}

func (w *town) read(act func(tx *db.Tx) error) {
	w.Helper()
	if err := w.d.Read(context.Background(), act); err != nil {
		w.Fatal(err)
	}
}

// stall is all that a business says when it is handed in.
func stall() registry.Values {
	return registry.Values{registry.Kind: "usaha", registry.Name: "Warung Bu Siti", registry.LegalForm: "perorangan", registry.Kelurahan: klandasan, registry.RT: "12",
		registry.Address: "Jl. Jenderal Sudirman No. 7", registry.AtHome: "ya", registry.Point: "-1.230123, 116.830456 gps", registry.Phone: "0812-3456-7890",
		registry.AboutID: "Nasi kuning dan lauk.", registry.KBLI: "2020:56102", registry.Sales: "omzet_300jt", registry.Opens: "Sen-Sab 06.00-11.00"}
}

func (w *town) register(who account.Who, set registry.Values) (id db.ID) {
	w.Helper()
	w.must(func(tx *db.Tx) (err error) {
		id, err = w.book.Register(tx, who.Session, registry.Registering{Set: set})
		return err
	})
	w.clock.MoveOn(time.Second)
	return id
}

func (w *town) change(who account.Who, id db.ID, set registry.Values) (registry.Saved, error) {
	return w.changing(who, registry.Changing{Business: id, Set: set})
}

func (w *town) changing(who account.Who, in registry.Changing) (s registry.Saved, err error) {
	err = w.write(func(tx *db.Tx) (err error) {
		s, err = w.book.Change(tx, who.Session, in)
		return err
	})
	w.clock.MoveOn(time.Second)
	return s, err
}

func (w *town) changed(who account.Who, in registry.Changing) registry.Saved {
	w.Helper()
	s, err := w.changing(who, in)
	if err != nil || len(s.Clashes) > 0 {
		w.Fatalf("%v %v", err, s.Clashes)
	}
	return s
}

// step makes a move.
func (w *town) step(who account.Who, act func(tx *db.Tx, session string, in registry.Step) error, id db.ID) error {
	defer w.clock.MoveOn(time.Second)
	return w.write(func(tx *db.Tx) error {
		return act(tx, who.Session, registry.Step{Business: id, Reason: "tutup", Sentence: "Mohon alamatnya dilengkapi."})
	})
}

// published is a business that went the whole way.
func (w *town) published(set registry.Values) db.ID {
	w.Helper()
	id := w.register(w.owner, set)
	if err := w.step(w.owner, w.book.Submit, id); err != nil {
		w.Fatal(err)
	}
	if err := w.step(w.officer, w.book.Publish, id); err != nil {
		w.Fatal(err)
	}
	return id
}

// whole is a business with all of its facts.
func (w *town) whole(id db.ID) (b registry.Business) {
	w.Helper()
	w.read(func(tx *db.Tx) (err error) { b, err = w.book.Whole(tx, id); return err })
	return b
}

func (w *town) history(id db.ID) (all []registry.Change) {
	w.Helper()
	w.read(func(tx *db.Tx) (err error) { all, err = w.book.History(tx, w.owner.Session, id, 0, 100); return err })
	return all
}

// refused asks for a fault of a kind with a key.
func (w *town) refused(what string, err error, kind fault.Kind, key string) {
	w.Helper()
	if f := fault.Of(err); f == nil || f.Kind != kind || key != "" && f.Key != key {
		w.Errorf("%s: %v, want %v %s", what, err, kind, key)
	}
}

func (w *town) cast() []account.Who {
	return []account.Who{w.owner, w.other, w.helper, w.officer, w.second, w.stranger, w.planner, w.inspector}
}

func dayOf(t time.Time) date.Day { return date.DayOf(t) }
