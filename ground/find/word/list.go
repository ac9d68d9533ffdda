package word

import "strings"

// lines gives the lines of an embedded list without comments and empty ones.
func lines(name string) []string {
	text, err := lists.ReadFile("lists/" + name + ".txt")
	if err != nil {
		return nil // not met: the lists are part of the program, and tests read each
	}
	var kept []string
	for line := range strings.Lines(string(text)) {
		line, _, _ = strings.Cut(line, "#")
		if line = strings.TrimSpace(line); line != "" {
			kept = append(kept, line)
		}
	}
	return kept
}

// words gives the words of a list that is nothing but words.
func words(name string) []string {
	var all []string
	for _, line := range lines(name) {
		all = append(all, strings.Fields(line)...)
	}
	return all
}

// spellings reads groups of spellings of one word, a group a line: each leads
// to the others.
func spellings(same map[string][]string) {
	for _, line := range lines("spellings") {
		group := strings.Fields(line)
		for _, w := range group {
			for _, other := range group {
				if other != w {
					same[w] = append(same[w], other+" 0.8")
				}
			}
		}
	}
}

// meanings reads "word, word = value, value 0.5": each word on the left leads
// to all values on the right, and so do its other spellings.
func meanings(same map[string][]string) {
	groups := map[string][]string{}
	for _, line := range lines("spellings") {
		group := strings.Fields(line)
		for _, w := range group {
			groups[w] = group
		}
	}
	for _, line := range lines("same") {
		left, right, _ := strings.Cut(line, "=")
		var values []string
		for v := range strings.SplitSeq(right, ",") {
			values = append(values, strings.TrimSpace(v))
		}
		for w := range strings.SplitSeq(left, ",") {
			w = strings.TrimSpace(w)
			same[w] = append(same[w], values...)
			for _, other := range groups[w] {
				if other != w {
					same[other] = append(same[other], values...)
				}
			}
		}
	}
}
