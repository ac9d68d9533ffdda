package date

import (
	"fmt"
	"strconv"
	"time"

	"alun/ground/lang"
)

// Quarter is a triwulan of a year, 1 to 4.
type Quarter struct{ Year, N int }

// QuarterOf is the city's quarter of an instant.
func QuarterOf(t time.Time) Quarter {
	d := DayOf(t)
	return Quarter{d.Year, (int(d.Month)-1)/3 + 1}
}

// Start is the first instant of the quarter in the city.
func (q Quarter) Start() time.Time {
	return time.Date(q.Year, time.Month(3*q.N-2), 1, 0, 0, 0, 0, WITA)
}

// End is the first instant after the quarter: the period is half-open.
func (q Quarter) End() time.Time { return q.Start().AddDate(0, 3, 0) }

// Roman is the quarter as the forms number it: I to IV.
func (q Quarter) Roman() string {
	if q.N < 1 || q.N > 4 {
		return strconv.Itoa(q.N)
	}
	return [...]string{"I", "II", "III", "IV"}[q.N-1]
}

// In writes the quarter: Triwulan II 2024 · Quarter 2, 2024 · 2024年第2四半期.
func (q Quarter) In(tag lang.Tag) string {
	switch {
	case q == Quarter{}:
		return "–"
	case tag == lang.ID:
		return fmt.Sprintf("Triwulan %s %d", q.Roman(), q.Year)
	case tag == lang.JA:
		return fmt.Sprintf("%d年第%d四半期", q.Year, q.N)
	}
	return fmt.Sprintf("Quarter %d, %d", q.N, q.Year)
}
