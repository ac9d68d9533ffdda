package place

import (
	"math"
	"sync"
	"sync/atomic"

	"alun/ground/db"
	"alun/ground/geo"
)

// Atlas is the names and borders of one edition of the city's areas, in memory. It is
// never changed; only what is drawn of it at a scale is added.
type Atlas struct {
	City, Province Area
	Names          map[string]Area // of every area, by its code
	Borders        []Boundary      // of kelurahan, by code
	Around         geo.Box         // all of these; empty without borders

	edition int64
	lock    sync.Mutex
	drawn   map[int][]geo.Region // the borders by scale, with no more points than it shows
}

// Atlases keeps the atlas of the newest edition. The zero value is empty.
type Atlases struct{ kept atomic.Pointer[Atlas] }

// Of gives the atlas of the edition that the transaction sees.
func (k *Atlases) Of(tx *db.Tx) (*Atlas, error) {
	edition, err := Edition(tx)
	if err != nil {
		return nil, err
	}
	if a := k.kept.Load(); a != nil && a.edition == edition {
		return a, nil
	}
	a := &Atlas{edition: edition, Names: map[string]Area{}, drawn: map[int][]geo.Region{}}
	for _, level := range []Level{Province, City, Kecamatan, Kelurahan} {
		all, err := OfLevel(tx, level)
		if err != nil {
			return nil, err
		}
		for _, x := range all {
			a.Names[x.Code] = x
			switch level {
			case City:
				a.City = x
			case Province:
				a.Province = x
			}
		}
	}
	if a.Borders, err = Boundaries(tx, Kelurahan); err != nil {
		return nil, err
	}
	if len(a.Borders) > 0 {
		a.Around = geo.Around(a.regions()...)
	}
	k.kept.Store(a)
	return a, nil
}

func (a *Atlas) regions() []geo.Region {
	out := make([]geo.Region, len(a.Borders))
	for i, b := range a.Borders {
		out[i] = b.Region
	}
	return out
}

// Called is the name of an area; what is not in the list shows its code.
func (a *Atlas) Called(code string) string {
	if x, there := a.Names[code]; there {
		return x.Called()
	}
	return code
}

// Above is the code of the area above another; "" where that is not known.
func (a *Atlas) Above(code string) string { return a.Names[code].Parent }

// At gives the borders, in their order, with no more points than a drawing shows on which
// a unit is so many metres on the ground: in steps of two, so that few are kept.
func (a *Atlas) At(metres float64) []geo.Region {
	step := int(math.Floor(math.Log2(math.Max(metres, 1))))
	a.lock.Lock()
	defer a.lock.Unlock()
	if kept, there := a.drawn[step]; there {
		return kept
	}
	a.drawn[step] = geo.Simplify(a.regions(), math.Exp2(float64(step)))
	return a.drawn[step]
}
