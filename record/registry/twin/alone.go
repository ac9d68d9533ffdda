package twin

import "math"

// NamesAlike tells how alike the names of two entries are, in hundredths, where there is no
// register at hand that says which words are rare: every word that tells something weighs
// the same. It is for asking a person at once; what the register proposes is judged by an
// Index.
func NamesAlike(a, b []string) int {
	mine, theirs := tokens(a), tokens(b)
	if len(mine) == 0 || len(theirs) == 0 {
		return 0
	}
	var taken [mostTokens]bool
	sum := 0.0
	for _, w := range mine {
		best, at := sameWord, -1
		for i, v := range theirs {
			if l := likeness(w, v); !taken[i] && l > best {
				best, at = l, i
			}
		}
		if at >= 0 {
			taken[at] = true
			sum += best
		}
	}
	return int(100*min(1, sum/math.Sqrt(float64(len(mine)*len(theirs)))) + 0.5)
}

// likeness is that of two words; very short ones, and those of very different length, are
// two words unless they are the same.
func likeness(s, t string) float64 {
	switch {
	case s == t:
		return 1
	case len(s) < 3 || len(t) < 3 || len(s) > 2*len(t) || len(t) > 2*len(s):
		return 0
	}
	return alike(s, t)
}
