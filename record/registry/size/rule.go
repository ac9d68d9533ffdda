package size

import (
	"slices"
	"time"

	"alun/ground/date"
	"alun/ground/db"
)

// Combine is how the bounds of a rule work together.
type Combine string

// The ways.
const (
	ByStage Combine = "stage" // capital when it is being established, yearly sales when it runs
	All     Combine = "all"
	Any     Combine = "any" // one is enough; of several classes the largest counts
)

// Class is a size class of a scheme.
type Class struct {
	Code string // mikro, kecil …
	Name Name
	Rank int // 0 is the smallest of its version
}

// Rule is one way into a class.
type Rule struct {
	Code    string // im-a and im-b are two ways into the class im
	Class   Class
	Combine Combine
	Bounds  []Bound // at most one for each fact, in the order of AllFacts
	Basis   string  // the regulation and its article
	Source  string
	Grade   string // A to D, see the city's README
	Note    Name

	line int // of the file that it was read from
}

// Bound finds what the rule says of a fact.
func (r Rule) Bound(f Fact) (Bound, bool) {
	for _, b := range r.Bounds {
		if b.Fact == f {
			return b, true
		}
	}
	return Bound{}, false
}

// Version is the rules of one scheme from a day on.
type Version struct {
	ID       db.ID
	Scheme   Scheme
	From     date.Day
	Until    date.Day // the first day of the next version; zero: none follows
	By       string   // who wrote it down: the profile
	Recorded time.Time
	Replaced time.Time // zero: it counts
	Rules    []Rule    // from the smallest class up

	file string
}

// Classes lists the classes, the smallest first.
func (v Version) Classes() []Class { return classes(v.Rules) }

func classes(rules []Rule) (out []Class) {
	for _, r := range rules {
		if !slices.Contains(out, r.Class) {
			out = append(out, r.Class)
		}
	}
	return out
}

// facts lists what the version asks of a business in a stage.
func (v Version) facts(running bool) []Fact {
	var out []Fact
	for _, f := range AllFacts {
		if slices.ContainsFunc(v.Rules, func(r Rule) bool { return slices.Contains(r.facts(running), f) }) {
			out = append(out, f)
		}
	}
	return out
}

// facts lists what the rule asks in a stage.
func (r Rule) facts(running bool) []Fact {
	var out []Fact
	for _, b := range r.Bounds {
		if r.Combine != ByStage || b.Fact == deciding(running) {
			out = append(out, b.Fact)
		}
	}
	return out
}

// deciding is the fact by which a stage is judged.
func deciding(running bool) Fact {
	if running {
		return Sales
	}
	return Capital
}

// truth is what is known of a rule. Their order makes "all" the smallest of its
// parts and "any" the largest.
type truth int8

const (
	no truth = iota
	open
	yes
)

// holds tells whether a business meets the rule.
func (r Rule) holds(f Facts) truth {
	asked := r.facts(f.Running)
	if len(asked) == 0 {
		return no // a stage of which the rule says nothing
	}
	out := yes
	if r.Combine == Any {
		out = no
	}
	for _, b := range r.Bounds {
		if !slices.Contains(asked, b.Fact) {
			continue
		}
		if t := meets(b, f.Of(b.Fact)); r.Combine == Any {
			out = max(out, t)
		} else {
			out = min(out, t)
		}
	}
	return out
}

func meets(b Bound, n Figure) truth {
	switch {
	case !n.Known:
		return open
	case b.holds(n.N):
		return yes
	}
	return no
}
