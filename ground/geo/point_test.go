package geo

import (
	"errors"
	"math"
	"testing"
)

func TestParseDegrees(t *testing.T) {
	good := map[string]int64{
		"-1.24089": -1_240_890, "116,89616": 116_896_160, " +0.5 ": 500_000, "\u22121.5": -1_500_000,
		"-1.2408949": -1_240_895, "180": 180_000_000, "0": 0, ".25": 250_000,
		"116.896160000000001": 116_896_160,
	}
	for text, want := range good {
		if got, err := ParseDegrees(text); err != nil || got != want {
			t.Errorf("ParseDegrees(%q) = %d, %v; want %d", text, got, err, want)
		}
	}
	bad := map[string]error{
		"": ErrDegrees, "1°14'": ErrDegrees, "abc": ErrDegrees, "1e3": ErrDegrees, "NaN": ErrDegrees,
		"0x1p4": ErrDegrees, "1.2.3": ErrDegrees, "--1": ErrDegrees, "-": ErrDegrees, "1 2": ErrDegrees,
		"999": ErrRange, "99999999999999999999999999999999999": ErrRange,
	}
	for text, want := range bad {
		if got, err := ParseDegrees(text); !errors.Is(err, want) {
			t.Errorf("ParseDegrees(%q) = %d, %v; want %v", text, got, err, want)
		}
	}
}

func TestAtRefusesPlacesThatDoNotExist(t *testing.T) {
	if _, err := At(90*Degree, -180*Degree); err != nil {
		t.Errorf("a corner of the earth was refused: %v", err)
	}
	for _, p := range []Point{{90*Degree + 1, 0}, {-90*Degree - 1, 0}, {0, 180*Degree + 1}, {0, -180*Degree - 1}} {
		if _, err := At(p.Lat, p.Lng); !errors.Is(err, ErrRange) {
			t.Errorf("At(%d, %d): %v", p.Lat, p.Lng, err)
		}
	}
}

// The distances are Vincenty's on WGS84, from the definition of the metre and
// of the nautical mile: a quarter meridian is 10,001,966 m, one degree of the
// equator 111,319.5 m.
func TestDistance(t *testing.T) {
	cases := []struct {
		name string
		a, b Point
		want float64
	}{
		{"a degree of the equator", Point{0, 0}, Point{0, Degree}, 111_319.5},
		{"quarter meridian", Point{0, 0}, Point{90 * Degree, 0}, 10_001_966},
		{"across the 180th meridian", Point{0, 179_500_000}, Point{0, -179_500_000}, 111_319.5},
		{"no way at all", Point{-1_240_000, 116_800_000}, Point{-1_240_000, 116_800_000}, 0},
		{"antipodes", Point{0, 0}, Point{0, 180 * Degree}, 20_003_931},
	}
	for _, c := range cases {
		got := Distance(c.a, c.b)
		if math.Abs(got-c.want) > 0.006*c.want || got != Distance(c.b, c.a) {
			t.Errorf("%s: %.0f m, want %.0f", c.name, got, c.want)
		}
	}
}

func TestDegreesWritesWhatPhonesShow(t *testing.T) {
	if got := Degrees(-1_240_890); got != "-1.24089" {
		t.Error(got)
	}
	if got := Degrees(116_896_166); got != "116.89617" {
		t.Error(got)
	}
}
