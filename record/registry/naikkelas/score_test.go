package naikkelas

import (
	"math/big"
	"math/rand/v2"
	"testing"

	"alun/ground/date"
	"alun/record/registry"
)

func wheel(t *testing.T) Wheel {
	t.Helper()
	p, err := ReadProfile(balikpapan)
	if err != nil {
		t.Fatal(err)
	}
	w, found := p.Rules().Wheel(date.Day{Year: 2026, Month: 11, Date: 22})
	if !found {
		t.Fatal("no wheel holds")
	}
	return w
}

// The score equals a referee that computes with fractions, within the rounding of two
// divisions, on answers of all kinds.
func TestTheScoreIsTheReferees(t *testing.T) {
	w := wheel(t)
	r := rand.New(rand.NewPCG(1, 2))
	for range 500 {
		f := Facts{Business: registry.Values{registry.Kind: registry.Usaha, registry.KBLI: []string{"", "2020:56102*", "2020:10794*", "2020:95291*"}[r.IntN(4)]}, Known: map[string]Known{}}
		for _, a := range w.Axes {
			for _, q := range a.Questions {
				if r.IntN(3) > 0 {
					f.Known[q.Code] = Known{Value: q.Choices[r.IntN(len(q.Choices))].Code, Level: registry.Levels[r.IntN(6)], By: "answer"}
				}
			}
		}
		s := w.Score(f)
		ready, proven := referee(w, f)
		if off(s.Ready, ready) || off(s.Proven, proven) || s.Proven > s.Ready || s.Ready < 0 || s.Ready > 1000 {
			t.Fatalf("%d/%d, the referee says %s/%s", s.Ready, s.Proven, ready.FloatString(2), proven.FloatString(2))
		}
		if next, some := s.Next(); some {
			better := Facts{f.Business, map[string]Known{}}
			for code, k := range f.Known {
				better.Known[code] = k
			}
			better.Known[next.Question.Code] = Known{Value: Yes, Level: registry.Told}
			if got := w.Score(better).Ready - s.Ready; got < next.Gain-2 || got > next.Gain+2 {
				t.Fatalf("%s promises %d and brings %d", next.Question.Code, next.Gain, got)
			}
		}
	}
}

// off reports a figure further from the referee's than rounding down twice brings it.
func off(n int64, exact *big.Rat) bool {
	diff := new(big.Rat).Sub(exact, new(big.Rat).SetInt64(n))
	return diff.Sign() < 0 || diff.Cmp(big.NewRat(2, 1)) > 0
}

func referee(w Wheel, f Facts) (ready, proven *big.Rat) {
	ready, proven = new(big.Rat), new(big.Rat)
	axes := new(big.Rat)
	for _, a := range w.Axes {
		sum, mine, sure := new(big.Rat), new(big.Rat), new(big.Rat)
		for _, q := range a.Questions {
			if q.Kind != "" && q.Kind != f.Business[registry.Kind] || !q.Trades.For(f.Business) {
				continue
			}
			points := int64(0)
			if k, ok := f.Known[q.Code]; ok {
				c, _ := q.choice(k.Value)
				if !c.Counts {
					continue
				}
				points = c.Points
				if k.Level >= w.Proven {
					sure.Add(sure, big.NewRat(points*q.Weight, 100))
				}
			}
			sum.Add(sum, new(big.Rat).SetInt64(q.Weight))
			mine.Add(mine, big.NewRat(points*q.Weight, 100))
		}
		if sum.Sign() == 0 {
			continue
		}
		weight := new(big.Rat).SetInt64(a.Weight)
		axes.Add(axes, weight)
		ready.Add(ready, new(big.Rat).Mul(weight, mine.Quo(mine, sum)))
		proven.Add(proven, new(big.Rat).Mul(weight, sure.Quo(sure, sum)))
	}
	thousand := big.NewRat(1000, 1)
	ready.Mul(ready.Quo(ready, axes), thousand)
	proven.Mul(proven.Quo(proven, axes), thousand)
	return ready, proven
}

// What is not answered is no step to take: only what is known not to be there.
func TestTheNextStepIsOfWhatIsKnown(t *testing.T) {
	w := wheel(t)
	f := Facts{Business: registry.Values{registry.Kind: registry.Usaha, registry.KBLI: "2020:56102*"}, Known: map[string]Known{}}
	if s := w.Score(f); s.Answered != 0 || s.Ready != 0 {
		t.Errorf("nothing is answered: %+v", s)
	} else if _, some := s.Next(); some {
		t.Error("somebody who said nothing is told what to get")
	}
	if a, open := w.Score(f).Open(); !open || a.Code != "legalitas" {
		t.Errorf("the first open axis: %v %v", a.Code, open)
	}
	f.Known["merek"] = Known{Value: NotYet, Level: registry.Told} // a month
	f.Known["catat"] = Known{Value: NotYet, Level: registry.Told} // a day, and weighs more
	if q, _ := w.Score(f).Next(); q.Question.Code != "catat" || q.Gain <= 0 {
		t.Errorf("next: %s %d", q.Question.Code, q.Gain)
	}
	f.Known["catat"] = Known{Value: Yes, Level: registry.Told}
	if q, _ := w.Score(f).Next(); q.Question.Code != "merek" {
		t.Errorf("next: %s", q.Question.Code)
	}
	f.Known["merek"] = Known{Value: Needless, Level: registry.Told}
	if _, some := w.Score(f).Next(); some {
		t.Error("what is not needed is the next step")
	}
}

// A rule of trades is for the codes that begin so, for subsectors, or for all.
func TestForWhichTrades(t *testing.T) {
	for _, c := range []struct {
		trades Trades
		facts  registry.Values
		want   bool
	}{
		{"", nil, true},
		{"*", nil, true},
		{"usaha", registry.Values{registry.Kind: registry.Usaha}, true},
		{"usaha", registry.Values{registry.Kind: registry.Perorangan}, false},
		{"10 56", registry.Values{registry.KBLI: "2020:56102*"}, true},
		{"10 56", registry.Values{registry.KBLI: "2020:95291* 2025:10794"}, true},
		{"10", registry.Values{registry.KBLI: "2020:56102*"}, false},
		{"@kuliner", registry.Values{registry.Subsectors: "kriya kuliner"}, true},
		{"@kuliner", registry.Values{registry.Subsectors: "kriya"}, false},
		{"10", nil, false},
	} {
		if got := c.trades.For(c.facts); got != c.want {
			t.Errorf("%q for %v: %v", c.trades, c.facts, got)
		}
	}
}
