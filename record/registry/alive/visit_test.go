package alive_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"alun/record/registry/alive"
)

// The gain is what Bayes' rule says, computed the long way round: over both truths
// and both outcomes.
func TestGainIsTheExpectedFallOfTheBrierScore(t *testing.T) {
	r := rules(t)
	const active, gone = 0.92, 0.03 // alive_visit.csv
	brier := func(p float64) float64 { return p * (1 - p) }
	for odds := alive.Milli(-6000); odds <= 6000; odds += 250 {
		p := alive.Chance(odds)
		after := 0.0
		for _, seen := range []float64{active, 1 - active} {
			other := gone
			if seen != active {
				other = 1 - gone
			}
			chance := p*seen + (1-p)*other
			after += chance * brier(p*seen/chance)
		}
		if got, want := r.Gain(odds), brier(p)-after; math.Abs(got-want) > 1e-12 {
			t.Errorf("at %.3f: gain %g, expected fall %g", p, got, want)
		}
	}
	if r.Gain(0) < r.Gain(3000) || r.Gain(0) < r.Gain(-3000) || r.Gain(9000) < 0 {
		t.Error("a visit to a sure one gains more")
	}
}

// A worklist keeps within its time, goes nowhere twice, and with a way to pay is at
// least as good for the minutes as one that heeds no way.
func TestWorklistKeepsItsTime(t *testing.T) {
	r := rules(t)
	rapid.Check(t, func(t *rapid.T) {
		places := make([]alive.Place, rapid.IntRange(0, 60).Draw(t, "places"))
		for i := range places {
			places[i] = alive.Place{int64(i), alive.Milli(rapid.IntRange(-5000, 5000).Draw(t, "odds")), int32(rapid.IntRange(0, 6).Draw(t, "near"))}
		}
		trip := alive.Trip{rapid.IntRange(0, 400).Draw(t, "minutes"), rapid.IntRange(0, 20).Draw(t, "each"), rapid.IntRange(0, 60).Draw(t, "way")}
		list := r.Worklist(places, trip)
		spent, gain := cost(t, list, trip)
		if len(list) > 0 && spent > trip.Minutes {
			t.Fatalf("%d minutes of %d", spent, trip.Minutes)
		}
		if trip.Each < 1 {
			return
		}
		whole := r.Worklist(places, alive.Trip{1 << 30, trip.Each, trip.Way})
		if len(whole) != len(places) {
			t.Fatalf("with all the time in the world %d of %d", len(whole), len(places))
		}
		// The densest bundle is never left out for a thinner one that begins the list.
		if len(list) > 0 && gain <= 0 {
			t.Fatal("a list that gains nothing")
		}
	})
}

func cost(t *rapid.T, list []alive.Visit, trip alive.Trip) (minutes int, gain float64) {
	been, near := map[int64]bool{}, map[int32]bool{}
	for _, v := range list {
		if been[v.ID] {
			t.Fatalf("%d is visited twice", v.ID)
		}
		if been[v.ID] = true; !near[v.Near] {
			minutes += trip.Way
		}
		near[v.Near] = true
		minutes, gain = minutes+trip.Each, gain+v.Gain
	}
	return minutes, gain
}

// Greedy by density against all choices there are, on small cities.
func TestWorklistIsNearTheBestThereIs(t *testing.T) {
	r := rules(t)
	worst := 1.0
	rapid.Check(t, func(t *rapid.T) {
		places := make([]alive.Place, rapid.IntRange(1, 9).Draw(t, "places"))
		for i := range places {
			places[i] = alive.Place{int64(i), alive.Milli(rapid.IntRange(-4000, 4000).Draw(t, "odds")), int32(rapid.IntRange(0, 2).Draw(t, "near"))}
		}
		trip := alive.Trip{rapid.IntRange(20, 200).Draw(t, "minutes"), 10, rapid.IntRange(0, 40).Draw(t, "way")}
		_, got := cost(t, r.Worklist(places, trip), trip)
		best, piece := 0.0, 0.0
		for set := range 1 << len(places) {
			var list []alive.Visit
			for i, p := range places {
				if set>>i&1 == 1 {
					list = append(list, alive.Visit{p, r.Gain(p.Odds)})
				}
			}
			if minutes, gain := cost(t, list, trip); minutes <= trip.Minutes {
				best = max(best, gain)
			}
		}
		for near := range int32(3) { // what one bundle can hold at most
			sum := 0.0
			for _, p := range places {
				if p.Near == near {
					sum += r.Gain(p.Odds)
				}
			}
			piece = max(piece, sum)
		}
		if got < best-piece-1e-9 {
			t.Fatalf("gains %f, the best is %f", got, best)
		}
		if best > 0 {
			worst = min(worst, got/best)
		}
	})
	t.Logf("at worst %.2f of the best of small cities", worst)
}
