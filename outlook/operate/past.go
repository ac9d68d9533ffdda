package operate

import "sync"

// counts are running totals of this process, or what they grew by.
type counts struct {
	requests, broken  int64 // answers; of them, with a status of 500 or more
	acts, slow, tries int64 // acts; of them, slow; runs after a conflict
}

func (c counts) minus(o counts) counts {
	return counts{c.requests - o.requests, c.broken - o.broken, c.acts - o.acts, c.slow - o.slow, c.tries - o.tries}
}

// remembered is how many minutes are remembered.
const remembered = 60

// past remembers the totals of the last hour, one a minute.
type past struct {
	mu  sync.Mutex
	all []counts // the oldest first
}

func (p *past) note(c counts) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.all = append(p.all[max(0, len(p.all)-remembered):], c)
}

// hour is what happened in the last hour, or since the start.
func (p *past) hour(now counts) counts {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.all) <= remembered {
		return now
	}
	return now.minus(p.all[0])
}

// counted reads the totals.
func (d *Desk) counted() counts {
	s := d.DB.Stats()
	c := counts{acts: s.Acts, slow: s.Slow, tries: s.Retries}
	c.requests, c.broken = d.Requests()
	return c
}
