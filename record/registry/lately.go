package registry

import (
	"slices"
	"strings"
	"time"

	"alun/ground/db"
)

// Lately is when a fact of any business was last written; found is false where there is
// none yet. Ids rise with time, so the newest row is the last one.
func Lately(tx *db.Tx) (at time.Time, found bool, err error) {
	return db.One(tx, (*db.Row).Time, `select at from registry_change order by id desc limit 1`)
}

// PermitsOf lists what each of many businesses holds, by kind, with what came by a
// merger. One that both had is told once, as its own.
func PermitsOf(tx *db.Tx, businesses []db.ID) (map[db.ID][]Permit, error) {
	out := map[db.ID][]Permit{}
	shownBy, from, err := ShowsOf(tx, businesses)
	if err != nil {
		return nil, err
	}
	all, err := db.Among(tx, scanPermit, permitSelect+` where p.removed_at is null and p.business in `, ` order by p.business, p.kind, p.id`, from)
	for _, own := range []bool{true, false} {
		for _, p := range all {
			by := shownBy[p.Business]
			same := func(x Permit) bool { return x.Kind == p.Kind && x.Number == p.Number }
			if own == (by == p.Business) && !slices.ContainsFunc(out[by], same) {
				p.Business = by
				out[by] = append(out[by], p)
			}
		}
	}
	for _, list := range out {
		slices.SortStableFunc(list, func(a, b Permit) int { return strings.Compare(a.Kind, b.Kind) })
	}
	return out, err
}

// WasPublic tells whether the public has seen a business: it was published once, or
// came with a list that publishes.
func (b Business) WasPublic() bool { return b.PublishedBy != "" }
