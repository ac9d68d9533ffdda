package opendata

// grid is a table by two dimensions with all its numbers, and which of them are hidden.
type grid struct {
	layers     []layer
	rows, cols []Group
	upper      []int // of each row, where in above; nil where the rows are not areas
	above      int   // how many kecamatan, or groups of them
	total      sums
	rowSums    []sums
	colSums    []sums
	sums       [][]sums
	hidden     [][]bool
	hiddenUp   [][]bool // of kecamatan
}

// grid counts the register by two dimensions.
func (e *Edition) grid(m Measure, row, col Dim) *grid {
	r, c := e.axis(m, row), e.axis(m, col)
	g := &grid{layers: layersOf(m), rows: r.groups, cols: c.groups, upper: r.upper, above: len(r.above), rowSums: r.sums, colSums: c.sums}
	_, g.total = e.count(Year, g.layers)
	g.sums, g.hidden = make([][]sums, len(g.rows)), falses(len(g.rows), len(g.cols))
	g.hiddenUp = falses(g.above, len(g.cols))
	for i := range g.sums {
		g.sums[i] = make([]sums, len(g.cols))
		for j := range g.sums[i] {
			g.sums[i][j] = make(sums, len(g.layers))
		}
	}
	for k := range e.units {
		u := &e.units[k]
		e.places(r.dim, u, func(rowCode string) {
			i, there := r.at[rowCode]
			if !there {
				return
			}
			e.places(c.dim, u, func(colCode string) {
				j, there := c.at[colCode]
				if !there {
					return
				}
				for n, l := range g.layers {
					if x, counts := l.in(u); counts {
						g.sums[i][j][n].add(x)
					}
				}
			})
		})
	}
	return g
}

func falses(rows, cols int) [][]bool {
	out := make([][]bool, rows)
	for i := range out {
		out[i] = make([]bool, cols)
	}
	return out
}

// told is the inside of the table as everybody sees it, by kelurahan or by kecamatan.
func (g *grid) told(byAbove bool) [][]Cell {
	rows, hidden := g.sums, g.hidden
	if byAbove {
		rows, hidden = g.raised(), g.hiddenUp
	}
	out := make([][]Cell, len(rows))
	for i, line := range rows {
		out[i] = make([]Cell, len(g.cols))
		for j, s := range line {
			if !hidden[i][j] {
				out[i][j] = Cell{s[0].all, true}
			}
		}
	}
	return out
}

// raised are the numbers by kecamatan.
func (g *grid) raised() [][]sums {
	out := make([][]sums, g.above)
	for i := range out {
		out[i] = make([]sums, len(g.cols))
		for j := range out[i] {
			out[i][j] = make(sums, len(g.layers))
		}
	}
	for i, line := range g.sums {
		for j, s := range line {
			out[g.upper[i]][j] = out[g.upper[i]][j].with(s)
		}
	}
	return out
}

// part is a table that hangs together: the cells of some rows and columns, and where it is
// so asked the rest of each, which everybody can work out.
type part struct {
	rows, cols       []int
	restRow, restCol bool
	nets             []*net // by layer, with the same edges
	low, up          [][]int
}

// of makes the networks of a part.
func (g *grid) of(rows, cols []int, restRow, restCol bool) *part {
	p := &part{rows: rows, cols: cols, restRow: restRow, restCol: restCol}
	for k := range g.layers {
		p.nets = append(p.nets, g.network(p, k))
	}
	return p
}

// table are the numbers of a part in one layer, with the rests.
func (g *grid) table(p *part, k int) [][]sum {
	var out [][]sum
	for _, i := range p.rows {
		var line []sum
		rest := g.rowSums[i][k]
		for _, j := range p.cols {
			s := g.sums[i][j][k]
			line, rest = append(line, s), less(rest, s)
		}
		if p.restCol {
			line = append(line, rest)
		}
		out = append(out, line)
	}
	if p.restRow { // one row and one column: who has neither, and who has the other one only
		s, r, c := g.sums[p.rows[0]][p.cols[0]][k], g.rowSums[p.rows[0]][k], g.colSums[p.cols[0]][k]
		out = append(out, []sum{less(c, s), less(less(g.total[k], r), less(c, s))})
	}
	return out
}

// less is what is left.
func less(a, b sum) sum { return sum{a.all - b.all, a.count - b.count} }

// network makes the equations of a part in one layer: every row adds up, every column, and
// where rows are kelurahan the cells of each kecamatan too.
func (g *grid) network(p *part, k int) *net {
	t := g.table(p, k)
	cols := len(p.cols)
	if p.restCol {
		cols++
	}
	above := 0
	if g.upper != nil {
		above = g.above
	}
	n := newNet(len(t) + cols + above*cols)
	column := func(j int) int { return len(t) + j }
	middle := func(a, j int) int { return len(t) + cols + a*cols + j }
	p.low = make([][]int, len(t))
	for i, line := range t {
		for j, s := range line {
			to := column(j)
			if above > 0 {
				to = middle(g.upper[p.rows[i]], j)
			}
			p.low[i] = append(p.low[i], n.add(g.edge(k, i, to, s)))
		}
	}
	p.up = nil
	for a := range above {
		line := make([]sum, cols)
		for i := range t {
			if g.upper[p.rows[i]] == a {
				for j := range line {
					line[j] = line[j].with(t[i][j])
				}
			}
		}
		p.up = append(p.up, nil)
		for j, s := range line {
			p.up[a] = append(p.up[a], n.add(g.edge(k, middle(a, j), column(j), s)))
		}
	}
	return n
}

func (g *grid) edge(k, from, to int, s sum) edge {
	return edge{from: from, to: to, value: s.all, need: K, hidden: g.layers[k].small(s)}
}

// hide hides what must not be told in any layer, and what is needed so that it cannot be
// worked out; what one layer needs is hidden in all.
func (p *part) hide(g *grid) {
	var w walker
	for done := false; !done; {
		done = true
		for _, n := range p.nets {
			for i := range n.edges {
				for _, o := range p.nets {
					if o.edges[i].hidden && !n.edges[i].hidden {
						n.edges[i].hidden, done = true, false
					}
				}
			}
			if !leftOut("complement") {
				n.protect(&w)
			}
		}
		done = done && p.agree()
	}
	edges := p.nets[0].edges
	for a, i := range p.rows {
		for b, j := range p.cols {
			g.hidden[i][j] = edges[p.low[a][b]].hidden
		}
	}
	for a := range p.up {
		for b, j := range p.cols {
			g.hiddenUp[a][j] = edges[p.up[a][b]].hidden
		}
	}
}

// agree tells whether all layers hide the same.
func (p *part) agree() bool {
	for i, e := range p.nets[0].edges {
		for _, n := range p.nets[1:] {
			if n.edges[i].hidden != e.hidden {
				return false
			}
		}
	}
	return true
}
