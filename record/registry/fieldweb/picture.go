package fieldweb

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"alun/ground/geo"
	"alun/record/registry/field"
)

// picture is the way of a day on a map that the server draws.
type picture struct {
	Wide, High float64
	Areas      []outline
	Way        string // path data from stop to stop
	StartX     string
	StartY     string
	Pins       []pin
}

// outline is a kelurahan.
type outline struct {
	Path, Name string
	X, Y       float64
}

func (o outline) x() string { return fmt.Sprintf("%.0f", o.X) }
func (o outline) y() string { return fmt.Sprintf("%.0f", o.Y) }

// pin is a numbered stop. Where several lie close together their numbers stand beside
// the place, with a line to it.
type pin struct {
	Number int
	Name   string
	Href   string
	Rough  bool
	X, Y   float64 // of the number
	AtX    float64 // of the place
	AtY    float64
}

func (p picture) box() string { return fmt.Sprintf("0 0 %.0f %.0f", p.Wide, p.High) }

func (p pin) x() string    { return fmt.Sprintf("%.1f", p.X) }
func (p pin) y() string    { return fmt.Sprintf("%.1f", p.Y) }
func (p pin) base() string { return fmt.Sprintf("%.1f", p.Y+4.2) }
func (p pin) line() string { return fmt.Sprintf("M%.1f %.1fL%.1f %.1f", p.AtX, p.AtY, p.X, p.Y) }

const (
	wide   = 360.0 // one unit is a pixel on a phone
	margin = 26.0
	apart  = 26.0 // between two numbers: a finger hits one of them
	around = 3000 // microdegrees beyond the outermost stop
)

// draw lays the stops, the start and the borders around them on a picture.
func (d Desk) draw(f face, t field.Trip, stops []stop) picture {
	if len(stops) == 0 {
		return picture{}
	}
	box := geo.Box{Min: t.Start, Max: t.Start}
	for _, s := range stops {
		box.Min.Lat, box.Max.Lat = min(box.Min.Lat, s.At.Lat), max(box.Max.Lat, s.At.Lat)
		box.Min.Lng, box.Max.Lng = min(box.Min.Lng, s.At.Lng), max(box.Max.Lng, s.At.Lng)
	}
	box.Min.Lat, box.Max.Lat, box.Min.Lng, box.Max.Lng = box.Min.Lat-around, box.Max.Lat+around, box.Min.Lng-around, box.Max.Lng+around
	// Neither a strip nor a tower: between half and five quarters as high as wide.
	tall, broad := box.Max.Lat-box.Min.Lat, box.Max.Lng-box.Min.Lng
	if more := broad*55/100 - tall; more > 0 {
		box.Min.Lat, box.Max.Lat = box.Min.Lat-more/2, box.Max.Lat+more/2
	}
	if more := tall*80/100 - broad; more > 0 {
		box.Min.Lng, box.Max.Lng = box.Min.Lng-more/2, box.Max.Lng+more/2
	}
	view := geo.Fit(box, wide, margin)
	out := picture{Wide: view.Width, High: view.Height, Areas: d.outlines(f, box, view)}
	x, y := view.XY(t.Start)
	out.StartX, out.StartY = fmt.Sprintf("%.1f", x), fmt.Sprintf("%.1f", y)
	way := fmt.Sprintf("M%.1f %.1f", x, y)
	for _, s := range stops {
		x, y := view.XY(s.At)
		way += fmt.Sprintf("L%.1f %.1f", x, y)
		out.Pins = append(out.Pins, pin{Number: s.number, Name: s.Facts["name"], Href: s.href, Rough: s.Rough, X: x, Y: y, AtX: x, AtY: y})
	}
	out.Way = way
	spread(out.Pins, out.Wide, out.High)
	x, y = view.XY(t.Start)
	out.uncover(x, y)
	return out
}

// outlines are the borders that the picture shows a part of, with the names of the
// officer's own kelurahan where they fit.
func (d Desk) outlines(f face, box geo.Box, view geo.View) []outline {
	var near []geo.Region
	var out []outline
	for _, b := range d.Borders {
		r := b.Region.Box()
		if r.Max.Lat < box.Min.Lat || r.Min.Lat > box.Max.Lat || r.Max.Lng < box.Min.Lng || r.Min.Lng > box.Max.Lng {
			continue
		}
		near = append(near, b.Region)
		o := outline{}
		for _, a := range f.areas {
			if x, y := view.XY(a.Label); a.Code == b.Code && x > 50 && x < view.Width-50 && y > 12 && y < view.Height-8 {
				o.Name, o.X, o.Y = a.Called(), x, y
			}
		}
		out = append(out, o)
	}
	for i, r := range geo.Simplify(near, 1.2*view.Metres()) {
		out[i].Path = view.Path(r)
	}
	return out
}

// uncover moves a name up or down from under the numbers, the start and the other names.
// One that fits nowhere near stays away: the list beside the map names the kelurahan too.
func (p *picture) uncover(startX, startY float64) {
	type spot struct{ x, y, wide, high float64 } // half of what it covers
	taken := []spot{{startX, startY, 7, 7}}
	for _, x := range p.Pins {
		taken = append(taken, spot{x.X, x.Y, 14, 14})
	}
	for i, o := range p.Areas {
		if o.Name == "" {
			continue
		}
		p.Areas[i].Name = ""
		for _, by := range []float64{0, 14, -14, 26, -26, 38, -38} {
			here := spot{o.X, o.Y + by - 3, 2.7 * float64(len(o.Name)), 6}
			if here.y < 10 || here.y > p.High-6 || slices.ContainsFunc(taken, func(s spot) bool {
				return math.Abs(s.x-here.x) < s.wide+here.wide && math.Abs(s.y-here.y) < s.high+here.high
			}) {
				continue
			}
			p.Areas[i].Name, p.Areas[i].Y = o.Name, o.Y+by
			taken = append(taken, here)
			break
		}
	}
}

// spread moves numbers apart that would hide each other.
func spread(pins []pin, wide, high float64) {
	for range 80 {
		moved := false
		for i := range pins {
			for j := range i {
				dx, dy := pins[i].X-pins[j].X, pins[i].Y-pins[j].Y
				far := math.Hypot(dx, dy)
				if far >= apart-0.1 {
					continue
				}
				if far < 0.5 { // at one place: each in a direction of its own
					dx, dy, far = math.Cos(float64(i)*2.4), math.Sin(float64(i)*2.4), 1
				}
				by := (apart - min(far, apart)) / 2
				if far == 1 {
					by = apart / 2
				}
				pins[i].X, pins[i].Y = pins[i].X+dx/far*by, pins[i].Y+dy/far*by
				pins[j].X, pins[j].Y = pins[j].X-dx/far*by, pins[j].Y-dy/far*by
				moved = true
			}
		}
		for i := range pins {
			pins[i].X, pins[i].Y = min(max(pins[i].X, 14), wide-14), min(max(pins[i].Y, 14), high-14)
		}
		if !moved {
			return
		}
	}
}

// title is what a finger or a reader hears of a pin.
func (p pin) title() string { return strings.TrimSpace(fmt.Sprint(p.Number, ". ", p.Name)) }
