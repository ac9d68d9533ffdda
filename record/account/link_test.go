package account_test

import (
	"testing"

	"alun/ground/db"
	"alun/record/account"
)

// TestALinkDoesNotOutliveWhatItIsFor: an invitation ends with the secret that was
// chosen, however it was chosen, and with the account.
func TestALinkDoesNotOutliveWhatItIsFor(t *testing.T) {
	eachTown(t, func(w *town) {
		accept := func(token, purpose string) func(tx *db.Tx) error {
			return func(tx *db.Tx) error {
				_, err := w.people.Accept(tx, token, purpose, account.Password, secretHash())
				return err
			}
		}
		invited := func(mail string) (person db.ID, token string) {
			token = account.NewToken()
			w.must(func(tx *db.Tx) (err error) {
				person, err = w.people.Invite(tx, w.admin.Session, account.New{Name: "Orang Uji", Login: account.Login{Way: "mail", Text: mail}, Lang: "id"}, token)
				return err
			})
			return person, token
		}
		open := func(person db.ID) (there bool) {
			w.must(func(tx *db.Tx) (err error) { _, there, err = account.OpenLink(tx, person); return err })
			return there
		}
		again := func(token string) { // Planted: the link was not spent.
			w.must(func(tx *db.Tx) error { _, err := tx.Exec(`update account_link set used_at = null`); return err })
			w.refused("account.link_spent", accept(token, account.Invite))
			w.must(func(tx *db.Tx) error { _, err := tx.Exec(`update account_link set used_at = made_at`); return err })
		}
		one, token := invited("satu@contoh.id")
		w.must(func(tx *db.Tx) error {
			return account.SetSecret(tx, one, account.Password, secretHash(), "", "command")
		})
		if open(one) {
			t.Error("a link outlives the secret")
		}
		w.must(func(tx *db.Tx) error {
			_, err := tx.Exec(`update account_person set state = 'active' where id = $1`, one)
			return err
		})
		again(token)

		two, token := invited("dua@contoh.id")
		w.must(func(tx *db.Tx) error { return w.people.EndPerson(tx, w.admin.Session, two, 1) })
		if open(two) {
			t.Error("a link outlives the account")
		}
		again(token)

		three, token := invited("tiga@contoh.id")
		w.must(func(tx *db.Tx) error { // Planted: a reset of whoever has nothing to reset.
			_, err := tx.Exec(`update account_link set purpose = 'reset' where person = $1`, three)
			return err
		})
		w.refused("account.link_spent", accept(token, account.Reset))
		w.must(func(tx *db.Tx) error {
			_, err := tx.Exec(`update account_link set purpose = 'invite', used_at = null where person = $1`, three)
			return err
		})
		w.must(accept(token, account.Invite)) // the proof: it was good but for that
	})
}
