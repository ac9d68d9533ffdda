package account_test

import (
	"testing"

	"alun/ground/db"
	"alun/record/account"
)

// TestTheDemonstrationsDoorIsNotForRealPeople: a house with real people takes no
// made-up ones, also beside those of an earlier demonstration.
func TestTheDemonstrationsDoorIsNotForRealPeople(t *testing.T) {
	eachTown(t, func(w *town) {
		add := func(tx *db.Tx) error { return w.people.AddDemo(tx, nil, "64.71.02") }
		w.must(func(tx *db.Tx) error { _, err := tx.Exec(`update account_person set demo = $1`, true); return err })
		w.must(add) // all are made up: there is nothing to do
		w.people.Demo = true
		visitors, l := w.invite() // by a made-up administrator
		w.must(add)
		g := decreed(account.Operator, 7)
		g.Person = visitors
		w.must(func(tx *db.Tx) error { _, err := w.people.Give(tx, w.admin.Session, g); return err })
		w.must(func(tx *db.Tx) error {
			one, err := account.PersonByID(tx, visitors)
			if !one.Demo {
				t.Error("a made-up person invited a real one")
			}
			all, wrong := w.people.DemoPeople(tx)
			for _, p := range all {
				if p.ID == visitors {
					t.Error("a name that a visitor typed is shown to all")
				}
			}
			if wrong != nil {
				return wrong
			}
			return err
		})
		session, _ := w.signIn(l, "", "")
		if !w.live(session) {
			t.Error("the proof is broken: nobody gets in as a made-up person")
		}
		w.must(func(tx *db.Tx) error {
			_, err := tx.Exec(`update account_person set demo = $2 where id = $1`, visitors, false)
			return err
		})
		w.refused("account.demo_among_real", add)
		w.must(func(tx *db.Tx) error { // a forgotten one is nobody's
			if _, err := tx.Exec(`delete from account_login where person = $1`, visitors); err != nil {
				return err
			}
			if _, err := tx.Exec(`delete from account_secret where person = $1`, visitors); err != nil {
				return err
			}
			_, err := tx.Exec(`update account_person set state = 'erased', name = '' where id = $1`, visitors)
			return err
		})
		w.must(add)
	})
}

// TestAMadeUpPersonGetsInNowhereElse: neither with a secret nor with a link nor as
// a visitor, when the house is not shown around.
func TestAMadeUpPersonGetsInNowhereElse(t *testing.T) {
	eachTown(t, func(w *town) {
		person, l := w.invite()
		token := account.NewToken()
		w.must(func(tx *db.Tx) error { return w.people.InviteAgain(tx, w.admin.Session, person, token) })
		w.must(func(tx *db.Tx) error {
			_, err := tx.Exec(`update account_person set demo = $2 where id = $1`, person, true)
			return err
		})
		var k account.Kept
		w.must(func(tx *db.Tx) (err error) { k, err = w.people.Find(tx, l); return err })
		b := account.Begin{Session: "made up", Try: from(l, "10.0.0.1", "")}
		ways := map[string]func(tx *db.Tx) error{
			"account.wrong":     func(tx *db.Tx) error { _, err := w.people.SignIn(tx, k, b); return err },
			"account.no_person": func(tx *db.Tx) error { return w.people.SignInDemo(tx, person, b) },
			"account.link_spent": func(tx *db.Tx) error {
				_, err := w.people.Accept(tx, token, account.Reset, account.Password, secretHash())
				return err
			},
		}
		for key, way := range ways {
			w.refused(key, way)
		}
		w.refused("account.wrong", func(tx *db.Tx) error { _, err := w.people.Enter(tx, person, b); return err })
		w.people.Demo = true // the proof: shown around, all of them let in
		for key, way := range ways {
			err := w.do(func(tx *db.Tx) error {
				if err := way(tx); err != nil {
					return err
				}
				return errUndo
			})
			if err != errUndo {
				t.Errorf("%s: %v", key, err)
			}
		}
		w.must(account.EndDemo)
		w.refused("account.link_spent", ways["account.link_spent"])
	})
}

// TestAMakerOfAMadeUpCounterIsMadeUp as the officer is.
func TestAMakerOfAMadeUpCounterIsMadeUp(t *testing.T) {
	eachCounter(t, func(h *counterHouse) {
		for _, demo := range []bool{true, false} {
			h.must(func(tx *db.Tx) error { _, err := tx.Exec(`update account_person set demo = $1`, demo); return err })
			h.must(func(tx *db.Tx) error {
				phone := map[bool]string{true: "081234567870", false: "081234567871"}[demo]
				id, err := h.people.Enrol(tx, h.first.Session, kelurahan, "kk", account.New{Name: "Siti", Login: h.login(phone), Lang: "id"}, account.NewToken())
				if err != nil {
					return err
				}
				one, err := account.PersonByID(tx, id)
				if one.Demo != demo {
					t.Errorf("made up: %v, want %v", one.Demo, demo)
				}
				return err
			})
		}
	})
}
