package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"runtime"
	"strings"
	"syscall"
	"time"

	"alun/ground/find"
)

// asks measures each kind of question at one client, in turns with SQLite.
func (f *finding) asks(ctx context.Context, b *bench) error {
	for i, k := range findKinds(f) {
		tell(fmt.Sprintf("%s in %d documents", k.name, f.shops))
		own, beside, cpu, err := f.inTurns(ctx, b, k)
		if err != nil {
			return err
		}
		p50, p99, theirs := part(own, 50), part(own, 99), part(beside, 50)
		ratio := float64(theirs) / float64(p50)
		g := f.add(k.name, fmt.Sprintf("half within %s, 99 of 100 within %s", finer(p50), finer(p99)),
			fmt.Sprintf("%s; SQLite FTS5 half within %s: %.0f times", ofCPU(cpu, len(own)), finer(theirs), ratio))
		if f.shops >= million {
			g.held("99 of 100 ≤ "+millis(findP99Goal), goalFind, p99 <= findP99Goal)
		}
		if i == 0 && f.shops >= million {
			h := f.add(k.name+" against SQLite", fmt.Sprintf("%.0f times as fast", ratio), "the same terms in the same documents, best 20 by bm25")
			h.held(fmt.Sprintf("≥ %.0f times", findRatioGoal), goalFindRatio, ratio >= findRatioGoal)
		}
	}
	return nil
}

// inTurns asks the index, and one question in some also SQLite; both must find
// as many.
func (f *finding) inTurns(ctx context.Context, b *bench, k kindOf) (own, beside []time.Duration, cpu time.Duration, err error) {
	runtime.LockOSThread() // the search stays on it, so its time can be told from all else
	defer runtime.UnlockOSThread()
	r := rand.New(rand.NewPCG(findSeed, uint64(len(k.name))))
	for i := range b.many(findAsked) {
		words := k.make(r, f)
		q := find.Query{Text: strings.Join(words, " "), Any: k.any, Limit: findTop}
		before, begin := spentBy(syscall.RUSAGE_THREAD), time.Now()
		got, err := f.index.Search(q)
		own = append(own, time.Since(begin))
		cpu += spentBy(syscall.RUSAGE_THREAD) - before
		if err != nil {
			return nil, nil, 0, err
		}
		if i%findEvery != 0 {
			continue
		}
		took, hits, err := f.askBeside(ctx, words, k.any)
		if err != nil {
			return nil, nil, 0, err
		}
		beside = append(beside, took)
		if hits != len(got.Hits) {
			return nil, nil, 0, fmt.Errorf("find: %v: %d hits, SQLite has %d", words, len(got.Hits), hits)
		}
	}
	return own, beside, cpu, nil
}

// askBeside asks SQLite for the best twenty.
func (f *finding) askBeside(ctx context.Context, words []string, anyOf bool) (took time.Duration, hits int, err error) {
	var asked []string
	for _, w := range words {
		var alts []string
		for _, a := range f.words.Query(w) {
			alts = append(alts, `"`+a.Term+`"`)
		}
		asked = append(asked, "("+strings.Join(alts, " OR ")+")")
	}
	match := strings.Join(asked, map[bool]string{true: " OR ", false: " AND "}[anyOf])
	begin := time.Now()
	rows, err := f.beside.QueryContext(ctx, `select rowid, rank from f where f match $1 order by rank limit $2`, match, findTop)
	if err != nil {
		return 0, 0, err
	}
	defer rows.Close()
	for rows.Next() {
		var id int64
		var score float64
		if err := rows.Scan(&id, &score); err != nil {
			return 0, 0, err
		}
		hits++
	}
	return time.Since(begin), hits, rows.Err()
}

// or measures six alternatives to the best twenty.
func (f *finding) or(ctx context.Context, b *bench) error {
	own, beside, cpu, err := f.inTurns(ctx, b, kindOf{"six words, any", true, func(r *rand.Rand, f *finding) []string { return f.wordsOf(r, 6) }})
	if err != nil {
		return err
	}
	p50 := part(own, 50)
	g := f.add("six words, any of them, the best 20", fmt.Sprintf("half within %s, 99 of 100 within %s", finer(p50), finer(part(own, 99))),
		fmt.Sprintf("%s; SQLite FTS5 half within %s: %.0f times", ofCPU(cpu, len(own)), finer(part(beside, 50)), float64(part(beside, 50))/float64(p50)))
	if f.shops >= million {
		g.held("half ≤ "+millis(findOrGoal), goalFindOr, p50 <= findOrGoal)
	}
	return nil
}

// list measures a page of a directory: filters, the exact total, counts.
func (f *finding) list(_ context.Context, b *bench) error {
	r := rand.New(rand.NewPCG(findSeed, 9))
	areas := f.values(func(id int) string { return f.town.Shop(int64(id)).Area })
	trades := f.values(func(id int) string { return f.town.Shop(int64(id)).Trade })
	for _, l := range []struct {
		name  string
		words int
		count []string
	}{{"a list with two filters and its exact total", 0, nil}, {"a list with a word, two filters and its exact total", 1, nil}, {"the same with its facets counted", 1, []string{"area", "trade", "badge"}}} {
		n := b.many(findAsked)
		queries := make([]find.Query, n)
		for i := range queries {
			queries[i] = find.Query{Text: strings.Join(f.wordsOf(r, max(1, l.words))[:l.words], " "), Limit: findTop, Count: l.count,
				Where: map[string][]string{"area": {areas[r.IntN(len(areas))]}, "trade": {trades[r.IntN(len(trades))], trades[r.IntN(len(trades))]}}}
		}
		before, total := spentBy(syscall.RUSAGE_SELF), 0
		for _, q := range queries {
			got, err := f.index.Search(q)
			if err != nil {
				return err
			}
			total += got.Total
		}
		cpu := (spentBy(syscall.RUSAGE_SELF) - before) / time.Duration(n)
		g := f.add(l.name, finer(cpu)+" CPU", fmt.Sprintf("%d found on average", total/n))
		if f.shops >= million && l.count == nil {
			g.held("≤ "+millis(findListGoal), goalFindList, cpu <= findListGoal)
		}
	}
	return nil
}

// values are those of the first shops, a frequent one as often as it stands.
func (f *finding) values(of func(id int) string) []string {
	var all []string
	for id := range 500 {
		all = append(all, of(id+1))
	}
	return all
}

const (
	findRate    = 200 // changes a second
	findSeconds = 10
)

// changes puts changed documents in at a steady rate while another merges, and
// measures how long after its moment each is found.
func (f *finding) changes(ctx context.Context, b *bench) error {
	tell(fmt.Sprintf("%d changes a second to %d documents", findRate, f.shops))
	ctx, stop := context.WithCancel(ctx)
	merging := make(chan error, 1)
	go func() {
		for {
			select {
			case <-ctx.Done():
				merging <- nil
				return
			case <-time.After(time.Second):
			}
			if err := f.index.Merge(ctx); err != nil && ctx.Err() == nil {
				merging <- err
				return
			}
		}
	}()
	took, err := f.changed(b.many(findRate * findSeconds))
	stop()
	if merged := <-merging; err == nil {
		err = merged
	}
	if err != nil {
		return err
	}
	p99 := part(took, 99)
	g := f.add(fmt.Sprintf("a change put at %d a second until it is found", findRate), fmt.Sprintf("99 of 100 within %s", finer(p99)),
		fmt.Sprintf("half within %s, all within %s; segments merged meanwhile", finer(part(took, 50)), finer(part(took, 100))))
	g.held("≤ "+seconds(findFreshGoal), goalFindFresh, part(took, 100) <= findFreshGoal)
	return nil
}

func (f *finding) changed(n int) (took []time.Duration, err error) {
	begin := time.Now()
	for i := range n {
		due := begin.Add(time.Duration(i) * time.Second / findRate)
		time.Sleep(time.Until(due))
		d := f.doc(1 + i*37%f.shops)
		mark := fmt.Sprintf("qubah%dx", i)
		d.Texts[0] += " " + mark
		if err := f.index.Put(d); err != nil {
			return nil, err
		}
		got, err := f.index.Search(find.Query{Text: mark, Limit: 1})
		if err != nil {
			return nil, err
		}
		if got.Total != 1 || got.Hits[0].ID != d.ID {
			return nil, fmt.Errorf("find: the change of document %d is not found: %+v", d.ID, got)
		}
		took = append(took, time.Since(due))
	}
	return took, nil
}

// files measures writing the index to disk and reading it.
func (f *finding) files(_ context.Context, b *bench) error {
	at := b.at(fmt.Sprintf("find%d.index", f.shops))
	saved, size, err := f.saved(at)
	if err != nil {
		return err
	}
	f.index = nil
	runtime.GC()
	file, err := os.Open(at)
	if err != nil {
		return err
	}
	defer file.Close()
	begin := time.Now()
	x, _, err := find.Load(file, f.config())
	if err != nil {
		return err
	}
	got, err := x.Search(find.Query{Text: "jual", Limit: 1})
	loaded := time.Since(begin)
	if err != nil || got.Total == 0 || x.Len() != f.shops {
		return fmt.Errorf("find: the index that was read: %d documents, %+v, %w", x.Len(), got, err)
	}
	f.add("saved to disk", finer(saved), megabytes(size)+", synced")
	g := f.add("read from disk to the first answer", finer(loaded), "its file in the system's cache")
	g.held("≤ "+seconds(findReadyGoal), goalFindReady, loaded <= findReadyGoal)
	return os.Remove(at)
}

func (f *finding) saved(at string) (took time.Duration, size int64, err error) {
	file, err := os.Create(at)
	if err != nil {
		return 0, 0, err
	}
	begin := time.Now()
	err = f.index.Save(file, find.Mark{Incarnation: "bench", Position: 1})
	if err == nil {
		err = file.Sync()
	}
	took = time.Since(begin)
	if info, e := file.Stat(); e == nil {
		size = info.Size()
	}
	return took, size, errors.Join(err, file.Close())
}

// ofCPU is what a question took of a processor on average: others on the machine
// change it less than they change the clock. The system counts it in ticks, so one
// question alone tells nothing.
func ofCPU(sum time.Duration, n int) string { return finer(sum/time.Duration(n)) + " CPU each" }

// finer shows short times too.
func finer(d time.Duration) string {
	if d < 10*time.Millisecond {
		return micros(d)
	}
	return millis(d)
}
