package place

import (
	"fmt"
	"time"

	"alun/ground/db"
	"alun/ground/geo"
)

// Grade is how far a figure or a line can be trusted.
type Grade string

// The grades of the data files.
const (
	GradeA      Grade = "A"  // read in the official document or dataset
	GradeAMinus Grade = "A-" // official, with small repairs that are described
	GradeB      Grade = "B"  // official, quoted by a page that names the office
	GradeC      Grade = "C"  // secondary, old or rounded
	GradeD      Grade = "D"  // sources disagree: not to be shown as fact
)

// known reports a grade of the list.
func (g Grade) known() bool {
	switch g {
	case GradeA, GradeAMinus, GradeB, GradeC, GradeD:
		return true
	}
	return false
}

// Boundary is the border of an area.
type Boundary struct {
	Code       string // the area's code
	Region     geo.Region
	GeoJSON    string // the geometry as published, without spaces
	Source     string
	SourceDate string // ISO 8601; "" when not known
	Licence    string
	Grade      Grade
	Since      time.Time
}

const boundaryColumns = `b.area_code, b.geojson, b.source, b.source_date, b.licence, b.grade, b.valid_from`

func scanBoundary(r *db.Row) Boundary {
	return Boundary{Code: r.Text(), GeoJSON: r.Text(), Source: r.Text(), SourceDate: r.Text(),
		Licence: r.Text(), Grade: Grade(r.Text()), Since: r.Time()}
}

// Boundaries lists the boundaries of the standing areas of a level, by code.
func Boundaries(tx *db.Tx, level Level) ([]Boundary, error) {
	all, err := db.All(tx, scanBoundary, `select `+boundaryColumns+` from place_boundary b
		join place_area a on a.code = b.area_code
		where a.level = $1 and a.valid_to is null order by b.area_code`, level)
	if err != nil {
		return nil, err
	}
	for i, b := range all {
		if all[i].Region, err = geo.ReadGeometry([]byte(b.GeoJSON)); err != nil {
			return nil, fmt.Errorf("place: boundary of %s: %w", b.Code, err)
		}
	}
	return all, nil
}

// Edition grows with every change of this room's data. What was built from an
// older edition (a finder, a map) is to be built again.
func Edition(tx *db.Tx) (int64, error) {
	last, _, err := db.One(tx, (*db.Row).Int64, `select max(at) from (
		select max(valid_from) as at from place_area union all
		select max(valid_from) from place_boundary union all
		select max(valid_from) from place_population union all
		select max(changed_at) from place_revision) as changes`)
	return last, err
}

// Finder tells in memory which area a point lies in.
type Finder struct {
	codes   []string
	regions []geo.Region
}

// NewFinder makes a finder of boundaries of one level, as Boundaries gives them.
func NewFinder(boundaries []Boundary) *Finder {
	f := &Finder{}
	for _, b := range boundaries {
		f.codes = append(f.codes, b.Code)
		f.regions = append(f.regions, b.Region)
	}
	return f
}

// At is the code of the area that holds the point; false outside all of them.
func (f *Finder) At(p geo.Point) (code string, found bool) {
	for i, r := range f.regions {
		if r.Contains(p) {
			return f.codes[i], true
		}
	}
	return "", false
}
