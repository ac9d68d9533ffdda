package opendata

import "slices"

// Together says which values of a list are told together, so that none of fewer than K
// businesses is told or can be worked out from the sum of all: each group is of one value or
// of several, and values of nobody stand in none. Where there are fewer than K in all there
// is no group, and the sum is not to be told either. It depends on the counts alone: whoever
// tells sums of whole groups only may divide the same list in as many ways as he likes.
func Together(counts map[string]int64) (groups [][]string) {
	codes, of := make([]string, 0, len(counts)), make(map[string]sums, len(counts))
	for code, n := range counts {
		codes, of[code] = append(codes, code), sums{{all: n, count: n}}
	}
	slices.Sort(codes)
	all, _ := gather([]layer{{}}, codes, of)
	for _, g := range all {
		groups = append(groups, g.Codes)
	}
	return groups
}
