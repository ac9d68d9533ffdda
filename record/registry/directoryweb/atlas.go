package directoryweb

import (
	"math"
	"sync"

	"alun/ground/db"
	"alun/ground/geo"
	"alun/record/place"
)

// atlas is the names and borders of one edition of the city's areas. What is drawn of
// it at a scale is kept.
type atlas struct {
	edition int64
	city    place.Area
	above   string // the province, as people call it
	names   map[string]place.Area
	around  geo.Box
	borders []place.Boundary // of kelurahan

	lock  sync.Mutex
	drawn map[int][]geo.Region // the borders by scale, with no more points than it shows
	whole []string             // the borders as the map of the whole city draws them
}

// atlas gives the atlas of the edition that the transaction sees.
func (d *Desk) atlas(tx *db.Tx) (*atlas, error) {
	edition, err := place.Edition(tx)
	if err != nil {
		return nil, err
	}
	if a := d.kept.Load(); a != nil && a.edition == edition {
		return a, nil
	}
	a := &atlas{edition: edition, names: map[string]place.Area{}, drawn: map[int][]geo.Region{}}
	for _, level := range []place.Level{place.Province, place.City, place.Kecamatan, place.Kelurahan} {
		all, err := place.OfLevel(tx, level)
		if err != nil {
			return nil, err
		}
		for _, x := range all {
			a.names[x.Code] = x
			switch level {
			case place.City:
				a.city = x
			case place.Province:
				a.above = x.Called()
			}
		}
	}
	if a.borders, err = place.Boundaries(tx, place.Kelurahan); err != nil {
		return nil, err
	}
	regions := make([]geo.Region, len(a.borders))
	for i, b := range a.borders {
		regions[i] = b.Region
	}
	if a.drawn[0] = regions; len(regions) > 0 {
		a.around = geo.Around(regions...)
	}
	d.kept.Store(a)
	return a, nil
}

// called is the name of an area; what is not in the list shows its code.
func (a *atlas) called(code string) string {
	if x, there := a.names[code]; there {
		return x.Called()
	}
	return code
}

// kecamatan is the code of the area above a kelurahan.
func (a *atlas) kecamatan(kelurahan string) string { return a.names[kelurahan].Parent }

// paths draws the borders in a box; those of the whole city are drawn once.
func (a *atlas) paths(v geo.View, box geo.Box) []string {
	if box == a.around {
		a.lock.Lock()
		kept := a.whole
		a.lock.Unlock()
		if kept != nil {
			return kept
		}
	}
	lat, lng := (box.Max.Lat-box.Min.Lat)/20, (box.Max.Lng-box.Min.Lng)/20
	wider := geo.Box{Min: geo.Point{Lat: box.Min.Lat - lat, Lng: box.Min.Lng - lng}, Max: geo.Point{Lat: box.Max.Lat + lat, Lng: box.Max.Lng + lng}}
	out := make([]string, len(a.borders))
	for i, r := range a.at(v.Metres()) {
		out[i] = v.Path(clipped(r, wider))
	}
	if box == a.around {
		a.lock.Lock()
		a.whole = out
		a.lock.Unlock()
	}
	return out
}

// at gives the borders with no more points than a drawing shows on which a unit is so
// many metres on the ground: in steps of two, so that few are kept.
func (a *atlas) at(metres float64) []geo.Region {
	step := int(math.Floor(math.Log2(math.Max(metres, 1)))) + 1
	a.lock.Lock()
	defer a.lock.Unlock()
	if kept, there := a.drawn[step]; there {
		return kept
	}
	a.drawn[step] = geo.Simplify(a.drawn[0], math.Exp2(float64(step-1)))
	return a.drawn[step]
}
