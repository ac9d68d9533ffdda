package account_test

import (
	"testing"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/record/account"
	"alun/record/account/accounttest"
)

func TestASessionEndsUnusedAndInAnyCase(t *testing.T) {
	for _, kind := range []struct {
		secret      account.SecretKind
		idle, whole time.Duration
	}{{account.Password, 30 * time.Minute, 12 * time.Hour}, {account.PIN, 30 * 24 * time.Hour, 180 * 24 * time.Hour}} {
		eachTown(t, func(w *town) {
			person, l := w.invite()
			w.must(func(tx *db.Tx) error { return account.SetSecret(tx, person, kind.secret, secretHash(), "", "command") })
			begin := w.clock.Now()
			unused, _ := w.signIn(l, "", "")
			used, _ := w.signIn(l, "", "")
			seen := func(session string) {
				w.must(func(tx *db.Tx) error { return account.Seen(tx, map[string]time.Time{session: tx.Now()}) })
			}
			w.clock.MoveOn(kind.idle - time.Second)
			if !w.live(unused) {
				t.Errorf("%s: ends before its time", kind.secret)
			}
			seen(used)
			w.clock.MoveOn(time.Second)
			if w.live(unused) || !w.live(used) {
				t.Errorf("%s: an unused session lives, or a used one ended", kind.secret)
			}
			seen(unused) // too late: it is over
			if w.live(unused) {
				t.Errorf("%s: a session that was over came back", kind.secret)
			}
			for w.clock.Now().Before(begin.Add(kind.whole)) {
				if !w.live(used) {
					t.Fatalf("%s: a used session ended after %v", kind.secret, w.clock.Now().Sub(begin))
				}
				seen(used)
				w.clock.MoveOn(kind.idle / 2)
			}
			if w.live(used) {
				t.Errorf("%s: a session lives for ever", kind.secret)
			}
		})
	}
}

func TestANewSecretEndsAllOtherSessions(t *testing.T) {
	eachTown(t, func(w *town) {
		person, l := w.invite()
		here, _ := w.signIn(l, "here", "")
		thief, _ := w.signIn(l, "thief", "")
		var old account.Kept
		w.must(func(tx *db.Tx) (err error) { old, err = account.SecretOf(tx, person); return err })
		w.must(func(tx *db.Tx) error { return account.ChangeSecret(tx, here, "here", old, "$argon2id$new") })
		if w.live(thief) || !w.live(here) {
			t.Error("the thief's session lives, or the own one ended")
		}
		known := map[string]bool{}
		w.must(func(tx *db.Tx) error {
			known = map[string]bool{}
			return db.Each(tx, func(r *db.Row) error { known[r.Text()] = true; return nil }, `select hash from account_device where person = $1`, person)
		})
		if known["thief"] || !known["here"] {
			t.Errorf("known browsers after the change: %v", known)
		}
		w.refused("account.secret_moved", func(tx *db.Tx) error { return account.ChangeSecret(tx, here, "here", old, "$argon2id$newer") })
	})
}

func TestAnEndedPersonIsOutAtOnce(t *testing.T) {
	eachTown(t, func(w *town) {
		person, l := w.invite()
		session, _ := w.signIn(l, "", "")
		w.refused("account.person_moved", func(tx *db.Tx) error { return w.people.EndPerson(tx, w.admin.Session, person, 1) })
		w.must(func(tx *db.Tx) error { return w.people.EndPerson(tx, w.admin.Session, person, 2) })
		if w.live(session) {
			t.Error("an ended person works on")
		}
		// Planted: also a session that nobody ended is dead, by the person's state.
		w.must(func(tx *db.Tx) error {
			_, err := tx.Exec(`update account_session set ended_at = null, ended_how = '' where hash = $1`, session)
			return err
		})
		if w.live(session) {
			t.Error("a session outlives its person")
		}
		w.must(func(tx *db.Tx) error {
			_, err := tx.Exec(`update account_person set state = 'active' where id = $1`, person)
			return err
		})
		if !w.live(session) {
			t.Error("the proof is broken: the session was dead for another reason")
		}
	})
}

func TestSignedOutIsOut(t *testing.T) {
	eachTown(t, func(w *town) {
		_, l := w.invite()
		one, _ := w.signIn(l, "", "")
		two, _ := w.signIn(l, "", "")
		three, _ := w.signIn(l, "", "")
		w.must(func(tx *db.Tx) error { return account.Leave(tx, one, false) })
		if w.live(one) || !w.live(two) {
			t.Error("signing out ends this session and no other")
		}
		w.must(func(tx *db.Tx) error { return account.EndOwn(tx, two, three) })
		if w.live(three) || !w.live(two) {
			t.Error("ending another device ends that one alone")
		}
		_, stranger := w.invite()
		foreign, _ := w.signIn(stranger, "", "")
		w.must(func(tx *db.Tx) error { return account.EndOwn(tx, two, foreign) })
		if !w.live(foreign) {
			t.Error("somebody ended another person's session")
		}
		four, _ := w.signIn(l, "", "")
		w.must(func(tx *db.Tx) error { return account.Leave(tx, four, true) })
		if w.live(two) || w.live(four) || !w.live(foreign) {
			t.Error("signing out everywhere ends all of one's own")
		}
		w.must(func(tx *db.Tx) error { return account.Leave(tx, four, true) }) // again: nothing to do
	})
}

// Each link works once, also when many press at the same time, and a new one is
// the end of the one before.
func TestALinkIsGoodOnce(t *testing.T) {
	eachTown(t, func(w *town) {
		person, _ := w.invite()
		token, newer := account.NewToken(), account.NewToken()
		w.must(func(tx *db.Tx) error { return w.people.InviteAgain(tx, w.admin.Session, person, token) })
		w.must(func(tx *db.Tx) error { return w.people.InviteAgain(tx, w.admin.Session, person, newer) })
		accept := func(token, purpose string) func(tx *db.Tx) error {
			return func(tx *db.Tx) error {
				_, err := w.people.Accept(tx, token, purpose, account.Password, secretHash())
				return err
			}
		}
		w.refused("account.link_spent", accept(token, account.Reset))
		w.refused("account.link_spent", accept(newer, account.Invite)) // of another purpose
		if got := w.together(12, accept(newer, account.Reset)); got != 1 {
			t.Errorf("%d of 12 used one link", got)
		}
		w.must(func(tx *db.Tx) error { return w.people.InviteAgain(tx, w.admin.Session, person, token+"x") })
		w.clock.MoveOn(account.ResetTime)
		w.refused("account.link_spent", accept(token+"x", account.Reset))
	})
}

// TestTheFirstAdministrator: the house is set up once, and only while it is empty.
func TestTheFirstAdministrator(t *testing.T) {
	eachTown(t, func(w *town) {
		offer := func() (token string, made bool) {
			token = account.NewToken()
			w.must(func(tx *db.Tx) (err error) { made, err = account.OfferSetUp(tx, token); return err })
			return token, made
		}
		if _, made := offer(); made {
			t.Error("a house with an administrator offers to be set up")
		}
		w.must(func(tx *db.Tx) error { _, err := tx.Exec(`update account_person set state = 'ended'`); return err })
		old, _ := offer()
		token, made := offer()
		if !made {
			t.Fatal("an empty house offers nothing")
		}
		up := func(token, mail string) func(tx *db.Tx) error {
			return func(tx *db.Tx) error {
				_, err := w.people.SetUp(tx, token, account.New{Name: "Siti", Lang: "id", Login: account.Login{Way: "mail", Text: mail}},
					account.Decree{Number: "800/1/SK", Signed: date.DayOf(began)}, secretHash())
				return err
			}
		}
		w.refused("account.link_spent", up(old, "a@contoh.id"))
		if got := w.together(6, up(token, "siti@contoh.id")); got != 1 {
			t.Errorf("%d first administrators", got)
		}
		session, _ := w.signIn(account.Login{Way: "mail", Text: "siti@contoh.id"}, "", "")
		w.refused("account.second_needed", func(tx *db.Tx) error { _, err := account.May(tx, session, account.MayPeople, account.At{}); return err })
	})
}

// TestOneBadSessionSaysNothing: no session, a made-up one and a half one are
// strangers to every right.
func TestOneBadSessionSaysNothing(t *testing.T) {
	eachTown(t, func(w *town) {
		right := account.Right{Name: "test.any", Roles: account.Roles}
		for _, session := range []string{"", "made up"} {
			w.refused("account.stranger", func(tx *db.Tx) error { _, err := account.May(tx, session, right, account.At{Any: true}); return err })
		}
		who, _ := accounttest.Sign(t, w.db, w.ring, accounttest.Role{Role: account.Planner})
		w.must(func(tx *db.Tx) error {
			_, err := tx.Exec(`update account_session set half = $2, second_at = null where hash = $1`, who.Session, true)
			return err
		})
		w.refused("account.half", func(tx *db.Tx) error {
			_, err := account.May(tx, who.Session, right, account.At{Any: true})
			return err
		})
	})
}
