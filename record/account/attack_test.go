package account_test

import (
	"strconv"
	"testing"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/account/accounttest"
)

// counterAt signs an officer of a counter in.
func (w *town) counterAt(area string) account.Who {
	w.Helper()
	who, _ := accounttest.Sign(w.T, w.db, w.ring, accounttest.Role{Role: account.Counter, Area: area})
	return who
}

// enrol lets a maker in, who chooses a PIN.
func (w *town) enrol(by account.Who) (person db.ID, l account.Login) {
	w.Helper()
	w.made++
	l = account.Login{Way: "phone", Text: "62812000" + strconv.Itoa(10000+w.made)}
	token := account.NewToken()
	w.must(func(tx *db.Tx) (err error) {
		person, err = w.people.Enrol(tx, by.Session, "64.71.02", "ktp", account.New{Name: "Pelaku Uji", Login: l, Lang: "id"}, token)
		return err
	})
	w.must(func(tx *db.Tx) error {
		_, err := w.people.Accept(tx, token, account.Invite, account.PIN, secretHash())
		return err
	})
	return person, l
}

// TestAPINHasADay: whoever guesses a PIN from everywhere has 20 tries a day, its
// owner's own browser none of these. A mail address, which has a password, has the
// hour's limit alone.
func TestAPINHasADay(t *testing.T) {
	eachTown(t, func(w *town) {
		_, l := w.enrol(w.counterAt("64.71.02"))
		w.signIn(l, "her phone", "")
		sender := 0
		crowd := func(l account.Login, hours int) (let int) {
			for range hours {
				for range 25 {
					sender++
					if w.guess(from(l, "10.2."+strconv.Itoa(sender/250)+"."+strconv.Itoa(sender%250), "made up")) {
						let++
					}
				}
				w.clock.MoveOn(time.Hour)
			}
			return let
		}
		if let := crowd(l, 20); let != 20 {
			t.Errorf("a crowd was let %d tries of a PIN in a day, want 20", let)
		}
		err := w.do(func(tx *db.Tx) error { return w.people.Count(tx, from(l, "10.9.9.9", "")) })
		if f := fault.Of(err); f == nil || f.Key != "account.too_many_today" {
			t.Errorf("%v, want the hours to wait", err)
		}
		if !w.guess(from(l, "10.9.9.9", "her phone")) {
			t.Error("the crowd has locked her own phone out")
		}
		nobody := account.Login{Way: "phone", Text: "6281299999999"}
		if let := crowd(nobody, 3); let != 20 {
			t.Errorf("a number that nobody has was let %d tries, want 20 as of any", let)
		}
		_, mail := w.invite()
		if let := crowd(mail, 3); let != 75 { // also the proof: it is the day that refuses
			t.Errorf("an address was let %d tries in three hours, want 75", let)
		}
		stolen := 0
		for range 20 {
			stolen += w.guesses(10, from(l, "10.9.9.9", "her phone"))
			w.clock.MoveOn(20 * time.Minute)
		}
		if stolen != 40-1 { // she had one of the day before
			t.Errorf("who has her phone was let %d tries in a day, want 39", stolen)
		}
	})
}

// TestOneSenderDoesNotSpendTheDayOfANumber: whoever guesses from one address for a
// whole day leaves tries to the owner, who comes from another.
func TestOneSenderDoesNotSpendTheDayOfANumber(t *testing.T) {
	eachTown(t, func(w *town) {
		_, l := w.enrol(w.counterAt("64.71.02"))
		_, mail := w.invite()
		allDay := func(l account.Login, sender string) (let int) {
			for range 40 {
				let += w.guesses(9, from(l, sender, "made up"))
				w.clock.MoveOn(16 * time.Minute)
			}
			return let
		}
		if let := allDay(l, "10.3.0.1"); let != 8 {
			t.Errorf("one sender was let %d tries of a PIN in a day, want 8", let)
		}
		err := w.do(func(tx *db.Tx) error { return w.people.Count(tx, from(l, "10.3.0.1", "")) })
		if f := fault.Of(err); f == nil || f.Key != "account.too_many_today" {
			t.Errorf("%v, want the hours to wait", err)
		}
		if !w.guess(from(l, "10.0.0.1", "")) { // where she is: see signIn
			w.Fatal("one sender has locked her out")
		}
		w.signIn(l, "", "")
		if let := w.guesses(5, from(l, "10.3.0.2", "")); let != 5 {
			t.Errorf("a second sender was let %d tries, want 5", let)
		}
		w.clock.MoveOn(24 * time.Hour)
		if let := w.guesses(9, from(l, "10.3.0.1", "")); let != 5 {
			t.Errorf("the day after it was let %d tries, want 5", let)
		}
		if let := allDay(mail, "10.3.0.1"); let != 5*40 { // also the proof: it is the day that refuses
			t.Errorf("an address was let %d tries, want 200", let)
		}
		w.clock.MoveOn(48 * time.Hour)
		if let := allDay(l, ""); let != 20 { // and it is the sender's: where there is none, the number's day is what is left
			t.Errorf("without a sender %d tries were let, want 20", let)
		}
	})
}

// TestTheRightPINTakesNothingOfTheDay: who comes in from a new browser each time is
// no crowd.
func TestTheRightPINTakesNothingOfTheDay(t *testing.T) {
	eachTown(t, func(w *town) {
		_, l := w.enrol(w.counterAt("64.71.02"))
		for range 30 {
			if !w.guess(from(l, "10.0.0.1", "")) {
				t.Fatal("refused")
			}
			w.signIn(l, "", "")
			w.clock.MoveOn(3 * time.Minute)
		}
	})
}

// TestOnesOwnSecretHasADay: a session in other hands is no way to the PIN.
func TestOnesOwnSecretHasADay(t *testing.T) {
	eachTown(t, func(w *town) {
		_, l := w.enrol(w.counterAt("64.71.02"))
		stolen, _ := w.signIn(l, "", "")
		own, _ := w.signIn(l, "", "")
		tries := func(session string) (let int) {
			for range 8 {
				for range 10 {
					err := w.do(func(tx *db.Tx) error { return w.people.CountSelf(tx, session) })
					if err == nil {
						let++
					}
				}
				w.clock.MoveOn(20 * time.Minute)
			}
			return let
		}
		if let := tries(stolen); let != 40 {
			t.Errorf("%d tries in a day, want 40", let)
		}
		w.must(func(tx *db.Tx) error { return w.people.CountSelf(tx, own) })
	})
}

// TestAnAdministratorMakesNoLinkForThemselves: whoever finds the session open would
// choose the password without knowing the old one. Nor for a maker, whom two
// officers let back in.
func TestAnAdministratorMakesNoLinkForThemselves(t *testing.T) {
	eachTown(t, func(w *town) {
		link := func(person db.ID) func(tx *db.Tx) error {
			return func(tx *db.Tx) error { return w.people.InviteAgain(tx, w.admin.Session, person, account.NewToken()) }
		}
		w.refused("account.not_yourself", link(w.admin.Person))
		maker, _ := w.enrol(w.counterAt("64.71.02"))
		w.refused("account.maker_at_counter", link(maker))
		staff, _ := w.invite()
		w.must(link(staff))
	})
}

// TestAClosedAccountLeavesNothingOpen: neither its helpers, nor the links that it
// made for others, nor what it saw at a counter.
func TestAClosedAccountLeavesNothingOpen(t *testing.T) {
	eachTown(t, func(w *town) {
		first, second := w.counterAt("64.71.02"), w.counterAt("64.71.02")
		maker, l := w.enrol(first)
		_, helping := w.enrol(first)
		session, _ := w.signIn(l, "", "")
		helper, _ := w.signIn(helping, "", "")
		w.must(func(tx *db.Tx) error {
			_, err := w.people.NameHelper(tx, session, helping, date.DayOf(tx.Now()).Next(30))
			return err
		})
		helps := account.Right{Name: "test.help", Roles: []account.Role{account.Maker, account.Helper}}
		help := func(tx *db.Tx) error { _, err := account.May(tx, helper, helps, account.At{Person: maker}); return err }
		w.must(help)
		token := account.NewToken()
		w.must(func(tx *db.Tx) error {
			_, err := w.people.Enrol(tx, first.Session, "64.71.02", "ktp", account.New{Name: "Orang Titipan", Login: account.Login{Way: "phone", Text: "6281211112222"}, Lang: "id"}, token)
			return err
		})
		var waiting db.ID
		w.must(func(tx *db.Tx) (err error) {
			waiting, err = w.people.StartRecovery(tx, first.Session, "64.71.02", "ktp", helping)
			return err
		})
		confirm := func(tx *db.Tx) error {
			_, err := w.people.Confirm(tx, second.Session, waiting, account.NewToken())
			return err
		}
		w.must(func(tx *db.Tx) error { return w.people.EndPerson(tx, w.admin.Session, first.Person, 1) })
		w.refused("account.recovery_over", confirm)
		w.refused("account.link_spent", func(tx *db.Tx) error {
			_, err := w.people.Accept(tx, token, account.Invite, account.PIN, secretHash())
			return err
		})
		w.must(func(tx *db.Tx) error { return w.people.EndPerson(tx, w.admin.Session, maker, 2) })
		w.refused("account.not_yours", help)
	})
}

// TestAnOfficerWhoIsNoneAnyMoreLetsNobodyIn: the document was seen by somebody who
// holds the role when the second officer confirms.
func TestAnOfficerWhoIsNoneAnyMoreLetsNobodyIn(t *testing.T) {
	eachTown(t, func(w *town) {
		first, second := w.counterAt("64.71.02"), w.counterAt("64.71.02")
		_, l := w.enrol(first)
		var id db.ID
		w.must(func(tx *db.Tx) (err error) {
			id, err = w.people.StartRecovery(tx, first.Session, "64.71.02", "ktp", l)
			return err
		})
		confirm := func(tx *db.Tx) error {
			_, err := w.people.Confirm(tx, second.Session, id, account.NewToken())
			return err
		}
		w.refused("account.second_officer", func(tx *db.Tx) error {
			_, err := w.people.Confirm(tx, first.Session, id, account.NewToken())
			return err
		})
		held := func(until any) {
			w.must(func(tx *db.Tx) error {
				_, err := tx.Exec(`update account_role set until_at = $2 where id = $1`, first.Grant.ID, until)
				return err
			})
		}
		held(w.clock.Now())
		w.refused("account.recovery_over", confirm)
		held(nil)
		w.must(confirm)
	})
}

// TestAHelperIsNamedOnce: whoever is named again has the new day, and ending it
// once ends it.
func TestAHelperIsNamedOnce(t *testing.T) {
	eachTown(t, func(w *town) {
		officer := w.counterAt("64.71.02")
		maker, l := w.enrol(officer)
		_, helping := w.enrol(officer)
		session, _ := w.signIn(l, "", "")
		var grant db.ID
		for days := range 3 {
			w.must(func(tx *db.Tx) (err error) {
				grant, err = w.people.NameHelper(tx, session, helping, date.DayOf(tx.Now()).Next(10+days))
				return err
			})
			w.clock.MoveOn(time.Second)
		}
		count := func() (n int) {
			w.must(func(tx *db.Tx) error { all, err := account.Helpers(tx, maker); n = len(all); return err })
			return n
		}
		if n := count(); n != 1 {
			t.Errorf("one helper is named %d times", n)
		}
		w.must(func(tx *db.Tx) error { return account.EndHelper(tx, session, grant) })
		if n := count(); n != 0 {
			t.Errorf("%d remain after the end", n)
		}
	})
}

// TestALinkOfBeforeOpensNoDemonstration: no real person enters a house that is
// shown around, where everybody may be its administrator.
func TestALinkOfBeforeOpensNoDemonstration(t *testing.T) {
	eachTown(t, func(w *town) {
		w.must(func(tx *db.Tx) error { _, err := tx.Exec(`update account_role set until_at = from_at`); return err })
		token := account.NewToken()
		w.must(func(tx *db.Tx) error { _, err := account.OfferSetUp(tx, token); return err })
		set := func(tx *db.Tx) error {
			_, err := w.people.SetUp(tx, token, account.New{Name: "Orang Sungguhan", Login: account.Login{Way: "mail", Text: "ada@contoh.id"}, Lang: "id"},
				account.Decree{Number: "800/1/SK", Signed: day(11, 20)}, secretHash())
			return err
		}
		w.people.Demo = true
		w.refused("account.link_spent", set)
		w.people.Demo = false
		w.must(set)
	})
}
