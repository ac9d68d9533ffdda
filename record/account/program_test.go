package account_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/record/account"
	"alun/record/account/accounttest"
)

// enters is what a program may do for somebody of an office; decides is what
// stays with the person.
var (
	enters  = account.Right{Name: "plan.enter", Roles: []account.Role{account.Operator, account.Head}}
	decides = account.Right{Name: "plan.send", Roles: []account.Role{account.Operator, account.Head}, Second: true}
)

// TestAProgramIsWhatItsPersonWasThen: an operator of office 1 lets a program and
// then works for office 2, where nobody has heard of it.
func TestAProgramIsWhatItsPersonWasThen(t *testing.T) {
	eachTown(t, func(w *town) {
		who, _ := accounttest.Sign(w.T, w.db, w.ring, accounttest.Role{Role: account.Operator, Office: 1})
		w.must(func(tx *db.Tx) error {
			return account.LetProgram(tx, who.Session, account.Program{Sign: "program", Name: "Aplikasi kantor 1", Last: date.DayOf(tx.Now()).Next(30)})
		})
		w.must(func(tx *db.Tx) error { _, err := account.May(tx, "program", enters, account.At{Office: 1}); return err })
		w.refused("account.second_needed", func(tx *db.Tx) error {
			_, err := account.May(tx, "program", decides, account.At{Office: 1})
			return err
		})
		w.clock.MoveOn(time.Hour)
		w.must(func(tx *db.Tx) error {
			if _, err := tx.Exec(`update account_role set until_at = $2 where person = $1`, who.Person, tx.Now()); err != nil {
				return err
			}
			_, err := tx.Exec(`insert into account_role (id, person, role, standing, office, area, helps, decree, from_at, until_at, made_at, made_by, ended_by, after_role)
				select $1, person, role, standing, 2, area, helps, decree, $2, null, $2, made_by, '', null from account_role where person = $3`, tx.NewID(), tx.Now(), who.Person)
			return err
		})
		w.must(func(tx *db.Tx) error {
			_, err := account.May(tx, who.Session, enters, account.At{Office: 2})
			return err
		})
		for _, office := range []db.ID{1, 2} {
			w.refused("account.not_yours", func(tx *db.Tx) error {
				_, err := account.May(tx, "program", enters, account.At{Office: office})
				return err
			})
		}
		w.must(func(tx *db.Tx) error { return account.EndOwn(tx, who.Session, "program") })
		w.refused("account.stranger", func(tx *db.Tx) error { _, err := account.See(tx, "program"); return err })
	})
}

// TestWhatAProgramNeeds: a name, an end within ninety days, and a person of the
// staff who showed that it is they.
func TestWhatAProgramNeeds(t *testing.T) {
	eachTown(t, func(w *town) {
		who, _ := accounttest.Sign(w.T, w.db, w.ring, accounttest.Role{Role: account.Operator, Office: 1})
		maker, _ := accounttest.Sign(w.T, w.db, w.ring, accounttest.Role{Role: account.Maker})
		lets := func(key, session string, change func(*account.Program)) {
			t.Helper()
			w.refused(key, func(tx *db.Tx) error {
				p := account.Program{Sign: "program", Name: "Aplikasi kantor", Last: date.DayOf(tx.Now()).Next(account.ProgramDays)}
				change(&p)
				return account.LetProgram(tx, session, p)
			})
		}
		lets("account.program_invalid", who.Session, func(p *account.Program) { p.Name = " ab " })
		lets("account.program_invalid", who.Session, func(p *account.Program) { p.Last = p.Last.Next(1) })
		lets("account.program_invalid", who.Session, func(p *account.Program) { p.Last = p.Last.Next(-account.ProgramDays - 1) })
		lets("account.program_invalid", who.Session, func(p *account.Program) { p.Last = date.Day{} })
		lets("account.secret_moved", who.Session, func(p *account.Program) { p.Old.Hash = "of a password that was changed meanwhile" })
		w.must(func(tx *db.Tx) error {
			return account.LetProgram(tx, maker.Session, account.Program{Sign: "till", Name: "Aplikasi kasir", Last: date.DayOf(tx.Now())})
		})
		lets("account.stranger", "nobody", func(*account.Program) {})
		w.must(func(tx *db.Tx) error {
			return account.LetProgram(tx, who.Session, account.Program{Sign: "program", Name: "Aplikasi kantor", Last: date.DayOf(tx.Now())})
		})
		lets("account.program_person", "program", func(p *account.Program) { p.Sign = "another" })
	})
}

// lent is a right of officers that they may lend to a program for some hours; kept is
// one that they never do.
var (
	lent = account.Right{Name: "registry.check", Roles: []account.Role{account.Counter}, Second: true, Lent: true}
	kept = account.Right{Name: "registry.read", Roles: []account.Role{account.Counter}, Second: true}
)

// TestAProgramDecidesForHalfADay: in the area of its officer, where a right is lent, for
// half a day, while the officer holds the area.
func TestAProgramDecidesForHalfADay(t *testing.T) {
	eachTown(t, func(w *town) {
		who, here := w.counterAt("64.71.02"), account.At{Area: "64.71.02.1001"}
		w.letsDecide(who, "decides")
		asks := func(session string, r account.Right, at account.At) func(*db.Tx) error {
			return func(tx *db.Tx) error { _, err := account.May(tx, session, r, at); return err }
		}
		w.must(asks("decides", lent, here))
		w.refused("account.not_yours", asks("decides", lent, account.At{Area: "64.71.05.1001"}))
		w.refused("account.second_needed", asks("decides", kept, here))
		w.refused("account.second_again", func(tx *db.Tx) error {
			v, err := account.See(tx, "decides")
			if err == nil {
				err = v.Freshly(tx, account.FreshSecond)
			}
			return err
		})
		w.must(func(tx *db.Tx) error {
			return account.LetProgram(tx, who.Session, account.Program{Sign: "reads", Name: "Tanpa putusan", Last: date.DayOf(tx.Now()).Next(30)})
		})
		w.refused("account.second_needed", asks("reads", lent, here))
		w.clock.MoveOn(account.DecidingTime - time.Second)
		w.must(asks("decides", lent, here))
		w.clock.MoveOn(time.Second)
		w.refused("account.stranger", asks("decides", lent, here))
		w.must(func(tx *db.Tx) error { _, err := account.See(tx, "reads"); return err })
	})
}

// TestAProgramDecidesNoLongerThanItsOfficer: with the role, the second factor or at the
// officer's word it is over at once.
func TestAProgramDecidesNoLongerThanItsOfficer(t *testing.T) {
	eachTown(t, func(w *town) {
		for name, end := range map[string]func(tx *db.Tx, who account.Who) error{
			"account.not_yours": func(tx *db.Tx, who account.Who) error {
				return w.people.EndGrant(tx, w.admin.Session, who.Grant.ID, day(11, 22))
			},
			"account.stranger":  func(tx *db.Tx, who account.Who) error { return account.DropSecond(tx, who.Person, "command") },
			"account.stranger ": func(tx *db.Tx, who account.Who) error { return account.EndOwn(tx, who.Session, "account.stranger ") },
		} {
			who := w.counterAt("64.71.02")
			w.letsDecide(who, name)
			asks := func(tx *db.Tx) error { _, err := account.May(tx, name, lent, account.At{Area: "64.71.02"}); return err }
			w.must(asks)
			w.must(func(tx *db.Tx) error { return end(tx, who) })
			w.refused(strings.TrimSpace(name), asks)
		}
	})
}

// TestWhoLetsAProgramDecide: an officer of an area or a planner in person, who has given
// the second factor a moment ago.
func TestWhoLetsAProgramDecide(t *testing.T) {
	eachTown(t, func(w *town) {
		lets := func(key, session, sign string) {
			t.Helper()
			w.refused(key, func(tx *db.Tx) error {
				return account.LetProgram(tx, session, account.Program{Sign: sign, Name: "Aplikasi loket", Last: date.DayOf(tx.Now()), Decides: true})
			})
		}
		who := w.counterAt("64.71.02")
		weak, _ := accounttest.Sign(w.T, w.db, w.ring, accounttest.Role{Role: account.Counter, Area: "64.71.02", Weak: true})
		planner, _ := accounttest.Sign(w.T, w.db, w.ring, accounttest.Role{Role: account.Planner})
		inspector, _ := accounttest.Sign(w.T, w.db, w.ring, accounttest.Role{Role: account.Inspector})
		lets("account.second_again", weak.Session, "a")
		lets("account.program_decides_who", inspector.Session, "b")
		lets("account.program_decides_who", w.admin.Session, "c")
		w.letsDecide(who, "decides")
		w.letsDecide(planner, "planner decides")
		lets("account.program_person", "decides", "d")
		w.clock.MoveOn(account.FreshSecond + time.Second)
		lets("account.second_again", who.Session, "e")
	})
}

// TestTheTableKnowsHowLongAProgramDecides: whatever the program believes.
func TestTheTableKnowsHowLongAProgramDecides(t *testing.T) {
	eachTown(t, func(w *town) {
		who := w.counterAt("64.71.02")
		w.letsDecide(who, "decides")
		w.must(func(tx *db.Tx) error {
			return account.LetProgram(tx, who.Session, account.Program{Sign: "reads", Name: "Tanpa putusan", Last: date.DayOf(tx.Now())})
		})
		for name, text := range map[string]string{
			"longer": `update account_session set until = until + 1 where hash = 'decides'`, "begun later": `update account_session set made_at = made_at + 1 where hash = 'decides'`,
			"for another": `update account_session set person = ` + strconv.FormatInt(int64(w.admin.Person), 10) + ` where hash = 'decides'`, "with a second factor": `update account_session set second_at = made_at where hash = 'decides'`,
			"what reads decides": `update account_session set decides = (1 = 1) where hash = 'reads'`, "a person becomes a program": `update account_session set program = (1 = 1) where hash = '` + who.Session + `'`,
		} {
			if err := w.do(func(tx *db.Tx) error { _, err := tx.Exec(text); return err }); err == nil {
				t.Errorf("%s: the table lets it", name)
			}
		}
		err := w.do(func(tx *db.Tx) error {
			_, err := tx.Exec(`insert into account_session (hash, person, kind, half, made_at, seen_at, idle, until, device, ended_how, program, decides)
				select 'long', person, kind, half, made_at, seen_at, idle, until + 1, device, ended_how, program, decides from account_session where hash = 'decides'`)
			return err
		})
		if err == nil {
			t.Error("the table lets a program decide for longer than half a day")
		}
		w.must(func(tx *db.Tx) error { return account.EndOwn(tx, who.Session, "decides") })
	})
}

func (w *town) letsDecide(who account.Who, sign string) {
	w.Helper()
	w.must(func(tx *db.Tx) error {
		return account.LetProgram(tx, who.Session, account.Program{Sign: sign, Name: "Aplikasi loket", Last: date.DayOf(tx.Now()).Next(30), Decides: true})
	})
}
