package directory

import (
	"sync"
	"time"
)

// wake is what the diary came to at each look: by it, how long the oldest entry waits that
// is not in the index.
type wake struct {
	mu      sync.Mutex
	entries int64 // in the diary, at the last look
	looks   []look
	at      time.Time // of the last look
}

// look is the first one at which the diary had so many entries.
type look struct {
	at      time.Time
	entries int64
}

// mostLooks bounds what is remembered, a look a second: of a diary that grows for longer
// without being read the newest is taken for older than it is.
const mostLooks = 600

// note remembers how many entries the diary has, and forgets what was read.
func (w *wake) note(at time.Time, entries, read int64) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if n := len(w.looks); n == mostLooks {
		w.looks[n-1].entries = entries
	} else if entries > w.entries {
		w.looks = append(w.looks, look{at, entries})
	}
	w.entries, w.at = entries, at
	w.forget(read)
}

func (w *wake) forget(read int64) {
	for len(w.looks) > 0 && w.looks[0].entries <= read {
		w.looks = w.looks[1:]
	}
}

// behind is how many entries were not read as of the last look, and how long the oldest
// of them has waited, to a second.
func (w *wake) behind(read int64) (entries int64, late time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.forget(read)
	if len(w.looks) == 0 || w.entries <= read {
		return 0, 0
	}
	return w.entries - read, w.at.Sub(w.looks[0].at)
}
