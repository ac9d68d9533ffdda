package geo

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"
	orbgeo "github.com/paulmach/orb/geo"
	"github.com/paulmach/orb/planar"
)

// star is a ring around a centre, of any shape, that never crosses itself.
func star(r *rand.Rand, centre Point, corners int, size float64) Ring {
	ring := make(Ring, 0, corners+1)
	for i := range corners {
		angle := 2 * math.Pi * float64(i) / float64(corners)
		far := size * (0.2 + 0.8*r.Float64())
		ring = append(ring, Point{centre.Lat + int64(far*math.Sin(angle)), centre.Lng + int64(far*math.Cos(angle))})
	}
	return append(ring, ring[0])
}

func square(lat, lng, size int64) Ring {
	return Ring{{lat, lng}, {lat, lng + size}, {lat + size, lng + size}, {lat + size, lng}, {lat, lng}}
}

func asOrb(r Region) orb.MultiPolygon {
	var out orb.MultiPolygon
	for _, polygon := range r.Polygons {
		var p orb.Polygon
		for _, ring := range polygon {
			var o orb.Ring
			for _, q := range ring {
				o = append(o, orb.Point{float64(q.Lng), float64(q.Lat)})
			}
			p = append(p, o)
		}
		out = append(out, p)
	}
	return out
}

// winding is a second opinion with nothing in common with the ray: the sum of
// the angles under which the point sees the lines.
func winding(r Region, p Point) bool {
	sum := 0.0
	for ring := range r.rings {
		for i := 1; i < len(ring); i++ {
			ax, ay := float64(ring[i-1].Lng-p.Lng), float64(ring[i-1].Lat-p.Lat)
			bx, by := float64(ring[i].Lng-p.Lng), float64(ring[i].Lat-p.Lat)
			sum += math.Atan2(ax*by-ay*bx, ax*bx+ay*by)
		}
	}
	return int(math.Round(math.Abs(sum)/(2*math.Pi)))%2 == 1
}

func onBorder(r Region, p Point) bool {
	for ring := range r.rings {
		for i := 1; i < len(ring); i++ {
			a, b := ring[i-1], ring[i]
			if (b.Lng-a.Lng)*(p.Lat-a.Lat) == (p.Lng-a.Lng)*(b.Lat-a.Lat) &&
				min(a.Lat, b.Lat) <= p.Lat && p.Lat <= max(a.Lat, b.Lat) &&
				min(a.Lng, b.Lng) <= p.Lng && p.Lng <= max(a.Lng, b.Lng) {
				return true
			}
		}
	}
	return false
}

// The library and the sum of angles must agree with us on every point that is
// not on a border, in shapes with holes, on a grid coarse enough that rays run
// through corners all the time.
func TestContainsAgreesWithTwoReferees(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	asked, inside := 0, 0
	for range 200 {
		centre := Point{int64(r.IntN(40)), int64(r.IntN(40))}
		region := NewRegion([]Polygon{
			{star(r, centre, 5+r.IntN(12), 30), star(r, centre, 3+r.IntN(4), 5)},
			{square(centre.Lat+40, centre.Lng+40, 9)},
		})
		library := asOrb(region)
		for range 200 {
			p := Point{int64(r.IntN(120) - 40), int64(r.IntN(120) - 40)}
			if onBorder(region, p) {
				continue
			}
			asked++
			got := region.Contains(p)
			if got {
				inside++
			}
			if want := winding(region, p); got != want {
				t.Fatalf("point %v: %v, the sum of angles says %v: %v", p, got, want, region.Polygons)
			}
			if want := planar.MultiPolygonContains(library, orb.Point{float64(p.Lng), float64(p.Lat)}); got != want {
				t.Fatalf("point %v: %v, the library says %v: %v", p, got, want, region.Polygons)
			}
		}
	}
	if asked < 30_000 || inside < 2_000 {
		t.Errorf("only %d points asked, %d inside", asked, inside)
	}
}

// cells cuts a box into slanted pieces that share corners and borders.
func cells(r *rand.Rand, n int) []Region {
	corner := make([][]Point, n+1)
	for i := range corner {
		for j := range n + 1 {
			corner[i] = append(corner[i], Point{int64(i*10 + r.IntN(4)), int64(j*10 + r.IntN(4))})
		}
	}
	var out []Region
	for i := range n {
		for j := range n {
			a, b, c, d := corner[i][j], corner[i][j+1], corner[i+1][j+1], corner[i+1][j]
			out = append(out, NewRegion([]Polygon{{Ring{a, b, c, d, a}}}))
		}
	}
	return out
}

// Every point of the ground, also the corners where four areas meet, lies in
// exactly one area. The library would say "in" to every neighbour.
func TestABorderPointLiesInExactlyOneNeighbour(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	borders := 0
	for range 20 {
		map1 := cells(r, 6)
		for lat := int64(4); lat < 60; lat++ {
			for lng := int64(4); lng < 60; lng++ {
				homes, on := 0, false
				for _, c := range map1 {
					if c.Contains(Point{lat, lng}) {
						homes++
					}
					on = on || onBorder(c, Point{lat, lng})
				}
				if homes != 1 {
					t.Fatalf("point %d,%d lies in %d areas", lat, lng, homes)
				}
				if on {
					borders++
				}
			}
		}
	}
	if borders < 1000 {
		t.Errorf("only %d points were on a border", borders)
	}
}

func TestWestAndSouthBordersAreInside(t *testing.T) {
	region := NewRegion([]Polygon{{square(0, 0, 10), square(4, 4, 2)}})
	cases := map[Point]bool{
		{5, 0}: true, {0, 5}: true, {0, 0}: true, {5, 10}: false, {10, 5}: false, {10, 10}: false, {0, 10}: false,
		{5, 4}: false, {4, 5}: false, {5, 6}: true, {6, 5}: true, {5, 5}: false, {11, 5}: false,
	}
	for p, want := range cases {
		if got := region.Contains(p); got != want {
			t.Errorf("%v: %v", p, got)
		}
	}
	if (Region{}).Contains(Point{}) {
		t.Error("nothing holds a point")
	}
}

// Products of whole-earth differences must not overflow.
func TestContainsOnTheWholeEarth(t *testing.T) {
	whole := NewRegion([]Polygon{{Ring{
		{-90 * Degree, -180 * Degree}, {-90 * Degree, 180 * Degree}, {90 * Degree, 180 * Degree}, {-90 * Degree, -180 * Degree},
	}}})
	if !whole.Contains(Point{0, 179 * Degree}) || whole.Contains(Point{0, -179 * Degree}) {
		t.Error("the half of the earth east of the diagonal was lost")
	}
}

// The whole ellipsoid has 510,065,622 km²; one square degree at the equator has
// 12,309 km² (GRS80 tables).
func TestArea(t *testing.T) {
	whole := NewRegion([]Polygon{{Ring{
		{-90 * Degree, -180 * Degree}, {-90 * Degree, 180 * Degree},
		{90 * Degree, 180 * Degree}, {90 * Degree, -180 * Degree}, {-90 * Degree, -180 * Degree},
	}}})
	if got := whole.Area() / 1e6; math.Abs(got-510_065_622) > 100 {
		t.Errorf("the earth has %.0f km²", got)
	}
	degree := NewRegion([]Polygon{{square(0, 0, Degree)}})
	if got := degree.Area() / 1e6; math.Abs(got-12_308.8) > 1 {
		t.Errorf("a square degree has %.1f km²", got)
	}
	hole := NewRegion([]Polygon{{square(0, 0, Degree), square(100, 100, Degree/2)}})
	if got, want := hole.Area(), degree.Area()*3/4; math.Abs(got-want) > want/1000 {
		t.Errorf("with a hole of a quarter: %.0f, want %.0f", got, want)
	}
}

// The library measures on a sphere of the equator's radius: up to 1 % apart.
func TestAreaAgreesWithTheLibrary(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 50 {
		ring := star(r, Point{int64(r.IntN(100)-50) * Degree, int64(r.IntN(300)-150) * Degree}, 12, 2e5)
		var o orb.Ring
		for _, p := range ring {
			o = append(o, orb.Point{float64(p.Lng) / Degree, float64(p.Lat) / Degree})
		}
		got, want := NewRegion([]Polygon{{ring}}).Area(), math.Abs(orbgeo.Area(o))
		if math.Abs(got-want) > want/100 {
			t.Errorf("%.0f m², the library says %.0f", got, want)
		}
	}
}

func TestSpan(t *testing.T) {
	region := NewRegion([]Polygon{{square(0, 0, 100), square(40, 40, 20)}, {square(0, 200, 10)}})
	cases := map[Point][2]int64{
		{10, 50}: {0, 100}, {50, 10}: {0, 40}, {50, 90}: {60, 100}, {5, 205}: {200, 210}, {5, 150}: {150, 150}, {50, 50}: {50, 50},
	}
	for at, want := range cases {
		if west, east := region.Span(at); west != want[0] || east != want[1] {
			t.Errorf("at %v: %d to %d, want %v", at, west, east, want)
		}
	}
}
