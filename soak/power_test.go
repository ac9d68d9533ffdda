//go:build soak

package soak

import (
	"flag"
	"testing"
	"time"
)

var cuts = flag.Int("cuts", 100, "how often power is cut")

// room is the size of a disk that does not fill up, in MiB.
const room = 1024

// Power is cut at random moments while a crowd writes.
func TestNothingIsLostWhenPowerIsCut(t *testing.T) {
	d := newDisk(t, room)
	c := d.newCity(t)
	b, s := newBook(), c.doors(t)
	p, starts := c.serve(t), []time.Duration(nil)
	for range *cuts {
		crowd := s.write(t, b, p.at)
		pause(moment())
		p = c.dark(t, d, p, crowd)
		starts = append(starts, p.ready)
		b.again(t, p.at)
		if c.check(t, b); t.Failed() {
			break
		}
	}
	c.verify(t)
	p.stop(t)
	t.Logf("%d cuts: %s", *cuts, b) // what a dead machine answered nobody has read
	ready(t, starts)
}

// SQLite is often run with half a sync, and then loses what it promised when
// power goes: that the test sees it is what gives the one above its worth. A kill
// alone would not show the difference.
func TestPowerCutsAreSeen(t *testing.T) {
	d := newDisk(t, room)
	c := d.newCity(t)
	c.planted = "half a sync"
	c.loses(t, func(p *server, crowd *crowd) *server { return c.dark(t, d, p, crowd) })
}

// A document that is only written, and not synced, is gone with the power, or
// empty, although its row is there.
func TestLostDocumentsAreSeen(t *testing.T) {
	d := newDisk(t, room)
	c := d.newCity(t)
	c.planted = "no sync"
	b, s := newBook(), c.doors(t)
	p := c.serve(t)
	for range 20 {
		crowd := s.write(t, b, p.at)
		pause(moment())
		p = c.dark(t, d, p, crowd)
		x := c.open(t)
		gone := c.papers(t, x, b)
		x.Close()
		if len(gone) > 0 {
			t.Logf("%d documents, such as: %s", len(gone), gone[0])
			return
		}
	}
	t.Errorf("no document is lost without a sync: the test sees nothing (%s)", b)
}

// dark cuts the power and starts the machine again.
func (c *city) dark(t testing.TB, d *disk, p *server, crowd *crowd) *server {
	t.Helper()
	d.cut(t)
	p.kill() // no process outlives its machine
	crowd.leave()
	d.unmount(t)
	d.mount(t)
	return c.serve(t)
}
