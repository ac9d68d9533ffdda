package find

import (
	"bytes"
	"context"
	"fmt"
	"runtime"
	"sync"
	"testing"
	"time"

	"alun/ground/find/findtest"
	"alun/ground/find/word"
)

// town is an index of made-up shops, built once, and what that took.
type town struct {
	index *Index
	took  time.Duration
	bytes uint64 // of the index alone
}

var towns = map[int]func() *town{
	100_000:   sync.OnceValue(func() *town { return build(100_000) }),
	1_000_000: sync.OnceValue(func() *town { return build(1_000_000) }),
}

func townConfig() Config {
	return Config{
		Fields: []Field{{"name", 3, 0.4}, {"product", 2, 0.6}, {"description", 1, 0.75}},
		Facets: []string{"area", "badge", "trade"},
		Words:  &word.Analyzer{Tables: word.Default(), Stem: true, Same: true},
	}
}

func townDoc(t *findtest.Town, id int64) Doc {
	s := t.Shop(id)
	return Doc{ID: id, Texts: s.Texts(), Facets: [][]string{{s.Area}, s.Badges, {s.Trade}}, Group: s.Trade, Name: s.Name, At: Point{s.Lat, s.Lon}, Placed: s.Placed}
}

func heap() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

func build(n int) *town {
	made := findtest.NewTown(1)
	before := heap()
	x, err := New(townConfig())
	if err != nil {
		panic(err)
	}
	t := &town{index: x}
	const bulk = 10_000
	for id := 0; id < n; id += bulk {
		docs := make([]Doc, bulk)
		for i := range docs {
			docs[i] = townDoc(made, int64(id+i))
		}
		begin := time.Now()
		if err := x.Put(docs...); err != nil {
			panic(err)
		}
		t.took += time.Since(begin)
	}
	begin := time.Now()
	if err := x.Merge(context.Background()); err != nil {
		panic(err)
	}
	t.took += time.Since(begin)
	t.bytes = heap() - before
	runtime.KeepAlive(made)
	fmt.Printf("%d documents: built in %s, the merge %s of it; %d bytes a document; %d parts\n", n, t.took.Round(time.Millisecond), time.Since(begin).Round(time.Millisecond), t.bytes/uint64(n), len(x.now.Load().parts))
	return t
}

func BenchmarkSearch(b *testing.B) {
	near := &Point{-930_000, 117_090_000}
	for _, n := range []int{100_000, 1_000_000} {
		for _, c := range []struct {
			name string
			q    Query
		}{
			{"one word", Query{Text: "kerajinan"}},
			{"rare word", Query{Text: "sirina"}},
			{"common word", Query{Text: "jual"}},
			{"two words", Query{Text: "nasi kuning"}},
			{"two common words", Query{Text: "jual harga"}},
			{"no hit", Query{Text: "xqzwvy"}},
			{"no hit, typos", Query{Text: "kerajinax", Typos: true}},
			{"six words, any", Query{Text: "nasi goreng ayam murah antar malam", Any: true}},
			{"phrase", Query{Text: `"jual nasi"`}},
			{"prefix", Query{Text: "ker*"}},
			{"prefix of one letter", Query{Text: "k*"}},
			{"list with a filter", Query{Where: map[string][]string{"area": {findtest.Areas[2]}}}},
			{"list, by name", Query{Where: map[string][]string{"area": {findtest.Areas[2]}}, Sort: ByName}},
			{"word and facets", Query{Text: "jual", Count: []string{"area", "badge", "trade"}}},
			{"nearest", Query{Sort: ByDistance, Near: near}},
			{"nearest with a word", Query{Text: "nasi", Sort: ByDistance, Near: near}},
			{"within 5 km", Query{Text: "nasi", Near: near, Within: 5000}},
			{"scorer", Query{Text: "nasi", Bound: 2, Score: func(id int64, r float32) float32 { return r * (1 + float32(id%8)/8) }}},
		} {
			b.Run(fmt.Sprintf("%d/%s", n, c.name), func(b *testing.B) {
				x := towns[n]().index
				c.q.Limit = 20
				r, err := x.Search(c.q)
				if err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(float64(r.Total), "found")
				b.ReportAllocs()
				for b.Loop() {
					if _, err := x.Search(c.q); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

func BenchmarkSuggest(b *testing.B) {
	x := towns[1_000_000]().index
	for _, typed := range []string{"k", "ker", "jual ke"} {
		b.Run(typed, func(b *testing.B) {
			for b.Loop() {
				x.Suggest(typed, 8)
			}
		})
	}
}

// BenchmarkPut changes one document of many, and merges as a caller would.
func BenchmarkPut(b *testing.B) {
	x, made := towns[1_000_000]().index, findtest.NewTown(2)
	id := int64(0)
	for b.Loop() {
		id++
		if err := x.Put(townDoc(made, id)); err != nil {
			b.Fatal(err)
		}
		if id%1000 == 0 {
			b.StopTimer()
			if err := x.Merge(context.Background()); err != nil {
				b.Fatal(err)
			}
			b.StartTimer()
		}
	}
}

func BenchmarkFile(b *testing.B) {
	x := towns[1_000_000]().index
	var file bytes.Buffer
	b.Run("save", func(b *testing.B) {
		for b.Loop() {
			file.Reset()
			if err := x.Save(&file, Mark{}); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(file.Len())/float64(x.Len()), "bytes/doc")
	})
	b.Run("load", func(b *testing.B) {
		for b.Loop() {
			if _, _, err := Load(bytes.NewReader(file.Bytes()), townConfig()); err != nil {
				b.Fatal(err)
			}
		}
	})
}
