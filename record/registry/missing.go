package registry

import (
	"slices"

	"alun/ground/fault"
)

// Lack is a fact that a business needs before it can be handed in: why it is asked
// for, and how to give it.
type Lack struct {
	Fact     Fact
	Why, How string // keys of sentences
}

// Missing lists what a business lacks to be handed in, in the order of forms.
func Missing(v Values) []Lack {
	var out []Lack
	need := func(f Fact, there bool) {
		if !there {
			out = append(out, Lack{f, "registry.lack_" + string(f), "registry.lack_" + string(f) + "_how"})
		}
	}
	has := func(facts ...Fact) bool {
		return slices.ContainsFunc(facts, func(f Fact) bool { return v[f] != "" })
	}
	need(Kind, has(Kind))
	need(Name, has(Name))
	need(LegalForm, has(LegalForm) || v[Kind] == Perorangan)
	need(Kelurahan, has(Kelurahan))
	need(Address, has(Address) || v[StreetVendor] == Yes)
	need(AtHome, has(AtHome) || v[StreetVendor] == Yes)
	need(Phone, has(Phone, WA, Mail))
	need(AboutID, has(AboutID))
	need(KBLI, has(KBLI) || v[Kind] == Perorangan)
	need(Subsectors, has(Subsectors) || v[Kind] != Perorangan)
	return out
}

// complete refuses what lacks something, told at each field.
func complete(v Values) error {
	f := fault.New(fault.Invalid, "registry.incomplete")
	for _, l := range Missing(v) {
		f.At(string(l.Fact), l.Why)
	}
	if len(f.Fields) > 0 {
		return f
	}
	return nil
}

// keeps refuses a change that takes something away from a business that was handed in
// or is public, without which it could not have been.
func keeps(s State, before, after Values) error {
	if s == Draft || s == Returned {
		return nil
	}
	lacked := Missing(before)
	f := fault.New(fault.Invalid, "registry.incomplete")
	for _, l := range Missing(after) {
		if !slices.Contains(lacked, l) {
			f.At(string(l.Fact), l.Why)
		}
	}
	if len(f.Fields) > 0 {
		return f
	}
	return nil
}
