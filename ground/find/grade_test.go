package find

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
)

// TestGradesAreNumberedOnce has more grades than a table of the first size holds.
func TestGradesAreNumberedOnce(t *testing.T) {
	g, of := newGrader(32), map[mark]uint16{}
	for range 2 {
		for often := range uint32(20) {
			for length := range uint32(300) {
				m := newMark(1, often, length)
				n, ok := g.of([]mark{m})
				if known, again := of[m]; !ok || again && known != n {
					t.Fatalf("%d of %d: number %d, was %d", often, length, n, known)
				}
				of[m] = n
			}
		}
	}
	if len(g.from)-1 != len(of) {
		t.Errorf("%d grades of %d", len(g.from)-1, len(of))
	}
	seen := map[uint16]bool{}
	for m, n := range of {
		if seen[n] || g.marks[g.from[n]] != m {
			t.Fatalf("number %d twice, or of another grade", n)
		}
		seen[n] = true
	}
}

// TestTooManyGrades has documents so unlike that not all grades can be numbered:
// counts are told apart less finely, and scores stay near.
func TestTooManyGrades(t *testing.T) {
	c := modelConfig()
	for f := range 6 {
		c.Fields = append(c.Fields, Field{fmt.Sprint(f), 1, 0.5})
	}
	x, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	var docs []Doc
	r := rand.New(rand.NewPCG(1, 1))
	for id := range int64(9_000) {
		d := Doc{ID: id}
		for range c.Fields {
			var words []string
			for w := range 8 {
				if n := r.IntN(4); n > 0 {
					words = append(words, strings.TrimSpace(strings.Repeat(fmt.Sprintf("kata%d lain%d ", w, w), n)))
				}
			}
			d.Texts = append(d.Texts, strings.Join(words, " "))
		}
		docs = append(docs, d)
	}
	if err := x.Put(docs...); err != nil {
		t.Fatal(err)
	}
	p := &x.now.Load().parts[0]
	exact := newGrader(32)
	b := &bag{slot: make([]uint32, p.lex.terms.len())}
	full := false
	for doc := range p.ids {
		p.fill(b, len(c.Fields), doc)
		for i, term := range b.terms {
			_, ok := b.grade(exact, &c, &p.segment.means, i)
			full = full || !ok
			want := 0.0
			for f, n := range b.often[i] {
				want += c.Fields[f].Weight * float64(n) / (1 - c.Fields[f].B + c.Fields[f].B*float64(b.length[f])/p.segment.means[f])
			}
			grade, ok := p.posts.gradeOf(term, uint32(doc))
			if got := float64(p.now[grade]) / fullWorth; !ok || math.Abs(got-want/(c.K1+want)) > 0.02 {
				t.Fatalf("document %d: worth %g, want %g", doc, got, want/(c.K1+want))
			}
		}
	}
	if !full {
		t.Errorf("only %d grades: no test", len(exact.from)-1)
	}
	t.Logf("%d grades kept", len(p.grades.from)-1)
}
