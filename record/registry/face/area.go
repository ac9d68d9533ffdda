package face

import (
	"cmp"
	"slices"
	"strings"

	"alun/ground/db"
	"alun/ground/lang"
	"alun/record/place"
)

// Kelurahan is one with the name of its kecamatan.
type Kelurahan struct{ Code, Name, Kecamatan string }

// Shown is its name with that of its kecamatan.
func (k Kelurahan) Shown(l lang.Lang) string { return l.T("registry.area", k.Name, k.Kecamatan) }

// Areas lists the kelurahan of an area by name; "" is the whole city.
func Areas(tx *db.Tx, within string) ([]Kelurahan, error) {
	above := map[string]string{}
	all, err := place.OfLevel(tx, place.Kecamatan)
	if err != nil {
		return nil, err
	}
	for _, a := range all {
		above[a.Code] = a.Called()
	}
	if all, err = place.OfLevel(tx, place.Kelurahan); err != nil {
		return nil, err
	}
	var out []Kelurahan
	for _, a := range all {
		if within == "" || a.Code == within || strings.HasPrefix(a.Code, within+".") {
			out = append(out, Kelurahan{a.Code, a.Called(), above[a.Parent]})
		}
	}
	slices.SortFunc(out, func(a, b Kelurahan) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Code, b.Code)) })
	return out, nil
}
