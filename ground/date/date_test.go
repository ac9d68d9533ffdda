package date

import (
	"testing"
	"time"

	"alun/ground/lang"

	"pgregory.net/rapid"
)

func at(t *testing.T, s string) time.Time {
	t.Helper()
	x, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func TestTheCitysDayAndQuarterOfAnInstant(t *testing.T) {
	cases := []struct {
		utc     string
		day     string
		quarter Quarter
	}{
		{"2024-03-31T15:59:59.999999Z", "2024-03-31", Quarter{2024, 1}},
		{"2024-03-31T16:00:00Z", "2024-04-01", Quarter{2024, 2}}, // midnight in Balikpapan
		{"2024-06-30T16:00:00Z", "2024-07-01", Quarter{2024, 3}},
		{"2024-09-30T15:59:59Z", "2024-09-30", Quarter{2024, 3}},
		{"2024-12-31T15:59:59Z", "2024-12-31", Quarter{2024, 4}},
		{"2024-12-31T16:00:00Z", "2025-01-01", Quarter{2025, 1}},
		{"2024-02-28T16:00:00Z", "2024-02-29", Quarter{2024, 1}},
		{"2024-04-01T08:59:59+09:00", "2024-04-01", Quarter{2024, 2}}, // asked from Yokohama
		{"2024-04-01T00:59:59+09:00", "2024-03-31", Quarter{2024, 1}},
	}
	for _, c := range cases {
		if d, q := DayOf(at(t, c.utc)), QuarterOf(at(t, c.utc)); d.String() != c.day || q != c.quarter {
			t.Errorf("%s is %s in %v, want %s in %v", c.utc, d, q, c.day, c.quarter)
		}
	}
}

// A period holds its first instant and not the first of the next one.
func TestPeriodsAreHalfOpen(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		instant := time.UnixMicro(rapid.Int64Range(-1e16, 1e16).Draw(t, "microseconds"))
		q, d := QuarterOf(instant), DayOf(instant)
		for name, p := range map[string]struct{ start, end time.Time }{"quarter": {q.Start(), q.End()}, "day": {d.Start(), d.End()}} {
			if instant.Before(p.start) || !instant.Before(p.end) {
				t.Fatalf("%v lies outside its %s %v to %v", instant, name, p.start, p.end)
			}
		}
		last := q.End().Add(-time.Microsecond)
		if QuarterOf(q.Start()) != q || QuarterOf(last) != q || QuarterOf(q.End()) == q {
			t.Fatalf("the edges of %v belong to %v %v %v", q, QuarterOf(q.Start()), QuarterOf(last), QuarterOf(q.End()))
		}
		if DayOf(d.End()) == d || DayOf(d.End().Add(-time.Microsecond)) != d {
			t.Fatalf("the edges of %v are wrong", d)
		}
	})
}

func TestParseDay(t *testing.T) {
	for _, s := range []string{"2025-03-05", "2024-02-29", " 1945-08-17 "} {
		if d, err := ParseDay(s); err != nil || d.IsZero() {
			t.Errorf("ParseDay(%q) = %v %v", s, d, err)
		}
	}
	for _, s := range []string{"", "2025-02-29", "2025-13-01", "2025-00-10", "2025-3-5", "05-03-2025", "5 Maret 2025", "2025-03-05T00:00:00Z"} {
		if d, err := ParseDay(s); err == nil || !d.IsZero() {
			t.Errorf("ParseDay(%q) = %v", s, d)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		d := DayOf(time.Unix(rapid.Int64Range(-62135596800, 253402214400).Draw(t, "seconds"), 0))
		if back, err := ParseDay(d.String()); err != nil || back != d {
			t.Fatalf("%v came back as %v %v", d, back, err)
		}
	})
}

func TestWriting(t *testing.T) {
	monday := Day{2025, time.March, 3}
	moment := at(t, "2025-03-05T01:05:59Z")
	cases := []struct {
		name       string
		write      func(lang.Tag) string
		id, en, ja string
	}{
		{"day", Day{2025, time.March, 5}.In, "5 Maret 2025", "5 March 2025", "2025年3月5日"},
		{"long day", Day{2025, time.March, 5}.Long, "Rabu, 5 Maret 2025", "Wednesday, 5 March 2025", "2025年3月5日（水）"},
		{"Monday", monday.Long, "Senin, 3 Maret 2025", "Monday, 3 March 2025", "2025年3月3日（月）"},
		{"first month", Day{2025, time.January, 31}.In, "31 Januari 2025", "31 January 2025", "2025年1月31日"},
		{"last month", Day{2025, time.December, 1}.In, "1 Desember 2025", "1 December 2025", "2025年12月1日"},
		{"no day", Day{}.In, "–", "–", "–"},
		{"no long day", Day{}.Long, "–", "–", "–"},
		{"a month too many", Day{2025, 13, 1}.Long, "2025-13-01", "2025-13-01", "2025-13-01"},
		{"a day too many", Day{2025, 2, 30}.Long, "30 Februari 2025", "30 February 2025", "2025年2月30日"},
		{"clock", func(tag lang.Tag) string { return Clock(moment, tag) }, "09.05 WITA", "09:05 WITA", "9時05分（WITA）"},
		{"half past nine", func(tag lang.Tag) string { return Clock(moment.Add(25*time.Minute), tag) }, "09.30 WITA", "09:30 WITA", "9時30分（WITA）"},
		{"midnight", func(tag lang.Tag) string { return Clock(monday.Start(), tag) }, "00.00 WITA", "00:00 WITA", "0時00分（WITA）"},
		{"quarter", Quarter{2024, 2}.In, "Triwulan II 2024", "Quarter 2, 2024", "2024年第2四半期"},
		{"last quarter", Quarter{2024, 4}.In, "Triwulan IV 2024", "Quarter 4, 2024", "2024年第4四半期"},
		{"no quarter", Quarter{}.In, "–", "–", "–"},
		{"a quarter too many", Quarter{2024, 5}.In, "Triwulan 5 2024", "Quarter 5, 2024", "2024年第5四半期"},
	}
	for _, c := range cases {
		for tag, want := range map[lang.Tag]string{lang.ID: c.id, lang.EN: c.en, lang.JA: c.ja} {
			if got := c.write(tag); got != want {
				t.Errorf("%s in %s = %q, want %q", c.name, tag, got, want)
			}
		}
	}
}
