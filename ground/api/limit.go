package api

import (
	"cmp"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"alun/ground/pace"
)

// Limits are calls a minute. As many may come at once; then they drip.
type Limits struct {
	PerAddress int // of a client without a key, and of keys that are refused
	PerKey     int
}

func (l Limits) orDefaults() Limits {
	return Limits{cmp.Or(l.PerAddress, 600), cmp.Or(l.PerKey, 3000)}
}

// allowance is what is left to a caller, and of what.
type allowance struct {
	pace.Allowance
	policy string
	quota  int
}

// take takes one call from the allowance of a caller's key, or of his address.
func (a *API) take(r *Request) allowance {
	policy, who, quota := "key", r.Caller.Prefix, a.limits.PerKey
	if r.Caller.Key == 0 {
		who, _ = pace.Sender(r.Request.Request, a.proxy)
		policy, quota = "address", a.limits.PerAddress
	}
	return allowance{a.gate.Take(pace.Rate{What: policy, Many: quota, In: time.Minute}, who), policy, quota}
}

// tell writes the allowance as the IETF draft on RateLimit headers has it.
func (a allowance) tell(h http.Header) {
	h.Set("RateLimit-Policy", fmt.Sprintf("%q;q=%d;w=60", a.policy, a.quota))
	h.Set("RateLimit", fmt.Sprintf("%q;r=%d;t=%d", a.policy, a.Left, a.Full))
	if !a.OK {
		h.Set("Retry-After", strconv.Itoa(max(1, a.Wait)))
	}
}
