package letter

import "iter"

// Table is rows under a head that each page repeats.
type Table struct {
	Columns []Column
	Head    [][]HeadCell // rows from above; a cell that spans stands in its first row only
	Size    float64      // of the text, in points
	Rows    iter.Seq[Row]
}

// Column is one column of a table.
type Column struct {
	Wide  float64 // in millimetres; 0: a share of what the others leave
	Share float64 // how large that share is
	Align Align
}

// HeadCell is a cell of the head. Zero columns or rows are one.
type HeadCell struct {
	Text       string
	Cols, Rows int
}

// Row is one row. Its cells fill the columns from the left.
type Row struct {
	Cells []Cell
	Bold  bool
	Tint  Tint
	Keep  bool // stays on the page of the row below it
}

// Cell is one cell. Zero columns are one.
type Cell struct {
	Text  string
	Cols  int
	Align Align
	Bold  bool
	Tint  Tint // over the tint of its row
}

// Tint is the colour of the ground below text; the zero Tint is white paper.
type Tint struct{ R, G, B uint8 }

// headTint is the ground of a head, Blank that of a cell in which nothing can stand.
var (
	headTint = Tint{232, 236, 241}
	Blank    = Tint{214, 214, 214}
)

// padX and padY are the space between the rules of a cell and its text, in
// millimetres: more around larger text.
func (t Table) padX() float64 { return 0.11 * t.Size }
func (t Table) padY() float64 { return 0.09 * t.Size }

// kept is how much of the next row must fit below a row that is kept with it.
const kept = 12

// table is a table while it is drawn.
type table struct {
	*Doc
	Table
	edges []float64 // left edge of each column, and the right edge of the last
	head  *head
	first float64   // where the first row of this page began
	open  float64   // from where the rules between columns are still to be drawn
	below []float64 // the rules below rows that are still to be drawn
}

// Table writes a table over as many pages as it needs.
func (d *Doc) Table(t Table) {
	if d.err != nil {
		return
	}
	x := &table{Doc: d, Table: t}
	x.measure()
	x.head = x.layHead()
	x.Doc.room(x.head.high() + kept)
	x.begin()
	for row := range t.Rows {
		if d.err != nil {
			return
		}
		x.row(row)
	}
	x.rules()
}

// measure finds the columns' edges.
func (t *table) measure() {
	rest, shares := t.wide(), 0.0
	for _, c := range t.Columns {
		rest -= c.Wide
		if c.Wide == 0 {
			shares += c.Share
		}
	}
	x := t.left()
	t.edges = append(t.edges, x)
	for _, c := range t.Columns {
		wide := c.Wide
		if wide == 0 && shares > 0 {
			wide = max(rest*c.Share/shares, 3)
		}
		x += wide
		t.edges = append(t.edges, x)
	}
}

// begin draws the head at the current place.
func (t *table) begin() {
	t.drawHead(t.head)
	t.first, t.open = t.y, t.y
}

// turn ends the page and goes on below a new head.
func (t *table) turn() {
	t.rules()
	t.NewPage()
	if t.err == nil {
		t.begin()
	}
}

// laid is a row whose text is cut into lines.
type laid struct {
	Row
	lines [][]string // by cell
	from  []int      // the first column of each cell
	most  int        // lines of the longest cell
	spans bool
}

func (t *table) lay(r Row) laid {
	out := laid{Row: r, lines: make([][]string, len(r.Cells)), from: make([]int, len(r.Cells)), most: 1}
	at := 0
	for i, c := range r.Cells {
		n := max(c.Cols, 1)
		out.spans = out.spans || n > 1
		out.from[i] = at
		if c.Text != "" {
			out.lines[i] = t.wrap(c.Text, t.edges[min(at+n, len(t.Columns))]-t.edges[min(at, len(t.Columns))]-2*t.padX(), t.styleOf(r, c))
			out.most = max(out.most, len(out.lines[i]))
		}
		at += n
	}
	return out
}

func (t *table) styleOf(r Row, c Cell) style { return style{r.Bold || c.Bold, t.Size} }

// row draws a row: whole where it fits on a page, in pieces where it does not.
func (t *table) row(r Row) {
	l, high := t.lay(r), style{false, t.Size}.high()
	ask := 0.0
	if r.Keep {
		ask = kept
	}
	page := int((t.bottom() - t.set.Margins.Top - t.head.high() - 2*t.padY()) / high)
	for from := 0; t.err == nil; {
		fits := int((t.bottom() - t.y - ask - 2*t.padY()) / high)
		if l.most-from <= fits {
			t.piece(l, from, l.most)
			return
		}
		if fresh := t.y <= t.first; !fresh && (l.most-from <= page || fits < 3) {
			t.turn()
			continue
		}
		n := max(fits, 1)
		t.piece(l, from, min(from+n, l.most))
		if from += n; from >= l.most {
			return
		}
		t.turn()
	}
}

// piece draws some lines of a row, and the rule below them.
func (t *table) piece(l laid, from, to int) {
	s := style{false, t.Size}
	high := float64(to-from)*s.high() + 2*t.padY()
	if l.spans {
		t.rules()
	}
	for i, c := range l.Cells {
		x, right := t.edges[l.from[i]], t.edges[min(l.from[i]+max(c.Cols, 1), len(t.Columns))]
		tint := l.Tint
		if c.Tint != (Tint{}) {
			tint = c.Tint
		}
		t.fill(x, t.y, right-x, high, tint)
		align := c.Align
		if align == ByColumn {
			align = t.Columns[l.from[i]].Align
		}
		for n := from; n < min(to, len(l.lines[i])); n++ {
			t.lineAt(x+t.padX(), t.y+t.padY()+float64(n-from)*s.high(), right-x-2*t.padX(), l.lines[i][n], t.styleOf(l.Row, c), align)
		}
	}
	t.y += high
	t.below = append(t.below, t.y)
	if l.spans {
		t.between(append(l.from, len(t.Columns)))
	}
}

// rules draws the rules that are missing. They come after the grounds of the rows,
// which would cover them.
func (t *table) rules() {
	all := make([]int, len(t.edges))
	for i := range all {
		all[i] = i
	}
	t.between(all)
}

// between draws the rules at some of the columns' edges, and those below rows.
func (t *table) between(edges []int) {
	if t.err != nil || t.y <= t.open {
		return
	}
	for _, i := range edges {
		t.pdf.Line(t.edges[i], t.open, t.edges[i], t.y)
	}
	for _, y := range append(t.below, t.open) {
		t.pdf.Line(t.edges[0], y, t.edges[len(t.edges)-1], y)
	}
	t.open, t.below = t.y, t.below[:0]
}

// fill colours the ground. The colour is black again afterwards, as the text is:
// then no text needs to say its own.
func (d *Doc) fill(x, y, wide, high float64, c Tint) {
	if c == (Tint{}) {
		return
	}
	d.pdf.SetFillColor(int(c.R), int(c.G), int(c.B))
	d.pdf.Rect(x, y, wide, high, "F")
	d.pdf.SetFillColor(0, 0, 0)
}
