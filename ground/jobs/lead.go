package jobs

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"

	"alun/ground/db"
)

// maxPause bounds how long a turn that fails again and again waits.
const maxPause = time.Minute

// leaveTime bounds how long a process that stops tries to give its lease back.
const leaveTime = 3 * time.Second

type leaseKey struct{}

// Held is the lease under which this turn runs. Take it before an act and begin
// the act with its Hold. Outside a turn it is the zero Lease, which refuses.
func Held(ctx context.Context) Lease {
	l, _ := ctx.Value(leaseKey{}).(Lease)
	return l
}

// Lead runs turn again and again, every so often, while this process holds the
// database lease of that name, and waits for the lease while another does. It
// returns when ctx ends. A turn's context ends with the lease. An error or a
// panic of a turn is logged once, until it changes or the turn succeeds, and the
// pause before the next turn doubles, to a minute at most.
func Lead(ctx context.Context, d *db.DB, log *slog.Logger, name string, every time.Duration, turn func(ctx context.Context) error) {
	s, told := newSeat(d, name), &teller{log: log, name: name}
	for ctx.Err() == nil {
		l, ok, err := s.run(ctx)
		told.tell("lease", err)
		if ok {
			s.lead(ctx, l, told, every, turn)
		}
		Rest(ctx, beatEvery)
	}
}

// run is one attempt to get the lease.
func (s *seat) run(ctx context.Context) (Lease, bool, error) {
	free, err := s.look(ctx)
	if err != nil || !free {
		return Lease{}, false, err
	}
	return s.take(ctx)
}

// lead runs turns until the lease or ctx ends.
func (s *seat) lead(ctx context.Context, l Lease, told *teller, every time.Duration, turn func(context.Context) error) {
	told.log.Info("leads", "work", s.name, "term", l.term)
	held, stop := context.WithCancel(context.WithValue(ctx, leaseKey{}, l))
	defer stop()
	kept := make(chan struct{})
	go func() {
		defer close(kept)
		defer stop()
		s.keep(held, l, told)
	}()
	failed := 0
	for held.Err() == nil {
		err := guarded(func() error { return turn(held) })
		if held.Err() == nil {
			told.tell("turn", err)
		}
		failed++
		if err == nil {
			failed = 0
		}
		Rest(held, pauseAfter(every, failed))
	}
	stop()
	<-kept
	leaving, cancel := context.WithTimeout(context.WithoutCancel(ctx), leaveTime)
	defer cancel()
	told.tell("leave", s.leave(leaving, l))
}

// keep beats until the lease is lost, cannot be kept, or ctx ends. The database
// may hang in a beat, so the end is watched beside it.
func (s *seat) keep(ctx context.Context, l Lease, told *teller) {
	if s.alone {
		<-ctx.Done()
		return
	}
	until := make(chan time.Time)
	go func() {
		defer close(until)
		for ctx.Err() == nil {
			Rest(ctx, beatEvery)
			t, err := s.beat(ctx, l)
			told.tell("beat", unless(ctx, err))
			if errors.Is(err, ErrLost) {
				return
			}
			if err == nil {
				send(ctx, until, t)
			}
		}
	}()
	end := time.NewTimer(time.Until(l.until))
	defer end.Stop()
	for {
		select {
		case t, ok := <-until:
			if !ok {
				return
			}
			end.Reset(time.Until(t))
		case <-end.C:
			return
		}
	}
}

func send[T any](ctx context.Context, to chan<- T, v T) {
	select {
	case to <- v:
	case <-ctx.Done():
	}
}

// pauseAfter is the pause before the next turn.
func pauseAfter(every time.Duration, failed int) time.Duration {
	if failed == 0 {
		return every
	}
	return max(every, min(time.Second<<min(failed-1, 6), maxPause))
}

// Rest waits so long, or until ctx ends: between two turns of some work.
func Rest(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-t.C:
	}
}

// unless is no error when ctx ended: that was meant.
func unless(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return nil
	}
	return err
}

// guarded turns a panic into an error, so that other work goes on.
func guarded(f func() error) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("jobs: panic: %v\n%s", v, debug.Stack())
		}
	}()
	return f()
}
