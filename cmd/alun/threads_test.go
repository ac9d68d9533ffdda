package main

import "testing"

// TestASmallMachineHasThreadsToSpare: twice its processors, and a large one no more than these.
func TestASmallMachineHasThreadsToSpare(t *testing.T) {
	for processors, want := range map[int]int{1: 2, 2: 4, 8: 16, 12: 16, 16: 16, 64: 64} {
		if got := threads(processors); got != want {
			t.Errorf("%d processors: %d threads, want %d", processors, got, want)
		}
	}
}
