package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"time"

	"alun/ground/find"
	"alun/ground/find/findtest"
	"alun/ground/find/word"

	_ "modernc.org/sqlite" // its full-text search stands beside the index
)

const (
	findSeed  = 2026
	findTop   = 20
	findAsked = 1000 // questions of a kind to the index
	// findEvery is how many questions the index answers for each that SQLite
	// answers too: at a million documents SQLite takes long.
	findEvery = 25

	findP99Goal   = 10 * time.Millisecond
	findRatioGoal = 30.0
	findOrGoal    = 3 * time.Millisecond
	findListGoal  = time.Millisecond
	findFreshGoal = time.Second
	findReadyGoal = time.Second
)

// findHeapGoal is what the index may hold in memory, by its documents.
var findHeapGoal = map[int]int64{100_000: 60 << 20, million: 600 << 20}

// finding is an index over made-up shops, with the same shops in SQLite.
type finding struct {
	shops   int
	town    *findtest.Town
	words   *word.Analyzer
	index   *find.Index
	beside  *sql.DB
	figures []figure
}

// finds measures the ranked index beside SQLite's as it grows: a tenth of the city, the
// city, a million.
func (b *bench) finds(ctx context.Context) ([]figure, error) {
	var all []figure
	for _, shops := range []int{10_000, 100_000, million} {
		f := &finding{shops: b.many(shops), town: findtest.NewTown(findSeed), words: &word.Analyzer{Tables: word.Default(), Stem: true, Same: true}}
		for _, part := range []func(context.Context, *bench) error{f.fill, f.fillBeside, f.asks, f.or, f.list, f.changes, f.files} {
			if err := part(ctx, b); err != nil {
				return nil, errors.Join(err, f.close())
			}
		}
		if err := f.close(); err != nil {
			return nil, err
		}
		all = append(all, f.figures...)
	}
	return all, nil
}

func (f *finding) close() error {
	f.index = nil
	if f.beside == nil {
		return nil
	}
	return f.beside.Close()
}

func (f *finding) add(what, measured, beside string) *figure {
	f.figures = append(f.figures, figure{What: fmt.Sprintf("find: %s, %d documents", what, f.shops), Measured: measured, Beside: beside})
	return &f.figures[len(f.figures)-1]
}

func (g *figure) held(goal string, of *goal, met bool) { g.Goal, g.Of, g.Met = goal, of, met }

// findFields are those of a directory of businesses.
var findFields = []find.Field{{Name: "name", Weight: 3, B: 0.4}, {Name: "product", Weight: 2, B: 0.6}, {Name: "description", Weight: 1, B: 0.75}}

func (f *finding) config() find.Config {
	return find.Config{Fields: findFields, Facets: []string{"area", "trade", "badge"}, K1: 1.2, Words: f.words}
}

func (f *finding) doc(id int) find.Doc {
	s := f.town.Shop(int64(id))
	return find.Doc{ID: s.ID, Texts: s.Texts(), Facets: [][]string{{s.Area}, {s.Trade}, s.Badges}, Group: s.Trade, Name: s.Name,
		At: find.Point{Lat: s.Lat, Lon: s.Lon}, Placed: s.Placed}
}

// fill builds the index; making the shops up is not in the time.
func (f *finding) fill(ctx context.Context, _ *bench) (err error) {
	tell(fmt.Sprintf("an index of %d documents", f.shops))
	before := heap()
	if f.index, err = find.New(f.config()); err != nil {
		return err
	}
	var put, merge watch
	for from := 0; from < f.shops; from += 10_000 {
		var docs []find.Doc
		for id := from; id < min(from+10_000, f.shops); id++ {
			docs = append(docs, f.doc(id+1))
		}
		if err := put.time(func() error { return f.index.Put(docs...) }); err != nil {
			return err
		}
	}
	if err := merge.time(func() error { return f.index.Merge(ctx) }); err != nil {
		return err
	}
	if f.index.Len() != f.shops {
		return fmt.Errorf("find: %d documents of %d", f.index.Len(), f.shops)
	}
	f.add("built from texts", seconds(put.wall+merge.wall), fmt.Sprintf("%s CPU; the last merge was %s of it", seconds(put.cpu+merge.cpu), seconds(merge.cpu)))
	held := heap() - before
	g := f.add("memory of the index", megabytes(held), fmt.Sprintf("%d bytes a document", held/int64(f.shops)))
	if goal := findHeapGoal[f.shops]; goal > 0 {
		g.held("≤ "+megabytes(goal), goalFindHeap, held <= goal)
	}
	return nil
}

// watch sums up what work took.
type watch struct{ wall, cpu time.Duration }

func (w *watch) time(work func() error) error {
	before, begin := spentBy(syscall.RUSAGE_SELF), time.Now()
	err := work()
	w.wall += time.Since(begin)
	w.cpu += spentBy(syscall.RUSAGE_SELF) - before
	return err
}

// heap is what is in use after a collection.
func heap() int64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// spentBy is the processor time of this process or of this thread.
func spentBy(who int) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(who, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// terms are the words of a text as the index holds them: SQLite gets these, so
// that both look for the same in the same.
func (f *finding) terms(text string) string {
	var t strings.Builder
	f.words.Index(text, func(term, _ string) { t.WriteString(term); t.WriteByte(' ') })
	return t.String()
}

// fillBeside puts the same documents into a full-text table of SQLite.
func (f *finding) fillBeside(ctx context.Context, b *bench) (err error) {
	tell(fmt.Sprintf("FTS5 over %d documents", f.shops))
	if f.beside, err = sql.Open("sqlite", b.at(fmt.Sprintf("find%d.db", f.shops))+"?_pragma=synchronous(off)&_pragma=journal_mode(off)&_pragma=cache_size(-400000)"); err != nil {
		return err
	}
	f.beside.SetMaxOpenConns(1)
	begin := time.Now()
	for _, text := range []string{
		`create virtual table f using fts5(name, product, description, content='', columnsize=1, tokenize="unicode61 remove_diacritics 0")`,
		`insert into f(f, rank) values ('rank', 'bm25(3.0, 2.0, 1.0)')`,
	} {
		if _, err := f.beside.ExecContext(ctx, text); err != nil {
			return err
		}
	}
	tx, err := f.beside.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	put, err := tx.PrepareContext(ctx, `insert into f(rowid, name, product, description) values ($1, $2, $3, $4)`)
	if err != nil {
		return err
	}
	for id := 1; id <= f.shops; id++ {
		s := f.town.Shop(int64(id))
		if _, err := put.ExecContext(ctx, id, f.terms(s.Name), f.terms(s.Product), f.terms(s.Description)); err != nil {
			return err
		}
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	if _, err := f.beside.ExecContext(ctx, `insert into f(f) values ('optimize')`); err != nil {
		return err
	}
	tell(fmt.Sprintf("FTS5 is filled in %s", seconds(time.Since(begin))))
	return nil
}

// kindOf is a kind of question: its words are made from a shop's.
type kindOf struct {
	name string
	any  bool
	make func(r *rand.Rand, f *finding) []string
}

func findKinds(f *finding) []kindOf {
	common := f.commonest()
	return []kindOf{
		{"one word", false, func(r *rand.Rand, f *finding) []string { return f.wordsOf(r, 1) }},
		{"two words", false, func(r *rand.Rand, f *finding) []string { return f.wordsOf(r, 2) }},
		{"a common word", false, func(r *rand.Rand, _ *finding) []string { return []string{common[r.IntN(len(common))]} }},
		{"no hit", false, func(r *rand.Rand, f *finding) []string {
			return append(f.wordsOf(r, 1), "qzxv"+common[r.IntN(len(common))])
		}},
	}
}

// wordsOf are words of one shop: a word comes as often as it stands.
func (f *finding) wordsOf(r *rand.Rand, n int) []string {
	for {
		s := f.town.Shop(1 + r.Int64N(int64(f.shops)))
		var all, terms []string
		f.words.Index(s.Product+" "+s.Description, func(term, surface string) {
			if !slices.Contains(terms, term) {
				all, terms = append(all, surface), append(terms, term)
			}
		})
		if len(all) >= n {
			r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
			return all[:n]
		}
	}
}

// commonest are the ten words that stand in the most shops.
func (f *finding) commonest() []string {
	count := map[string]int{}
	for id := int64(1); id <= 2000; id++ {
		s := f.town.Shop(id)
		f.words.Index(s.Product+" "+s.Description, func(_, surface string) { count[surface]++ })
	}
	var all []string
	for w := range count {
		all = append(all, w)
	}
	slices.SortFunc(all, func(a, b string) int { return count[b] - count[a] })
	return all[:10]
}
