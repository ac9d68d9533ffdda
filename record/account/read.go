package account

import (
	"slices"
	"strings"
	"time"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/record/diary"
)

// Private is the room's desk for personal values: the only way to them for
// anybody but the person.
type Private struct {
	*People
	Law Law
	// Fields are doors: how each field of a person is read. Rooms above add theirs.
	Fields map[string]func(tx *db.Tx, person db.ID) (string, error)
	// Mend are doors: how each field is put right; each tells what stood there and
	// what stands there now.
	Mend map[string]func(tx *db.Tx, person db.ID, text string) (before, after string, err error)
	// Holdings are the tables that hold values of persons, with what they hold.
	Holdings []Holding
	// Keepers are the rooms that keep something of people without an account.
	Keepers []Keeper
	// Keep are doors: reasons of the law to keep a person's values; "" is none.
	Keep []func(tx *db.Tx, person db.ID) (why string, err error)
	// OfficeName is a door: an office by name, which a room above knows.
	OfficeName func(tx *db.Tx, office db.ID, tag lang.Tag) (string, error)

	fault string // a guard to leave out, for the tests' proofs only
}

// NewPrivate opens the desk with what this room holds.
func NewPrivate(p *People) *Private {
	d := &Private{People: p, Law: TheLaw()}
	d.Fields = map[string]func(*db.Tx, db.ID) (string, error){"name": p.Name, "login": p.loginsOf, "wanted": d.wantedOf}
	d.Mend = map[string]func(*db.Tx, db.ID, string) (string, string, error){"name": p.mendName, "login": p.mendLogin}
	d.Holdings = p.holdings()
	d.Keep = []func(*db.Tx, db.ID) (string, error){keepRole, keepIncident, keepDuty}
	return d
}

func (p *People) loginsOf(tx *db.Tx, person db.ID) (string, error) {
	all, err := p.Logins(tx, person)
	texts := make([]string, len(all))
	for i, l := range all {
		texts[i] = l.Text
	}
	return strings.Join(texts, ", "), err
}

// MayReveal is the right to read values of persons, for one of the purposes; which
// role reads which field for which purpose, Law says.
var MayReveal = Right{Name: "account.reveal", Roles: []Role{Administrator, Privacy, Planner, Inspector, Operator, Head, Counter}, Second: true}

// may is MayReveal for one purpose and some fields.
func (l Law) may(purpose string, fields []string) Right {
	p, _ := l.Purpose(purpose) // an unknown purpose is nobody's
	return Right{Name: MayReveal.Name, Roles: p.roles(fields), Second: MayReveal.Second}
}

// Asked is what somebody wants to read, and why.
type Asked struct {
	Person    db.ID
	Fields    []string
	Purpose   string
	Reference db.ID // the letter of assignment, request or incident that the purpose needs
}

// Value is one field of a person, opened.
type Value struct {
	Field string
	Text  string // "" where there is none, or its person was forgotten
}

const (
	revealsAnHour = 60              // of one account: nobody copies the register out
	shownFor      = 2 * time.Minute // how long a read can be drawn again after it was kept
)

// Reveal opens values of a person for a purpose, and keeps who read them why. It
// is refused outside the purposes of the reader's role, without what the purpose
// needs, where the person had processing stopped, and too often.
func (d *Private) Reveal(tx *db.Tx, session string, a Asked) ([]Value, error) {
	if _, err := d.Open(tx, session, a); err != nil {
		return nil, err
	}
	return d.values(tx, a.Person, a.Fields)
}

// Open keeps a read and gives its id: for a form, whose answer is kept and must
// hold no value; Shown then draws it.
func (d *Private) Open(tx *db.Tx, session string, a Asked) (db.ID, error) {
	return d.keep(tx, session, a, strings.Join(a.Fields, " "))
}

// keep keeps a read; said is what the person is told was read.
func (d *Private) keep(tx *db.Tx, session string, a Asked, said string) (db.ID, error) {
	who, err := May(tx, session, d.Law.may(a.Purpose, a.Fields), At{Any: true})
	if err != nil {
		return 0, err
	}
	p, _ := d.Law.Purpose(a.Purpose)
	if err := d.needed(tx, who, p, a); err != nil {
		return 0, err
	}
	if who, err = d.reaching(tx, who, p, a); err != nil {
		return 0, err
	}
	if err := d.mayNow(tx, who, p, a.Person); err != nil {
		return 0, err
	}
	if _, err := d.values(tx, a.Person, a.Fields); err != nil { // somebody who is not there is not read
		return 0, err
	}
	id := tx.NewID()
	if d.fault != "no trace" {
		if _, err := tx.Exec(`insert into account_read (id, subject, reader, held, fields, purpose, list, reference, at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
			id, a.Person, who.Person, who.Grant.ID, said, p.Code, d.Law.Version, db.Null(a.Reference, a.Reference != 0), tx.Now()); err != nil {
			return 0, err
		}
	}
	return id, diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "account.read", Kind: "account_person", Subject: a.Person,
		Data: map[string]any{"read": id, "purpose": p.Code, "fields": len(a.Fields)}})
}

// mayNow refuses what the person had stopped, and too many reads.
func (d *Private) mayNow(tx *db.Tx, who Who, p Purpose, person db.ID) error {
	if err := d.stopped(tx, p, person); err != nil {
		return err
	}
	n, _, err := db.One(tx, (*db.Row).Int, `select count(*) from account_read where reader = $1 and at > $2`, who.Person, tx.Now().Add(-time.Hour))
	if err == nil && n >= revealsAnHour && d.fault != "no limit" {
		err = fault.New(fault.TooMany, "account.read_too_many", revealsAnHour)
	}
	return err
}

// needed finds the paper or the yes without which the purpose does not hold.
func (d *Private) needed(tx *db.Tx, who Who, p Purpose, a Asked) error {
	var query string
	args := []any{a.Person, tx.Now()}
	key := "account.needs_" + p.Needs
	switch p.Needs {
	case NeedsDuty:
		query, args = `select id from account_duty where id = $1 and person = $2 and from_at <= $3 and until_at > $3`, []any{a.Reference, who.Person, tx.Now()}
	case NeedsRequest:
		query, args = `select id from account_request where id = $1 and person = $2 and state = 'open'`, []any{a.Reference, a.Person}
	case NeedsIncident:
		query, args = `select incident from account_affected where incident = $1 and person = $2`, []any{a.Reference, a.Person}
	case NeedsConsent:
		query = `select id from account_consent where person = $1 and given_at <= $2 and ended_at is null and purpose = $3`
		args = append(args, p.Code)
	default:
		return nil
	}
	if d.fault == "no paper" {
		return nil
	}
	_, found, err := db.One(tx, (*db.Row).ID, query, args...)
	if err == nil && !found {
		err = fault.New(fault.Denied, key).At("reference", key)
	}
	return err
}

// stopped refuses what the person had stopped.
func (d *Private) stopped(tx *db.Tx, p Purpose, person db.ID) error {
	if p.Despite || d.fault == "no stop" {
		return nil
	}
	_, found, err := db.One(tx, (*db.Row).ID, `select id from account_stop where person = $1 and ended_at is null and purpose in ('', $2) limit 1`, person, p.Code)
	if err == nil && found {
		err = fault.New(fault.Denied, "account.stopped")
	}
	return err
}

func (d *Private) values(tx *db.Tx, person db.ID, fields []string) ([]Value, error) {
	out := make([]Value, 0, len(fields))
	for _, f := range fields {
		read := d.Fields[f]
		if read == nil {
			return nil, fault.New(fault.NotFound, "account.no_field")
		}
		text, err := read(tx, person)
		if err != nil {
			return nil, err
		}
		out = append(out, Value{f, text})
	}
	return out, nil
}

// Offers lists the purposes for which a viewer may read something, with the
// fields of each.
func (d *Private) Offers(v Viewer) (out []Purpose) {
	for _, p := range d.Law.Purposes {
		if slices.ContainsFunc(v.Grants, func(g Grant) bool { return len(p.Fields[g.Role]) > 0 }) {
			out = append(out, p)
		}
	}
	return out
}
