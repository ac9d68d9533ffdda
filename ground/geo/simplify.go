package geo

import "math"

// Simplify gives the regions with fewer points for a small drawing: no border
// moves by more than about the given metres. Borders that regions share are cut
// at the points where three meet and each piece is simplified once, so that
// neighbours still touch exactly. Rings too small to keep three corners vanish;
// a region that would vanish whole stays as it is.
func Simplify(regions []Region, metres float64) []Region {
	corners := meetings(regions)
	within := metres / (math.Pi / 180 * earth) * Degree
	out := make([]Region, len(regions))
	for i, r := range regions {
		out[i] = simple(r, corners, within)
	}
	return out
}

// meetings finds the points that must stay: those where a border forks, seen by
// a point having more than two different neighbours among all rings.
func meetings(regions []Region) map[Point]bool {
	next := map[Point][2]Point{}
	forks := map[Point]bool{}
	for _, r := range regions {
		for ring := range r.rings {
			for i := range len(ring) - 1 {
				before := ring[(i+len(ring)-2)%(len(ring)-1)]
				pair := ordered(before, ring[i+1])
				if old, seen := next[ring[i]]; seen && old != pair {
					forks[ring[i]] = true
				}
				next[ring[i]] = pair
			}
		}
	}
	return forks
}

func ordered(a, b Point) [2]Point {
	if less(b, a) {
		a, b = b, a
	}
	return [2]Point{a, b}
}

func less(a, b Point) bool { return a.Lat < b.Lat || a.Lat == b.Lat && a.Lng < b.Lng }

func simple(r Region, corners map[Point]bool, within float64) Region {
	var polygons []Polygon
	for _, polygon := range r.Polygons {
		var kept Polygon
		for n, ring := range polygon {
			thin := ring.simple(corners, within)
			if len(thin) >= 4 {
				kept = append(kept, thin)
			} else if n == 0 {
				break // an outer ring that vanishes takes its holes along
			}
		}
		if len(kept) > 0 {
			polygons = append(polygons, kept)
		}
	}
	if len(polygons) == 0 {
		return r
	}
	return NewRegion(polygons)
}

// simple turns the ring so that it starts at a corner and simplifies the pieces
// between corners.
func (ring Ring) simple(corners map[Point]bool, within float64) Ring {
	turned := ring.from(corners)
	out := Ring{turned[0]}
	start := 0
	for i := 1; i < len(turned); i++ {
		if i == len(turned)-1 || corners[turned[i]] {
			out = append(out, piece(turned[start:i+1], within)...)
			start = i
		}
	}
	return out
}

// from turns the ring to start at its smallest corner, or its smallest point
// when it has no corner: the same choice for every region that has this ring.
func (ring Ring) from(corners map[Point]bool) Ring {
	best := 0
	for i, p := range ring[:len(ring)-1] {
		b := ring[best]
		if corners[p] && !corners[b] || corners[p] == corners[b] && less(p, b) {
			best = i
		}
	}
	out := make(Ring, 0, len(ring))
	out = append(out, ring[best:len(ring)-1]...)
	out = append(out, ring[:best]...)
	return append(out, ring[best])
}

// piece simplifies one stretch of border, without its first point. It always
// runs from the smaller end, so that both neighbours keep the same points; a
// closed stretch is cut first at the point farthest from its start.
func piece(line []Point, within float64) []Point {
	last := len(line) - 1
	back := less(line[last], line[0]) || line[0] == line[last] && less(line[last-1], line[1])
	keep := make([]bool, len(line))
	keep[last] = true
	at := func(i int) Point {
		if back {
			return line[last-i]
		}
		return line[i]
	}
	peucker(at, 0, last, within, func(i int) {
		if back {
			i = last - i
		}
		keep[i] = true
	})
	var out []Point
	for i := 1; i <= last; i++ {
		if keep[i] {
			out = append(out, line[i])
		}
	}
	return out
}

// peucker is Douglas and Peucker's rule (1973): keep the point farthest from the
// chord when it is farther than allowed, then the same on both sides of it.
func peucker(at func(int) Point, from, to int, within float64, keep func(int)) {
	far, most := 0, within
	for i := from + 1; i < to; i++ {
		if d := away(at(i), at(from), at(to)); d > most {
			far, most = i, d
		}
	}
	if far == 0 {
		return
	}
	keep(far)
	peucker(at, from, far, within, keep)
	peucker(at, far, to, within, keep)
}

// away is the distance in micro-degrees of p from the line a–b, with
// longitudes shortened as they are at a's latitude.
func away(p, a, b Point) float64 {
	short := math.Cos(radians(a.Lat))
	px, py := float64(p.Lng-a.Lng)*short, float64(p.Lat-a.Lat)
	bx, by := float64(b.Lng-a.Lng)*short, float64(b.Lat-a.Lat)
	if bx == 0 && by == 0 {
		return math.Hypot(px, py)
	}
	t := math.Max(0, math.Min(1, (px*bx+py*by)/(bx*bx+by*by)))
	return math.Hypot(px-t*bx, py-t*by)
}
