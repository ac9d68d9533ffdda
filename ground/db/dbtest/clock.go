package dbtest

import (
	"sync"
	"time"

	"alun/ground/date"
)

// Clock stands still until a test moves it on; many may read it at once. A
// database reads it with db.Options{Now: clock.Now}.
type Clock struct {
	mu  sync.Mutex
	now time.Time
}

// NewClock is a clock that stands at a moment.
func NewClock(at time.Time) *Clock { return &Clock{now: at} }

// Morning is nine o'clock in the city, today: a test that lets hours pass, with keys and
// terms that end on a day, stays in the day where it began, whenever it is run.
func Morning() time.Time { return date.DayOf(time.Now()).Start().Add(9 * time.Hour) }

// Now is what the clock shows.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// MoveOn moves it by so much, which may be back, and gives what it shows then.
func (c *Clock) MoveOn(by time.Duration) time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(by)
	return c.now
}
