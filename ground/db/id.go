package db

import (
	"sync"
	"time"
)

// ID is a 63-bit id: 41 bits of milliseconds since 2025 (until 2094), 10 bits
// of node, 12 bits of counter. Ids of one node rise, also when its clock goes
// back. Outside the program an id is always a code (ground/keys), never a number.
type ID int64

// epoch is the first instant of 2025, UTC.
var epoch = time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC).UnixMilli()

const (
	nodeBits    = 10
	counterBits = 12
	nodes       = 1 << nodeBits
)

// Time is the instant in which the id was made, in whole milliseconds, UTC.
func (id ID) Time() time.Time {
	return time.UnixMilli(int64(id)>>(nodeBits+counterBits) + epoch).UTC()
}

// FirstID is the least id that can be made at an instant or later.
func FirstID(t time.Time) ID { return ID(max(t.UnixMilli()-epoch, 0) << (nodeBits + counterBits)) }

// Node is the number of the node that made the id.
func (id ID) Node() int { return int(id>>counterBits) & (nodes - 1) }

// clock makes ids. It never goes back: when the machine's clock does, or more
// than 4,096 ids are asked for in a millisecond, it runs ahead of it.
type clock struct {
	mu   sync.Mutex
	now  func() time.Time
	node int64
	last int64 // milliseconds<<counterBits | counter

	fault string // for the conformance suite
}

func (c *clock) next() ID {
	c.mu.Lock()
	defer c.mu.Unlock()
	tick := (c.now().UnixMilli() - epoch) << counterBits
	if tick <= c.last && c.fault != "clock goes back" {
		tick = c.last + 1
	}
	c.last = tick
	ms, count := tick>>counterBits, tick&(1<<counterBits-1)
	return ID(ms<<(nodeBits+counterBits) | c.node<<counterBits | count)
}
