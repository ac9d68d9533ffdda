package jobs

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/fault"
)

func put(t *testing.T, d *db.DB, kind string, keys ...string) {
	t.Helper()
	err := d.Write(t.Context(), func(tx *db.Tx) error {
		for _, k := range keys {
			if _, err := Put(tx, Job{Kind: kind, Key: k, Payload: k}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func list(t *testing.T, d *db.DB, state string) (all []Record) {
	t.Helper()
	err := d.Read(t.Context(), func(tx *db.Tx) (err error) { all, err = List(tx, state, 1000); return err })
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// running starts a runner and returns how to stop it and wait.
func running(t *testing.T, r *Runner) (stop func()) {
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { defer close(done); r.Run(ctx) }()
	return func() { cancel(); <-done }
}

// TestManyRunnersDoEveryJobOnce: three processes on one PostgreSQL, two hundred
// jobs whose effect is fenced.
func TestManyRunnersDoEveryJobOnce(t *testing.T) {
	for name, fresh := range dbtest.URLs() {
		t.Run(name, func(t *testing.T) {
			at, n := fresh(t), 3
			if name == "sqlite" {
				n = 1
			}
			d := dbtest.Open(t, at, db.Options{}, Files)
			setUp(t, d, effectTable)
			const all = 200
			var keys []string
			for i := range all {
				keys = append(keys, fmt.Sprint(i))
			}
			put(t, d, "k", keys...)
			var left sync.WaitGroup
			left.Add(all)
			var retries int64
			var stops []func()
			for range n {
				one := d
				if name == "postgres" {
					one = dbtest.Open(t, at, db.Options{}, Files)
				}
				r := NewRunner(one, quiet, map[string]Handler{"k": func(ctx context.Context, task Task) error {
					err := one.Write(ctx, func(tx *db.Tx) error {
						if _, err := tx.Exec(`insert into jobs_effect (job, at) values ($1, $2)`, task.ID, tx.Now()); err != nil {
							return err
						}
						return task.Finish(tx)
					})
					if err == nil {
						left.Done()
					}
					return err
				}})
				stop := running(t, r)
				stops = append(stops, func() { stop(); retries += one.Stats().Retries })
			}
			left.Wait()
			for _, stop := range stops {
				stop()
			}
			err := d.Read(t.Context(), func(tx *db.Tx) error {
				n, _, err := db.One(tx, (*db.Row).Int, `select count(*) from jobs_effect`)
				if m, _, _ := db.One(tx, (*db.Row).Int, `select count(*) from jobs_lease`); n != all || m != 0 {
					t.Errorf("%d effects of %d jobs, %d leases are left", n, all, m)
				}
				return err
			})
			if err != nil || len(list(t, d, Done)) != all {
				t.Error(err, len(list(t, d, Done)))
			}
			t.Logf("%d runners, %d jobs, %d acts ran again after a conflict", n, all, retries)
		})
	}
}

func TestFailuresAreTriedAgainOrGivenUp(t *testing.T) {
	dbtest.EachWith(t, db.Options{}, func(t *testing.T, d *db.DB) {
		put(t, d, "k", "passing", "lasting", "panics")
		var tried sync.WaitGroup
		tried.Add(3)
		var log syncText
		r := NewRunner(d, slog.New(slog.NewTextHandler(&log, nil)), map[string]Handler{"k": func(_ context.Context, task Task) error {
			defer tried.Done()
			switch task.Key {
			case "lasting":
				return Never(errors.New("550 nobody <budi@contoh.id> here, call +62 812-3456-7890"))
			case "panics":
				panic("planted")
			}
			return errors.New("line is busy")
		}})
		stop := running(t, r)
		tried.Wait()
		stop()
		byKey := map[string]Record{}
		for _, x := range append(list(t, d, Waiting), list(t, d, Dead)...) {
			byKey[x.Key] = x
		}
		p, l, panicked := byKey["passing"], byKey["lasting"], byKey["panics"]
		if p.State != Waiting || p.Attempts != 1 || p.Error != "line is busy" || !p.RunAt.After(p.PutAt.Add(firstPause/2)) {
			t.Errorf("passing: %+v", p)
		}
		if panicked.State != Waiting || !strings.HasPrefix(panicked.Error, "jobs: panic: planted") {
			t.Errorf("panics: %+v", panicked)
		}
		if l.State != Dead || l.Error != "550 nobody <…> here, call …" {
			t.Errorf("lasting: %+v", l)
		}
		if strings.Contains(log.String(), "budi") {
			t.Error("the log names a person")
		}
		retry(t, d, l, p)
	}, Files)
}

func retry(t *testing.T, d *db.DB, dead, waiting Record) {
	t.Helper()
	act := func(f func(tx *db.Tx) error) error { return d.Write(t.Context(), f) }
	if err := act(func(tx *db.Tx) error { return Retry(tx, waiting.ID) }); !fault.Is(err, fault.NotFound) {
		t.Errorf("a job that waits was sent again: %v", err)
	}
	if err := act(func(tx *db.Tx) error { return Retry(tx, dead.ID) }); err != nil {
		t.Error(err)
	}
	if got := list(t, d, Dead); len(got) != 0 {
		t.Errorf("still dead: %+v", got)
	}
	put(t, d, "k", dead.Key)
	if n := len(list(t, d, Waiting)); n != 3 {
		t.Errorf("%d jobs wait, want 3: the key is put once", n)
	}
}

// TestAStopLetsJobsFinish: what runs when the process is told to stop ends in
// peace; what waits, waits.
func TestAStopLetsJobsFinish(t *testing.T) {
	dbtest.EachWith(t, db.Options{}, func(t *testing.T, d *db.DB) {
		put(t, d, "k", "one")
		began, stopping := make(chan struct{}), make(chan struct{})
		ctx, cancel := context.WithCancel(t.Context())
		r := NewRunner(d, quiet, map[string]Handler{"k": func(ctx context.Context, _ Task) error {
			close(began)
			<-stopping
			return ctx.Err()
		}})
		done := make(chan struct{})
		go func() { defer close(done); r.Run(ctx) }()
		<-began
		cancel()
		close(stopping)
		<-done
		if got := list(t, d, Done); len(got) != 1 {
			t.Errorf("done: %+v, waiting: %+v", got, list(t, d, Waiting))
		}
		if f := r.Figures()[0]; f.Done != 1 || f.Failed != 0 || f.Busy != 0 {
			t.Errorf("figures: %+v", f)
		}
	}, Files)
}

func TestCountAndPrune(t *testing.T) {
	at := dbtest.NewClock(time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC))
	dbtest.EachWith(t, db.Options{Rehearse: true, Now: at.Now}, func(t *testing.T, d *db.DB) {
		put(t, d, "k", "a", "b", "c")
		c, err := enlist(t.Context(), newSeat(d, ""))
		if err != nil {
			t.Fatal(err)
		}
		ids, _ := c.candidates(t.Context(), "k", 9)
		for i, id := range ids[:2] {
			task, ok, err := c.claim(t.Context(), id)
			if err != nil || !ok {
				t.Fatal(ok, err)
			}
			if i == 0 {
				if err := c.settle(t.Context(), task, Never(errors.New("no")), 0); err != nil {
					t.Fatal(err)
				}
			}
		}
		at.MoveOn(90 * time.Second)
		read := func() (s []Stats) {
			err := d.Read(t.Context(), func(tx *db.Tx) (err error) { s, err = Count(tx); return err })
			if err != nil {
				t.Fatal(err)
			}
			return s
		}
		if got := read(); len(got) != 1 || got[0] != (Stats{"k", 2, 1, 1, 1, 90 * time.Second}) {
			t.Errorf("%+v", got)
		}
		at.MoveOn(Keep)
		if err := NewRunner(d, quiet, nil).prune(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got := read(); got[0].Dead != 0 || got[0].Waiting != 2 {
			t.Errorf("after pruning: %+v", got)
		}
	}, Files)
}

func TestPausesGrowAndDiffer(t *testing.T) {
	sum := time.Duration(0)
	for n := 1; n < maxAttempts; n++ {
		low, high := backOff(n, 0), backOff(n, 1)
		if low*3 != high || high > lastPause*3/2 || n > 1 && low < backOff(n-1, 0) {
			t.Errorf("attempt %d: %v to %v", n, low, high)
		}
		sum += backOff(n, 0.5)
	}
	if sum < 24*time.Hour || sum > 48*time.Hour || backOff(1, 0.5) != firstPause {
		t.Errorf("all pauses together are %v", sum)
	}
}

// syncText is a text that many may write.
type syncText struct {
	mu sync.Mutex
	b  strings.Builder
}

func (s *syncText) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *syncText) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}
