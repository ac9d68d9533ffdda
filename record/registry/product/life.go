package product

import (
	"slices"
	"strings"
	"time"

	"alun/ground/db"
)

// Life is when a product was shown, for whoever tells what became of its business: what
// happened while it was hidden is nobody's news, and that it went is.
type Life struct {
	first bool // shown before anything that its history tells
	turns []turn
}

// turn is one change of a product.
type turn struct {
	at    time.Time
	shown bool // from then on
}

// ShownAt tells whether a product was shown before or after what was done at an instant.
func (l Life) ShownAt(t time.Time) bool {
	shown := l.first
	for _, x := range l.turns {
		switch {
		case x.at.Before(t):
			shown = x.shown
		case x.at.Equal(t):
			shown = shown || x.shown
		}
	}
	return shown
}

// LivesOf gives them for many products, of their histories. Of one without a history, as
// a made-up one is, it is how it stands.
func LivesOf(tx *db.Tx, products []db.ID) (map[db.ID]Life, error) {
	out := map[db.ID]Life{}
	for where, args := range db.In(products, 0) {
		err := db.Each(tx, func(r *db.Row) error {
			id := r.ID()
			out[id] = Life{first: r.Bool()}
			return nil
		}, `select p.id, p.shown from registry_product p where p.id in `+where, args...)
		if err != nil {
			return nil, err
		}
		err = db.Each(tx, func(r *db.Row) error {
			id, kind, at, fields := r.ID(), r.Text(), r.Time(), strings.Fields(r.Text())
			out[id] = out[id].and(kind, at, fields)
			return nil
		}, `select c.product, c.kind, c.at, c.fields from registry_product_change c where c.product in `+where+` order by c.product, c.version`, args...)
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// and is the life with one more change. A history names the fields that changed, and so
// each turn of showing; what its first change does not add was put in as made up, shown.
func (l Life) and(kind string, at time.Time, fields []string) Life {
	if len(l.turns) == 0 {
		l.first = kind != "added"
	}
	shown := l.first
	if n := len(l.turns); n > 0 {
		shown = l.turns[n-1].shown
	}
	if slices.Contains(fields, "shown") {
		shown = !shown
	}
	l.turns = append(l.turns, turn{at, shown && kind != "removed"})
	return l
}
