package paspor

import (
	"context"
	"os"
	"testing"
	"time"

	"alun/ground/blob"
	"alun/ground/db"
	"alun/ground/db/dbtest"
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
)

// town is a small house with a desk.
type town struct {
	*testing.T
	d     *db.DB
	clock *dbtest.Clock
	desk  *Desk

	owner, other, helper, officer, second account.Who
	made                                  int
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
	w := &town{T: t, d: d, clock: clock, desk: &Desk{Book: &registry.Book{Box: diary.NewBox(ring), Ring: ring}, Products: func(*db.Tx, db.ID) (int, error) { return 3, nil }}}
	w.must(grounds)
	rules, err := size.ReadProfile(os.DirFS("../../../city/balikpapan"))
	if err == nil {
		_, err = size.Load(context.Background(), d, rules)
	}
	if err != nil {
		t.Fatal(err)
	}
	sign := func(r accounttest.Role) account.Who { who, _ := accounttest.Sign(t, d, ring, r); return who }
	w.owner, w.other = sign(accounttest.Role{Role: account.Maker, Weak: true}), sign(accounttest.Role{Role: account.Maker, Weak: true})
	w.helper = sign(accounttest.Role{Role: account.Helper, Standing: account.Delegasi, Helps: w.owner.Person, Weak: true})
	w.officer, w.second = sign(accounttest.Role{Role: account.Counter, Area: selatan}), sign(accounttest.Role{Role: account.Counter, Area: selatan})
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
	for _, c := range [][3]string{{"I", "1", ""}, {"56", "2", "I"}, {"561", "3", "56"}, {"5610", "4", "561"}, {"56102", "5", "5610"}} {
		if _, err := tx.Exec(`insert into registry_kbli_code (version, code, level, parent, section, title, shown, description, valid_from) values ('2020', $1, $2, $3, 'I', 'X', 'X', '', $4)`,
			c[0], int(c[1][0]-'0'), db.Null(c[2], c[2] != ""), tx.Now()); err != nil {
			return err
		}
	}
	return nil
}

func (w *town) write(act func(tx *db.Tx) error) error {
	defer w.clock.MoveOn(time.Millisecond)
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

// stall is a draft of the owner: a home, with all that a link may show.
func (w *town) stall(more registry.Values) (id db.ID) {
	w.Helper()
	set := registry.Values{registry.Kind: "usaha", registry.Name: "Warung Bu Siti", registry.LegalForm: "perorangan", registry.Kelurahan: damai, registry.RT: "12", registry.Address: "Jl. Melati 5",
		registry.AtHome: "ya", registry.Point: "-1.240890 116.896160 gps", registry.AboutID: "Nasi kuning.", registry.KBLI: "2020:56102", registry.Sales: "omzet_300jt", registry.Capital: "modal_50jt",
		registry.Phone: "0812-3456-7890", registry.WorkersM: "1", registry.WorkersF: "2"}
	for f, text := range more {
		set[f] = text
	}
	w.must(func(tx *db.Tx) (err error) {
		id, err = w.desk.Book.Register(tx, w.owner.Session, registry.Registering{Set: set})
		return err
	})
	return id
}

// published is the same, as everybody sees it.
func (w *town) published(more registry.Values) db.ID {
	w.Helper()
	id := w.stall(more)
	w.must(func(tx *db.Tx) error { return w.desk.Book.Submit(tx, w.owner.Session, registry.Step{Business: id}) })
	w.must(func(tx *db.Tx) error {
		return w.desk.Book.Publish(tx, w.officer.Session, registry.Step{Business: id})
	})
	return id
}

// link makes a link for ten days.
func (w *town) link(id db.ID, shown ...Tick) (token string, link db.ID) {
	w.Helper()
	token, link, err := w.makes(w.owner, Making{Business: id, Purpose: "bank", Shown: shown, Last: LastOf(w.clock.Now()).Next(-80)})
	if err != nil {
		w.Fatal(err)
	}
	return token, link
}

func (w *town) makes(who account.Who, m Making) (token string, link db.ID, err error) {
	w.made++
	token = TokenOfForm(w.desk.Book.Ring, who.Session, string(rune('a'+w.made%26))+w.clock.Now().String())
	m.Token = token
	err = w.write(func(tx *db.Tx) (err error) { link, err = w.desk.Make(tx, who.Session, m); return err })
	return token, link, err
}

func (w *town) opens(token string) (l Link, err error) {
	err = w.write(func(tx *db.Tx) (err error) { l, err = w.desk.Open(tx, token); return err })
	return l, err
}

func (w *town) reads(token string) (s Sheet, err error) {
	err = w.d.Read(context.Background(), func(tx *db.Tx) (err error) { _, s, err = w.desk.Read(tx, token); return err })
	return s, err
}

func (w *town) revokes(who account.Who, business, link db.ID) error {
	return w.write(func(tx *db.Tx) error { return w.desk.Revoke(tx, who.Session, business, link) })
}
