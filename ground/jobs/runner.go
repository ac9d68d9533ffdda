package jobs

import (
	"context"
	"errors"
	"log/slog"
	"math/rand/v2"
	"sync"
	"time"

	"alun/ground/db"
)

const (
	// slots is how many jobs of one kind a process does at once.
	slots = 4
	// poll is how often a runner looks for jobs while it has nothing to do.
	poll = time.Second
	// taskTime is how long a handler may take before its context ends.
	taskTime = 2 * time.Minute
	// drainTime is how long jobs may go on when the process is told to stop.
	drainTime = 8 * time.Second
	// settleTime bounds one attempt to write down what became of a job.
	settleTime = 5 * time.Second
	// pruneEvery is how often old jobs are removed.
	pruneEvery = time.Hour
)

// Handler does one job. Its context ends with its time, with the process, or
// with the right to do the job. An error means another attempt later, unless it
// is marked with Never. A job is done at least once: what goes outside carries a
// key by which the other side knows a repetition.
type Handler func(ctx context.Context, t Task) error

// Runner does the jobs of some kinds. Every process runs one.
type Runner struct {
	d     *db.DB
	log   *slog.Logger
	kinds map[string]Handler
	wake  chan struct{}

	mu      sync.Mutex
	busy    map[string]int
	figures map[string]*Figures
}

// Figures count what this process has done with the jobs of one kind.
type Figures struct {
	Kind   string
	Done   int64 // jobs done
	Failed int64 // attempts that failed
	Busy   int   // jobs that it is doing now
	Spent  time.Duration
}

// NewRunner makes a runner with the handlers of the kinds that it knows. Jobs of
// other kinds wait for a process that knows them.
func NewRunner(d *db.DB, log *slog.Logger, kinds map[string]Handler) *Runner {
	r := &Runner{d: d, log: log, kinds: kinds, wake: make(chan struct{}, 1), busy: map[string]int{}, figures: map[string]*Figures{}}
	for kind := range kinds {
		r.figures[kind] = &Figures{Kind: kind}
	}
	return r
}

// Figures reads the counters, in no order.
func (r *Runner) Figures() []Figures {
	r.mu.Lock()
	defer r.mu.Unlock()
	var out []Figures
	for kind, f := range r.figures {
		one := *f
		one.Busy = r.busy[kind]
		out = append(out, one)
	}
	return out
}

// Run does jobs until ctx ends, then lets those under way finish, a bounded
// time, and gives the rest back.
func (r *Runner) Run(ctx context.Context) {
	said := &teller{log: r.log, name: "jobs"}
	for ctx.Err() == nil {
		c, err := enlist(ctx, newSeat(r.d, ""))
		said.tell("lease", unless(ctx, err))
		if err == nil {
			r.live(ctx, c, said)
		}
		Rest(ctx, poll)
	}
}

// live is one life of the runner: from getting its lease to losing it.
func (r *Runner) live(ctx context.Context, c *claimer, said *teller) {
	life, end := context.WithCancel(context.WithoutCancel(ctx))
	defer end()
	kept := make(chan struct{})
	go func() {
		defer close(kept)
		defer end()
		c.seat.keep(life, c.lease, said)
	}()
	var doing sync.WaitGroup
	var reaped, cleaned time.Time
	for ctx.Err() == nil && life.Err() == nil {
		if time.Since(reaped) >= beatEvery {
			said.tell("reap", unless(life, c.reap(life)))
			reaped = time.Now()
		}
		if time.Since(cleaned) >= pruneEvery {
			said.tell("prune", unless(life, r.prune(life)))
			cleaned = time.Now()
		}
		err := r.round(life, c, &doing)
		said.tell("claim", unless(life, err))
		if lost(err) {
			end()
		}
		r.rest(ctx, life)
	}
	waitFor(&doing, drainTime)
	end()
	waitFor(&doing, settleTime)
	<-kept
	leaving, cancel := context.WithTimeout(context.WithoutCancel(ctx), leaveTime)
	defer cancel()
	said.tell("leave", c.retire(leaving))
}

// rest waits until there may be something to do.
func (r *Runner) rest(ctx, life context.Context) {
	t := time.NewTimer(poll)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-life.Done():
	case <-r.wake:
	case <-t.C:
	}
}

// round starts as many jobs as there are free slots.
func (r *Runner) round(ctx context.Context, c *claimer, doing *sync.WaitGroup) error {
	for kind, do := range r.kinds {
		free := r.free(kind)
		if free == 0 {
			continue
		}
		ids, err := c.candidates(ctx, kind, 4*free)
		if err != nil {
			return err
		}
		// Runners that look at the same moment should not all begin with the same job.
		rand.Shuffle(len(ids), func(i, j int) { ids[i], ids[j] = ids[j], ids[i] })
		for _, id := range ids {
			if r.free(kind) == 0 {
				break
			}
			t, ok, err := c.claim(ctx, id)
			if err != nil {
				return err
			}
			if ok {
				r.start(ctx, c, t, do, doing)
			}
		}
	}
	return nil
}

func (r *Runner) free(kind string) int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return max(0, slots-r.busy[kind])
}

func (r *Runner) start(ctx context.Context, c *claimer, t Task, do Handler, doing *sync.WaitGroup) {
	r.count(t.Kind, func(f *Figures) { r.busy[t.Kind]++ })
	doing.Go(func() {
		began := time.Now()
		inTime, cancel := context.WithTimeout(ctx, taskTime)
		err := guarded(func() error { return do(inTime, t) })
		cancel()
		r.settle(ctx, c, t, err)
		r.count(t.Kind, func(f *Figures) {
			r.busy[t.Kind]--
			f.Spent += time.Since(began)
			if err != nil {
				f.Failed++
			} else {
				f.Done++
			}
		})
		select {
		case r.wake <- struct{}{}:
		default:
		}
	})
}

func (r *Runner) count(kind string, f func(*Figures)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	f(r.figures[kind])
}

// settle writes down what became of a job. While the database refuses, it tries
// again as long as the job is ours: an unwritten success would be done twice.
func (r *Runner) settle(ctx context.Context, c *claimer, t Task, why error) {
	for try := 1; ; try++ {
		err := c.settle(ctx, t, why, rand.Float64())
		if err == nil || lost(err) {
			break // lost: the handler has finished it itself, or another does it now
		}
		if ctx.Err() != nil {
			break
		}
		Rest(ctx, pauseAfter(0, try))
	}
	if why != nil && ctx.Err() == nil {
		r.log.Warn("job failed", "kind", t.Kind, "attempt", t.Attempt, "lasting", never(why), "err", told(why))
	}
}

// settle is one attempt. It does not end with the life: the last word of a job
// that ended while the process stops should still be kept.
func (c *claimer) settle(life context.Context, t Task, why error, chance float64) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(life), settleTime)
	defer cancel()
	return c.d.Write(ctx, func(tx *db.Tx) error {
		switch {
		case why == nil:
			return t.Finish(tx)
		case life.Err() != nil && errors.Is(why, context.Canceled):
			return t.giveBack(tx)
		}
		return t.fail(tx, why, chance)
	})
}

// prune removes what is too old, chunk by chunk.
func (r *Runner) prune(ctx context.Context) error {
	for n := int64(pruned); n == pruned; {
		err := r.d.Write(ctx, func(tx *db.Tx) (err error) { n, err = prune(tx); return err })
		if err != nil {
			return err
		}
	}
	return nil
}

// waitFor waits for a group, a bounded time.
func waitFor(all *sync.WaitGroup, most time.Duration) {
	done := make(chan struct{})
	go func() { all.Wait(); close(done) }()
	select {
	case <-done:
	case <-time.After(most):
	}
}
