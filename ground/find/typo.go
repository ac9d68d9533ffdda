package find

import (
	"math/bits"
	"unicode/utf8"
)

// edits is how many slips are forgiven in a word: short ones are too near to
// each other.
func edits(word string) int {
	switch n := utf8.RuneCountInString(word); {
	case n < 4 || n > mostLetters:
		return 0
	case n < 8:
		return 1
	}
	return 2
}

// mostLetters is how long a word may be to be corrected.
const mostLetters = 32

// letters is which letters a word has, one bit for each of a to z, six for all
// others. One slip changes at most two bits.
func letters(word string) uint32 {
	mask := uint32(0)
	for _, r := range word {
		if 'a' <= r && r <= 'z' {
			mask |= 1 << (r - 'a')
		} else {
			mask |= 1 << (26 + uint32(r)%6)
		}
	}
	return mask
}

// apart is how many bits differ.
func apart(a, b uint32) int { return bits.OnesCount32(a ^ b) }

// distance is how many letters must be changed, added, left out or swapped with
// their neighbour to come from one word to the other (Damerau and Levenshtein,
// each letter swapped once); more than the limit if that does not suffice.
func distance(a []rune, word string, limit int) int {
	var letters [mostLetters + 3]rune
	n := 0
	for _, r := range word {
		if n == len(letters) {
			return limit + 1
		}
		letters[n] = r
		n++
	}
	b := letters[:n]
	var rows [3][mostLetters + 4]int
	before, last, row := &rows[0], &rows[1], &rows[2]
	for j := range n + 1 {
		last[j] = j
	}
	for i, x := range a {
		row[0] = i + 1
		least := row[0]
		for j, y := range b {
			d := last[j]
			if x != y {
				d = 1 + min(d, last[j+1], row[j])
			}
			if i > 0 && j > 0 && x == b[j-1] && a[i-1] == y {
				d = min(d, before[j-1]+1)
			}
			row[j+1] = d
			least = min(least, d)
		}
		if least > limit {
			return limit + 1
		}
		before, last, row = last, row, before
	}
	return last[n]
}
