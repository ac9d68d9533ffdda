package web

import (
	"container/list"
	"hash/maphash"
	"sync"
)

// key is what tells one kept page from another: the address with its language
// as the browser sends it, the declared part of the query in one order, and
// whether htmx asked for a part.
type key struct {
	path  string // unescaped; only addresses in their usual spelling are kept
	query string
	part  bool
}

// cache keeps whole editions of public pages within so many bytes. It lets go of
// them in the order of S3-FIFO (Yang and others, 2023): what comes in waits in a
// small queue, and only what is asked for again there goes on to the large one,
// so that a walk through all pages does not push out those that people read. A
// hit sets a number and takes no exclusive lock.
type cache struct {
	limit   int64 // bytes
	count   *cacheCounters
	planted string // a guard to switch off, for proofs only

	mu       sync.RWMutex
	editions map[key]*edition
	small    *list.List // of *edition, the newest in front
	large    *list.List
	inSmall  int64 // bytes
	bytes    int64 // of all
	past     memory

	flying  sync.Mutex
	flights map[key]*flight
}

func newCache(limit int64, c *cacheCounters, planted string) *cache {
	return &cache{limit: limit, count: c, planted: planted, editions: map[key]*edition{}, small: list.New(), large: list.New(),
		past: memory{seed: maphash.MakeSeed()}, flights: map[key]*flight{}}
}

// find gives the kept edition if it is up to date.
func (c *cache) find(k key) *edition {
	c.mu.RLock()
	e := c.editions[k]
	c.mu.RUnlock()
	if e == nil {
		return nil
	}
	if !e.seen.Fresh() && c.planted != "serve what is old" {
		c.drop(e)
		return nil
	}
	if n := e.used.Load(); n < 3 { // a number that is lost to another hit harms nobody
		e.used.Store(n + 1)
	}
	return e
}

// drop takes out an edition that is out of date, unless a new one is there.
func (c *cache) drop(e *edition) {
	// A node that hears nothing from the others cannot know: what it has may be
	// good again in a moment.
	if len(e.seen.Moved()) == 0 && !e.seen.Ended() {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.editions[e.key] == e {
		c.count.outdated.Inc()
		c.remove(e)
	}
}

// wanted reports whether a page is worth keeping now. Any number of filters and
// searches can be made up, so a page with a query is kept when it is asked for
// the second time.
func (c *cache) wanted(k key) bool {
	if k.query == "" {
		return true
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.past.had(k)
}

// keep puts an edition in, and lets others go to make room.
func (c *cache) keep(e *edition) {
	size := e.size.Load()
	c.mu.Lock()
	defer c.mu.Unlock()
	if size > c.limit/8 {
		return
	}
	if old := c.editions[e.key]; old != nil {
		c.remove(old)
	}
	c.editions[e.key] = e
	if e.key.query == "" && c.past.had(e.key) {
		e.at, e.large = c.large.PushFront(e), true
	} else {
		e.at = c.small.PushFront(e)
		c.inSmall += size
	}
	c.kept(size)
	c.shrink()
}

// grow counts bytes that an edition has taken since it was kept.
func (c *cache) grow(e *edition, more int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e.size.Add(more)
	if c.editions[e.key] != e {
		return
	}
	if !e.large {
		c.inSmall += more
	}
	c.kept(more)
	c.shrink()
}

// kept counts bytes; mu is held.
func (c *cache) kept(more int64) {
	c.bytes += more
	c.count.bytes.Set(float64(c.bytes))
	c.count.editions.Set(float64(len(c.editions)))
}

// shrink lets editions go until the rest fits; mu is held.
func (c *cache) shrink() {
	for c.bytes > c.limit {
		if c.inSmall > c.limit/10 || c.large.Len() == 0 {
			c.pass()
		} else {
			c.turn()
		}
	}
}

// pass takes the oldest of the small queue: on to the large one, or out.
func (c *cache) pass() {
	e := c.small.Back().Value.(*edition)
	if e.used.Load() == 0 {
		c.past.had(e.key)
		c.evict(e)
		return
	}
	c.small.Remove(e.at)
	c.inSmall -= e.size.Load()
	e.used.Store(0)
	e.at, e.large = c.large.PushFront(e), true
}

// turn gives the oldest of the large queue another round if it was used.
func (c *cache) turn() {
	e := c.large.Back().Value.(*edition)
	if n := e.used.Load(); n > 0 {
		e.used.Store(n - 1)
		c.large.MoveToFront(e.at)
		return
	}
	c.evict(e)
}

func (c *cache) evict(e *edition) {
	c.count.evicted.Inc()
	c.remove(e)
}

// remove takes an edition out; mu is held.
func (c *cache) remove(e *edition) {
	delete(c.editions, e.key)
	size := e.size.Load()
	if e.large {
		c.large.Remove(e.at)
	} else {
		c.small.Remove(e.at)
		c.inSmall -= size
	}
	c.kept(-size)
}

// memory remembers which of the last few thousand keys were asked for, by hash:
// a wrong yes keeps a page early, and harms nobody.
type memory struct {
	seed     maphash.Seed
	now, old map[uint64]bool
}

// memorable is how many keys a memory holds at least, and half of what at most.
const memorable = 4096

// had reports whether a key is known, and remembers it.
func (m *memory) had(k key) bool {
	sum := maphash.Comparable(m.seed, k)
	known := m.now[sum] || m.old[sum]
	if m.now == nil || len(m.now) >= memorable {
		m.now, m.old = map[uint64]bool{}, m.now
	}
	m.now[sum] = true
	return known
}
