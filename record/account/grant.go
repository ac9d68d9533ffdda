package account

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/diary"
)

// Decree is the paper (surat keputusan) that a role comes from.
type Decree struct {
	Number string   // "800.1.3.3/12/BKPSDM"
	About  string   // tentang
	Signed date.Day // the day it was signed
}

// Giving is a role to be written down.
type Giving struct {
	Person   db.ID
	Role     Role
	Standing Standing
	Office   db.ID  // of operators and heads
	Area     string // of counters
	Decree   Decree
	From     date.Day // the first day
	Until    date.Day // the last day; zero: no end is set
}

// start and end are the half-open time of a giving.
func (g Giving) start() time.Time { return g.From.Start() }
func (g Giving) end() time.Time {
	if g.Until.IsZero() {
		return time.Time{}
	}
	return g.Until.End()
}

// Check is everything that is wrong with a giving as it is written.
func (g Giving) Check() error {
	f := fault.New(fault.Invalid, "account.grant_invalid")
	if !g.Role.Known() || !g.Role.Staff() {
		f.At("role", "account.role_unknown")
	}
	if !g.Standing.known() {
		f.At("standing", "account.standing_unknown")
	}
	if g.Role.ofOffice() != (g.Office != 0) {
		f.At("office", "account.office_needed")
	}
	if g.Role.ofArea() != (g.Area != "") {
		f.At("area", "account.area_needed")
	}
	if n := utf8.RuneCountInString(strings.TrimSpace(g.Decree.Number)); n < 3 || n > 80 {
		f.At("decree", "account.decree_number")
	}
	switch {
	case g.From.IsZero():
		f.At("from", "account.day_needed")
	case !g.Until.IsZero() && g.end().Before(g.start()):
		f.At("until", "account.until_before")
	case g.Standing != Definitif && g.Until.IsZero():
		f.At("until", "account.until_needed")
	}
	if g.Decree.Signed.IsZero() {
		f.At("signed", "account.day_needed")
	}
	if len(f.Fields) > 0 {
		return f
	}
	return nil
}

// Known reports whether a role is one of Roles.
func (r Role) Known() bool { return slices.Contains(Roles, r) }

func (s Standing) known() bool { return slices.Contains(Standings, s) }

// Give writes down a role that a decree gives. Nobody writes down their own.
func (p *People) Give(tx *db.Tx, session string, g Giving) (db.ID, error) {
	who, err := May(tx, session, MayPeople, At{})
	if err != nil {
		return 0, err
	}
	if who.Person == g.Person {
		return 0, fault.New(fault.Denied, "account.not_yourself")
	}
	return p.give(tx, g, 0, who.Actor())
}

func (p *People) give(tx *db.Tx, g Giving, after db.ID, actor string) (db.ID, error) {
	if err := g.Check(); err != nil {
		return 0, err
	}
	if err := p.there(tx, g); err != nil {
		return 0, err
	}
	decree, err := keepDecree(tx, g.Decree, actor)
	if err != nil {
		return 0, err
	}
	id := tx.NewID()
	err = tx.Try(func(tx *db.Tx) error {
		_, err := tx.Exec(`insert into account_role (id, person, role, standing, office, area, helps, decree, from_at, until_at, made_at, made_by, ended_by, after_role)
			values ($1, $2, $3, $4, $5, $6, null, $7, $8, $9, $10, $11, '', $12)`, id, g.Person, string(g.Role), string(g.Standing),
			db.Null(g.Office, g.Office != 0), db.Null(g.Area, g.Area != ""), decree, g.start(), db.Null(g.end(), !g.Until.IsZero()), tx.Now(), actor, db.Null(after, after != 0))
		return err
	})
	if err != nil && strings.Contains(err.Error(), "account_role_one_head") {
		return 0, fault.New(fault.Conflict, "account.one_head").At("office", "account.one_head").Because(err)
	}
	if err != nil {
		return 0, err
	}
	return id, diary.Write(tx, diary.Entry{Actor: actor, Fact: "account.granted", Kind: "account_role", Subject: id,
		Data: map[string]any{"person": g.Person, "role": string(g.Role), "standing": string(g.Standing), "office": g.Office, "area": g.Area, "after": after}})
}

// there asks whether the person can hold a role and the office exists.
func (p *People) there(tx *db.Tx, g Giving) error {
	one, err := PersonByID(tx, g.Person)
	if err != nil {
		return err
	}
	if one.State == Ended || one.State == Erased {
		return fault.New(fault.Conflict, "account.person_ended")
	}
	if err := mayBeStaff(tx, g.Person); err != nil {
		return err
	}
	if g.Office == 0 || p.Office == nil {
		return nil
	}
	ok, err := p.Office(tx, g.Office)
	if err == nil && !ok {
		err = fault.New(fault.Invalid, "account.grant_invalid").At("office", "account.office_needed")
	}
	return err
}

// mayBeStaff refuses whoever signs in as makers do: with a PIN, for months. As
// staff they are somebody else, with another login.
func mayBeStaff(tx *db.Tx, person db.ID) error {
	k, err := SecretOf(tx, person)
	if err != nil {
		return err
	}
	all, err := Grants(tx, person)
	if err == nil && (k.Kind == PIN || slices.ContainsFunc(all, func(g Grant) bool { return !g.Role.Staff() })) {
		err = fault.New(fault.Conflict, "account.maker_no_staff")
	}
	return err
}

// keepDecree finds a decree by its number or keeps it.
func keepDecree(tx *db.Tx, d Decree, actor string) (db.ID, error) {
	id, _, err := db.One(tx, (*db.Row).ID, `insert into account_decree (id, number, about, signed_on, made_at, made_by) values ($1, $2, $3, $4, $5, $6)
		on conflict (number) do update set number = excluded.number returning id`,
		tx.NewID(), strings.TrimSpace(d.Number), strings.TrimSpace(d.About), d.Signed.String(), tx.Now(), actor)
	return id, err
}

// EndGrant sets the last day of a role that is held.
func (p *People) EndGrant(tx *db.Tx, session string, grant db.ID, last date.Day) error {
	who, err := May(tx, session, MayPeople, At{})
	if err != nil {
		return err
	}
	g, err := others(tx, who, grant)
	if err != nil {
		return err
	}
	if err := notBackdated(tx, last, "ended"); err != nil {
		return err
	}
	if err := keepsAdministrator(tx, g, last.End()); err != nil {
		return err
	}
	return endGrant(tx, grant, last.End(), who.Actor())
}

// others finds a role that is not one's own: that one is ended and handed over by
// another administrator.
func others(tx *db.Tx, who Who, grant db.ID) (Grant, error) {
	g, err := GrantByID(tx, grant)
	if err == nil && g.Person == who.Person {
		err = fault.New(fault.Denied, "account.not_yourself")
	}
	return g, err
}

// notBackdated asks that a last day is yesterday (WITA) or later: what was done in
// a role cannot be made to have been done without it.
func notBackdated(tx *db.Tx, last date.Day, field string) error {
	if last.Before(date.DayOf(tx.Now()).Next(-1)) {
		return fault.New(fault.Invalid, "account.grant_invalid").At(field, "account.last_too_early")
	}
	return nil
}

// endGrant ends a role at an instant; one that has ended by then is a conflict.
func endGrant(tx *db.Tx, grant db.ID, at time.Time, actor string) error {
	n, err := tx.Exec(`update account_role set until_at = case when from_at > $2 then from_at else $2 end, ended_by = $3
		where id = $1 and (until_at is null or until_at > $2)`, grant, at, actor)
	if err != nil {
		return err
	}
	if n == 0 {
		return fault.New(fault.Conflict, "account.grant_over")
	}
	return diary.Write(tx, diary.Entry{Actor: actor, Fact: "account.role_ended", Kind: "account_role", Subject: grant,
		Data: map[string]any{"last": date.DayOf(at.Add(-time.Microsecond)).String()}})
}

// GrantByID finds a grant.
func GrantByID(tx *db.Tx, id db.ID) (Grant, error) {
	g, found, err := db.One(tx, scanGrant, grantSelect+` where r.id = $1`, id)
	if err == nil && !found {
		err = fault.New(fault.NotFound, "account.no_grant")
	}
	return g, err
}

// HandOver ends a role with a day and gives it to another person from the next.
// What is open belongs to the office and the role, not to the person: it is the
// new holder's from that day, and what was done keeps the name of who did it.
func (p *People) HandOver(tx *db.Tx, session string, grant db.ID, last date.Day, to db.ID, standing Standing, until date.Day, d Decree) (db.ID, error) {
	who, err := May(tx, session, MayPeople, At{})
	if err != nil {
		return 0, err
	}
	if who.Person == to {
		return 0, fault.New(fault.Denied, "account.not_yourself")
	}
	old, err := others(tx, who, grant)
	if err != nil {
		return 0, err
	}
	if old.Person == to {
		return 0, fault.New(fault.Invalid, "account.grant_invalid").At("to", "account.same_person")
	}
	if err := notBackdated(tx, last, "last"); err != nil {
		return 0, err
	}
	if err := endGrant(tx, grant, last.End(), who.Actor()); err != nil {
		return 0, err
	}
	id, err := p.give(tx, Giving{Person: to, Role: old.Role, Standing: standing, Office: old.Office, Area: old.Area, Decree: d,
		From: date.DayOf(last.End()), Until: until}, old.ID, who.Actor())
	if err != nil {
		return 0, err
	}
	if err := keepsAdministrator(tx, old, last.End()); err != nil {
		return 0, err
	}
	return id, diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "account.handed_over", Kind: "account_role", Subject: old.ID,
		Data: map[string]any{"to": id, "last": last.String()}})
}
