package find

import (
	"math"
	"sort"
)

const earth = 6_371_000 // its mean radius in metres

func radians(micro int32) float64 { return float64(micro) * (math.Pi / 180e6) }

// metres is the way between two points over a sphere.
func metres(a, b Point) int32 {
	lat := math.Sin((radians(b.Lat) - radians(a.Lat)) / 2)
	lon := math.Sin((radians(b.Lon) - radians(a.Lon)) / 2)
	h := lat*lat + math.Cos(radians(a.Lat))*math.Cos(radians(b.Lat))*lon*lon
	return int32(math.Round(2 * earth * math.Asin(math.Sqrt(max(0, min(1, h)))))) // a Near may be anything
}

// north is how many metres at least lie between two latitudes: no point is nearer
// than that. A metre less, for rounding.
func north(a, b int32) int32 {
	return int32(math.Abs(radians(a)-radians(b))*earth) - 1
}

// around keeps the documents within Query.Within of Query.Near. The set is read in
// its order, or the belt of latitudes that can be near enough if that is much
// shorter.
func (s *search) around(p *part, set bitmap) {
	near, within := *s.query.Near, s.query.Within
	apart := func(i int) int { return int(north(p.at[p.byLat[i]].Lat, near.Lat)) }
	north := sort.Search(len(p.byLat), func(i int) bool { return p.at[p.byLat[i]].Lat >= near.Lat })
	from := sort.Search(north, func(i int) bool { return apart(i) <= within })
	to := north + sort.Search(len(p.byLat)-north, func(i int) bool { return apart(north+i) > within })
	ring := newRing(near, within)
	allowed := s.scratch.take(p.len())
	if (to-from)*random < set.count() {
		for _, doc := range p.byLat[from:to] {
			if set.has(doc) && ring.has(p.at[doc]) {
				allowed.add(doc)
			}
		}
	} else {
		set.each(func(doc uint32) bool {
			if p.placed.has(doc) && ring.has(p.at[doc]) {
				allowed.add(doc)
			}
			return true
		})
	}
	copy(set, allowed)
}

// ring tells what is within a distance. Most points are clearly inside or outside
// by a flat map; only near the edge the sphere is asked.
type ring struct {
	near         Point
	within       int
	cos          float64
	inner, outer float64 // squares, in millionths of a degree of latitude
	flat         bool
}

func newRing(near Point, within int) ring {
	r := ring{near: near, within: within, cos: math.Cos(radians(near.Lat))}
	const wide, steep = 50_000, 60_000_000 // where the map is good to one in fifty
	r.flat = within <= wide && near.Lat < steep && near.Lat > -steep
	d := float64(within) / earth * (180e6 / math.Pi)
	r.inner, r.outer = d*d*0.95, d*d*1.05
	return r
}

func (r *ring) has(at Point) bool {
	if r.flat {
		lat, lon := float64(at.Lat)-float64(r.near.Lat), (float64(at.Lon)-float64(r.near.Lon))*r.cos
		switch d := lat*lat + lon*lon; {
		case d < r.inner:
			return true
		case d > r.outer && math.Abs(lon) < 90e6:
			return false
		}
	}
	return int(metres(r.near, at)) <= r.within
}

// nearest offers documents by their distance: a few one by one, many from the
// latitude of Query.Near outward, until the latitude alone is too far.
func (s *search) nearest(i int, set bitmap, n int) {
	p := &s.parts[i]
	offer := func(doc uint32) {
		s.top.offer(hit{id: p.ids[doc], metres: s.metres(p, doc), part: i, doc: doc})
	}
	if n < p.len()/16 {
		set.each(func(doc uint32) bool { offer(doc); return true })
		return
	}
	near := *s.query.Near
	up := sort.Search(len(p.byLat), func(i int) bool { return p.at[p.byLat[i]].Lat >= near.Lat })
	down := up - 1
	open := func(at int) bool {
		if at < 0 || at >= len(p.byLat) {
			return false
		}
		return !s.top.full() || uint32(max(0, north(p.at[p.byLat[at]].Lat, near.Lat))) <= uint32(s.top.hits[0].metres)
	}
	for more := true; more; {
		more = false
		if open(up) {
			if doc := p.byLat[up]; set.has(doc) {
				offer(doc)
			}
			up, more = up+1, true
		}
		if open(down) {
			if doc := p.byLat[down]; set.has(doc) {
				offer(doc)
			}
			down, more = down-1, true
		}
	}
	if !s.top.full() || s.top.hits[0].metres < 0 {
		s.walk(p.byID, set, func(doc uint32) bool {
			return p.placed.has(doc) || s.top.offer(hit{id: p.ids[doc], metres: -1, part: i, doc: doc})
		})
	}
}
