package find

import (
	"math"
	"slices"
	"strings"
)

// hit is a document among the best so far.
type hit struct {
	score  float32
	metres int32
	id     int64
	name   string // only when names decide
	part   int
	doc    uint32
}

// top keeps the first documents of an order, in a heap with the last on top.
type top struct {
	most  int
	hits  []hit
	order Sort
	scale float64 // how much a score may be above the relevance; 0 if nobody knows
}

// begin prepares for the hits of a question among so many documents.
func (t *top) begin(q *Query, docs int) {
	if q.Limit > 0 {
		skip := min(max(q.Skip, 0), docs)
		t.most = skip + min(q.Limit, docs-skip)
	}
	t.order, t.scale = q.Sort, 1
	if q.Sort == ByDistance && q.Near == nil {
		t.order = ByRelevance // all are equal: by id
	}
	if q.Score != nil {
		t.scale = max(0, float64(q.Bound))
	}
}

// before says whether a comes before b.
func (t *top) before(a, b *hit) bool {
	switch {
	case t.order == ByRelevance && a.score != b.score:
		return a.score > b.score
	case t.order == ByDistance && a.metres != b.metres:
		return uint32(a.metres) < uint32(b.metres) // -1, unknown, is last
	case t.order == ByName:
		if c := strings.Compare(a.name, b.name); c != 0 {
			return c < 0
		}
	}
	return a.id < b.id
}

func (t *top) full() bool { return len(t.hits) == t.most }

// offer keeps a document if it is among the first, and says whether it did.
func (t *top) offer(h hit) bool {
	if !t.full() {
		t.hits = append(t.hits, h)
		for i := len(t.hits) - 1; i > 0; {
			up := (i - 1) / 2
			if !t.before(&t.hits[up], &t.hits[i]) {
				break
			}
			t.hits[i], t.hits[up] = t.hits[up], t.hits[i]
			i = up
		}
		return true
	}
	if !t.before(&h, &t.hits[0]) {
		return false
	}
	t.hits[0] = h
	for i := 0; ; {
		last := 2*i + 1
		if last >= len(t.hits) {
			break
		}
		if r := last + 1; r < len(t.hits) && t.before(&t.hits[last], &t.hits[r]) {
			last = r
		}
		if !t.before(&t.hits[i], &t.hits[last]) {
			break
		}
		t.hits[i], t.hits[last] = t.hits[last], t.hits[i]
		i = last
	}
	return true
}

// slack is more than rounding a score to float32, twice, can raise it.
const slack = 1 - 1.0/(1<<20)

// need is the relevance below which a document cannot be among the first. One
// that reaches it may still come in by its id.
func (t *top) need() uint64 {
	if !t.full() || t.scale == 0 || t.hits[0].score <= 0 {
		return 0
	}
	need := float64(t.hits[0].score) / t.scale * unitScore * slack
	if need >= math.MaxUint64/2 {
		return math.MaxUint64 / 2
	}
	return uint64(need)
}

// page is the hits in their order, without the first ones.
func (t *top) page(skip int) []hit {
	slices.SortFunc(t.hits, func(a, b hit) int {
		switch {
		case t.before(&a, &b):
			return -1
		case t.before(&b, &a):
			return 1
		}
		return 0
	})
	return t.hits[min(max(skip, 0), len(t.hits)):]
}
