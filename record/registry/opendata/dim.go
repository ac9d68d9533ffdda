package opendata

import "slices"

// K is the fewest businesses of which a number is told.
const K = 10

// Measure is what is counted.
type Measure string

// The measures. Numbers of facts that are not public (workers, class by workers, who waits) are
// not among them: see doc.go.
const (
	Shown Measure = "terbit"   // businesses that the public sees
	Known Measure = "tercatat" // businesses that came in, by whole months: see monthly
)

// Measures lists the measures in the order of pages.
var Measures = []Measure{Shown, Known}

// Dim is by what is counted.
type Dim string

// The dimensions of published businesses. Each has one value of them, but for the last two.
const (
	Kecamatan Dim = "kecamatan"
	Kelurahan Dim = "kelurahan"
	Division  Dim = "bidang" // two digits of the main KBLI code
	Year      Dim = "tahun"  // in which it began: "2021", or of older ones ten years "2000-2009", or what is left of them "2010-2016"
	Subsector Dim = "subsektor"
	Permit    Dim = "sertifikat" // held today
)

// Month is the only dimension of Known: "2026-10", in which a business came in.
const Month Dim = "bulan"

// Dims lists the dimensions of published businesses in the order of pages.
var Dims = []Dim{Kecamatan, Kelurahan, Division, Subsector, Permit, Year}

// Unknown is the value of a business of which it is not known.
const Unknown = "?"

// Area reports a dimension of the ground.
func (d Dim) Area() bool { return d == Kecamatan || d == Kelurahan }

// Many reports a dimension of which a business may have several values, or none.
func (d Dim) Many() bool { return d == Subsector || d == Permit }

// Ordered reports a dimension whose values follow one another: only neighbours are told together.
func (d Dim) Ordered() bool { return d == Year }

// Of lists the dimensions by which a measure is counted.
func (m Measure) Of() []Dim {
	switch m {
	case Shown:
		return Dims
	case Known:
		return []Dim{Month}
	}
	return nil
}

// Goes tells whether a table of a measure by two dimensions is offered; col is "" in one
// by one dimension.
func Goes(m Measure, row, col Dim) bool {
	if !slices.Contains(m.Of(), row) {
		return false
	}
	return col == "" || slices.Contains(m.Of(), col) && row != col && !(row.Area() && col.Area())
}
