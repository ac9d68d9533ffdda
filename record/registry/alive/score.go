package alive

import (
	"cmp"
	"math"
	"slices"
	"time"

	"alun/ground/lang"
)

// Signal is something that was seen or said of a business.
type Signal struct {
	Kind string
	At   time.Time
}

// Business is what is known of a business before its signals.
type Business struct {
	Division string    // of its main KBLI code; "" where there is none
	Listed   time.Time // since when it is in a list; zero is unknown and counts as the rules say
}

// Part is one addend: what it says, and since how many days.
type Part struct {
	Say   lang.Key
	Args  []any
	Milli Milli
}

// Status is how likely it is that a business works. The parts add up to Odds.
type Status struct {
	Score float64
	Odds  Milli // log-odds
	Parts []Part
}

// ahead is how far a signal may lie in the future: clocks differ, zones too.
const ahead = 48 * time.Hour

// Score tells the status of a business at an instant. Signals of unknown kinds, and
// those from too far ahead, say nothing.
func (r Rules) Score(b Business, signals []Signal, now time.Time) Status {
	odds, kind, best := r.weigh(b, signals, now)
	if b.Listed.IsZero() {
		kind = "undated"
	}
	parts := []Part{{lang.Key("alive.base_" + kind), []any{int(r.age(b, now).Hours() / 24 / 365.25)}, odds}}
	for i, p := range best {
		if p.milli != 0 {
			parts = append(parts, Part{lang.Key("alive.signal_" + r.Signals[i].Kind), []any{p.days}, p.milli})
			odds += p.milli
		}
	}
	slices.SortStableFunc(parts[1:], func(a, b Part) int { return cmp.Compare(size(b.Milli), size(a.Milli)) })
	return Status{Chance(odds), odds, parts}
}

// Odds is the log-odds alone, without reasons: for all businesses at once.
func (r Rules) Odds(b Business, signals []Signal, now time.Time) Milli {
	odds, _, best := r.weigh(b, signals, now)
	for _, p := range best {
		odds += p.milli
	}
	return odds
}

// Chance is the score of a log-odds.
func Chance(odds Milli) float64 { return 1 / (1 + math.Exp(-float64(odds)/1000)) }

func size(m Milli) Milli { return max(m, -m) }

// age is how long a business is in a list, and that of the rules where nobody knows.
func (r Rules) age(b Business, now time.Time) time.Duration {
	if b.Listed.IsZero() {
		return r.undated
	}
	return max(0, now.Sub(b.Listed))
}

// faded is the signal of a kind that weighs most today.
type faded struct {
	milli Milli
	days  int
}

// mostKinds is how many kinds are weighed without asking for memory.
const mostKinds = 24

func (r Rules) weigh(b Business, signals []Signal, now time.Time) (Milli, string, []faded) {
	odds, kind := r.base(b.Division, r.age(b, now))
	if len(signals) == 0 {
		return odds, kind, nil
	}
	before := r.settled(signals, now)
	best := make([]faded, len(r.Signals), mostKinds)
	for _, s := range signals {
		i, known := r.byKind[s.Kind]
		if !known || s.At.After(now.Add(ahead)) {
			continue
		}
		rule, at := &r.Signals[i], earlier(s.At, now)
		if rule.Weight > 0 && at.Before(before.against) || rule.Weight < 0 && at.Before(before.pro) {
			continue
		}
		days := int(now.Sub(at) / (24 * time.Hour))
		m := Milli(math.Round(float64(rule.Weight) * math.Exp2(-float64(days)/float64(rule.HalfLife))))
		if size(m) > size(best[i].milli) {
			best[i] = faded{m, days}
		}
	}
	return odds, kind, best
}

// settled is since when signals that settle speak for a business, and since when
// against it: what is older and says the contrary is set aside.
func (r Rules) settled(signals []Signal, now time.Time) (out struct{ pro, against time.Time }) {
	for _, s := range signals {
		i, known := r.byKind[s.Kind]
		if !known || !r.Signals[i].Settles || s.At.After(now.Add(ahead)) {
			continue
		}
		at := earlier(s.At, now)
		if r.Signals[i].Weight > 0 && at.After(out.pro) {
			out.pro = at
		}
		if r.Signals[i].Weight < 0 && at.After(out.against) {
			out.against = at
		}
	}
	return out
}

func earlier(a, b time.Time) time.Time {
	if a.After(b) {
		return b
	}
	return a
}
