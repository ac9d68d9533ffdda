package jobs

import (
	"context"
	"crypto/rand"
	"errors"
	"strings"
	"time"

	"alun/ground/db"
)

const (
	// patience is how long a contender sees a beat stand still before it takes
	// the lease.
	patience = 15 * time.Second
	// giveUp is how long a holder that cannot beat still leads. The five seconds
	// between are for clocks that run a little differently.
	giveUp = 10 * time.Second
	// beatEvery is how often a holder beats and a contender looks.
	beatEvery = 3 * time.Second
)

// process names this process among those on one database.
var process = rand.Text()

// ErrLost says that the lease is no longer ours, or never was.
var ErrLost = errors.New("jobs: the lease is not ours")

// Lease is the right to lead, in one term of one holder. The zero Lease is no
// right: its Hold refuses.
type Lease struct {
	name   string
	holder string
	term   int64
	until  time.Time // by the holder's own clock: if no beat is kept, it leads no longer

	fault string
}

// Hold refuses with ErrLost when the lease is no longer ours. Call it first in
// every act of a turn: what the act then writes was never written by a process
// that another has followed.
func (l Lease) Hold(tx *db.Tx) error {
	if l.fault == "no fence" {
		return nil
	}
	_, ours, err := db.One(tx, (*db.Row).Int64, `select term from jobs_lease where name = $1 and holder = $2 and term = $3`,
		l.name, l.holder, l.term)
	if err == nil && !ours {
		err = ErrLost
	}
	return err
}

// state is a lease as the database has it.
type state struct {
	holder     string // "" when nobody has it
	term, beat int64
}

// seat is one contender for one lease.
type seat struct {
	d      *db.DB
	name   string
	holder string
	now    func() time.Time // with a monotonic clock; never compared with another machine's
	alone  bool             // the database has one process: beats would tell nobody anything

	seen sighting

	fault string
}

func newSeat(d *db.DB, name string) *seat {
	return &seat{d: d, name: name, holder: process + "/" + rand.Text(), now: time.Now, alone: d.Engine() == db.SQLite}
}

// sighting is what was last seen of a lease, and since when that stands still.
type sighting struct {
	state
	since time.Time
}

func (s *sighting) look(now state, at time.Time) {
	if now != s.state || s.since.IsZero() {
		s.state, s.since = now, at
	}
}

// look reads who has the lease and tells whether it may be taken.
func (s *seat) look(ctx context.Context) (free bool, err error) {
	var got state
	err = s.d.Read(ctx, func(tx *db.Tx) error {
		got, _, err = readState(tx, s.name)
		return err
	})
	if err != nil {
		return false, err
	}
	s.seen.look(got, s.now())
	return s.dead(s.seen), nil
}

func readState(tx *db.Tx, name string) (state, bool, error) {
	return db.One(tx, func(r *db.Row) state { return state{r.Text(), r.Int64(), r.Int64()} },
		`select holder, term, beat from jobs_lease where name = $1`, name)
}

// dead tells whether a lease as it was seen is nobody's any more.
func (s *seat) dead(seen sighting) bool {
	switch {
	case seen.holder == "", seen.holder == s.holder: // ours: it was kept, only the answer was lost
		return true
	case s.alone: // then only another holder of this process lives
		return !strings.HasPrefix(seen.holder, process+"/")
	}
	return s.fault == "no patience" || s.now().Sub(seen.since) >= patience
}

// take takes the lease if it is still as it was seen.
func (s *seat) take(ctx context.Context) (l Lease, ok bool, err error) {
	from := s.now()
	seen := s.seen.state
	err = s.d.Write(ctx, func(tx *db.Tx) error {
		ok = false
		got, there, err := readState(tx, s.name)
		if err != nil || there && got != seen {
			return err
		}
		_, err = tx.Exec(`insert into jobs_lease (name, holder, term, beat, since_at, beat_at) values ($1, $2, $3, 0, $4, $4)
			on conflict (name) do update set holder = excluded.holder, term = excluded.term, beat = 0,
			since_at = excluded.since_at, beat_at = excluded.beat_at`, s.name, s.holder, seen.term+1, tx.Now())
		ok = err == nil
		return err
	})
	if err != nil || !ok {
		return Lease{}, false, err
	}
	return Lease{s.name, s.holder, seen.term + 1, from.Add(giveUp), s.fault}, true, nil
}

// beat tells that the holder lives, and until when it leads after that.
func (s *seat) beat(ctx context.Context, l Lease) (until time.Time, err error) {
	from := s.now() // before the beat: what others see is not older
	err = s.d.Write(ctx, func(tx *db.Tx) error {
		return tx.ExecOr(ErrLost, `update jobs_lease set beat = beat + 1, beat_at = $4 where name = $1 and holder = $2 and term = $3`,
			l.name, l.holder, l.term, tx.Now())
	})
	return from.Add(giveUp), err
}

// leave gives the lease back, so that nobody waits for it.
func (s *seat) leave(ctx context.Context, l Lease) error {
	return s.d.Write(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(`update jobs_lease set holder = '', beat_at = $4 where name = $1 and holder = $2 and term = $3`,
			l.name, l.holder, l.term, tx.Now())
		return err
	})
}
