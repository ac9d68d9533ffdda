package registry

import (
	"cmp"
	"slices"
	"strings"

	"alun/ground/db"
	"alun/ground/geo"
)

// Neighbour is a business that stands, by which somebody who writes one down can be asked
// whether it is the same: what everybody sees of it, and whether a number is the same.
type Neighbour struct {
	ID        db.ID
	Names     []string
	Kelurahan string
	RT        int       // 0 is unknown
	At        geo.Point // of a home the middle of an area of about 200 metres
	Placed    bool
	NIB       bool // it bears the same one
	Contact   bool // it has a number or an address of mail that is the same
}

// Around lists the businesses that stand in the kelurahan of facts in form (see Read), and
// those anywhere that bear the same NIB, number or address of mail: for a program that
// looks for doubles, never for a page. It opens nothing that is sealed.
func (k *Book) Around(tx *db.Tx, set Values) ([]Neighbour, error) {
	same, err := db.All(tx, (*db.Row).ID, `select id from registry_business where nib = $1 and state not in ('closed', 'merged') order by id`, cmp.Or(set[NIB], "-"))
	if err != nil {
		return nil, err
	}
	var blinds []string
	for _, c := range k.contacts(set) {
		blinds = append(blinds, c[1])
	}
	shared, err := db.Among(tx, (*db.Row).ID, `select business from registry_business_contact where blind in `, ``, blinds)
	if err != nil {
		return nil, err
	}
	all, err := db.All(tx, scanNeighbour, neighbourSelect+`kelurahan = $1 and state not in ('closed', 'merged') order by id`, set[Kelurahan])
	if err != nil {
		return nil, err
	}
	more, err := db.Among(tx, scanNeighbour, neighbourSelect+`state not in ('closed', 'merged') and id in `, ``, slices.Compact(slices.Sorted(slices.Values(slices.Concat(same, shared)))))
	for _, n := range more {
		if !slices.ContainsFunc(all, func(x Neighbour) bool { return x.ID == n.ID }) {
			all = append(all, n)
		}
	}
	for i := range all {
		all[i].NIB, all[i].Contact = slices.Contains(same, all[i].ID), slices.Contains(shared, all[i].ID)
	}
	return all, err
}

const neighbourSelect = `select id, name, other_names, coalesce(kelurahan, ''), coalesce(rt, 0), lat, lon from registry_business where `

func scanNeighbour(r *db.Row) Neighbour {
	n := Neighbour{ID: r.ID(), Names: []string{r.Text()}}
	if others := r.Text(); others != "" {
		n.Names = append(n.Names, strings.Split(others, "\n")...)
	}
	n.Kelurahan, n.RT = r.Text(), r.Int()
	n.At.Lat, n.Placed = r.Maybe()
	n.At.Lng, _ = r.Maybe()
	return n
}
