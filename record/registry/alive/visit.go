package alive

import (
	"cmp"
	"slices"
)

// Place is a business that could be visited.
type Place struct {
	ID   int64
	Odds Milli
	Near int32 // where it is reached: places of one RT or kelurahan have one number
}

// Trip is what a day's way costs, in minutes. With Way 0 nothing is gained by staying
// near.
type Trip struct {
	Minutes   int // to spend
	Each, Way int // a visit; the way to another Near
}

// Visit is a place to go to, in the order of what is gained for the time.
type Visit struct {
	Place
	Gain float64 // by how much the Brier score of the city's businesses is expected to fall, in sum
}

// Gain is by how much a visit is expected to lower p(1−p), which is what the score of
// a business costs in Brier's measure when it is right: the variance of what one would
// think after the visit.
func (r Rules) Gain(odds Milli) float64 {
	p := Chance(odds)
	seen := p*r.seenActive + (1-p)*r.seenGone
	after := p * r.seenActive / seen
	gone := p * (1 - r.seenActive) / (1 - seen)
	return seen*(after-p)*(after-p) + (1-seen)*(gone-p)*(gone-p)
}

// Worklist chooses the visits that make the city most certain within a trip.
//
// Of each Near the best places are taken together, as many as pay the way best; then
// whatever gains most for its minutes comes first. That is greedy by density: within
// the last piece of the best there is.
func (r Rules) Worklist(places []Place, t Trip) []Visit {
	if t.Each < 1 || t.Minutes < t.Each {
		return nil
	}
	all := make([]Visit, len(places))
	for i, p := range places {
		all[i] = Visit{p, r.Gain(p.Odds)}
	}
	if t.Way <= 0 {
		slices.SortFunc(all, byGain)
		return all[:min(len(all), t.Minutes/t.Each)]
	}
	slices.SortFunc(all, func(a, b Visit) int { return cmp.Or(cmp.Compare(a.Near, b.Near), byGain(a, b)) })
	return spend(bundles(all, t), t)
}

func byGain(a, b Visit) int { return cmp.Or(cmp.Compare(b.Gain, a.Gain), cmp.Compare(a.ID, b.ID)) }

// bundle is visits that are paid together.
type bundle struct {
	visits  []Visit
	minutes int
	density float64 // gain in a minute
	first   bool    // its minutes hold the way
}

// bundles cuts the places of each Near: first as many as pay the way best, then one
// by one. No later one of a Near is denser than an earlier one.
func bundles(all []Visit, t Trip) (out []bundle) {
	for len(all) > 0 {
		n := 1
		for n < len(all) && all[n].Near == all[0].Near {
			n++
		}
		sum, best, count := 0.0, 0.0, 0
		for i, v := range all[:n] {
			sum += v.Gain
			if d := sum / float64(t.Way+t.Each*(i+1)); d > best || i == 0 {
				best, count = d, i+1
			}
		}
		out = append(out, bundle{all[:count], t.Way + t.Each*count, best, true})
		for i := count; i < n; i++ {
			out = append(out, bundle{all[i : i+1], t.Each, all[i].Gain / float64(t.Each), false})
		}
		all = all[n:]
	}
	return out
}

// spend takes the densest bundles as long as there is time; of the one that no
// longer fits, as many visits as do.
func spend(all []bundle, t Trip) (out []Visit) {
	slices.SortStableFunc(all, func(a, b bundle) int { return cmp.Compare(b.density, a.density) })
	left := t.Minutes
	for _, b := range all {
		if b.minutes > left {
			way := 0
			if b.first {
				way = t.Way
			}
			if n := (left - way) / t.Each; n > 0 && left > way {
				out = append(out, b.visits[:min(n, len(b.visits))]...)
			}
			return out
		}
		out, left = append(out, b.visits...), left-b.minutes
	}
	return out
}
