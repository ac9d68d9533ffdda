package directory

import (
	"time"

	"alun/ground/db"
	"alun/ground/find"
	"alun/ground/geo"
)

// Ask is a question to the directory. Values of one filter are alternatives, filters
// hold together. The zero Ask finds all and shows none.
type Ask struct {
	Text       string
	Areas      []string // codes of kecamatan and kelurahan
	Subsectors []string // slugs
	Divisions  []string // two digits of the main KBLI code
	Holds      []string // kinds of permits
	Near       *geo.Point
	Within     int // metres from Near; 0: any
	Sort       find.Sort
	OpenAt     time.Time // zero: any
	Box        *geo.Box
	Skip       int
	Limit      int
	Explain    bool
	Bare       bool // counts no facets
}

// Found is the answer.
type Found struct {
	Total     int
	Hits      []Hit
	Others    []Hit                   // behind a few hits, in order of relevance alone: they have some of the words, and count nowhere
	Facets    map[string][]find.Count // "kecamatan", "kelurahan", "subsector", "division", "holds"
	Words     []find.Used
	Any       bool // no business has all the words: these have some
	Explained []find.Explanation
}

// Hit is a business that was found.
type Hit struct {
	ID     db.ID
	Score  float32
	Metres int32 // from Near; -1 where a point is not known or not public
}

// Suggestion is a way to go on typing.
type Suggestion struct {
	Text string
	Kind string // word, business, kbli or area
	Code string // of a kbli ("2020:56102") or an area
	ID   db.ID  // of a business
	Demo bool   // this business is made up
}

// Cell is the businesses of one cell of a grid.
type Cell struct {
	At  geo.Point // the mean of their points
	N   int
	One db.ID // the business, where N is 1
}
