package placeweb

import (
	"alun/ground/db"
	"alun/ground/web"
	"alun/record/place"
)

// movingPage is the map that moves, with the list of all areas beside it.
type movingPage struct {
	desk
	chart chart // what stands there until the script has drawn its own
}

func (p *Pages) moving(tx *db.Tx, r *web.Request) (web.Reply, error) {
	a, err := p.atlas(tx)
	if err != nil {
		return web.Reply{}, err
	}
	m := newMoving(desk{r.Lang, r.Href, a})
	return web.Reply{Page: &web.Page{
		Title: m.T("place.map_title", a.city.Called()), Description: m.T("place.map_text"),
		Nav: nav, Body: movingBody(m), Wide: true, Scripts: []string{"map.js"},
	}}, nil
}

func newMoving(d desk) movingPage {
	words := map[string]word{}
	for _, k := range d.atlas.kecamatan {
		words[k.Code] = word{Name: short(k.Called(), d.atlas.kecamatan), Say: k.Called(), Href: d.areaHref(k.Code), Class: "p0"}
	}
	s := d.atlas.maps[d.atlas.city.Code]
	return movingPage{d, chart{ID: "diam", Result: d.T("place.map_caption", d.atlas.city.Called()),
		Desk: s.desk.sketch(words), Phone: s.phone.sketch(words)}}
}

// about is the line on an area in the panel.
func (m movingPage) about(a place.Area) string {
	size, _ := a.Best()
	if a.Level == place.Kecamatan {
		return m.T("place.about_district", len(m.atlas.kelurahan[a.Code]), m.km2(size))
	}
	return m.T("place.about_ward", m.atlas.byCode[a.Parent].Called(), m.km2(size), a.Postal)
}
