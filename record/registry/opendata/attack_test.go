package opendata

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// line is an equation between numbers: those of plus are together total.
type line struct {
	vars  []int
	minus int // a number that is not told and is their sum; -1: total is told
	total float64
}

// attacker is somebody who has all tables, and works out between what bounds a hidden
// number lies. He knows nothing of networks: he solves linear programmes.
type attacker struct {
	names []string
	truth []int64
	small []bool
	lines []line
}

func (a *attacker) hide(name string, l layer, s sum) int {
	a.names, a.truth, a.small = append(a.names, name), append(a.truth, s.all), append(a.small, l.small(s))
	return len(a.names) - 1
}

// bounds are the least and the most that a number can be.
func (a *attacker) bounds(i int) (low, high float64) {
	return -simplex(a, i, -1), simplex(a, i, 1)
}

// simplex makes a number as large as it can be (or as small: sign -1), by the method of
// Dantzig with the rule of Bland, beginning with the truth pushed out by artificial ones.
func simplex(a *attacker, target int, sign float64) float64 {
	n, m := len(a.names), len(a.lines)
	t := make([][]float64, m+1)
	base := make([]int, m)
	const heavy = 1e7
	for r := range t {
		t[r] = make([]float64, n+m+1)
	}
	for r, l := range a.lines {
		for _, v := range l.vars {
			t[r][v]++
		}
		if l.minus >= 0 {
			t[r][l.minus]--
		}
		t[r][n+m] = l.total
		if l.total < 0 {
			for c := range t[r] {
				t[r][c] = -t[r][c]
			}
		}
		t[r][n+r], base[r] = 1, n+r
	}
	t[m][target] = -sign
	for r := range m {
		for c := range n + m + 1 {
			if c < n || c == n+m {
				t[m][c] -= heavy * t[r][c]
			}
		}
	}
	for range 5000 {
		col := slices.IndexFunc(t[m][:n+m], func(x float64) bool { return x < -1e-6 })
		if col < 0 {
			break
		}
		row, best := -1, math.Inf(1)
		for r := range m {
			if t[r][col] > 1e-9 {
				if q := t[r][n+m] / t[r][col]; q < best-1e-9 || q < best+1e-9 && row >= 0 && base[r] < base[row] {
					row, best = r, q
				}
			}
		}
		if row < 0 {
			return math.Inf(1)
		}
		pivot(t, row, col)
		base[row] = col
	}
	for r, b := range base {
		if b == target {
			return sign * t[r][n+m]
		}
	}
	return 0
}

func pivot(t [][]float64, row, col int) {
	p := t[row][col]
	for c := range t[row] {
		t[row][c] /= p
	}
	for r := range t {
		if f := t[r][col]; r != row && f != 0 {
			for c := range t[r] {
				t[r][c] -= f * t[row][c]
			}
		}
	}
}

// attack takes a table by area and another dimension as the pages give it, by kelurahan and
// by kecamatan, and what is known of it beside: the numbers of it that are public.
func attack(t *testing.T, e *Edition, m Measure, col Dim, k int) *attacker {
	t.Helper()
	a := &attacker{}
	low, err := e.Table(m, Kelurahan, col)
	if err != nil {
		t.Fatal(err)
	}
	high, err := e.Table(m, Kecamatan, col)
	if err != nil {
		t.Fatal(err)
	}
	g := e.grid(m, Kelurahan, col)
	raised := g.raised()
	if col.Many() {
		for j := range low.Cols {
			a.binary(g, raised, low, high, j, k)
		}
		a.tidy(t)
		return a
	}
	a.single(g, raised, low, high, k)
	a.tidy(t)
	return a
}

// single takes a table in which everybody has one value: kelurahan add up to kecamatan, and
// these to the city.
func (a *attacker) single(g *grid, raised [][]sums, low, high Table, k int) {
	cols := len(low.Cols)
	columns, middles := make([]line, cols), make([][]line, len(high.Rows))
	for j := range columns {
		columns[j] = line{minus: -1, total: float64(g.colSums[j][k].all)}
	}
	for i := range high.Rows {
		middles[i] = make([]line, cols)
		row := line{minus: -1}
		for j := range cols {
			s := raised[i][j][k]
			middles[i][j].minus = -1
			row.total += float64(s.all)
			if high.Cells[i][j].Told {
				middles[i][j].total = float64(s.all)
				columns[j].total -= float64(s.all)
				row.total -= float64(s.all)
				continue
			}
			v := a.hide(fmt.Sprint("kecamatan ", i, " ", j), g.layers[k], s)
			middles[i][j].minus = v
			columns[j].vars, row.vars = append(columns[j].vars, v), append(row.vars, v)
		}
		a.lines = append(a.lines, row)
	}
	for i := range low.Rows {
		row := line{minus: -1, total: float64(g.rowSums[i][k].all)}
		for j := range cols {
			s := g.sums[i][j][k]
			x := &middles[g.upper[i]][j]
			if low.Cells[i][j].Told {
				row.total -= float64(s.all)
				x.total -= float64(s.all)
				continue
			}
			v := a.hide(fmt.Sprint("kelurahan ", i, " ", j), g.layers[k], s)
			row.vars, x.vars = append(row.vars, v), append(x.vars, v)
		}
		a.lines = append(a.lines, row)
	}
	a.lines = append(a.lines, columns...)
	for _, all := range middles {
		a.lines = append(a.lines, all...)
	}
}

// attackFlat takes a table of published businesses by two dimensions of which none is of the
// ground, and each value of several as a table of its own.
func attackFlat(t *testing.T, e *Edition, row, col Dim) *attacker {
	t.Helper()
	a, l := &attacker{}, layersOf(Shown)[0]
	table, err := e.Table(Shown, row, col)
	if err != nil {
		t.Fatal(err)
	}
	g := e.grid(Shown, row, col)
	add := func(rows [][]sum, told [][]bool) {
		columns := make([]line, len(rows[0]))
		for i, r := range rows {
			x := line{minus: -1}
			for j, s := range r {
				columns[j].minus = -1
				if !told[i][j] {
					v := a.hide(fmt.Sprint(row, " ", i, " ", col, " ", j), l, s)
					x.vars, columns[j].vars = append(x.vars, v), append(columns[j].vars, v)
					x.total, columns[j].total = x.total+float64(s.all), columns[j].total+float64(s.all)
				}
			}
			a.lines = append(a.lines, x)
		}
		a.lines = append(a.lines, columns...)
	}
	if !row.Many() && !col.Many() {
		rows, told := make([][]sum, len(table.Rows)), make([][]bool, len(table.Rows))
		for i := range rows {
			for j := range table.Cols {
				rows[i], told[i] = append(rows[i], g.sums[i][j][0]), append(told[i], table.Cells[i][j].Told)
			}
		}
		if len(rows) > 0 {
			add(rows, told)
		}
	}
	for i := range table.Rows {
		for j := range table.Cols {
			if row.Many() && col.Many() {
				s, r, c := g.sums[i][j][0], g.rowSums[i][0], g.colSums[j][0]
				x := table.Cells[i][j].Told
				add([][]sum{{s, less(r, s)}, {less(c, s), less(less(g.total[0], r), less(c, s))}}, [][]bool{{x, x}, {x, x}})
			}
		}
	}
	for j := range table.Cols {
		if !row.Many() && col.Many() && len(table.Rows) > 0 {
			rows, told := make([][]sum, len(table.Rows)), make([][]bool, len(table.Rows))
			for i := range rows {
				s, x := g.sums[i][j][0], table.Cells[i][j].Told
				rows[i], told[i] = []sum{s, less(g.rowSums[i][0], s)}, []bool{x, x}
			}
			add(rows, told)
		}
	}
	a.tidy(t)
	return a
}

// binary takes one value of several: who has it, and who has it not, is told or hidden
// together, as one is the rest of the other.
func (a *attacker) binary(g *grid, raised [][]sums, low, high Table, j, k int) {
	has := line{minus: -1, total: float64(g.colSums[j][k].all)}
	for i := range high.Rows {
		s := raised[i][j][k]
		up := line{minus: -1}
		if high.Cells[i][j].Told {
			up.total = float64(s.all)
			has.total -= float64(s.all)
		} else {
			up.minus = a.hide(fmt.Sprint("kecamatan ", i, " ", j), g.layers[k], s)
			has.vars = append(has.vars, up.minus)
		}
		for r := range low.Rows {
			if g.upper[r] != i {
				continue
			}
			x := g.sums[r][j][k]
			if low.Cells[r][j].Told {
				up.total -= float64(x.all)
				continue
			}
			v := a.hide(fmt.Sprint("kelurahan ", r, " ", j), g.layers[k], x)
			rest := a.hide("rest", g.layers[k], less(g.rowSums[r][k], x))
			up.vars = append(up.vars, v)
			a.lines = append(a.lines, line{vars: []int{v, rest}, minus: -1, total: float64(g.rowSums[r][k].all)})
		}
		a.lines = append(a.lines, up)
	}
	a.lines = append(a.lines, has)
}

// tidy drops equations of nothing and holds the others against the truth.
func (a *attacker) tidy(t *testing.T) {
	t.Helper()
	a.lines = slices.DeleteFunc(a.lines, func(l line) bool { return len(l.vars) == 0 && l.minus < 0 })
	for _, l := range a.lines {
		sum := -l.total
		for _, v := range l.vars {
			sum += float64(a.truth[v])
		}
		if l.minus >= 0 {
			sum -= float64(a.truth[l.minus])
		}
		if math.Abs(sum) > 1e-6 {
			t.Fatalf("the attacker's equation is not true by %v", sum)
		}
	}
}

// wins tells how many hidden numbers of too few the attacker knows closer than they need.
func (a *attacker) wins(t *testing.T) (found []string) {
	t.Helper()
	for i, name := range a.names {
		if !a.small[i] {
			continue
		}
		low, high := a.bounds(i)
		if float64(a.truth[i]) < low-1e-3 || float64(a.truth[i]) > high+1e-3 {
			t.Fatalf("%s is %d, and the attacker says %v to %v", name, a.truth[i], low, high)
		}
		if high-low < K-1e-3 {
			found = append(found, fmt.Sprintf("%s is %d: %v to %v", name, a.truth[i], low, high))
		}
	}
	return found
}

// someCity makes a register by chance: a few kelurahan, trades and permits, unevenly used.
func someCity(seed uint64) *Edition {
	r := rand.New(rand.NewPCG(seed, 7))
	c := &Census{codes: map[Dim][]string{Division: {"10", "47", "56", "62"}, Year: {"2024", "2025", "2010-2019"},
		Subsector: {"kriya", "kuliner", "musik"}, Permit: {"halal", "pirt"}}}
	for k := range 2 + r.IntN(3) {
		b := branch{code: fmt.Sprint("k", k)}
		for l := range 1 + r.IntN(3) {
			b.leaves = append(b.leaves, fmt.Sprint("k", k, ".", l))
		}
		c.tree = append(c.tree, b)
		c.codes[Kelurahan] = append(c.codes[Kelurahan], b.leaves...)
	}
	skew := func(n int) int16 { return int16(float64(n) * math.Pow(r.Float64(), 2.2)) }
	for range 40 + r.IntN(500) {
		u := unit{area: skew(len(c.codes[Kelurahan])), division: skew(4), year: skew(3), subsectors: uint32(1) << skew(3), permits: uint32(r.IntN(9) / 6)}
		if r.IntN(5) == 0 {
			u.subsectors |= 1 << skew(3)
		}
		c.units = append(c.units, u)
	}
	return NewEdition(c)
}

// attacks runs the attacker over tables of cities by chance.
func attacks(t *testing.T, cities int, each func(name string, found []string)) (hidden int) {
	t.Helper()
	for seed := range uint64(cities) {
		e := someCity(seed)
		for _, col := range []Dim{Division, Year, Subsector, Permit} {
			for k := range layersOf(Shown) {
				a := attack(t, e, Shown, col, k)
				hidden += len(a.names)
				each(fmt.Sprintf("city %d by %s, layer %d", seed, col, k), a.wins(t))
			}
		}
		for _, pair := range [][2]Dim{{Division, Year}, {Division, Subsector}, {Year, Permit}, {Subsector, Permit}} {
			a := attackFlat(t, e, pair[0], pair[1])
			hidden += len(a.names)
			each(fmt.Sprintf("city %d by %v", seed, pair), a.wins(t))
		}
	}
	return hidden
}

// TestNoHiddenNumberCanBeWorkedOut: from no table by area and another dimension, by kelurahan
// and kecamatan together.
func TestNoHiddenNumberCanBeWorkedOut(t *testing.T) {
	hidden := attacks(t, 60, func(name string, found []string) {
		for _, what := range found {
			t.Errorf("%s: %s", name, what)
		}
	})
	t.Logf("%d hidden numbers held", hidden)
	if hidden < 500 {
		t.Errorf("only %d numbers were hidden: nothing was tried", hidden)
	}
}

// TestTheAttackerWinsWithoutComplement: so that the test above can fail.
func TestTheAttackerWinsWithoutComplement(t *testing.T) {
	omitted = "complement"
	defer func() { omitted = "" }()
	won := 0
	attacks(t, 6, func(_ string, found []string) { won += len(found) })
	if won < 20 {
		t.Errorf("without complementary cells the attacker finds only %d numbers", won)
	}
}
