package directory

import (
	"math"

	"alun/ground/geo"
)

// How a map of what was found is cut: MapColumns cells go into its width, so that each is wide
// enough for a finger on a narrow phone. Closest is the width of its narrowest box, in
// microdegrees: about 280 metres.
const (
	MapColumns = 8
	Closest    = 2500
)

// Framed is a box widened to the proportions of the whole city, and to Closest at least, so
// that every map has the same form.
func Framed(city, b geo.Box) geo.Box {
	wide, high := float64(b.Max.Lng-b.Min.Lng), float64(b.Max.Lat-b.Min.Lat)
	cityWide, cityHigh := float64(city.Max.Lng-city.Min.Lng), float64(city.Max.Lat-city.Min.Lat)
	scale := math.Max(math.Max(wide/cityWide, high/cityHigh), Closest/cityWide)
	return Centred(geo.Point{Lat: (b.Min.Lat + b.Max.Lat) / 2, Lng: (b.Min.Lng + b.Max.Lng) / 2}, cityWide*scale, cityHigh*scale)
}

// Centred is the box of a width and a height, in microdegrees, around a point.
func Centred(at geo.Point, wide, high float64) geo.Box {
	w, h := int64(wide/2), int64(high/2)
	return geo.Box{Min: geo.Point{Lat: at.Lat - h, Lng: at.Lng - w}, Max: geo.Point{Lat: at.Lat + h, Lng: at.Lng + w}}
}
