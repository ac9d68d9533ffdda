package main

import (
	"os"
	"runtime"
)

// threadsMost is up to how many threads a house runs Go's work on at once.
const threadsMost = 16

// threads is on how many threads Go runs at once where it may use so many processors: twice
// as many, on a small machine. With one each, whoever works for long (a list that comes in,
// the index that follows it) keeps its processor for 10 ms at a time, and only then Go looks
// whether somebody asks. With more, one is free to look, and the system shares the processors
// among them: 99 of 100 pages during an import came within 20 ms instead of 46.
func threads(processors int) int { return min(2*processors, max(processors, threadsMost)) }

// shareProcessors sets it, unless the operator has chosen with GOMAXPROCS.
func shareProcessors() {
	if os.Getenv("GOMAXPROCS") == "" {
		runtime.GOMAXPROCS(threads(runtime.GOMAXPROCS(0)))
	}
}
