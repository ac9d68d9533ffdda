package directory

import (
	"slices"
	"strings"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/find"
	"alun/ground/geo"
	"alun/record/registry"
)

// document is a business as it is found: of what the public sees of it, and nothing
// else. Whoever finds a document has learned a fact.
func (l *lore) document(b registry.Business, holds []string, m More) find.Doc {
	f := b.Facts
	areas, names := l.where(b)
	division := l.division(b)
	out := find.Doc{ID: int64(b.ID), Group: division, Name: strings.ToLower(f[registry.Name]),
		Texts: []string{f[registry.Name], f[registry.OtherNames], strings.Join(m.Products, "\n"),
			f[registry.AboutID] + "\n" + f[registry.AboutEN] + "\n" + f[registry.AboutJA], l.trade(b), names},
		Facets: [][]string{areas, strings.Fields(f[registry.Subsectors]), some(division), holds, some(f[registry.Opens])}}
	if at, placed := b.Point(); placed {
		out.At, out.Placed = pointOf(at.Point), true
	}
	return out
}

func some(text string) []string {
	if text == "" {
		return nil
	}
	return []string{text}
}

// pointOf is a point of the earth as the index knows it.
func pointOf(p geo.Point) find.Point {
	lat, lng := int64(90*geo.Degree), int64(180*geo.Degree)
	return find.Point{Lat: int32(min(max(p.Lat, -lat), lat)), Lon: int32(min(max(p.Lng, -lng), lng))}
}

// documents makes the documents of published businesses.
func (d *Directory) documents(tx *db.Tx, l *lore, today date.Day, all []registry.Business) ([]find.Doc, error) {
	ids := make([]db.ID, len(all))
	for i, b := range all {
		ids[i] = b.ID
	}
	permits, err := registry.PermitsOf(tx, ids)
	if err != nil {
		return nil, err
	}
	var more map[db.ID]More
	if d.config.More != nil {
		if more, err = d.config.More(tx, ids); err != nil {
			return nil, err
		}
	}
	out := make([]find.Doc, len(all))
	for i, b := range all {
		holds := slices.Clone(more[b.ID].Holds)
		for _, p := range permits[b.ID] {
			if p.HeldOn(today) {
				holds = append(holds, p.Kind)
			}
		}
		out[i] = l.document(b, holds, more[b.ID])
	}
	return out, nil
}
