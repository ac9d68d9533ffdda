package account_test

import (
	"context"
	"errors"
	"strconv"
	"sync"
	"sync/atomic"
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

// town is a house with an administrator, and a clock that a test moves on.
type town struct {
	*testing.T
	db     *db.DB
	clock  *dbtest.Clock
	ring   *keys.Ring
	people *account.People
	admin  account.Who
	made   int
}

// began is when the clocks of these tests begin: a Monday, ten in the morning WITA.
var began = time.Date(2026, 11, 23, 2, 0, 0, 0, time.UTC)

func eachTown(t *testing.T, run func(w *town)) {
	t.Helper()
	for engine, at := range dbtest.URLs() {
		t.Run(engine, func(t *testing.T) {
			clock := dbtest.NewClock(began)
			w := &town{T: t, clock: clock, ring: accounttest.Ring(t),
				db: dbtest.Open(t, at(t), db.Options{Rehearse: true, Now: clock.Now}, account.Files, diary.Files, jobs.Files)}
			w.people = account.NewPeople(w.ring)
			w.admin, _ = accounttest.Sign(t, w.db, w.ring, accounttest.Role{Role: account.Administrator})
			run(w)
		})
	}
}

func (w *town) do(act func(tx *db.Tx) error) error { return w.db.Write(context.Background(), act) }

func (w *town) must(act func(tx *db.Tx) error) {
	w.Helper()
	if err := w.do(act); err != nil {
		w.Fatal(err)
	}
}

// refused acts and expects a fault with a sentence.
func (w *town) refused(key string, act func(tx *db.Tx) error) {
	w.Helper()
	if f := fault.Of(w.do(act)); f == nil || f.Key != key {
		w.Errorf("%v, want %s", f, key)
	}
}

// secret is what everybody of a town has; made once, because it is slow to make.
const secret = "tiga perahu biru di dermaga"

var secretHash = sync.OnceValue(func() string {
	h, err := account.HashSecret(context.Background(), secret)
	if err != nil {
		panic(err)
	}
	return h
})

// invite makes a person who has chosen the secret, and tells their login.
func (w *town) invite() (person db.ID, l account.Login) {
	w.Helper()
	w.made++
	l = account.Login{Way: "mail", Text: "orang" + strconv.Itoa(w.made) + "@contoh.id"}
	token := account.NewToken()
	w.must(func(tx *db.Tx) (err error) {
		person, err = w.people.Invite(tx, w.admin.Session, account.New{Name: "Orang Uji", Login: l, Lang: "id"}, token)
		return err
	})
	w.must(func(tx *db.Tx) error {
		_, err := w.people.Accept(tx, token, account.Invite, account.Password, secretHash())
		return err
	})
	return person, l
}

// from is a try from a sender, on a browser.
func from(l account.Login, sender, device string) account.Try {
	return account.Try{Login: l, Sender: sender, Device: device}
}

// signIn signs in with the right secret and gives the session.
func (w *town) signIn(l account.Login, device, old string) (session string, half bool) {
	w.Helper()
	session = web.SessionHash(web.NewKey())
	w.must(func(tx *db.Tx) error {
		k, err := w.people.Find(tx, l)
		if err == nil {
			half, err = w.people.SignIn(tx, k, account.Begin{Session: session, Old: old, Device: device, Try: from(l, "10.0.0.1", device)})
		}
		return err
	})
	return session, half
}

// live reports whether a session still lets somebody in.
func (w *town) live(session string) bool {
	err := w.do(func(tx *db.Tx) error { _, err := account.See(tx, session); return err })
	if err != nil && !fault.Is(err, fault.Stranger) {
		w.Fatal(err)
	}
	return err == nil
}

// together runs an act many times at once and counts those that were let.
func (w *town) together(n int, act func(tx *db.Tx) error) int {
	w.Helper()
	var all sync.WaitGroup
	var let atomic.Int64
	start := make(chan struct{})
	for range n {
		all.Go(func() {
			<-start
			err := w.do(act)
			if err == nil {
				let.Add(1)
			} else if fault.Of(err) == nil {
				w.Error(err)
			}
		})
	}
	close(start)
	all.Wait()
	return int(let.Load())
}

var errUndo = errors.New("undo")

func day(month time.Month, d int) date.Day { return date.Day{Year: 2026, Month: month, Date: d} }

// decreed is a giving that lacks nothing but a person.
func decreed(role account.Role, office db.ID) account.Giving {
	return account.Giving{Role: role, Standing: account.Definitif, Office: office, From: day(11, 23),
		Decree: account.Decree{Number: "800.1.3.3/12/BKPSDM", Signed: day(11, 20)}}
}
