//go:build soak

package soak

import (
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

var loadFor = flag.Duration("load", time.Minute, "how long twice as many ask as can be served")

// What overload may do at most.
const (
	mostWait   = 2 * time.Second  // p99 of what was accepted
	mostAfter  = 10 * time.Second // until it is as before
	mostMemory = 512 << 20        // bytes resident
	mostOut    = 4000             // requests of ours that are under way: a bound for this machine
)

// Twice as many ask as can be served.
func TestOverloadIsRefusedPolitely(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) { newCity(t, t.TempDir()).overloaded(t, true) })
	t.Run("postgres", func(t *testing.T) { newCluster(t).newCity(t).overloaded(t, true) })
}

// Without a limit everybody is let in, and everybody waits: the same load shows it.
func TestLettingAllInIsSeen(t *testing.T) {
	c := newCity(t, t.TempDir())
	c.planted = "let all in"
	if slow := c.overloaded(t, false); slow <= mostWait {
		t.Errorf("without a limit, 99 of 100 waited at most %v: the test sees nothing", slow)
	}
}

// throng is many who ask at once.
type throng struct {
	*doors
	running atomic.Int64 // of their requests, under way
}

// overloaded measures what the city can serve, asks for twice as much, and gives
// the time that 99 of 100 accepted requests took at most.
func (c *city) overloaded(t *testing.T, held bool) time.Duration {
	b, s := newBook(), &throng{doors: c.doors(t)}
	s.client.Transport = &http.Transport{MaxIdleConnsPerHost: 512}
	p := c.serve(t)
	quiet := median(s.asked(t, b, p.at, 30))
	able := s.capacity(b, p.at, 5*time.Second)
	l := s.flood(b, p.at, 2*able, *loadFor)
	memory := p.memory(t)
	start := time.Now()
	for time.Since(start) < patience && (s.running.Load() > 0 || median(s.asked(t, b, p.at, 9)) > 3*quiet+10*time.Millisecond) {
	}
	normal := time.Since(start)
	waited := l.percentile(99)
	t.Logf("%.0f a second can be served; %d asked in %v, of them accepted %d (%.0f a second), 99 of 100 within %v; answers: %s; never sent %d; memory %d MiB; quiet %v, as before %v after",
		able, l.sent, *loadFor, len(l.times), float64(len(l.times))/loadFor.Seconds(), waited, &s.faults, l.unsent, memory>>20, quiet, normal)
	if c.check(t, b); !held {
		return waited
	}
	if *full && waited > mostWait {
		t.Errorf("99 of 100 accepted requests took up to %v, more than %v", waited, mostWait)
	}
	if *full && normal > mostAfter {
		t.Errorf("as before only %v after the load", normal)
	}
	if memory > mostMemory {
		t.Errorf("%d MiB of memory", memory>>20)
	}
	if s.faults.count(http.StatusServiceUnavailable) == 0 {
		t.Error("nobody was refused: this was no overload")
	}
	p.stop(t)
	s.tell(t, p, b, 1)
	return waited
}

// words of the plan, to search for: each question is another page.
var words = []string{"pelatihan", "jalan", "sertifikasi", "pariwisata", "usaha", "gedung", "pemuda", "kesehatan", "sekolah", "drainase", "pasar", "koperasi"}

// one asks once, half of the time with a correction, and tells how long it took
// and whether it was accepted.
func (s *throng) one(b *book, at string) (took time.Duration, accepted bool) {
	s.running.Add(1)
	defer s.running.Add(-1)
	start := time.Now()
	if rand.IntN(2) == 0 {
		accepted = b.do(s.correction(), at) == acknowledged
	} else {
		accepted = s.search(at)
	}
	return time.Since(start), accepted
}

func (s *throng) search(at string) bool {
	q := fmt.Sprintf("%s %s %d", words[rand.IntN(len(words))], words[rand.IntN(len(words))], rand.IntN(1e6))
	res, err := s.client.Get(at + "/cari?q=" + url.QueryEscape(q))
	if err != nil {
		return false
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		return false
	}
	s.faults.note(res, string(text))
	return res.StatusCode == http.StatusOK
}

// asked asks one after the other and gives the times.
func (s *throng) asked(t testing.TB, b *book, at string, n int) (all []time.Duration) {
	t.Helper()
	for range n {
		took, ok := s.one(b, at)
		if !ok {
			took = patience // not served is not normal
		}
		all = append(all, took)
	}
	return all
}

// capacity is how many requests a second are served to 32 who never rest.
func (s *throng) capacity(b *book, at string, d time.Duration) float64 {
	var served atomic.Int64
	var all sync.WaitGroup
	end := time.Now().Add(d)
	for range 32 {
		all.Go(func() {
			for time.Now().Before(end) {
				if _, ok := s.one(b, at); ok {
					served.Add(1)
				}
			}
		})
	}
	all.Wait()
	return float64(served.Load()) / d.Seconds()
}

// flooded is what came of a flood.
type flooded struct {
	mu           sync.Mutex
	times        []time.Duration // of the accepted
	sent, unsent int
}

// flood asks at a rate that does not care for the answers, as many people do.
func (s *throng) flood(b *book, at string, rate float64, d time.Duration) *flooded {
	l, start := &flooded{}, time.Now()
	var all sync.WaitGroup
	for n := 0; time.Since(start) < d; n++ {
		if due := time.Duration(float64(n) / rate * float64(time.Second)); due > time.Since(start) {
			pause(due - time.Since(start))
		}
		if s.running.Load() >= mostOut {
			l.unsent++
			continue
		}
		l.sent++
		all.Go(func() {
			if took, ok := s.one(b, at); ok {
				l.mu.Lock()
				l.times = append(l.times, took)
				l.mu.Unlock()
			}
		})
	}
	all.Wait()
	return l
}

func (l *flooded) percentile(n int) time.Duration {
	if len(l.times) == 0 {
		return 0
	}
	slices.Sort(l.times)
	return l.times[(len(l.times)-1)*n/100]
}

// memory is the most that was resident so far, in bytes.
func (s *server) memory(t testing.TB) int64 {
	t.Helper()
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.cmd.Process.Pid))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(raw), "VmHWM:")
	line, _, _ := strings.Cut(rest, "\n")
	kb, err := strconv.ParseInt(strings.TrimSpace(strings.TrimSuffix(line, "kB")), 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return kb << 10
}
