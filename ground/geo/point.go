package geo

import (
	"errors"
	"math"
	"strconv"
	"strings"
)

// Degree is one degree in micro-degrees.
const Degree = 1_000_000

// Point is a place in micro-degrees of WGS84. North and east are positive.
type Point struct{ Lat, Lng int64 }

// Errors of reading degrees; a room turns them into a fault with its field.
var (
	ErrDegrees = errors.New("geo: not a number of degrees")
	ErrRange   = errors.New("geo: latitude outside ±90 or longitude outside ±180")
)

// ParseDegrees reads decimal degrees with a point or a comma ("-1.24089",
// "116,89616") as micro-degrees; digits beyond the sixth are rounded.
func ParseDegrees(text string) (int64, error) {
	s := strings.TrimSpace(text)
	s = strings.Replace(s, "\u2212", "-", 1) // the true minus sign of printed tables
	s = strings.Replace(s, ",", ".", 1)
	if s == "" || strings.Trim(s, "+-.0123456789") != "" {
		return 0, ErrDegrees
	}
	f, err := strconv.ParseFloat(s, 64)
	if errors.Is(err, strconv.ErrRange) || err == nil && math.Abs(f) > 360 {
		return 0, ErrRange
	}
	if err != nil {
		return 0, ErrDegrees
	}
	return micro(f), nil
}

// At makes a point, or ErrRange when there is no such place.
func At(lat, lng int64) (Point, error) {
	if lat < -90*Degree || lat > 90*Degree || lng < -180*Degree || lng > 180*Degree {
		return Point{}, ErrRange
	}
	return Point{lat, lng}, nil
}

// micro is exact for every published number of up to six decimals: a float64
// carries 15 digits, and degrees with six decimals have at most nine.
func micro(degrees float64) int64 { return int64(math.Round(degrees * Degree)) }

// Degrees writes micro-degrees as decimal degrees with five decimals (about a
// metre), the precision that maps and phones show.
func Degrees(micro int64) string {
	return strconv.FormatFloat(float64(micro)/Degree, 'f', 5, 64)
}

// earth is the mean radius of the earth in metres (IUGG R1).
const earth = 6_371_008.8

// Distance is the way over ground between two points in metres, on a sphere
// (haversine): within 0.6 % of the ellipsoid everywhere.
func Distance(a, b Point) float64 {
	la, lb := radians(a.Lat), radians(b.Lat)
	s, t := math.Sin((lb-la)/2), math.Sin(radians(b.Lng-a.Lng)/2)
	h := s*s + math.Cos(la)*math.Cos(lb)*t*t
	return 2 * earth * math.Asin(math.Min(1, math.Sqrt(h)))
}

func radians(micro int64) float64 { return float64(micro) / Degree * math.Pi / 180 }
