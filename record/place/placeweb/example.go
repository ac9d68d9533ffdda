package placeweb

import (
	"fmt"
	"strings"

	"github.com/a-h/templ"

	"alun/ground/fault"
	"alun/ground/geo"
	"alun/ground/lang"
	"alun/ground/quantity"
	"alun/ground/web/parts"
	"alun/record/place"
)

// Examples draws every page of this room at least once, over an invented city
// of two kecamatan. Its names, codes, borders and figures are made up.
func Examples() []parts.Sample {
	with := func(draw func(d desk) templ.Component) func(lang.Lang) templ.Component {
		return func(l lang.Lang) templ.Component {
			a, err := sampleAtlas()
			if err != nil {
				return parts.Catat(l, parts.Note{Kind: parts.Refused, Text: err.Error()})
			}
			return draw(desk{l, func(path string) string { return path }, a})
		}
	}
	return []parts.Sample{
		{Name: "wilayah", Draw: with(func(d desk) templ.Component { return cityBody(sampleCity(d)) })},
		{Name: "wilayah (tanpa penduduk)", Draw: with(func(d desk) templ.Component { return cityBody(cityPage{desk: d}) })},
		{Name: "wilayah/kecamatan", Draw: with(func(d desk) templ.Component { return areaBody(sampleArea(d, "01.01.01", "01.01.01")) })},
		{Name: "wilayah/kelurahan", Draw: with(func(d desk) templ.Component { return areaBody(sampleArea(d, "01.01.02.1001", "01.01.02")) })},
		{Name: "wilayah/di", Draw: with(func(d desk) templ.Component { return findBody(d, asked{}) })},
		{Name: "wilayah/di (ketemu)", Draw: with(func(d desk) templ.Component {
			return findBody(d, asked{Lat: "-1.05", Lng: "100.05", Answered: true, Point: geo.Point{Lat: -1_050_000, Lng: 100_050_000},
				Ward: d.atlas.byCode["01.01.01.1001"], District: d.atlas.byCode["01.01.01"]})
		})},
		{Name: "wilayah/di (di luar)", Draw: with(func(d desk) templ.Component {
			return findBody(d, asked{Lat: "0", Lng: "0", Answered: true})
		})},
		{Name: "wilayah/di (salah isi)", Draw: with(func(d desk) templ.Component {
			f := fault.New(fault.Invalid, "place.bad_range").At("lat", "place.bad_lat").At("lng", "place.bad_lng")
			return findBody(d, asked{Lat: "x", Lng: "y", Answered: true, Fault: f})
		})},
		{Name: "peta", Draw: with(func(d desk) templ.Component { return movingBody(newMoving(d)) })},
	}
}

// samplePlots are the invented kelurahan: code, name, and the box that they
// fill, in hundredths of a degree from 100° E 1° S to the east and south.
var samplePlots = []struct {
	code, name               string
	west, north, east, south float64
}{
	{"01.01.01.1001", "Pasar Lama", 0, 0, 12, 9},
	{"01.01.01.1002", "Tepi Sungai", 0, 9, 12, 10},
	{"01.01.02.1001", "Bukit Damar", 12, 0, 20, 10},
}

func sampleAtlas() (*atlas, error) {
	areas := []place.Area{
		{Code: "01.01", Level: place.City, Name: "Kota Contoh", Other: "Contoh", Size: kilometres("255.2"), Drawn: kilometres("245.9"), Source: "contoh"},
		{Code: "01.01.01", Level: place.Kecamatan, Name: "Contoh Barat", Parent: "01.01", Size: kilometres("150"), Source: "contoh"},
		{Code: "01.01.02", Level: place.Kecamatan, Name: "Contoh Timur", Parent: "01.01", Drawn: kilometres("98.4"), Source: "contoh"},
	}
	label(&areas[1], 0, 0, 12, 10)
	label(&areas[2], 12, 0, 20, 10)
	districts := []place.Boundary{plot("01.01.01", 0, 0, 12, 10), plot("01.01.02", 12, 0, 20, 10)}
	var wards []place.Boundary
	for i, p := range samplePlots {
		a := place.Area{Code: p.code, Level: place.Kelurahan, Name: p.name, Parent: p.code[:8],
			Postal: fmt.Sprintf("1000%d", i+1), BPS: fmt.Sprintf("010100100%d", i), Drawn: kilometres("12.5"), Source: "contoh"}
		label(&a, p.west, p.north, p.east, p.south)
		areas = append(areas, a)
		wards = append(wards, plot(p.code, p.west, p.north, p.east, p.south))
	}
	return newAtlas(areas, districts, wards)
}

func kilometres(text string) quantity.Quantity {
	q, _ := quantity.Parse(text) // the samples are numbers
	return q
}

// label puts an area's name into the middle of its box.
func label(a *place.Area, west, north, east, south float64) {
	a.Label = geo.Point{Lat: int64(-1e6 - (north+south)*5e3), Lng: int64(100e6 + (west+east)*5e3)}
	a.HasLabel = true
}

// plot is a box as a boundary.
func plot(code string, west, north, east, south float64) place.Boundary {
	at := func(x, y float64) string { return fmt.Sprintf("[%.2f,%.2f]", 100+x/100, -1-y/100) }
	ring := []string{at(west, south), at(east, south), at(east, north), at(west, north), at(west, south)}
	b := place.Boundary{Code: code, GeoJSON: `{"type":"Polygon","coordinates":[[` + strings.Join(ring, ",") + `]]}`,
		Source: "contoh", SourceDate: "2026-01-31", Licence: "CC0", Grade: place.GradeC}
	b.Region, _ = geo.ReadGeometry([]byte(b.GeoJSON)) // a box is closed
	return b
}

func sampleCity(d desk) cityPage {
	figure := func(code string, people int64) place.Figure {
		return place.Figure{Code: code, Basis: place.DKB, Year: 2025, Period: "s1", People: people, Source: "contoh", Grade: place.GradeB}
	}
	return cityPage{desk: d, series: sampleSeries(d.atlas.city.Code),
		split: map[string]place.Figure{"01.01.01": figure("01.01.01", 81_500), "01.01.02": figure("01.01.02", 412_345)},
		files: []parts.Download{{Label: "CSV", Href: "#"}}}
}

// sampleSeries has every kind of period, a disputed figure and a name that
// differs from today's.
func sampleSeries(code string) []place.Series {
	known := func(n int64) place.Count { return place.Count{N: n, Known: true} }
	return []place.Series{
		{Basis: place.DKB, Figures: []place.Figure{
			{Code: code, Basis: place.DKB, Year: 2025, Period: "s2", People: 493_845, Male: known(250_000), Female: known(243_845),
				Size: kilometres("255.2"), Density: kilometres("765"), Source: "contoh", Grade: place.GradeA},
			{Code: code, Basis: place.DKB, Year: 2024, Period: "end", People: 490_000, Named: "Contoh Raya", Source: "contoh", Grade: place.GradeC},
		}},
		{Basis: place.Unstated, Figures: []place.Figure{
			{Code: code, Basis: place.Unstated, Year: 2014, Period: "06-01", People: 401_000, Source: "contoh", Grade: place.GradeAMinus},
			{Code: code, Basis: place.Unstated, Year: 2011, Period: "year", People: 305_000, Source: "contoh", Grade: place.GradeD},
		}},
		{Basis: place.Census, Figures: []place.Figure{
			{Code: code, Basis: place.Census, Year: 2020, Period: "census", People: 450_001, Source: "contoh", Grade: place.GradeB},
		}},
	}
}

func sampleArea(d desk, code, above string) areaPage {
	x := areaPage{desk: d, area: d.atlas.byCode[code], above: d.atlas.byCode[above], files: []parts.Download{{Label: "CSV", Href: "#"}}}
	if code == above {
		x.series = sampleSeries(code)
	}
	return x
}
