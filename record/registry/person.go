package registry

import (
	"fmt"
	"slices"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/diary"
)

// The roles of people in a business.
const (
	Owner  = "owner"
	Helper = "helper" // family or a friend who works along
	Worker = "worker"
)

// Roles lists them, in the order of forms.
var Roles = []string{Owner, Helper, Worker}

// Person is somebody in a business, from a day to a day.
type Person struct {
	ID     db.ID
	Person db.ID  // the account; 0: has none
	Name   string // of who has no account
	Role   string
	Since  date.Day
	Until  date.Day // zero: still
	Agreed time.Time

	sealed string
}

func personPlace(id db.ID) string { return fmt.Sprint("registry_business_person.sealed ", int64(id)) }

// Joining is somebody who comes into a business.
type Joining struct {
	Business db.ID
	Person   db.ID // an account, or
	Name     string
	Role     string
	Since    date.Day // zero: today
}

// AddPerson writes somebody down in a business. Who has an account and works there
// must agree first: Agree.
func (k *Book) AddPerson(tx *db.Tx, session string, in Joining) (db.ID, error) {
	who, b, err := k.mayOn(tx, session, MayPeople, in.Business, 0)
	if err != nil {
		return 0, err
	}
	if !b.State.changes() {
		return 0, fault.New(fault.Conflict, "registry.is_"+string(b.State))
	}
	if in.Person != 0 && in.Role == Worker {
		return 0, fault.New(fault.Denied, "registry.worker_agrees").At("person", "registry.worker_agrees")
	}
	return k.join(tx, who.Actor(), in, spoken(who.Grant.Role == account.Maker))
}

// Agree lets somebody with an account write themselves down as working in a business
// that is public: their own yes, which the owner can end and they can.
func (k *Book) Agree(tx *db.Tx, session string, business db.ID) (db.ID, error) {
	v, err := account.See(tx, session)
	if err != nil {
		return 0, err
	}
	if _, found, err := k.Shown(tx, business); err != nil || !found {
		return 0, fault.New(fault.NotFound, "registry.no_business").Because(err)
	}
	return k.join(tx, v.Actor(), Joining{Business: business, Person: v.Person, Role: Worker}, Told)
}

func (k *Book) join(tx *db.Tx, actor string, in Joining, level Level) (db.ID, error) {
	f := fault.New(fault.Invalid, "registry.person_invalid")
	if !slices.Contains(Roles, in.Role) {
		f.At("role", "registry.role_unknown")
	}
	name, w := "", (*wrong)(nil)
	if in.Person == 0 {
		if name, w = readName(in.Name); w != nil {
			f.At("name", w.key, w.args...)
		}
	}
	today := date.DayOf(tx.Now())
	if in.Since.IsZero() {
		in.Since = today
	}
	if today.Before(in.Since) {
		f.At("since", "registry.started_later")
	}
	if len(f.Fields) > 0 {
		return 0, f
	}
	if in.Person != 0 {
		if _, err := account.PersonByID(tx, in.Person); err != nil {
			return 0, err
		}
	}
	id := tx.NewID()
	sealed, err := k.hush(tx, id, personPlace(id), name)
	if err != nil {
		return 0, err
	}
	err = tx.Try(func(tx *db.Tx) error {
		_, err := tx.Exec(`insert into registry_business_person (id, business, person, role, sealed, since, until, agreed_at, made_at, made_by, ended_by)
			values ($1, $2, $3, $4, $5, $6, '', $7, $8, $9, '')`, id, in.Business, db.Null(in.Person, in.Person != 0), in.Role, sealed, in.Since.String(),
			db.Null(tx.Now(), account.Actor(in.Person) == actor), tx.Now(), actor)
		if err != nil {
			return err
		}
		return turnRow(tx, turning{business: in.Business, person: id, kind: "added", by: actor, level: level, beginsWithTheRow: true})
	})
	if db.Unique(err) {
		return 0, fault.New(fault.Conflict, "registry.person_there").At("person", "registry.person_there")
	}
	if err != nil {
		return 0, err
	}
	return id, diary.Write(tx, diary.Entry{Actor: actor, Fact: "registry.person_added", Kind: "registry_business", Subject: in.Business, Data: map[string]any{"row": id, "role": in.Role}})
}

// EndPerson says that somebody is no longer in a business: by its owner, an officer,
// or themselves. A business that a maker looks after keeps one owner.
func (k *Book) EndPerson(tx *db.Tx, session string, row db.ID, last date.Day) error {
	v, err := account.See(tx, session)
	if err != nil {
		return err
	}
	h, found, err := db.One(tx, scanPersonRow, personRowSelect+` where p.id = $1 and p.until = ''`, row)
	if err == nil && !found {
		err = fault.New(fault.NotFound, "registry.no_person")
	}
	if err != nil {
		return err
	}
	level := Told
	if h.Person.Person != v.Person {
		who, _, err := k.mayOn(tx, session, MayPeople, h.business, 0)
		if err != nil {
			return err
		}
		level = spoken(who.Grant.Role == account.Maker)
	}
	if last.Before(h.Since) || date.DayOf(tx.Now()).Before(last) {
		return fault.New(fault.Invalid, "registry.person_invalid").At("until", "registry.until_invalid")
	}
	if err := staysOwned(tx, h.business, h.Person); err != nil {
		return err
	}
	if err := tx.ExecOr(moved(), `update registry_business_person set until = $2, ended_by = $3 where id = $1 and until = ''`, row, last.String(), v.Actor()); err != nil {
		return err
	}
	if err := leaves(tx, h.business, row, last, v.Actor(), level); err != nil {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: v.Actor(), Fact: "registry.person_ended", Kind: "registry_business", Subject: h.business, Data: map[string]any{"row": row, "role": h.Role}})
}

// leaves writes into the history that somebody is no longer in a business.
func leaves(tx *db.Tx, business, row db.ID, last date.Day, actor string, level Level) error {
	return turnRow(tx, turning{business: business, person: row, kind: "ended", by: actor, level: level, after: rowEnd{Until: last.String(), By: actor}.text()})
}

// People lists who is and was in a business: for its people and officers. Names of
// those without an account are for its owner alone.
func (k *Book) People(tx *db.Tx, session string, business db.ID) ([]Person, error) {
	who, err := k.insider(tx, session, business)
	if err != nil {
		return nil, err
	}
	all, err := db.All(tx, func(r *db.Row) Person {
		p := Person{ID: r.ID(), Person: r.ID(), Role: r.Text(), sealed: r.Text()}
		p.Since, _ = date.ParseDay(r.Text())
		p.Until, _ = date.ParseDay(r.Text())
		p.Agreed = r.Time()
		return p
	}, `select id, coalesce(person, 0), role, sealed, since, until, agreed_at from registry_business_person where business = $1 order by until, id`, business)
	for i, p := range all {
		if err == nil && eyeOf(who) == Owning {
			all[i].Name, err = k.heard(tx, p.ID, personPlace(p.ID), p.sealed)
		}
	}
	return all, err
}
