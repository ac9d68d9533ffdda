package ownerweb

import (
	"math"
	"slices"
	"strconv"

	"alun/ground/geo"
	"alun/record/place"
)

// The field that a kelurahan is drawn in.
const (
	chartWide   = 360.0
	chartMargin = 10.0
	pinHigh     = 34.0
)

// chart is a kelurahan with its neighbours, and a point.
type chart struct {
	view   geo.View
	areas  []chartArea
	names  []chartName
	placed bool
	x, y   float64
	metres int64 // that the scale bar stands for
}

type chartArea struct{ path, class string }

type chartName struct {
	text string
	x, y float64
}

// chartOf draws a kelurahan; nil where its border is not known.
func chartOf(a *place.Atlas, home, inside string, at geo.Point, placed bool) *chart {
	i := bordered(a, home)
	if i < 0 {
		return nil
	}
	box, margin := a.Borders[i].Region.Box(), chartMargin
	if placed {
		margin = pinHigh // also at the border the pin is whole
		box = geo.Box{Min: geo.Point{Lat: min(box.Min.Lat, at.Lat), Lng: min(box.Min.Lng, at.Lng)}, Max: geo.Point{Lat: max(box.Max.Lat, at.Lat), Lng: max(box.Max.Lng, at.Lng)}}
	}
	box = framed(box)
	return drawChart(a, i, box, geo.Fit(box, chartWide, margin), at, placed, inside)
}

// bordered finds the border of an area; below 0 there is none.
func bordered(a *place.Atlas, code string) int {
	return slices.IndexFunc(a.Borders, func(b place.Boundary) bool { return b.Code == code })
}

// drawChart draws a piece of the earth with one kelurahan and those beside it; first are
// the codes of areas that are named before others.
func drawChart(a *place.Atlas, i int, box geo.Box, view geo.View, at geo.Point, placed bool, first ...string) *chart {
	c := &chart{view: view, placed: placed}
	c.x, c.y = c.view.XY(at)
	all := a.At(c.view.Metres())
	for n, r := range all {
		if n != i && meets(box, r.Box()) {
			c.areas = append(c.areas, chartArea{c.view.Path(r), "datar"})
		}
	}
	c.areas = append(c.areas, chartArea{c.view.Path(all[i]), "sendiri"}) // its border over those of the others
	c.label(a, box, append([]string{a.Borders[i].Code}, first...)...)
	c.metres = scale(c.view.Metres() * c.view.Width / 3)
	return c
}

// framed widens a box so that no drawing is much higher than wide, or flat.
func framed(b geo.Box) geo.Box {
	wide, high := float64(b.Max.Lng-b.Min.Lng), float64(b.Max.Lat-b.Min.Lat)
	w, h := int64((math.Max(wide, high*0.9)-wide)/2), int64((math.Max(high, wide*0.6)-high)/2)
	return geo.Box{Min: geo.Point{Lat: b.Min.Lat - h, Lng: b.Min.Lng - w}, Max: geo.Point{Lat: b.Max.Lat + h, Lng: b.Max.Lng + w}}
}

func meets(a, b geo.Box) bool {
	return a.Min.Lat <= b.Max.Lat && b.Min.Lat <= a.Max.Lat && a.Min.Lng <= b.Max.Lng && b.Min.Lng <= a.Max.Lng
}

// label names the kelurahan whose middle is on the drawing: its own and that of the
// point first, others where there is room.
func (c *chart) label(a *place.Atlas, box geo.Box, first ...string) {
	codes := first
	for _, b := range a.Borders {
		if !slices.Contains(first, b.Code) {
			codes = append(codes, b.Code)
		}
	}
	for _, code := range codes {
		area, there := a.Names[code]
		if !there || !area.HasLabel || !box.Contains(area.Label) {
			continue
		}
		name := chartName{text: area.Called()}
		name.x, name.y = c.view.XY(area.Label)
		if c.placed && math.Abs(name.x-c.x) < 50 && name.y > c.y-32 && name.y < c.y+14 {
			name.y = c.y + 16 // below the pin, not behind it
		}
		name.x, name.y = min(max(name.x, name.half()), c.view.Width-name.half()), min(max(name.y, 14), c.view.Height-6)
		if !slices.ContainsFunc(c.names, name.meets) {
			c.names = append(c.names, name)
		}
	}
}

// half is about half the width of a name.
func (n chartName) half() float64 { return float64(len(n.text))*3.4 + 4 }

func (n chartName) meets(o chartName) bool {
	return math.Abs(n.x-o.x) < n.half()+o.half() && math.Abs(n.y-o.y) < 15
}

// scale is the largest round length that is no longer than so many metres.
func scale(metres float64) int64 {
	out := int64(10)
	for _, n := range []int64{20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000} {
		if float64(n) <= metres {
			out = n
		}
	}
	return out
}

// bar is the scale bar at the lower left.
func (c *chart) bar() string {
	y := px(c.view.Height - 8)
	return "M8 " + px(c.view.Height-13) + "V" + y + "H" + px(8+float64(c.metres)/c.view.Metres()) + "V" + px(c.view.Height-13)
}

// pin is the mark of the point: its tip lies there.
func (c *chart) pin() string {
	return "M" + px(c.x) + " " + px(c.y) + "c-3-9-10-13-10-21a10 10 0 0 1 20 0c0 8-7 12-10 21z"
}

func (c *chart) frame() string { return "0 0 " + px(c.view.Width) + " " + px(c.view.Height) }

// px writes a length with at most one decimal.
func px(f float64) string {
	return strconv.FormatFloat(math.Round(f*10)/10+0, 'f', -1, 64) // + 0: no "-0"
}
