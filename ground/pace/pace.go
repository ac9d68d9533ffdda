package pace

import (
	"math"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Rate is how many of what may be done in how much time: Many at once, and from
// then on Many more in each In, one by one.
type Rate struct {
	What string
	Many int
	In   time.Duration
}

// Gate keeps one bucket for each sender and thing. The zero value is ready.
type Gate struct {
	Now func() time.Time // nil: time.Now

	mu      sync.Mutex
	buckets map[string]*rate.Limiter
}

// maxBuckets bounds the memory: about 100 bytes each.
const maxBuckets = 20_000

// Allowance is what is left to a sender.
type Allowance struct {
	OK   bool
	Left int
	Wait int // seconds until the next is good
	Full int // seconds until all is there again
}

// Take takes one of a sender's allowance. The rate of one thing must not change
// while the gate lives.
func (g *Gate) Take(r Rate, who string) Allowance {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.buckets == nil {
		g.buckets = map[string]*rate.Limiter{}
	}
	now := g.now()
	perSecond := float64(r.Many) / r.In.Seconds()
	b := g.buckets[r.What+" "+who]
	if b == nil {
		g.sweep(now)
		b = rate.NewLimiter(rate.Limit(perSecond), r.Many)
		g.buckets[r.What+" "+who] = b
	}
	a := Allowance{OK: b.AllowN(now, 1)}
	tokens := b.TokensAt(now)
	a.Left = max(0, int(tokens))
	a.Wait = int(math.Ceil(max(0, 1-tokens) / perSecond))
	a.Full = int(math.Ceil((float64(r.Many) - tokens) / perSecond))
	return a
}

func (g *Gate) now() time.Time {
	if g.Now != nil {
		return g.Now()
	}
	return time.Now()
}

// sweep forgets who is back at a full bucket; if that is nobody, everybody: a
// flood of addresses must not take the memory.
func (g *Gate) sweep(now time.Time) {
	if len(g.buckets) < maxBuckets {
		return
	}
	for who, b := range g.buckets {
		if b.TokensAt(now) >= float64(b.Burst()) {
			delete(g.buckets, who)
		}
	}
	if len(g.buckets) >= maxBuckets {
		clear(g.buckets)
	}
}
