package registry

import (
	"alun/ground/fault"
	"alun/record/registry/saring"
)

// readByAll are the facts that are texts of the writer's own, which everybody will
// read once the business is public.
var readByAll = []struct {
	fact  Fact
	place saring.Place
}{{Name, saring.Name}, {OtherNames, saring.Name}, {Address, saring.Where}, {Capacity, saring.Short}, {AboutID, saring.About}, {AboutEN, saring.About}, {AboutJA, saring.About}, {Web, saring.Web}}

// tidy asks who writes to mend what does not belong in such texts: a number that
// belongs among the contacts, where the owner opens it; too many links; words of
// gambling. What may stay and should be looked at is kept: see mark.
func tidy(set Values) error {
	var all *fault.Fault
	for _, x := range readByAll {
		_, bad := saring.Check(x.place, string(x.fact), set[x.fact])
		switch {
		case bad == nil || leftOut("tidy"):
		case all == nil:
			all = bad
		default:
			all.Fields = append(all.Fields, bad.Fields...)
		}
	}
	if all == nil {
		return nil
	}
	return all
}

// seemly refuses of a list what nobody's text may show, whoever says it: a number of a
// telephone or an identity card in a name, words of gambling. The rest of what writers
// are asked to mend is not the list's to mend, and gets a mark.
func seemly(set Values) error {
	if leftOut("seemly") {
		return nil
	}
	return nowhere(set, "registry.facts_invalid")
}

// fitToShow refuses to hand in or to show what was written before such texts were refused.
func fitToShow(b Business) error {
	if leftOut("fit to show") {
		return nil
	}
	return nowhere(b.Facts, "registry.texts_unfit")
}

// nowhere refuses what nobody's text may show, told at each field.
func nowhere(set Values, key string) error {
	f := fault.New(fault.Invalid, key)
	for _, x := range readByAll {
		if never := saring.Never(x.place, set[x.fact]); len(never) > 0 {
			f.At(string(x.fact), never[0].Word(), never[0].Most)
		}
	}
	if len(f.Fields) > 0 {
		return f
	}
	return nil
}
