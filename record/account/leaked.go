package account

import (
	_ "embed"
	"strings"
)

// leakedFile is searched where it lies in the program: it takes no memory until
// somebody sets a password, and then a page or two of it.
//
//go:embed leaked.txt
var leakedFile string

// leaked reports whether a password is one of those that leaked most often, also
// with figures and signs behind it: "Sunshine", "sunshine2026!".
func leaked(password string) bool {
	low := strings.ToLower(password)
	return listed(low) || listed(strings.TrimRight(low, "0123456789!@#$%^&*()-_=+.,?/ "))
}

// listed searches the list, whose lines are in order.
func listed(word string) bool {
	_, list, _ := strings.Cut(leakedFile, "\n\n")
	for from, to := 0, len(list); from < to; {
		mid := (from + to) / 2
		start := from + strings.LastIndexByte(list[from:mid], '\n') + 1
		line, _, _ := strings.Cut(list[start:to], "\n")
		switch {
		case line == word:
			return true
		case line < word:
			from = start + len(line) + 1
		default:
			to = start
		}
	}
	return false
}
