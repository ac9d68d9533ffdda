package directoryweb

import (
	"slices"
	"strconv"
	"time"

	"alun/ground/date"
	"alun/ground/lang"
	"alun/record/registry"
)

// opening is whether a business is open at an instant, and until when that holds.
type opening struct {
	known   bool
	open    bool
	changes time.Time // when it opens or closes next; zero: never
	now     time.Time
}

// week is how far ahead hours are looked at: by then they repeat.
const week = 8

func openingOf(b registry.Business, now time.Time) opening {
	hours, known := b.Hours()
	if !known {
		return opening{}
	}
	o := opening{known: true, now: now.In(date.WITA)}
	spans := spansFrom(hours, o.now)
	for _, s := range spans {
		switch {
		case !o.open && !s[0].After(o.now) && s[1].After(o.now):
			o.open, o.changes = true, s[1]
		case o.open && !s[0].After(o.changes) && s[1].After(o.changes): // goes on without a pause
			o.changes = s[1]
		case !o.open && s[0].After(o.now) && o.changes.IsZero():
			o.changes = s[0]
		}
	}
	if o.open && o.changes.After(o.now.AddDate(0, 0, week-1)) {
		o.changes = time.Time{} // day and night
	}
	return o
}

// spansFrom lists when it is open from yesterday on, in order.
func spansFrom(hours registry.Hours, now time.Time) (out [][2]time.Time) {
	for n := -1; n <= week; n++ {
		midnight := time.Date(now.Year(), now.Month(), now.Day()+n, 0, 0, 0, 0, now.Location())
		for _, s := range hours[(int(midnight.Weekday())+6)%7] {
			out = append(out, [2]time.Time{midnight.Add(time.Duration(s.From) * time.Minute), midnight.Add(time.Duration(s.To) * time.Minute)})
		}
	}
	slices.SortFunc(out, func(a, b [2]time.Time) int { return a[0].Compare(b[0]) })
	return out
}

// say tells it as people do: "Buka sampai 17.00", "Tutup, buka besok 08.00".
func (o opening) say(l lang.Lang) string {
	switch {
	case !o.known:
		return l.T("directoryweb.hours_unknown")
	case o.open && o.changes.IsZero():
		return l.T("directoryweb.open_always")
	case o.open:
		return l.T("directoryweb.open_until", clock(l, o.changes))
	case o.changes.IsZero():
		return l.T("directoryweb.shut")
	}
	at := clock(l, o.changes)
	switch today, then := date.DayOf(o.now), date.DayOf(o.changes); then {
	case today:
		return l.T("directoryweb.shut_until", at)
	case today.Next(1):
		return l.T("directoryweb.shut_tomorrow", at)
	}
	return l.T("directoryweb.shut_day", l.T(registry.DayWord((int(o.changes.Weekday())+6)%7)), at)
}

// clock is a time of day without its zone: 17.00, 17:00.
func clock(l lang.Lang, t time.Time) string {
	if l.Tag() == lang.ID {
		return t.Format("15.04")
	}
	return t.Format("15:04")
}

// dayHours is one line of the table of hours: days alike stand together.
type dayHours struct {
	Days  string
	Times []string // none: closed
}

func tableOf(l lang.Lang, hours registry.Hours) (out []dayHours) {
	for d := 0; d < 7; {
		last := d
		for last < 6 && slices.Equal(hours[last+1], hours[d]) {
			last++
		}
		line := dayHours{Days: l.T(registry.DayWord(d))}
		if last > d {
			line.Days = l.T("directoryweb.days", line.Days, l.T(registry.DayWord(last)))
		}
		for _, s := range hours[d] {
			line.Times = append(line.Times, spanSay(l, s))
		}
		out = append(out, line)
		d = last + 1
	}
	return out
}

const dayMinutes = 24 * 60

func spanSay(l lang.Lang, s registry.Span) string {
	if s.From == 0 && s.To == dayMinutes {
		return l.T("directoryweb.all_day")
	}
	return minuteSay(l, s.From) + "–" + minuteSay(l, s.To)
}

func minuteSay(l lang.Lang, minute int) string {
	minute %= dayMinutes
	return clock(l, time.Date(2000, 1, 1, minute/60, minute%60, 0, 0, time.UTC))
}

// minuteISO is a time of day for programs; midnight at the end of a day is its last
// minute, because a day there has no 24:00.
func minuteISO(minute int, end bool) string {
	if end && minute == dayMinutes {
		return "23:59"
	}
	minute %= dayMinutes
	two := func(n int) string { return strconv.Itoa(n/10) + strconv.Itoa(n%10) }
	return two(minute/60) + ":" + two(minute%60)
}
