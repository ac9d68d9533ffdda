package letter

// head is a table's head, laid out once.
type head struct {
	cells []headCell
	highs []float64 // of its rows
}

type headCell struct {
	lines               []string
	row, col, rows, end int
}

func (h *head) high() float64 {
	sum := 0.0
	for _, x := range h.highs {
		sum += x
	}
	return sum
}

// layHead puts each cell where it is free, from the left, as HTML does, and
// makes the rows high enough: what a cell over several rows needs more goes to the
// last of them.
func (t *table) layHead() *head {
	h := &head{highs: make([]float64, len(t.Table.Head))}
	taken := make([][]bool, len(t.Table.Head))
	for i := range taken {
		taken[i] = make([]bool, len(t.Columns))
	}
	for row, cells := range t.Table.Head {
		col := 0
		for _, c := range cells {
			for col < len(t.Columns) && taken[row][col] {
				col++
			}
			if col == len(t.Columns) {
				break
			}
			x := headCell{row: row, col: col, rows: min(max(c.Rows, 1), len(t.Table.Head)-row), end: min(col+max(c.Cols, 1), len(t.Columns))}
			x.lines = t.wrap(c.Text, t.edges[x.end]-t.edges[x.col]-2*t.padX(), t.headStyle())
			h.cells = append(h.cells, x)
			for r := row; r < row+x.rows; r++ {
				for k := col; k < x.end; k++ {
					taken[r][k] = true
				}
			}
		}
	}
	for rows := 1; rows <= len(t.Table.Head); rows++ {
		for _, c := range h.cells {
			if c.rows == rows {
				t.stretch(h, c)
			}
		}
	}
	return h
}

func (t *table) headStyle() style { return style{true, t.Size} }

// stretch makes the rows of a cell high enough for it.
func (t *table) stretch(h *head, c headCell) {
	need := float64(len(c.lines))*t.headStyle().high() + 4*t.padY()
	for r := c.row; r < c.row+c.rows; r++ {
		need -= h.highs[r]
	}
	if need > 0 {
		h.highs[c.row+c.rows-1] += need
	}
}

// drawHead draws the head at the current place.
func (t *table) drawHead(h *head) {
	tops := make([]float64, len(h.highs)+1)
	tops[0] = t.y
	for i, high := range h.highs {
		tops[i+1] = tops[i] + high
	}
	s := t.headStyle()
	for _, c := range h.cells {
		x, y, wide, high := t.edges[c.col], tops[c.row], t.edges[c.end]-t.edges[c.col], tops[c.row+c.rows]-tops[c.row]
		t.fill(x, y, wide, high, headTint)
		at := y + (high-float64(len(c.lines))*s.high())/2
		for _, line := range c.lines {
			t.lineAt(x+t.padX(), at, wide-2*t.padX(), line, s, Center)
			at += s.high()
		}
		t.pdf.Rect(x, y, wide, high, "D")
	}
	t.y = tops[len(h.highs)]
}
