package asosiasi

import (
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/diary"
)

// Manager is somebody who speaks for an association.
type Manager struct {
	ID       db.ID
	Asosiasi db.ID
	Person   db.ID
	Last     date.Day // zero: no last day is set
	Made     time.Time
	Ended    time.Time // zero: nobody ended it
}

// InForce tells whether they speak for it on a day.
func (m Manager) InForce(on date.Day) bool {
	return m.Ended.IsZero() && (m.Last.IsZero() || !m.Last.Before(on))
}

const managerSelect = `select m.id, m.asosiasi, m.person, m.last_day, m.made_at, m.ended_at from registry_asosiasi_manager m`

// speaks is the condition under which somebody speaks for an association on the day $2.
const speaks = ` m.ended_at is null and (m.last_day = '' or m.last_day >= $2)`

func scanManager(r *db.Row) Manager {
	m := Manager{ID: r.ID(), Asosiasi: r.ID(), Person: r.ID()}
	m.Last, _ = date.ParseDay(r.Text())
	m.Made, m.Ended = r.Time(), r.Time()
	return m
}

// ManagersOf lists the accounts that speak for an association now: who is told what
// becomes of it.
func ManagersOf(tx *db.Tx, asosiasi db.ID) ([]db.ID, error) {
	return db.All(tx, (*db.Row).ID, `select m.person from registry_asosiasi_manager m where m.asosiasi = $1 and`+speaks+` order by m.person`, asosiasi, today(tx))
}

// Managers lists who speaks and spoke for an association, for the planner.
func (d Desk) Managers(tx *db.Tx, session string, asosiasi db.ID) ([]Manager, error) {
	if _, err := account.May(tx, session, MayKeep, account.At{}); err != nil {
		return nil, err
	}
	return db.All(tx, scanManager, managerSelect+` where m.asosiasi = $1 order by m.id`, asosiasi)
}

// managing is the first line of what an association does: it finds who asks, whether they
// speak for it now, and that it is recognised. Whoever does not learns of one that is not
// public nothing.
func managing(tx *db.Tx, session string, asosiasi db.ID) (account.Who, Asosiasi, error) {
	v, err := account.See(tx, session)
	if err != nil {
		return account.Who{}, Asosiasi{}, err
	}
	a, err := find(tx, asosiasi)
	if err != nil {
		return v.Who, a, err
	}
	_, is, err := db.One(tx, (*db.Row).ID, `select m.id from registry_asosiasi_manager m where m.asosiasi = $1 and`+speaks+` and m.person = $3`, a.ID, today(tx), v.Person)
	switch {
	case err != nil:
	case !is && a.State == Proposed:
		err = none()
	case !is && !leftOut("manager"):
		err = fault.New(fault.Denied, "asosiasi.not_manager")
	case a.State != Recognised:
		err = fault.New(fault.Conflict, "asosiasi.is_"+string(a.State))
	}
	return v.Who, a, err
}

// Naming is who is to speak for an association, until a day.
type Naming struct {
	Asosiasi, Person db.ID
	Last             date.Day // zero: no last day is set
}

// Name lets somebody with an account speak for an association. Whose time has run out may
// be named anew.
func (d Desk) Name(tx *db.Tx, session string, in Naming) (db.ID, error) {
	who, a, err := keeping(tx, session, in.Asosiasi, 0)
	if err != nil {
		return 0, err
	}
	if _, err := account.PersonByID(tx, in.Person); err != nil {
		return 0, err
	}
	last := ""
	if !in.Last.IsZero() {
		last = in.Last.String()
	}
	if last != "" && last < today(tx) {
		return 0, fault.New(fault.Invalid, "asosiasi.invalid").At("last", "asosiasi.last_gone")
	}
	if _, err := tx.Exec(`update registry_asosiasi_manager set ended_at = $3, ended_by = $4 where asosiasi = $1 and person = $5 and ended_at is null and last_day <> '' and last_day < $2`,
		a.ID, today(tx), tx.Now(), who.Actor(), in.Person); err != nil {
		return 0, err
	}
	id := tx.NewID()
	err = tx.Try(func(tx *db.Tx) error {
		_, err := tx.Exec(`insert into registry_asosiasi_manager (id, asosiasi, person, last_day, made_at, made_by, ended_by) values ($1, $2, $3, $4, $5, $6, '')`, id, a.ID, in.Person, last, tx.Now(), who.Actor())
		return err
	})
	if db.Unique(err) {
		return 0, fault.New(fault.Conflict, "asosiasi.manager_there").At("login", "asosiasi.manager_there")
	}
	if err != nil {
		return 0, err
	}
	return id, diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "registry.asosiasi_manager_named", Kind: "registry_asosiasi", Subject: a.ID, Data: map[string]any{"manager": id}})
}

// EndManager says that somebody speaks no longer for an association: by the planner, or by
// themselves. The last one of an open association stays until another is named.
func (d Desk) EndManager(tx *db.Tx, session string, row db.ID) error {
	v, err := account.See(tx, session)
	if err != nil {
		return err
	}
	m, found, err := db.One(tx, scanManager, managerSelect+` where m.id = $1 and m.ended_at is null`, row)
	if err != nil {
		return err
	}
	if !found || m.Person != v.Person {
		if _, err := v.May(MayKeep, account.At{}); err != nil {
			return err
		}
	}
	if !found {
		return fault.New(fault.NotFound, "asosiasi.no_such_manager")
	}
	if err := lastStays(tx, m); err != nil {
		return err
	}
	if err := tx.ExecOr(moved(), `update registry_asosiasi_manager set ended_at = $2, ended_by = $3 where id = $1 and ended_at is null`, m.ID, tx.Now(), v.Actor()); err != nil {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: v.Actor(), Fact: "registry.asosiasi_manager_ended", Kind: "registry_asosiasi", Subject: m.Asosiasi, Data: map[string]any{"manager": m.ID}})
}

// lastStays refuses the end of the only one who speaks for an association that stands.
func lastStays(tx *db.Tx, m Manager) error {
	a, err := find(tx, m.Asosiasi)
	if err != nil || a.State == Ended || leftOut("last manager") {
		return err
	}
	all, err := ManagersOf(tx, m.Asosiasi)
	if err == nil && len(all) == 1 && all[0] == m.Person {
		err = fault.New(fault.Conflict, "asosiasi.last_manager")
	}
	return err
}

// StepDown lets whoever is signed in speak for an association no longer.
func (d Desk) StepDown(tx *db.Tx, session string, asosiasi db.ID) error {
	who, a, err := managing(tx, session, asosiasi)
	if err != nil {
		return err
	}
	row, found, err := db.One(tx, (*db.Row).ID, `select id from registry_asosiasi_manager where asosiasi = $1 and person = $2 and ended_at is null`, a.ID, who.Person)
	if err == nil && !found {
		err = fault.New(fault.NotFound, "asosiasi.no_such_manager")
	}
	if err != nil {
		return err
	}
	return d.EndManager(tx, session, row)
}

// SpeakerOf is who speaks by a row, for whoever tells them.
func SpeakerOf(tx *db.Tx, row db.ID) (person db.ID, found bool, err error) {
	return db.One(tx, (*db.Row).ID, `select person from registry_asosiasi_manager where id = $1`, row)
}
