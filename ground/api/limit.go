package api

import (
	"cmp"
	"fmt"
	"math"
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Limits are calls a minute. As many may come at once; then they drip.
type Limits struct {
	PerAddress int // of a client without a key, and of keys that are refused
	PerKey     int
}

// limiter keeps one bucket for each address and key, in memory: with several
// nodes, each gives the whole allowance.
type limiter struct {
	Limits
	mu      sync.Mutex
	buckets map[string]*rate.Limiter
	now     func() time.Time
}

// maxBuckets bounds the memory: about 100 bytes each.
const maxBuckets = 20_000

func newLimiter(l Limits) *limiter {
	return &limiter{Limits: Limits{cmp.Or(l.PerAddress, 600), cmp.Or(l.PerKey, 3000)}, buckets: map[string]*rate.Limiter{}, now: time.Now}
}

// allowance is what is left to a caller.
type allowance struct {
	ok     bool
	policy string
	quota  int
	left   int
	wait   int // seconds until the next call is good
	full   int // seconds until all is there again
}

// take takes one call from a caller's bucket.
func (l *limiter) take(policy, who string, quota int) allowance {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	b := l.buckets[policy+who]
	if b == nil {
		l.sweep(now)
		b = rate.NewLimiter(rate.Limit(float64(quota)/60), quota)
		l.buckets[policy+who] = b
	}
	a := allowance{ok: b.AllowN(now, 1), policy: policy, quota: quota}
	tokens := b.TokensAt(now)
	a.left = max(0, int(tokens))
	perSecond := float64(quota) / 60
	a.wait = int(math.Ceil(max(0, 1-tokens) / perSecond))
	a.full = int(math.Ceil((float64(quota) - tokens) / perSecond))
	return a
}

// sweep forgets who is back at a full bucket; if that is nobody, everybody: a
// flood of addresses must not take the memory.
func (l *limiter) sweep(now time.Time) {
	if len(l.buckets) < maxBuckets {
		return
	}
	for who, b := range l.buckets {
		if b.TokensAt(now) >= float64(b.Burst()) {
			delete(l.buckets, who)
		}
	}
	if len(l.buckets) >= maxBuckets {
		clear(l.buckets)
	}
}

// tell writes the allowance as the IETF draft on RateLimit headers has it.
func (a allowance) tell(h http.Header) {
	h.Set("RateLimit-Policy", fmt.Sprintf("%q;q=%d;w=60", a.policy, a.quota))
	h.Set("RateLimit", fmt.Sprintf("%q;r=%d;t=%d", a.policy, a.left, a.full))
	if !a.ok {
		h.Set("Retry-After", strconv.Itoa(max(1, a.wait)))
	}
}

// address is where a call comes from: one IPv4 address, or one network of IPv6,
// which a household has for itself.
func (a *API) address(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	if all := r.Header.Values("X-Forwarded-For"); a.proxy && len(all) > 0 {
		last := all[len(all)-1]
		host = strings.TrimSpace(last[strings.LastIndexByte(last, ',')+1:])
	}
	at, err := netip.ParseAddr(host)
	if err != nil {
		return "unknown"
	}
	if at = at.Unmap().WithZone(""); at.Is6() {
		if net, err := at.Prefix(64); err == nil {
			return net.String()
		}
	}
	return at.String()
}
