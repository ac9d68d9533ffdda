package account_test

import (
	"strconv"
	"testing"
	"time"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
)

// A login that nobody has, one that was ended and a wrong secret are held against
// a hash all the same, and none of them signs in.
func TestOneAnswerToAllThatIsWrong(t *testing.T) {
	eachTown(t, func(w *town) {
		person, l := w.invite()
		gone, goneLogin := w.invite()
		w.must(func(tx *db.Tx) error { return w.people.EndPerson(tx, w.admin.Session, gone, 2) })
		for name, c := range map[string]struct {
			login  account.Login
			secret string
			right  bool
		}{
			"right":   {l, secret, true},
			"wrong":   {l, secret + "!", false},
			"empty":   {l, "", false},
			"nobody":  {account.Login{Way: "mail", Text: "tiada@contoh.id"}, secret, false},
			"ended":   {goneLogin, secret, false},
			"in caps": {l, "TIGA PERAHU BIRU DI DERMAGA", false},
		} {
			var k account.Kept
			w.must(func(tx *db.Tx) (err error) { k, err = w.people.Find(tx, c.login); return err })
			ok, err := account.CheckSecret(t.Context(), k.Hash, c.secret)
			if err != nil || ok != c.right || ok && k.Person != person {
				t.Errorf("%s: %v, %v", name, ok, err)
			}
			if !ok && k.Hash == "" { // whoever skips the check still does not get in
				w.refused("account.wrong", func(tx *db.Tx) error {
					_, err := w.people.SignIn(tx, k, account.Begin{Session: "x", Try: from(c.login, "a", "")})
					return err
				})
			}
		}
	})
}

// guess counts one try and tells whether it was let.
func (w *town) guess(try account.Try) bool {
	w.Helper()
	err := w.do(func(tx *db.Tx) error { return w.people.Count(tx, try) })
	if err != nil && !fault.Is(err, fault.TooMany) {
		w.Fatal(err)
	}
	return err == nil
}

func (w *town) guesses(n int, try account.Try) (let int) {
	w.Helper()
	for range n {
		if w.guess(try) {
			let++
		}
	}
	return let
}

func TestGuessingHasLimits(t *testing.T) {
	eachTown(t, func(w *town) {
		_, l := w.invite()
		_, other := w.invite()
		if got := w.guesses(9, from(l, "10.0.0.1", "")); got != 5 {
			t.Errorf("%d tries of one login from one sender were let, want 5", got)
		}
		if got := w.guesses(1, from(other, "10.0.0.1", "")); got != 1 {
			t.Error("another login from the same sender is refused already")
		}
		w.clock.MoveOn(16 * time.Minute)
		if got := w.guesses(1, from(l, "10.0.0.1", "")); got != 1 {
			t.Error("nobody forgets: the person is locked out for good")
		}
		let := 0
		for i := range 100 { // one machine that tries everybody
			if w.guess(from(account.Login{Way: "mail", Text: strconv.Itoa(i) + "@contoh.id"}, "10.0.0.9", "")) {
				let++
			}
		}
		if let != 60 {
			t.Errorf("%d tries of many logins from one sender were let, want 60", let)
		}
	})
}

// TestACrowdLocksNobodyOut: whoever guesses from everywhere fills the bucket of
// strangers; the person's own browser has another.
func TestACrowdLocksNobodyOut(t *testing.T) {
	eachTown(t, func(w *town) {
		_, l := w.invite()
		w.signIn(l, "her browser", "")
		let := 0
		for i := range 80 {
			if w.guess(from(l, "10.1.0."+strconv.Itoa(i), "made up "+strconv.Itoa(i))) {
				let++
			}
		}
		if let != 30 {
			t.Errorf("a crowd was let %d tries of one login, want 30", let)
		}
		if !w.guess(from(l, "10.9.9.9", "her browser")) {
			t.Error("the crowd has locked out the browser that she signed in on before")
		}
		// Planted: the house forgets which browsers it knows. Then the crowd wins,
		// and this test sees it.
		w.must(func(tx *db.Tx) error { _, err := tx.Exec(`delete from account_device`); return err })
		if w.guess(from(l, "10.9.9.9", "her browser")) {
			t.Error("the proof is broken: a browser that is not known is let")
		}
	})
}

func TestTheRightSecretGivesTriesBack(t *testing.T) {
	eachTown(t, func(w *town) {
		_, l := w.invite()
		for range 4 {
			if got := w.guesses(4, from(l, "10.0.0.1", "desk")); got != 4 {
				t.Fatalf("%d of 4", got)
			}
			w.signIn(l, "desk", "")
		}
	})
}

// TestGuessesAtOnceGetNoMore: counting and refusing are one act.
func TestGuessesAtOnceGetNoMore(t *testing.T) {
	eachTown(t, func(w *town) {
		_, l := w.invite()
		if got := w.together(25, func(tx *db.Tx) error { return w.people.Count(tx, from(l, "10.0.0.1", "")) }); got != 5 {
			t.Errorf("25 guesses at once: %d were let, want 5", got)
		}
		// Planted: first look, then count, as two acts.
		_, other := w.invite()
		looked := 0
		for range 25 {
			if err := w.do(func(tx *db.Tx) error {
				if err := w.people.Count(tx, from(other, "10.0.0.2", "")); err != nil {
					return err
				}
				return errUndo
			}); err == errUndo {
				looked++
			}
		}
		if looked != 25 {
			t.Errorf("the proof is broken: %d of 25 saw room when nothing was kept", looked)
		}
	})
}

// TestCodesAreCountedForThePerson: whoever has the password begins as many
// sessions as they like, and all of them together have one bucket.
func TestCodesAreCountedForThePerson(t *testing.T) {
	eachTown(t, func(w *town) {
		_, l := w.invite()
		let := 0
		for range 10 {
			session, _ := w.signIn(l, "", "")
			for range 8 {
				err := w.do(func(tx *db.Tx) error { return w.people.CountCode(tx, session, "unknown") })
				if err == nil {
					let++
				}
			}
		}
		if let != 20 {
			t.Errorf("%d codes were tried in an hour, want 20", let)
		}
		mine, _ := w.signIn(l, "her browser", "")
		w.must(func(tx *db.Tx) error { return w.people.CountCode(tx, mine, "her browser") })
	})
}

func TestANewTokenAtEachSignIn(t *testing.T) {
	eachTown(t, func(w *town) {
		_, l := w.invite()
		planted, _ := w.signIn(l, "desk", "") // somebody put this one into the browser
		own, _ := w.signIn(l, "desk", planted)
		if w.live(planted) || !w.live(own) {
			t.Error("the token from before the sign-in still lets somebody in")
		}
	})
}

// A secret that was changed between the check and the act does not sign in.
func TestASecretThatMovedDoesNotSignIn(t *testing.T) {
	eachTown(t, func(w *town) {
		person, l := w.invite()
		var k account.Kept
		w.must(func(tx *db.Tx) (err error) { k, err = w.people.Find(tx, l); return err })
		w.must(func(tx *db.Tx) error {
			return account.SetSecret(tx, person, account.Password, "$argon2id$other", "", "command")
		})
		w.refused("account.wrong", func(tx *db.Tx) error {
			_, err := w.people.SignIn(tx, k, account.Begin{Session: "x", Try: from(l, "a", "")})
			return err
		})
	})
}
