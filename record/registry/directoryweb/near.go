package directoryweb

import (
	"slices"
	"strings"

	"alun/ground/web/parts"
	"alun/record/place"
)

// middle is the middle of a kelurahan as a place in an address: where its name stands on
// the map.
func middle(a place.Area) string { return degrees(a.Label.Lat, a.Label.Lng) }

// origins are the places from which distances may be counted by who shares no place, or
// has no script: the middle of each kelurahan.
func (p listPage) origins() parts.Choice {
	out := parts.Choice{Field: parts.Field{Name: "dekat", Label: p.T("directoryweb.near_from"), Optional: true, Size: parts.Mid}, Blank: p.T("directoryweb.near_choose")}
	for _, b := range p.atlas.Borders {
		if a := p.atlas.Names[b.Code]; a.HasLabel {
			out.Options = append(out.Options, parts.Option{Value: middle(a), Label: a.Called()})
		}
	}
	slices.SortFunc(out.Options, func(a, b parts.Option) int { return strings.Compare(a.Label, b.Label) })
	return out
}

// nearest is the question sorted by distance, without the place itself.
func (p listPage) nearest() (out []parts.Pair) {
	q := p.question
	q.sort, q.box, q.near, q.within, q.from = byDistance, nil, nil, 0, 0
	v := q.values()
	for _, name := range append(slices.Clone(filterNames), "q", "buka", "urut") {
		for _, one := range v[name] {
			out = append(out, parts.Pair{Name: name, Value: one})
		}
	}
	return out
}

// fromWhere says whence distances are counted: from a kelurahan, or from the reader.
func (p listPage) fromWhere() string {
	for _, b := range p.atlas.Borders {
		if a := p.atlas.Names[b.Code]; p.near != nil && a.HasLabel && middle(a) == degrees(p.near.Lat, p.near.Lng) {
			return p.T("directoryweb.near_middle", a.Called())
		}
	}
	return p.T("directoryweb.near_you")
}
