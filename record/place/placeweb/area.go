package placeweb

import (
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/geo"
	"alun/ground/quantity"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/place"
	"strconv"
)

// areaPage shows a kecamatan, or a kelurahan within its kecamatan.
type areaPage struct {
	desk
	area   place.Area
	above  place.Area // the kecamatan whose map and list are shown
	series []place.Series
	files  []parts.Download
}

func (p *Pages) area(tx *db.Tx, r *web.Request) (web.Reply, error) {
	a, err := p.atlas(tx)
	if err != nil {
		return web.Reply{}, err
	}
	code := r.PathValue("code")
	if code == a.city.Code {
		return web.Reply{To: r.Href("/wilayah")}, nil
	}
	x := areaPage{desk: desk{r.Lang, r.Href, a}, area: a.byCode[code], files: downloads(r)}
	switch x.area.Level {
	case place.Kecamatan:
		x.above = x.area
	case place.Kelurahan:
		x.above = a.byCode[x.area.Parent]
	default:
		return web.Reply{}, fault.New(fault.NotFound, "place.no_area", code)
	}
	if x.series, err = place.Population(tx, code); err != nil {
		return web.Reply{}, err
	}
	if format := wanted(r); format != "" {
		return areasFile(format, "wilayah-"+x.above.Code, a.kelurahan[x.above.Code], nil), nil
	}
	return web.Reply{Page: &web.Page{
		Title: x.area.Called(), Description: x.lead(), Nav: nav, Body: areaBody(x),
	}}, nil
}

func (x areaPage) ward() bool { return x.area.Level == place.Kelurahan }

func (x areaPage) crumbs() []parts.Link {
	if x.ward() {
		return x.desk.crumbs(x.above, x.area)
	}
	return x.desk.crumbs(x.area)
}

func (x areaPage) lead() string {
	if x.ward() {
		return x.T("place.ward_lead", x.above.Called(), x.atlas.city.Called())
	}
	return x.T("place.district_lead", x.atlas.city.Called(), len(x.atlas.kelurahan[x.area.Code]))
}

// newest is the newest figure that may stand as fact.
func (x areaPage) newest() (place.Figure, bool) { return cityPage{series: x.series}.newest() }

// facts are what is known of the area, unknown things said.
func (x areaPage) facts() []parts.Fact {
	a := x.area
	out := []parts.Fact{
		{Label: x.T("place.fact_code"), Value: a.Code},
		{Label: x.T("place.fact_bps"), Value: a.BPS},
	}
	if a.Other != "" {
		out = append(out, parts.Fact{Label: x.T("place.fact_spelling"), Value: a.Name})
	}
	if postal := x.postalOf(); postal != "" {
		out = append(out, parts.Fact{Label: x.T("place.col_postal"), Value: postal})
	}
	out = append(out, x.sizes()...)
	return append(out, x.people()...)
}

func (x areaPage) postalOf() string {
	if x.ward() {
		return x.area.Postal
	}
	return x.postal(x.area.Code)
}

func (x areaPage) sizes() []parts.Fact {
	official := parts.Fact{Label: x.T("place.fact_size"), Value: x.T("place.not_found")}
	if x.area.Size.Known {
		official.Value = x.km2(x.area.Size) + " km²"
	}
	drawn := parts.Fact{Label: x.T("place.fact_drawn"), Value: x.km2(x.area.Drawn) + " km²", Note: x.grade(x.atlas.border.Grade)}
	if !x.area.Drawn.Known {
		return []parts.Fact{official}
	}
	return []parts.Fact{official, drawn}
}

func (x areaPage) people() []parts.Fact {
	f, ok := x.newest()
	if !ok {
		return []parts.Fact{{Label: x.T("place.col_people"), Value: x.T("place.not_found")}}
	}
	out := []parts.Fact{{Label: x.T("place.col_people"), Value: x.T("place.people_n", f.People),
		Note: x.T("place.figure_note", x.when(f), x.basis(f.Basis), x.grade(f.Grade))}}
	size, _ := x.area.Best()
	if d := f.PerSquareKm(size); d.Known {
		out = append(out, parts.Fact{Label: x.T("place.density_caption"), Value: x.T("place.per_km2_n", d.N), Note: x.T("place.density_how")})
	}
	return out
}

// notes flag printed densities that do not follow from the people and the area
// of the same source: more than one in a hundred apart.
func (x areaPage) notes() []parts.DataNote {
	var out []parts.DataNote
	for _, s := range x.series {
		for _, f := range s.Figures {
			d := f.PerSquareKm(f.Size)
			if !f.Density.Known || !d.Known || near(f.Density, d.N) {
				continue
			}
			out = append(out, parts.DataNote{
				Title:  x.T("place.density_odd", f.Density, x.when(f)),
				Text:   x.T("place.density_why", f.People, x.km2(f.Size), d.N),
				State:  parts.Stamp{Kind: parts.Flagged, Label: x.T("place.unclarified")},
				Source: f.Source,
			})
		}
	}
	return out
}

func near(printed quantity.Quantity, computed int64) bool {
	diff := printed.Micro - computed*quantity.One
	return max(diff, -diff)*100 <= computed*quantity.One
}

// chart is the map of the kelurahan, numbered as in the table.
func (x areaPage) chart() chart {
	words := map[string]word{}
	for i, a := range x.atlas.kelurahan[x.above.Code] {
		w := word{Name: strconv.Itoa(i + 1), Say: a.Called(), Href: x.areaHref(a.Code), Class: "p0"}
		if a.Code == x.area.Code {
			w.Class, w.Href = "sini", ""
		}
		words[a.Code] = w
	}
	m := x.atlas.maps[x.above.Code]
	return chart{ID: "kelurahan", Result: x.T("place.map_caption", x.above.Called()), Desk: m.desk.sketch(words), Phone: m.phone.sketch(words)}
}

// table lists the kelurahan with the numbers of the map.
func (x areaPage) table() parts.Table {
	t := parts.Table{Caption: x.T("place.wards_head", x.above.Called()), Cards: true, Columns: []parts.Column{
		{Label: x.T("place.level_kelurahan")}, {Label: x.T("place.col_size"), Number: true},
		{Label: x.T("place.col_postal"), Number: true}, {Label: x.T("place.fact_code"), Number: true},
	}}
	for i, a := range x.atlas.kelurahan[x.above.Code] {
		t.Rows = append(t.Rows, parts.Row{Here: a.Code == x.area.Code, Cells: []parts.Cell{
			{Text: strconv.Itoa(i+1) + ". " + a.Called(), Href: x.areaHref(a.Code)},
			{Text: x.km2(a.Drawn)}, {Text: a.Postal}, {Text: a.Code},
		}})
	}
	return t
}

// mapHref opens the moving map at the area.
func (x areaPage) mapHref() string { return x.href("/peta") + "#" + x.area.Code }

// at writes the label point as phones show it.
func (d desk) at(p geo.Point) string { return geo.Degrees(p.Lat) + ", " + geo.Degrees(p.Lng) }
