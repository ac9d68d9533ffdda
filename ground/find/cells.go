package find

import (
	"math/bits"
	"sort"
)

// Box is a range of latitudes and longitudes, its edges included. None goes across
// the 180th meridian: a Max west of its Min holds nothing.
type Box struct{ Min, Max Point }

func (b *Box) has(p Point) bool {
	return p.Lat >= b.Min.Lat && p.Lat <= b.Max.Lat && p.Lon >= b.Min.Lon && p.Lon <= b.Max.Lon
}

// Grid cuts a box into cells of one size, in degrees.
type Grid struct {
	Box           Box
	Columns, Rows int // 1 to MostCells each; fewer where the box is not that wide
}

// MostCells is how many columns and rows a grid may have.
const MostCells = 256

// Cell is the documents of one cell of a grid.
type Cell struct {
	Column, Row int // from the south-west corner
	N           int
	At          Point // the mean of their points
	One         int64 // the document, where N is 1
}

// Cells counts over a grid what a Query finds, exactly; cells without a document are
// left out, the others come row by row. What the Query says of hits and facets is not
// asked. It reads each document that is found once, or those of the box's latitudes
// if these are much fewer.
func (x *Index) Cells(q Query, g Grid) ([]Cell, error) {
	q.Count, q.Limit, q.Skip, q.Explain = nil, 0, 0, false
	s, _ := x.scratch.Get().(*search)
	if s == nil {
		s = &search{}
	}
	defer x.release(s)
	s.config, s.query, s.parts = &x.config, &q, x.now.Load().parts
	s.docs = (&state{s.parts}).docs()
	if err := s.prepare(); err != nil {
		return nil, err
	}
	t := newTally(g)
	if t == nil {
		return nil, nil
	}
	for i := range s.parts {
		p := &s.parts[i]
		set, n := s.match(i)
		if n == 0 {
			continue
		}
		set.and(p.placed)
		if from, to := p.belt(&g.Box); (to-from)*random < n {
			for _, doc := range p.byLat[from:to] {
				if set.has(doc) {
					t.add(p.at[doc], p.ids[doc])
				}
			}
		} else {
			t.addAll(p.segment, set)
		}
	}
	return t.cells(), nil
}

// random is how much dearer it is to jump to a document than to go on to the next.
const random = 4

// belt is where the latitudes of a box begin and end in byLat.
func (s *segment) belt(b *Box) (from, to int) {
	from = sort.Search(len(s.byLat), func(i int) bool { return s.at[s.byLat[i]].Lat >= b.Min.Lat })
	to = from + sort.Search(len(s.byLat)-from, func(i int) bool { return s.at[s.byLat[from+i]].Lat > b.Max.Lat })
	return from, to
}

// inside keeps the documents within Query.In.
func (s *search) inside(p *part, set bitmap) {
	box := s.query.In
	allowed := s.scratch.take(p.len())
	if from, to := p.belt(box); (to-from)*random < set.count() {
		for _, doc := range p.byLat[from:to] {
			if set.has(doc) && box.has(p.at[doc]) {
				allowed.add(doc)
			}
		}
	} else {
		set.and(p.placed)
		set.each(func(doc uint32) bool {
			if box.has(p.at[doc]) {
				allowed.add(doc)
			}
			return true
		})
	}
	copy(set, allowed)
}

// tally counts points into cells.
type tally struct {
	box        Box
	columns    int
	east, up   uint64 // how many cells one unit is, in 2^-64: see share
	wide, tall uint64
	sums       []inCell
}

// inCell is what lies in a cell: all in one place, for a point touches one only.
type inCell struct {
	n        int
	lat, lon int64
	one      int64 // the last document
}

func newTally(g Grid) *tally {
	b := g.Box
	if b.Max.Lat < b.Min.Lat || b.Max.Lon < b.Min.Lon {
		return nil
	}
	t := &tally{box: b, wide: uint64(int64(b.Max.Lon)-int64(b.Min.Lon)) + 1, tall: uint64(int64(b.Max.Lat)-int64(b.Min.Lat)) + 1}
	columns, rows := 0, 0
	columns, t.east = share(g.Columns, t.wide)
	rows, t.up = share(g.Rows, t.tall)
	t.columns, t.sums = columns, make([]inCell, columns*rows)
	return t
}

// share gives the number of cells over a width, and cells/width as a fraction of 2^64,
// rounded up. Widths are at most 2^32, so what rounding adds to a product is less than
// its distance from the next whole number: the upper half of the product is the cell,
// exactly, without a division.
func share(cells int, width uint64) (int, uint64) {
	n := uint64(min(max(cells, 1), MostCells))
	if n >= width {
		n = max(width-1, 1)
	}
	if width == 1 {
		return 1, 0
	}
	q, r := bits.Div64(n, 0, width)
	if r > 0 {
		q++
	}
	return int(n), q
}

func (t *tally) add(p Point, id int64) {
	x, y := uint64(int64(p.Lon)-int64(t.box.Min.Lon)), uint64(int64(p.Lat)-int64(t.box.Min.Lat))
	if x >= t.wide || y >= t.tall { // also what is west or south of it, as a huge number
		return
	}
	column, _ := bits.Mul64(x, t.east)
	row, _ := bits.Mul64(y, t.up)
	c := &t.sums[int(row)*t.columns+int(column)]
	c.n++
	c.lat += int64(p.Lat)
	c.lon += int64(p.Lon)
	c.one = id
}

// addAll is add for a set, without a call for each document.
func (t *tally) addAll(s *segment, set bitmap) {
	for i, w := range set {
		for ; w != 0; w &= w - 1 {
			doc := i<<6 + bits.TrailingZeros64(w)
			t.add(s.at[doc], s.ids[doc])
		}
	}
}

func (t *tally) cells() []Cell {
	var out []Cell
	for i, s := range t.sums {
		if s.n == 0 {
			continue
		}
		c := Cell{Column: i % t.columns, Row: i / t.columns, N: s.n, At: Point{int32(s.lat / int64(s.n)), int32(s.lon / int64(s.n))}}
		if s.n == 1 {
			c.One = s.one
		}
		out = append(out, c)
	}
	return out
}
