package diary

import (
	"embed"
	"encoding/json"
	"fmt"
	"time"

	"alun/ground/db"
)

// Files holds this room's migrations and sentences.
//
//go:embed migrations words
var Files embed.FS

// Entry is one thing that happened.
type Entry struct {
	ID      db.ID
	At      time.Time      // set by Write: the transaction's instant
	Actor   string         // who: "system", "command", or an account's code
	Fact    string         // what: "room.happened", for example "plan.published"
	Kind    string         // what kind of subject: the table's noun, "plan_report"
	Subject db.ID          // which one
	Data    map[string]any // ids, counts and codes, never a personal value: see safe.go; About gives numbers as json.Number
}

// Write adds an entry in the transaction of the change that it tells of.
func Write(tx *db.Tx, e Entry) error {
	_, err := write(tx, e)
	return err
}

func write(tx *db.Tx, e Entry) (db.ID, error) {
	if err := e.check(); err != nil {
		return 0, err
	}
	data, err := json.Marshal(e.Data)
	if err != nil {
		return 0, fmt.Errorf("diary: %s: %w", e.Fact, err)
	}
	id := tx.NewID()
	_, err = tx.Exec(`insert into diary_entry (id, at, actor, fact, kind, subject, data)
		values ($1, $2, $3, $4, $5, $6, $7)`, id, tx.Now(), e.Actor, e.Fact, e.Kind, e.Subject, string(data))
	return id, err
}

// About lists what happened to one subject, the newest first, at most limit.
func About(tx *db.Tx, kind string, subject db.ID, limit int) ([]Entry, error) {
	return db.All(tx, func(r *db.Row) Entry { return scanRaw(r).entry() }, `select `+rawColumns+` from diary_entry e
		where e.kind = $1 and e.subject = $2 order by e.id desc limit $3`, kind, subject, limit)
}

// AboutFact lists how often one thing happened to one subject, the newest first, at most
// limit. It reads these entries alone, however much else happened.
func AboutFact(tx *db.Tx, kind string, subject db.ID, fact string, limit int) ([]Entry, error) {
	return db.All(tx, func(r *db.Row) Entry { return scanRaw(r).entry() }, `select `+rawColumns+` from diary_entry e
		where e.kind = $1 and e.subject = $2 and e.fact = $3 order by e.id desc limit $4`, kind, subject, fact, limit)
}

// Which tells to which of many subjects of a kind a thing happened, once or more.
func Which(tx *db.Tx, kind, fact string, subjects []db.ID) (map[db.ID]bool, error) {
	all, err := db.Among(tx, (*db.Row).ID, `select distinct e.subject from diary_entry e where e.kind = $1 and e.fact = $2 and e.subject in `, ``, subjects, kind, fact)
	out := make(map[db.ID]bool, len(all))
	for _, id := range all {
		out[id] = true
	}
	return out, err
}
