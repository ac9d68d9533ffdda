package account_test

import (
	"encoding/base32"
	"regexp"
	"slices"
	"testing"
	"time"

	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/jobs"
	"alun/ground/web"
	"alun/record/account"
	"alun/record/account/accounttest"
	"alun/record/diary"
)

// TestANewSecretByLinkAsksForTheCode: whoever has got hold of a link has not got
// the phone.
func TestANewSecretByLinkAsksForTheCode(t *testing.T) {
	eachTown(t, func(w *town) {
		person, _ := w.withSecond()
		enter := func() (session string, half bool) {
			token := account.NewToken()
			session = web.SessionHash(web.NewKey())
			w.must(func(tx *db.Tx) error { return w.people.InviteAgain(tx, w.admin.Session, person, token) })
			w.must(func(tx *db.Tx) error {
				_, err := w.people.Accept(tx, token, account.Reset, account.Password, secretHash())
				return err
			})
			w.must(func(tx *db.Tx) (err error) {
				half, err = w.people.Enter(tx, person, account.Begin{Session: session})
				return err
			})
			return session, half
		}
		session, half := enter()
		if !half || w.live(session) {
			t.Error("a new secret takes the second factor away")
		}
		if !w.give(&session, codeAt(t, w.clock.Now())) || !w.live(session) {
			t.Error("the code does not let them in")
		}
		// Planted: without a second factor the link lets in.
		w.must(func(tx *db.Tx) error { return account.DropSecond(tx, person, "command") })
		if session, half := enter(); half || !w.live(session) {
			t.Error("the proof is broken: the link does not let in anyway")
		}
	})
}

// TestAPasswordDoesNotAge: nobody has to change one that nobody else knows.
func TestAPasswordDoesNotAge(t *testing.T) {
	eachTown(t, func(w *town) {
		_, l := w.invite()
		for range 3 {
			w.clock.MoveOn(5 * 365 * 24 * time.Hour)
			w.must(account.Retain)
			if session, _ := w.signIn(l, "", ""); !w.live(session) {
				t.Error("an old password does not sign in")
			}
		}
	})
}

// TestCodesAndSeedsCannotBeGuessed: what an app is given has 160 random bits, a
// recovery code 120; those of another form, person or house are others.
func TestCodesAndSeedsCannotBeGuessed(t *testing.T) {
	seeds := map[string]bool{}
	for range 200 {
		seed, _, err := account.NewSecond("Alun", "x")
		raw, wrong := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(seed)
		if err != nil || wrong != nil || len(raw) != 20 || seeds[seed] {
			t.Fatalf("%q: %d bytes, %v, %v", seed, len(raw), err, wrong)
		}
		seeds[seed] = true
	}
	form, seen := regexp.MustCompile(`^[a-z2-7]{6}(-[a-z2-7]{6}){3}$`), map[string]bool{}
	for range 2 {
		ring := accounttest.Ring(t)
		for _, key := range []string{"one form", "another form"} {
			all := account.CodesOf(ring, key)
			for _, c := range all {
				if !form.MatchString(c) || seen[c] {
					t.Errorf("%q is no code, or an old one", c)
				}
				seen[c] = true
			}
			if again := account.CodesOf(ring, key); !slices.Equal(all, again) {
				t.Error("who presses twice is shown other codes than those that were kept")
			}
		}
	}
	if len(seen) != 40 {
		t.Errorf("%d codes, want 40", len(seen))
	}
}

// TestMadeUpPeopleNeverMeetRealOnes: a house with real people takes no made-up
// ones, nobody becomes a real person without a secret, and a house that is served
// for real use puts the made-up ones out.
func TestMadeUpPeopleNeverMeetRealOnes(t *testing.T) {
	eachTown(t, func(w *town) {
		w.refused("account.demo_among_real", func(tx *db.Tx) error { return w.people.AddDemo(tx, nil, "64.71.02") })
	})
	for engine, at := range dbtest.URLs() {
		t.Run(engine+" of a demonstration", func(t *testing.T) {
			w := &town{T: t, ring: accounttest.Ring(t), db: dbtest.Open(t, at(t), db.Options{Rehearse: true}, account.Files, diary.Files, jobs.Files)}
			w.people = account.NewPeople(w.ring)
			w.people.Demo = true
			w.must(func(tx *db.Tx) error {
				return w.people.AddDemo(tx, []account.DemoOffice{{ID: 7, Short: "DPU"}}, "64.71.02")
			})
			var all []account.DemoPerson
			w.must(func(tx *db.Tx) (err error) { all, err = w.people.DemoPeople(tx); return err })
			if len(all) != 8 {
				t.Fatalf("%d made-up people, want 8", len(all))
			}
			w.people.Demo = false // the house is not shown around any more
			w.refused("account.no_person", func(tx *db.Tx) error {
				return w.people.SignInDemo(tx, all[0].ID, account.Begin{Session: "visitor"})
			})
			w.people.Demo = true
			real, _ := accounttest.Sign(t, w.db, w.ring, accounttest.Role{Role: account.Planner})
			w.refused("account.no_person", func(tx *db.Tx) error {
				return w.people.SignInDemo(tx, real.Person, account.Begin{Session: "somebody"})
			})
			w.must(func(tx *db.Tx) error { return w.people.SignInDemo(tx, all[0].ID, account.Begin{Session: "visitor"}) })
			if !w.live("visitor") {
				t.Error("the proof is broken: nobody gets in as a made-up person")
			}
			w.must(account.EndDemo)
			if w.live("visitor") || !w.live(real.Session) {
				t.Error("a made-up person works on, or a real one was put out")
			}
		})
	}
}
