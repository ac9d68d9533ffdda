package placeweb

import (
	"cmp"
	"math"
	"slices"

	"alun/ground/geo"
	"alun/record/place"
)

// outline is one map at one width, without words.
type outline struct {
	wide, high float64
	spots      []spot
}

// spot is one area of an outline.
type spot struct {
	code       string
	path       string
	x, y       float64 // its label point
	west, east float64 // how far words may reach there
}

// reach is how far above and below the label point there must be room, in px:
// two lines of words.
const reach = 13

// tallest is the height of a map as a part of its width, at most: a long narrow
// area must not fill several screens.
const tallest = 1.1

// outline draws areas at a width in px. Borders move by less than half a px.
func (a *atlas) outline(of []place.Boundary, wide float64) outline {
	regions := make([]geo.Region, len(of))
	for i, b := range of {
		regions[i] = b.Region
	}
	box := geo.Around(regions...)
	v := geo.Fit(box, wide, 2)
	if most := wide * tallest; v.Height > most {
		v = geo.Fit(box, wide*most/v.Height, 2)
	}
	o := outline{wide: v.Width, high: v.Height}
	for i, thin := range geo.Simplify(regions, v.Metres()/2) {
		s := spot{code: of[i].Code, path: v.Path(thin)}
		s.x, s.y = v.XY(a.byCode[s.code].Label)
		s.west, s.east = room(v, regions[i], a.byCode[s.code].Label)
		o.spots = append(o.spots, s)
	}
	return o
}

// room is the width in px that is free for words around a point of a region.
func room(v geo.View, r geo.Region, at geo.Point) (west, east float64) {
	x, y := v.XY(at)
	west, east = math.Inf(-1), math.Inf(1)
	for _, down := range []float64{-reach, 0, reach} {
		w, e := r.Span(geo.Point{Lat: v.Lat(y + down), Lng: at.Lng})
		wx, _ := v.XY(geo.Point{Lat: at.Lat, Lng: w})
		ex, _ := v.XY(geo.Point{Lat: at.Lat, Lng: e})
		west, east = max(west, wx), min(east, ex)
	}
	if west > east {
		return x, x
	}
	return west, east
}

// word is what a map says about one area.
type word struct {
	Name  string
	Value string // may be empty
	Say   string // both, for screen readers
	Href  string // may be empty
	Class string // the fill
}

// sketch is an outline with words: what the template draws.
type sketch struct {
	Left, Wide, High float64 // Left: how far the field reaches beyond the map
	Areas            []sketched
}

type sketched struct {
	word
	Path    string
	X, Y    float64 // where the first line stands
	Anchor  string
	Line    [4]float64 // from the area to words beside the map
	Away    bool
	twoLine bool
}

// gap is between words and what is beside them, in px; lineHigh between lines.
const (
	gap      = 8
	lineHigh = 16
)

// sketch places the words: inside an area that is wide enough for them, else
// beside the map with a line to them.
func (o outline) sketch(words map[string]word) sketch {
	s := sketch{Wide: o.wide, High: o.high}
	var left, right []*sketched
	s.Areas = make([]sketched, len(o.spots))
	for i, at := range o.spots {
		a := &s.Areas[i]
		*a = sketched{word: words[at.code], Path: at.path, Anchor: "middle", twoLine: words[at.code].Value != ""}
		if need := a.width() + gap; at.east-at.west >= need {
			a.X = min(max(at.x, at.west+need/2), at.east-need/2)
			a.Y = at.y + 5
			if a.twoLine {
				a.Y -= lineHigh / 2
			}
			continue
		}
		a.Away, a.Line[0], a.Line[1] = true, at.x, at.y
		if at.x < o.wide/2 {
			left = append(left, a)
		} else {
			right = append(right, a)
		}
	}
	s.Left = beside(left, -gap, "end", o.high)
	s.Wide += s.Left + beside(right, o.wide+gap, "start", o.high)
	return s
}

// beside stacks words at one side of the map without overlap and returns the
// width that they take.
func beside(all []*sketched, x float64, anchor string, high float64) (wide float64) {
	slices.SortFunc(all, func(a, b *sketched) int { return cmp.Compare(a.Line[1], b.Line[1]) })
	free := float64(lineHigh)
	for _, a := range all {
		a.Y = max(a.Line[1], free)
		free = a.Y + a.high()
	}
	limit := high - 4
	for _, a := range slices.Backward(all) {
		a.Y = min(a.Y, limit-a.high()+lineHigh)
		limit = a.Y - lineHigh
		a.X, a.Anchor = x, anchor
		a.Line[2], a.Line[3] = x+gap/2, a.Y-4
		if anchor == "start" {
			a.Line[2] = x - gap/2
		}
		wide = max(wide, a.width()+2*gap)
	}
	return wide
}

func (a *sketched) high() float64 {
	if a.twoLine {
		return 2.4 * lineHigh
	}
	return 1.4 * lineHigh
}

// width guesses how wide the words are in px, rather too wide than too narrow:
// the server does not know the reader's fonts.
func (a *sketched) width() float64 { return max(textWide(a.Name), textWide(a.Value)) }

func textWide(s string) float64 {
	wide := 0.0
	for _, r := range s {
		switch {
		case r >= 0x2E80: // kana, kanji
			wide += 13.5
		case r == '.' || r == ',' || r == ' ' || r == 'i' || r == 'l':
			wide += 4.5
		default:
			wide += 8
		}
	}
	return wide
}
