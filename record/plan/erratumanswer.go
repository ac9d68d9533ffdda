package plan

import (
	"strings"
	"unicode/utf8"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/diary"
)

// The states of an erratum. It is answered once, and stays so.
const (
	StateNew = "new"
	Accepted = "mended"     // our reading was wrong and is mended
	Declined = "as_printed" // our reading is as printed
)

// Decision is an answer to an erratum.
type Decision struct {
	State    string // Accepted or Declined
	Sentence string // why, 10 to 500 characters; everybody will read it
	By       string // "command" or an account's code
	Version  int64  // of the erratum that was looked at; 0: whatever it is now
}

func (d Decision) check() error {
	f := fault.New(fault.Invalid, "plan.answer_invalid")
	if d.State != Accepted && d.State != Declined {
		f.At("state", "plan.answer_state")
	}
	if n := utf8.RuneCountInString(d.Sentence); n < 10 || n > 500 {
		f.At("sentence", "plan.answer_sentence", n)
	}
	if len(f.Fields) > 0 {
		return f
	}
	return nil
}

// Decide answers an erratum that has no answer yet.
func Decide(tx *db.Tx, id db.ID, d Decision) error {
	d.Sentence = strings.TrimSpace(d.Sentence)
	if err := d.check(); err != nil {
		return err
	}
	e, err := erratumAt(tx, id, d.Version)
	if err != nil {
		return err
	}
	if e.State != StateNew {
		return fault.New(fault.Conflict, "plan.answered_already")
	}
	if err := tx.ExecOr(erratumMoved(), `update plan_erratum set state = $3, version = version + 1 where id = $1 and version = $2 and state = 'new'`,
		id, e.Version, d.State); err != nil {
		return err
	}
	salt := newSalt()
	if _, err := tx.Exec(`insert into plan_erratum_answer (erratum, state, sentence, said_by, at, salt) values ($1, $2, $3, $4, $5, $6)`,
		id, d.State, d.Sentence, d.By, tx.Now(), salt); err != nil {
		return err
	}
	if _, err := tx.Exec(`update plan_erratum_file set answer = $2 where erratum = $1`, id, d.State); err != nil {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: d.By, Fact: "plan.erratum_answered", Kind: "plan_erratum", Subject: id,
		Data: map[string]any{"node": int64(e.Node), "field": e.Field, "state": d.State, "sum": decisionSum(id, d.State, d.Sentence, d.By, tx.Now(), salt)}})
}

// Release opens the attached page of an accepted erratum to everybody. Whoever
// does it has looked at it: it shows no person and nothing private.
func Release(tx *db.Tx, id db.ID, by string, version int64) error {
	e, err := erratumAt(tx, id, version)
	switch {
	case err != nil:
		return err
	case e.Scan.Hash == "":
		return fault.New(fault.NotFound, "plan.no_scan")
	case e.State != Accepted:
		return fault.New(fault.Conflict, "plan.release_unaccepted")
	case e.Scan.Public():
		return fault.New(fault.Conflict, "plan.released_already")
	}
	if err := tx.ExecOr(erratumMoved(), `update plan_erratum set version = version + 1 where id = $1 and version = $2`, id, e.Version); err != nil {
		return err
	}
	if _, err := tx.Exec(`update plan_erratum_file set released = $2, released_by = $3 where erratum = $1`, id, tx.Now(), by); err != nil {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: by, Fact: "plan.erratum_page_released", Kind: "plan_erratum", Subject: id,
		Data: map[string]any{"node": int64(e.Node)}})
}

// erratumAt finds an erratum that is still as it was looked at.
func erratumAt(tx *db.Tx, id db.ID, version int64) (Told, error) {
	e, found, err := ErratumByID(tx, id)
	switch {
	case err != nil:
		return e, err
	case !found:
		return e, fault.New(fault.NotFound, "plan.no_erratum")
	case version != 0 && version != e.Version:
		return e, erratumMoved()
	}
	return e, nil
}

// erratumMoved tells that another act was first.
func erratumMoved() error { return fault.New(fault.Conflict, "plan.erratum_moved") }

// ShowsScan tells whether an erratum shows this file to everybody: the door
// through which files are served.
func ShowsScan(tx *db.Tx, hash string) (bool, error) {
	_, found, err := db.One(tx, (*db.Row).ID, `select erratum from plan_erratum_file where hash = $1 and released is not null limit 1`, hash)
	return found, err
}
