package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"time"

	"alun/ground/db"
	"alun/ground/jobs"
)

const (
	// jobCount is how many jobs, or bare rows, a round has.
	jobCount = 2000
	// jobHands is how many jobs of one kind a process does at once.
	jobHands = 4
	jobKind  = "bench.nothing"
)

// jobsDone measures jobs that do nothing, from being put to being done, against
// as many rows that are inserted and updated without any of it.
func (b *bench) jobsDone(ctx context.Context) ([]figure, error) {
	d, err := b.rowsBase(ctx, "jobs.db", jobs.Files)
	if err != nil {
		return nil, err
	}
	defer d.Close()
	n := b.many(jobCount)
	var done, bare []time.Duration
	for round := range b.rounds + 1 {
		tell(fmt.Sprintf("jobs, round %d of %d", round, b.rounds))
		j, err := doJobs(ctx, d, round, n)
		if err != nil {
			return nil, err
		}
		r, err := insertAndUpdate(ctx, d, n)
		if err != nil {
			return nil, err
		}
		if round > 0 { // the first one warms up
			done, bare = append(done, j), append(bare, r)
		}
	}
	rate := func(all []time.Duration) float64 { return float64(n) / median(all).Seconds() }
	return []figure{{
		What:     "jobs put, claimed, done and ended, each step on disk",
		Measured: fmt.Sprintf("%.0f a second", rate(done)),
		Beside: fmt.Sprintf("a bare insert and update by as many callers %.0f a second: %.0f %% of it (a job is four acts, this is two)",
			rate(bare), 100*ratio(bare, done)),
	}}, nil
}

// doJobs puts jobs by many callers at once and lets a runner do all of them.
func doJobs(ctx context.Context, d *db.DB, round, n int) (time.Duration, error) {
	begin := time.Now()
	err := together(writeCallers, n, func(i int) error {
		return d.Write(ctx, func(tx *db.Tx) error {
			_, err := jobs.Put(tx, jobs.Job{Kind: jobKind, Key: fmt.Sprint(round, "/", i), Payload: i})
			return err
		})
	})
	if err != nil {
		return 0, err
	}
	run, stop := context.WithCancel(ctx)
	r := jobs.NewRunner(d, slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn})),
		map[string]jobs.Handler{jobKind: func(context.Context, jobs.Task) error { return nil }})
	ended := make(chan struct{})
	go func() { defer close(ended); r.Run(run) }()
	for ctx.Err() == nil && r.Figures()[0].Done < int64(n) {
		time.Sleep(time.Millisecond)
	}
	took := time.Since(begin)
	stop()
	<-ended
	return took, ctx.Err()
}

// insertAndUpdate is the least that work which must survive a crash can cost.
func insertAndUpdate(ctx context.Context, d *db.DB, n int) (time.Duration, error) {
	ids := make([]db.ID, n)
	for i := range ids {
		ids[i] = d.NewID()
	}
	begin := time.Now()
	err := together(writeCallers, n, func(i int) error {
		return d.Write(ctx, func(tx *db.Tx) error {
			_, err := tx.Exec(`insert into bench_row (id, what, at) values ($1, $2, $3)`, ids[i], "waiting", tx.Now())
			return err
		})
	})
	if err != nil {
		return 0, err
	}
	err = together(jobHands, n, func(i int) error {
		return d.Write(ctx, func(tx *db.Tx) error {
			_, err := tx.Exec(`update bench_row set what = $2, at = $3 where id = $1`, ids[i], "done", tx.Now())
			return err
		})
	})
	return time.Since(begin), err
}
