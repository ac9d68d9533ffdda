package alive_test

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"alun/record/registry/alive"
	"alun/record/registry/madeup"
)

// What the measure asks for, said before it was taken: over the whole city the Brier
// score is at least a tenth below that of the best guess without signals, and a
// worklist lowers it at least 1.3 times as much as as many visits at random. A visit
// gains most at a half; the mean business stands at about 0.6, so no order can gain
// very much more than a random one, and 1.3 is no small thing to ask.
const (
	brierBelow = 0.90
	listFactor = 1.3
)

var today = madeup.Today.Start().Add(12 * time.Hour)

// brier is the mean squared distance of what was said from what is so.
func brier(all []subject, say func(subject) float64) float64 {
	sum := 0.0
	for _, s := range all {
		truth := 0.0
		if s.active {
			truth = 1
		}
		d := say(s) - truth
		sum += d * d
	}
	return sum / float64(len(all))
}

// rates are how many are active among those of one division and year: fitted on seeds
// that nothing is judged by.
func rates(seeds ...uint64) (of map[string]float64, mean float64) {
	count, works := map[string]float64{}, map[string]float64{}
	for _, seed := range seeds {
		for _, s := range simulate(seed, 30_000) {
			for _, k := range []string{"", key(s)} {
				count[k]++
				if s.active {
					works[k]++
				}
			}
		}
	}
	of = map[string]float64{}
	for k := range count {
		of[k] = (works[k] + 1) / (count[k] + 2)
	}
	return of, of[""]
}

func key(s subject) string {
	return s.business.Division + string(rune('A'+s.listed-2010))
}

// The score beats what can be said without signals: the mean of the city, and the
// better guess by division and year, both fitted on other seeds.
func TestScoreBeatsTheBaseRate(t *testing.T) {
	r := rules(t)
	of, mean := rates(101, 102)
	for _, seed := range []uint64{7, 8, 9} {
		all := simulate(seed, 30_000)
		odds := func(s subject) float64 { return alive.Chance(r.Odds(s.business, s.signals, today)) }
		flat := brier(all, func(subject) float64 { return mean })
		group := brier(all, func(s subject) float64 {
			if p, known := of[key(s)]; known {
				return p
			}
			return mean
		})
		ours := brier(all, odds)
		none := brier(all, func(s subject) float64 { return alive.Chance(r.Odds(s.business, nil, today)) })
		t.Logf("seed %d, %d businesses: mean %.4f, by division and year %.4f, our base alone %.4f, with signals %.4f: %.3f of the mean's, %.3f of the best guess without signals",
			seed, len(all), flat, group, none, ours, ours/flat, ours/group)
		if ours > brierBelow*group {
			t.Errorf("seed %d: %.4f is not %.0f %% of %.4f", seed, ours, 100*brierBelow, group)
		}
		// Planted: a score turned upside down, and one that heeds signals of another's.
		if wrong := brier(all, func(s subject) float64 { return 1 - odds(s) }); wrong <= brierBelow*group {
			t.Errorf("a score upside down would pass: %.4f", wrong)
		}
		next := map[int]subject{}
		for i := range all {
			next[i] = all[(i+1)%len(all)]
		}
		i := -1
		if wrong := brier(all, func(s subject) float64 {
			i++
			return alive.Chance(r.Odds(s.business, next[i].signals, today))
		}); wrong <= brierBelow*group {
			t.Errorf("the signals of a neighbour would pass: %.4f", wrong)
		}
		if seed == 7 {
			calibrated(t, all, odds)
		}
	}
}

// calibrated prints how many are active of those that were given a score.
func calibrated(t *testing.T, all []subject, say func(subject) float64) {
	var count, works [10]int
	signals := 0
	for _, s := range all {
		at := min(9, int(10*say(s)))
		count[at]++
		signals += len(s.signals)
		if s.active {
			works[at]++
		}
	}
	t.Logf("%.1f signals each", float64(signals)/float64(len(all)))
	for i, n := range count {
		if n > 0 {
			t.Logf("score %.1f to %.1f: %5d businesses, %.2f active", float64(i)/10, float64(i+1)/10, n, float64(works[i])/float64(n))
		}
	}
}

// The same number of visits lowers the city's Brier score by more when the worklist
// chooses them. Officers err as in the process; the rules do not know how.
func TestWorklistBeatsChance(t *testing.T) {
	r := rules(t)
	for _, seed := range []uint64{7, 8, 9} {
		all := simulate(seed, 30_000)
		places := make([]alive.Place, len(all))
		for i, s := range all {
			places[i] = alive.Place{ID: int64(i), Odds: r.Odds(s.business, s.signals, today), Near: s.near}
		}
		const visits = 1000
		var ids []int64
		for _, v := range r.Worklist(places, alive.Trip{Minutes: visits, Each: 1}) {
			ids = append(ids, v.ID)
		}
		list := fall(r, all, ids, seed)
		chance := 0.0
		for round := range uint64(10) {
			chance += fall(r, all, random(len(all), visits, round), seed) / 10
		}
		t.Logf("seed %d: %d visits lower the sum of squared errors by %.1f, at random by %.1f: %.2f times", seed, visits, list, chance, list/chance)
		if list < listFactor*chance {
			t.Errorf("seed %d: %.2f times chance, %.1f was asked", seed, list/chance, listFactor)
		}
		// Planted: the list from its wrong end.
		worst := r.Worklist(places, alive.Trip{Minutes: len(places), Each: 1})
		slices.Reverse(worst)
		ids = ids[:0]
		for _, v := range worst[:visits] {
			ids = append(ids, v.ID)
		}
		if bad := fall(r, all, ids, seed); bad >= listFactor*chance {
			t.Errorf("the wrong end of the list would pass: %.1f", bad)
		}
		trips(t, r, all, places, seed)
	}
}

// trips prints what heeding the way is worth: 40 working days of seven hours, six
// minutes a visit, 20 minutes to another RT.
func trips(t *testing.T, r alive.Rules, all []subject, places []alive.Place, seed uint64) {
	trip := alive.Trip{Minutes: 40 * 7 * 60, Each: 6, Way: 20}
	near := r.Worklist(places, trip)
	var far []alive.Visit
	left, been := trip.Minutes, map[int32]bool{}
	for _, v := range r.Worklist(places, alive.Trip{Minutes: trip.Minutes, Each: trip.Each}) {
		minutes := trip.Each
		if !been[v.Near] {
			minutes += trip.Way
		}
		if left < minutes {
			break
		}
		far, left, been[v.Near] = append(far, v), left-minutes, true
	}
	gain := func(list []alive.Visit) (sum float64, ids []int64) {
		for _, v := range list {
			sum, ids = sum+v.Gain, append(ids, v.ID)
		}
		return sum, ids
	}
	a, ids := gain(near)
	b, others := gain(far)
	t.Logf("seed %d, 40 days: %d visits by RT gain %.1f (%.1f in truth), %d without heed of the way %.1f (%.1f)", seed, len(near), a, fall(r, all, ids, seed), len(far), b, fall(r, all, others, seed))
	if a <= b {
		t.Errorf("heeding the way gains %.1f, not heeding it %.1f", a, b)
	}
}

func random(n, visits int, round uint64) []int64 {
	order := rand.New(rand.NewPCG(round, 5)).Perm(n)[:visits]
	out := make([]int64, visits)
	for i, at := range order {
		out[i] = int64(at)
	}
	return out
}

// fall is by how much visits lower the sum of squared errors.
func fall(r alive.Rules, all []subject, ids []int64, seed uint64) float64 {
	sum := 0.0
	for _, id := range ids {
		s := all[id]
		dice := rand.New(rand.NewPCG(seed, uint64(id)+1<<40))
		more := append(s.signals[:len(s.signals):len(s.signals)], alive.Signal{Kind: visited(dice, s.active), At: today})
		one := []subject{s}
		sum += brier(one, func(s subject) float64 { return alive.Chance(r.Odds(s.business, s.signals, today)) }) -
			brier(one, func(s subject) float64 { return alive.Chance(r.Odds(s.business, more, today)) })
	}
	return sum
}

func BenchmarkCity(b *testing.B) {
	r := rules(b)
	all := simulate(7, madeup.Businesses)
	b.ResetTimer()
	b.Run("scores", func(b *testing.B) {
		for range b.N {
			for _, s := range all {
				_ = r.Odds(s.business, s.signals, today)
			}
		}
	})
	places := make([]alive.Place, len(all))
	for i, s := range all {
		places[i] = alive.Place{ID: int64(i), Odds: r.Odds(s.business, s.signals, today), Near: s.near}
	}
	for name, way := range map[string]int{"worklist": 0, "worklist by RT": 20} {
		b.Run(name, func(b *testing.B) {
			for range b.N {
				_ = r.Worklist(places, alive.Trip{Minutes: 40 * 7 * 60, Each: 6, Way: way})
			}
		})
	}
}
