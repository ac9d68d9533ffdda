package kurasi

import (
	"cmp"
	"slices"
	"time"

	"alun/ground/db"
)

// Judged is an entry as it goes into the count.
type Judged struct {
	Entry   db.ID
	Entered time.Time
	Sheets  [][]int // of each curator, the points for each criterion
}

// Placed is what came out for an entry. Points, Low and High are in hundredths of a point.
type Placed struct {
	Entry     db.ID
	Place     int
	Points    int
	Low, High int // the spread: the totals of single curators
	Sheets    int
	Means     []int // for each criterion
	Chosen    bool

	total   int64 // weights × points of all curators: Points × Sheets before rounding
	entered time.Time
}

// Rank counts a call: for each criterion the mean of its curators, times its weight. It
// compares fractions and rounds only what is shown, so that no two entries are equal by
// rounding. Where two are equal stands first who was judged by more curators, then who
// entered earlier, then who has the smaller id.
func Rank(rules Rules, all []Judged) []Placed {
	out := make([]Placed, len(all))
	for i, j := range all {
		out[i] = tally(rules.Criteria, j)
	}
	slices.SortFunc(out, func(a, b Placed) int {
		return cmp.Or(cmp.Compare(b.total*int64(a.Sheets), a.total*int64(b.Sheets)), cmp.Compare(b.Sheets, a.Sheets), a.entered.Compare(b.entered), cmp.Compare(a.Entry, b.Entry))
	})
	for i := range out {
		out[i].Place = i + 1
		reached := out[i].total >= int64(rules.Threshold)*100*int64(out[i].Sheets)
		out[i].Chosen = out[i].Sheets > 0 && reached && (rules.Quota == 0 || i < rules.Quota)
	}
	return out
}

func tally(criteria []Criterion, j Judged) Placed {
	p := Placed{Entry: j.Entry, Sheets: len(j.Sheets), entered: j.Entered, Means: make([]int, len(criteria))}
	sums := make([]int64, len(criteria))
	for n, sheet := range j.Sheets {
		one := 0
		for i, c := range criteria {
			one += c.Weight * sheet[i]
			sums[i] += int64(sheet[i])
		}
		p.total += int64(one)
		if n == 0 {
			p.Low, p.High = one, one
		}
		p.Low, p.High = min(p.Low, one), max(p.High, one)
	}
	p.Points = rounded(p.total, p.Sheets)
	for i, sum := range sums {
		p.Means[i] = rounded(sum*100, p.Sheets)
	}
	return p
}

// rounded divides, half up.
func rounded(sum int64, by int) int {
	if by == 0 {
		return 0
	}
	return int((2*sum + int64(by)) / (2 * int64(by)))
}
