package guess

import (
	"strings"

	"github.com/ccojocar/zxcvbn-go/match"
	"github.com/ccojocar/zxcvbn-go/scoring"
)

// Score judges a password: from 0, guessed at once, to 4. own are words that
// whoever guesses knows: of the person and of the house.
func Score(password string, own []string) int {
	var all []match.Match
	for _, find := range []func(string) []match.Match{walks, repeats, sequences, dates} {
		all = append(all, find(password)...)
	}
	all = append(all, words(password, own)...)
	return scoring.MinimumEntropyMatchSequence(password, all).Score
}

// lower is a password in small letters, every letter at its old place.
func lower(password string) string {
	if small := strings.ToLower(password); len(small) == len(password) {
		return small
	}
	raw := []byte(password)
	for i, c := range raw {
		if 'A' <= c && c <= 'Z' {
			raw[i] = c + 'a' - 'A'
		}
	}
	return string(raw)
}
