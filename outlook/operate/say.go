package operate

import (
	"time"

	"alun/ground/date"
	"alun/ground/lang"
	"alun/ground/quantity"
)

// size is bytes as people read them: powers of 1,000, one decimal.
type size int64

// In writes a size in a language.
func (s size) In(tag lang.Tag) string {
	n, unit := int64(s), "B"
	var micro int64 = n * 1e6
	for _, next := range []string{"kB", "MB", "GB", "TB"} {
		if n < 1000 {
			break
		}
		micro, n, unit = n*1e3, n/1000, next
	}
	return quantity.Of(micro).Round(1).In(tag) + " " + unit
}

// span is a time that has passed, or is left.
type span time.Duration

// spans are the units of a span, the largest first, by their sentences.
var spans = []struct {
	unit time.Duration
	key  string
}{
	{24 * time.Hour, "operate.span_days"}, {time.Hour, "operate.span_hours"},
	{time.Minute, "operate.span_minutes"}, {time.Second, "operate.span_seconds"},
}

// say writes a span: two days and more in days, less in hours, and so on.
func (s span) say(l lang.Lang) string {
	d := max(time.Duration(s), 0)
	for _, u := range spans {
		if d >= 2*u.unit {
			return l.T(u.key, int64(d/u.unit))
		}
	}
	return l.T("operate.span_seconds", int64(d/time.Second))
}

// said are values as a sentence takes them.
func said(l lang.Lang, args []any) []any {
	out := make([]any, len(args))
	for i, a := range args {
		out[i] = a
		if s, ok := a.(span); ok {
			out[i] = s.say(l)
		}
	}
	return out
}

// moment is a day and a time of day in the city.
type moment time.Time

// In writes a moment in a language.
func (m moment) In(tag lang.Tag) string {
	t := time.Time(m)
	if t.IsZero() {
		return "–"
	}
	return date.DayOf(t).In(tag) + " " + date.Clock(t, tag)
}
