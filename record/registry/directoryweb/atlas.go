package directoryweb

import (
	"sync"

	"alun/ground/db"
	"alun/ground/geo"
	"alun/record/place"
)

// atlas is the city's areas, with the borders as the map of the whole city draws them.
type atlas struct {
	*place.Atlas

	lock  sync.Mutex
	whole []string
}

// atlas gives the atlas of the edition that the transaction sees.
func (d *Desk) atlas(tx *db.Tx) (*atlas, error) {
	of, err := d.atlases.Of(tx)
	if err != nil {
		return nil, err
	}
	if a := d.kept.Load(); a != nil && a.Atlas == of {
		return a, nil
	}
	a := &atlas{Atlas: of}
	d.kept.Store(a)
	return a, nil
}

// paths draws the borders in a box; those of the whole city are drawn once.
func (a *atlas) paths(v geo.View, box geo.Box) []string {
	if box == a.Around {
		a.lock.Lock()
		defer a.lock.Unlock()
		if a.whole == nil {
			a.whole = a.draw(v, box)
		}
		return a.whole
	}
	return a.draw(v, box)
}

func (a *atlas) draw(v geo.View, box geo.Box) []string {
	lat, lng := (box.Max.Lat-box.Min.Lat)/20, (box.Max.Lng-box.Min.Lng)/20
	wider := geo.Box{Min: geo.Point{Lat: box.Min.Lat - lat, Lng: box.Min.Lng - lng}, Max: geo.Point{Lat: box.Max.Lat + lat, Lng: box.Max.Lng + lng}}
	out := make([]string, len(a.Borders))
	for i, r := range a.At(v.Metres()) {
		out[i] = v.Path(clipped(r, wider))
	}
	return out
}

// under names the kelurahan that a point lies in; "" is none.
func (a *atlas) under(p geo.Point) string {
	for _, b := range a.Borders {
		if b.Region.Contains(p) {
			return a.Names[b.Code].Called()
		}
	}
	return ""
}
