package directoryweb

import (
	"unicode/utf8"

	"alun/ground/geo"
)

// field is a rectangle of the drawing.
type field struct{ X, Y, Wide, High float64 }

// field is a box of the city as it is drawn.
func (c chart) field(b geo.Box) field {
	left, low := c.view.XY(b.Min)
	right, high := c.view.XY(b.Max)
	return field{left, high, right - left, low - high}
}

// around is a square with a point in it, moved so that it lies in the field; where that is
// narrower, so is the square.
func (f field) around(x, y, side float64) field {
	wide, high := min(side, f.Wide), min(side, f.High)
	return field{min(max(x-wide/2, f.X), f.X+f.Wide-wide), min(max(y-high/2, f.Y), f.Y+f.High-high), wide, high}
}

func (f field) meets(o field) bool {
	return f.X < o.X+o.Wide && o.X < f.X+f.Wide && f.Y < o.Y+o.High && o.Y < f.Y+f.High
}

// mapName is a name on the map.
type mapName struct {
	Text string
	X, Y float64
}

// Letters of a name on the map: how wide one is and how high, and the radius of a point.
const (
	nameWide  = 7.0
	nameHigh  = 14.0
	pointWide = 7.0
)

// field is what a name covers, its halo with it.
func (n mapName) field() field {
	wide := nameWide * float64(utf8.RuneCountInString(n.Text))
	return field{n.X - wide/2, n.Y - nameHigh + 2, wide, nameHigh + 2}
}

// covers is what a cell covers of the drawing.
func (x cell) covers() field {
	half := x.Side / 2
	if x.N == 1 {
		half = pointWide
	}
	return field{x.X - half, x.Y - half, 2 * half, 2 * half}
}

// labels are the names of kelurahan, once the map looks closely enough for them. A name
// gives way to numbers and to names before it, and is left out where no place is free.
func (c chart) labels() (out []mapName) {
	var taken []field
	for _, x := range c.cells {
		taken = append(taken, x.covers())
	}
	for _, n := range c.names() {
		if free, ok := c.free(n, taken); ok {
			out, taken = append(out, free), append(taken, free.field())
		}
	}
	return out
}

// free moves a name up or down to where nothing is covered by it.
func (c chart) free(n mapName, taken []field) (mapName, bool) {
	for _, by := range []float64{0, -nameHigh, nameHigh, -2 * nameHigh, 2 * nameHigh, -3 * nameHigh, 3 * nameHigh} {
		moved := n
		moved.Y += by
		if moved.Y < nameHigh || moved.Y > c.view.Height-4 {
			continue
		}
		at, clear := moved.field(), true
		for _, t := range taken {
			clear = clear && !t.meets(at)
		}
		if clear {
			return moved, true
		}
	}
	return n, false
}

// names are the names that the map would show if nothing stood on it.
func (c chart) names() (out []mapName) {
	if c.question.box == nil {
		return nil
	}
	for _, b := range c.atlas.Borders {
		area := c.atlas.Names[b.Code]
		if area.HasLabel && c.box.Contains(area.Label) {
			x, y := c.view.XY(area.Label)
			out = append(out, mapName{area.Called(), min(max(x, 60), mapWide-60), max(y, nameHigh)})
		}
	}
	if len(out) > 12 {
		return nil
	}
	if len(out) == 0 { // so close that no kelurahan has its name in sight
		if name := c.atlas.under(c.middle()); name != "" {
			out = append(out, mapName{name, mapWide / 2, 18})
		}
	}
	return out
}
