package ganda

import (
	"flag"
	"runtime"
	"testing"
	"time"

	"alun/ground/db"
	"alun/ground/db/dbtest"
)

var entries = flag.Int64("entries", 20_000, "how many businesses the measure takes on SQLite")

// entriesOfPostgres is how many it takes on PostgreSQL, where loading takes longer.
const entriesOfPostgres = 6000

// What the measure asks for, as the issue says. It is asked of the whole city, in package
// twin: 93,000 entries of each judged seed, without a database. Here the same finder runs
// through the tables, and on SQLite the full bar holds (0.982 and 0.913 with -entries 93000,
// seed 31). The smaller town on PostgreSQL has some 260 planted pairs and says of a recall of
// 0.90 no more than 0.90 ± 0.037 (two standard errors), of a precision of 0.98 no more than
// ± 0.018: it is asked for 0.95 and 0.87, and notices what the tables would lose, not the last
// hundredth of the finder.
const (
	leastPrecision = 0.98
	leastRecall    = 0.90
	doubt          = 0.03
)

// judged is how many of the pairs of which the finder is sure are right, of how many
// planted.
func (w *town) judged(number map[db.ID]int64, first func(int64) int64) (precision, recall, found float64) {
	w.Helper()
	group, planted := map[int64]int{}, 0
	for _, n := range number {
		f := first(n)
		planted += group[f]
		group[f]++
	}
	right, wrong, looked := 0, 0, 0
	w.read(func(tx *db.Tx) error {
		return db.Each(tx, func(r *db.Row) error {
			a, b, sure := r.ID(), r.ID(), r.Bool()
			same := first(number[a]) == first(number[b])
			switch {
			case same && sure:
				right++
			case same:
				looked++
			case sure:
				wrong++
			}
			return nil
		}, `select a, b, sure from registry_ganda_pair`)
	})
	return float64(right) / float64(max(1, right+wrong)), float64(right) / float64(planted), float64(right+looked) / float64(planted)
}

func TestPlantedDoublesAreFoundThroughTheDatabase(t *testing.T) {
	for name, at := range dbtest.URLs() {
		many := *entries
		if name != "sqlite" {
			many = entriesOfPostgres
		}
		t.Run(name, func(t *testing.T) {
			w := aTown(t, at(t), db.Options{})
			number, city := w.load(31, many)
			first := func(n int64) int64 { return city.Truth(n).First }
			runtime.GC()
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			start := time.Now()
			sum := w.find()
			took := time.Since(start)
			runtime.GC()
			runtime.ReadMemStats(&after)
			precision, recall, found := w.judged(number, first)
			t.Logf("%d businesses, %s: %d pairs, %d sure: precision %.4f, recall %.4f; %.4f with those that a person looks at; %d kB held afterwards",
				sum.Entries, took.Round(time.Millisecond), sum.Pairs, sum.Sure, precision, recall, found, (int64(after.HeapAlloc)-int64(before.HeapAlloc))/1024)
			least, most := leastPrecision, leastRecall
			if many < 20_000 {
				least, most = least-doubt, most-doubt
			}
			if precision < least || recall < most {
				t.Errorf("precision %.4f, recall %.4f", precision, recall)
			}
			if again := w.find(); again.New != 0 || again.Gone != 0 || again.Pairs != sum.Pairs {
				t.Errorf("looked at once more: %+v", again)
			}
			w.fails(number, first)
		})
	}
}

// fails shows that the measure can: without what tells contacts, and with everything
// that a person would look at counted as sure.
func (w *town) fails(number map[db.ID]int64, first func(int64) int64) {
	w.Helper()
	w.must(func(tx *db.Tx) error {
		_, err := tx.Exec(`delete from registry_ganda_pair where a % 2 = 0`)
		return err
	})
	if _, recall, _ := w.judged(number, first); recall >= leastRecall-doubt {
		w.Errorf("with half of the pairs gone recall is %.4f", recall)
	}
	w.find()
	w.must(func(tx *db.Tx) error {
		_, err := tx.Exec(`update registry_ganda_pair set sure = $1`, true)
		return err
	})
	if precision, _, _ := w.judged(number, first); precision >= leastPrecision {
		w.Errorf("with all of them sure precision is %.4f", precision)
	}
}
