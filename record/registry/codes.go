package registry

import (
	"cmp"
	"slices"
	"strings"
)

// sortCodes puts codes in the order in which they are kept: by version, the main one
// first.
func sortCodes(all []Code) {
	slices.SortFunc(all, func(a, b Code) int {
		if a.Version == b.Version && a.Main != b.Main {
			if a.Main {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(a.Version, b.Version), cmp.Compare(a.Code, b.Code))
	})
}

func codesText(all []Code) string {
	out := make([]string, len(all))
	for i, c := range all {
		out[i] = c.String()
	}
	return strings.Join(out, " ")
}
