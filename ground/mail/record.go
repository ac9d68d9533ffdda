package mail

import (
	"time"

	"alun/ground/db"
)

// Record is a message as lists show it: neither address nor content.
type Record struct {
	ID      db.ID
	Kind    string
	Hint    string // "s•••@c•••.id"; "" when it was forgotten
	State   string // waiting, failed, sent, expired, withdrawn
	Reason  string // of the last attempt, or ""
	PutAt   time.Time
	EndedAt time.Time // zero while it waits
}

// List gives the newest messages, at most limit.
func List(tx *db.Tx, limit int) ([]Record, error) {
	return db.All(tx, func(r *db.Row) Record {
		return Record{r.ID(), r.Text(), r.Text(), r.Text(), r.Text(), r.Time(), r.Time()}
	}, `select id, kind, hint, state, reason, put_at, ended_at from mail_message order by id desc limit $1`, limit)
}

// SayKey is the sentence that tells where a message is.
func (p *Post) SayKey(r Record) string {
	switch {
	case r.State == "waiting" && p.Server == nil:
		return "mail.unconfigured"
	case r.State == "waiting" && r.Reason != "", r.State == "failed":
		return "mail.why_" + r.Reason
	}
	return "mail.state_" + r.State
}

// Keep is how long an ended message is remembered.
const Keep = 90 * 24 * time.Hour

// Prune forgets messages that ended long ago.
func Prune(tx *db.Tx) error {
	_, err := tx.Exec(`delete from mail_message where state <> 'waiting' and ended_at < $1`, tx.Now().Add(-Keep))
	return err
}
