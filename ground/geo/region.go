package geo

import "math"

// Ring is a closed line: its last point is its first, and it has at least four.
type Ring []Point

// Polygon is an outer ring and the holes in it.
type Polygon []Ring

// Region is one or more polygons. Its zero value holds no point.
type Region struct {
	Polygons []Polygon
	box      Box
}

// NewRegion keeps polygons that the caller will not change.
func NewRegion(polygons []Polygon) Region {
	r := Region{Polygons: polygons, box: emptyBox}
	for ring := range r.rings {
		for _, p := range ring {
			r.box = r.box.with(p)
		}
	}
	return r
}

// rings walks over all rings, holes included.
func (r Region) rings(yield func(Ring) bool) {
	for _, polygon := range r.Polygons {
		for _, ring := range polygon {
			if !yield(ring) {
				return
			}
		}
	}
}

// Box is the smallest box around the region.
func (r Region) Box() Box { return r.box }

// Contains reports whether the region holds the point. A ray to the east counts
// the borders it crosses, in integers; a point on a western or southern border
// lies inside, on an eastern or northern border outside. Thus a point on the
// border of two neighbours lies in exactly one of them.
func (r Region) Contains(p Point) bool {
	if !r.box.Contains(p) {
		return false
	}
	in := false
	for ring := range r.rings {
		for i := 1; i < len(ring); i++ {
			if crosses(p, ring[i-1], ring[i]) {
				in = !in
			}
		}
	}
	return in
}

// crosses reports whether the ray from p to the east meets the line a–b. The
// products stay below 2^57: no overflow.
func crosses(p, a, b Point) bool {
	if (a.Lat > p.Lat) == (b.Lat > p.Lat) {
		return false
	}
	side := (b.Lng-a.Lng)*(p.Lat-a.Lat) - (p.Lng-a.Lng)*(b.Lat-a.Lat)
	if b.Lat > a.Lat {
		return side > 0
	}
	return side < 0
}

// Span is the stretch of a parallel around a longitude that lies inside the
// region: how much room a name has there. It is empty (west = east) when the
// point on the parallel lies outside.
func (r Region) Span(at Point) (west, east int64) {
	if !r.Contains(at) {
		return at.Lng, at.Lng
	}
	west, east = math.MinInt64, math.MaxInt64
	for ring := range r.rings {
		for i := 1; i < len(ring); i++ {
			a, b := ring[i-1], ring[i]
			if (a.Lat > at.Lat) == (b.Lat > at.Lat) {
				continue
			}
			lng := a.Lng + int64(float64(at.Lat-a.Lat)/float64(b.Lat-a.Lat)*float64(b.Lng-a.Lng))
			if lng <= at.Lng {
				west = max(west, lng)
			} else {
				east = min(east, lng)
			}
		}
	}
	return west, east
}

// WGS84: half axis in metres, and the first eccentricity.
const (
	halfAxis     = 6_378_137.0
	eccentricity = 0.081_819_190_842_622
)

// Area is the region's area in square metres on the WGS84 ellipsoid. Lines
// between points are taken as straight in an equal-area cylinder projection,
// which for lines of a few kilometres changes nothing that can be measured.
func (r Region) Area() float64 {
	total := 0.0
	for _, polygon := range r.Polygons {
		for i, ring := range polygon {
			if i == 0 {
				total += math.Abs(ring.area())
			} else {
				total -= math.Abs(ring.area())
			}
		}
	}
	return total
}

func (ring Ring) area() float64 {
	twice := 0.0
	for i := 1; i < len(ring); i++ {
		a, b := ring[i-1], ring[i]
		twice += radians(b.Lng-a.Lng) * (authalic(a.Lat) + authalic(b.Lat))
	}
	return twice / 2
}

// authalic is the area in square metres of the strip from the equator to the
// latitude, one radian wide (Snyder, Map Projections, 1987, formula 3-12).
func authalic(lat int64) float64 {
	e, s := eccentricity, math.Sin(radians(lat))
	q := s/(1-e*e*s*s) + math.Atanh(e*s)/e
	return halfAxis * halfAxis / 2 * (1 - e*e) * q
}

// Box is a range of latitudes and longitudes, its edges included.
type Box struct{ Min, Max Point }

var emptyBox = Box{
	Min: Point{math.MaxInt64, math.MaxInt64},
	Max: Point{math.MinInt64, math.MinInt64},
}

// Around is the smallest box around all regions.
func Around(regions ...Region) Box {
	box := emptyBox
	for _, r := range regions {
		if len(r.Polygons) > 0 {
			box = box.with(r.box.Min).with(r.box.Max)
		}
	}
	return box
}

// Contains reports whether the point lies in the box or on its edge.
func (b Box) Contains(p Point) bool {
	return b.Min.Lat <= p.Lat && p.Lat <= b.Max.Lat && b.Min.Lng <= p.Lng && p.Lng <= b.Max.Lng
}

// Empty reports a box around nothing.
func (b Box) Empty() bool { return b.Min.Lat > b.Max.Lat }

func (b Box) with(p Point) Box {
	return Box{
		Min: Point{min(b.Min.Lat, p.Lat), min(b.Min.Lng, p.Lng)},
		Max: Point{max(b.Max.Lat, p.Lat), max(b.Max.Lng, p.Lng)},
	}
}
