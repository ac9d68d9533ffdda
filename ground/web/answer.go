package web

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"alun/ground/db"
	"alun/ground/fault"
)

// AnswerTime is how long an answer is kept at least: for so long the same key
// means the same act.
const AnswerTime = 24 * time.Hour

// Once names one act of one caller, so that it takes effect once however often
// it is sent.
type Once struct {
	Actor string // who: "public", or the code of an account or an API key
	Route string // method and pattern
	Key   string // the caller's; see GoodKey
	Sum   string // what was sent, as a hash
}

// Answered runs an act the first time, and afterwards gives what it gave then;
// again says which. The same key with anything else is refused. An act that
// refuses keeps no answer, so its key may be used again.
//
// The row is claimed before the act runs: on PostgreSQL the others then wait for
// the first instead of doing its work in vain. SQLite has one writer anyway.
func Answered[Out any](tx *db.Tx, o Once, act func(tx *db.Tx) (Out, error)) (out Out, again bool, err error) {
	claimed, err := tx.Exec(`insert into web_answer (actor, route, key, sum, answer, at)
		values ($1, $2, $3, $4, '', $5) on conflict (actor, route, key) do nothing`, o.Actor, o.Route, o.Key, o.Sum, tx.Now())
	if err != nil {
		return out, false, err
	}
	if claimed == 0 {
		err = o.recall(tx, &out)
		return out, true, err
	}
	if out, err = act(tx); err != nil {
		return out, false, err
	}
	return out, false, o.keep(tx, out)
}

// Done reports whether it was carried out before.
func (o Once) Done(tx *db.Tx) (bool, error) {
	_, found, err := o.first(tx)
	return found, err
}

// first is the hash of what was sent the first time.
func (o Once) first(tx *db.Tx) (sum string, found bool, err error) {
	return db.One(tx, (*db.Row).Text, `select sum from web_answer where actor = $1 and route = $2 and key = $3`, o.Actor, o.Route, o.Key)
}

// keep writes what the act gave beside its claim.
func (o Once) keep(tx *db.Tx, out any) error {
	raw, err := json.Marshal(out)
	if err != nil {
		return fmt.Errorf("web: keep the answer of %s: %w", o.Route, err)
	}
	_, err = tx.Exec(`update web_answer set answer = $4 where actor = $1 and route = $2 and key = $3`,
		o.Actor, o.Route, o.Key, string(raw))
	return err
}

// keySpent is the sentence of a key that was used for something else.
const keySpent = "web.key_spent"

// recall reads what the act gave the first time.
func (o Once) recall(tx *db.Tx, out any) error {
	type row struct{ sum, answer string }
	first, found, err := db.One(tx, func(r *db.Row) row { return row{r.Text(), r.Text()} },
		`select sum, answer from web_answer where actor = $1 and route = $2 and key = $3`, o.Actor, o.Route, o.Key)
	switch {
	case err != nil:
		return err
	case !found:
		return fmt.Errorf("web: the answer of %s is gone within its own transaction", o.Route)
	case first.sum != o.Sum:
		return fault.New(fault.Invalid, keySpent)
	}
	if err := json.Unmarshal([]byte(first.answer), out); err != nil {
		return fmt.Errorf("web: read the kept answer of %s: %w", o.Route, err)
	}
	return nil
}

// ForgetAnswers takes away the answers of a caller who has never been, on one route or, where
// it is "", on all: somebody made up. A real caller's are kept for AnswerTime.
func ForgetAnswers(tx *db.Tx, actor, route string) error {
	_, err := tx.Exec(`delete from web_answer where actor = $1 and (route = $2 or $2 = '')`, actor, route)
	return err
}

// pruneChunk is how many old answers one act takes away: about a millisecond.
const pruneChunk = 500

// PruneAnswers takes away the answers that are older than AnswerTime, in short
// acts, until none is left or ctx ends.
func PruneAnswers(ctx context.Context, d *db.DB) (err error) {
	defer fault.Op(&err, "web: prune answers")
	for {
		var gone int64
		err := d.Write(ctx, func(tx *db.Tx) (err error) {
			gone, err = tx.Exec(`delete from web_answer where (actor, route, key) in
				(select actor, route, key from web_answer where at < $1 order by at limit $2)`, tx.Now().Add(-AnswerTime), pruneChunk)
			return err
		})
		if err != nil || gone < pruneChunk {
			return err
		}
	}
}
