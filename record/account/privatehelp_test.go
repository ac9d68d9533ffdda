package account_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/fault"
	"alun/ground/jobs"
	"alun/ground/keys"
	"alun/ground/web"
	"alun/record/account"
	"alun/record/account/accounttest"
	"alun/record/diary"
)

// What is planted to be found again, or not.
const (
	sitiName  = "Siti Planted Aminah"
	sitiMail  = "siti.planted@contoh.id"
	sitiPhone = "6281234509876"
)

// archive is a house with a person and with those who may read something.
type archive struct {
	t                                                 *testing.T
	db                                                *db.DB
	at                                                string // the database's address
	clock                                             *dbtest.Clock
	ring                                              *keys.Ring
	desk                                              *account.Private
	admin, privacy, planner, inspector, head, strange account.Who
	siti                                              db.ID
	sitiSession                                       string
}

// office is one that Siti worked for.
const office, otherOffice = db.ID(71), db.ID(72)

func openArchive(t *testing.T, at string, from time.Time) *archive {
	t.Helper()
	clock := dbtest.NewClock(from)
	a := &archive{t: t, clock: clock, at: at, ring: accounttest.Ring(t),
		db: dbtest.Open(t, at, db.Options{Rehearse: true, Now: clock.Now}, account.Files, diary.Files, jobs.Files)}
	a.desk = account.NewPrivate(account.NewPeople(a.ring))
	sign := func(r account.Role, office db.ID) account.Who {
		who, _ := accounttest.Sign(t, a.db, a.ring, accounttest.Role{Role: r, Office: office})
		return who
	}
	a.admin, a.privacy, a.planner = sign(account.Administrator, 0), sign(account.Privacy, 0), sign(account.Planner, 0)
	a.inspector, a.head, a.strange = sign(account.Inspector, 0), sign(account.Head, office), sign(account.Head, otherOffice)
	a.siti, a.sitiSession = a.person(sitiName, account.Login{Way: "mail", Text: sitiMail})
	return a
}

func eachArchive(t *testing.T, run func(t *testing.T, a *archive)) {
	t.Helper()
	for engine, at := range dbtest.URLs() {
		t.Run(engine, func(t *testing.T) { run(t, openArchive(t, at(t), time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC))) })
	}
}

// person invites somebody who accepts and signs in.
func (a *archive) person(name string, l account.Login) (id db.ID, session string) {
	a.t.Helper()
	token := account.NewToken()
	session = web.SessionHash(token)
	a.must(func(tx *db.Tx) (err error) {
		id, err = a.desk.Invite(tx, a.admin.Session, account.New{Name: name, Login: l, Lang: "id"}, token)
		return err
	})
	a.must(func(tx *db.Tx) error {
		_, err := a.desk.Accept(tx, token, account.Invite, account.Password, "$argon2id$planted")
		return err
	})
	a.must(func(tx *db.Tx) error {
		_, err := a.desk.Enter(tx, id, account.Begin{Session: session, Device: web.SessionHash("device " + token), Name: "Firefox"})
		return err
	})
	return id, session
}

func (a *archive) must(act func(tx *db.Tx) error) {
	a.t.Helper()
	if err := a.db.Write(a.t.Context(), act); err != nil {
		a.t.Fatal(err)
	}
}

// refused acts and expects a fault of a kind with a sentence.
func (a *archive) refused(kind fault.Kind, key string, act func(tx *db.Tx) error) {
	a.t.Helper()
	err := a.db.Write(a.t.Context(), act)
	f := fault.Of(err)
	if f == nil || f.Kind != kind || f.Key != key && !slices.ContainsFunc(f.Fields, func(x fault.Field) bool { return x.Key == key }) {
		a.t.Errorf("%v, want %s of kind %d", err, key, kind)
	}
}

// broken runs SQL that the database itself must refuse, by the name of its rule.
func (a *archive) broken(rule, query string, args ...any) {
	a.t.Helper()
	err := a.db.Write(a.t.Context(), func(tx *db.Tx) error { _, err := tx.Exec(query, args...); return err })
	if err == nil || !strings.Contains(err.Error(), rule) {
		a.t.Errorf("%s: %v, want %s", query, err, rule)
	}
}

func (a *archive) count(query string, args ...any) (n int) {
	a.t.Helper()
	err := a.db.Read(a.t.Context(), func(tx *db.Tx) (err error) {
		n, _, err = db.One(tx, (*db.Row).Int, query, args...)
		return err
	})
	if err != nil {
		a.t.Fatal(err)
	}
	return n
}

// open reveals name and login of Siti.
func (a *archive) open(who account.Who, purpose string, ref db.ID) func(tx *db.Tx) error {
	return func(tx *db.Tx) error {
		_, err := a.desk.Reveal(tx, who.Session, account.Asked{Person: a.siti, Fields: []string{"name", "login"}, Purpose: purpose, Reference: ref})
		return err
	}
}

// request asks for Siti and gives the request's id.
func (a *archive) request(w account.Wish) (id db.ID) {
	a.t.Helper()
	a.must(func(tx *db.Tx) (err error) { id, err = a.desk.Ask(tx, a.sitiSession, w); return err })
	return id
}

// operate makes Siti an operator of the office.
func (a *archive) operate() {
	a.t.Helper()
	a.must(func(tx *db.Tx) error {
		_, err := a.desk.Give(tx, a.admin.Session, account.Giving{Person: a.siti, Role: account.Operator, Standing: account.Definitif, Office: office,
			Decree: account.Decree{Number: "uji/7", Signed: date.DayOf(tx.Now())}, From: date.DayOf(tx.Now())})
		return err
	})
}

// enter signs Siti in again: her login was changed, which ended what she had.
func (a *archive) enter() {
	a.t.Helper()
	a.sitiSession = web.SessionHash(web.NewKey())
	a.must(func(tx *db.Tx) error {
		_, err := a.desk.Enter(tx, a.siti, account.Begin{Session: a.sitiSession, Name: "Firefox"})
		return err
	})
}

// carry answers a request.
func (a *archive) carry(id db.ID) func(tx *db.Tx) error {
	return func(tx *db.Tx) error { _, err := a.desk.CarryOut(tx, a.privacy.Session, id, true); return err }
}

// later moves the clock on; all stay signed in.
func (a *archive) later(by time.Duration) {
	a.t.Helper()
	a.clock.MoveOn(by)
	a.must(func(tx *db.Tx) error {
		_, err := tx.Exec(`update account_session set seen_at = $1, until = $2`, tx.Now(), tx.Now().AddDate(1, 0, 0))
		return err
	})
}
