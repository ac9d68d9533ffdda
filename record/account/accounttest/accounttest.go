// Package accounttest makes people with roles for the tests of other rooms: as
// the room itself would, but without passwords.
package accounttest

import (
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"alun/ground/db"
	"alun/ground/keys"
	"alun/ground/web"
	"alun/record/account"
)

// Ring makes a key ring of its own.
func Ring(t testing.TB) *keys.Ring {
	t.Helper()
	r, err := keys.Open(filepath.Join(t.TempDir(), "keys"))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// Role is what a made person holds.
type Role struct {
	Role     account.Role
	Standing account.Standing // "": definitif
	Office   db.ID            // of operators and heads
	Area     string           // of counters
	Helps    db.ID            // of helpers
	Weak     bool             // the session has no second factor
}

// Sign makes an active person who holds a role since a year ago and is signed
// in, with a second factor. Who.Session is what Request.Session would say; token
// is what the browser's cookie holds.
func Sign(t testing.TB, d *db.DB, ring *keys.Ring, r Role) (who account.Who, token string) {
	t.Helper()
	token = web.NewKey()
	who = account.Who{Session: web.SessionHash(token), Second: !r.Weak}
	err := d.Write(t.Context(), func(tx *db.Tx) (err error) {
		who.Person, who.Grant, err = signed(tx, account.NewPeople(ring), r, who)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return who, token
}

func signed(tx *db.Tx, people *account.People, r Role, who account.Who) (person db.ID, g account.Grant, err error) {
	person = tx.NewID()
	name, err := people.Box.Hide(tx, person, "account_person.name "+strconv.FormatInt(int64(person), 10), "Orang "+strconv.FormatInt(int64(person)%1000, 10))
	if err != nil {
		return 0, g, err
	}
	if _, err := tx.Exec(`insert into account_person (id, name, lang, state, demo, made_at, made_by, version)
		values ($1, $2, 'id', 'active', $3, $4, 'command', 1)`, person, name, false, tx.Now()); err != nil {
		return 0, g, err
	}
	g = account.Grant{ID: tx.NewID(), Person: person, Role: r.Role, Standing: r.Standing, Office: r.Office, Area: r.Area, Helps: r.Helps, From: tx.Now().AddDate(-1, 0, 0)}
	if g.Standing == "" {
		g.Standing = account.Definitif
	}
	if r.Role.Staff() {
		g.Decree = tx.NewID()
		if _, err := tx.Exec(`insert into account_decree (id, number, about, signed_on, made_at, made_by) values ($1, $2, '', '2025-01-02', $3, 'command')`,
			g.Decree, "uji/"+strconv.FormatInt(int64(g.Decree), 10), tx.Now()); err != nil {
			return 0, g, err
		}
	}
	until := time.Time{}
	if g.Standing != account.Definitif {
		until = tx.Now().AddDate(1, 0, 0)
	}
	g.Until = until
	if _, err := tx.Exec(`insert into account_role (id, person, role, standing, office, area, helps, decree, from_at, until_at, made_at, made_by, ended_by, after_role)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'command', '', null)`, g.ID, person, string(g.Role), string(g.Standing),
		db.Null(g.Office, g.Office != 0), db.Null(g.Area, g.Area != ""), db.Null(g.Helps, g.Helps != 0), db.Null(g.Decree, g.Decree != 0),
		g.From, db.Null(g.Until, !g.Until.IsZero()), tx.Now()); err != nil {
		return 0, g, err
	}
	kind := account.StaffKind
	if !r.Role.Staff() {
		kind = account.MakerKind
	}
	_, err = tx.Exec(`insert into account_session (hash, person, kind, half, made_at, seen_at, idle, until, second_at, device, ended_at, ended_how)
		values ($1, $2, $3, $4, $5, $5, $6, $7, $8, 'uji', null, '')`, who.Session, person, kind, false, tx.Now(),
		(24 * time.Hour).Microseconds(), tx.Now().AddDate(1, 0, 0), db.Null(tx.Now(), who.Second))
	return person, g, err
}
