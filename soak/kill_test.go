package soak

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

// moment is a random time in which the crowd writes.
func moment() time.Duration { return 50*time.Millisecond + rand.N(500*time.Millisecond) }

// The program is killed at random moments while a crowd writes; then the
// database server is.
func TestNothingIsLostWhenSomethingIsKilled(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) { ready(t, newCity(t, t.TempDir()).killed(t, *kills)) })
	t.Run("postgres", func(t *testing.T) {
		d := newCluster(t)
		c := d.newCity(t)
		t.Run("program", func(t *testing.T) { ready(t, c.killed(t, *kills)) })
		t.Run("database", func(t *testing.T) { d.newCity(t).orphaned(t, d, *kills) })
	})
}

// killed lets a crowd write, kills the server at a random moment, and holds the
// city against the book, again and again. It tells how long each start took.
func (c *city) killed(t testing.TB, rounds int) (starts []time.Duration) {
	b, s := newBook(), c.doors(t)
	p := c.serve(t)
	for range rounds {
		crowd := s.write(t, b, p.at)
		pause(moment())
		p.kill()
		crowd.leave()
		p = c.serve(t)
		starts = append(starts, p.ready)
		b.again(t, p.at)
		if c.check(t, b); t.Failed() {
			break
		}
	}
	c.verify(t)
	p.stop(t)
	s.tell(t, p, b, rounds)
	return starts
}

// tell sums up what was done, and tells answers that nobody should get.
func (s *doors) tell(t testing.TB, p *server, b *book, rounds int) {
	t.Helper()
	if wrong := s.faults.wrong(); wrong != "" {
		t.Errorf("%s\n%s", wrong, p.complaints())
	}
	t.Logf("%d rounds: %s; answers: %s", rounds, b, &s.faults)
}

// orphaned kills the database server at random moments. The program lives on and
// finds it again by itself.
func (c *city) orphaned(t testing.TB, d *cluster, rounds int) {
	b, s := newBook(), c.doors(t)
	p := c.serve(t)
	var back []time.Duration
	for range rounds {
		crowd := s.write(t, b, p.at)
		pause(moment())
		d.kill()
		pause(moment()) // visitors meet a house without its database
		d.start(t)
		start := time.Now()
		if err := p.awaits(patience); err != nil {
			t.Fatal(err)
		}
		back = append(back, time.Since(start))
		crowd.leave()
		b.again(t, p.at)
		if c.check(t, b); t.Failed() {
			break
		}
	}
	c.verify(t)
	p.stop(t)
	s.tell(t, p, b, rounds)
	t.Logf("ready again after %v, at most %v", median(back), slices.Max(back))
}

// startTime is how long a start may take after a kill; make soak holds it.
const startTime = 3 * time.Second

// ready tells how long the starts took; only the full run fails by it.
func ready(t testing.TB, starts []time.Duration) {
	t.Helper()
	slowest := slices.Max(starts)
	t.Logf("ready %v after a kill, at most %v", median(starts), slowest)
	if *full && slowest > startTime {
		t.Errorf("one start took %v, more than %v", slowest, startTime)
	}
}

func median[T cmp.Ordered](all []T) T {
	all = slices.Clone(all)
	slices.Sort(all)
	return all[len(all)/2]
}
