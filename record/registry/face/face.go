package face

import (
	"strconv"
	"strings"
	"time"

	"alun/ground/date"
	"alun/ground/lang"
	"alun/ground/web/parts"
	"alun/record/registry"
)

// posts are how many posts a level stands on.
var posts = map[registry.Level]parts.Level{registry.Told: parts.Stated, registry.Through: parts.Stated, registry.Sheet: parts.Document, registry.Seen: parts.Visited,
	registry.Document: parts.Visited, registry.Register: parts.Traded}

// Evidence says how well something is known; nil where it is not known at all.
func Evidence(l lang.Lang, level registry.Level) *parts.Evidence {
	at, there := posts[level]
	if !there {
		return nil
	}
	return &parts.Evidence{Level: at, Label: l.T(level.Word())}
}

// Moment is a day and a time of day, in the zone of the city.
func Moment(l lang.Lang, at time.Time) string {
	return l.T("registry.moment", date.DayOf(at).In(l.Tag()), date.Clock(at, l.Tag()))
}

// Month is a day without its date: what a card has room for.
func Month(l lang.Lang, day date.Day) string {
	text := day.In(l.Tag())
	if l.Tag() == lang.JA { // 2026年11月5日: the day is the last of three
		runes := []rune(text)
		return string(runes[:len(runes)-1-len(strconv.Itoa(day.Date))])
	}
	_, rest, _ := strings.Cut(text, " ")
	return rest
}

// Since is when a business began, kept as a year, a month or a day: 2023 · Agustus 2023
// · 5 Agustus 2023. What is none of these is told as it was kept.
func Since(l lang.Lang, kept string) string {
	if day, err := date.ParseDay(kept); err == nil {
		return day.In(l.Tag())
	}
	if day, err := date.ParseDay(kept + "-01"); err == nil {
		return Month(l, day)
	}
	if day, err := date.ParseDay(kept + "-01-01"); err == nil {
		return l.T("registry.started_year", strconv.Itoa(day.Year))
	}
	return kept
}

// Point is a place on the map and how it was found, its degrees as maps on a phone show
// and read them: -1.240890, 116.896160, ditunjuk di peta. What is no point is told as it
// was kept.
func Point(l lang.Lang, kept string) string {
	at, ok := registry.ReadPoint(kept)
	if !ok {
		return kept
	}
	degrees := strings.Fields(at.String())
	return l.T("registry.point_said", degrees[0]+", "+degrees[1], lang.Key(registry.PointWord(at.Source)))
}

// List is the name of a list that facts came from, as people write it: the register keeps
// it in one word, rekap_kecamatan.
func List(source string) string { return strings.ReplaceAll(source, "_", " ") }

// Output is how much a business can make: 200 bungkus per hari; "" is unknown.
func Output(l lang.Lang, kept string) string {
	o, ok := registry.ReadOutput(kept)
	if !ok {
		return ""
	}
	return l.T("registry.capacity_said", o.Amount, o.Unit, lang.Key(registry.PerWord(o.Per)))
}
