package find_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"alun/ground/find"
	"alun/ground/find/findtest"
	"alun/ground/find/word"
)

func TestAReplacedDocumentIsThereOnce(t *testing.T) {
	x := filled(t, text(1, "lama satu"), text(2, "lama dua"), text(1, "baru satu"))
	check := func(when string) {
		t.Helper()
		for q, want := range map[string][]int64{"": {1, 2}, "lama": {2}, "baru": {1}, "satu": {1}, "dua": {2}, `"baru satu"`: {1}, `"lama satu"`: nil} {
			if got := found(t, x, find.Query{Text: q, Sort: find.ByName}); len(got) != len(want) || len(want) == 1 && got[0] != want[0] {
				t.Errorf("%s, %q: %v, want %v", when, q, got, want)
			}
		}
		if x.Len() != 2 {
			t.Errorf("%s: Len is %d", when, x.Len())
		}
	}
	check("twice in one put")
	for range 5 {
		if err := x.Put(text(1, "lama satu")); err != nil {
			t.Fatal(err)
		}
		if err := x.Put(text(1, "baru satu")); err != nil {
			t.Fatal(err)
		}
		check("put again")
	}
	if err := x.Merge(context.Background()); err != nil {
		t.Fatal(err)
	}
	check("merged")
	x.Remove(1, 1, 77, -3)
	x.Remove(1)
	if got := found(t, x, find.Query{Text: "satu"}); len(got) != 0 || x.Len() != 1 {
		t.Errorf("removed: %v, Len %d", got, x.Len())
	}
	if err := x.Put(text(1, "baru satu")); err != nil {
		t.Fatal(err)
	}
	check("came back")
}

// What only removed documents had is neither counted, suggested nor guessed.
func TestARemovedDocumentLeavesNothing(t *testing.T) {
	docs := []find.Doc{}
	for i := range int64(40) {
		d := text(i, fmt.Sprintf("zamrud permata %d", i))
		d.Facets = [][]string{{"Rantau"}, {"halal", "halal"}}
		docs = append(docs, d)
	}
	x := filled(t, append(docs, text(100, "kayu"))...)
	for i := range int64(39) {
		x.Remove(i)
	}
	check := func(when string, left int) {
		t.Helper()
		r, err := x.Search(find.Query{Count: []string{"area", "badge"}, Limit: 5})
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, facet := range []string{"area", "badge"} {
			for _, c := range r.Facets[facet] {
				if n += c.N; c.N != 1 {
					t.Errorf("%s: %s %+v, one document is left", when, facet, c)
				}
			}
		}
		if n != 2*left || r.Total != left+1 {
			t.Errorf("%s: %d counted, %d found", when, n, r.Total)
		}
	}
	check("39 of 40 removed", 1)
	x.Remove(39)
	check("all removed", 0)
	if got := x.Suggest("zamr", 5); len(got) != 0 {
		t.Errorf("suggests %q, which stands nowhere", got)
	}
	if r, err := x.Search(find.Query{Text: "zamrut", Typos: true, Limit: 5}); err != nil || r.Total != 0 {
		t.Errorf("%d found, %v", r.Total, err)
	}
	if err := x.Merge(context.Background()); err != nil {
		t.Fatal(err)
	}
	check("merged", 0)
	if got := x.Suggest("zamr", 5); len(got) != 0 {
		t.Errorf("merged, it suggests %q", got)
	}
}

func TestOddDocuments(t *testing.T) {
	c := plain()
	b := &both{oracle: newOracle(c), town: findtest.NewTown(1)}
	b.index, _ = find.New(c)
	huge := strings.Repeat("jual roti ", 70_000)
	var many []string
	for i := range 3000 {
		many = append(many, fmt.Sprintf("badge%d", i))
	}
	b.put(t,
		find.Doc{ID: math.MaxInt64, Texts: []string{"roti", "", ""}}, find.Doc{ID: math.MinInt64, Texts: []string{"", "roti", ""}},
		find.Doc{ID: 0}, find.Doc{ID: -1, Texts: []string{}}, find.Doc{ID: 2, Texts: []string{"\xff\xfe roti \x00", strings.Repeat("panjang", 20_000)}},
		find.Doc{ID: 3, Texts: []string{"", "", huge}}, find.Doc{ID: 4, Texts: []string{huge, huge, "roti"}}, find.Doc{ID: 5, Texts: []string{"dan yang"}},
		find.Doc{ID: 6, Texts: []string{"日本 roti 日本語"}, Facets: [][]string{{"a", "a", ""}, many}, At: find.Point{Lat: 90_000_000, Lon: -180_000_000}, Placed: true},
		find.Doc{ID: 7, Texts: []string{"roti"}, Facets: [][]string{{"\xff", strings.Repeat("v", 100_000)}}, Name: strings.Repeat("n", 100_000), Group: strings.Repeat("g", 70_000)},
	)
	for i := range int64(200) {
		b.put(t, text(100+i, "sepi", "sayur", "pasar pagi"))
	}
	for range 2 {
		for _, q := range []asked{{words: []string{"roti"}}, {words: []string{"jual", "roti"}}, {words: []string{"jual", "roti", "sayur"}, any: true}, {words: []string{"roti"}, where: map[string][]string{"badge": {"badge2999"}}}} {
			r, err := b.index.Search(find.Query{Text: strings.Join(q.words, " "), Any: q.any, Where: q.where, Limit: rankedTop})
			if err != nil {
				t.Fatal(err)
			}
			if exact := b.oracle.search(q.words, q.any, q.where); r.Total != len(exact) || !same(r.Hits, exact, rankedTop) {
				t.Errorf("%s", describe(q, r, exact))
			}
		}
		if n := len(found(t, b.index, find.Query{})); n != 210 || b.index.Len() != 210 {
			t.Errorf("%d documents, Len %d", n, b.index.Len())
		}
		if _, err := b.index.Search(find.Query{Sort: find.ByDistance, Near: &find.Point{Lat: math.MinInt32, Lon: math.MaxInt32}, Within: math.MaxInt, Limit: 10}); err != nil {
			t.Error(err)
		}
		if err := b.index.Merge(context.Background()); err != nil {
			t.Fatal(err)
		}
		b.reload(t)
	}
	for _, d := range []find.Doc{{ID: 1, Texts: make([]string, 4)}, {ID: 1, Facets: make([][]string, 3)}} {
		if err := b.index.Put(text(900, "setengah"), d); err == nil {
			t.Errorf("a document with more than the index has room for is taken: %d fields, %d facets", len(d.Texts), len(d.Facets))
		}
		if n := len(found(t, b.index, find.Query{Text: "setengah"})); n != 0 {
			t.Error("a refused put leaves half of itself")
		}
	}
}

// TestLengthsThatDrift fills the index with short texts first and long ones then:
// what was worked out with the mean of the first must not stay.
func TestLengthsThatDrift(t *testing.T) {
	c := plain()
	b := &both{oracle: newOracle(c), town: findtest.NewTown(3)}
	b.index, _ = find.New(c)
	var short, long []find.Doc
	for id := int64(1); id <= 3000; id++ {
		s := b.town.Shop(id)
		d := shopDoc(s)
		d.Texts = []string{s.Name, "", strings.Join(strings.Fields(s.Description)[:3], " ")}
		short = append(short, d)
	}
	for id := int64(3001); id <= 9000; id++ {
		d := shopDoc(b.town.Shop(id))
		for more := range int64(5) {
			s := b.town.Shop(id + (more+1)*100_000)
			d.Texts[1] += " " + s.Product
			d.Texts[2] += " " + s.Description
		}
		long = append(long, d)
	}
	for part := range slices.Chunk(slices.Concat(short, long), 250) {
		b.put(t, part...)
	}
	t.Run("grown", func(t *testing.T) { b.mustAgree(t, 31, 150) })
	var gone []int64
	for _, d := range long[:5900] { // nearly all long ones go again
		gone = append(gone, d.ID)
	}
	b.index.Remove(gone...)
	b.oracle.remove(gone...)
	t.Run("shrunk", func(t *testing.T) { b.mustAgree(t, 32, 150) })
	if err := b.index.Merge(context.Background()); err != nil {
		t.Fatal(err)
	}
	t.Run("merged", func(t *testing.T) { b.mustAgree(t, 33, 150) })
}

// TestOtherConfigs ranks with parameters at their ends.
func TestOtherConfigs(t *testing.T) {
	for name, change := range map[string]func(*find.Config){
		"b 0 and 1":      func(c *find.Config) { c.Fields[0].B, c.Fields[1].B, c.Fields[2].B = 0, 1, 1 },
		"heavy name":     func(c *find.Config) { c.Fields[0].Weight = 200 },
		"light text":     func(c *find.Config) { c.Fields[2].Weight = 0.01 },
		"soon saturated": func(c *find.Config) { c.K1 = 0.05 },
		"late saturated": func(c *find.Config) { c.K1 = 50 },
		"one field": func(c *find.Config) {
			c.Fields = []find.Field{{Name: "all", Weight: 1, B: 0.75}}
		},
		"eight fields": func(c *find.Config) {
			for len(c.Fields) < 8 {
				c.Fields = append(c.Fields, find.Field{Name: fmt.Sprint(len(c.Fields)), Weight: float64(len(c.Fields)), B: 0.5})
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := plain()
			change(&c)
			b := &both{oracle: newOracle(c), town: findtest.NewTown(4)}
			b.index, _ = find.New(c)
			var docs []find.Doc
			for id := int64(1); id <= 3000; id++ {
				d := shopDoc(b.town.Shop(id))
				for f := 3; f < len(c.Fields); f++ {
					d.Texts = append(d.Texts, b.town.Shop(id*8+int64(f)).Product)
				}
				d.Texts = d.Texts[:min(len(d.Texts), len(c.Fields))]
				docs = append(docs, d)
			}
			for part := range slices.Chunk(docs, 350) {
				b.put(t, part...)
			}
			j := b.judge(t, b.questions(41, 200))
			if t.Logf("%d of %d, scores off by at most %.1e", j.same, j.asked, j.scoreOff); float64(j.same) < rankedShare*float64(j.asked) || j.totals < j.asked || j.wrong > 0 {
				t.Errorf("%d alike, %d totals of %d, %d counts wrong: %s", j.same, j.totals, j.asked, j.wrong, strings.Join(j.odd, "\n"))
			}
		})
	}
}

// TestEqualDocuments has thousands of documents with one score: the lower ids
// come first, whichever segment, block or group they stand in.
func TestEqualDocuments(t *testing.T) {
	x, _ := find.New(plain())
	r := rand.New(rand.NewPCG(1, 1))
	ids := r.Perm(9000)
	for part := range slices.Chunk(ids, 700) {
		var docs []find.Doc
		for _, id := range part {
			docs = append(docs, find.Doc{ID: int64(id), Texts: []string{"sama rata"}, Name: "sama", Group: fmt.Sprint(id % 7)})
		}
		if err := x.Put(docs...); err != nil {
			t.Fatal(err)
		}
	}
	for range 2 {
		for _, q := range []find.Query{{Text: "sama"}, {Text: "sama rata"}, {Text: "sama lain", Any: true}, {}, {Sort: find.ByName}, {Sort: find.ByDistance}, {Text: "rata", Skip: 40}} {
			q.Limit = 30
			for i, id := range found(t, x, q) {
				if id != int64(q.Skip+i) {
					t.Errorf("%+v: place %d is document %d", q, i, id)
					break
				}
			}
		}
		if err := x.Merge(context.Background()); err != nil {
			t.Fatal(err)
		}
	}
}

func TestAMergeThatIsBrokenOffChangesNothing(t *testing.T) {
	b := newBoth(t, plain(), plain(), 3000)
	b.change(t)
	ctx, stop := context.WithCancel(context.Background())
	stop()
	if err := b.index.Merge(ctx); err != nil && !errors.Is(err, context.Canceled) {
		t.Errorf("broken off: %v", err)
	}
	b.mustAgree(t, 51, 150)
}

// TestConcurrentChangesDuringAMerge puts and removes while segments are folded: nothing
// comes back, nothing is lost, no document is there twice.
func TestConcurrentChangesDuringAMerge(t *testing.T) {
	b := newBoth(t, plain(), plain(), 6000)
	for round := range 4 {
		done := make(chan error)
		go func() { done <- b.index.Merge(context.Background()) }()
		for id := int64(1); id <= 6000; id += 5 {
			switch (id/5 + int64(round)) % 3 {
			case 0:
				b.index.Remove(id)
				b.oracle.remove(id)
			case 1:
				d := shopDoc(b.town.Shop(id + int64(round)*50_000))
				d.ID = id
				b.put(t, d)
			}
		}
		if err := <-done; err != nil {
			t.Fatal(err)
		}
		b.mustAgree(t, uint64(60+round), 100)
	}
}

// TestOneStateThroughout replaces ten documents at a time, always all with one
// new word: an answer never has two of these words, nor less than ten documents.
func TestOneStateThroughout(t *testing.T) {
	x, _ := find.New(find.Config{Fields: plain().Fields, Facets: []string{"turn"}, Words: &word.Analyzer{Tables: word.Default(), Stem: true}})
	put := func(turn int) {
		var docs []find.Doc
		for id := range int64(10) {
			docs = append(docs, find.Doc{ID: id, Texts: []string{"tetap"}, Facets: [][]string{{fmt.Sprint(turn)}}, Group: fmt.Sprint(id % 3)})
		}
		if err := x.Put(docs...); err != nil {
			t.Error(err)
		}
	}
	put(0)
	stop := make(chan struct{})
	var all sync.WaitGroup
	for _, typed := range []string{"tetap", "", "tet*"} {
		all.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				r, err := x.Search(find.Query{Text: typed, Limit: 20, Count: []string{"turn"}})
				if err != nil || r.Total != 10 || len(r.Hits) != 10 || len(r.Facets["turn"]) != 1 || r.Facets["turn"][0].N != 10 || x.Len() != 10 {
					t.Errorf("%q: total %d, %d hits, turns %v, %v", typed, r.Total, len(r.Hits), r.Facets["turn"], err)
					return
				}
			}
		})
	}
	for turn := range 300 {
		put(turn + 1)
		if turn%20 == 0 {
			if err := x.Merge(context.Background()); err != nil {
				t.Error(err)
			}
		}
	}
	close(stop)
	all.Wait()
}

// TestTextsOfAllLengths has lists of products and descriptions of very different
// length, as people write them: what is kept of a posting must tell them apart.
func TestTextsOfAllLengths(t *testing.T) {
	c := plain()
	b := &both{oracle: newOracle(c), town: findtest.NewTown(9)}
	b.index, _ = find.New(c)
	r := rand.New(rand.NewPCG(9, 9))
	var docs []find.Doc
	for id := int64(1); id <= 12_000; id++ {
		d := shopDoc(b.town.Shop(id))
		d.Texts[1] = b.long(r, 1+r.IntN(1+r.IntN(150)), func(s findtest.Shop) string { return s.Product })
		d.Texts[2] = b.long(r, 1+r.IntN(1+r.IntN(300)), func(s findtest.Shop) string { return s.Description })
		docs = append(docs, d)
	}
	for part := range slices.Chunk(docs, 5000) {
		b.put(t, part...)
	}
	if err := b.index.Merge(context.Background()); err != nil {
		t.Fatal(err)
	}
	b.mustAgree(t, 71, 150)
}

// long is a text of about so many words.
func (b *both) long(r *rand.Rand, words int, of func(findtest.Shop) string) string {
	var all []string
	for len(all) < words {
		all = append(all, strings.Fields(of(b.town.Shop(r.Int64N(1<<40))))...)
	}
	return strings.Join(all[:words], " ")
}
