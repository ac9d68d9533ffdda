package main

import "testing"

// TestLessGathersAsMoreLives: a small heap triples, a large one grows by little, and what
// gathers never becomes more while less lives.
func TestLessGathersAsMoreLives(t *testing.T) {
	const mib = 1 << 20
	if small, city, million := gathers(8*mib), gathers(128*mib), gathers(1024*mib); small != 200 || city != 37 || million != 30 {
		t.Errorf("%d, %d, %d percent", small, city, million)
	}
	before := gathers(0)
	for live := uint64(mib); live < 4096*mib; live *= 2 {
		now := gathers(live)
		if now > before || now < gathersLarge || now > gathersSmall {
			t.Errorf("at %d MiB %d percent after %d", live/mib, now, before)
		}
		before = now
	}
}
