package opendata

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// span are the first and the last year of a code.
func span(code string) (first, last string) {
	first, last, several := strings.Cut(code, "-")
	if !several {
		last = first
	}
	return first, last
}

// TestAYearStandsInOnePeriod: whatever the year is in which somebody asks, the periods do not
// overlap, have no hole, and are in their order as texts.
func TestAYearStandsInOnePeriod(t *testing.T) {
	for now := 2020; now < 2045; now++ {
		before, end := "", ""
		for year := 1950; year <= now; year++ {
			code := yearOf(fmt.Sprint(year, "-03"), now)
			first, last := span(code)
			if text := fmt.Sprint(year); first > text || last < text {
				t.Errorf("in %d: %d stands in %s", now, year, code)
			}
			if code != before && (first <= end || code < before) {
				t.Errorf("in %d: %s comes behind %s", now, code, before)
			}
			before, end = code, last
		}
	}
	if got := yearOf("2013", 2026) + " " + yearOf("2016-05", 2026) + " " + yearOf("2017", 2026) + " " + yearOf("2009", 2026) + " " + yearOf("2010", 2020); got != "2010-2016 2010-2016 2017 2000-2009 2010" {
		t.Error(got)
	}
}

// TestOnlyNeighboursAreToldTogether: of years by chance, each group is a run of years that follow
// one another, none is small, nobody is lost, and what need not be joined is not.
func TestOnlyNeighboursAreToldTogether(t *testing.T) {
	layers, joined := layersOf(Shown), 0
	for seed := range uint64(400) {
		r := rand.New(rand.NewPCG(seed, 5))
		codes, of, all := []string{}, map[string]sums{}, int64(0)
		for i := range 4 + r.IntN(14) {
			if n := int64(r.IntN(1 + r.IntN(60))); n > 0 {
				codes = append(codes, fmt.Sprint(2000+i))
				of[codes[len(codes)-1]], all = sums{{n, n}}, all+n
			}
		}
		if n := int64(r.IntN(30)); n > 0 {
			codes = append(codes, Unknown)
			of[Unknown], all = sums{{n, n}}, all+n
		}
		groups, total := join(layers, codes, of)
		if len(groups) == 0 && all >= K {
			t.Fatalf("%d: nothing is told of %d", seed, all)
		}
		var order []string
		for i, g := range groups {
			if small(layers, total[i]) || total[i][0].count != merged(g.Codes, of)[0].count {
				t.Errorf("%d: %v has %v", seed, g.Codes, total[i])
			}
			if g.Merged() {
				joined++
				if !slices.ContainsFunc(g.Codes, func(code string) bool { return small(layers, of[code]) }) {
					t.Errorf("%d: %v need not be together", seed, g.Codes)
				}
			}
			order = append(order, g.Codes...)
			all -= total[i][0].count
		}
		known := slices.DeleteFunc(slices.Clone(order), func(code string) bool { return code == Unknown })
		if len(groups) > 0 && (all != 0 || !slices.IsSorted(known) || len(order) != len(codes)) {
			t.Errorf("%d: %v of %v", seed, order, codes)
		}
	}
	if joined < 100 {
		t.Errorf("only %d groups were joined", joined)
	}
}
