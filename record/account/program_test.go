package account_test

import (
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
