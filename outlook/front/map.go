package front

import (
	"cmp"
	"math"
	"slices"

	"alun/ground/db"
	"alun/ground/geo"
	"alun/ground/money"
	"alun/ground/quantity"
	"alun/ground/web/parts"
	"alun/record/place"
	"alun/record/plan"
)

// atlas is the outlines of the kecamatan in one edition of the boundaries.
type atlas struct {
	edition    int64
	wide, high int
	areas      []outline
}

type outline struct {
	place.Area
	path   string
	x, y   int
	narrow bool // words do not fit inside
}

// mapWide is the width of the field that the outlines are drawn in.
const mapWide = 560

// atlas gives the outlines of the edition that the transaction sees.
func (f *Front) atlas(tx *db.Tx) (*atlas, error) {
	edition, err := place.Edition(tx)
	if err != nil {
		return nil, err
	}
	if a := f.kept.Load(); a != nil && a.edition == edition {
		return a, nil
	}
	a := &atlas{edition: edition}
	if err := a.draw(tx); err != nil {
		return nil, err
	}
	f.kept.Store(a)
	return a, nil
}

func (a *atlas) drawn() bool { return len(a.areas) > 0 }

func (a *atlas) draw(tx *db.Tx) error {
	areas, err := place.OfLevel(tx, place.Kecamatan)
	if err != nil {
		return err
	}
	borders, err := place.Boundaries(tx, place.Kecamatan)
	if err != nil || len(borders) == 0 {
		return err
	}
	regions := make([]geo.Region, len(borders))
	for i, b := range borders {
		regions[i] = b.Region
	}
	v := geo.Fit(geo.Around(regions...), mapWide, 4)
	a.wide, a.high = int(math.Ceil(v.Width)), int(math.Ceil(v.Height))
	for i, thin := range geo.Simplify(regions, 2*v.Metres()) {
		at := slices.IndexFunc(areas, func(x place.Area) bool { return x.Code == borders[i].Code })
		if at < 0 {
			continue
		}
		x, y := v.XY(areas[at].Label)
		west, east := regions[i].Span(areas[at].Label)
		left, _ := v.XY(geo.Point{Lat: areas[at].Label.Lat, Lng: west})
		right, _ := v.XY(geo.Point{Lat: areas[at].Label.Lat, Lng: east})
		a.areas = append(a.areas, outline{areas[at], v.Path(thin), int(x), int(y), right-left < wordWide})
	}
	return nil
}

// wordWide is the room that a name takes inside an area, in px.
const wordWide = 96

// beside places words of narrow areas left of the map, one under the other.
func (a *atlas) beside(area *parts.Area, nth int) {
	area.AwayX, area.AwayY = 60, a.high-110+nth*62
}

// kecamatanSum finds the sum of a kecamatan's own office.
func (p homePage) kecamatanSum(code string) (plan.OPD, plan.Sum, bool) {
	for _, o := range p.offices {
		if o.Kecamatan == code {
			return o, p.sums[o.ID], true
		}
	}
	return plan.OPD{}, plan.Sum{}, false
}

// shareSteps are the classes of the map: below 35 %, below 41, below 46, above.
var shareSteps = [...]int64{35, 41, 46}

func shareClass(s plan.Sum) int {
	share := roundShare(s) // as it is read: 40.7 is written 41
	if !share.Known {
		return -1
	}
	for i, step := range shareSteps {
		if share.Micro < step*1_000_000 {
			return i
		}
	}
	return len(shareSteps)
}

func (p homePage) smallMap() parts.Map {
	m := parts.Map{ID: "peta-kecamatan", Result: p.mapFinding(), Wide: p.atlas.wide, High: p.atlas.high,
		Key: [4]string{p.T("front.class_0"), p.T("front.class_1"), p.T("front.class_2"), p.T("front.class_3")}}
	narrow := 0
	for _, a := range p.atlas.areas {
		o, s, ok := p.kecamatanSum(a.Code)
		area := parts.Area{Label: shortName(a.Called(), p.city.Short), Path: a.path, X: a.x, Y: a.y, Class: -1, Value: "–"}
		if ok {
			area.Class, area.Value, area.Href = shareClass(s), roundShare(s).In(p.Tag()), p.officeHref(o)
		}
		if a.narrow {
			p.atlas.beside(&area, narrow)
			narrow++
		}
		m.Areas = append(m.Areas, area)
	}
	return m
}

func (p homePage) mapTable() parts.Table {
	t := parts.Table{Caption: p.T("front.map_caption"), Dense: true, Columns: []parts.Column{{Label: p.T("front.kecamatan")},
		{Label: p.T("plan.share"), Number: true}, {Label: p.T("plan.budget"), Number: true}}}
	for _, a := range p.atlas.areas {
		o, s, ok := p.kecamatanSum(a.Code)
		if !ok {
			continue
		}
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{{Text: shortName(a.Called(), p.city.Short), Href: p.officeHref(o)},
			{Text: roundShare(s).In(p.Tag())}, {Text: money.Short{Rupiah: s.Budget, Decimals: 1}.In(p.Tag())}}})
	}
	return t
}

// mapFinding names the range of the six offices: no ranking, no blame.
func (p homePage) mapFinding() string {
	var shares []quantity.Percent
	for _, a := range p.atlas.areas {
		if _, s, ok := p.kecamatanSum(a.Code); ok && s.Share().Known {
			shares = append(shares, roundShare(s))
		}
	}
	if len(shares) == 0 {
		return p.T("front.map_plain")
	}
	low := slices.MinFunc(shares, func(a, b quantity.Percent) int { return cmp.Compare(a.Micro, b.Micro) })
	high := slices.MaxFunc(shares, func(a, b quantity.Percent) int { return cmp.Compare(a.Micro, b.Micro) })
	return p.T("front.map_finding", low, high)
}
