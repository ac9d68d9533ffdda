package placeweb

import (
	"cmp"
	"slices"

	"alun/ground/db"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/place"
)

// cityPage shows the city with its kecamatan.
type cityPage struct {
	desk
	split  map[string]place.Figure // people by kecamatan, all of one count
	series []place.Series
	files  []parts.Download
}

func (p *Pages) city(tx *db.Tx, r *web.Request) (web.Reply, error) {
	a, err := p.atlas(tx)
	if err != nil {
		return web.Reply{}, err
	}
	c := cityPage{desk: desk{r.Lang, r.Href, a}, split: map[string]place.Figure{}, files: downloads(r)}
	split, err := place.Split(tx, a.city.Code)
	if err != nil {
		return web.Reply{}, err
	}
	for _, f := range split {
		c.split[f.Code] = f
	}
	if c.series, err = place.Population(tx, a.city.Code); err != nil {
		return web.Reply{}, err
	}
	if format := wanted(r); format != "" {
		return areasFile(format, "wilayah", a.kecamatan, c.split), nil
	}
	return web.Reply{Page: &web.Page{
		Title: c.T("place.areas"), Description: c.T("place.city_description", a.city.Called()),
		Nav: nav, Body: cityBody(c), Scripts: []string{"map.js"},
	}}, nil
}

// nav is the key of this room's entry in the main navigation.
const nav = "wilayah"

// dense is people per km² of a kecamatan.
func (c cityPage) dense(a place.Area) place.Count {
	f, ok := c.split[a.Code]
	if !ok {
		return place.Count{}
	}
	size, _ := a.Best()
	return f.PerSquareKm(size)
}

// newest is the newest figure of the city that may stand as fact, of the first
// basis that has one.
func (c cityPage) newest() (place.Figure, bool) {
	for _, s := range c.series {
		for _, f := range s.Figures {
			if f.Firm() {
				return f, true
			}
		}
	}
	return place.Figure{}, false
}

// figures are the two or three numbers at the head of the page.
func (c cityPage) figures() []parts.Figure {
	var out []parts.Figure
	size, official := c.atlas.city.Best()
	if f, ok := c.newest(); ok {
		out = append(out, parts.Figure{
			Value: lang.Whole(c.Tag(), f.People), Word: c.T("place.people"), Caption: c.T("place.people_caption"),
			Note: c.T("place.figure_note", c.when(f), c.basis(f.Basis), c.grade(f.Grade)),
		})
		if d := f.PerSquareKm(size); d.Known {
			out = append(out, parts.Figure{
				Value: c.count(d), Word: c.T("place.per_km2"), Caption: c.T("place.density_word"),
				Note: c.T("place.density_note", c.when(f)),
			})
		}
	}
	if size.Known {
		x := parts.Figure{Value: c.km2(size), Word: "km²", Caption: c.T("place.size_caption"), Note: c.T("place.size_drawn")}
		if official {
			x.Note = c.T("place.size_note", c.km2(c.atlas.city.Drawn))
		}
		out = append(out, x)
	}
	return out
}

// limits of the density classes, in people per km².
var limits = [...]int64{1000, 2500, 5000}

func tint(d place.Count) string {
	if !d.Known {
		return "datar"
	}
	n, _ := slices.BinarySearch(limits[:], d.N+1)
	return [...]string{"p0", "p1", "p2", "p3"}[n]
}

// chart is the map of the kecamatan, the darker the denser.
func (c cityPage) chart() chart {
	words := map[string]word{}
	for _, a := range c.atlas.kecamatan {
		d := c.dense(a)
		w := word{Name: short(a.Called(), c.atlas.kecamatan), Say: a.Called(), Href: c.areaHref(a.Code), Class: tint(d)}
		if d.Known {
			w.Value = c.count(d)
			w.Say = c.T("place.density_say", a.Called(), d.N)
		}
		words[a.Code] = w
	}
	m := c.atlas.maps[c.atlas.city.Code]
	return chart{ID: "kepadatan", Result: c.finding(), Desk: m.desk.sketch(words), Phone: m.phone.sketch(words), Key: c.key()}
}

func (c cityPage) key() []parts.Sign {
	if len(c.split) == 0 {
		return nil
	}
	return []parts.Sign{
		{Class: "p0", Text: c.T("place.density_below", limits[0])},
		{Class: "p1", Text: c.T("place.density_range", limits[0], limits[1])},
		{Class: "p2", Text: c.T("place.density_range", limits[1], limits[2])},
		{Class: "p3", Text: c.T("place.density_above", limits[2])},
	}
}

// finding is the heading of the map: which kecamatan is the densest.
func (c cityPage) finding() string {
	order := slices.Clone(c.atlas.kecamatan)
	slices.SortStableFunc(order, func(a, b place.Area) int { return cmp.Compare(c.dense(b).N, c.dense(a).N) })
	if len(c.split) == 0 || len(order) < 2 || !c.dense(order[len(order)-1]).Known {
		return c.T("place.map_caption", c.atlas.city.Called())
	}
	most, least := order[0], order[len(order)-1]
	return c.T("place.density_finding", most.Called(), c.dense(most).N, least.Called(), c.dense(least).N)
}

// lead says how to read the map and from when its people are.
func (c cityPage) lead() string {
	for _, f := range c.split {
		return c.T("place.density_lead", c.when(f))
	}
	return c.T("place.map_lead")
}

// table is the list beside the map.
func (c cityPage) table() parts.Table {
	t := parts.Table{Caption: c.T("place.table_caption"), Cards: true, Columns: []parts.Column{
		{Label: c.T("place.level_kecamatan")},
		{Label: c.T("place.col_people"), Number: true}, {Label: c.T("place.col_density"), Number: true},
		{Label: c.T("place.col_size"), Number: true}, {Label: c.T("place.col_postal"), Desk: true},
	}}
	var sum int64
	for _, a := range c.atlas.kecamatan {
		people := place.Count{}
		if f, ok := c.split[a.Code]; ok {
			people = place.Count{N: f.People, Known: true}
			sum += f.People
		}
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{
			{Text: a.Called(), Href: c.areaHref(a.Code), Note: c.T("place.wards_n", len(c.atlas.kelurahan[a.Code]))},
			{Text: c.count(people)}, {Text: c.count(c.dense(a))}, c.size(a), {Text: c.postal(a.Code)},
		}})
	}
	t.Foot = c.together(sum)
	return t
}

// together is the last line of the table: the whole city.
func (c cityPage) together(sum int64) []parts.Cell {
	people := place.Count{N: sum, Known: len(c.split) > 0}
	size, _ := c.atlas.city.Best()
	density := place.Count{}
	if people.Known {
		density = place.Figure{People: sum}.PerSquareKm(size)
	}
	return []parts.Cell{{Text: c.T("place.together"), Note: c.T("place.wards_n", c.wards())},
		{Text: c.count(people)}, {Text: c.count(density)}, c.size(c.atlas.city), {}}
}

// source says where the table's people were read.
func (c cityPage) source() string {
	for _, a := range c.atlas.kecamatan {
		if f, ok := c.split[a.Code]; ok {
			return c.T("place.people_source", c.when(f), c.basis(f.Basis), c.grade(f.Grade), f.Source)
		}
	}
	return ""
}

// wards is how many kelurahan the city has.
func (c cityPage) wards() int {
	n := 0
	for _, all := range c.atlas.kelurahan {
		n += len(all)
	}
	return n
}

func (c cityPage) title() string { return c.T("place.city_title", len(c.atlas.kecamatan), c.wards()) }
