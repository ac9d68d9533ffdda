package word

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// sample makes texts of 30 words that stand as often as the classification has
// them, with names that stand nowhere else, as businesses bear them.
func sample(t testing.TB, n int) []string {
	counts := official(t)
	var all []string
	for w, c := range counts {
		all = append(all, slices.Repeat([]string{w}, c)...)
	}
	slices.Sort(all)
	dice := rand.New(rand.NewPCG(1, 2))
	made := make([]string, n)
	for i := range made {
		var b strings.Builder
		for range 28 {
			w := all[dice.IntN(len(all))]
			if dice.IntN(4) == 0 {
				w = strings.ToUpper(w[:1]) + w[1:]
			}
			b.WriteString(w)
			b.WriteByte(' ')
		}
		fmt.Fprintf(&b, "Putra%c%d-Jaya, Jl. Mawar", 'A'+i%26, i%9000)
		made[i] = b.String()
	}
	return made
}

// BenchmarkIndex is one text of 31 words; ns/word is what one word costs.
func BenchmarkIndex(b *testing.B) {
	a, made, words := full(), sample(b, 4096), 0
	for _, text := range made { // fills the cache
		a.Index(text, func(string, string) {})
		words += len(Split(text))
	}
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		a.Index(made[i%len(made)], func(string, string) {})
		i++
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/(float64(words)/float64(len(made))), "ns/word")
}

// BenchmarkIndexAtOnce is the same on all cores.
func BenchmarkIndexAtOnce(b *testing.B) {
	a, made := full(), sample(b, 4096)
	b.RunParallel(func(p *testing.PB) {
		for i := 0; p.Next(); i++ {
			a.Index(made[i%len(made)], func(string, string) {})
		}
	})
}

// BenchmarkStem is a word that is met for the first time.
func BenchmarkStem(b *testing.B) {
	ws := strings.Fields("pengolahan kerajinan menyewakan berkelanjutan restoran setiawan pertanggungjawaban mempertimbangkan xylophone kupu-kupu")
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		Stem(ws[i%len(ws)])
		i++
	}
}

func BenchmarkQuery(b *testing.B) {
	a := full()
	b.ReportAllocs()
	for b.Loop() {
		a.Query("warung")
	}
}

// What the cache holds costs hardly an allocation: here are 1,550 words.
func TestIndexAllocatesLittle(t *testing.T) {
	a, made := full(), sample(t, 50)
	all := func() {
		for _, text := range made {
			a.Index(text, func(string, string) {})
		}
	}
	all()
	// Words with hyphens are joined to be looked up, and the race detector empties
	// the pool of buffers now and then: hence not none, but far from one a word.
	if n := testing.AllocsPerRun(20, all); n > 400 {
		t.Errorf("%v allocations for 50 texts", n)
	}
}
