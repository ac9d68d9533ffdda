package find

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"alun/ground/find/findtest"
)

// scattered is an index of made-up shops in several parts, some of them removed, and
// the shops that are left.
func scattered(t testing.TB, n int) (*Index, map[int64]Doc) {
	t.Helper()
	x, err := New(townConfig())
	if err != nil {
		t.Fatal(err)
	}
	made, docs := findtest.NewTown(3), map[int64]Doc{}
	for id := range int64(n) {
		docs[id] = townDoc(made, id)
		if err := x.Put(docs[id]); err != nil {
			t.Fatal(err)
		}
		if id == int64(n)/2 {
			if err := x.Merge(context.Background()); err != nil {
				t.Fatal(err)
			}
		}
	}
	for id := int64(0); id < int64(n); id += 7 {
		x.Remove(id)
		delete(docs, id)
	}
	return x, docs
}

// counted counts as the words of Grid say, with divisions, over all documents.
func counted(docs map[int64]Doc, g Grid) []Cell {
	wide, tall := int64(g.Box.Max.Lon)-int64(g.Box.Min.Lon)+1, int64(g.Box.Max.Lat)-int64(g.Box.Min.Lat)+1
	most := func(n int, width int64) int64 { return min(int64(min(max(n, 1), MostCells)), max(width-1, 1)) }
	columns, rows := most(g.Columns, wide), most(g.Rows, tall)
	type sums struct{ n, lat, lon, id int64 }
	at := map[[2]int64]*sums{}
	for id, d := range docs {
		if !d.Placed || !g.Box.has(d.At) {
			continue
		}
		k := [2]int64{(int64(d.At.Lat) - int64(g.Box.Min.Lat)) * rows / tall, (int64(d.At.Lon) - int64(g.Box.Min.Lon)) * columns / wide}
		if at[k] == nil {
			at[k] = &sums{}
		}
		s := at[k]
		s.n, s.lat, s.lon, s.id = s.n+1, s.lat+int64(d.At.Lat), s.lon+int64(d.At.Lon), id
	}
	var out []Cell
	for k, s := range at {
		c := Cell{Row: int(k[0]), Column: int(k[1]), N: int(s.n), At: Point{int32(s.lat / s.n), int32(s.lon / s.n)}}
		if s.n == 1 {
			c.One = s.id
		}
		out = append(out, c)
	}
	slices.SortFunc(out, func(a, b Cell) int { return cmp.Or(a.Row-b.Row, a.Column-b.Column) })
	return out
}

func TestCellsAreThoseOfANaiveCount(t *testing.T) {
	x, docs := scattered(t, 3000)
	r := rand.New(rand.NewPCG(1, 2))
	full := Box{Point{-90_000_000, -180_000_000}, Point{90_000_000, 180_000_000}}
	edge := func(p, q Point) Box {
		return Box{Point{min(p.Lat, q.Lat), min(p.Lon, q.Lon)}, Point{max(p.Lat, q.Lat), max(p.Lon, q.Lon)}}
	}
	one := func() Point {
		for {
			if d, ok := docs[r.Int64N(3000)]; ok && d.Placed { // points lie on edges of boxes and cells
				return d.At
			}
		}
	}
	some := 0
	for i := range 300 {
		g := Grid{edge(one(), one()), 1 + r.IntN(300), 1 + r.IntN(300)}
		switch i % 10 {
		case 0:
			g.Box = full
		case 1:
			p := one()
			g.Box = Box{p, p}
		case 2:
			p := one()
			g.Box = Box{p, Point{p.Lat + r.Int32N(3), p.Lon + r.Int32N(3)}}
		}
		q, left := Query{}, docs
		if i%3 == 1 { // those of a trade
			q.Where, left = map[string][]string{"trade": {docs[1].Facets[2][0]}}, map[int64]Doc{}
			for id, d := range docs {
				if d.Facets[2][0] == docs[1].Facets[2][0] {
					left[id] = d
				}
			}
		}
		got, err := x.Cells(q, g)
		if err != nil {
			t.Fatal(err)
		}
		want := counted(left, g)
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("%+v: %d cells, want %d", g, len(got), len(want))
		}
		some += len(want)
		q.In = &g.Box
		found, err := x.Search(q)
		if n := total(want); err != nil || found.Total != n {
			t.Fatalf("%+v: found %d in the box, want %d (%v)", g.Box, found.Total, n, err)
		}
	}
	if some < 1000 {
		t.Errorf("only %d cells: the boxes are too small", some)
	}
}

func total(all []Cell) (n int) {
	for _, c := range all {
		n += c.N
	}
	return n
}

func TestCellsOfOddBoxes(t *testing.T) {
	x, _ := scattered(t, 50)
	for _, g := range []Grid{{}, {Box: Box{Point{5, 5}, Point{4, 4}}, Columns: 3, Rows: 3},
		{Box: Box{Point{math.MinInt32, math.MinInt32}, Point{math.MaxInt32, math.MaxInt32}}, Columns: math.MaxInt, Rows: -1}} {
		if _, err := x.Cells(Query{}, g); err != nil {
			t.Error(g, err)
		}
	}
	if _, err := x.Cells(Query{Where: map[string][]string{"colour": {"red"}}}, Grid{}); err == nil {
		t.Error("a facet that is not there was taken")
	}
}

// The rounded fraction gives the cell of an exact division at every edge.
func TestSharesAreExact(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 2000 {
		width := 1 + r.Uint64N(1<<uint(1+r.IntN(32)))
		n, _ := share(1+r.IntN(MostCells), width)
		for range 20 {
			edge := uint64(r.IntN(n)) * width / uint64(n)
			for _, x := range []uint64{edge, edge + 1, max(edge, 1) - 1, width - 1, r.Uint64N(width)} {
				if x >= width {
					continue
				}
				tl := newTally(Grid{Box{Point{0, math.MinInt32}, Point{0, int32(int64(math.MinInt32) + int64(width) - 1)}}, n, 1})
				tl.add(Point{0, int32(int64(math.MinInt32) + int64(x))}, 1)
				if want := x * uint64(n) / width; tl.sums[want].n != 1 {
					t.Fatalf("%d of %d in %d cells is not in cell %d", x, width, n, want)
				}
			}
		}
	}
}

func TestWhatIsNotOnEarthIsRefused(t *testing.T) {
	x, err := New(townConfig())
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range []Point{{90_000_001, 0}, {-90_000_001, 0}, {0, 180_000_001}, {0, -180_000_001}, {math.MaxInt32, math.MinInt32}} {
		if err := x.Put(Doc{ID: 1, At: Point{1, 1}, Placed: true}, Doc{ID: 2, At: p, Placed: true}); err == nil || x.Len() != 0 {
			t.Errorf("%v was taken: %v, %d documents", p, err, x.Len())
		}
		if err := x.Put(Doc{ID: 3, At: p}); err != nil { // it has no point: what stands there is nothing
			t.Error(err)
		}
		x.Remove(3)
		if err := x.Put(Doc{ID: 4, At: Point{-90_000_000, 180_000_000}, Placed: true}); err != nil {
			t.Error(err)
		}
		r, err := x.Search(Query{Near: &p, Within: 30_000_000, Limit: 1})
		if err != nil || r.Total > 1 || r.Total == 1 && r.Hits[0].Metres < 0 {
			t.Errorf("near %v: %+v, %v", p, r, err)
		}
		x.Remove(4)
	}
}

func TestValuesAreThoseOfAFacet(t *testing.T) {
	x, docs := scattered(t, 400)
	want := map[string]bool{}
	for _, d := range docs {
		want[d.Facets[0][0]] = true
	}
	got := x.Values("area")
	if !slices.IsSorted(got) {
		t.Error("not sorted")
	}
	for v := range want {
		if !slices.Contains(got, v) {
			t.Errorf("%q is missing", v)
		}
	}
	if x.Values("colour") != nil {
		t.Error("a facet that is not there has values")
	}
}

func BenchmarkCells(b *testing.B) {
	for _, n := range []int{100_000, 1_000_000} {
		city := Box{Point{-1_500_000, 116_000_000}, Point{0, 118_000_000}}
		quarter := Box{Point{-950_000, 117_050_000}, Point{-900_000, 117_100_000}}
		for _, c := range []struct {
			name string
			q    Query
			g    Grid
		}{
			{"all", Query{}, Grid{city, 64, 48}},
			{"all, most cells", Query{}, Grid{city, MostCells, MostCells}},
			{"a quarter", Query{}, Grid{quarter, 32, 32}},
			{"a common word", Query{Text: "jual"}, Grid{city, 64, 48}},
			{"two words", Query{Text: "nasi kuning"}, Grid{city, 64, 48}},
			{"a filter", Query{Where: map[string][]string{"area": {findtest.Areas[2]}}}, Grid{city, 64, 48}},
		} {
			b.Run(fmt.Sprintf("%d/%s", n, c.name), func(b *testing.B) {
				x := towns[n]().index
				cells, err := x.Cells(c.q, c.g)
				if err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(float64(total(cells)), "counted")
				b.ReportMetric(float64(len(cells)), "cells")
				for b.Loop() {
					if _, err := x.Cells(c.q, c.g); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
