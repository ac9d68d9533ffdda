package guess

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/ccojocar/zxcvbn-go/adjacency"
	"github.com/ccojocar/zxcvbn-go/entropy"
	"github.com/ccojocar/zxcvbn-go/match"
)

// least is how many signs make a pattern.
const least = 3

// found is a pattern from i up to, not with, j.
func found(what, password string, i, j int, sum func(match.Match) float64) match.Match {
	m := match.Match{Pattern: what, I: i, J: j - 1, Token: password[i:j]}
	m.Entropy = sum(m)
	return m
}

// walks finds ways over a keyboard, such as "qwerty" or "741".
func walks(password string) (all []match.Match) {
	for _, board := range []string{"qwerty", "dvorak", "keypad", "macKeypad"} {
		graph := adjacency.GraphMap[board]
		for i := 0; i < len(password)-1; {
			j, turns, shifted := walk(graph, password, i)
			if j-i >= least {
				all = append(all, found("spatial", password, i, j, func(m match.Match) float64 {
					m.DictionaryName = graph.Name
					return entropy.SpatialEntropy(m, turns, shifted)
				}))
			}
			i = j
		}
	}
	return all
}

// walk follows a way from a key as far as it goes.
func walk(graph adjacency.Graph, password string, i int) (j, turns, shifted int) {
	last := -1
	for j = i + 1; j < len(password); j++ {
		way := -1
		for direction, key := range graph.Graph[password[j-1:j]] {
			if at := strings.Index(key, password[j:j+1]); at >= 0 {
				way = direction
				if at == 1 {
					shifted++
				}
				break
			}
		}
		if way < 0 {
			return j, turns, shifted
		}
		if way != last {
			turns++
		}
		last = way
	}
	return j, turns, shifted
}

// repeats finds one sign again and again.
func repeats(password string) (all []match.Match) {
	small := lower(password)
	for i := 0; i < len(small); {
		j := i + 1
		for j < len(small) && small[j] == small[i] {
			j++
		}
		if j-i >= least {
			all = append(all, found("repeat", password, i, j, entropy.RepeatEntropy))
		}
		i = j
	}
	return all
}

// orders are the signs that people write one after the other.
var orders = []string{"0123456789", "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}

// sequences finds letters and digits in order, forth or back.
func sequences(password string) (all []match.Match) {
	for _, order := range orders {
		for i := 0; i < len(password)-1; {
			j, step := i+1, strings.IndexByte(order, password[i+1])-strings.IndexByte(order, password[i])
			for (step == 1 || step == -1) && j < len(password) && follows(order, password[j-1], password[j], step) {
				j++
			}
			if j-i >= least {
				all = append(all, found("sequence", password, i, j, func(m match.Match) float64 {
					return entropy.SequenceEntropy(m, len(order), step == 1)
				}))
			}
			i = j
		}
	}
	return all
}

// follows tells whether two signs follow each other in an order.
func follows(order string, a, b byte, step int) bool {
	i, j := strings.IndexByte(order, a), strings.IndexByte(order, b)
	return i >= 0 && j >= 0 && j-i == step
}

var (
	yearLast  = regexp.MustCompile(`(\d{1,2})[\s/\\_.-](\d{1,2})([\s/\\_.-])(19\d\d|20[0-4]\d|\d\d)`)
	yearFirst = regexp.MustCompile(`(19\d\d|20[0-4]\d|\d\d)([\s/\\_.-])(\d{1,2})[\s/\\_.-](\d{1,2})`)
	digits    = regexp.MustCompile(`\d{4,8}`)
)

// dates finds days, with signs between their parts or without.
func dates(password string) (all []match.Match) {
	put := func(i, j int, day, month, year, between string) {
		if y, ok := isDay(day, month, year); ok {
			all = append(all, found("date", password, i, j, func(m match.Match) float64 {
				return entropy.DateEntropy(match.DateMatch{Year: y, Separator: between})
			}))
		}
	}
	text := func(m []int, n int) string { return password[m[2*n]:m[2*n+1]] }
	for _, m := range yearLast.FindAllStringSubmatchIndex(password, -1) {
		put(m[0], m[1], text(m, 1), text(m, 2), text(m, 4), text(m, 3))
	}
	for _, m := range yearFirst.FindAllStringSubmatchIndex(password, -1) {
		put(m[0], m[1], text(m, 4), text(m, 3), text(m, 1), text(m, 2))
	}
	for _, m := range digits.FindAllStringIndex(password, -1) {
		run := text(m, 0)
		for _, long := range []int{2, 4} {
			if n := len(run) - long; n >= 2 && n <= 4 {
				for cut := 1; cut < n; cut++ {
					put(m[0], m[1], run[:cut], run[cut:n], run[n:], "")
					put(m[0], m[1], run[long:long+cut], run[long+cut:], run[:long], "")
				}
			}
		}
	}
	return all
}

// isDay tells whether these digits can be a day and a month, in either order, of a
// year that people write.
func isDay(day, month, year string) (int64, bool) {
	var n [3]int64
	for i, text := range []string{day, month, year} {
		var err error
		if n[i], err = strconv.ParseInt(text, 10, 64); err != nil {
			return 0, false
		}
	}
	d, m, y := n[0], n[1], n[2]
	return y, (d <= 31 && m <= 12 || d <= 12 && m <= 31) && (y < 100 || 1900 <= y && y <= 2049)
}
