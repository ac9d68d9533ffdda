package find_test

import (
	"context"
	"math"
	"slices"
	"strings"
	"sync"
	"testing"

	"alun/ground/find"
	"alun/ground/find/word"
)

// TestWordsOfTheSameMeaningRankExactly has two words that mean others, so that
// questions ask for several terms at once, over parts from which much is gone.
func TestWordsOfTheSameMeaningRankExactly(t *testing.T) {
	c := plain()
	c.Words = &word.Analyzer{Stem: true, Same: true, Tables: word.Tables{Stop: word.Default().Stop, Same: map[string][]string{
		"jual": {"dagang 0.8", "toko 0.5", "pasar 0.4"}, "masak": {"olah 0.9", "goreng 0.5"}, "baju": {"kain 0.6", "kaos 0.7", "kemeja 0.7"},
	}}}
	b := newBoth(t, c, c, 6000)
	b.change(t)
	var questions []asked
	for i, q := range b.questions(14, 300) {
		w := []string{"jual", "masak", "baju"}[i%3]
		questions = append(questions, asked{append(b.without(q.words, w), w), q.any, q.where})
	}
	j := b.judge(t, questions)
	if t.Logf("%d of %d, scores off by at most %.1e", j.same, j.asked, j.scoreOff); float64(j.same) < rankedShare*float64(j.asked) || j.totals < j.asked || j.wrong > 0 || j.scoreOff > apart {
		t.Errorf("%d totals, %d counts wrong: %s", j.totals, j.wrong, strings.Join(j.odd, "\n"))
	}
}

// without leaves out the words that share a term with what another asks for: what
// a term typed twice counts is the index's own affair.
func (b *both) without(words []string, other string) []string {
	taken := map[string]bool{}
	for _, w := range append([]string{other}, "jual", "masak", "baju") {
		for _, alt := range b.oracle.config.Words.Query(w) {
			taken[alt.Term] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(words), func(w string) bool {
		return slices.ContainsFunc(b.oracle.config.Words.Query(w), func(a word.Alt) bool { return taken[a.Term] })
	})
}

// TestTheOracleTellsAFault shows that the comparison can fail: an index with
// another length normalisation, weight, saturation or rarity is not accepted.
func TestTheOracleTellsAFault(t *testing.T) {
	faults := []struct {
		name  string
		index func(*find.Config)
		idf   func(all, having float64) float64
	}{
		{name: "b of the name", index: func(c *find.Config) { c.Fields[0].B = 0.75 }},
		{name: "b of the description", index: func(c *find.Config) { c.Fields[2].B = 0.4 }},
		{name: "weight", index: func(c *find.Config) { c.Fields[1].Weight = 1.5 }},
		{name: "k1", index: func(c *find.Config) { c.K1 = 2 }},
		{name: "idf", idf: func(all, having float64) float64 { return math.Log(all / having) }},
		{name: "idf flat", idf: func(float64, float64) float64 { return 1 }},
	}
	for _, f := range faults {
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			c := plain()
			if f.index != nil {
				f.index(&c)
			}
			b := newBoth(t, c, plain(), 3000)
			if f.idf != nil {
				b.oracle.idf = f.idf
			}
			j := b.judge(t, b.questions(6, 200))
			if float64(j.same) >= rankedShare*float64(j.asked) {
				t.Errorf("%d of %d answers pass as the oracle's", j.same, j.asked)
			}
			t.Logf("%d of %d pass", j.same, j.asked)
		})
	}
	t.Run("sound", func(t *testing.T) {
		t.Parallel()
		b := newBoth(t, plain(), plain(), 3000)
		if j := b.judge(t, b.questions(6, 200)); float64(j.same) < rankedShare*float64(j.asked) || j.totals < j.asked {
			t.Errorf("of %d: %d alike, %d totals", j.asked, j.same, j.totals)
		}
	})
}

// TestConcurrentSearchesWhileTheIndexChanges asks while one puts, removes and merges: every
// answer is of one state, which shows in its total, its counts and its hits.
func TestConcurrentSearchesWhileTheIndexChanges(t *testing.T) {
	b := newBoth(t, plain(), plain(), 4000)
	questions := b.questions(8, 60)
	stop := make(chan struct{})
	var all sync.WaitGroup
	for range 3 {
		all.Go(func() {
			for {
				for _, q := range questions {
					select {
					case <-stop:
						return
					default:
					}
					checkOne(t, b.index, q)
				}
			}
		})
	}
	for range 6 {
		b.change(t)
		if err := b.index.Merge(context.Background()); err != nil {
			t.Error(err)
		}
	}
	close(stop)
	all.Wait()
	b.mustAgree(t, 9, 100)
}

// checkOne holds an answer against itself.
func checkOne(t *testing.T, x *find.Index, q asked) {
	t.Helper()
	r, err := x.Search(find.Query{Text: strings.Join(q.words, " "), Any: q.any, Limit: 5000, Count: []string{"area"}})
	if err != nil {
		t.Error(err)
		return
	}
	areas, seen := 0, idsSet{}
	for _, c := range r.Facets["area"] {
		areas += c.N
	}
	for _, h := range r.Hits {
		seen[h.ID] = true
	}
	if areas != r.Total || len(r.Hits) != min(r.Total, 5000) || len(seen) != len(r.Hits) {
		t.Errorf("%v: total %d, areas sum to %d, %d hits, %d distinct", q.words, r.Total, areas, len(r.Hits), len(seen))
	}
}

// TestTheOracleIsThePaper holds the referee itself against figures worked out by
// hand from the formula.
func TestTheOracleIsThePaper(t *testing.T) {
	c := plain()
	c.Fields = []find.Field{{Name: "name", Weight: 2, B: 0.5}, {Name: "text", Weight: 1, B: 0.75}}
	o := newOracle(c)
	o.put(find.Doc{ID: 1, Texts: []string{"kayu", "kayu besi kayu"}}, find.Doc{ID: 2, Texts: []string{"besi kaca rotan", "kayu"}}, find.Doc{ID: 3, Texts: []string{"kaca", "rotan besi"}})
	// The means are 5/3 and 2. For kayu, ln(1 + 1.5/2.5) = 0.470004.
	// Document 1: 2·1/(0.5 + 0.5·1/(5/3)) + 2/(0.25 + 0.75·3/2) = 2.5 + 1.454545.
	// Document 2: 1/(0.25 + 0.75·1/2) = 1.6.
	want := []scored{{1, 0.470004 * 3.954545 / 5.154545}, {2, 0.470004 * 1.6 / 2.8}}
	for i, got := range o.search([]string{"kayu"}, false, nil) {
		if got.id != want[i].id || math.Abs(got.score-want[i].score) > 1e-6 {
			t.Errorf("%+v, want %+v", got, want[i])
		}
	}
}
