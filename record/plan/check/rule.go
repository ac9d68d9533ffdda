package check

import "slices"

// Kind says how sure a rule can be, and so how its flags look on a page.
type Kind string

// The kinds.
const (
	Fault    Kind = "fault"    // arithmetic or notation alone contradicts itself
	Question Kind = "question" // unusual: the office can explain it
	Watch    Kind = "watch"    // often right; kept in sight
)

// Rule is one exact test with the thresholds of this city.
type Rule struct {
	ID     string
	Kind   Kind
	Oracle bool // one of the rules that programme_anomalies.csv is the referee of
	limits map[string]int64
	words  map[string][]string
}

// Name, Why and Say are the keys of the rule's sentences: a short name, the
// reason in arithmetic or law, and the note itself with its values.
func (r Rule) Name() string { return "check.rule." + r.ID + ".name" }
func (r Rule) Why() string  { return "check.rule." + r.ID + ".why" }
func (r Rule) Say() string  { return "check.rule." + r.ID + ".say" }

// Limit is a threshold of the rule, in the unit that its name says.
func (r Rule) Limit(name string) int64 { return r.limits[name] }

// Rules are the rules in force, in the order of the catalogue.
type Rules struct{ list []Rule }

// All lists the rules in force.
func (rs Rules) All() []Rule { return slices.Clone(rs.list) }

// Get finds a rule in force.
func (rs Rules) Get(id string) (Rule, bool) {
	for _, r := range rs.list {
		if r.ID == id {
			return r, true
		}
	}
	return Rule{}, false
}

// Only keeps the rules that keep says, for callers that want some of them.
func (rs Rules) Only(keep func(Rule) bool) Rules {
	var out Rules
	for _, r := range rs.list {
		if keep(r) {
			out.list = append(out.list, r)
		}
	}
	return out
}

// Default is every rule that the house knows, with the thresholds in the code.
func Default() Rules {
	var out Rules
	for _, d := range catalogue {
		out.list = append(out.list, d.rule())
	}
	return out
}
