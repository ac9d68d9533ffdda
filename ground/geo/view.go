package geo

import (
	"math"
	"strconv"
)

// View lays a box of the earth on a drawing, north up.
//
// It is the plate carrée with longitudes shortened by the cosine of the box's
// middle latitude. For a box as small as a city it differs from the Web-Mercator
// of interactive maps by less than a thousandth of the drawing, and it needs no
// tables.
type View struct {
	Width, Height float64 // of the drawing, margin included
	box           Box
	perLng        float64 // drawing units per micro-degree
	perLat        float64
	margin        float64
}

// Fit lays the box on a drawing of the given width, with a margin all round.
// The height follows from the box.
func Fit(box Box, width, margin float64) View {
	if box.Empty() {
		return View{Width: width, Height: width}
	}
	middle := math.Cos(radians((box.Min.Lat + box.Max.Lat) / 2))
	across := math.Max(1, float64(box.Max.Lng-box.Min.Lng))
	v := View{Width: width, box: box, margin: margin}
	v.perLng = (width - 2*margin) / across
	v.perLat = v.perLng / math.Max(middle, 1e-6)
	v.Height = math.Ceil(float64(box.Max.Lat-box.Min.Lat)*v.perLat + 2*margin)
	return v
}

// XY is where a point lies on the drawing, from its upper left corner.
func (v View) XY(p Point) (x, y float64) {
	return v.margin + float64(p.Lng-v.box.Min.Lng)*v.perLng,
		v.margin + float64(v.box.Max.Lat-p.Lat)*v.perLat
}

// Lat is the latitude, in micro-degrees, of a height on the drawing.
func (v View) Lat(y float64) int64 {
	if v.perLat == 0 {
		return v.box.Max.Lat
	}
	return v.box.Max.Lat - int64(math.Round((y-v.margin)/v.perLat))
}

// Metres is the length on the ground of one drawing unit, across.
func (v View) Metres() float64 {
	if v.perLng == 0 {
		return 0
	}
	middle := math.Cos(radians((v.box.Min.Lat + v.box.Max.Lat) / 2))
	return math.Pi / 180 * earth * middle / Degree / v.perLng
}

// Path is the region as the d attribute of an SVG path, to a tenth of a unit.
// Fill it with fill-rule evenodd when regions have holes.
func (v View) Path(r Region) string {
	var out []byte
	for ring := range r.rings {
		out = v.appendRing(out, ring)
	}
	return string(out)
}

// appendRing writes steps between points that were rounded before, so errors
// do not add up and neighbours meet on the same tenths.
func (v View) appendRing(out []byte, ring Ring) []byte {
	var lastX, lastY int64
	steps := 0
	for i, p := range ring[:len(ring)-1] {
		fx, fy := v.XY(p)
		x, y := int64(math.Round(fx*10)), int64(math.Round(fy*10))
		switch {
		case i == 0:
			out = append(out, 'M')
			out = appendTenths(out, x, false)
			out = appendTenths(out, y, true)
			out = append(out, 'l')
		case x == lastX && y == lastY:
			continue
		default:
			out = appendTenths(out, x-lastX, steps > 0)
			out = appendTenths(out, y-lastY, true)
			steps++
		}
		lastX, lastY = x, y
	}
	if steps == 0 { // a speck: a line of no length still takes the stroke
		out = append(out, '0', ' ', '0')
	}
	return append(out, 'z')
}

// appendTenths writes tenths as a decimal in SVG's short form: 12.5, -.3, 4.
func appendTenths(out []byte, tenths int64, apart bool) []byte {
	if tenths < 0 {
		out = append(out, '-')
		tenths = -tenths
	} else if apart {
		out = append(out, ' ')
	}
	if tenths >= 10 || tenths == 0 {
		out = strconv.AppendInt(out, tenths/10, 10)
	}
	if rest := tenths % 10; rest != 0 {
		out = append(out, '.', byte('0'+rest))
	}
	return out
}
