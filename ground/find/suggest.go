package find

import (
	"strings"

	"alun/ground/find/word"
)

// Suggest completes the last word that was typed: the words of the index that
// begin with it, the most frequent first. There are none after a space.
func (x *Index) Suggest(typed string, n int) []string {
	const mostSuggested = 100
	if n = min(n, mostSuggested); n <= 0 {
		return nil
	}
	if len(typed) > mostTyped*4 { // the end counts
		typed = typed[len(typed)-mostTyped*4:]
	}
	tokens := word.Split(typed)
	if len(tokens) == 0 || tokens[len(tokens)-1].To < len(strings.TrimRight(typed, "*'’")) {
		return nil
	}
	prefix := tokens[len(tokens)-1].Text
	counts := map[string]uint32{}
	parts := x.now.Load().parts
	for i := range parts {
		parts[i].frequent(parts[i].beginning(prefix), n, counts)
	}
	return best(counts, n)
}
