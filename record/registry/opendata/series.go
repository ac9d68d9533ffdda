package opendata

import (
	"slices"
	"time"

	"alun/ground/db"
)

// Series is what a kept census counts. Workers and Sizes are of published businesses alone:
// everybody can count those, so whoever stood in a sum beside them would be the difference.
type Series string

// The series, each by kecamatan. No business is counted twice in one.
const (
	Sizes   Series = "ukuran"       // published businesses, by how many workers they have: see Bands
	Workers Series = "pekerja"      // men and women who work, by creative subsector; never of how many businesses
	Unshown Series = "belum_tampil" // businesses that the public does not see: they wait, were returned, or are suspended
)

// AllSeries lists the series in the order of pages.
var AllSeries = []Series{Workers, Sizes, Unshown}

// Known reports a series that there is.
func (s Series) Known() bool { return slices.Contains(AllSeries, s) }

// Columns are the columns of a series as every month has them, the sum left out; subsectors are
// the slugs of all, in their order. Unshown has the sum alone.
func (s Series) Columns(subsectors []string) []string {
	switch s {
	case Sizes:
		return Bands
	case Workers:
		return append(slices.Clone(subsectors), Mixed, NoSubsector)
	}
	return nil
}

// Bands are the bounds of Sizes: how many people work there, men and women together. They are
// those of the statistics office's surveys of manufacturing (BPS: 1-4, 5-19, 20-99, 100 and
// more), for every trade; the classes of the law go by sales. They belong to Rule.
var Bands = []string{"1-4", "5-19", "20-99", "100-"}

// The columns of Workers that are no subsector.
const (
	NoSubsector = "bukan_ekraf"
	Mixed       = "campuran" // more than one subsector
)

// notShown is the only column of Unshown.
const notShown = "belum"

// band finds the column of Sizes of so many workers.
func band(n int64) string {
	switch {
	case n < 5:
		return Bands[0]
	case n < 20:
		return Bands[1]
	case n < 100:
		return Bands[2]
	}
	return Bands[3]
}

// counted is what a series counts of a business. what is the private fact: two businesses
// with the same one are the same to the sum, and the same business with another one is news.
type counted struct {
	row, col   string
	what       string
	men, women int64
}

// registered is a business as the series read it.
type registered struct {
	id         db.ID
	kecamatan  string
	subsectors []string
	shown      bool
	since      time.Time // of shown ones: when they were published
	told       bool      // how many men and how many women work there
	men, women int64
}

// in tells what a series counts of a business; false where it does not count it. Where
// nobody works, the workers were not told.
func (b registered) in(s Series) (counted, bool) {
	out := counted{row: b.kecamatan}
	switch s {
	case Sizes:
		out.col = band(b.men + b.women)
		out.what = out.col
		return out, b.told && b.shown
	case Workers:
		out.col, out.men, out.women = subsectorOf(b.subsectors), b.men, b.women
		out.what = pair(b.men, b.women)
		return out, b.told && b.shown
	case Unshown:
		out.col = notShown
		return out, !b.shown
	}
	return out, false
}

func subsectorOf(all []string) string {
	switch len(all) {
	case 0:
		return NoSubsector
	case 1:
		return all[0]
	}
	return Mixed
}
