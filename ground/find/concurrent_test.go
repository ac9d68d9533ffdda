package find

import (
	"context"
	"fmt"
	"io"
	"sync"
	"testing"
)

// TestConcurrentSearchesSeeOneState searches, saves and suggests while documents
// are put, removed and merged. Every document has the number of its turn, and
// each turn replaces all of them at once: an answer has one turn only.
func TestConcurrentSearchesSeeOneState(t *testing.T) {
	c := modelConfig()
	c.Facets = []string{"turn"}
	x, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	const documents, turns = 30, 120
	put := func(turn int) {
		docs := make([]Doc, documents)
		for i := range docs {
			docs[i] = Doc{ID: int64(i), Texts: []string{"kayu rotan", fmt.Sprint("turn", turn)}, Facets: [][]string{{fmt.Sprint(turn)}}, Group: fmt.Sprint(i % 4)}
		}
		if err := x.Put(docs...); err != nil {
			t.Error(err)
		}
	}
	put(0)
	done := make(chan struct{})
	var readers sync.WaitGroup
	until := func(do func() bool) {
		readers.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				if !do() {
					return
				}
			}
		})
	}
	for _, q := range []Query{{Text: "kayu"}, {Text: `"kayu rotan"`}, {Text: "kay* OR rotan"}, {Text: "kayv", Typos: true}, {Sort: ByName}} {
		q.Limit, q.Count = documents, c.Facets
		until(func() bool { x.Suggest("ka", 3); return oneTurn(t, x, q, documents) })
	}
	until(func() bool { return x.Save(io.Discard, Mark{}) == nil })
	var writers sync.WaitGroup
	writers.Go(func() {
		for turn := range turns {
			put(turn + 1)
			x.Remove(int64(1000 + turn))
		}
	})
	writers.Go(func() {
		for range turns / 4 {
			if err := x.Merge(context.Background()); err != nil {
				t.Error(err)
			}
		}
	})
	writers.Wait()
	close(done)
	readers.Wait()
}

// oneTurn holds an answer against itself.
func oneTurn(t *testing.T, x *Index, q Query, documents int) bool {
	r, err := x.Search(q)
	if err != nil || r.Total != documents || len(r.Hits) != documents || len(r.Facets["turn"]) != 1 || x.Len() != documents {
		t.Errorf("%q: %d found, %d hits, %v, %v", q.Text, r.Total, len(r.Hits), r.Facets, err)
		return false
	}
	return true
}

// TestPutsStaySmall puts single documents, as a diary does: parts stay few, and
// none is written anew more often than folding promises.
func TestPutsStaySmall(t *testing.T) {
	x, err := New(modelConfig())
	if err != nil {
		t.Fatal(err)
	}
	most := 0
	for id := range int64(3000) {
		if err := x.Put(Doc{ID: id, Texts: []string{"kayu", "besi rotan"}}); err != nil {
			t.Fatal(err)
		}
		most = max(most, len(x.now.Load().parts))
	}
	if most > 3000/foldMost+3*foldAt {
		t.Errorf("%d parts", most)
	}
	if err := x.Merge(context.Background()); err != nil {
		t.Fatal(err)
	}
	if n := len(x.now.Load().parts); n > 2 || x.Len() != 3000 {
		t.Errorf("merged: %d parts of %d documents", n, x.Len())
	}
	for id := range int64(2990) {
		x.Remove(id)
	}
	if err := x.Merge(context.Background()); err != nil {
		t.Fatal(err)
	}
	parts := x.now.Load().parts
	if len(parts) != 1 || parts[0].len() != 10 {
		t.Errorf("%d parts, the first of %d documents: what is gone takes room", len(parts), parts[0].len())
	}
	for id := range int64(3000) {
		x.Remove(id)
	}
	if err := x.Merge(context.Background()); err != nil || len(x.now.Load().parts) != 0 {
		t.Errorf("%d parts of nothing, %v", len(x.now.Load().parts), err)
	}
}
