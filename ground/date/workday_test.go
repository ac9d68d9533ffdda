package date

import (
	"testing"

	"pgregory.net/rapid"
)

func days(all ...string) Off {
	set := map[string]bool{}
	for _, d := range all {
		set[d] = true
	}
	return func(d Day) bool { return set[d.String()] }
}

func day(t *testing.T, s string) Day {
	t.Helper()
	d, err := ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestWorkdays(t *testing.T) {
	cases := []struct {
		name, from string
		n          int
		off        Off
		end        string
	}{
		{"ten from a Monday", "2026-11-23", 10, nil, "2026-12-08"}, // 24 Nov to 7 Dec
		{"from a Friday", "2026-11-27", 1, nil, "2026-12-01"},
		{"from a Saturday", "2026-11-28", 1, nil, "2026-12-01"},
		{"from a Sunday", "2026-11-29", 1, nil, "2026-12-01"},
		{"over the end of a year", "2026-12-24", 3, days("2026-12-25", "2027-01-01"), "2026-12-31"},
		{"over New Year", "2026-12-24", 5, days("2026-12-25", "2027-01-01"), "2027-01-05"},
		{"a holiday on a Sunday takes nothing", "2027-08-13", 2, days("2027-08-15"), "2027-08-18"},
		{"a holiday behind the end takes nothing", "2026-11-23", 2, days("2026-11-26"), "2026-11-26"},
		{"a leap day", "2028-02-28", 1, nil, "2028-03-01"},
		{"none", "2026-11-23", 0, nil, "2026-11-24"},
		{"fewer than none", "2026-11-23", -3, nil, "2026-11-24"},
		{"never a working day", "2026-11-23", 1, func(Day) bool { return true }, day(t, "2026-11-24").Next(maxSpan).String()},
	}
	for _, c := range cases {
		if end := Workdays(day(t, c.from), c.n, c.off); end.String() != c.end {
			t.Errorf("%s: %v, want %s", c.name, end, c.end)
		}
	}
}

// TestAPeriodHoldsItsWorkdays counts the days of a period again, one by one.
func TestAPeriodHoldsItsWorkdays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from := Day{2026, 1, 1}.Next(rapid.IntRange(0, 800).Draw(t, "from"))
		n, nth := rapid.IntRange(1, 40).Draw(t, "n"), rapid.IntRange(2, 9).Draw(t, "nth")
		off := func(d Day) bool { return d.Date%nth == 0 }
		end := Workdays(from, n, off)
		if got := WorkdaysLeft(from.Next(1), end, off); got != n {
			t.Fatalf("%d working days after %v until %v, want %d", got, from, end, n)
		}
		if last := end.Next(-1); !Works(last, off) {
			t.Fatalf("the period ends on %v, on which nobody works", last)
		}
		if WorkdaysLeft(end, end, off) != 0 || WorkdaysLeft(end, from, off) != 0 {
			t.Fatal("days are left when it is over")
		}
	})
}
