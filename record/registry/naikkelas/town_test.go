package naikkelas

import (
	"context"
	"os"
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
	"alun/record/place/placetest"
	"alun/record/registry"
	"alun/record/registry/size"
)

const (
	damai   = "64.71.05.1002"
	selatan = "64.71.05"
	barat   = "64.71.03"
)

var balikpapan = os.DirFS("../../../city/balikpapan")

// town is a small house with a desk.
type town struct {
	*testing.T
	d     *db.DB
	clock *dbtest.Clock
	desk  *Desk

	owner, other, helper, officer, far, planner account.Who
}

func eachTown(t *testing.T, run func(w *town)) {
	for name, at := range dbtest.URLs() {
		t.Run(name, func(t *testing.T) { run(aTown(t, at(t))) })
	}
}

func aTown(t *testing.T, at string) *town {
	clock := dbtest.NewClock(dbtest.Morning())
	d := dbtest.Open(t, at, db.Options{Rehearse: true, Now: clock.Now}, jobs.Files, diary.Files, account.Files, place.Files, blob.Files, registry.Files)
	ring := accounttest.Ring(t)
	w := &town{T: t, d: d, clock: clock, desk: &Desk{Book: &registry.Book{Box: diary.NewBox(ring), Ring: ring}}}
	w.must(grounds)
	p, err := ReadProfile(balikpapan)
	if err == nil {
		_, err = Load(context.Background(), d, p)
	}
	var sizes size.Profile
	if err == nil {
		sizes, err = size.ReadProfile(balikpapan)
	}
	if err == nil {
		_, err = size.Load(context.Background(), d, sizes)
	}
	if err != nil {
		t.Fatal(err)
	}
	sign := func(r accounttest.Role) account.Who { who, _ := accounttest.Sign(t, d, ring, r); return who }
	w.owner, w.other = sign(accounttest.Role{Role: account.Maker, Weak: true}), sign(accounttest.Role{Role: account.Maker, Weak: true})
	w.helper = sign(accounttest.Role{Role: account.Helper, Standing: account.Delegasi, Helps: w.owner.Person, Weak: true})
	w.officer, w.far = sign(accounttest.Role{Role: account.Counter, Area: selatan}), sign(accounttest.Role{Role: account.Counter, Area: barat})
	w.planner = sign(accounttest.Role{Role: account.Planner})
	clock.MoveOn(time.Second)
	return w
}

func grounds(tx *db.Tx) error {
	if err := placetest.Draw(tx, selatan, "Balikpapan Kota", damai, "Damai"); err != nil {
		return err
	}
	if _, err := tx.Exec(`insert into registry_kbli_version (version, regulation, state, official, source, source_date, grade, licence, note, valid_from)
		values ('2020', 'uji', 'berlaku', 3, 'uji', '', 'A', '', '', $1)`, tx.Now()); err != nil {
		return err
	}
	for _, c := range []struct {
		code, up string
		level    int
	}{{"I", "", 1}, {"56", "I", 2}, {"561", "56", 3}, {"5610", "561", 4}, {"56102", "5610", 5}, {"95", "I", 2}, {"952", "95", 3}, {"9529", "952", 4}, {"95291", "9529", 5}} {
		if _, err := tx.Exec(`insert into registry_kbli_code (version, code, level, parent, section, title, shown, description, valid_from) values ('2020', $1, $2, $3, 'I', 'X', 'X', '', $4)`,
			c.code, c.level, db.Null(c.up, c.up != ""), tx.Now()); err != nil {
			return err
		}
	}
	return nil
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

// stall is a food stall; it tells its sales, opening hours and number.
func (w *town) stall(more registry.Values) (id db.ID) {
	w.Helper()
	set := registry.Values{registry.Kind: "usaha", registry.Name: "Warung Bu Siti", registry.LegalForm: "perorangan", registry.Kelurahan: damai, registry.RT: "12", registry.Address: "Jl. Melati 5",
		registry.AtHome: "ya", registry.AboutID: "Nasi kuning.", registry.KBLI: "2020:56102", registry.Sales: "omzet_300jt", registry.Opens: "Sen-Sab 06.00-11.00", registry.WA: "081234567890"}
	for f, text := range more {
		set[f] = text
	}
	w.must(func(tx *db.Tx) (err error) {
		id, err = w.desk.Book.Register(tx, w.owner.Session, registry.Registering{Set: set})
		return err
	})
	return id
}

func (w *town) look(who account.Who, id db.ID) (s Standing) {
	w.Helper()
	if err := w.d.Read(context.Background(), func(tx *db.Tx) (err error) { s, err = w.desk.Look(tx, who.Session, id); return err }); err != nil {
		w.Fatal(err)
	}
	return s
}

func (w *town) lookAt(who account.Who, id db.ID, at time.Time) (s Standing) {
	w.Helper()
	if err := w.d.Read(context.Background(), func(tx *db.Tx) (err error) { s, err = w.desk.LookAt(tx, who.Session, id, at); return err }); err != nil {
		w.Fatal(err)
	}
	return s
}

func (w *town) answer(who account.Who, in Saying) (n int, err error) {
	err = w.write(func(tx *db.Tx) (err error) { n, err = w.desk.Answer(tx, who.Session, in); return err })
	return n, err
}

// says answers questions of an axis, having looked at what stands.
func (w *town) says(who account.Who, id db.ID, axis string, level registry.Level, pairs ...string) int {
	w.Helper()
	in := Saying{Business: id, Axis: axis, Level: level}
	stand := w.look(w.owner, id).Answers
	for i := 0; i < len(pairs); i += 2 {
		in.Answers = append(in.Answers, Said{pairs[i], pairs[i+1], stand[pairs[i]].Number})
	}
	n, err := w.answer(who, in)
	if err != nil {
		w.Fatal(err)
	}
	return n
}

func (w *town) refused(what string, err error, kind fault.Kind, key string) {
	w.Helper()
	if f := fault.Of(err); f == nil || f.Kind != kind || key != "" && f.Key != key {
		w.Errorf("%s: %v, want %v %s", what, err, kind, key)
	}
}

func (w *town) question(s Standing, code string) (q QuestionScore) {
	w.Helper()
	for _, a := range s.Score.Axes {
		for _, q := range a.Questions {
			if q.Question.Code == code {
				return q
			}
		}
	}
	w.Fatalf("no question %s", code)
	return q
}
