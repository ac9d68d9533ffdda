package size

import (
	"slices"

	"alun/ground/date"
	"alun/ground/money"
)

// Figure is a figure that may be unknown: unknown is not zero.
type Figure struct {
	N     int64
	Known bool
}

// Rupiah and People make known figures.
func Rupiah(r money.Rupiah) Figure { return Figure{int64(r), true} }

// People counts workers, the owner who works included.
func People(n int64) Figure { return Figure{n, true} }

// Facts is what is known of a business on a day.
type Facts struct {
	Running    bool // false: it is being established
	Sales      Figure
	Capital    Figure
	Workers    Figure
	Investment Figure
	On         date.Day // the rules of this day count
}

// Of finds the figure of a fact.
func (f Facts) Of(fact Fact) Figure {
	switch fact {
	case Sales:
		return f.Sales
	case Capital:
		return f.Capital
	case Workers:
		return f.Workers
	}
	return f.Investment
}

// With sets the figure of a fact.
func (f Facts) With(fact Fact, n Figure) Facts {
	switch fact {
	case Sales:
		f.Sales = n
	case Capital:
		f.Capital = n
	case Workers:
		f.Workers = n
	default:
		f.Investment = n
	}
	return f
}

// Result is what the rules say of a business.
type Result struct {
	Scheme   Scheme
	Version  Version // whose rules were used; without Rules: none held on that day
	Known    bool    // Class is certain
	Class    Class
	Rule     Rule      // the rule that it met
	Possible []Class   // what it may be, the smallest first; one when Known, none when the rules say nothing of it
	Because  []Because // the bounds that it met
	Missing  []Fact    // what would have to be known
	Next     []Next    // where the next class begins, by each fact that counts
}

// Because is one reason: a figure that lies within a bound.
type Because struct {
	Bound Bound
	N     int64
}

// Next is where another class begins when one fact grows and the others stay.
type Next struct {
	Bound Bound // the lower end as the rule says it
	Class Class
	Rule  Rule
	More  int64 // how much is still missing until there
}

// Of sorts a business by the rules of a scheme that held on its day.
func (r *Rules) Of(s Scheme, f Facts) Result {
	v, _ := r.On(s, f.On)
	out := v.judge(f)
	out.Scheme, out.Version = s, v
	return out
}

// judge says what the rules of a version say.
func (v Version) judge(f Facts) Result {
	may := v.remain(f)
	out := Result{Possible: classes(may)}
	if len(may) == 0 {
		return out
	}
	out.Rule, out.Class, out.Known = may[0], may[0].Class, len(out.Possible) == 1
	out.Because = out.Rule.because(f)
	if out.Known {
		out.Next = v.next(out.Class, f)
	} else {
		out.Missing = missing(may, f)
	}
	return out
}

// remain lists the rules that the business meets or may meet, the smallest class
// first. It goes from the largest down to the first that is met: one of which a
// single bound is enough counts before the smaller class that is met as well.
func (v Version) remain(f Facts) (may []Rule) {
	for _, r := range slices.Backward(v.Rules) {
		t := r.holds(f)
		if t != no {
			may = append(may, r)
		}
		if t == yes {
			break
		}
	}
	slices.Reverse(may)
	return may
}

// because lists the bounds that the figures meet.
func (r Rule) because(f Facts) (out []Because) {
	asked := r.facts(f.Running)
	for _, b := range r.Bounds {
		if n := f.Of(b.Fact); slices.Contains(asked, b.Fact) && meets(b, n) == yes {
			out = append(out, Because{b, n.N})
		}
	}
	return out
}

// missing lists the facts that keep rules open.
func missing(may []Rule, f Facts) (out []Fact) {
	for _, fact := range AllFacts {
		asks := func(r Rule) bool {
			return r.holds(f) == open && !f.Of(fact).Known && slices.Contains(r.facts(f.Running), fact)
		}
		if slices.ContainsFunc(may, asks) {
			out = append(out, fact)
		}
	}
	return out
}

// next finds, for each fact, the smallest larger figure that changes the class.
func (v Version) next(now Class, f Facts) (out []Next) {
	for _, fact := range v.facts(f.Running) {
		n := f.Of(fact)
		if !n.Known {
			continue
		}
		for _, at := range v.edges(fact) {
			may := v.remain(f.With(fact, Figure{at, true}))
			if at > n.N && len(classes(may)) == 1 && may[0].Class.Rank > now.Rank {
				out = append(out, Next{may[0].begins(fact, at), may[0].Class, may[0], at - n.N})
				break
			}
		}
	}
	return out
}

// begins is the lower end of a rule at a figure, as the rule says it.
func (r Rule) begins(fact Fact, at int64) Bound {
	if b, ok := r.Bound(fact); ok && b.Low.Set && b.First() == at {
		return Bound{Fact: fact, Low: b.Low}
	}
	return Bound{Fact: fact, Low: End{at, true, true}}
}

// edges are the figures at which something of a version begins, in order.
func (v Version) edges(fact Fact) []int64 {
	out := []int64{fact.least()}
	for _, r := range v.Rules {
		if b, ok := r.Bound(fact); ok {
			out = append(out, b.First())
			if b.High.Set {
				out = append(out, b.Last()+1)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
