package diary

import (
	"embed"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"time"

	"alun/ground/db"
)

// Files holds this room's migrations.
//
//go:embed migrations
var Files embed.FS

// Entry is one thing that happened.
type Entry struct {
	ID      db.ID
	At      time.Time      // set by Write: the transaction's instant
	Actor   string         // who: "system", "command", or an account's code
	Fact    string         // what: "room.happened", for example "plan.published"
	Kind    string         // what kind of subject: the table's noun, "plan_report"
	Subject db.ID          // which one
	Data    map[string]any // ids, counts and codes; never a personal value; About gives numbers as json.Number
}

var factForm = regexp.MustCompile(`^[a-z]+\.[a-z_]+$`)

// Write adds an entry in the transaction of the change that it tells of.
func Write(tx *db.Tx, e Entry) error {
	if !factForm.MatchString(e.Fact) || e.Actor == "" || e.Kind == "" {
		return fmt.Errorf("diary: an entry needs an actor, a fact as room.happened and a kind: %+v", e)
	}
	data, err := json.Marshal(e.Data)
	if err != nil {
		return fmt.Errorf("diary: %s: %w", e.Fact, err)
	}
	_, err = tx.Exec(`insert into diary_entry (id, at, actor, fact, kind, subject, data)
		values ($1, $2, $3, $4, $5, $6, $7)`,
		tx.NewID(), tx.Now(), e.Actor, e.Fact, e.Kind, e.Subject, string(data))
	return err
}

// About lists what happened to one subject, the newest first, at most limit.
func About(tx *db.Tx, kind string, subject db.ID, limit int) ([]Entry, error) {
	return db.All(tx, scan, `select id, at, actor, fact, kind, subject, data from diary_entry
		where kind = $1 and subject = $2 order by id desc limit $3`, kind, subject, limit)
}

func scan(r *db.Row) Entry {
	e := Entry{ID: r.ID(), At: r.Time(), Actor: r.Text(), Fact: r.Text(), Kind: r.Text(), Subject: r.ID()}
	d := json.NewDecoder(strings.NewReader(r.Text()))
	d.UseNumber()         // an id has more digits than a float keeps
	_ = d.Decode(&e.Data) // Write wrote it, so it is JSON; a hand-made row shows no data
	return e
}
