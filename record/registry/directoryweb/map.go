package directoryweb

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"alun/ground/db"
	"alun/ground/geo"
	"alun/ground/lang"
	"alun/record/registry"
	"alun/record/registry/directory"
)

// The field that the map is drawn in.
const (
	mapWide   = 420.0
	mapMargin = 2.0
	mapGap    = 1.0  // between two squares
	mapSmall  = 32.0 // the side of a small one: on a narrow phone a finger still finds it, 25 of its pixels
	mapTouch  = 56.0 // where a business by itself is pressed: 44 pixels of that phone, as far as its cell goes
)

// chart is the map of what was found.
type chart struct {
	lang.Lang
	question
	atlas *atlas
	view  geo.View
	box   geo.Box
	cells []cell
	most  int        // businesses in a cell
	shown int        // businesses on the map
	dense *geo.Point // the middle of the closer map on which most of them are; nil: there are none
	href  func(path string) string
	areas []shade
}

// shade is a kelurahan, the stronger its colour the more was found in it.
type shade struct {
	Path  string
	Class string
	Href  string
	Say   string
}

// cell is a cell of the map as it is drawn.
type cell struct {
	X, Y, Side float64
	N          int
	Href       string
	Say        string
	Touch      field // where it is pressed
}

// framed is a box widened to the proportions of the whole city, so that every map has
// the same form.
func (a *atlas) framed(b geo.Box) geo.Box { return directory.Framed(a.Around, b) }

func (a *atlas) there() bool { return len(a.Borders) > 0 && !a.Around.Empty() }

// drawMap asks the index for the cells and names those of one business.
func (d *Desk) drawMap(tx *db.Tx, p listPage) (chart, error) {
	c := chart{Lang: p.Lang, question: p.question, atlas: p.atlas, box: p.atlas.Around, href: p.r.Href}
	if p.box != nil {
		c.box = *p.box
	}
	c.view = geo.Fit(c.box, mapWide, mapMargin)
	c.areas = p.shades(c)
	cells, err := d.Directory.Cells(p.ask(p.now), c.box, directory.MapColumns)
	if err != nil {
		return c, err
	}
	var alone []db.ID
	for _, x := range cells {
		c.most = max(c.most, x.N)
		if x.N == 1 {
			alone = append(alone, x.One)
		}
	}
	named := map[db.ID]string{}
	all, err := d.Book.ListedAll(tx, alone)
	if err != nil {
		return c, err
	}
	for _, b := range all {
		named[b.ID] = b.Facts[registry.Name]
	}
	for _, x := range cells {
		if drawn, ok := c.cell(x, named, d.Code); ok {
			c.cells = append(c.cells, drawn)
			c.shown += x.N
		}
	}
	c.dense = c.densest(cells)
	slices.SortStableFunc(c.cells, func(a, b cell) int { return cmp.Compare(a.N, b.N) }) // the largest on top
	return c, nil
}

// cell places one cell: a business leads to its page, several to a closer look.
func (c chart) cell(x directory.Cell, named map[db.ID]string, code func(db.ID) string) (cell, bool) {
	out := cell{N: x.N, Side: c.side(x.N)}
	out.X, out.Y = c.view.XY(x.At)
	half := out.Side / 2
	out.X = min(max(out.X, half), c.view.Width-half)
	out.Y = min(max(out.Y, half), c.view.Height-half)
	if x.N == 1 {
		name, there := named[x.One]
		out.Touch = c.field(c.gridBox(x.At)).around(out.X, out.Y, mapTouch)
		out.Href, out.Say = c.href("/usaha/"+code(x.One)), name
		return out, there
	}
	own := c.gridBox(x.At)
	out.stay(c.view, own)
	closer := c.question
	closer.box, closer.from = ptr(c.atlas.framed(own)), 0
	out.Href = c.href(closer.path()) + "#peta"
	out.Say = c.T("directoryweb.map_cell", x.N)
	return out, true
}

// side is how wide the square of so many is: from mapSmall to a whole cell for the most.
func (c chart) side(n int) float64 {
	most := math.Log2(float64(max(c.most, 2)))
	return mapSmall + (mapWide/directory.MapColumns-mapSmall)*math.Log2(float64(n))/most
}

// stay keeps a cell's square within the cell: none covers the number of another.
func (x *cell) stay(v geo.View, own geo.Box) {
	left, low := v.XY(own.Min)
	right, high := v.XY(own.Max)
	x.Side = min(x.Side, right-left-mapGap, low-high-mapGap)
	half := (x.Side + mapGap) / 2
	x.X, x.Y = min(max(x.X, left+half), right-half), min(max(x.Y, high+half), low-half)
}

// gridBox is the box of the cell that a point lies in: cells are about as high as they
// are wide, as directory.Cells makes them.
func (c chart) gridBox(at geo.Point) geo.Box {
	wide, high := c.wide()+1, c.high()+1
	middle := float64(c.box.Min.Lat+c.box.Max.Lat) / 2 / geo.Degree * math.Pi / 180
	rows := max(1, math.Round(directory.MapColumns*high/(wide*math.Cos(middle))))
	cellWide, cellHigh := wide/directory.MapColumns, high/rows
	column, row := math.Floor(float64(at.Lng-c.box.Min.Lng)/cellWide), math.Floor(float64(at.Lat-c.box.Min.Lat)/cellHigh)
	low := geo.Point{Lat: c.box.Min.Lat + int64(row*cellHigh), Lng: c.box.Min.Lng + int64(column*cellWide)}
	return geo.Box{Min: low, Max: geo.Point{Lat: low.Lat + int64(cellHigh), Lng: low.Lng + int64(cellWide)}}
}

func ptr[T any](v T) *T { return &v }

func (c chart) wide() float64 { return float64(c.box.Max.Lng - c.box.Min.Lng) }
func (c chart) high() float64 { return float64(c.box.Max.Lat - c.box.Min.Lat) }

func (c chart) middle() geo.Point {
	return geo.Point{Lat: (c.box.Min.Lat + c.box.Max.Lat) / 2, Lng: (c.box.Min.Lng + c.box.Max.Lng) / 2}
}

// densest is the middle of the map of half the size that holds the most of what was found:
// the middle of this map may be forest. It is looked for around each cell, and that cell
// lies in it whole, so that there is always something on the closer map.
func (c chart) densest(cells []directory.Cell) (best *geo.Point) {
	most := 0
	for _, x := range cells {
		at := c.inside(x.At)
		closer, n := c.closer(at), 0
		for _, y := range cells {
			if closer.Contains(y.At) {
				n += y.N
			}
		}
		if n > most {
			best, most = &at, n
		}
	}
	return best
}

// closer is the map of half the size around a point.
func (c chart) closer(at geo.Point) geo.Box { return directory.Centred(at, c.wide()/2, c.high()/2) }

// inside moves a point so that the closer map around it stays on this one.
func (c chart) inside(at geo.Point) geo.Point {
	lat, lng := int64(c.high()/4), int64(c.wide()/4)
	return geo.Point{Lat: min(max(at.Lat, c.box.Min.Lat+lat), c.box.Max.Lat-lat), Lng: min(max(at.Lng, c.box.Min.Lng+lng), c.box.Max.Lng-lng)}
}

// count is a cell's number as it fits into it: 12.345 is "12 rb".
func (c chart) count(n int) string {
	if n < 10_000 {
		return lang.Whole(c.Tag(), int64(n))
	}
	return c.T("directoryweb.map_thousand", n/1000)
}

// shades are the kelurahan that the map shows, each with how many were found in it,
// also at homes.
func (p listPage) shades(c chart) (out []shade) {
	counts, highest := map[string]int{}, 1
	for _, x := range p.found.Facets["kelurahan"] {
		if p.inArea(x.Value) {
			counts[x.Value], highest = x.N, max(highest, x.N)
		}
	}
	for i, path := range c.atlas.paths(c.view, c.box) {
		if path == "" {
			continue
		}
		code := c.atlas.Borders[i].Code
		one := shade{Path: path, Class: "datar"}
		if n := counts[code]; n > 0 && p.box == nil {
			one.Class = "w" + strconv.Itoa(min(3, 4*(n-1)/highest))
			one.Say = p.T("directoryweb.map_area", p.atlas.Called(code), n)
			if !p.has("kelurahan", code) {
				one.Href = p.href(p.toggled("kelurahan", code))
			}
		}
		out = append(out, one)
	}
	return out
}

// inArea tells whether a kelurahan is asked for, by itself or with its kecamatan; all
// are where none is.
func (p listPage) inArea(code string) bool {
	wards, districts := p.filters["kelurahan"], p.filters["kecamatan"]
	return len(wards)+len(districts) == 0 || slices.Contains(wards, code) || slices.Contains(districts, p.atlas.Above(code))
}

// me is where the reader stands, if that is on the map.
func (c chart) me() (x, y float64, ok bool) {
	if c.near == nil || !c.box.Contains(*c.near) {
		return 0, 0, false
	}
	x, y = c.view.XY(*c.near)
	return x, y, true
}

// way leads to another part of the map.
type way struct{ Label, Href string }

// ways are the buttons under the map.
func (c chart) ways() (out []way) {
	to := func(key string, b *geo.Box) {
		q := c.question
		q.box, q.from = b, 0
		out = append(out, way{c.T("directoryweb.map_" + key), c.href(q.path()) + "#peta"})
	}
	middle := c.middle()
	if c.wide() > 2*directory.Closest && c.dense != nil {
		to("closer", ptr(c.closer(*c.dense)))
	}
	if c.question.box == nil {
		return out
	}
	if whole := float64(c.atlas.Around.Max.Lng - c.atlas.Around.Min.Lng); c.wide()*2 < whole {
		to("farther", ptr(directory.Centred(middle, c.wide()*2, c.high()*2)))
	}
	to("whole", nil)
	for _, s := range []struct {
		key      string
		lat, lng float64
	}{{"north", .5, 0}, {"south", -.5, 0}, {"west", 0, -.5}, {"east", 0, .5}} {
		at := geo.Point{Lat: middle.Lat + int64(s.lat*c.high()), Lng: middle.Lng + int64(s.lng*c.wide())}
		if c.atlas.Around.Contains(at) {
			to(s.key, ptr(directory.Centred(at, c.wide(), c.high())))
		}
	}
	return out
}

// frame is the field of the drawing.
func (c chart) frame() string { return "0 0 " + px(c.view.Width) + " " + px(c.view.Height) }

// px writes a length with at most one decimal.
func px(f float64) string {
	return strconv.FormatFloat(math.Round(f*10)/10+0, 'f', -1, 64) // + 0: no "-0"
}
