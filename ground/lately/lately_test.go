package lately

import (
	"strconv"
	"sync"
	"testing"
)

// More keys than places, in two rounds and by several at once: what is remembered of one is
// never told of another, and what was asked just before is not made again.
func TestWhatIsRememberedIsWhatWouldBeMade(t *testing.T) {
	m := New(16, func(n int) string { return strconv.Itoa(n) })
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for range 2 {
				for n := range 100 {
					if got := m.Of(n); got != strconv.Itoa(n) {
						t.Errorf("%d: %q", n, got)
					}
				}
			}
		})
	}
	all.Wait()
	times := 0
	counts := New(16, func(n int) int { times++; return n })
	for range 2 {
		if got := counts.Of(7); got != 7 || times != 1 {
			t.Errorf("%d, made %d times", got, times)
		}
	}
}
