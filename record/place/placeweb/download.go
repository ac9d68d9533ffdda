package placeweb

import (
	"io"
	"strings"

	"alun/ground/geo"
	"alun/ground/quantity"
	"alun/ground/sheet"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/place"
)

var formats = []string{"csv", "xlsx", "json"}

// wanted is the file format that an address asks for, or "".
func wanted(r *web.Request) string {
	if f := r.Values().Line("format", 5); sheet.MediaType(f) != "" {
		return f
	}
	return ""
}

// downloads offers this page's areas as files.
func downloads(r *web.Request) []parts.Download {
	var out []parts.Download
	for _, f := range formats {
		out = append(out, parts.Download{Label: strings.ToUpper(f), Href: r.Href(r.URL.EscapedPath() + "?format=" + f)})
	}
	return out
}

// columns of the files, in English like those of the profile.
var columns = []sheet.Column{
	{Name: "code"}, {Name: "level"}, {Name: "name"}, {Name: "name_alt"}, {Name: "parent_code"}, {Name: "bps_code"}, {Name: "postal_code"},
	{Name: "area_km2_official"}, {Name: "area_km2_computed"}, {Name: "lat"}, {Name: "lng"},
	{Name: "population"}, {Name: "population_basis"}, {Name: "population_year"}, {Name: "population_period"}, {Name: "population_grade"},
	{Name: "source"},
}

func areasFile(format, name string, areas []place.Area, people map[string]place.Figure) web.Reply {
	table := sheet.Table{Name: "wilayah", Head: columns, Rows: func(yield func([]sheet.Cell) bool) {
		for _, a := range areas {
			f, known := people[a.Code]
			if !yield(row(a, f, known)) {
				return
			}
		}
	}}
	return web.Reply{File: &web.File{Name: name + "." + format, Type: sheet.MediaType(format),
		Write: func(w io.Writer) error { return sheet.Write(w, format, table) }}}
}

func row(a place.Area, f place.Figure, known bool) []sheet.Cell {
	cells := []sheet.Cell{
		sheet.Text(a.Code), sheet.Text(string(a.Level)), sheet.Text(a.Name), sheet.Text(a.Other), sheet.Text(a.Parent),
		sheet.Text(a.BPS), sheet.Text(a.Postal), sheet.Decimal(a.Size), sheet.Decimal(a.Drawn), sheet.Empty(), sheet.Empty(),
	}
	if a.HasLabel {
		cells[9], cells[10] = degreesCell(a.Label.Lat), degreesCell(a.Label.Lng)
	}
	if !known {
		return append(cells, sheet.Empty(), sheet.Empty(), sheet.Empty(), sheet.Empty(), sheet.Empty(), sheet.Text(a.Source))
	}
	return append(cells, sheet.Whole(f.People), sheet.Text(string(f.Basis)), sheet.Whole(int64(f.Year)),
		sheet.Text(string(f.Period)), sheet.Text(string(f.Grade)), sheet.Text(a.Source+"; "+f.Source))
}

// degreesCell: micro-degrees are millionths, as quantities are.
func degreesCell(micro int64) sheet.Cell {
	const _ = uint(geo.Degree-quantity.One) + uint(quantity.One-geo.Degree) // both must be a million
	return sheet.Decimal(quantity.Of(micro))
}
