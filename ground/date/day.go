package date

import (
	"fmt"
	"strings"
	"time"

	"alun/ground/lang"
)

// WITA is the zone of the city: Waktu Indonesia Tengah, UTC+8 all year. It is
// fixed here so that a machine without a zone database shows the same day.
var WITA = time.FixedZone("WITA", 8*60*60)

// Day is a calendar day.
type Day struct {
	Year  int
	Month time.Month
	Date  int
}

// DayOf is the city's calendar day of an instant.
func DayOf(t time.Time) Day {
	y, m, d := t.In(WITA).Date()
	return Day{y, m, d}
}

// ParseDay reads ISO 8601 (2025-03-05). A day that does not exist is refused.
func ParseDay(s string) (Day, error) {
	t, err := time.Parse(time.DateOnly, strings.TrimSpace(s))
	if err != nil {
		return Day{}, fmt.Errorf("date: %q is not a day in the form 2025-03-05", s)
	}
	return Day{t.Year(), t.Month(), t.Day()}, nil
}

// String is ISO 8601.
func (d Day) String() string { return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Date) }

// IsZero reports a day that was never set.
func (d Day) IsZero() bool { return d == Day{} }

// Start is the first instant of the day in the city.
func (d Day) Start() time.Time { return time.Date(d.Year, d.Month, d.Date, 0, 0, 0, 0, WITA) }

// End is the first instant after the day: the day is half-open.
func (d Day) End() time.Time { return d.Start().AddDate(0, 0, 1) }

// Weekday is the day of the week.
func (d Day) Weekday() time.Weekday { return d.Start().Weekday() }

var months = map[lang.Tag][12]string{
	lang.ID: {"Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember"},
	lang.EN: {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
}

var weekdays = map[lang.Tag][7]string{
	lang.ID: {"Minggu", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu"},
	lang.EN: {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
	lang.JA: {"日", "月", "火", "水", "木", "金", "土"},
}

// In writes the day: 5 Maret 2025 · 5 March 2025 · 2025年3月5日.
func (d Day) In(tag lang.Tag) string {
	switch {
	case d.IsZero():
		return "–"
	case d.Month < time.January || d.Month > time.December:
		return d.String()
	case tag == lang.JA:
		return fmt.Sprintf("%d年%d月%d日", d.Year, d.Month, d.Date)
	}
	return fmt.Sprintf("%d %s %d", d.Date, months[tag][d.Month-1], d.Year)
}

// MonthDay writes the day of every year: 5 Maret · 5 March · 3月5日.
func MonthDay(d Day, tag lang.Tag) string {
	switch {
	case d.Month < time.January || d.Month > time.December:
		return d.In(tag)
	case tag == lang.JA:
		return fmt.Sprintf("%d月%d日", d.Month, d.Date)
	}
	return fmt.Sprintf("%d %s", d.Date, months[tag][d.Month-1])
}

// Long writes the day with its weekday: Rabu, 5 Maret 2025 · 2025年3月5日（水）. A
// day that does not exist has no weekday.
func (d Day) Long(tag lang.Tag) string {
	if DayOf(d.Start()) != d {
		return d.In(tag)
	}
	w := weekdays[tag][d.Weekday()]
	if tag == lang.JA {
		return d.In(tag) + "（" + w + "）"
	}
	return w + ", " + d.In(tag)
}

// Clock writes the city's time of day: 09.30 WITA · 09:30 WITA · 9時30分（WITA）.
func Clock(t time.Time, tag lang.Tag) string {
	t = t.In(WITA)
	switch tag {
	case lang.ID:
		return t.Format("15.04") + " WITA"
	case lang.JA:
		return fmt.Sprintf("%d時%02d分（WITA）", t.Hour(), t.Minute())
	}
	return t.Format("15:04") + " WITA"
}
