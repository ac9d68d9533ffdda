package placeweb

import (
	"context"
	"math"
	"testing"

	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/record/place"
)

// real is the atlas of the shipped profile.
func real(t *testing.T) *atlas {
	t.Helper()
	d := dbtest.Open(t, dbtest.SQLite(t), db.Options{}, place.Files)
	fill(t, d)
	var a *atlas
	err := d.Read(context.Background(), func(tx *db.Tx) (err error) { a, err = New(d).atlas(tx); return err })
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// On all seven maps, at both widths, with short and with long words: no words
// outside the field, none over another, and all areas there.
func TestWordsNeverCover(t *testing.T) {
	a := real(t)
	for code, m := range a.maps {
		for _, o := range []outline{m.desk, m.phone} {
			if o.high > deskWide*tallest+1 || o.wide > deskWide {
				t.Errorf("%s is drawn %.0f × %.0f px", code, o.wide, o.high)
			}
			for _, value := range []string{"", "12.345"} {
				words := map[string]word{}
				for i, s := range o.spots {
					words[s.code] = word{Name: []string{"7", "Selatan", "Gunung Samarinda"}[i%3], Value: value}
				}
				s := o.sketch(words)
				if len(s.Areas) != len(o.spots) || len(s.Areas) == 0 {
					t.Fatalf("%s: %d areas of %d", code, len(s.Areas), len(o.spots))
				}
				checkWords(t, code, s)
			}
		}
	}
}

type frame struct{ x0, y0, x1, y1 float64 }

func (a *sketched) frame() frame {
	w, h := a.width(), 13.0
	if a.twoLine {
		h += lineHigh
	}
	f := frame{x0: a.X, y0: a.Y - 12}
	switch a.Anchor {
	case "middle":
		f.x0 -= w / 2
	case "end":
		f.x0 -= w
	}
	f.x1, f.y1 = f.x0+w, f.y0+h
	return f
}

func checkWords(t *testing.T, code string, s sketch) {
	t.Helper()
	for i := range s.Areas {
		a := s.Areas[i].frame()
		if a.x0 < -s.Left-1 || a.x1 > s.Wide-s.Left+1 || a.y0 < -1 || a.y1 > s.High+6 {
			t.Errorf("%s: %q reaches out of %.0f × %.0f (left %.0f): %+v", code, s.Areas[i].Name, s.Wide, s.High, s.Left, a)
		}
		for j := range i {
			b := s.Areas[j].frame()
			if s.Areas[i].Away && s.Areas[j].Away && math.Min(a.x1, b.x1)-math.Max(a.x0, b.x0) > 1 && math.Min(a.y1, b.y1)-math.Max(a.y0, b.y0) > 1 {
				t.Errorf("%s: %q lies over %q", code, s.Areas[i].Name, s.Areas[j].Name)
			}
		}
	}
}

// Areas crowded at the top or the bottom of a map: their words move apart, and
// stay on the field.
func TestCrowdedWordsStayOnTheField(t *testing.T) {
	for _, y := range []float64{3, 150, 297} {
		o := outline{wide: 300, high: 300}
		words := map[string]word{}
		for _, code := range []string{"a", "b", "c"} {
			o.spots = append(o.spots, spot{code: code, x: 20, y: y, west: 19, east: 21})
			words[code] = word{Name: "Selatan", Value: "4.193"}
		}
		checkWords(t, "crowded", o.sketch(words))
	}
}

func TestShortNames(t *testing.T) {
	areas := func(names ...string) (out []place.Area) {
		for _, n := range names {
			out = append(out, place.Area{Name: n})
		}
		return out
	}
	cases := []struct{ name, want string }{
		{"Balikpapan Timur", "Timur"}, {"Balikpapan Barat Daya", "Barat Daya"},
	}
	for _, c := range cases {
		if got := short(c.name, areas("Balikpapan Timur", "Balikpapan Barat Daya")); got != c.want {
			t.Errorf("%s is %q", c.name, got)
		}
	}
	if got := short("Balikpapan Timur", areas("Balikpapan Timur", "Samboja Seberang")); got != "Balikpapan Timur" {
		t.Errorf("cut to %q though its neighbour is called otherwise", got)
	}
	if got := short("Timur", areas("Timur", "Timur Laut")); got != "Timur" {
		t.Errorf("%q", got)
	}
}

func TestPixels(t *testing.T) {
	for in, want := range map[float64]string{0: "0", 12: "12", 12.34: "12.3", -0.04: "0", -7.26: "-7.3", 99.96: "100"} {
		if got := px(in); got != want {
			t.Errorf("px(%v) = %s, want %s", in, got, want)
		}
	}
}

// The atlas is drawn by the first visitor of an edition.
func BenchmarkAtlas(b *testing.B) {
	d := dbtest.Open(b, dbtest.SQLite(b), db.Options{}, place.Files)
	fill(b, d)
	for b.Loop() {
		err := d.Read(context.Background(), func(tx *db.Tx) error {
			_, err := readAtlas(tx, 1)
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}
