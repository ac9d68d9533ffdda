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
}{{Name, saring.Name}, {OtherNames, saring.Name}, {AboutID, saring.About}, {AboutEN, saring.About}, {AboutJA, saring.About}}

// tidy asks who writes to mend what does not belong in such texts: a number that
// belongs among the contacts, where the owner opens it; too many links; words of
// gambling. Lists are not asked: what a register of the state says is not theirs.
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
