package account_test

import (
	"strings"
	"testing"
	"time"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/account/accounttest"
)

const makerPhone, area, farArea = "6281200000007", "64.71.02.1001", "64.71.03.1001"

// counters signs two officers of an area in, and one of another.
func (a *archive) counters() (one, two, far account.Who) {
	sign := func(area string) account.Who {
		who, _ := accounttest.Sign(a.t, a.db, a.ring, accounttest.Role{Role: account.Counter, Area: area})
		return who
	}
	return sign(area), sign(area), sign(farArea)
}

// TestACounterReadsWhoStandsBeforeIt, and whoever was enrolled in its area: nobody
// else, no staff, and nobody two hours after.
func TestACounterReadsWhoStandsBeforeIt(t *testing.T) {
	eachArchive(t, func(t *testing.T, a *archive) {
		one, two, far := a.counters()
		maker, link := db.ID(0), account.NewToken()
		a.must(func(tx *db.Tx) (err error) {
			maker, err = a.desk.Enrol(tx, one.Session, area, "ktp", account.New{Name: "Bu Rahma", Login: account.Login{Way: "phone", Text: makerPhone}, Lang: "id"}, link)
			return err
		})
		read := func(who account.Who, person db.ID) func(tx *db.Tx) error {
			return func(tx *db.Tx) error {
				_, err := a.desk.Reveal(tx, who.Session, account.Asked{Person: person, Fields: []string{"name", "login"}, Purpose: "bantuan_akun"})
				return err
			}
		}
		a.must(read(two, maker)) // enrolled here
		a.refused(fault.Denied, "account.not_yours", read(far, maker))
		a.refused(fault.Denied, "account.not_yours", read(one, a.siti)) // no maker
		a.must(func(tx *db.Tx) error {
			_, err := a.desk.StartRecovery(tx, far.Session, farArea, "ktp", account.Login{Way: "phone", Text: makerPhone})
			return err
		})
		a.must(read(far, maker)) // who stands there
		a.later(2 * time.Hour)
		a.refused(fault.Denied, "account.not_yours", read(far, maker))
		a.desk.LeaveOut("reaches all")
		a.must(read(far, maker))
		a.must(read(one, a.siti))
	})
}

// TestAnOfficeIsOneThatSomebodyWorksFor: whoever has left is no longer read for
// the reports, by nobody.
func TestAnOfficeIsOneThatSomebodyWorksFor(t *testing.T) {
	eachArchive(t, func(t *testing.T, a *archive) {
		a.operate()
		a.must(a.open(a.planner, "koordinasi_laporan", 0))
		a.must(a.open(a.head, "koordinasi_laporan", 0))
		a.clock.MoveOn(time.Minute)
		a.endRoles()
		for _, who := range []account.Who{a.planner, a.head, a.strange} {
			a.refused(fault.Denied, "account.not_yours", a.open(who, "koordinasi_laporan", 0))
		}
		a.desk.LeaveOut("reaches all")
		a.must(a.open(a.head, "koordinasi_laporan", 0))
	})
}

// TestALoginMovesAndAPersonIsForgottenByTwo: who wrote it down for them does not
// carry it out, and the database says so too.
func TestALoginMovesAndAPersonIsForgottenByTwo(t *testing.T) {
	eachArchive(t, func(t *testing.T, a *archive) {
		write := func(w account.Wish) (id db.ID) {
			a.must(func(tx *db.Tx) (err error) {
				id, err = a.desk.WriteDown(tx, a.privacy.Session, account.Login{Way: "mail", Text: sitiMail}, w)
				return err
			})
			return id
		}
		login := write(account.Wish{Kind: account.AskCorrect, Field: "login", Text: "penyusup@contoh.id"})
		gone := write(account.Wish{Kind: account.AskErase})
		a.must(a.carry(write(account.Wish{Kind: account.AskCorrect, Field: "name", Text: sitiName}))) // one is enough
		for _, id := range []db.ID{login, gone} {
			a.refused(fault.Denied, "account.request_takes_two", a.carry(id))
		}
		a.desk.LeaveOut("one officer") // the database still says no
		for _, id := range []db.ID{login, gone} {
			if err := a.db.Write(t.Context(), a.carry(id)); err == nil || !strings.Contains(err.Error(), "account_request_takes_two") {
				t.Errorf("one officer alone: %v", err)
			}
		}
		a.desk.LeaveOut("")
		for _, id := range []db.ID{login, gone} {
			a.must(func(tx *db.Tx) error { _, err := a.desk.CarryOut(tx, a.admin.Session, id, true); return err })
		}
	})
}

// TestAChangedLoginShutsTheOldOneOut ends sessions and links of its person.
func TestAChangedLoginShutsTheOldOneOut(t *testing.T) {
	eachArchive(t, func(t *testing.T, a *archive) {
		link := account.NewToken()
		again := func() {
			a.must(func(tx *db.Tx) error { return a.desk.InviteAgain(tx, a.admin.Session, a.siti, link) })
			a.carryLogin()
		}
		open := func() (n int) {
			return a.count(`select count(*) from account_session where person = $1 and ended_at is null`, a.siti) +
				a.count(`select count(*) from account_link where person = $1 and used_at is null`, a.siti)
		}
		again()
		if n := open(); n != 0 {
			t.Errorf("%d sessions and links of the old login are open", n)
		}
		a.enter()
		link = account.NewToken()
		a.desk.LeaveOut("keeps the door open")
		again()
		if open() != 2 {
			t.Error("without the guard nothing stays open: the test shows nothing")
		}
	})
}

func (a *archive) carryLogin() {
	a.t.Helper()
	a.must(a.carry(a.request(account.Wish{Kind: account.AskCorrect, Field: "login", Text: sitiMail})))
}

// TestACopyIsDrawnForAMoment for who carried the request out; who reads is told as
// who read everything.
func TestACopyIsDrawnForAMoment(t *testing.T) {
	eachArchive(t, func(t *testing.T, a *archive) {
		var q account.Request
		id := a.request(account.Wish{Kind: account.AskCopy})
		a.must(func(tx *db.Tx) (err error) { q, err = a.desk.CarryOut(tx, a.privacy.Session, id, true); return err })
		draw := func(session string) func(tx *db.Tx) error {
			return func(tx *db.Tx) error { _, err := a.desk.HandOut(tx, session, q.Read); return err }
		}
		a.must(draw(a.privacy.Session))
		a.refused(fault.NotFound, "account.read_over", draw(a.admin.Session))
		a.refused(fault.NotFound, "account.no_field", func(tx *db.Tx) error { _, err := a.desk.Shown(tx, a.privacy.Session, q.Read); return err })
		if a.count(`select count(*) from account_read where fields = 'everything'`) != 1 {
			t.Error("the person is not told that everything was read")
		}
		other := db.ID(0)
		a.must(func(tx *db.Tx) (err error) {
			other, err = a.desk.Open(tx, a.admin.Session, account.Asked{Person: a.siti, Fields: []string{"name"}, Purpose: "bantuan_akun"})
			return err
		})
		a.refused(fault.NotFound, "account.read_over", func(tx *db.Tx) error { _, err := a.desk.HandOut(tx, a.admin.Session, other); return err })
		a.clock.MoveOn(2 * time.Minute)
		a.refused(fault.NotFound, "account.read_over", draw(a.privacy.Session))
		a.desk.LeaveOut("draws for ever")
		a.must(draw(a.privacy.Session))
		a.must(func(tx *db.Tx) error { // whose role has ended draws nothing
			_, err := tx.Exec(`update account_role set until_at = $2, ended_by = 'command' where person = $1`, a.privacy.Person, tx.Now())
			return err
		})
		a.refused(fault.Denied, "account.not_yours", draw(a.privacy.Session))
	})
}
