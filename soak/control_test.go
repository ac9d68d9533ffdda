//go:build soak

package soak

import (
	"testing"
)

// Each guard is left out of the program once, and the kills must show it.
func TestKillsAreSeen(t *testing.T) {
	t.Run("answered before the sync", func(t *testing.T) {
		c := newCity(t, t.TempDir())
		c.planted = "answer early"
		c.loses(t, func(p *server, crowd *crowd) *server {
			p.kill()
			crowd.leave()
			return c.serve(t)
		})
	})
	t.Run("a server that does not sync", func(t *testing.T) {
		d := newCluster(t)
		c := d.newCity(t)
		c.planted = "half a sync"
		c.loses(t, func(p *server, crowd *crowd) *server {
			d.kill()
			d.start(t)
			if err := p.awaits(patience); err != nil {
				t.Fatal(err)
			}
			crowd.leave()
			return p
		})
	})
}

// loses demands that something acknowledged is lost when the city is broken, in
// one of twenty times.
func (c *city) loses(t *testing.T, breaks func(*server, *crowd) *server) {
	t.Helper()
	b, s := newBook(), c.doors(t)
	p := c.serve(t)
	for n := range 20 {
		crowd := s.write(t, b, p.at)
		pause(moment())
		p = breaks(p, crowd)
		if v := c.weigh(t, b); len(v.lost) > 0 {
			t.Logf("time %d lost %d acknowledged deeds (%s), such as %s", n+1, len(v.lost), b, v.lost[0])
			return
		}
	}
	t.Errorf("nothing is lost without the guard (%s): the test sees nothing (%s)", c.planted, b)
}

// Without kept answers, what is sent twice is there twice.
func TestDoublesAreSeen(t *testing.T) {
	c := newCity(t, t.TempDir())
	c.planted = "keep no answer"
	b, s := newBook(), c.doors(t)
	p := c.serve(t)
	d := s.correction()
	for range 2 {
		if got := b.do(d, p.at); got != acknowledged {
			t.Fatalf("the correction is not acknowledged: %s", &s.faults)
		}
	}
	if v := c.weigh(t, b); len(v.twice) != 1 {
		t.Errorf("twice: %v", v.twice)
	}
}
