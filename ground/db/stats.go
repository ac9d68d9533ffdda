package db

import (
	"context"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"alun/ground/fault"
)

// SlowAct is how long an act may hold its transaction: longer, and those behind
// it wait noticeably. It is counted, and told by OnSlow.
const SlowAct = 20 * time.Millisecond

// The bounds of the spreads in Stats, in seconds and in acts.
var (
	spreadSeconds = []float64{.0005, .001, .0025, .005, .01, .02, .05, .1, .25, 1, 5}
	spreadActs    = []float64{1, 2, 4, 8, 16, 32, 64, 128, 256}
)

// stats counts what acts and reads do; read through Stats.
type stats struct {
	acts, refused, failed, slow       atomic.Int64
	batches, batched, singly, retries atomic.Int64
	waiting, reading                  atomic.Int64
	syncNanos                         atomic.Int64
	act, sync, batch, wait            spread

	tell atomic.Pointer[func(name string, took time.Duration)]
}

// Stats are counters since the database was opened.
type Stats struct {
	Acts    int64         // acts answered
	Failed  int64         // of them, refused or failed
	Refused int64         // of them, refused with a sentence
	Slow    int64         // runs of acts that took longer than SlowAct
	Batches int64         // commits made by the batching writer (SQLite)
	Batched int64         // acts that these commits carried
	Singly  int64         // acts run again alone after an aborted batch (SQLite)
	Retries int64         // acts run again after a conflict (PostgreSQL)
	Sync    time.Duration // time spent in commits

	Waiting int64 // reads that wait for a connection now
	Reading int64 // reads that run now
	Queued  int64 // acts that wait for the writer now (SQLite)

	ActTime   Spread // seconds that one run of an act held its transaction
	SyncTime  Spread // seconds that one commit took
	BatchSize Spread // acts in one commit (SQLite)
	ReadWait  Spread // seconds that a read waited for a connection
}

// Stats reads the counters.
func (d *DB) Stats() Stats {
	s := &d.stats
	out := Stats{Acts: s.acts.Load(), Failed: s.failed.Load(), Refused: s.refused.Load(), Slow: s.slow.Load(),
		Batches: s.batches.Load(), Batched: s.batched.Load(), Singly: s.singly.Load(), Retries: s.retries.Load(),
		Sync: time.Duration(s.syncNanos.Load()), Waiting: s.waiting.Load(), Reading: s.reading.Load(),
		ActTime: s.act.read(spreadSeconds), SyncTime: s.sync.read(spreadSeconds),
		BatchSize: s.batch.read(spreadActs), ReadWait: s.wait.read(spreadSeconds)}
	if q, ok := d.store.(interface{ queued() int }); ok {
		out.Queued = int64(q.queued())
	}
	return out
}

// OnSlow names whom to tell of an act that took longer than SlowAct: by the name
// given with Named, else by that of the function. tell must not wait.
func (d *DB) OnSlow(tell func(name string, took time.Duration)) { d.stats.tell.Store(&tell) }

type nameKey struct{}

// Named names the acts that are written under this context, for OnSlow: a route,
// or the name of some work, never a value.
func Named(ctx context.Context, name string) context.Context {
	return context.WithValue(ctx, nameKey{}, name)
}

// ran notes one run of an act.
func (s *stats) ran(ctx context.Context, act func(*Tx) error, start time.Time) {
	took := time.Since(start)
	s.act.note(spreadSeconds, took.Seconds())
	if took <= SlowAct {
		return
	}
	s.slow.Add(1)
	if tell := s.tell.Load(); tell != nil {
		(*tell)(nameOf(ctx, act), took)
	}
}

func nameOf(ctx context.Context, act func(*Tx) error) string {
	if name, ok := ctx.Value(nameKey{}).(string); ok {
		return name
	}
	name := runtime.FuncForPC(reflect.ValueOf(act).Pointer()).Name()
	return name[strings.LastIndexByte(name, '/')+1:]
}

func (s *stats) acted(err error) {
	s.acts.Add(1)
	switch {
	case err == nil:
		return
	case fault.Of(err) != nil:
		s.refused.Add(1)
	}
	s.failed.Add(1)
}

// committed notes one commit; acts is how many it carried, or 0 when there are
// no batches.
func (s *stats) committed(start time.Time, acts int, err error) {
	took := time.Since(start)
	s.syncNanos.Add(int64(took))
	if err != nil {
		return
	}
	s.sync.note(spreadSeconds, took.Seconds())
	if acts > 0 {
		s.batches.Add(1)
		s.batched.Add(int64(acts))
		s.batch.note(spreadActs, float64(acts))
	}
}

// asked notes a read that asks for a connection, and got that it has one, or
// has none and ends at once; then reading must be counted down.
func (s *stats) asked() time.Time {
	s.waiting.Add(1)
	return time.Now()
}

func (s *stats) got(since time.Time) {
	s.waiting.Add(-1)
	s.reading.Add(1)
	s.wait.note(spreadSeconds, time.Since(since).Seconds())
}

// maxBounds is how many bounds a spread may have.
const maxBounds = 11

// spread counts values by size; noting one takes no lock.
type spread struct {
	counts [maxBounds + 1]atomic.Int64
	sum    atomic.Int64 // in millionths
}

func (s *spread) note(bounds []float64, v float64) {
	i, _ := slices.BinarySearch(bounds, v)
	s.counts[i].Add(1)
	s.sum.Add(int64(v * 1e6))
}

// Spread tells how values were spread: a histogram as Prometheus keeps it.
type Spread struct {
	Bounds []float64 // upper bounds, rising
	Counts []int64   // values up to each bound, and at the end all others
	Sum    float64
}

// Total is how many values there were.
func (s Spread) Total() (n int64) {
	for _, c := range s.Counts {
		n += c
	}
	return n
}

func (s *spread) read(bounds []float64) Spread {
	out := Spread{Bounds: bounds, Counts: make([]int64, len(bounds)+1), Sum: float64(s.sum.Load()) / 1e6}
	for i := range out.Counts {
		out.Counts[i] = s.counts[i].Load()
	}
	return out
}
