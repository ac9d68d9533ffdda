package account_test

import (
	"fmt"
	"testing"

	"alun/ground/db"
	"alun/record/account"
)

// TestTheMadeUpGoAndTheRealStay: who was made up goes with all that the room keeps of them,
// also what is kept for five years; of real people nothing goes, and nobody takes it out.
func TestTheMadeUpGoAndTheRealStay(t *testing.T) {
	eachTown(t, func(w *town) {
		count := func(from string) (n int) {
			w.must(func(tx *db.Tx) (err error) {
				n, _, err = db.One(tx, (*db.Row).Int, `select count(*) from `+from)
				return err
			})
			return n
		}
		people, decrees, keys := count("account_person"), count("account_decree"), count("diary_person")
		w.must(func(tx *db.Tx) error {
			if _, err := tx.Exec(`insert into account_decree (id, number, about, signed_on, made_at, made_by) values (900, 'PERAGAAN/0', '', '2026-11-23', 1, 'command')`); err != nil {
				return err
			}
			_, err := w.people.AddDemoPart(tx, "Ibu Rekaan", account.Judge)
			if err == nil {
				_, err = w.people.AddDemoNeighbour(tx, "Pak Rekaan")
			}
			return err
		})
		w.must(func(tx *db.Tx) error {
			demo, err := account.Demos(tx)
			if err != nil {
				return err
			}
			real := w.admin.Person
			for i, who := range []db.ID{demo[0], real} {
				for _, statement := range []string{
					`insert into account_read (id, subject, reader, held, fields, purpose, list, at) select %[1]d, %[2]d, %[2]d, min(id), 'name', 'bantuan_akun', 1, 9000000000000000 from account_role where person = %[2]d`,
					`insert into account_request (id, person, kind, state, field, sealed, purpose, at, made_by, due, done_by, answer) values (%[1]d, %[2]d, 'copy', 'open', '', '', '', 9000000000000000, 'person:1', 1, '', '')`,
					`insert into account_card (id, kind, state, blind, found, at, made_by, due, done_at, done_by, answer) values (%[1]d, 'copy', 'done', 'x', 1, 9000000000000000, %[2]d, 1, 1, %[2]d, '')`,
					`insert into account_consent (id, person, purpose, list, lang, given_at) values (%[1]d, %[2]d, 'kabar_program', 1, 'id', 1)`,
				} {
					if _, err := tx.Exec(fmt.Sprintf(statement, 900+i, who)); err != nil {
						return err
					}
				}
			}
			return nil
		})
		for _, table := range []string{"account_read", "account_request", "account_card"} {
			if err := w.do(func(tx *db.Tx) error { _, err := tx.Exec(`delete from ` + table + ` where id = 901`); return err }); err == nil {
				t.Errorf("%s of somebody real can be taken out", table)
			}
		}
		w.must(account.RemoveDemo)
		for from, want := range map[string]int{"account_person": people, "account_decree": decrees, "diary_person": keys, "account_person where demo": 0, "account_read": 1, "account_request": 1, "account_card": 1, "account_consent": 1} {
			if got := count(from); got != want {
				t.Errorf("%s: %d, want %d", from, got, want)
			}
		}
		w.must(account.RemoveDemo) // a second time there is nothing to do
	})
}
