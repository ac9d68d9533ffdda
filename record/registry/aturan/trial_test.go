package aturan

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"alun/record/registry"
	"alun/record/registry/opendata"
	"alun/record/registry/size"
)

func TestATrialCountsAndNamesNobody(t *testing.T) {
	d, err := Read(profileRules(t), good(), day("2026-11-22"))
	if err != nil {
		t.Fatal(err)
	}
	got := d.trial(map[string]int64{"": 40, "omzet_60jt": 500, "omzet_300jt": 300, "omzet_1m": 9, "omzet_2m": 0, "omzet_15m": 12})
	type line struct {
		from, to string
		n        int64
		told     bool
	}
	codes := func(all []size.Class) (out string) {
		for _, c := range all {
			out += c.Code
		}
		return out
	}
	var lines []line
	for _, m := range got.Moves {
		lines = append(lines, line{codes(m.From), codes(m.To), m.N, m.Told})
	}
	want := []line{{"M2", "M1M2", 300, true}, {"M1", "M1", 500, true}, {"M3", "M3", 0, false}, {"K1K2", "K1K2", 0, false}} // 12 with the 9, that 861 less the others tells neither
	if !slices.Equal(lines, want) || got.Quiet != (opendata.Cell{N: 40, Told: true}) || got.Opened != (opendata.Cell{N: 861, Told: true}) || !got.Hides() || codes(got.Split) != "M1M2" {
		t.Errorf("%+v\nwant %+v; quiet %+v, split %v", lines, want, got.Quiet, got.Split)
	}
	in := good()
	in.Ends = []string{"60 juta", "1 miliar", "1,5 miliar"}
	if d, err = Read(profileRules(t), in, day("2026-11-22")); err != nil {
		t.Fatal(err)
	}
	got = d.trial(map[string]int64{"omzet_1m": 70, "omzet_60jt": 3})
	if len(got.Moves) != 2 || codes(got.Moves[0].From) != "M3" || codes(got.Moves[0].To) != "M2" || got.Moves[0].Told || !got.Moves[1].Stays() || got.Moves[1].Told || len(got.Split) != 0 {
		t.Errorf("%+v", got)
	}
	got = d.trial(map[string]int64{"omzet_1m": 70, "omzet_60jt": 30})
	if got.Moves[0].N != 70 || got.Moves[1].N != 30 || got.Hides() {
		t.Errorf("none of them is small: %+v", got)
	}
	got = d.trial(map[string]int64{"omzet_1m": 6, "omzet_60jt": 3})
	if len(got.Moves) != 0 || got.Opened.Told || got.Quiet.Told {
		t.Errorf("too few in all: %+v", got)
	}
}

// TestNoTrialTellsFewer: whoever has everything that several drafts tell of one count, and
// knows how it is hidden, still holds another number possible in place of each small one.
func TestNoTrialTellsFewer(t *testing.T) {
	var drafts []Draft
	for _, ends := range [][]string{{"100 juta", "300 juta", "1 miliar"}, {"60 juta", "1 miliar", "1,5 miliar"}, {"300 juta", "1 miliar", "1,5 miliar"}, {"50 juta", "60 juta", "300 juta"}} {
		in := good()
		in.Ends = ends
		d, err := Read(profileRules(t), in, day("2026-11-22"))
		if err != nil {
			t.Fatal(err)
		}
		drafts = append(drafts, d)
	}
	told := func(byBand map[string]int64) string {
		var out []Trial
		for _, d := range drafts {
			out = append(out, d.trial(byBand))
		}
		return fmt.Sprint(out)
	}
	codes := []string{""}
	for _, b := range registry.SalesBands {
		codes = append(codes, b.Code)
	}
	chance, small := rand.New(rand.NewPCG(20, 26)), 0
	for range 400 {
		byBand, usual := map[string]int64{}, []int64{4, 12, 30, 400}[chance.IntN(4)]
		for _, code := range codes {
			byBand[code] = max(0, chance.Int64N(usual+usual/2)-usual/3)
		}
		seen := told(byBand)
		for _, code := range codes {
			if n := byBand[code]; n == 0 || n >= opendata.K {
				continue
			}
			small++
			if !another(byBand, code, func(x map[string]int64) bool { return told(x) == seen }) {
				t.Fatalf("%q is told: %v of %v", code, seen, byBand)
			}
		}
	}
	if small < 300 {
		t.Errorf("only %d numbers were small: nothing was tried", small)
	}
}

// another reports that a number could be another one: where one of its businesses stood in
// the place of another's, or they changed places, all would look the same.
func another(byBand map[string]int64, code string, same func(map[string]int64) bool) bool {
	for other := range byBand {
		for _, by := range []int64{1, -1, byBand[other] - byBand[code]} {
			x := maps.Clone(byBand)
			x[code], x[other] = x[code]+by, x[other]-by
			if other != code && by != 0 && x[code] >= 0 && x[other] >= 0 && same(x) {
				return true
			}
		}
	}
	return false
}
