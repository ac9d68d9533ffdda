package plan

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"alun/ground/blob"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/pace"
	"alun/record/diary"
)

// Erratum is a reader's word that our reading of a printed page may be wrong.
// It names no reader: we keep what was said, not who said it.
type Erratum struct {
	Node    db.ID
	Field   string // which figure, as the form calls it
	Message string // what the printed page shows, 10 to 1,000 characters
	Page    string // hash of a picture or PDF of that page, received by ground/blob; "": none
}

// ErratumFields are the figures that an erratum may be about.
var ErratumFields = []string{"name", "indicator", "target", "budget", "output", "money", "note", "other"}

// maxOpenErrata bounds how many unanswered errata a node may have, so that
// nobody can fill the disk through one page.
const maxOpenErrata = 50

// Telling is how often one sender may tell, through the page and the API
// together: enough for a class that reads a report with its teacher, and too
// little to bury the officers who answer.
var Telling = pace.Rate{What: "plan.erratum", Many: 60, In: time.Hour}

// Check tells what is wrong with an erratum before anything is written.
func (e Erratum) Check() error {
	f := fault.New(fault.Invalid, "plan.erratum_invalid")
	if !slices.Contains(ErratumFields, e.Field) {
		f.At("field", "plan.erratum_field")
	}
	switch n := utf8.RuneCountInString(strings.TrimSpace(e.Message)); {
	case n == 0:
		f.At("message", "plan.erratum_empty")
	case n < 10:
		f.At("message", "plan.erratum_short", n)
	case n > 1000:
		f.At("message", "plan.erratum_long", n)
	}
	if len(f.Fields) > 0 {
		return f
	}
	return nil
}

// Tell keeps an erratum about a node of the plan. A node that has enough of them
// is answered with fault.TooMany.
func Tell(tx *db.Tx, e Erratum) (db.ID, error) {
	if err := e.Check(); err != nil {
		return 0, err
	}
	e.Message = strings.TrimSpace(e.Message)
	id, salt := tx.NewID(), newSalt()
	n, err := tx.Exec(`insert into plan_erratum (id, node, field, message, at, state, salt)
		select cast($1 as bigint), cast($2 as bigint), cast($3 as text), cast($4 as text), cast($5 as bigint), 'new', cast($7 as text)
		where (select count(*) from plan_erratum where node = $2 and state = 'new') < $6`,
		id, e.Node, e.Field, e.Message, tx.Now(), maxOpenErrata, salt)
	if err != nil {
		return 0, err
	}
	if n == 0 {
		return 0, fault.New(fault.TooMany, "plan.erratum_many")
	}
	if e.Page != "" {
		if err := attach(tx, id, e.Page); err != nil {
			return 0, err
		}
	}
	return id, diary.Write(tx, diary.Entry{Actor: "public", Fact: "plan.erratum_told", Kind: "plan_erratum", Subject: id,
		Data: map[string]any{"node": int64(e.Node), "field": e.Field, "page": e.Page != "",
			"sum": erratumSum(id, e.Node, e.Field, e.Message, tx.Now(), salt)}})
}

// attach keeps the file of an erratum. Nobody but officers sees it until Release.
func attach(tx *db.Tx, id db.ID, hash string) error {
	if err := blob.Keep(tx, hash); err != nil {
		return err
	}
	_, err := tx.Exec(`insert into plan_erratum_file (erratum, hash) values ($1, $2)`, id, hash)
	return err
}
