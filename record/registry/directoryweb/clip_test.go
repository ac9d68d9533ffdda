package directoryweb

import (
	"testing"

	"alun/ground/geo"
	"alun/record/registry/directory"
)

// What is clipped holds a point of the box exactly where the whole region does.
func TestClippingKeepsWhatIsInTheBox(t *testing.T) {
	w := aTown(t, dbSQLite(t))
	w.ask("/usaha?kotak=1,1,0,0") // refused; the borders are read
	a := w.desk.kept.Load()
	middle := geo.Point{Lat: (a.Around.Min.Lat + a.Around.Max.Lat) / 2, Lng: (a.Around.Min.Lng + a.Around.Max.Lng) / 2}
	box := directory.Centred(middle, float64(a.Around.Max.Lng-a.Around.Min.Lng)/5, float64(a.Around.Max.Lat-a.Around.Min.Lat)/5)
	held := 0
	for i, b := range a.Borders {
		part := clipped(b.Region, box)
		for step := range int64(400) {
			p := geo.Point{Lat: box.Min.Lat + 7 + (box.Max.Lat-box.Min.Lat-14)*(step%20)/20, Lng: box.Min.Lng + 7 + (box.Max.Lng-box.Min.Lng-14)*(step/20)/20}
			whole, clip := b.Region.Contains(p), part.Contains(p)
			if whole != clip {
				t.Errorf("area %d: a point is in the whole %v, in the part %v", i, whole, clip)
			}
			if whole {
				held++
			}
		}
	}
	if held < 300 {
		t.Errorf("only %d points lay in an area", held)
	}
}

// Whatever an address holds is read or refused, and what was read is written the same.
func FuzzPlaces(f *testing.F) {
	for _, s := range []string{"-1.24,116.85", "-1.28,116.8,-1.2,116.9", "", ",", "91,0", "1,1,0,0", "NaN,0", "1e9,2"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if p, ok := readNear(text); ok && p != nil {
			if again, ok := readNear(degrees(p.Lat, p.Lng)); !ok || geo.Distance(*p, *again) > 2 {
				t.Errorf("%q: %v, then %v", text, p, again)
			}
		}
		if b, ok := readBox(text); ok && b != nil && b.Empty() {
			t.Errorf("%q is a box around nothing", text)
		}
	})
}
