package lang

import (
	"strconv"
	"strings"
)

// Whole groups the digits of a whole number: 1.234.567 in Indonesian,
// 1,234,567 in English and Japanese.
func Whole(tag Tag, n int64) string { return Group(tag, strconv.FormatInt(n, 10)) }

// Group sets the language's sign between groups of three digits. It takes the
// digits of any whole number, with or without a minus, so that a figure too
// large for int64 can still be shown.
func Group(tag Tag, digits string) string {
	sep := Separator(tag)
	digits, minus := strings.CutPrefix(digits, "-")
	out := make([]byte, 0, len(digits)+len(digits)/3+1)
	if minus {
		out = append(out, '-')
	}
	for i := range len(digits) {
		if i > 0 && (len(digits)-i)%3 == 0 {
			out = append(out, sep)
		}
		out = append(out, digits[i])
	}
	return string(out)
}

// Separator is the sign between groups of three digits.
func Separator(tag Tag) byte {
	if tag == ID {
		return '.'
	}
	return ','
}

// Point is the decimal sign.
func Point(tag Tag) byte {
	if tag == ID {
		return ','
	}
	return '.'
}
