package directoryweb

import "alun/ground/geo"

// clipped is what of a region lies in a box (Sutherland and Hodgman, "Reentrant Polygon
// Clipping", 1974), so that a map that looks closely does not carry the whole city.
func clipped(r geo.Region, b geo.Box) geo.Region {
	var all []geo.Polygon
	for _, polygon := range r.Polygons {
		var kept geo.Polygon
		for _, ring := range polygon {
			if thin := clipRing(ring, b); len(thin) >= 4 {
				kept = append(kept, thin)
			}
		}
		if len(kept) > 0 {
			all = append(all, kept)
		}
	}
	return geo.NewRegion(all)
}

// side is one side of a box: which points are within, and where a line crosses it.
type side struct {
	in    func(p geo.Point) bool
	cross func(p, q geo.Point) geo.Point
}

func sides(b geo.Box) []side {
	lat := func(at int64) func(p, q geo.Point) geo.Point {
		return func(p, q geo.Point) geo.Point {
			return geo.Point{Lat: at, Lng: between(p.Lng, q.Lng, at-p.Lat, q.Lat-p.Lat)}
		}
	}
	lng := func(at int64) func(p, q geo.Point) geo.Point {
		return func(p, q geo.Point) geo.Point {
			return geo.Point{Lng: at, Lat: between(p.Lat, q.Lat, at-p.Lng, q.Lng-p.Lng)}
		}
	}
	return []side{
		{func(p geo.Point) bool { return p.Lat >= b.Min.Lat }, lat(b.Min.Lat)},
		{func(p geo.Point) bool { return p.Lat <= b.Max.Lat }, lat(b.Max.Lat)},
		{func(p geo.Point) bool { return p.Lng >= b.Min.Lng }, lng(b.Min.Lng)},
		{func(p geo.Point) bool { return p.Lng <= b.Max.Lng }, lng(b.Max.Lng)},
	}
}

// between is the number that lies part of whole on the way from one to another.
func between(from, to, part, whole int64) int64 {
	return from + int64(float64(to-from)*float64(part)/float64(whole))
}

func clipRing(ring geo.Ring, b geo.Box) geo.Ring {
	all := ring[:len(ring)-1]
	for _, s := range sides(b) {
		var kept geo.Ring
		for i, p := range all {
			before := all[(i+len(all)-1)%len(all)]
			if s.in(p) != s.in(before) {
				kept = append(kept, s.cross(before, p))
			}
			if s.in(p) {
				kept = append(kept, p)
			}
		}
		if all = kept; len(all) == 0 {
			return nil
		}
	}
	return append(all[:len(all):len(all)], all[0])
}
