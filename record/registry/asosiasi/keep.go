package asosiasi

import (
	"strings"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/diary"
	"alun/record/registry"
)

// Desk is the desk of associations: what it needs beside the transaction.
type Desk struct {
	Book *registry.Book
	// Calls is a door: the calls of other parts for which an association may put a member
	// forward now; nil where there are none.
	Calls func(tx *db.Tx) ([]Call, error)
	// Closed is a door: what a call of another part was called for which nobody is put
	// forward any more; nil, or a call without a name, where nobody knows.
	Closed func(tx *db.Tx, code string) (Call, error)
}

// today is the day as it is kept.
func today(tx *db.Tx) string { return date.DayOf(tx.Now()).String() }

// Register writes an association down; Recognise opens it.
func (d Desk) Register(tx *db.Tx, session string, typed Entry) (db.ID, error) {
	who, err := account.May(tx, session, MayKeep, account.At{})
	if err != nil {
		return 0, err
	}
	e, err := Read(typed)
	if err == nil {
		err = e.known(tx)
	}
	if err != nil {
		return 0, err
	}
	maker, err := account.PersonByID(tx, who.Person)
	if err != nil {
		return 0, err
	}
	id := tx.NewID()
	err = tx.Try(func(tx *db.Tx) error {
		_, err := tx.Exec(`insert into registry_asosiasi (id, version, state, name, short, about, subsectors, phone, mail, web, started, legal, made_at, made_by, demo, recognised_by, ended_by)
			values ($1, 1, 'proposed', $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, '', '')`, append(append([]any{id}, e.columns()...), tx.Now(), who.Actor(), maker.Demo)...)
		return err
	})
	if err != nil {
		return 0, taken(err)
	}
	return id, diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "registry.asosiasi_made", Kind: "registry_asosiasi", Subject: id})
}

// taken says that another association is called so.
func taken(err error) error {
	if db.Unique(err) {
		return fault.New(fault.Conflict, "asosiasi.name_taken").At(string(registry.Name), "asosiasi.name_taken")
	}
	return err
}

// keeping begins an act of the planner on an association as it was looked at; version 0 is
// whatever it is now.
func keeping(tx *db.Tx, session string, id db.ID, version int64) (account.Who, Asosiasi, error) {
	who, err := account.May(tx, session, MayKeep, account.At{})
	if err != nil {
		return who, Asosiasi{}, err
	}
	a, err := find(tx, id)
	switch {
	case err != nil:
	case a.State == Ended:
		err = fault.New(fault.Conflict, "asosiasi.has_ended")
	case version != 0 && version != a.Version:
		err = moved()
	}
	return who, a, err
}

// Change says an association anew. Saying the same again changes nothing.
func (d Desk) Change(tx *db.Tx, session string, id db.ID, version int64, typed Entry) error {
	who, a, err := keeping(tx, session, id, version)
	if err != nil {
		return err
	}
	e, err := Read(typed)
	if err == nil {
		err = e.known(tx)
	}
	fields := e.fields(a.Entry)
	if err != nil || len(fields) == 0 {
		return err
	}
	err = tx.Try(func(tx *db.Tx) error {
		return tx.ExecOr(moved(), `update registry_asosiasi set version = version + 1, name = $3, short = $4, about = $5, subsectors = $6, phone = $7, mail = $8, web = $9, started = $10, legal = $11 where id = $1 and version = $2`,
			append([]any{a.ID, a.Version}, e.columns()...)...)
	})
	if err != nil {
		return taken(err)
	}
	return diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "registry.asosiasi_changed", Kind: "registry_asosiasi", Subject: a.ID, Data: map[string]any{"fields": strings.Join(fields, ".")}})
}

// Recognise opens a proposed association, which has somebody who speaks for it.
func (d Desk) Recognise(tx *db.Tx, session string, id db.ID, version int64) error {
	who, a, err := keeping(tx, session, id, version)
	if err != nil || a.State == Recognised {
		return err
	}
	managers, err := ManagersOf(tx, a.ID)
	if err == nil && len(managers) == 0 {
		err = fault.New(fault.Conflict, "asosiasi.no_manager")
	}
	if err != nil {
		return err
	}
	if err := tx.ExecOr(moved(), `update registry_asosiasi set version = version + 1, state = 'recognised', recognised_at = $3, recognised_by = $4 where id = $1 and version = $2`, a.ID, a.Version, tx.Now(), who.Actor()); err != nil {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "registry.asosiasi_recognised", Kind: "registry_asosiasi", Subject: a.ID})
}

// End ends an association. Its memberships hold no longer from that moment: they are read
// of recognised ones alone.
func (d Desk) End(tx *db.Tx, session string, id db.ID, version int64) error {
	who, a, err := keeping(tx, session, id, version)
	if err != nil {
		return err
	}
	if err := tx.ExecOr(moved(), `update registry_asosiasi set version = version + 1, state = 'ended', ended_at = $3, ended_by = $4 where id = $1 and version = $2`, a.ID, a.Version, tx.Now(), who.Actor()); err != nil {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "registry.asosiasi_closed", Kind: "registry_asosiasi", Subject: a.ID})
}
