package main

import (
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"alun/ground/jobs"
	"alun/ground/web"
	"alun/record/account"
	"alun/record/diary"
	"alun/record/plan"
)

// work is something that serve does besides answering requests. run returns when
// its context ends; what only one process may do takes a lease (jobs.Lead).
type work struct {
	name string
	run  func(ctx context.Context)
}

// works lists the background work of serve.
func (h *house) works(cfg *Config) []work {
	all := []work{
		{"answers", func(ctx context.Context) {
			jobs.Lead(ctx, h.db, h.log, "web answers", time.Hour, func(ctx context.Context) error { return web.PruneAnswers(ctx, h.db) })
		}},
		{"files", h.sweep},
		{"sessions", h.used.run},
		{"heap", tendHeap},
		{"reminders", h.reminders},
		{"people", func(ctx context.Context) {
			jobs.Lead(ctx, h.db, h.log, "people", time.Hour, func(ctx context.Context) error { return h.db.Write(ctx, account.Retain) })
		}},
		{"notes", func(ctx context.Context) {
			jobs.Lead(ctx, h.db, h.log, "notes", time.Hour, func(ctx context.Context) error { return plan.OpenNotes(ctx, h.db) })
		}},
		{"twins", h.later(h.findTwins)},
		{"texts", h.later(h.markTexts)},
		{"photos", h.letPhotosGo},
		{"directory", h.runDirectory},
		{"bulanan", h.later(h.keepMonths)},
		{"diary", func(ctx context.Context) { (&diary.Sealer{DB: h.db, Sign: h.diarySigner()}).Run(ctx, h.log) }},
	}
	if h.showing != nil {
		all = append(all, work{"showcase", h.showing.run})
	}
	if h.backups != nil {
		all = append(all, work{"backup", func(ctx context.Context) {
			jobs.Lead(ctx, h.db, h.log, "backup", time.Minute, h.backups.Turn)
		}})
	}
	return append(append(all, h.fieldWorks()...), h.tellWorks()...)
}

// directoryFirst bounds how long a work waits for the directory.
const directoryFirst = 5 * time.Minute

// later lets a work that goes through the whole register wait until the directory answers:
// after a start people look for businesses, and what is done once a day or in some minutes
// would share the processors with the reading of the index.
func (h *house) later(run func(ctx context.Context)) func(ctx context.Context) {
	return func(ctx context.Context) {
		late := time.NewTimer(directoryFirst)
		defer late.Stop()
		select {
		case <-h.directory.Answers():
		case <-late.C:
		case <-ctx.Done():
			return
		}
		run(ctx)
	}
}

// worksTime bounds how long a shutdown waits for background work.
const worksTime = 15 * time.Second

// startWorks starts all works. Call the function it returns when nothing more is
// to be done: it tells them to stop and waits for them, a bounded time.
func startWorks(ctx context.Context, log *slog.Logger, all []work) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	running := &workers{log: log, names: map[string]bool{}}
	for _, w := range all {
		running.start(ctx, w)
	}
	return func() {
		cancel()
		if late := running.wait(worksTime); late != "" {
			log.Error("work did not stop", "works", late)
		}
	}
}

// workers are the works that run now.
type workers struct {
	log   *slog.Logger
	all   sync.WaitGroup
	mu    sync.Mutex
	names map[string]bool
}

func (r *workers) start(ctx context.Context, w work) {
	r.set(w.name, true)
	r.all.Go(func() {
		defer r.set(w.name, false)
		for r.survive(ctx, w); ctx.Err() == nil; r.survive(ctx, w) {
			pause(ctx, time.Second) // it returned too early: a panic was logged
		}
	})
}

// survive runs a work; a panic ends this run of it and nothing else.
func (r *workers) survive(ctx context.Context, w work) {
	defer func() {
		if v := recover(); v != nil {
			r.log.Error("work panicked", "work", w.name, "err", fmt.Sprint(v), "stack", string(debug.Stack()))
		}
	}()
	w.run(ctx)
}

func (r *workers) set(name string, runs bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.names[name] = runs; !runs {
		delete(r.names, name)
	}
}

// wait tells which works still run after so long.
func (r *workers) wait(most time.Duration) (late string) {
	done := make(chan struct{})
	go func() { r.all.Wait(); close(done) }()
	select {
	case <-done:
		return ""
	case <-time.After(most):
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	var names []string
	for n := range r.names {
		names = append(names, n)
	}
	return strings.Join(names, ", ")
}

func pause(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}
