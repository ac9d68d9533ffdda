package date

import "time"

// Next is the calendar day n days later; earlier when n is below 0.
func (d Day) Next(n int) Day { return DayOf(d.Start().AddDate(0, 0, n)) }

// Before tells whether a day comes before another.
func (d Day) Before(o Day) bool { return d.Start().Before(o.Start()) }

// Off tells the days on which nobody works.
type Off func(Day) bool

// Works reports whether a day is a working day: no Saturday, no Sunday, not off.
// A nil off knows no holidays.
func Works(d Day, off Off) bool {
	if w := d.Weekday(); w == time.Saturday || w == time.Sunday {
		return false
	}
	return off == nil || !off(d)
}

// Workdays is the end of a period of n working days that begins the day after
// from: the first day that the period does not hold. The period is half-open, so
// whoever has n working days may act on each of them until midnight. With n below
// 1 the period is empty.
func Workdays(from Day, n int, off Off) Day {
	end := from.Next(1)
	for most := 0; n > 0 && most < maxSpan; most++ {
		if Works(end, off) {
			n--
		}
		end = end.Next(1)
	}
	return end
}

// maxSpan bounds how many days are looked at, whatever off says.
const maxSpan = 3660

// WorkdaysLeft counts the working days in [from, end).
func WorkdaysLeft(from, end Day, off Off) int {
	n := 0
	for d, most := from, 0; d.Before(end) && most < maxSpan; d, most = d.Next(1), most+1 {
		if Works(d, off) {
			n++
		}
	}
	return n
}
