package opendata

import "slices"

// join puts values that follow one another together until what is told of each group is not
// small: the smallest of the small ones goes to the smaller of its neighbours, again and again. So
// every group of years is one period, no two overlap, and they stay in their order. Who has no
// known value stands beside the first one, and is joined to it only where nothing else is left.
func join(layers []layer, codes []string, of map[string]sums) (out []Group, total []sums) {
	for _, code := range unknownFirst(codes) {
		if s := of[code]; s != nil && !s.empty() {
			out, total = append(out, Group{Codes: []string{code}}), append(total, s)
		}
	}
	for {
		i := smallest(layers, total)
		switch {
		case i < 0:
			return unknownLast(out, total)
		case len(out) == 1:
			return nil, nil
		case backwards(out, total, i):
			i--
		}
		out[i].Codes, total[i] = append(out[i].Codes, out[i+1].Codes...), total[i].with(total[i+1])
		out, total = slices.Delete(out, i+1, i+2), slices.Delete(total, i+1, i+2)
	}
}

// backwards tells whether a group joins the one before it.
func backwards(out []Group, total []sums, i int) bool {
	switch {
	case i == 0:
		return false
	case i == len(out)-1:
		return true
	case i == 1 && out[0].Codes[0] == Unknown:
		return false
	}
	return total[i-1][0].count <= total[i+1][0].count
}

// smallest finds the smallest sum that must not be told; -1 where there is none.
func smallest(layers []layer, total []sums) int {
	at := -1
	for i, s := range total {
		if small(layers, s) && (at < 0 || s[0].count < total[at][0].count) {
			at = i
		}
	}
	return at
}

func unknownFirst(codes []string) []string {
	i := slices.Index(codes, Unknown)
	if i < 0 {
		return codes
	}
	return append([]string{Unknown}, slices.Delete(slices.Clone(codes), i, i+1)...)
}

// unknownLast puts what is not known behind what is, as pages have it.
func unknownLast(out []Group, total []sums) ([]Group, []sums) {
	if len(out) == 0 || out[0].Codes[0] != Unknown {
		return out, total
	}
	if first := out[0].Codes; len(first) > 1 {
		out[0].Codes = append(slices.Clone(first[1:]), Unknown)
		return out, total
	}
	return append(out[1:], out[0]), append(total[1:], total[0])
}
