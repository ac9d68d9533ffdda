package jobs

import (
	"encoding/json"
	"errors"
	"regexp"
	"strings"
	"time"

	"alun/ground/db"
)

// maxAttempts is how often a job is tried before it is given up: the pauses
// between add up to about a day and a half.
const maxAttempts = 16

const (
	firstPause = 10 * time.Second
	lastPause  = 6 * time.Hour
)

// Task is a job that this process is doing.
type Task struct {
	ID      db.ID
	Kind    string
	Key     string
	Attempt int // 1 for the first
	Payload json.RawMessage

	holder string
	claim  int64
}

// Read decodes the payload.
func (t Task) Read(into any) error { return json.Unmarshal(t.Payload, into) }

// Hold refuses with ErrLost when the job is no longer ours to do.
func (t Task) Hold(tx *db.Tx) error {
	_, ours, err := db.One(tx, (*db.Row).Int64, `select claim from jobs_job where id = $1 and holder = $2 and claim = $3`,
		t.ID, t.holder, t.claim)
	if err == nil && !ours {
		err = ErrLost
	}
	return err
}

// Finish ends the job, and refuses with ErrLost when it is no longer ours. A
// handler whose effect is in the database calls it in the effect's own act: the
// effect then happens exactly once. For every other effect the runner calls it,
// and a crash between them does the job again.
func (t Task) Finish(tx *db.Tx) error {
	return t.end(tx, `update jobs_job set state = 'done', holder = '', payload = '', error = '', ended_at = $4
		where id = $1 and holder = $2 and claim = $3`, tx.Now())
}

func (t Task) end(tx *db.Tx, query string, args ...any) error {
	return tx.ExecOr(ErrLost, query, append([]any{t.ID, t.holder, t.claim}, args...)...)
}

// fail keeps why an attempt failed: the job waits for its next attempt or is dead.
func (t Task) fail(tx *db.Tx, why error, chance float64) error {
	if t.Attempt >= maxAttempts || never(why) {
		return t.end(tx, `update jobs_job set state = 'dead', holder = '', error = $4, ended_at = $5
			where id = $1 and holder = $2 and claim = $3`, told(why), tx.Now())
	}
	return t.end(tx, `update jobs_job set holder = '', error = $4, run_at = $5
		where id = $1 and holder = $2 and claim = $3`, told(why), tx.Now().Add(backOff(t.Attempt, chance)))
}

// giveBack lets another process do the job; this attempt does not count.
func (t Task) giveBack(tx *db.Tx) error {
	return t.end(tx, `update jobs_job set holder = '', attempts = attempts - 1 where id = $1 and holder = $2 and claim = $3`)
}

// backOff is the pause after an attempt: 10 seconds, doubling to six hours.
// chance (0 to 1) makes it half to one and a half times that, so that jobs that
// failed together do not come back together.
func backOff(attempt int, chance float64) time.Duration {
	d := min(firstPause<<min(attempt-1, 20), lastPause)
	return d/2 + time.Duration(chance*float64(d))
}

// neverErr marks an error that no further attempt can mend.
type neverErr struct{ error }

func (e neverErr) Unwrap() error { return e.error }

// Never marks an error of a handler as lasting: the job is dead at once.
func Never(err error) error {
	if err == nil {
		return nil
	}
	return neverErr{err}
}

func never(err error) bool {
	_, yes := errors.AsType[neverErr](err)
	return yes
}

// private is what an outside service may have repeated in its answer: an
// address, or a number long enough to be somebody's.
var private = regexp.MustCompile(`[^\s<>@"']+@[^\s<>@"']+|\+?\d[\d .-]{7,}\d`)

// maxError bounds what is kept of an error's text.
const maxError = 300

// told is an error as it may be kept and shown: one line, without addresses and
// long numbers, of bounded length.
func told(err error) string {
	text := strings.Join(strings.Fields(strings.ToValidUTF8(err.Error(), "�")), " ")
	text = private.ReplaceAllString(strings.ReplaceAll(text, "\x00", ""), "…")
	if r := []rune(text); len(r) > maxError {
		text = string(r[:maxError]) + "…"
	}
	return text
}
