package opendata

import (
	"cmp"
	"errors"
	"slices"
	"sync"
)

// Cell is one number of a table.
type Cell struct {
	N    int64
	Told bool // else N is 0 and says nothing
}

// Table is a measure by one dimension or by two.
type Table struct {
	Measure   Measure
	Row, Col  Dim
	All       Cell
	Rows      []Group
	RowTotals []Cell
	Cols      []Group // none in a table by one dimension
	ColTotals []Cell
	Cells     [][]Cell // by row, then by column
	Left      []string // values of which nothing is told: of a dimension of several values
	LeftCols  []string
}

// Edition is the tables of one census. Each is made when it is first asked for, and is the
// same for everybody. It is for any number of goroutines.
type Edition struct {
	*Census
	mu     sync.Mutex
	tables map[[3]string]Table
	axes   map[[2]string]axis
}

// NewEdition begins with no table made.
func NewEdition(c *Census) *Edition {
	return &Edition{Census: c, tables: map[[3]string]Table{}, axes: map[[2]string]axis{}}
}

// errNoTable says that a table was asked for that is not offered: see Goes.
var errNoTable = errors.New("opendata: there is no such table")

// Table makes a table; col is "" for one by one dimension.
func (e *Edition) Table(m Measure, row, col Dim) (Table, error) {
	if !Goes(m, row, col) {
		return Table{}, errNoTable
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	key := [3]string{string(m), string(row), string(col)}
	t, made := e.tables[key]
	if !made {
		t = e.make(m, row, col)
		e.tables[key] = t
	}
	return t, nil
}

// axis finds how a dimension is told in the tables of a measure: the same in all.
func (e *Edition) axis(m Measure, d Dim) axis {
	if d == Kecamatan {
		d = Kelurahan
	}
	key := [2]string{string(m), string(d)}
	a, made := e.axes[key]
	if !made {
		layers := layersOf(m)
		of, total := e.count(d, layers)
		switch {
		case d == Kelurahan:
			a = areas(layers, e.tree, of)
		case d.Many():
			a = several(d, layers, e.ordered(d), of, total)
		case d.Ordered():
			a = axis{dim: d}
			a.groups, a.sums = join(layers, e.ordered(d), of)
			a.index()
		default:
			a = axis{dim: d}
			a.groups, a.sums = gather(layers, e.ordered(d), of)
			a.index()
		}
		e.axes[key] = a
	}
	return a
}

// ordered are the values of a dimension in the order of pages; what is unknown is last.
func (e *Edition) ordered(d Dim) []string {
	place := func(code string) int {
		if code == Unknown {
			return 1 << 20
		}
		return 0
	}
	out := slices.Clone(e.codes[d])
	slices.SortFunc(out, func(a, b string) int { return cmp.Or(cmp.Compare(place(a), place(b)), cmp.Compare(a, b)) })
	return out
}

// side is a dimension as the lines or the columns of a table.
func (e *Edition) side(m Measure, d Dim) (groups []Group, totals []Cell, left []string) {
	a := e.axis(m, d)
	groups, all := a.groups, a.sums
	if d == Kecamatan {
		groups, all = a.above, a.aboveS
	}
	for _, s := range all {
		totals = append(totals, Cell{s[0].all, true})
	}
	return groups, totals, a.left
}

func (e *Edition) make(m Measure, row, col Dim) Table {
	if m == Known {
		return monthly(e.came)
	}
	t := Table{Measure: m, Row: row, Col: col}
	layers := layersOf(m)
	_, total := e.count(Year, layers)
	if !small(layers, total) && !total.empty() {
		t.All = Cell{total[0].all, true}
	}
	t.Rows, t.RowTotals, t.Left = e.side(m, row)
	if col == "" {
		return t
	}
	t.Cols, t.ColTotals, t.LeftCols = e.side(m, col)
	t.Cells = e.cells(m, row, col)
	return t
}

// cells makes the inside of a table. A dimension of several values is a table for each of
// them, of those who have it and those who have not.
func (e *Edition) cells(m Measure, row, col Dim) [][]Cell {
	if !row.Area() && (col.Area() || row.Many() && !col.Many()) {
		return turned(e.cells(m, col, row))
	}
	g := e.grid(m, row, col)
	switch {
	case row.Many():
		for i := range g.rows {
			for j := range g.cols {
				g.of([]int{i}, []int{j}, true, true).hide(g)
			}
		}
	case col.Many():
		for j := range g.cols {
			g.of(all(g.rows), []int{j}, false, true).hide(g)
		}
	default:
		g.of(all(g.rows), all(g.cols), false, false).hide(g)
	}
	return g.told(row == Kecamatan)
}

func all(groups []Group) []int {
	out := make([]int, len(groups))
	for i := range out {
		out[i] = i
	}
	return out
}

func turned(cells [][]Cell) [][]Cell {
	if len(cells) == 0 {
		return nil
	}
	out := make([][]Cell, len(cells[0]))
	for _, line := range cells {
		for j, c := range line {
			out[j] = append(out[j], c)
		}
	}
	return out
}
