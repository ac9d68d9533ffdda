package find

import (
	"slices"
	"strings"
)

// Values lists the values of a facet, sorted: all that a document has, and some that
// only removed ones had. A facet that is not there has none.
func (x *Index) Values(facet string) []string {
	f := x.config.facet(facet)
	if f < 0 {
		return nil
	}
	there := map[string]bool{}
	for _, p := range x.now.Load().parts {
		t := &p.facets[f].values
		for i := range t.len() {
			there[t.at(uint32(i))] = true
		}
	}
	out := make([]string, 0, len(there))
	for v := range there {
		out = append(out, strings.Clone(v))
	}
	slices.Sort(out)
	return out
}
