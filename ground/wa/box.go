package wa

import (
	"embed"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/keys"
)

// Files holds this package's migrations and sentences.
//
//go:embed migrations words
var Files embed.FS

// Message is what is asked for.
type Message struct {
	Key    string    // what makes it one and the same: a second Put of it adds nothing
	Kind   string    // for lists: "notice.digest"
	About  db.ID     // whose it is, for Withdraw; 0 for nobody's
	Number string    // in the form of Number
	Text   string    // as it is to be sent
	Until  time.Time // of no use after this; zero for no end
}

// letter is what is sealed.
type letter struct {
	Number string `json:"number"`
	Text   string `json:"text"`
}

// Box is the outbox.
type Box struct{ Keys *keys.Ring }

func place(id db.ID) string { return fmt.Sprint("wa_message.sealed ", int64(id)) }

// Put keeps a message in the transaction of the change that asks for it. added
// is false when it was there already.
func (b Box) Put(tx *db.Tx, m Message) (added bool, err error) {
	defer fault.Op(&err, "wa: put %s", m.Kind)
	number, err := Number(m.Number)
	if err != nil {
		return false, err
	}
	raw, err := json.Marshal(letter{number, m.Text})
	if err != nil {
		return false, err
	}
	id := tx.NewID()
	n, err := tx.Exec(`insert into wa_message (id, key, kind, about, hint, sealed, state, reason, by, put_at, until)
		values ($1, $2, $3, $4, $5, $6, 'waiting', '', '', $7, $8) on conflict (key) do nothing`,
		id, m.Key, m.Kind, m.About, Hint(number), b.Keys.Seal("wa", place(id), string(raw)), tx.Now(), db.Null(m.Until, !m.Until.IsZero()))
	return n == 1, err
}

// Record is a message as lists show it: neither number nor text.
type Record struct {
	ID      db.ID
	Kind    string
	Hint    string // "+62 8••• ••90"; "" when it was forgotten
	State   string // waiting, sent, unsent, withdrawn
	Reason  string // of Reasons, when it was not sent
	By      string // who marked it
	PutAt   time.Time
	Until   time.Time // zero for no end
	EndedAt time.Time // zero while it waits
}

// StateKey is the sentence of the state.
func (r Record) StateKey() string { return "wa.state_" + r.State }

// ReasonKey is the sentence that says why a message was not sent.
func (r Record) ReasonKey() string { return "wa.reason_" + r.Reason }

func scan(r *db.Row) Record {
	return Record{r.ID(), r.Text(), r.Text(), r.Text(), r.Text(), r.Text(), r.Time(), r.Time(), r.Time()}
}

const columns = `select id, kind, hint, state, reason, by, put_at, until, ended_at from wa_message`

// Waiting lists what is to be sent, the oldest first, without what is of no use
// any more.
func Waiting(tx *db.Tx, limit int) ([]Record, error) {
	return db.All(tx, scan, columns+` where state = 'waiting' and (until is null or until > $1) order by id limit $2`, tx.Now(), limit)
}

// Ended lists what became of messages, the newest first.
func Ended(tx *db.Tx, limit int) ([]Record, error) {
	return db.All(tx, scan, columns+` where state <> 'waiting' order by ended_at desc, id desc limit $1`, limit)
}

// Opened is a message with its number and text.
type Opened struct {
	Record
	Number string
	Text   string
}

// Link opens WhatsApp with this message written.
func (o Opened) Link() string { return Link(o.Number, o.Text) }

// Open shows number and text of a message that waits, and writes down who saw
// them.
func (b Box) Open(tx *db.Tx, id db.ID, by string) (o Opened, err error) {
	sealed, found, err := db.One(tx, (*db.Row).Text, `select sealed from wa_message where id = $1 and state = 'waiting'`, id)
	if err != nil {
		return o, err
	}
	if !found {
		return o, fault.New(fault.NotFound, "wa.gone")
	}
	if o.Record, _, err = db.One(tx, scan, columns+` where id = $1`, id); err != nil {
		return o, err
	}
	raw, err := b.Keys.Unseal("wa", place(id), sealed)
	if err != nil {
		return o, err
	}
	var l letter
	if err := json.Unmarshal([]byte(raw), &l); err != nil {
		return o, err
	}
	o.Number, o.Text = l.Number, l.Text
	_, err = tx.Exec(`insert into wa_opening (id, message, by, at) values ($1, $2, $3, $4)`, tx.NewID(), id, by, tx.Now())
	return o, err
}

// Reasons say why an officer did not send a message.
var Reasons = []string{"no_whatsapp", "wrong_number", "declined", "too_late", "other"}

// Sent notes that an officer has sent a message.
func Sent(tx *db.Tx, id db.ID, by string) error { return mark(tx, id, "sent", "", by) }

// NotSent notes that an officer did not send a message, and why.
func NotSent(tx *db.Tx, id db.ID, reason, by string) error {
	if !slices.Contains(Reasons, reason) {
		return fault.New(fault.Invalid, "wa.why").At("reason", "wa.why")
	}
	return mark(tx, id, "unsent", reason, by)
}

func mark(tx *db.Tx, id db.ID, state, reason, by string) error {
	return tx.ExecOr(fault.New(fault.Conflict, "wa.gone"), `update wa_message set state = $2, reason = $3, by = $4, sealed = '', ended_at = $5
		where id = $1 and state = 'waiting'`, id, state, reason, by, tx.Now())
}

// Withdraw erases the messages about somebody that have not been sent, and the
// hints of all others.
func Withdraw(tx *db.Tx, about db.ID) error {
	_, err := tx.Exec(`update wa_message set state = case when state = 'waiting' then 'withdrawn' else state end,
		ended_at = case when state = 'waiting' then $2 else ended_at end, sealed = '', hint = '' where about = $1`, about, tx.Now())
	return err
}

// Keep is how long an ended message is remembered.
const Keep = 90 * 24 * time.Hour

// Prune forgets messages that ended long ago, and who opened them.
func Prune(tx *db.Tx) error {
	_, err := tx.Exec(`delete from wa_opening where message in
		(select id from wa_message where state <> 'waiting' and ended_at < $1)`, tx.Now().Add(-Keep))
	if err == nil {
		_, err = tx.Exec(`delete from wa_message where state <> 'waiting' and ended_at < $1`, tx.Now().Add(-Keep))
	}
	return err
}
