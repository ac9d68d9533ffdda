package account

import (
	"fmt"
	"strings"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/mail"
	"alun/ground/wa"
)

// Login is what a person signs in with.
type Login struct {
	Way  string // "mail" or "phone"
	Text string // an e-mail address in lower case, or a number as 6281…
}

// ReadLogin reads an e-mail address or an Indonesian mobile number as people
// type it.
func ReadLogin(typed string) (Login, error) {
	if strings.Contains(typed, "@") {
		a, err := mail.Address(typed)
		return Login{"mail", a}, err
	}
	n, err := wa.Number(typed)
	if err != nil && strings.ContainsFunc(typed, func(c rune) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }) {
		err = fault.New(fault.Invalid, "mail.no_address")
	}
	return Login{"phone", n}, err
}

// Hint is a login as lists show it.
func (l Login) Hint() string {
	if l.Way == "mail" {
		return mail.Hint(l.Text)
	}
	return wa.Hint(l.Text)
}

// blind is the stand-in by which a login is found.
func (p *People) blind(l Login) string { return p.Ring.Blind("account login "+l.Way, l.Text) }

func loginPlace(id db.ID) string  { return fmt.Sprint("account_login.address ", int64(id)) }
func namePlace(id db.ID) string   { return fmt.Sprint("account_person.name ", int64(id)) }
func secondPlace(id db.ID) string { return fmt.Sprint("account_totp.secret ", int64(id)) }

// addLogin keeps a login of a person; one that is somebody's is a conflict.
func (p *People) addLogin(tx *db.Tx, person db.ID, l Login) error {
	id := tx.NewID()
	sealed, err := p.Box.Hide(tx, person, loginPlace(id), l.Text)
	if err != nil {
		return err
	}
	return tx.ExecOr(fault.New(fault.Conflict, "account.login_taken").At("login", "account.login_taken"),
		`insert into account_login (id, person, way, sealed, blind, made_at) values ($1, $2, $3, $4, $5, $6)
		on conflict (way, blind) do nothing`, id, person, l.Way, sealed, p.blind(l), tx.Now())
}

// Logins reads the logins of a person. Showing them to others than the person is
// a read of personal data.
func (p *People) Logins(tx *db.Tx, person db.ID) ([]Login, error) {
	type kept struct {
		id     db.ID
		way    string
		sealed string
	}
	all, err := db.All(tx, func(r *db.Row) kept { return kept{r.ID(), r.Text(), r.Text()} },
		`select id, way, sealed from account_login where person = $1 order by id`, person)
	var out []Login
	for _, k := range all {
		text, gone, err := p.Box.Reveal(tx, person, loginPlace(k.id), k.sealed)
		if err != nil {
			return nil, err
		}
		if !gone {
			out = append(out, Login{k.way, text})
		}
	}
	return out, err
}

// personOf finds who has a login.
func (p *People) personOf(tx *db.Tx, l Login) (db.ID, bool, error) {
	return db.One(tx, (*db.Row).ID, `select person from account_login where way = $1 and blind = $2`, l.Way, p.blind(l))
}
