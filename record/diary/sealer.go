package diary

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/jobs"
	"alun/ground/seal"
)

const (
	// sealEvery is how often the sealer asks whether there is something to seal. It
	// reads only when the diary has changed, as far as this process knows: on
	// PostgreSQL it may hear of another's entry up to a second later (ground/db).
	sealEvery = 200 * time.Millisecond
	// sweepEvery is how often it counts whether an entry slipped through the
	// window: one that committed late, or whose id came from a clock astray.
	sweepEvery = time.Minute
)

// Sealer chains entries soon after they are written, and publishes the head of
// each day. DB and Sign must be set.
type Sealer struct {
	DB   *db.DB
	Sign *seal.Signer

	lease *jobs.Lease // nil: alone, as a command is
	swept time.Time
	day   date.Day // the last day whose head is published, as far as is known

	seen   db.Seen // of the last look at what is to be sealed
	idle   db.Seen // while it is fresh, a turn has nothing to do
	rested int     // turns since the last that looked
}

// Run seals until ctx ends, while this process holds the lease.
func (s *Sealer) Run(ctx context.Context, log *slog.Logger) {
	jobs.Lead(ctx, s.DB, log, "diary/sealer", sealEvery, s.lead)
}

// lead seals under one lease, until it ends or something fails.
func (s *Sealer) lead(ctx context.Context) error {
	lease := jobs.Held(ctx)
	s.lease = &lease
	tick := time.NewTicker(sealEvery)
	defer tick.Stop()
	for {
		if err := s.turn(ctx); err != nil && !errors.Is(err, errOvertaken) {
			return err
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

// turn seals what there is, and looks after the days and the stragglers. However
// far the clock is set back, it looks once in a sweepEvery.
func (s *Sealer) turn(ctx context.Context) error {
	if s.idle.Fresh() && s.rested < int(sweepEvery/sealEvery) {
		s.rested++
		return nil
	}
	s.rested = 0
	var after db.ID
	if err := s.DB.Read(ctx, func(tx *db.Tx) (err error) { after, err = recent(tx); return err }); err != nil {
		return err
	}
	if _, err := s.from(ctx, after); err != nil {
		return err
	}
	return s.tend(ctx)
}

// from seals all entries after an id, a batch an act.
func (s *Sealer) from(ctx context.Context, after db.ID) (n int, err error) {
	for {
		end, more, err := s.step(ctx, after)
		if n += more; err != nil || more == 0 {
			return n, err
		}
		after = end
	}
}

// tend sweeps and publishes days now and then.
func (s *Sealer) tend(ctx context.Context) error {
	var now time.Time
	if err := s.DB.Read(ctx, func(tx *db.Tx) error { now = tx.Now(); return nil }); err != nil {
		return err
	}
	if now.Sub(s.swept) >= sweepEvery || now.Before(s.swept) {
		if _, err := s.sweep(ctx); err != nil {
			return err
		}
		s.swept = now
	}
	if yesterday := date.DayOf(now.AddDate(0, 0, -1)); s.day != yesterday {
		if err := s.publishDays(ctx); err != nil {
			return err
		}
		s.day = yesterday
	}
	s.idle = s.seen.Until(earlier(s.swept.Add(sweepEvery), date.DayOf(now).End()))
	return nil
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

// sweep seals all entries that are not sealed, wherever their ids lie.
func (s *Sealer) sweep(ctx context.Context) (n int, err error) {
	for {
		var left int64
		if err := s.DB.Read(ctx, func(tx *db.Tx) (err error) { left, err = unsealed(tx); return err }); err != nil || left <= 0 {
			return n, err
		}
		more, err := s.from(ctx, 0)
		n += more
		overtaken := s.lease == nil && errors.Is(err, errOvertaken)
		if err != nil && !overtaken || more == 0 && !overtaken { // none is found when entries were taken away: Verify says so
			return n, err
		}
	}
}

// step seals one batch of the entries after an id, and returns the last of them.
// It looks in a read, so that on PostgreSQL those who write entries meet no lock
// of the sealer.
func (s *Sealer) step(ctx context.Context, after db.ID) (end db.ID, n int, err error) {
	var from mark
	var batch []raw
	err = s.DB.Read(ctx, func(tx *db.Tx) (err error) {
		if from, err = last(tx); err != nil {
			return err
		}
		batch, err = pending(tx, after, sealBatch)
		s.seen = tx.Seen()
		return err
	})
	if err != nil || len(batch) == 0 {
		return after, 0, err
	}
	err = s.DB.Write(ctx, func(tx *db.Tx) error { return s.chain(tx, from, batch) })
	if err != nil {
		return after, 0, err
	}
	return batch[len(batch)-1].id, len(batch), nil
}

// hold refuses when another process seals by now.
func (s *Sealer) hold(tx *db.Tx) error {
	if s.lease == nil {
		return nil
	}
	return s.lease.Hold(tx)
}
