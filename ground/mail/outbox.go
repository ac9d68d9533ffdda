package mail

import (
	"context"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/jobs"
	"alun/ground/keys"
)

// Files holds this package's migrations and sentences.
//
//go:embed migrations words
var Files embed.FS

// Message is what is asked for.
type Message struct {
	Key         string    // what makes it one and the same: a second Put of it adds nothing
	Kind        string    // for lists: "notice.confirm"
	About       db.ID     // whose it is, for Withdraw; 0 for nobody's
	To          string    // in the form of Address
	Subject     string    // in the reader's language
	Text        string    // the same as HTML, for programs that show text
	HTML        string    // a whole document, or ""
	Unsubscribe string    // the address that ends such messages, or ""
	After       time.Time // not sent before this; zero for at once
	Until       time.Time // not sent after this; zero for no end
}

// Post is the outbox.
type Post struct {
	DB     *db.DB
	Keys   *keys.Ring
	Server *Server // nil: none is configured, and messages wait

	fault string
}

// kind is the job that sends one message.
const kind = "mail.send"

func place(id db.ID) string { return fmt.Sprint("mail_message.sealed ", int64(id)) }

// Put keeps a message in the transaction of the change that asks for it. added
// is false when it was there already.
func (p *Post) Put(tx *db.Tx, m Message) (added bool, err error) {
	defer fault.Op(&err, "mail: put %s", m.Kind)
	to, err := Address(m.To)
	if err != nil {
		return false, err
	}
	raw, err := json.Marshal(letter{to, m.Subject, m.Text, m.HTML, m.Unsubscribe})
	if err != nil {
		return false, err
	}
	id := tx.NewID()
	n, err := tx.Exec(`insert into mail_message (id, key, kind, about, hint, sealed, state, reason, put_at, until)
		values ($1, $2, $3, $4, $5, $6, 'waiting', '', $7, $8) on conflict (key) do nothing`,
		id, m.Key, m.Kind, m.About, Hint(to), p.Keys.Seal("mail", place(id), string(raw)), tx.Now(), db.Null(m.Until, !m.Until.IsZero()))
	if err != nil || n == 0 {
		return false, err
	}
	_, err = jobs.Put(tx, jobs.Job{Kind: kind, Key: m.Key, Payload: id, RunAt: m.After})
	return err == nil, err
}

// Withdraw erases the messages about somebody that have not been sent.
func Withdraw(tx *db.Tx, about db.ID) error {
	_, err := tx.Exec(`update mail_message set state = 'withdrawn', sealed = '', hint = '', ended_at = $2
		where about = $1 and state in ('waiting', 'failed')`, about, tx.Now())
	if err == nil {
		_, err = tx.Exec(`update mail_message set hint = '' where about = $1 and hint <> ''`, about)
	}
	return err
}

// Handlers are the jobs of this outbox. Without a server there are none, and the
// jobs wait for a process that has one.
func (p *Post) Handlers() map[string]jobs.Handler {
	if p.Server == nil {
		return nil
	}
	return map[string]jobs.Handler{kind: p.send}
}

// send does one job: it hands the message in, and writes that down.
func (p *Post) send(ctx context.Context, t jobs.Task) error {
	var id db.ID
	if err := t.Read(&id); err != nil {
		return jobs.Never(err)
	}
	var row posted
	var there bool
	err := p.DB.Read(ctx, func(tx *db.Tx) (err error) { row, there, err = read(tx, id); return err })
	if err != nil || !there || row.sealed == "" { // sent, withdrawn or pruned
		return err
	}
	if row.late {
		return p.end(ctx, t, id, "expired", "")
	}
	return p.sendNow(ctx, t, id, row)
}

func (p *Post) sendNow(ctx context.Context, t jobs.Task, id db.ID, row posted) error {
	raw, err := p.Keys.Unseal("mail", place(id), row.sealed)
	var l letter
	if err == nil {
		err = json.Unmarshal([]byte(raw), &l)
	}
	if err != nil {
		return jobs.Never(err)
	}
	m, err := p.Server.compose(p.messageID(id), row.at, l)
	if err != nil {
		return jobs.Never(err)
	}
	err = p.Server.deliver(ctx, m)
	bad, failed := errors.AsType[trouble](err)
	switch {
	case failed && bad.lasting:
		return errors.Join(p.end(ctx, t, id, "failed", bad.why), jobs.Never(bad))
	case failed:
		return errors.Join(p.note(ctx, t, id, bad.why), bad)
	case err != nil:
		return err
	}
	if p.fault == "die after sending" {
		return errDied
	}
	return p.end(ctx, t, id, "sent", "")
}

// errDied is a planted death between sending and writing it down.
var errDied = errors.New("mail: planted death")

// messageID is made of the outbox's own code: the same at every attempt.
func (p *Post) messageID(id db.ID) string {
	return p.Server.messageID(p.Keys.Codec().Encode(int64(id)))
}

// posted is a message as the sender needs it.
type posted struct {
	sealed string
	at     time.Time
	late   bool
}

func read(tx *db.Tx, id db.ID) (posted, bool, error) {
	return db.One(tx, func(r *db.Row) posted {
		p := posted{sealed: r.Text(), at: r.Time()}
		until := r.Time()
		p.late = !until.IsZero() && tx.Now().After(until)
		return p
	}, `select sealed, put_at, until from mail_message where id = $1`, id)
}

// end writes down how a message ended, with the end of its job when it is over
// for good. A message that failed keeps its content: somebody may try again.
func (p *Post) end(ctx context.Context, t jobs.Task, id db.ID, state, why string) error {
	return p.DB.Write(ctx, func(tx *db.Tx) error {
		if err := t.Hold(tx); err != nil {
			return err
		}
		_, err := tx.Exec(`update mail_message set state = $2, reason = $3, ended_at = $4,
			sealed = case when $2 = 'failed' then sealed else '' end where id = $1`, id, state, why, tx.Now())
		if err != nil || state == "failed" {
			return err
		}
		return t.Finish(tx)
	})
}

// note keeps why the last attempt failed, for whoever looks at the outbox.
func (p *Post) note(ctx context.Context, t jobs.Task, id db.ID, why string) error {
	return p.DB.Write(ctx, func(tx *db.Tx) error {
		if err := t.Hold(tx); err != nil {
			return err
		}
		_, err := tx.Exec(`update mail_message set reason = $2 where id = $1`, id, why)
		return err
	})
}
