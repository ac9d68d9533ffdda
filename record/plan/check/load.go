package check

import (
	"bytes"
	"encoding/json"
	"io"
	"maps"
	"slices"

	"alun/ground/fault"
)

// written is rules.json as it is written.
type written struct {
	Rules []struct {
		ID     string              `json:"id"`
		Kind   Kind                `json:"kind"`
		Limits map[string]int64    `json:"limits"`
		Words  map[string][]string `json:"words"`
	} `json:"rules"`
}

// Load reads a city's rules.json. A rule that the file does not list is off; a
// threshold that it does not give has the value in the code. What the code does
// not know is refused, so that a misspelt threshold can never be silently
// without effect.
func Load(raw []byte) (Rules, error) {
	var w written
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&w); err != nil {
		return Rules{}, fault.New(fault.Invalid, "check.rules_unreadable", err.Error())
	}
	if _, err := dec.Token(); err != io.EOF {
		return Rules{}, fault.New(fault.Invalid, "check.rules_unreadable", "text after the end")
	}
	known := map[string]Rule{}
	for _, one := range w.Rules {
		d, ok := find(one.ID)
		if _, twice := known[one.ID]; !ok || twice {
			return Rules{}, fault.New(fault.Invalid, "check.rules_unknown_rule", one.ID)
		}
		r := d.rule()
		if r.Kind = one.Kind; !slices.Contains([]Kind{Fault, Question, Watch}, r.Kind) {
			return Rules{}, fault.New(fault.Invalid, "check.rules_bad_value", one.ID, "kind")
		}
		if err := r.set(one.Limits, one.Words); err != nil {
			return Rules{}, err
		}
		known[one.ID] = r
	}
	return inOrder(known), nil
}

// set puts the file's thresholds over those in the code.
func (r *Rule) set(limits map[string]int64, words map[string][]string) error {
	for _, name := range slices.Sorted(maps.Keys(limits)) {
		if _, ok := r.limits[name]; !ok || limits[name] < 0 {
			return fault.New(fault.Invalid, "check.rules_bad_value", r.ID, name)
		}
		r.limits[name] = limits[name]
	}
	for _, name := range slices.Sorted(maps.Keys(words)) {
		if _, ok := r.words[name]; !ok || slices.Contains(words[name], "") {
			return fault.New(fault.Invalid, "check.rules_bad_value", r.ID, name)
		}
		r.words[name] = words[name]
	}
	return nil
}

func inOrder(known map[string]Rule) Rules {
	var out Rules
	for _, d := range catalogue {
		if r, ok := known[d.id]; ok {
			out.list = append(out.list, r)
		}
	}
	return out
}
