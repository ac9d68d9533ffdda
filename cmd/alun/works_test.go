package main

import (
	"context"
	"log/slog"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

func TestWorksAreWaitedForAndSurviveAPanic(t *testing.T) {
	var log strings.Builder
	var ended atomic.Bool
	runs := make(chan int, 10)
	again := 0
	stop := startWorks(t.Context(), slog.New(slog.NewTextHandler(&log, nil)), []work{
		{"steady", func(ctx context.Context) { <-ctx.Done(); ended.Store(true) }},
		{"nervous", func(ctx context.Context) {
			if again++; again == 1 {
				panic("planted")
			}
			runs <- again
			<-ctx.Done()
		}},
	})
	if n := <-runs; n != 2 {
		t.Errorf("run %d", n)
	}
	stop()
	if !ended.Load() {
		t.Error("serve did not wait for its works")
	}
	if strings.Count(log.String(), "planted") == 0 || strings.Contains(log.String(), "did not stop") {
		t.Error(log.String())
	}
}

func TestAWorkThatDoesNotStopIsNamed(t *testing.T) {
	r := &workers{log: slog.New(slog.DiscardHandler), names: map[string]bool{}}
	free := make(chan struct{})
	defer close(free)
	r.start(t.Context(), work{"stubborn", func(context.Context) { <-free }})
	if late := r.wait(time.Nanosecond); late != "stubborn" {
		t.Errorf("late: %q", late)
	}
}
