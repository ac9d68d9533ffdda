package registry

import (
	"slices"
	"strconv"
	"strings"

	"alun/ground/db"
	"alun/ground/geo"
)

// Likeness is by what two entries of one business are told: names and place as they
// stand, and of numbers, addresses and owners stand-ins of which nothing can be read
// back, the same for the same.
type Likeness struct {
	ID        db.ID
	Names     []string
	NIB       string
	Contacts  []string
	Owners    []string
	Kelurahan string
	RT        int
	At        geo.Point
	Placed    bool
	Code      string // the main code of KBLI
	Began     int    // a year; 0 is unknown
}

// Likenesses lists them of the businesses that stand, behind one by id: for a program
// that looks for doubles, never for a page.
func (k *Book) Likenesses(tx *db.Tx, after db.ID, limit int) ([]Likeness, error) {
	all, err := db.All(tx, scanBusiness, businessSelect+` where b.id > $1 and b.state not in ('closed', 'merged') order by b.id limit $2`, after, limit)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	last := all[len(all)-1].ID
	contacts, err := standIns(tx, `select business, blind from registry_business_contact where business > $1 and business <= $2 order by business, blind`, after, last)
	if err != nil {
		return nil, err
	}
	owners, err := k.ownersOf(tx, after, last)
	if err != nil {
		return nil, err
	}
	out := make([]Likeness, len(all))
	for i, b := range all {
		if b.Facts.home() && b.Placed {
			if b, err = k.opened(tx, b); err != nil {
				return nil, err
			}
		}
		out[i] = k.likeness(b)
		out[i].Contacts, out[i].Owners = contacts[b.ID], owners[b.ID]
	}
	return out, nil
}

func standIns(tx *db.Tx, query string, args ...any) (map[db.ID][]string, error) {
	out := map[db.ID][]string{}
	err := db.Each(tx, func(r *db.Row) error {
		id := r.ID()
		out[id] = append(out[id], r.Text())
		return nil
	}, query, args...)
	return out, err
}

// ownersOf gives stand-ins of owners: of an account, or of a name as it is spoken.
func (k *Book) ownersOf(tx *db.Tx, after, last db.ID) (map[db.ID][]string, error) {
	type row struct {
		id, business, person db.ID
		sealed               string
	}
	all, err := db.All(tx, func(r *db.Row) row { return row{r.ID(), r.ID(), r.ID(), r.Text()} },
		`select id, business, coalesce(person, 0), sealed from registry_business_person where business > $1 and business <= $2 and role = 'owner' and until = '' order by id`, after, last)
	out := map[db.ID][]string{}
	for _, x := range all {
		if err != nil {
			return nil, err
		}
		who := "account " + strconv.FormatInt(int64(x.person), 10)
		if x.person == 0 {
			var name string
			if name, err = k.heard(tx, x.id, personPlace(x.id), x.sealed); name == "" {
				continue
			}
			who = "name " + strings.Join(strings.Fields(strings.ToLower(name)), " ")
		}
		if one := k.blind("owner", who); !slices.Contains(out[x.business], one) {
			out[x.business] = append(out[x.business], one)
		}
	}
	return out, err
}

func (k *Book) likeness(b Business) Likeness {
	v := b.Facts
	out := Likeness{ID: b.ID, Names: append([]string{v[Name]}, b.OtherNames()...), Kelurahan: v[Kelurahan]}
	if v[NIB] != "" {
		out.NIB = k.blind("nib", v[NIB])
	}
	if n, known := number(v[RT]); known {
		out.RT = int(n)
	}
	if at, placed := b.Point(); placed {
		out.At, out.Placed = at.Point, true
	}
	for _, c := range b.Codes() {
		if out.Code == "" || c.Main {
			out.Code = c.Code
		}
	}
	if len(v[Started]) >= 4 {
		out.Began, _ = strconv.Atoi(v[Started][:4]) // kept in form
	}
	return out
}
