package twin

import (
	"strconv"

	"alun/ground/geo"
	"alun/ground/lang"
)

// Milli is a log-odds in thousandths.
type Milli int64

// respect is in which regard two sides are compared.
type respect int

const (
	byName respect = iota
	byNIB
	byKey
	byOwner
	byPlace
	byTrade
	byStart
	respects
)

// The levels of each respect, from agreement to the contrary; the names are those of
// weights.csv. A name's level is its likeness and how rare what is common is.
var levelNames = [respects][]string{
	byName:  nameLevels(),
	byNIB:   {"same", "unknown", "other"},
	byKey:   {"same", "unknown", "other"},
	byOwner: {"same", "unknown", "other"},
	byPlace: {"30m", "100m", "300m", "1km", "far", "30m_rt", "100m_rt", "300m_rt", "1km_rt", "far_rt", "rt", "kelurahan", "elsewhere"},
	byTrade: {"same", "division", "unknown", "other"},
	byStart: {"same", "near", "unknown", "other"},
}

// The bounds of likeness and of rarity.
var (
	likeBounds = []float64{0.995, 0.9, 0.8, 0.7, 0.55, 0.4, 0.2}
	rareBounds = []float64{17, 13, 10, 7, 4}
	farBounds  = []float64{30, 100, 300, 1000}
)

func nameLevels() (out []string) {
	for like := range len(likeBounds) + 1 {
		for rare := range len(rareBounds) + 1 {
			out = append(out, strconv.Itoa(like)+"_"+strconv.Itoa(rare))
		}
	}
	return out
}

// below counts the bounds that a value does not reach.
func below(value float64, bounds []float64) (n int) {
	for n < len(bounds) && value < bounds[n] {
		n++
	}
	return n
}

// agreed is the levels of a pair, with what their sentences say.
type agreed struct {
	codes  [respects]int
	like   int // per cent
	metres int
}

// around are the levels of all respects but the name, which takes longest.
func around(a, b *entry) (l agreed) {
	l.codes[byNIB] = known(a.NIB != "" && b.NIB != "", a.NIB == b.NIB)
	l.codes[byKey] = known(len(a.Keys) > 0 && len(b.Keys) > 0, shared(a.Keys, b.Keys))
	l.codes[byOwner] = known(len(a.Owners) > 0 && len(b.Owners) > 0, shared(a.Owners, b.Owners))
	l.codes[byTrade] = trades(a.Code, b.Code)
	l.codes[byStart] = starts(a.Began, b.Began)
	l.place(a, b)
	return l
}

// place is the distance where both have a point, and whether the RT is the same.
func (l *agreed) place(a, b *entry) {
	sameRT := a.Kelurahan == b.Kelurahan && a.RT == b.RT && a.RT > 0
	switch {
	case a.Placed && b.Placed:
		metres := geo.Distance(geo.Point{Lat: a.Lat, Lng: a.Lng}, geo.Point{Lat: b.Lat, Lng: b.Lng})
		l.metres = int(metres)
		for l.codes[byPlace] < len(farBounds) && metres > farBounds[l.codes[byPlace]] {
			l.codes[byPlace]++
		}
		if sameRT {
			l.codes[byPlace] += placedRT
		}
	case sameRT:
		l.codes[byPlace] = 2 * placedRT
	case a.Kelurahan == b.Kelurahan:
		l.codes[byPlace] = 2*placedRT + 1
	default:
		l.codes[byPlace] = 2*placedRT + 2
	}
}

// placedRT is where the levels of a distance within one RT begin.
const placedRT = 5

func starts(a, b int) int {
	switch {
	case a == 0 || b == 0:
		return 2
	case a == b:
		return 0
	case a-b <= 3 && b-a <= 3:
		return 1
	}
	return 3
}

// named adds the level of the name.
func (x *Index) named(l *agreed, a, b *entry) {
	like, rare := x.names(a, b)
	l.like = int(100*like + 0.5)
	l.codes[byName] = below(like, likeBounds)*(len(rareBounds)+1) + below(rare, rareBounds)
}

// known is the level of something that both have, or not.
func known(both, same bool) int {
	switch {
	case !both:
		return 1
	case same:
		return 0
	}
	return 2
}

func shared(a, b []string) bool {
	for _, k := range a {
		for _, o := range b {
			if k == o {
				return true
			}
		}
	}
	return false
}

func trades(a, b string) int {
	switch {
	case len(a) < 2 || len(b) < 2:
		return 2
	case a == b:
		return 0
	case a[:2] == b[:2]:
		return 1
	}
	return 3
}

// part says a level.
func (l agreed) part(r respect, level int, weight Milli) Part {
	switch r {
	case byName:
		return Part{"twin.name", []any{l.like}, weight}
	case byPlace:
		switch {
		case level < placedRT:
			return Part{"twin.metres", []any{l.metres}, weight}
		case level < 2*placedRT:
			return Part{"twin.metres_rt", []any{l.metres}, weight}
		}
		return Part{lang.Key("twin.area_" + levelNames[r][level]), nil, weight}
	case byOwner:
		return Part{lang.Key("twin.owner_" + levelNames[r][level]), nil, weight}
	case byStart:
		return Part{lang.Key("twin.start_" + levelNames[r][level]), nil, weight}
	case byNIB:
		return Part{lang.Key("twin.nib_" + levelNames[r][level]), nil, weight}
	case byKey:
		return Part{lang.Key("twin.contact_" + levelNames[r][level]), nil, weight}
	}
	return Part{lang.Key("twin.trade_" + levelNames[r][level]), nil, weight}
}
