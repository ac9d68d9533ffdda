package find

import (
	"math"
	"math/bits"
	"slices"
)

// How much a word stands in a document depends on how often it stands in which
// fields, on how long these are, and on the mean lengths over the whole index.
// The first two never change, the means drift with every document. So a posting
// keeps the number of a grade: a grade is how often in which fields of what
// lengths, and there are some ten thousand of them for a million shops. What each
// grade is worth is worked out again when the means have moved. That makes scores
// exact where 16 bits of the worth itself would age.

// grades are the grades of a segment.
type grades struct {
	marks []mark
	from  []uint32 // of each grade, and the end: its first mark
}

// mark is one field of a grade: its number, how often the word stands there, how
// many words there are.
type mark uint64

const (
	markBits = 28
	markMost = 1<<markBits - 1
	// fixedField: a mark of this field is the worth itself, for documents so unlike
	// that their grades cannot be numbered.
	fixedField = mostFields
)

func newMark(field int, often, length uint32) mark {
	return mark(field)<<(2*markBits) | mark(min(often, markMost))<<markBits | mark(min(length, markMost))
}

func (m mark) field() int     { return int(m >> (2 * markBits)) }
func (m mark) often() uint32  { return uint32(m>>markBits) & markMost }
func (m mark) length() uint32 { return uint32(m) & markMost }

// fullWorth is the worth of a word that would stand nowhere but here and
// endlessly often.
const fullWorth = 1 << 28

// worth is w̃/(k1+w̃), with w̃ = Σ weight·often / ((1−b) + b·length/mean): BM25F
// without the rarity of the word.
func (c *Config) worth(marks []mark, m *means) uint32 {
	sum := 0.0
	for _, k := range marks {
		if k.field() >= len(c.Fields) {
			return max(1, k.often())
		}
		f, norm := &c.Fields[k.field()], 1.0
		if mean := m[k.field()]; mean > 0 {
			norm = 1 - f.B + f.B*float64(k.length())/mean
		}
		if norm <= 0 { // b is 1, and there are none but stop words, which have no length
			norm = 1
		}
		sum += f.Weight * float64(k.often()) / norm
	}
	return uint32(max(1, math.Round(fullWorth*sum/(c.K1+sum))))
}

// worths is what all grades are worth.
func (g *grades) worths(c *Config, m *means) []uint32 {
	all := make([]uint32, len(g.from)-1)
	for i := range all {
		all[i] = c.worth(g.marks[g.from[i]:g.from[i+1]], m)
	}
	return all
}

// grader numbers grades.
type grader struct {
	grades
	slots []uint32 // a hash table: 1 + the number of a grade, 0 free
	keep  int      // how many binary digits of counts and lengths are told apart, 0 all
}

func newGrader(keep int) *grader {
	return &grader{grades: grades{from: []uint32{0}}, slots: make([]uint32, 64), keep: keep}
}

const mostGrades = 1 << 16

// of is the number of a grade; false when there are too many.
func (g *grader) of(marks []mark) (uint16, bool) {
	if at, ok := g.find(marks); ok {
		return uint16(g.slots[at] - 1), true
	}
	n := len(g.from) - 1
	if n == mostGrades {
		return 0, false
	}
	if 2*n >= len(g.slots) {
		g.grow()
	}
	at, _ := g.find(marks)
	g.slots[at] = uint32(n) + 1
	g.marks = append(g.marks, marks...)
	g.from = append(g.from, uint32(len(g.marks)))
	return uint16(n), true
}

// find is the slot of a grade, or the free one for it.
func (g *grader) find(marks []mark) (uint32, bool) {
	hash := uint64(len(marks))
	for _, m := range marks {
		hash = (hash ^ uint64(m)) * 0x9e3779b97f4a7c15
		hash ^= hash >> 29
	}
	for at := uint32(hash>>32) & uint32(len(g.slots)-1); ; at = (at + 1) & uint32(len(g.slots)-1) {
		grade := g.slots[at]
		if grade == 0 {
			return at, false
		}
		if slices.Equal(g.marks[g.from[grade-1]:g.from[grade]], marks) {
			return at, true
		}
	}
}

func (g *grader) grow() {
	g.slots = make([]uint32, 4*len(g.slots))
	for i := range len(g.from) - 1 {
		at, _ := g.find(g.marks[g.from[i]:g.from[i+1]])
		g.slots[at] = uint32(i) + 1
	}
}

// coarse keeps the first binary digits of a number.
func (g *grader) coarse(n uint32) uint32 {
	drop := 0
	for g.keep > 0 && bits.Len32(n>>drop) > g.keep {
		drop++
	}
	if drop == 0 {
		return n
	}
	return (n>>drop)<<drop | 1<<(drop-1) // the middle of what falls together
}
