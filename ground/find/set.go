package find

import "slices"

// Set is a set of documents by their ids, to be given as Query.Allow.
type Set struct{ ids []int64 }

// NewSet makes a set; the ids may come in any order.
func NewSet(ids []int64) *Set {
	own := slices.Clone(ids)
	slices.Sort(own)
	return &Set{ids: slices.Compact(own)}
}

// Len is how many ids are in the set.
func (s *Set) Len() int { return len(s.ids) }
