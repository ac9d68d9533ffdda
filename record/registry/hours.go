package registry

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"alun/ground/lately"
)

// Hours are the opening hours of a week, Monday first. A day without a span is
// closed.
type Hours [7][]Span

// Span is a time of a day in minutes since its midnight, [From, To). To is more than
// 24 hours where it goes past midnight.
type Span struct{ From, To int }

const day = 24 * 60

// tight are signs that need no space.
var tight = regexp.MustCompile(` *([-,;+]) *`)

var (
	timeForm = regexp.MustCompile(`^(\d{1,2})(?:[.:](\d{2}))?$`)
)

// ReadHours reads opening hours as people write them: "Sen–Sab 08.00–17.00; Min
// tutup", "Setiap hari 24 jam". Days that are not named are closed. The spans are shared
// with others who read the same text: nobody may change them.
func ReadHours(text string) (Hours, bool) {
	read := hoursRead.Of(text)
	return read.Hours, read.ok
}

// hoursRead remembers the texts that were read last: a page reads one several times, and a
// city writes its hours in a few ways.
var hoursRead = lately.New(256, func(text string) readOfHours {
	h, ok := readHours(text)
	return readOfHours{h, ok}
})

type readOfHours struct {
	Hours
	ok bool
}

func readHours(text string) (Hours, bool) {
	var h Hours
	text = strings.ToLower(clean(dashes.Replace(text)))
	text = tight.ReplaceAllString(strings.Map(digit, text), "$1")
	named := false
	for part := range strings.SplitSeq(text, ";") {
		for _, one := range parts(strings.TrimSpace(part)) {
			days, spans, ok := readPart(one)
			if !ok {
				return Hours{}, false
			}
			named = true
			for _, d := range days {
				h[d] = append(h[d], spans...)
			}
		}
	}
	for d := range h {
		h[d] = slices.Clip(h[d])
	}
	return h, named && h.sound()
}

// parts cuts at commas before a day: "Sen-Jum 8-17, Sab 8-12"; "Sen, Rab 8-17" is
// one part.
func parts(text string) (out []string) {
	for piece := range strings.SplitSeq(text, ",") {
		last := len(out) - 1
		if last >= 0 && !strings.ContainsFunc(dayless(out[last]), isDigit) && !closed(out[last]) {
			out[last] += "," + piece
			continue
		}
		out = append(out, strings.TrimSpace(piece))
	}
	return out
}

// dayless is what stands behind the days of a part.
func dayless(part string) string {
	_, rest, _ := cutDays(part)
	return rest
}

func closed(part string) bool { return slices.Contains(shutWord, strings.TrimSpace(dayless(part))) }

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

func readPart(part string) (days []int, spans []Span, ok bool) {
	days, rest, ok := cutDays(part)
	if !ok {
		return nil, nil, false
	}
	switch rest = strings.TrimSpace(rest); {
	case slices.Contains(shutWord, rest):
		return days, nil, true
	case slices.Contains(allDay, rest):
		return days, []Span{{0, day}}, true
	}
	for one := range strings.SplitSeq(strings.ReplaceAll(rest, " dan ", "+"), "+") {
		s, ok := readSpan(one)
		if !ok {
			return nil, nil, false
		}
		spans = append(spans, s)
	}
	return days, spans, true
}

// cutDays reads the days that a part begins with; a part that begins with a time is
// of every day.
func cutDays(part string) (days []int, rest string, ok bool) {
	for word, span := range dayWords {
		if rest, has := strings.CutPrefix(part, word); has {
			return from(span[0], span[1]), rest, true
		}
	}
	if first, _, _ := strings.Cut(part, "+"); strings.ContainsFunc(first, isDigit) {
		if _, ok := readSpan(first); ok && !strings.Contains(first, " ") {
			return from(0, 6), part, true
		}
	}
	head, rest, _ := strings.Cut(part, " ")
	for one := range strings.SplitSeq(strings.TrimSuffix(head, ":"), ",") {
		a, b, ranged := strings.Cut(one, "-")
		first, known := dayNames[a]
		last := first
		if ranged {
			var also bool
			last, also = dayNames[b]
			known = known && also
		}
		if !known {
			return nil, "", false
		}
		days = append(days, from(first, last)...)
	}
	return days, rest, true
}

// from lists days from one to another, round the week.
func from(first, last int) (out []int) {
	for d := first; ; d = (d + 1) % 7 {
		if out = append(out, d); d == last {
			return out
		}
	}
}

func readSpan(text string) (Span, bool) {
	a, b, ok := strings.Cut(strings.ReplaceAll(text, " ", ""), "-")
	f, ok1 := minutes(strings.TrimPrefix(strings.TrimPrefix(a, "pukul"), "jam"))
	t, ok2 := minutes(strings.TrimSuffix(strings.TrimSuffix(b, "wita"), "wib"))
	if t <= f {
		t += day
	}
	return Span{f, t}, ok && ok1 && ok2 && f < day && t <= 2*day
}

func minutes(text string) (int, bool) {
	m := timeForm.FindStringSubmatch(text)
	if m == nil {
		return 0, false
	}
	hour, _ := strconv.Atoi(m[1])
	min, _ := strconv.Atoi(m[2]) // "" is 0
	return hour*60 + min, hour <= 24 && min < 60 && hour*60+min <= day
}

// sound puts the spans of each day in order and reports that none meets another of
// its day.
func (h *Hours) sound() bool {
	for d := range h {
		slices.SortFunc(h[d], func(a, b Span) int { return a.From - b.From })
		for i := 1; i < len(h[d]); i++ {
			if h[d][i].From < h[d][i-1].To {
				return false
			}
		}
		if len(h[d]) > 4 {
			return false
		}
	}
	return true
}

// String is how hours are kept: "1-6 08:00-17:00; 7 x".
func (h Hours) String() string {
	var out []string
	for d := 0; d < 7; {
		last := d
		for last < 6 && slices.Equal(h[last+1], h[d]) {
			last++
		}
		days := strconv.Itoa(d + 1)
		if last > d {
			days += "-" + strconv.Itoa(last+1)
		}
		out = append(out, days+" "+spansText(h[d]))
		d = last + 1
	}
	return strings.Join(out, "; ")
}

func spansText(all []Span) string {
	if len(all) == 0 {
		return "x"
	}
	out := make([]string, len(all))
	for i, s := range all {
		to := s.To
		if to > day {
			to -= day
		}
		out[i] = fmt.Sprintf("%02d:%02d-%02d:%02d", s.From/60, s.From%60, to/60, to%60)
	}
	return strings.Join(out, "+")
}

// OpenAt reports whether it is open at an instant, by the city's clock.
func (h Hours) OpenAt(t time.Time, zone *time.Location) bool {
	t = t.In(zone)
	now, today := t.Hour()*60+t.Minute(), (int(t.Weekday())+6)%7
	in := func(d, minute int) bool {
		return slices.ContainsFunc(h[d], func(s Span) bool { return minute >= s.From && minute < s.To })
	}
	return in(today, now) || in((today+6)%7, now+day)
}

func readHoursText(typed string) (string, *wrong) {
	h, ok := ReadHours(typed)
	if !ok {
		return "", no("registry.hours_invalid", shown(typed))
	}
	return h.String(), nil
}
