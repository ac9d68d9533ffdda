package opendata

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"alun/ground/db"
)

// spy is somebody who has every number of every month, knows who is counted in each, and adds
// and takes away as algebra lets them. What it does not know is the facts: one unknown number
// for each fact of each business.
type spy struct {
	places map[seen]int
	told   []sparse // each number that was told, as the unknowns it is the sum of
	basis  []sparse // the same, solved
	pivots map[int]int
}

// sparse is a sum of unknowns with factors, modulo a prime: exact, and never too large.
type sparse map[int]int64

const prime = 1_000_000_007

func (v sparse) plus(o sparse, times int64) sparse {
	out := maps.Clone(v)
	for i, n := range o {
		if x := ((out[i]+n*times)%prime + prime) % prime; x == 0 {
			delete(out, i)
		} else {
			out[i] = x
		}
	}
	return out
}

func inverse(n int64) int64 {
	out := int64(1)
	for e := int64(prime - 2); e > 0; e >>= 1 {
		if e&1 == 1 {
			out = out * n % prime
		}
		n = n * n % prime
	}
	return out
}

func newSpy() *spy { return &spy{places: map[seen]int{}, pivots: map[int]int{}} }

func (y *spy) of(all []seen) sparse {
	out := sparse{}
	for _, s := range all {
		if _, known := y.places[s]; !known {
			y.places[s] = len(y.places)
		}
		out[y.places[s]]++
	}
	return out
}

// rest is what of a sum is not known from the numbers.
func (y *spy) rest(v sparse) sparse {
	for _, at := range slices.Sorted(maps.Keys(v)) {
		if b, there := y.pivots[at]; there && v[at] != 0 {
			v = v.plus(y.basis[b], -v[at])
		}
	}
	return v
}

// hear takes a number in, and solves the others by it.
func (y *spy) hear(v sparse) {
	y.told = append(y.told, v)
	v = y.rest(v)
	if len(v) == 0 {
		return
	}
	at := slices.Min(slices.Collect(maps.Keys(v)))
	v = sparse{}.plus(v, inverse(v[at]))
	for b, other := range y.basis {
		if n := other[at]; n != 0 {
			y.basis[b] = other.plus(v, -n)
		}
	}
	y.pivots[at] = len(y.basis)
	y.basis = append(y.basis, v)
}

func (y *spy) knows(v sparse) bool { return len(v) > 0 && len(y.rest(v)) == 0 }

// thin are the sums of fewer than K unknowns that the spy comes to: solved ones, and the
// differences of any two numbers.
func (y *spy) thin() (out []string) {
	for _, v := range y.basis {
		if len(v) < K {
			out = append(out, fmt.Sprint("solved: ", v))
		}
	}
	for i, v := range y.told {
		for _, o := range y.told[:i] {
			if d := v.plus(o, -1); len(d) > 0 && len(d) < K {
				out = append(out, fmt.Sprint("difference: ", d))
			}
		}
	}
	return out
}

// years is a register through some months.
type years struct {
	*testing.T
	r      *rand.Rand
	series Series
	all    []registered
	gone   []registered // who left, and may return
	l      *ledger
	spy    *spy
	worth  map[int]int64 // what an unknown is, of workers
	past   []map[square][]seen
	said   map[int][]Number
	hidden int
	won    []string
}

func newYears(t *testing.T, s Series) *years {
	return &years{T: t, series: s, l: newLedger(s), spy: newSpy(), worth: map[int]int64{}, said: map[int][]Number{}}
}

func (w *years) born() registered {
	b := registered{id: db.ID(len(w.all) + len(w.gone) + 1 + w.r.IntN(1<<40)), kecamatan: fmt.Sprint("kec", w.r.IntN(3)), told: true, shown: w.r.IntN(3) > 0}
	b.men, b.women = 1+int64(w.r.IntN(4)), int64(w.r.IntN(4))
	if w.r.IntN(4) == 0 {
		b.men, b.women = 3+int64(w.r.IntN(12)), 2+int64(w.r.IntN(12))
	}
	if w.r.IntN(60) == 0 {
		b.men, b.women = 400, 150 // most of any sum it is in
	}
	b.subsectors = append(b.subsectors, []string{"kriya", "kuliner", "musik"}[:w.r.IntN(3)]...)
	return b
}

// month lets people come, go, return, move and hire, unevenly, and then counts.
func (w *years) month(i int) {
	for range []int{150, 12, 3, 25, 1, 9}[i%6] {
		w.all = append(w.all, w.born())
	}
	for k := 0; k < len(w.all); k++ {
		switch b := &w.all[k]; w.r.IntN(24 + 8*(i%3)) {
		case 0:
			w.gone = append(w.gone, *b)
			w.all = slices.Delete(w.all, k, k+1)
		case 1:
			b.men++
		case 2:
			b.kecamatan = fmt.Sprint("kec", w.r.IntN(3))
		case 3:
			b.shown = !b.shown
		}
	}
	if i%2 == 1 {
		back := w.gone[:len(w.gone)*2/3]
		w.all, w.gone = append(w.all, back...), slices.Clone(w.gone[len(back):])
	}
	w.count(i)
}

// count keeps the month, and lets the spy hear of it.
func (w *years) count(i int) {
	now, beside := countAll(w.all, w.series)
	stood := map[square][]seen{}
	for id, x := range now {
		for _, at := range around(x.row, x.col) {
			stood[at] = append(stood[at], seen{id, x.what})
		}
		w.worth[slices.Max(slices.Collect(maps.Keys(w.spy.of([]seen{{id, x.what}}))))] = x.men
	}
	w.l.turn(now, beside)
	numbers := w.l.told(now, fmt.Sprintf("2026-%02d", i+1), nil)
	for _, n := range numbers {
		w.hears(n, stood)
	}
	w.said[i], w.past = numbers, append(w.past, stood)
	w.l.changed = map[square]bool{}
	w.l.cohorts = slices.DeleteFunc(w.l.cohorts, func(c *cohort) bool { c.gone = nil; return c.ended })
}

// hears tells the spy whom a number counts, and counts it again: by the members of each cohort
// that still stands, or everybody where the fault is planted.
func (w *years) hears(n Number, everybody map[square][]seen) {
	var who []seen
	for _, c := range w.l.cohorts {
		if !c.ended && slices.Contains(around(c.row, c.col), square{n.Row, n.Col}) {
			for _, m := range c.members {
				who = append(who, seen{m.business, m.what})
			}
		}
	}
	if (n.Row == "" || n.Col == "") && leftOut("complement") {
		who = everybody[square{n.Row, n.Col}]
	}
	v, men := w.spy.of(who), int64(0)
	for at := range v {
		men += w.worth[at]
	}
	if n.Businesses != int64(len(who)) || w.series == Workers && n.Men != rounded(men) || n.Businesses < K {
		w.Fatalf("%+v counts %d businesses with %d men", n, len(who), men)
	}
	w.spy.hear(v)
}

// tries lets the spy look for each number that was not told, for each change of fewer than K
// between two months, for every single fact, and for any sum of few.
func (w *years) tries() {
	for i, stood := range w.past {
		told := map[square]bool{}
		for _, n := range w.said[i] {
			told[square{n.Row, n.Col}] = true
		}
		for at, who := range stood {
			if !told[at] {
				w.hidden++
				if w.spy.knows(w.spy.of(who)) {
					w.won = append(w.won, fmt.Sprint("month ", i, ": the ", len(who), " of ", at))
				}
			}
			for j := range i {
				if d := w.spy.of(who).plus(w.spy.of(w.past[j][at]), -1); len(d) < K && w.spy.knows(d) {
					w.won = append(w.won, fmt.Sprint("months ", j, " and ", i, ": ", len(d), " of ", at))
				}
			}
		}
	}
	for s, at := range w.spy.places {
		if w.spy.knows(sparse{at: 1}) {
			w.won = append(w.won, fmt.Sprint("alone: ", s))
		}
	}
	w.won = append(w.won, w.spy.thin()...)
}

// spied runs cities by chance through a year and a half of each series.
func spied(t *testing.T, cities uint64) (won []string, hidden, told int) {
	for seed := range cities {
		for _, s := range AllSeries {
			w := newYears(t, s)
			w.r = rand.New(rand.NewPCG(seed, 11))
			for i := range 9 {
				w.month(i)
			}
			w.tries()
			won, hidden, told = append(won, w.won...), hidden+w.hidden, told+len(w.spy.told)
		}
	}
	return won, hidden, told
}

// TestNoKeptMonthsGiveANumberAway: no number that was not told, no change of fewer than K and
// no sum of fewer than K facts follows from all numbers of all months together.
func TestNoKeptMonthsGiveANumberAway(t *testing.T) {
	won, hidden, told := spied(t, 24)
	for _, what := range won[:min(10, len(won))] {
		t.Error(what)
	}
	t.Logf("%d numbers told, %d hidden, %d found", told, hidden, len(won))
	if hidden < 500 || told < 3000 {
		t.Error("nothing was tried")
	}
}

// TestTheSpyWinsWithout each of the guards: so that the test above can fail.
func TestTheSpyWinsWithout(t *testing.T) {
	defer func() { omitted = "" }()
	for _, guard := range []string{"complement", "batch"} {
		omitted = guard
		if won, _, _ := spied(t, 6); len(won) < 5 {
			t.Errorf("without %s the spy finds only %d", guard, len(won))
		} else {
			t.Logf("without %s: %d, as %s", guard, len(won), won[0])
		}
	}
}

// people are businesses of one place with so many men each.
func people(from, to int, kecamatan string) (out []registered) {
	for i := from; i < to; i++ {
		out = append(out, registered{id: db.ID(i + 1), kecamatan: kecamatan, told: true, shown: true, men: int64(1 + i%3), women: int64(1 + i%2)})
	}
	return out
}

// courses are what could hide one who comes behind those who were counted before: the ten who
// came last leave and return with one more; or they move to another kecamatan, and one more
// comes there.
var courses = map[string][][]registered{
	"return": {people(0, 30, "a"), people(0, 40, "a"), people(0, 30, "a"), people(0, 41, "a")},
	"move": {append(people(0, 30, "a"), people(100, 130, "b")...), append(people(0, 40, "a"), people(100, 130, "b")...),
		slices.Concat(people(0, 30, "a"), people(30, 41, "b"), people(100, 130, "b"))},
}

// TestWhoReturnsHidesNobody: who was counted before does not count towards the K of a new
// group, else the eleventh stands alone.
func TestWhoReturnsHidesNobody(t *testing.T) {
	defer func() { omitted = "" }()
	for name, course := range courses {
		for _, omitted = range []string{"", "return"} {
			w := newYears(t, Workers)
			for i, all := range course {
				w.all = all
				w.count(i)
			}
			w.tries()
			if won := len(w.won) > 0; won != (omitted != "") {
				t.Errorf("%s without %q: the spy finds %v", name, omitted, w.won)
			}
		}
	}
}

// TestNobodyIsMostOfASum: where one business is nearly all of a group's workers, or of its men
// or women alone, or where a sum of nothing would say what each is, the group waits; until
// enough others have come.
func TestNobodyIsMostOfASum(t *testing.T) {
	defer func() { omitted = "" }()
	for name, change := range map[string]func(b []registered){
		"all": func(b []registered) { b[3].men, b[3].women = 900, 900 },
		"men": func(b []registered) { b[3].men = 200 },
		"two": func(b []registered) { b[3].women, b[4].women = 300, 300 },
		"no women": func(b []registered) {
			for i := range b {
				b[i].women = 0
			}
		},
	} {
		for _, omitted = range []string{"", "dominance"} {
			w := newYears(t, Workers)
			w.all = people(0, 20, "a")
			change(w.all)
			w.count(0)
			if told := len(w.said[0]) > 0; told != (omitted != "") {
				t.Errorf("%s without %q: %+v", name, omitted, w.said[0])
			}
			if omitted = ""; name == "men" {
				w.all = append(w.all, people(20, 60, "a")...)
				if w.count(1); len(w.said[1]) == 0 {
					t.Error("it waits for ever")
				}
			}
		}
	}
}

// TestTheRuleOfPercent: at the bound, and whoever has more than 85 % never passes.
func TestTheRuleOfPercent(t *testing.T) {
	for _, c := range []struct {
		parts []int64
		want  bool
	}{{nil, false}, {[]int64{0, 0}, false}, {[]int64{100, 7, 20}, false}, {[]int64{100, 20, 20}, true}, {[]int64{100, 50, 19}, false}, {[]int64{100, 100, 20}, true}, {[]int64{86, 7, 7}, false}, {[]int64{1, 1, 1}, true}} {
		if got := even(c.parts); got != c.want {
			t.Errorf("%v: %v", c.parts, got)
		}
	}
	r := rand.New(rand.NewPCG(5, 5))
	for range 20_000 {
		parts, all := make([]int64, 2+r.IntN(12)), int64(0)
		for i := range parts {
			parts[i] = int64(r.IntN(1 + r.IntN(400)))
			all += parts[i]
		}
		if even(parts) && slices.Max(parts)*100 > 85*all {
			t.Fatalf("%v passes", parts)
		}
	}
}
