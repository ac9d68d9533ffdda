package opendata

import (
	"time"

	"alun/ground/db"
)

// Kept is a census that was kept, and how it was counted.
type Kept struct {
	Month   string // of the calendar, in which it was counted: "2026-12"
	At      time.Time
	Rule    int   // see Rule
	K       int64 // the fewest businesses of a group
	Percent int64 // p of the p%-rule
	Round   int64 // to what workers are rounded
	Demo    bool  // made-up businesses are among them
}

// Number is one number of a kept census.
type Number struct {
	Month      string
	Series     Series
	Row, Col   string // codes of kecamatan and column; "": the sum of all that are told
	Since      string // the month in which it changed last
	Businesses int64  // 0 of Workers: the directory has how many there are, so it would say how many told none
	Men, Women int64  // of Workers, rounded; else 0
}

// KeptMonths lists the censuses that were kept, the newest first. One that is being written is
// not among them.
func KeptMonths(tx *db.Tx) ([]Kept, error) {
	return db.All(tx, func(r *db.Row) Kept {
		return Kept{r.Text(), r.Time(), r.Int(), r.Int64(), r.Int64(), r.Int64(), r.Bool()}
	}, `select month, at, rule, k, percent, round, demo from registry_opendata_month where month in `+whole+` order by month desc`)
}

const numberSelect = `select month, series, row_code, col_code, since, case when series = 'pekerja' then 0 else businesses end, coalesce(men, 0), coalesce(women, 0) from registry_opendata_cell`

func scanNumber(r *db.Row) Number {
	return Number{r.Text(), Series(r.Text()), r.Text(), r.Text(), r.Text(), r.Int64(), r.Int64(), r.Int64()}
}

// Numbers are those of a series that a month told, by row and column. What is not among them
// was not told.
func Numbers(tx *db.Tx, month string, s Series) ([]Number, error) {
	return db.All(tx, scanNumber, numberSelect+` where month = $1 and series = $2 order by row_code, col_code`, month, string(s))
}

// Course is one place through all months that told it, the newest first.
func Course(tx *db.Tx, s Series, row, col string) ([]Number, error) {
	return db.All(tx, scanNumber, numberSelect+` where series = $1 and row_code = $2 and col_code = $3 order by month desc`, string(s), row, col)
}
