package place

import (
	"cmp"
	"slices"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/quantity"
)

// Basis is the way in which people were counted. Figures of two bases must not
// be compared or added.
type Basis string

// The bases, in the order in which they are shown.
const (
	DKB             Basis = "dkb"              // Data Kependudukan Bersih: registration, cleaned, half-yearly
	Registration    Basis = "registration"     // registration, kind not stated
	RegistrationRaw Basis = "registration_raw" // registration before double entries were removed
	Census          Basis = "census"
	BPSProjection   Basis = "bps_projection"
	Unstated        Basis = "unstated" // the source does not say
)

var bases = []Basis{DKB, Registration, RegistrationRaw, Census, BPSProjection, Unstated}

// Period is the part of the year that a figure is of: "s1", "s2" (semester),
// "end", "year" (no more is known), "census", or a day "MM-DD".
type Period string

// Day is the day that the period names, when it is one.
func (p Period) Day(year int) (date.Day, bool) {
	t, err := time.Parse("01-02", string(p))
	return date.Day{Year: year, Month: t.Month(), Date: t.Day()}, err == nil
}

// order sorts periods within their year.
func (p Period) order() string {
	switch p {
	case "s1":
		return "06-30"
	case "s2", "end":
		return "12-31"
	case "census":
		return "09-01" // the census of 2020 was taken in September
	case "year":
		return "07-01"
	}
	return string(p)
}

// Figure is how many people, with where it was read.
type Figure struct {
	Code       string // the area
	Basis      Basis
	Year       int
	Period     Period
	People     int64
	Male       Count
	Female     Count
	Households Count
	Size       quantity.Quantity // the area's km² in the source; borders have moved since some
	Density    quantity.Quantity // people per km² as printed by the source
	Named      string            // the area's name in the source
	Source     string
	Grade      Grade
	Note       string // the reader's remark, in English as in the data file
	Since      time.Time
}

// Count is a number of people or households that may be unknown.
type Count struct {
	N     int64
	Known bool
}

// Firm reports a figure that may stand as fact.
func (f Figure) Firm() bool { return f.Grade != GradeD }

// PerSquareKm is people divided by an area in km², rounded; unknown when the
// area is.
func (f Figure) PerSquareKm(size quantity.Quantity) Count {
	if !size.Known || size.Micro <= 0 {
		return Count{}
	}
	return Count{(2*f.People*quantity.One + size.Micro) / (2 * size.Micro), true}
}

// Series is the figures of one area by one basis, newest first.
type Series struct {
	Basis   Basis
	Figures []Figure
}

const figureColumns = `area_code, basis, year, period, people, male, female, households,
	size_text, size_micro, density_text, density_micro, named, source, grade, note, valid_from`

func scanFigure(r *db.Row) Figure {
	f := Figure{Code: r.Text(), Basis: Basis(r.Text()), Year: r.Int(), Period: Period(r.Text()), People: r.Int64()}
	f.Male, f.Female, f.Households = scanCount(r), scanCount(r), scanCount(r)
	f.Size, f.Density = scanQuantity(r), scanQuantity(r)
	f.Named, f.Source, f.Grade, f.Note, f.Since = r.Text(), r.Text(), Grade(r.Text()), r.Text(), r.Time()
	return f
}

func scanCount(r *db.Row) (c Count) {
	c.N, c.Known = r.Maybe()
	return c
}

// Population gives the figures of an area, one series for each basis.
func Population(tx *db.Tx, code string) ([]Series, error) {
	all, err := db.All(tx, scanFigure, `select `+figureColumns+` from place_population where area_code = $1`, code)
	if err != nil {
		return nil, err
	}
	var out []Series
	for _, basis := range bases {
		s := Series{Basis: basis}
		for _, f := range all {
			if f.Basis == basis {
				s.Figures = append(s.Figures, f)
			}
		}
		if s.Figures != nil {
			slices.SortFunc(s.Figures, newest)
			out = append(out, s)
		}
	}
	return out, nil
}

func newest(a, b Figure) int {
	return cmp.Or(cmp.Compare(b.Year, a.Year), cmp.Compare(b.Period.order(), a.Period.order()))
}

// Split gives the newest firm figures of all areas directly below an area that
// were counted in one way at one time, by code. It is empty when no count covers
// all of them: parts of two counts do not make a whole.
func Split(tx *db.Tx, code string) ([]Figure, error) {
	all, err := db.All(tx, scanFigure, `select `+figureColumns+` from place_population
		where grade <> 'D' and area_code in
		(select code from place_area where parent_code = $1 and valid_to is null) order by area_code`, code)
	if err != nil {
		return nil, err
	}
	areas, _, err := db.One(tx, (*db.Row).Int, `select count(*) from place_area
		where parent_code = $1 and valid_to is null`, code)
	if err != nil {
		return nil, err
	}
	sets := map[Figure][]Figure{}
	var best []Figure
	for _, f := range all {
		count := f.key()
		count.Code = ""
		set := append(sets[count], f)
		sets[count] = set
		if len(set) == areas && (best == nil || better(set[0], best[0])) {
			best = set
		}
	}
	return best, nil
}

// better prefers the newer count, and of one time the basis that is listed first.
func better(a, b Figure) bool {
	return cmp.Or(newest(a, b), cmp.Compare(slices.Index(bases, a.Basis), slices.Index(bases, b.Basis))) < 0
}
