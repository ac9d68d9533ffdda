package geo

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"
)

func TestFitKeepsTheShape(t *testing.T) {
	box := Box{Point{-1_300_000, 116_700_000}, Point{-1_000_000, 117_000_000}}
	v := Fit(box, 320, 10)
	if x, y := v.XY(Point{-1_000_000, 116_700_000}); x != 10 || math.Abs(y-10) > 1e-9 {
		t.Errorf("the north-western corner is at %v %v", x, y)
	}
	if x, _ := v.XY(box.Max); math.Abs(x-310) > 1e-9 {
		t.Errorf("the east edge is at %v", x)
	}
	if lat := v.Lat(10); lat != -1_000_000 {
		t.Errorf("the northern edge is at latitude %d", lat)
	}
	if math.Abs(v.Height-321) > 1 {
		t.Errorf("a square of the equator is %v high", v.Height)
	}
	if got, want := v.Metres(), Distance(Point{-1_150_000, 116_700_000}, Point{-1_150_000, 117_000_000})/300; math.Abs(got-want) > want/1000 {
		t.Errorf("one unit is %v m, want %v", got, want)
	}
	north := Fit(Box{Point{59 * Degree, 0}, Point{61 * Degree, 4 * Degree}}, 200, 0)
	if math.Abs(north.Height-200) > 3 {
		t.Errorf("at 60° two degrees up are four across, not %v", north.Height)
	}
}

func TestFitOfNothing(t *testing.T) {
	v := Fit(Around(), 100, 5)
	if v.Width != 100 || v.Height != 100 || v.Metres() != 0 || v.Path(Region{}) != "" {
		t.Errorf("%+v", v)
	}
	point := Fit(Around(NewRegion([]Polygon{{Ring{{1, 1}, {1, 1}, {1, 1}, {1, 1}}}})), 100, 5)
	if x, y := point.XY(Point{1, 1}); math.IsNaN(x+y) || math.IsInf(x+y, 0) {
		t.Errorf("a single point is drawn at %v %v", x, y)
	}
}

func TestPath(t *testing.T) {
	v := Fit(Box{Point{0, 0}, Point{100, 100}}, 100, 0)
	cases := map[string]Ring{
		"M0 100l100 0 0-100-100 0z": square(0, 0, 100),
		"M50 50l0 0z":               {{50, 50}, {50, 50}, {50, 50}, {50, 50}},
	}
	for want, ring := range cases {
		if got := v.Path(NewRegion([]Polygon{{ring}})); got != want {
			t.Errorf("path %s, want %s", got, want)
		}
	}
	tenths := Fit(Box{Point{0, 0}, Point{1000, 1000}}, 100, 0)
	if got := tenths.Path(NewRegion([]Polygon{{Ring{{1000, 0}, {1000, 5}, {997, 12}, {880, 15}, {1000, 0}}}})); got != "M0 0l.5 0 .7 .3 .3 11.7z" {
		t.Errorf("tenths: %s", got)
	}
}

// walk gives the border lines of regions, each without direction.
func walk(regions []Region) map[[2]Point]int {
	lines := map[[2]Point]int{}
	for _, r := range regions {
		for ring := range r.rings {
			for i := 1; i < len(ring); i++ {
				lines[ordered(ring[i-1], ring[i])]++
			}
		}
	}
	return lines
}

// wavy is a map of n×n areas whose borders have many points.
func wavy(r *rand.Rand, n int) []Region {
	const step, dots = 10_000, 20
	bend := map[[2]Point][]Point{}
	border := func(a, b Point) []Point {
		key := ordered(a, b)
		if bend[key] == nil {
			for k := 1; k < dots; k++ {
				x := Point{key[0].Lat + (key[1].Lat-key[0].Lat)*int64(k)/dots, key[0].Lng + (key[1].Lng-key[0].Lng)*int64(k)/dots}
				bend[key] = append(bend[key], Point{x.Lat + int64(r.IntN(200)-100), x.Lng + int64(r.IntN(200)-100)})
			}
		}
		line := append([]Point{a}, bend[key]...)
		if key[0] != a {
			for i := range bend[key] {
				line[1+i] = bend[key][len(bend[key])-1-i]
			}
		}
		return line
	}
	var out []Region
	for i := range int64(n) {
		for j := range int64(n) {
			a, b := Point{i * step, j * step}, Point{i * step, (j + 1) * step}
			c, d := Point{(i + 1) * step, (j + 1) * step}, Point{(i + 1) * step, j * step}
			ring := append(append(append(append(Ring{}, border(a, b)...), border(b, c)...), border(c, d)...), border(d, a)...)
			turn := r.IntN(len(ring)) // every area starts its ring elsewhere
			ring = append(append(Ring{}, ring[turn:]...), ring[:turn]...)
			out = append(out, NewRegion([]Polygon{{append(ring, ring[0])}}))
		}
	}
	return out
}

// After simplification every inner border is still the border of exactly two
// areas: no gaps, no overlaps.
func TestSimplifyKeepsNeighboursTogether(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	before := wavy(r, 4)
	after := Simplify(before, 12)
	lines, area := walk(after), 0.0
	if len(lines) >= len(walk(before))*2/3 {
		t.Fatalf("hardly simplified: %d lines of %d", len(lines), len(walk(before)))
	}
	inner := 0
	for line, n := range lines {
		if n == 2 {
			inner++
		} else if n != 1 {
			t.Errorf("line %v is drawn %d times", line, n)
		}
	}
	outer := 0
	for _, x := range after {
		area += x.Area()
	}
	for line := range lines {
		if edge(line, 40_000) {
			outer++
		}
	}
	if inner+outer != len(lines) {
		t.Errorf("%d lines: %d shared and %d at the edge; the rest are gaps", len(lines), inner, outer)
	}
	want := 0.0
	for _, x := range before {
		want += x.Area()
	}
	if math.Abs(area-want) > want/100 {
		t.Errorf("the whole went from %.0f to %.0f m²", want, area)
	}
}

// edge reports a line along the outside of the wavy map.
func edge(line [2]Point, far int64) bool {
	near := func(a, b int64) bool { return a-b < 150 && b-a < 150 }
	for _, side := range []int64{0, far} {
		if near(line[0].Lat, side) && near(line[1].Lat, side) || near(line[0].Lng, side) && near(line[1].Lng, side) {
			return true
		}
	}
	return false
}

func TestSimplifyIslands(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	land, islet := star(r, Point{0, 0}, 400, 50_000), square(90_000, 90_000, 50)
	got := Simplify([]Region{NewRegion([]Polygon{{land}, {islet}}), NewRegion([]Polygon{{islet}})}, 200)
	if n := len(got[0].Polygons); n != 1 {
		t.Errorf("the islet did not vanish: %d polygons", n)
	}
	if len(got[1].Polygons) != 1 || len(got[1].Polygons[0][0]) != 5 {
		t.Error("an area that is only an islet was lost")
	}
	if n := len(got[0].Polygons[0][0]); n < 20 || n > 400 {
		t.Errorf("%d points of 401 left", n)
	}
}

// A hole and the island that fills it keep one border between them.
func TestSimplifyAnIslandInAHole(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	inner := star(r, Point{0, 0}, 200, 20_000)
	other := append(append(Ring{}, inner[70:200]...), inner[:71]...)
	for i, j := 0, len(other)-1; i < j; i, j = i+1, j-1 {
		other[i], other[j] = other[j], other[i]
	}
	got := Simplify([]Region{NewRegion([]Polygon{{square(-30_000, -30_000, 60_000), inner}}), NewRegion([]Polygon{{other}})}, 150)
	hole, island := walk(got[:1]), walk(got[1:])
	for line := range island {
		if hole[line] != 1 {
			t.Fatalf("line %v of the island is not the hole's", line)
		}
	}
}

func TestPathIsShort(t *testing.T) {
	r := rand.New(rand.NewPCG(13, 14))
	before := wavy(r, 3)
	v := Fit(Around(before...), 320, 4)
	long, short := 0, 0
	for i, x := range Simplify(before, v.Metres()) {
		long += len(v.Path(before[i]))
		path := v.Path(x)
		short += len(path)
		if strings.ContainsAny(path, "NIe+") || strings.Contains(path, "  ") {
			t.Errorf("path %s", path)
		}
	}
	if short*2 > long {
		t.Errorf("simplified paths have %d characters of %d", short, long)
	}
}

// Two points equally far from the chord: each neighbour walks the border the
// other way, and both must choose the same one.
func TestSimplifyTiesAreBrokenAlike(t *testing.T) {
	border := []Point{{0, 0}, {10, 30}, {20, 30}, {30, 0}}
	west := Ring{{0, 0}, {0, -90}, {30, -90}, {30, 0}, {20, 30}, {10, 30}, {0, 0}}
	east := append(append(Ring{}, border...), Point{30, 90}, Point{0, 90}, Point{0, 0})
	metres := 29.0 / Degree * math.Pi / 180 * earth
	got := Simplify([]Region{NewRegion([]Polygon{{west}}), NewRegion([]Polygon{{east}})}, metres)
	shared := 0
	for _, n := range walk(got) {
		if n == 2 {
			shared++
		}
	}
	if shared != 2 {
		t.Errorf("%d lines are shared, not 2: %v", shared, got)
	}
}
