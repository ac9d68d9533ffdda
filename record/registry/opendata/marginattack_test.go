package opendata

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"alun/ground/db"
)

// neighbour is somebody who notes each month how many businesses of a kecamatan the directory
// has, and who among them is new, and holds that against all that the sizes tell of it. The
// unknowns are how many of those who came in one month have one size, or told no workers. It
// takes it that nobody hires or leaves, and in the towns of these tests nobody does.
type neighbour struct {
	*attacker
	batches []int64          // who came, by month
	of      map[string]int   // unknown by month and column
	truth   map[string]int64 // of them
}

func batch(month int, col string) string { return fmt.Sprint(month, " ", col) }

// silentCol is the column of those who told no workers, which no page has.
const silentCol = "silent"

var withSilent = append(append([]string{}, Bands...), silentCol)

func newNeighbour(months [][]registered) *neighbour {
	n := &neighbour{attacker: &attacker{}, of: map[string]int{}, truth: map[string]int64{}}
	for i, all := range months {
		n.batches = append(n.batches, int64(len(all)))
		for _, b := range all {
			n.truth[batch(i, columnOf(b))]++
		}
		came := line{minus: -1, total: float64(len(all))}
		for _, col := range withSilent {
			v := n.unknown(batch(i, col), n.truth[batch(i, col)], false)
			n.of[batch(i, col)], came.vars = v, append(came.vars, v)
		}
		n.lines = append(n.lines, came)
	}
	return n
}

func columnOf(b registered) string {
	if x, told := b.in(Sizes); told {
		return x.col
	}
	return silentCol
}

func (n *neighbour) unknown(name string, truth int64, small bool) int {
	n.names, n.attacker.truth, n.small = append(n.names, name), append(n.attacker.truth, truth), append(n.small, small)
	return len(n.names) - 1
}

// upTo are the unknowns of a column up to a month, and what they are together.
func (n *neighbour) upTo(month int, col string) (vars []int, all int64) {
	for i := range month + 1 {
		vars, all = append(vars, n.of[batch(i, col)]), all+n.truth[batch(i, col)]
	}
	return vars, all
}

// hears takes in a number that changed.
func (n *neighbour) hears(x Number, month int) {
	vars, _ := n.upTo(month, x.Col)
	n.lines = append(n.lines, line{vars: vars, minus: -1, total: float64(x.Businesses)})
}

// looksFor what a column was in a month, of nobody too: a number that is hidden is not to be
// worked out.
func (n *neighbour) looksFor(month int, col string) {
	vars, all := n.upTo(month, col)
	if col == silentCol && (all == 0 || all >= K) {
		return // no page has them: that there are none may be known, as may K
	}
	n.lines = append(n.lines, line{vars: vars, minus: n.unknown(fmt.Sprintf("month %d, %s", month, col), all, true)})
}

// noted runs a kecamatan through months in which some come, and lets the neighbour look for
// every size that is still hidden at the end, as it was in each month since anything was told.
func noted(t *testing.T, months [][]registered) (found []string, hidden, told int) {
	t.Helper()
	l, n, all := newLedger(Sizes), newNeighbour(months), []registered(nil)
	first := len(months)
	var past []time.Time
	var last []Number
	for i, some := range months {
		all = append(all, some...)
		now, beside := countAll(all, Sizes)
		beside.news = map[string][]time.Time{"a": past}
		l.changed = map[square]bool{}
		l.turn(now, beside)
		last = l.told(now, "2026-12", nil)
		for _, x := range last {
			if l.changed[square{x.Row, x.Col}] && x.Row != "" && x.Col != "" {
				n.hears(x, i)
				told++
			}
		}
		if len(l.changed) > 0 {
			first, past = min(first, i), append(past, monthAt(i))
		}
	}
	open := map[string]bool{}
	for _, x := range last {
		open[x.Col] = true
	}
	for _, col := range withSilent {
		for i := first; i < len(months); i++ {
			if !open[col] {
				n.looksFor(i, col)
				hidden++
			}
		}
	}
	n.tidy(t)
	return n.wins(t), hidden, told
}

func monthAt(i int) time.Time { return time.Date(2026, time.Month(12+i), 1, 0, 0, 0, 0, time.UTC) }

// sized are businesses of a kecamatan, so many of each size and so many who told no workers.
func sized(month, from int, counts [5]int) (out []registered) {
	for c, n := range counts {
		for range n {
			b := registered{id: db.ID(from + len(out) + 1), kecamatan: "a", shown: true, since: monthAt(month), told: c < 4}
			if b.told {
				b.men = []int64{2, 9, 40, 150}[c]
			}
			out = append(out, b)
		}
	}
	return out
}

// shapes are the sizes of kecamatan as the demonstration has them, a hundredth of those with
// few workers: eight, nine or none with a hundred workers.
var shapes = [][5]int{{90, 12, 14, 8, 0}, {100, 14, 20, 9, 0}, {80, 30, 11, 0, 0}, {80, 30, 11, 4, 3}, {80, 30, 11, 12, 5}, {60, 20, 5, 5, 0}, {40, 20, 12, 3, 100}}

// courseOf are months of a kecamatan by chance: many at first, then few.
func courseOf(seed uint64) (months [][]registered) {
	r, from := rand.New(rand.NewPCG(seed, 3)), 0
	for i := range 6 {
		var counts [5]int
		if i == 0 {
			counts = shapes[int(seed)%len(shapes)]
			if seed >= uint64(len(shapes)) {
				counts = [5]int{r.IntN(90), r.IntN(40), r.IntN(25), r.IntN(14), r.IntN(2) * r.IntN(14)}
			}
		} else {
			most := []int{3, 12, 30}[r.IntN(3)]
			for c := range counts {
				counts[c] = r.IntN(1+most) / (1 + c)
			}
		}
		months = append(months, sized(i, from, counts))
		from += len(months[i])
	}
	return months
}

func allNoted(t *testing.T, courses uint64) (won []string, hidden, told int) {
	for seed := range courses {
		found, h, n := noted(t, courseOf(seed))
		for _, what := range found {
			won = append(won, fmt.Sprint("course ", seed, ": ", what))
		}
		hidden, told = hidden+h, told+n
	}
	return won, hidden, told
}

// TestTheDirectoryGivesNoSizeAway: who notes how many businesses the directory has in a
// kecamatan, month by month, knows of no hidden size less than an interval K wide.
func TestTheDirectoryGivesNoSizeAway(t *testing.T) {
	won, hidden, told := allNoted(t, 600)
	for _, what := range won[:min(10, len(won))] {
		t.Error(what)
	}
	t.Logf("%d numbers told, %d hidden, %d found", told, hidden, len(won))
	if hidden < 2000 || told < 2000 {
		t.Error("nothing was tried")
	}
}

// TestTheNeighbourWinsWithoutMargins: so that the test above can fail. The first two courses
// are what was found in the demonstration: 8 and 9 by subtraction.
func TestTheNeighbourWinsWithoutMargins(t *testing.T) {
	omitted = "margin"
	defer func() { omitted = "" }()
	for seed := range uint64(2) {
		if found, _, _ := noted(t, courseOf(seed)[:1]); len(found) != 1 {
			t.Errorf("course %d: %v", seed, found)
		}
	}
	won, _, _ := allNoted(t, 40)
	t.Logf("without margins: %d, as %v", len(won), won[:min(2, len(won))])
	if len(won) < 20 {
		t.Errorf("without margins the neighbour finds only %d", len(won))
	}
}

// TestTheNeighbourWinsWithoutTheEmpty: where a size of nobody is not heeded, all others of the
// kecamatan are told, and make up what the directory has. So it stood in the demonstration: 697, 36
// and 21 of 754. With it the smallest of the others waits too.
func TestTheNeighbourWinsWithoutTheEmpty(t *testing.T) {
	defer func() { omitted = "" }()
	months := [][]registered{sized(0, 0, [5]int{697, 36, 21, 0, 0})}
	if found, hidden, told := noted(t, months); len(found) != 0 || hidden != 3 || told != 2 {
		t.Errorf("%d told, %d hidden, found %v", told, hidden, found)
	}
	omitted = "empty"
	if found, _, told := noted(t, months); len(found) != 1 || told != 3 {
		t.Errorf("%d told, found %v", told, found)
	}
	won, _, _ := allNoted(t, 600)
	t.Logf("without the empty: %d, as %v", len(won), won[:min(2, len(won))])
	if len(won) < 10 {
		t.Errorf("without the empty the neighbour finds only %d", len(won))
	}
}

// TestTheNeighbourWinsWithoutThePast: where only the month that tells is looked at, what it tells
// takes away from what hid somebody in an earlier one.
func TestTheNeighbourWinsWithoutThePast(t *testing.T) {
	omitted = "past"
	defer func() { omitted = "" }()
	won, _, _ := allNoted(t, 600)
	t.Logf("without the past: %d, as %v", len(won), won[:min(2, len(won))])
	if len(won) < 3 {
		t.Errorf("without the past the neighbour finds only %d", len(won))
	}
}

// TestWhoIsNotShownStandsInNoSum: beside what everybody can count they would be the difference.
func TestWhoIsNotShownStandsInNoSum(t *testing.T) {
	b := registered{kecamatan: "a", told: true, men: 3}
	for _, s := range AllSeries {
		if _, counts := b.in(s); counts != (s == Unshown) {
			t.Errorf("%s: %v", s, counts)
		}
	}
}

// TestTheCityGivesNoFewUnshownAway: the months say how many came in, the directory who is
// published, so the city's sum of the others is known.
func TestTheCityGivesNoFewUnshownAway(t *testing.T) {
	unshown := func(counts map[string]int) (out []Number) {
		l, now := newLedger(Unshown), map[db.ID]counted{}
		for row, n := range counts {
			for range n {
				now[db.ID(len(now)+1)] = counted{row: row, col: notShown}
			}
		}
		l.turn(now, outside{})
		return l.told(now, "2026-12", nil)
	}
	for _, c := range []struct {
		counts map[string]int
		rows   int
	}{{map[string]int{"a": 51, "b": 0}, 1}, {map[string]int{"a": 51, "b": 3}, 0}, {map[string]int{"a": 51, "b": 3, "c": 20}, 1}, {map[string]int{"a": 51, "b": 6, "c": 5}, 1}} {
		rows := 0
		for _, n := range unshown(c.counts) {
			if n.Row != "" && n.Col != "" {
				rows++
			}
		}
		if rows != c.rows {
			t.Errorf("%v: %d kecamatan are told, want %d", c.counts, rows, c.rows)
		}
	}
}
