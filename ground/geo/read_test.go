package geo

import (
	"errors"
	"strings"
	"testing"
)

const two = `{"type":"FeatureCollection","source":"survey","year":2026,"features":[
 {"type":"Feature","properties":{"code":"a","n":1.50,"none":null},
  "geometry":{"type":"Polygon","coordinates":[[[116.5, -1.25], [116.6,-1.25,12.5],[116.6,-1.2],[116.5,-1.25]]]}},
 {"type":"Feature","properties":null,
  "geometry":{"type":"MultiPolygon","coordinates":[[[[0,0],[1e-1,0],[0.1,0.1234564],[0,0]]]]}}]}`

func TestRead(t *testing.T) {
	c, err := Read([]byte(two))
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Features) != 2 || c.Members.Text("source") != "survey" || c.Members.Text("year") != "2026" {
		t.Fatalf("read %+v", c)
	}
	a, b := c.Features[0], c.Features[1]
	if a.Properties.Text("code") != "a" || a.Properties.Text("n") != "1.50" || a.Properties.Text("none") != "" || b.Properties.Text("x") != "" {
		t.Errorf("properties %v", a.Properties)
	}
	if got, want := a.Region.Box(), (Box{Point{-1_250_000, 116_500_000}, Point{-1_200_000, 116_600_000}}); got != want {
		t.Errorf("box %v", got)
	}
	if got := b.Region.Polygons[0][0][2]; got != (Point{123_456, 100_000}) {
		t.Errorf("third point %v", got)
	}
	if strings.ContainsAny(string(a.Geometry), " \n") {
		t.Errorf("geometry kept its spaces: %s", a.Geometry)
	}
}

func TestReadRefuses(t *testing.T) {
	feature := func(geometry string) string {
		return `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":` + geometry + `}]}`
	}
	polygon := func(coordinates string) string {
		return feature(`{"type":"Polygon","coordinates":` + coordinates + `}`)
	}
	cases := []struct {
		name, text string
		want       error
	}{
		{"nothing", ``, ErrForm},
		{"another thing", `[1,2]`, ErrForm},
		{"a lone feature", `{"type":"Feature","features":[]}`, ErrForm},
		{"no features", `{"type":"FeatureCollection"}`, ErrForm},
		{"cut off", two[:len(two)-3], ErrForm},
		{"more behind it", two + two, ErrForm},
		{"feature without type", `{"type":"FeatureCollection","features":[{"geometry":{}}]}`, ErrForm},
		{"no geometry", `{"type":"FeatureCollection","features":[{"type":"Feature"}]}`, ErrForm},
		{"geometry null", feature(`null`), ErrShape},
		{"a point", feature(`{"type":"Point","coordinates":[1,2]}`), ErrShape},
		{"no coordinates", feature(`{"type":"MultiPolygon"}`), ErrShape},
		{"empty", feature(`{"type":"MultiPolygon","coordinates":[]}`), ErrShape},
		{"polygon without ring", polygon(`[]`), ErrShape},
		{"three points", polygon(`[[[0,0],[1,0],[0,0]]]`), ErrShape},
		{"not closed", polygon(`[[[0,0],[1,0],[1,1],[0,1]]]`), ErrShape},
		{"a lone number", polygon(`[[[0,0],[1],[1,1],[0,0]]]`), ErrShape},
		{"a word", polygon(`[[[0,0],["x",0],[1,1],[0,0]]]`), ErrShape},
		{"a null", polygon(`[[[0,0],[1,null],[1,1],[0,0]]]`), ErrShape},
		{"a number beyond floats", polygon(`[[[0,0],[1e999,0],[1,1],[0,0]]]`), ErrShape},
		{"latitude and longitude exchanged", polygon(`[[[-1.2,116.8],[-1.3,116.8],[-1.3,116.9],[-1.2,116.8]]]`), ErrRange},
	}
	for _, c := range cases {
		if _, err := Read([]byte(c.text)); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
	second := strings.Replace(two, `[0,0]]]]`, `[0,1]]]]`, 1)
	if _, err := Read([]byte(second)); err == nil || !strings.HasPrefix(err.Error(), "feature 2:") {
		t.Errorf("the feature is not named: %v", err)
	}
	if _, err := Read(make([]byte, MaxBytes+1)); !errors.Is(err, ErrTooLarge) {
		t.Errorf("too large: %v", err)
	}
}

// FuzzRead: whatever comes, no panic; and what is accepted has closed rings on
// the earth, reads again from the geometry that was kept, and can be measured,
// simplified and drawn.
func FuzzRead(f *testing.F) {
	f.Add([]byte(two))
	f.Add([]byte(`{"type":"FeatureCollection","features":[]}`))
	f.Add([]byte(`{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[0,0],[0,0],[0,0],[0,0]]]}}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := Read(data)
		if err != nil {
			return
		}
		var all []Region
		for _, x := range c.Features {
			again, err := ReadGeometry(x.Geometry)
			if err != nil || again.Box() != x.Region.Box() {
				t.Fatalf("kept geometry reads differently: %v", err)
			}
			for ring := range x.Region.rings {
				check(t, ring)
			}
			all = append(all, x.Region)
		}
		view := Fit(Around(all...), 300, 4)
		for i, r := range Simplify(all, 100) {
			if r.Area() < 0 && all[i].Area() >= 0 {
				t.Fatal("a negative area")
			}
			view.Path(r)
			r.Contains(r.Box().Min)
		}
	})
}

func check(t *testing.T, ring Ring) {
	t.Helper()
	if len(ring) < 4 || ring[0] != ring[len(ring)-1] {
		t.Fatalf("an open ring was accepted: %v", ring)
	}
	for _, p := range ring {
		if _, err := At(p.Lat, p.Lng); err != nil {
			t.Fatalf("%v: %v", p, err)
		}
	}
}
