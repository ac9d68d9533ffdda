package find

import (
	"math"
	"sync"
	"sync/atomic"

	"alun/ground/find/word"
)

// Index is a ranked index. Its methods may be called from any goroutine.
type Index struct {
	config Config
	every  *word.Analyzer
	now    atomic.Pointer[state]

	writing sync.Mutex // held for every change of now
	merging sync.Mutex // held by Merge from beginning to end
	merge   int        // how many of the first parts Merge works on; under writing
	scratch sync.Pool  // of *search
}

// state is what a search sees: it never changes.
type state struct{ parts []part }

// part is a segment and what was removed from it.
type part struct {
	*segment
	gone   bitmap // nil if nothing is
	lost   losses
	live   int
	length lengths  // of the live documents
	means  means    // with which now was worked out
	now    []uint32 // what each grade is worth
	grown  float64  // how much a worth may be above that when the segment was made
}

// New makes an empty index.
func New(c Config) (*Index, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	tables := c.Words.Tables
	tables.Stop = nil
	x := &Index{config: c, every: &word.Analyzer{Tables: tables, Stem: c.Words.Stem}}
	x.now.Store(&state{})
	return x, nil
}

// Len is how many documents are in the index.
func (x *Index) Len() int { return x.now.Load().docs() }

func (s *state) docs() int {
	n := 0
	for i := range s.parts {
		n += s.parts[i].live
	}
	return n
}

func (s *state) length() lengths {
	var sum lengths
	for i := range s.parts {
		for f, n := range s.parts[i].length {
			sum[f] += n
		}
	}
	return sum
}

func newPart(s *segment) part {
	return part{segment: s, live: s.len(), length: s.length, means: s.means, now: s.worth, grown: 1}
}

// drift is by how much, as a share, a mean may move before grades are worth
// something else. Scores are exact to about that.
const drift = 1e-5

// tuned gives a state in which all parts know the means over all.
func (c *Config) tuned(parts []part) *state {
	s := &state{parts}
	length := s.length()
	m := length.means(s.docs())
	for i := range parts {
		if p := &parts[i]; p.means.moved(&m) {
			p.means, p.now, p.grown = m, p.grades.worths(c, &m), 1
			for g, worth := range p.now {
				p.grown = max(p.grown, float64(worth)/float64(p.worth[g]))
			}
		}
	}
	return s
}

// bound is what a grade in a block can be worth at most now. Never more than all:
// so many words cannot be asked for that the sum would wrap around.
func (p *part) bound(most uint16) uint64 {
	return uint64(min(float64(most)*mostUnit*p.grown+1, fullWorth))
}

func (m *means) moved(to *means) bool {
	for f := range m {
		if math.Abs(m[f]-to[f]) > drift*m[f] {
			return true
		}
	}
	return false
}
