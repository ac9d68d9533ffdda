package find_test

import (
	"bytes"
	"context"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"alun/ground/find"
	"alun/ground/find/findtest"
	"alun/ground/find/word"
)

const (
	rankedShops   = 20_000
	rankedQueries = 1000
	rankedTop     = 20
	rankedShare   = 0.95 // of the questions whose first hits must be the oracle's
)

// plain is the index under judgement: stems, but no words of the same meaning,
// of which the paper says nothing.
func plain() find.Config {
	return find.Config{
		Fields: []find.Field{{Name: "name", Weight: 3, B: 0.4}, {Name: "product", Weight: 2, B: 0.6}, {Name: "description", Weight: 1, B: 0.75}},
		Facets: []string{"area", "badge"},
		K1:     1.2,
		Words:  &word.Analyzer{Tables: word.Default(), Stem: true},
	}
}

func shopDoc(s findtest.Shop) find.Doc {
	return find.Doc{
		ID: s.ID, Texts: s.Texts(), Facets: [][]string{{s.Area}, s.Badges}, Group: s.Trade, Name: s.Name,
		At: find.Point{Lat: s.Lat, Lon: s.Lon}, Placed: s.Placed,
	}
}

func shopDocs(town *findtest.Town, from, to int64) []find.Doc {
	var all []find.Doc
	for id := from; id < to; id++ {
		all = append(all, shopDoc(town.Shop(id)))
	}
	return all
}

// both puts, removes and asks on both sides.
type both struct {
	index  *find.Index
	oracle *oracle
	town   *findtest.Town
}

func newBoth(t testing.TB, index, exact find.Config, shops int64) *both {
	t.Helper()
	x, err := find.New(index)
	if err != nil {
		t.Fatal(err)
	}
	b := &both{x, newOracle(exact), findtest.NewTown(11)}
	b.put(t, shopDocs(b.town, 1, shops+1)...)
	return b
}

// put brings documents in as they come in life: some in a bulk, some alone.
func (b *both) put(t testing.TB, docs ...find.Doc) {
	t.Helper()
	for part := range slices.Chunk(docs, 3001) {
		if err := b.index.Put(part...); err != nil {
			t.Fatal(err)
		}
	}
	b.oracle.put(docs...)
}

// questions are words of documents that are there: frequent ones as often as
// they stand, rare ones picked from all distinct words, from one document (so
// that something holds them all) and from many.
func (b *both) questions(seed uint64, n int) []asked {
	r := rand.New(rand.NewPCG(seed, 5))
	ids := slices.Sorted(maps.Keys(b.oracle.docs))
	distinct := map[string]bool{}
	for _, id := range ids {
		for _, w := range b.wordsOf(id) {
			distinct[w] = true
		}
	}
	rare := slices.Sorted(maps.Keys(distinct))
	var all []asked
	for len(all) < n {
		q := asked{any: r.IntN(2) == 0, where: map[string][]string{}}
		id := ids[r.IntN(len(ids))]
		for range 1 + r.IntN(6) {
			switch {
			case r.IntN(4) == 0:
				q.words = append(q.words, rare[r.IntN(len(rare))])
			case q.any && r.IntN(2) == 0:
				q.words = append(q.words, one(r, b.wordsOf(ids[r.IntN(len(ids))])))
			default:
				q.words = append(q.words, one(r, b.wordsOf(id)))
			}
		}
		q.words = b.apartTerms(q.words)
		if r.IntN(3) == 0 {
			q.where["area"] = []string{one(r, findtest.Areas), one(r, findtest.Areas)}
		}
		if r.IntN(6) == 0 {
			q.where["badge"] = []string{"halal"}
		}
		all = append(all, q)
	}
	return all
}

// wordsOf are the words of a document that say something, as they stand there.
func (b *both) wordsOf(id int64) []string {
	var all []string
	for _, text := range b.oracle.docs[id].Texts {
		b.oracle.config.Words.Index(text, func(_, surface string) { all = append(all, surface) })
	}
	return all
}

// apartTerms leaves out what asks for a term a second time.
func (b *both) apartTerms(words []string) []string {
	seen := map[string]bool{}
	return slices.DeleteFunc(words, func(w string) bool {
		term := b.oracle.config.Words.Term(w)
		was := seen[term]
		seen[term] = true
		return was
	})
}

func one(r *rand.Rand, of []string) string { return of[r.IntN(len(of))] }

// judgement is how many questions were answered as the oracle answers.
type judgement struct {
	same, totals, asked int
	wrong               int     // counts of facets
	scoreOff            float64 // the furthest that a score lay from the exact one, as a share
	odd                 []string
}

func (b *both) judge(t testing.TB, questions []asked) judgement {
	t.Helper()
	var j judgement
	for _, q := range questions {
		r, err := b.index.Search(find.Query{
			Text: strings.Join(q.words, " "), Any: q.any, Where: q.where, Limit: rankedTop, Count: []string{"area", "badge"},
		})
		if err != nil {
			t.Fatalf("%v: %v", q, err)
		}
		exact := b.oracle.search(q.words, q.any, q.where)
		ok := same(r.Hits, exact, rankedTop)
		if ok {
			j.same++
			for i, h := range r.Hits {
				j.scoreOff = max(j.scoreOff, math.Abs(float64(h.Score)-exact[i].score)/exact[i].score)
			}
		} else if len(j.odd) < 3 {
			j.odd = append(j.odd, describe(q, r, exact))
		}
		if r.Total == len(exact) {
			j.totals++
		}
		if j.asked%countEvery == 0 && !b.countsAgree(q, r) {
			j.wrong++
		}
		j.asked++
	}
	return j
}

func (b *both) countsAgree(q asked, r find.Result) bool {
	for _, facet := range []string{"area", "badge"} {
		got := map[string]int{}
		for _, c := range r.Facets[facet] {
			if c.N != 0 {
				got[c.Value] = c.N
			}
		}
		if !maps.Equal(got, b.oracle.count(q.words, q.any, q.where, facet)) {
			return false
		}
	}
	return true
}

// countEvery: the oracle counts slowly.
const countEvery = 5

// mustAgree is the promise: the first hits in at least 95 of 100 questions,
// totals and counts in all of them.
func (b *both) mustAgree(t *testing.T, seed uint64, n int) {
	t.Helper()
	if testing.Short() {
		n /= 10
	}
	j := b.judge(t, b.questions(seed, n))
	t.Logf("of %d questions over %d documents: the first %d as the oracle's %d, totals %d, wrong counts %d; scores off by at most %.1e",
		j.asked, len(b.oracle.docs), rankedTop, j.same, j.totals, j.wrong, j.scoreOff)
	if float64(j.same) < rankedShare*float64(j.asked) || j.totals != j.asked || j.wrong > 0 {
		t.Errorf("not as the oracle: %s", strings.Join(j.odd, "\n"))
	}
	if b.index.Len() != len(b.oracle.docs) {
		t.Errorf("Len is %d of %d documents", b.index.Len(), len(b.oracle.docs))
	}
}

// TestRankingIsThatOfTheOracle goes through the life of an index: filled,
// changed, merged, saved and read again.
func TestRankingIsThatOfTheOracle(t *testing.T) {
	b := newBoth(t, plain(), plain(), rankedShops)
	t.Run("filled", func(t *testing.T) { b.mustAgree(t, 1, rankedQueries) })
	b.change(t)
	t.Run("replaced and removed", func(t *testing.T) { b.mustAgree(t, 2, rankedQueries/2) })
	if err := b.index.Merge(context.Background()); err != nil {
		t.Fatal(err)
	}
	t.Run("merged", func(t *testing.T) { b.mustAgree(t, 3, rankedQueries/2) })
	b.change(t)
	b.reload(t)
	t.Run("saved and read", func(t *testing.T) { b.mustAgree(t, 4, rankedQueries/2) })
	b.change(t)
	if err := b.index.Merge(context.Background()); err != nil {
		t.Fatal(err)
	}
	t.Run("read, changed and merged", func(t *testing.T) { b.mustAgree(t, 5, rankedQueries/2) })
}

// change removes every tenth document, gives every seventh another text and
// adds new ones, of which some are removed ones that come back.
func (b *both) change(t testing.TB) {
	t.Helper()
	ids := slices.Sorted(maps.Keys(b.oracle.docs))
	var gone []int64
	var docs []find.Doc
	for i, id := range ids {
		switch {
		case i%10 == 0:
			gone = append(gone, id)
		case i%7 == 0:
			d := shopDoc(b.town.Shop(id + 1_000_000))
			d.ID = id
			docs = append(docs, d)
		}
	}
	b.index.Remove(gone...)
	b.oracle.remove(gone...)
	b.put(t, docs...)
	for _, id := range gone[:50] {
		b.put(t, shopDoc(b.town.Shop(id+2_000_000))) // under a new number
		d := shopDoc(b.town.Shop(id))
		b.put(t, d)
	}
}

func (b *both) reload(t testing.TB) {
	t.Helper()
	var file bytes.Buffer
	mark := find.Mark{Incarnation: "one", Position: 77}
	if err := b.index.Save(&file, mark); err != nil {
		t.Fatal(err)
	}
	x, got, err := find.Load(&file, b.oracle.config)
	if err != nil || got != mark {
		t.Fatalf("read again: %v, %v", got, err)
	}
	b.index = x
}
