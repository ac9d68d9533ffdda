package account_test

import (
	"encoding/base32"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/hotp"
	"github.com/pquerna/otp/totp"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/record/account"
)

// shared is the secret of the examples in RFC 4226 and RFC 6238.
var shared = base32.StdEncoding.EncodeToString([]byte("12345678901234567890"))

// TestCodesAreThoseOfTheStandards holds the codes against both RFCs; six digits
// are the last six of the eight in RFC 6238.
func TestCodesAreThoseOfTheStandards(t *testing.T) {
	opts := hotp.ValidateOpts{Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1}
	for i, want := range strings.Fields("755224 287082 359152 969429 338314 254676 287922 162583 399871 520489") { // RFC 4226, appendix D
		if got, err := hotp.GenerateCodeCustom(shared, uint64(i), opts); err != nil || got != want {
			t.Errorf("counter %d: %s, %v", i, got, err)
		}
	}
	for at, want := range map[int64]string{59: "287082", 1111111109: "081804", 1111111111: "050471", 1234567890: "005924", 2000000000: "279037", 20000000000: "353130"} { // RFC 6238, appendix B
		if got := codeAt(t, time.Unix(at, 0)); got != want {
			t.Errorf("at %d: %s, want %s", at, got, want)
		}
	}
}

func codeAt(t *testing.T, at time.Time) string {
	t.Helper()
	code, err := totp.GenerateCodeCustom(shared, at, totp.ValidateOpts{Period: 30, Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1})
	if err != nil {
		t.Fatal(err)
	}
	return code
}

// withSecond gives a person a second factor that was proven a while ago.
func (w *town) withSecond() (person db.ID, l account.Login) {
	w.Helper()
	person, l = w.invite()
	session, _ := w.signIn(l, "", "")
	w.offer(session)
	w.must(func(tx *db.Tx) error {
		return w.people.FinishSecond(tx, session, codeAt(w.T, w.clock.Now()), []string{"abcde-fghij", "klmno-pqrst"}, newSession())
	})
	w.clock.MoveOn(5 * time.Minute)
	return person, l
}

// newSession is the hash of a new token.
func newSession() string { return web.SessionHash(web.NewKey()) }

// offer offers a session the shared secret for its app.
func (w *town) offer(session string) {
	w.Helper()
	w.must(func(tx *db.Tx) error {
		v, err := account.See(tx, session)
		if err != nil {
			return err
		}
		k, err := account.SecretOf(tx, v.Person)
		if err != nil {
			return err
		}
		return w.people.BeginSecond(tx, session, k, shared)
	})
}

// give tries a code for a session, which goes on under a new token, and tells
// whether it was taken.
func (w *town) give(session *string, code string) bool {
	w.Helper()
	fresh := newSession()
	err := w.do(func(tx *db.Tx) error { return w.people.GiveSecond(tx, *session, code, fresh) })
	if err != nil && !fault.Is(err, fault.Invalid) {
		w.Fatal(err)
	}
	if err == nil {
		*session = fresh
	}
	return err == nil
}

func TestTheCodeOpensAHalfSession(t *testing.T) {
	eachTown(t, func(w *town) {
		_, l := w.withSecond()
		session, half := w.signIn(l, "", "")
		if !half || w.live(session) {
			t.Fatal("the password alone opens the house")
		}
		if w.give(&session, "000000") || w.give(&session, "") || w.give(&session, "abc") || w.live(session) {
			t.Error("a wrong code opens it")
		}
		if !w.give(&session, " "+codeAt(t, w.clock.Now())[:3]+" "+codeAt(t, w.clock.Now())[3:]) || !w.live(session) {
			t.Error("the right code does not")
		}
	})
}

// TestACodeHasItsStep: the step before and the one after count, for clocks that
// go wrong; others do not.
func TestACodeHasItsStep(t *testing.T) {
	for _, c := range []struct {
		steps time.Duration
		taken bool
	}{{-3, false}, {-2, false}, {-1, true}, {0, true}, {1, true}, {2, false}} {
		eachTown(t, func(w *town) {
			_, l := w.withSecond()
			session, _ := w.signIn(l, "", "")
			if got := w.give(&session, codeAt(t, w.clock.Now().Add(c.steps*30*time.Second))); got != c.taken {
				t.Errorf("a code of step %d: %v", c.steps, got)
			}
		})
	}
}

// TestACodeIsGoodOnce, also when it comes twice at the same moment: to whoever
// looked over a shoulder it is worth nothing. Nor is one of a step before.
func TestACodeIsGoodOnce(t *testing.T) {
	eachTown(t, func(w *town) {
		_, l := w.withSecond()
		code := codeAt(t, w.clock.Now())
		mine, _ := w.signIn(l, "", "")
		theirs, _ := w.signIn(l, "", "")
		sessions := make(chan string, 12)
		for range 6 {
			sessions <- mine
			sessions <- theirs
		}
		if got := w.together(12, func(tx *db.Tx) error {
			session := <-sessions
			sessions <- session
			return w.people.GiveSecond(tx, session, code, newSession())
		}); got != 1 {
			t.Errorf("one code was taken %d times", got)
		}
		third, _ := w.signIn(l, "", "")
		if w.give(&third, codeAt(t, w.clock.Now().Add(-30*time.Second))) {
			t.Error("a code from before the one that was used is taken")
		}
		// Planted: the step is not kept.
		w.must(func(tx *db.Tx) error { _, err := tx.Exec(`update account_totp set used_step = 0`); return err })
		if !w.give(&third, code) {
			t.Error("the proof is broken: the code was refused for another reason")
		}
	})
}

func TestARecoveryCodeIsGoodOnce(t *testing.T) {
	eachTown(t, func(w *town) {
		person, l := w.withSecond()
		session, _ := w.signIn(l, "", "")
		if got := w.together(8, func(tx *db.Tx) error { return w.people.GiveSecond(tx, session, "ABCDE fghij", newSession()) }); got != 1 {
			t.Errorf("a recovery code was taken %d times", got)
		}
		again, _ := w.signIn(l, "", "")
		if w.give(&again, "abcde-fghij") {
			t.Error("a used code is taken again")
		}
		left := 0
		w.must(func(tx *db.Tx) (err error) { left, err = account.CodesLeft(tx, person); return err })
		if left != 1 {
			t.Errorf("%d codes left, want 1", left)
		}
		if !w.give(&again, codeAt(t, w.clock.Now())) {
			t.Fatal("the code of the phone")
		}
		w.clock.MoveOn(time.Minute)
		w.must(func(tx *db.Tx) error {
			return w.people.RenewCodes(tx, again, codeAt(t, w.clock.Now()), []string{"zzzzz-zzzzz"})
		})
		third, _ := w.signIn(l, "", "")
		if w.give(&third, "klmno-pqrst") {
			t.Error("a code from before the new ones is taken")
		}
		if !w.give(&third, "zzzzz-zzzzz") {
			t.Error("a new code is not")
		}
	})
}

func TestALostPhoneIsReleasedByAnother(t *testing.T) {
	eachTown(t, func(w *town) {
		person, l := w.withSecond()
		session, _ := w.signIn(l, "", "")
		w.give(&session, codeAt(t, w.clock.Now()))
		// The administrator has the same app here, proven before.
		w.offer(w.admin.Session)
		fresh := newSession()
		w.must(func(tx *db.Tx) error {
			return w.people.ProveSecond(tx, w.admin.Session, codeAt(t, w.clock.Now()), fresh)
		})
		w.admin.Session = fresh
		w.clock.MoveOn(time.Minute)
		w.refused("account.code_wrong", func(tx *db.Tx) error { return w.people.Release(tx, w.admin.Session, person, "000000") })
		w.refused("account.not_yourself", func(tx *db.Tx) error {
			return w.people.Release(tx, w.admin.Session, w.admin.Person, codeAt(t, w.clock.Now()))
		})
		w.refused("account.not_yours", func(tx *db.Tx) error { return w.people.Release(tx, session, w.admin.Person, "000000") })
		w.must(func(tx *db.Tx) error { return w.people.Release(tx, w.admin.Session, person, codeAt(t, w.clock.Now())) })
		if w.live(session) {
			t.Error("the sessions of whoever has the phone go on")
		}
		if _, half := w.signIn(l, "", ""); half {
			t.Error("a code is asked for that nobody can give")
		}
	})
}

// A browser that gave the password alone is not a known one.
func TestABrowserIsKnownWhenItIsInWhole(t *testing.T) {
	eachTown(t, func(w *town) {
		_, l := w.withSecond()
		session, _ := w.signIn(l, "", "")
		w.must(func(tx *db.Tx) error { return account.Remember(tx, session, "thief") })
		for range 20 {
			w.must(func(tx *db.Tx) error { return w.people.CountCode(tx, session, "thief") })
		}
		w.refused("account.too_many_tries", func(tx *db.Tx) error { return w.people.CountCode(tx, session, "thief") })
	})
}

// TestAHalfSessionIsNobody: it makes no browser known, by no way in, and ends no
// session but itself.
func TestAHalfSessionIsNobody(t *testing.T) {
	eachTown(t, func(w *town) {
		person, l := w.withSecond()
		known := func() (n int) {
			w.must(func(tx *db.Tx) (err error) {
				n, _, err = db.One(tx, (*db.Row).Int, `select count(*) from account_device where person = $1`, person)
				return err
			})
			return n
		}
		mine, _ := w.signIn(l, "", "")
		if !w.give(&mine, codeAt(t, w.clock.Now())) {
			t.Fatal("the code of the phone")
		}
		half, _ := w.signIn(l, "thief", "")
		w.must(func(tx *db.Tx) error {
			_, err := w.people.Enter(tx, person, account.Begin{Session: "by a link", Device: "thief"})
			return err
		})
		for _, session := range []string{half, "by a link"} {
			w.must(func(tx *db.Tx) error { return account.Remember(tx, session, "thief") })
			if n := known(); n != 0 {
				t.Errorf("%d browsers are known that gave no code", n)
			}
			w.must(func(tx *db.Tx) error { return account.Leave(tx, session, true) })
			w.refused("account.stranger", func(tx *db.Tx) error { _, err := account.HalfSession(tx, session); return err })
			if !w.live(mine) {
				t.Error("whoever has only the password signed its owner out")
			}
		}
		w.must(func(tx *db.Tx) error { return account.Remember(tx, mine, "desk") })
		if known() != 1 {
			t.Error("the proof is broken: a whole session makes no browser known")
		}
		w.must(func(tx *db.Tx) error { return account.Leave(tx, mine, true) })
		if w.live(mine) {
			t.Error("a whole session does not leave")
		}
	})
}

// TestAClockThatGoesBack refuses right codes until it has caught up, never a
// recovery code.
func TestAClockThatGoesBack(t *testing.T) {
	eachTown(t, func(w *town) {
		_, l := w.withSecond()
		session, _ := w.signIn(l, "", "")
		if !w.give(&session, codeAt(t, w.clock.Now())) {
			t.Fatal("the code of the phone")
		}
		w.clock.MoveOn(-10 * time.Minute)
		later, _ := w.signIn(l, "", "")
		if w.give(&later, codeAt(t, w.clock.Now())) {
			t.Error("a step from before the one that was used is taken")
		}
		if !w.give(&later, "abcde-fghij") || !w.live(later) {
			t.Error("a recovery code does not let in")
		}
		w.clock.MoveOn(11 * time.Minute)
		again, _ := w.signIn(l, "", "")
		if !w.give(&again, codeAt(t, w.clock.Now())) {
			t.Error("the clock has caught up, and the code is refused")
		}
	})
}
