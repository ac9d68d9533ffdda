package jobs

import (
	"encoding/json"
	"fmt"
	"time"

	"alun/ground/db"
	"alun/ground/fault"
)

// Job is something to be done after the act that puts it.
type Job struct {
	Kind    string    // which handler does it: "mail.send"
	Key     string    // what makes it one and the same: a second Put of it adds nothing
	Payload any       // becomes JSON. Ids and codes; a personal value only sealed
	RunAt   time.Time // not before; zero means now
}

// The states of a job.
const (
	Waiting = "waiting" // to be done, or being done
	Done    = "done"
	Dead    = "dead" // given up; a person may send it again
)

// Put keeps a job in the transaction of the change that asks for it: both are
// kept, or neither. added is false when a job of this kind and key is there
// already, waiting, done or dead. What is done is remembered for Keep.
func Put(tx *db.Tx, j Job) (added bool, err error) {
	defer fault.Op(&err, "jobs: put %s", j.Kind)
	if j.Kind == "" || j.Key == "" {
		return false, fmt.Errorf("a job needs a kind and a key: %q %q", j.Kind, j.Key)
	}
	payload, err := json.Marshal(j.Payload)
	if err != nil {
		return false, err
	}
	at := j.RunAt
	if at.IsZero() {
		at = tx.Now()
	}
	n, err := tx.Exec(`insert into jobs_job (id, kind, key, payload, state, run_at, attempts, holder, claim, error, put_at)
		values ($1, $2, $3, $4, 'waiting', $5, 0, '', 0, '', $6) on conflict (kind, key) do nothing`,
		tx.NewID(), j.Kind, j.Key, string(payload), at, tx.Now())
	return n == 1, err
}

// Record is a job as people see it: without its payload.
type Record struct {
	ID       db.ID
	Kind     string
	Key      string
	State    string
	Running  bool
	RunAt    time.Time // when it is, or was, to be done next
	Attempts int
	Error    string // of the last attempt, without personal values; "" when there is none
	PutAt    time.Time
	EndedAt  time.Time // zero while it waits
}

// List gives the newest jobs of a state, at most limit.
func List(tx *db.Tx, state string, limit int) ([]Record, error) {
	return db.All(tx, func(r *db.Row) Record {
		return Record{ID: r.ID(), Kind: r.Text(), Key: r.Text(), State: r.Text(), Running: r.Bool(), RunAt: r.Time(),
			Attempts: r.Int(), Error: r.Text(), PutAt: r.Time(), EndedAt: r.Time()}
	}, `select id, kind, key, state, case when holder = '' then 0 else 1 end, run_at, attempts, error, put_at, ended_at
		from jobs_job where state = $1 order by id desc limit $2`, state, limit)
}

// Retry sends a dead job again, with all its attempts.
func Retry(tx *db.Tx, id db.ID) error {
	return tx.ExecOr(fault.New(fault.NotFound, "jobs.not_dead"),
		`update jobs_job set state = 'waiting', run_at = $2, attempts = 0, ended_at = null
		where id = $1 and state = 'dead'`, id, tx.Now())
}

// RetryAll sends all dead jobs again and tells how many.
func RetryAll(tx *db.Tx) (int64, error) {
	return tx.Exec(`update jobs_job set state = 'waiting', run_at = $1, attempts = 0, ended_at = null
		where state = 'dead'`, tx.Now())
}

// Stats are the jobs of one kind now.
type Stats struct {
	Kind    string
	Waiting int           // all that are not ended
	Due     int           // of them, those that could be done now
	Running int           // of them, those being done
	Dead    int           // given up
	Oldest  time.Duration // how long the oldest due job has been due
}

// Count counts the jobs that are not done, by kind.
func Count(tx *db.Tx) ([]Stats, error) {
	return db.All(tx, func(r *db.Row) Stats {
		s := Stats{Kind: r.Text(), Waiting: r.Int(), Due: r.Int(), Running: r.Int(), Dead: r.Int()}
		if since := r.Time(); s.Due > 0 {
			s.Oldest = tx.Now().Sub(since)
		}
		return s
	}, `select kind, sum(case when state = 'waiting' then 1 else 0 end),
		sum(case when state = 'waiting' and holder = '' and run_at <= $1 then 1 else 0 end),
		sum(case when holder <> '' then 1 else 0 end),
		sum(case when state = 'dead' then 1 else 0 end),
		min(case when state = 'waiting' and holder = '' and run_at <= $1 then run_at end)
		from jobs_job where state in ('waiting', 'dead') group by kind order by kind`, tx.Now())
}

// Keep is how long a job that is done or dead is kept. As long, a second Put
// of a job that is done adds nothing.
const Keep = 90 * 24 * time.Hour

// pruned is how many old jobs one act removes.
const pruned = 500

// prune removes jobs that ended long ago, some at a time.
func prune(tx *db.Tx) (int64, error) {
	return tx.Exec(`delete from jobs_job where id in (select id from jobs_job
		where state in ('done', 'dead') and ended_at < $1 order by id limit $2)`, tx.Now().Add(-Keep), pruned)
}
