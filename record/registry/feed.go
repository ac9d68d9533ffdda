package registry

import (
	"time"

	"alun/ground/db"
)

// Life is the public life of a business, for whoever tells what became of it: what happened while
// nobody saw it is nobody's news.
type Life struct {
	Shown bool // now
	Place bool // the public sees where it is: no home, and no street vendor
	turns []turn
}

// turn is one move of a business.
type turn struct {
	at     time.Time
	public bool // from then on
}

// ShownAt tells whether the public saw it at an instant, what was done then included.
func (l Life) ShownAt(t time.Time) (shown bool) {
	for _, x := range l.turns {
		if !x.at.After(t) {
			shown = x.public
		}
	}
	return shown
}

// LeftAt tells whether the public saw it up to an instant: what happened then may be
// that it left.
func (l Life) LeftAt(t time.Time) (shown bool) {
	for _, x := range l.turns {
		if x.at.Before(t) || x.public && x.at.Equal(t) {
			shown = x.public
		}
	}
	return shown
}

// LivesOf gives them for many businesses.
func LivesOf(tx *db.Tx, businesses []db.ID) (map[db.ID]Life, error) {
	out := map[db.ID]Life{}
	for list, args := range db.In(businesses, 0) {
		err := db.Each(tx, func(r *db.Row) error {
			id := r.ID()
			l := Life{Shown: r.Bool(), Place: r.Bool()}
			street, said := r.Maybe()
			code := StreetCode(r.Text())
			l.Place = l.Place && street == 0 && (said || !code)
			out[id] = l
			return nil
		}, `select id, state = 'published', at_home is not null and not at_home, street_vendor, kbli from registry_business where id in `+list, args...)
		if err != nil {
			return nil, err
		}
		err = db.Each(tx, func(r *db.Row) error {
			id := r.ID()
			l := out[id]
			l.turns = append(l.turns, turn{public: State(r.Text()) == Published, at: r.Time()})
			out[id] = l
			return nil
		}, `select business, to_state, at from registry_move where business in `+list+` order by business, number`, args...)
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}
