package jobs

import (
	"context"
	"encoding/json"
	"errors"

	"alun/ground/db"
)

// runnerLease begins the names of the leases by which runners show that they
// live. Each runner has its own, and its name after this is the holder of jobs.
const runnerLease = "runner/"

// claimer takes jobs for one runner in one life: until its lease is lost.
type claimer struct {
	d     *db.DB
	seat  *seat
	lease Lease
	names map[string]*sighting // of the other runners' leases

	fault string
}

// enlist starts a life: a lease of its own, which nobody contends for.
func enlist(ctx context.Context, s *seat) (*claimer, error) {
	s.name = runnerLease + s.holder
	l, ok, err := s.run(ctx)
	if err == nil && !ok {
		err = ErrLost
	}
	return &claimer{d: s.d, seat: s, lease: l, names: map[string]*sighting{}}, err
}

// candidates reads which jobs of a kind could be done now. Nothing is locked by
// looking: on PostgreSQL, runners that met in a locking search would all but one
// have to begin again.
func (c *claimer) candidates(ctx context.Context, kind string, limit int) (ids []db.ID, err error) {
	err = c.d.Read(ctx, func(tx *db.Tx) error {
		ids, err = db.All(tx, (*db.Row).ID, `select id from jobs_job
			where state = 'waiting' and kind = $1 and holder = '' and run_at <= $2 order by run_at, id limit $3`, kind, tx.Now(), limit)
		return err
	})
	return ids, err
}

// claim takes one job; ok is false when another was first.
func (c *claimer) claim(ctx context.Context, id db.ID) (t Task, ok bool, err error) {
	err = c.d.Write(ctx, func(tx *db.Tx) error {
		t, ok = Task{}, false
		if err := c.lease.Hold(tx); err != nil {
			return err
		}
		query := `update jobs_job set holder = $2, claim = claim + 1, attempts = attempts + 1
			where id = $1 and state = 'waiting' and holder = ''`
		if c.fault == "no holder check" {
			query = `update jobs_job set holder = $2, claim = claim + 1, attempts = attempts + 1 where id = $1`
		}
		n, err := tx.Exec(query, id, c.seat.holder)
		if err != nil || n == 0 {
			return err
		}
		t, ok, err = db.One(tx, func(r *db.Row) Task {
			return Task{ID: r.ID(), Kind: r.Text(), Key: r.Text(), Attempt: r.Int(), Payload: json.RawMessage(r.Text()),
				holder: c.seat.holder, claim: r.Int64()}
		}, `select id, kind, key, attempts, payload, claim from jobs_job where id = $1`, id)
		return err
	})
	return t, ok && err == nil, err
}

// reap ends the leases of runners that no longer beat, and frees the jobs of
// runners without a lease.
func (c *claimer) reap(ctx context.Context) error {
	gone, orphans, err := c.silent(ctx)
	if err != nil || len(gone) == 0 && orphans == 0 {
		return err
	}
	return c.d.Write(ctx, func(tx *db.Tx) error {
		if err := c.lease.Hold(tx); err != nil {
			return err
		}
		for name, st := range gone {
			if _, err := tx.Exec(`delete from jobs_lease where name = $1 and holder = $2 and beat = $3`, name, st.holder, st.beat); err != nil {
				return err
			}
		}
		_, err := tx.Exec(`update jobs_job set holder = '' where state = 'waiting' and holder <> ''
			and not exists (select 1 from jobs_lease where name = $1 || jobs_job.holder)`, runnerLease)
		return err
	})
}

// silent looks at the other runners: whose beat stands still, and how many jobs
// have a holder without a lease.
func (c *claimer) silent(ctx context.Context) (gone map[string]state, orphans int, err error) {
	seen := map[string]state{}
	err = c.d.Read(ctx, func(tx *db.Tx) error {
		clear(seen)
		err := db.Each(tx, func(r *db.Row) error {
			name := r.Text()
			seen[name] = state{r.Text(), r.Int64(), r.Int64()}
			return nil
		}, `select name, holder, term, beat from jobs_lease where name > $1 and name < $1 || 'z' and name <> $2`, runnerLease, c.seat.name)
		if err != nil {
			return err
		}
		orphans, _, err = db.One(tx, (*db.Row).Int, `select count(*) from jobs_job where state = 'waiting' and holder <> ''
			and not exists (select 1 from jobs_lease where name = $1 || jobs_job.holder)`, runnerLease)
		return err
	})
	gone = map[string]state{}
	for name := range c.names {
		if _, there := seen[name]; !there {
			delete(c.names, name)
		}
	}
	for name, st := range seen {
		if c.names[name] == nil {
			c.names[name] = &sighting{}
		}
		if c.names[name].look(st, c.seat.now()); c.seat.dead(*c.names[name]) {
			gone[name] = st
		}
	}
	return gone, orphans, err
}

// retire ends a life in order: what was not finished is free at once.
func (c *claimer) retire(ctx context.Context) error {
	return c.d.Write(ctx, func(tx *db.Tx) error {
		if _, err := tx.Exec(`update jobs_job set holder = '', attempts = attempts - 1 where state = 'waiting' and holder = $1`, c.seat.holder); err != nil {
			return err
		}
		_, err := tx.Exec(`delete from jobs_lease where name = $1 and holder = $2`, c.seat.name, c.seat.holder)
		return err
	})
}

// lost tells that a life is over: nothing that it began may be finished by it.
func lost(err error) bool { return errors.Is(err, ErrLost) }
