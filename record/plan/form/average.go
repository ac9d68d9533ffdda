package form

import (
	"math/big"
	"slices"

	"alun/ground/quantity"
	"alun/record/plan/e81"
)

// averageRows are the averages of a form in their order: of all rows, and of each
// level alone.
var averageRows = []string{"all", "subkegiatan", "kegiatan", "program"}

// Average is one average with its predicate. Of nothing, it is unknown.
type Average struct {
	Percent   quantity.Quantity // two decimals
	Rows      int               // of which it was taken
	Predicate string
}

// AverageRow is the averages of one row: this year's output and money, then those
// of the five-year plan.
type AverageRow struct {
	Of      string // one of averageRows
	Columns [4]Average
}

// averages takes the averages of rows.
func (r *Rule) averages(parts []Part) []AverageRow {
	out := make([]AverageRow, len(averageRows))
	for i, of := range averageRows {
		out[i].Of = of
		levels := r.Averages.levels
		if l, ok := e81.ParseLevel(of); ok {
			levels = nil
			if slices.Contains(r.Averages.levels, l) {
				levels = []e81.Level{l}
			}
		}
		for c := range out[i].Columns {
			out[i].Columns[c] = r.average(parts, levels, c)
		}
	}
	return out
}

// average is the sum of the percentages of one column by their count, in whole
// hundredths of a percent, rounded half away from zero.
func (r *Rule) average(parts []Part, levels []e81.Level, column int) Average {
	counted := [...]Counted{r.Averages.AchK, r.Averages.AchRp, r.Averages.PlanAchK, r.Averages.PlanAchRp}[column]
	sum, n := new(big.Int), 0
	for _, p := range parts {
		for i := range p.Rows {
			row := &p.Rows[i]
			if !slices.Contains(levels, row.Level) || row.Extra && !counted.Further {
				continue
			}
			switch q := percentOf(row, column); {
			case q.Known:
				sum.Add(sum, big.NewInt(r.cut(q.Micro)))
				n++
			case q.Text == "" && counted.BlankIsZero && !row.Extra:
				n++
			}
		}
	}
	a := Average{Rows: n}
	if n > 0 {
		a.Percent = hundredths(sum, n)
		a.Predicate = r.predicate(a.Percent)
	}
	return a
}

// cut counts a percentage above the most that the rule lets count as that.
func (r *Rule) cut(micro int64) int64 {
	if r.most.Known {
		return min(micro, r.most.Micro)
	}
	return micro
}

func percentOf(r *e81.Row, column int) quantity.Quantity {
	return [...]quantity.Quantity{r.Ach.K, r.Ach.Rp, r.PlanAch.K, r.PlanAch.Rp}[column]
}

// hundredth is a hundredth in millionths.
const hundredth = 10_000

// hundredths divides a sum of millionths and keeps two decimals. Percentages of
// at most 9.2 trillion have an average that int64 holds.
func hundredths(sum *big.Int, n int) quantity.Quantity {
	by := big.NewInt(int64(n) * hundredth)
	minus := sum.Sign() < 0
	whole, rest := new(big.Int).QuoRem(new(big.Int).Abs(sum), by, new(big.Int))
	if rest.Lsh(rest, 1).Cmp(by) >= 0 {
		whole.Add(whole, big.NewInt(1))
	}
	micro := whole.Int64() * hundredth
	if minus {
		micro = -micro
	}
	return quantity.Of(micro)
}
