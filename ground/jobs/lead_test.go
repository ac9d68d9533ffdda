package jobs

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"alun/ground/db"
	"alun/ground/db/dbtest"
)

var quiet = slog.New(slog.DiscardHandler)

// TestTwoProcessesNeverLeadTogether runs the real thing: two open databases on
// one PostgreSQL, each leading until it has had its turns, then leaving.
func TestTwoProcessesNeverLeadTogether(t *testing.T) {
	at, ok := dbtest.URLs()["postgres"]
	if !ok {
		t.Skip("needs PostgreSQL")
	}
	url := at(t)
	var inside, most atomic.Int32
	var turns sync.WaitGroup
	for range 2 {
		d := dbtest.Open(t, url, db.Options{}, Files)
		turns.Go(func() {
			ctx, stop := context.WithCancel(t.Context())
			had := 0
			Lead(ctx, d, quiet, "together", 0, func(ctx context.Context) error {
				if n := inside.Add(1); n > most.Load() {
					most.Store(n)
				}
				defer inside.Add(-1)
				if had++; had == 50 {
					stop()
				}
				return d.Write(ctx, Held(ctx).Hold)
			})
		})
	}
	turns.Wait()
	if most.Load() != 1 {
		t.Errorf("%d led at once", most.Load())
	}
}

func TestATurnThatFailsIsToldOnceAndGoesOn(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		var log strings.Builder
		ctx, stop := context.WithCancel(t.Context())
		s, told := newSeat(d, "x"), &teller{log: slog.New(slog.NewTextHandler(&log, nil)), name: "x"}
		l, ok, err := s.run(ctx)
		if err != nil || !ok {
			t.Fatal(ok, err)
		}
		n := 0
		for _, err := range []error{errors.New("no disk"), errors.New("no disk"), nil, nil} {
			told.tell("turn", err)
		}
		s.lead(ctx, l, told, 0, func(context.Context) error {
			if n++; n == 2 {
				stop()
				return nil
			}
			panic("planted")
		})
		if n != 2 {
			t.Errorf("%d turns", n)
		}
		for text, want := range map[string]int{"no disk": 1, "works again": 1, "jobs: panic: planted": 1} {
			if got := strings.Count(log.String(), text); got != want {
				t.Errorf("%q is logged %d times, want %d:\n%s", text, got, want, log.String())
			}
		}
		var holder string
		err = d.Read(t.Context(), func(tx *db.Tx) error {
			st, _, err := readState(tx, "x")
			holder = st.holder
			return err
		})
		if holder != "" || err != nil {
			t.Errorf("a leader that stops keeps its lease: %q %v", holder, err)
		}
	}, Files)
}

func TestThePauseAfterFailuresGrows(t *testing.T) {
	for _, c := range []struct{ failed, seconds int }{{0, 0}, {1, 1}, {2, 2}, {6, 32}, {7, 60}, {99, 60}} {
		if got := pauseAfter(0, c.failed).Seconds(); got != float64(c.seconds) {
			t.Errorf("after %d failures %v s, want %d", c.failed, got, c.seconds)
		}
	}
}
