package mail

import (
	"encoding/json"
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

func scan(r *db.Row) Record {
	return Record{r.ID(), r.Text(), r.Text(), r.Text(), r.Text(), r.Time(), r.Time()}
}

const columns = `select id, kind, hint, state, reason, put_at, ended_at from mail_message`

// List gives the newest messages, at most limit.
func List(tx *db.Tx, limit int) ([]Record, error) {
	return db.All(tx, scan, columns+` order by id desc limit $1`, limit)
}

// Kept is a message with what is still kept of it.
type Kept struct {
	Record
	To, Subject, Text string // "" once it was sent or withdrawn
}

// About gives the messages about somebody, the oldest first: for their own copy of
// what is kept.
func (p *Post) About(tx *db.Tx, about db.ID) ([]Kept, error) {
	all, err := db.All(tx, scan, columns+` where about = $1 order by id`, about)
	out := make([]Kept, len(all))
	for i, r := range all {
		out[i].Record = r
		m, _, err := read(tx, r.ID)
		if err != nil {
			return nil, err
		}
		if m.sealed == "" {
			continue
		}
		raw, err := p.Keys.Unseal("mail", place(r.ID), m.sealed)
		var l letter
		if err == nil {
			err = json.Unmarshal([]byte(raw), &l)
		}
		if err != nil {
			return nil, err
		}
		out[i].To, out[i].Subject, out[i].Text = l.To, l.Subject, l.Text
	}
	return out, err
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
