package main

import (
	"context"
	"os"
	"runtime/debug"
	"runtime/metrics"
	"time"
)

const (
	// gathersMost is how much garbage a house with a large live heap lets gather: more
	// saves hardly any processor time, and is memory that nobody uses.
	gathersMost = 48 << 20
	// The bounds in percent of the live heap: while it is small a page takes a fifth less
	// processor time, for some 5 MB; while it is very large collecting too often would
	// cost more than it gives back.
	gathersSmall, gathersLarge = 200, 30

	lookAtHeap = time.Second
)

// gathers is how much garbage may gather, in percent of the live heap.
func gathers(live uint64) int {
	return int(min(max(gathersMost*100/max(live, 1), gathersLarge), gathersSmall))
}

// collectLater lets the heap of a house that just starts grow to three times of what is
// live, instead of twice, unless the operator has chosen with GOGC.
func collectLater() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(gathersSmall)
	}
}

// tendHeap lets less gather as more lives: the register's index, scores and names of a
// whole city live long, and three times of them would be most of a small machine.
func tendHeap(ctx context.Context) {
	if os.Getenv("GOGC") != "" {
		return
	}
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	now := gathersSmall
	for t := time.NewTicker(lookAtHeap); ; {
		select {
		case <-ctx.Done():
			t.Stop()
			return
		case <-t.C:
		}
		metrics.Read(live)
		if next := gathers(live[0].Value.Uint64()); next < now*9/10 || next > now*11/10 {
			now = next
			debug.SetGCPercent(now)
		}
	}
}
