package directory

import (
	"sync"
	"time"

	"alun/record/registry"
)

// hours are the opening hours that businesses have, each text once: a city has some
// hundreds. What is open at a moment are the businesses with one of the texts that
// are, so the index answers exactly, and counts as with any other filter.
type hours struct {
	zone  *time.Location
	mu    sync.Mutex
	all   map[string]registry.Hours
	at    time.Time // the minute of open
	count int       // how many there were then
	open  []string
}

func newHours(zone *time.Location) *hours {
	return &hours{zone: zone, all: map[string]registry.Hours{}}
}

// know learns opening hours. None is forgotten: a text that nobody has any more finds
// nobody.
func (h *hours) know(texts ...string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, text := range texts {
		if _, known := h.all[text]; !known {
			h.all[text], _ = registry.ReadHours(text) // kept in form; what cannot be read is never open
		}
	}
}

// closed is no opening hours: a filter by it finds nobody.
const closed = "\x00"

// openAt lists the texts that are open at an instant.
func (h *hours) openAt(t time.Time) []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	if minute := t.Truncate(time.Minute); !minute.Equal(h.at) || h.count != len(h.all) {
		h.at, h.count, h.open = minute, len(h.all), []string{closed}
		for text, week := range h.all {
			if week.OpenAt(t, h.zone) {
				h.open = append(h.open, text)
			}
		}
	}
	return h.open
}
