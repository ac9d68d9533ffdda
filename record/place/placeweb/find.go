package placeweb

import (
	"encoding/json"
	"io"
	"strings"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/geo"
	"alun/ground/web"
	"alun/record/place"
)

// asked is the question which area holds a point, with its answer.
type asked struct {
	Lat, Lng string // as typed
	Fault    *fault.Fault
	Answered bool
	Point    geo.Point
	Ward     place.Area // no code: the point lies outside
	District place.Area
}

func (p *Pages) find(tx *db.Tx, r *web.Request) (web.Reply, error) {
	a, err := p.atlas(tx)
	if err != nil {
		return web.Reply{}, err
	}
	q := ask(r.Values())
	if q.Fault == nil && q.Answered {
		if code, found := a.finder.At(q.Point); found {
			q.Ward = a.byCode[code]
			q.District = a.byCode[q.Ward.Parent]
		}
	}
	if wanted(r) == "json" {
		if q.Fault != nil {
			return web.Reply{}, q.Fault
		}
		return web.Reply{File: &web.File{Name: "wilayah.json", Type: "application/json", Write: q.write}}, nil
	}
	d := desk{r.Lang, r.Href, a}
	reply := web.Reply{Page: &web.Page{Title: d.T("place.find_head"), Nav: nav, Body: findBody(d, q), Scripts: []string{"map.js"}}}
	if q.Fault != nil {
		reply.Status = 422
	}
	return reply, nil
}

// ask reads the point. Two numbers typed into the first field, as phones copy
// them, count as latitude and longitude.
func ask(v *web.Values) asked {
	q := asked{Lat: v.Line("lat", 60), Lng: v.Line("lng", 60)}
	if q.Lat == "" && q.Lng == "" {
		return q
	}
	if q.Lng == "" {
		q.Lat, q.Lng = cutPair(q.Lat)
	}
	q.Answered = true
	lat, lng := degreesOf(v, "lat", q.Lat), degreesOf(v, "lng", q.Lng)
	at, err := geo.At(lat, lng)
	if err != nil && v.Err() == nil {
		v.Wrong("lat", "place.bad_range")
	}
	q.Point, q.Fault = at, fault.Of(v.Err())
	return q
}

func degreesOf(v *web.Values, field, text string) int64 {
	n, err := geo.ParseDegrees(text)
	if err != nil {
		v.Wrong(field, "place.bad_"+field)
	}
	return n
}

// cutPair cuts "-1.24089, 116.89616"; a lone number stays whole.
func cutPair(text string) (lat, lng string) {
	for _, sep := range []string{";", ", ", " ", ","} {
		if a, b, ok := strings.Cut(text, sep); ok && strings.Contains(a+b, ".") || ok && sep != "," {
			return strings.TrimSpace(a), strings.TrimSpace(b)
		}
	}
	return text, ""
}

// found is the answer as other programs read it.
type found struct {
	Lat       string `json:"lat"`
	Lng       string `json:"lng"`
	Inside    bool   `json:"inside"`
	Kelurahan *named `json:"kelurahan"`
	Kecamatan *named `json:"kecamatan"`
}

type named struct {
	Code string `json:"code"`
	Name string `json:"name"`
}

func (q asked) write(w io.Writer) error {
	out := found{Lat: geo.Degrees(q.Point.Lat), Lng: geo.Degrees(q.Point.Lng), Inside: q.Ward.Code != ""}
	if out.Inside {
		out.Kelurahan = &named{q.Ward.Code, q.Ward.Called()}
		out.Kecamatan = &named{q.District.Code, q.District.Called()}
	}
	return json.NewEncoder(w).Encode(out)
}
