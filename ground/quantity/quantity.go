package quantity

import (
	"errors"
	"math"
	"strconv"
	"strings"

	"alun/ground/lang"
)

// One is 1 in millionths.
const One = 1_000_000

// Quantity is a published number: its text and its value in millionths.
type Quantity struct {
	Text  string // as published; "" when not given
	Micro int64  // value in millionths; meaningless unless Known
	Known bool
}

// Errors that Parse gives; a room turns them into a fault with its field.
var (
	ErrForm  = errors.New("quantity: not a number")
	ErrRange = errors.New("quantity: outside ±9.2 trillion or finer than a millionth")
)

// Of makes a quantity from millionths, with a plain decimal as its text.
func Of(micro int64) Quantity { return Quantity{plain(micro), micro, true} }

// Whole makes a quantity from a whole number. Beyond ±9.2 trillion only the
// text is kept and the value is unknown.
func Whole(n int64) Quantity {
	if n > math.MaxInt64/One || n < math.MinInt64/One {
		return Quantity{Text: strconv.FormatInt(n, 10)}
	}
	return Of(n * One)
}

// Parse reads a plain decimal with a point ("-3.23", "150", ""): the form of
// the data files. Empty text is an unknown quantity, not an error. Digits
// beyond the sixth decimal are refused unless they are zero. With an error
// comes the unknown quantity that keeps the text.
func Parse(text string) (Quantity, error) {
	s := strings.TrimSpace(text)
	if s == "" {
		return Quantity{}, nil
	}
	micro, err := decimal(s)
	if err != nil {
		return Quantity{Text: s}, err
	}
	return Quantity{s, micro, true}, nil
}

func decimal(s string) (int64, error) {
	body, minus := strings.CutPrefix(s, "-")
	whole, frac, point := strings.Cut(body, ".")
	if whole == "" || point && frac == "" || !digits(whole) || !digits(frac) {
		return 0, ErrForm
	}
	frac = strings.TrimRight(frac, "0")
	if len(frac) > 6 {
		return 0, ErrRange
	}
	n := whole + frac + "000000"[len(frac):]
	if minus {
		n = "-" + n // with its sign, because the range has one more below zero
	}
	micro, err := strconv.ParseInt(n, 10, 64)
	if err != nil {
		return 0, ErrRange
	}
	return micro, nil
}

func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// split cuts millionths into the digits before and after the point, without
// trailing zeros.
func split(micro int64) (whole, frac string) {
	u := magnitude(micro)
	whole = strconv.FormatUint(u/One, 10)
	if micro < 0 {
		whole = "-" + whole
	}
	frac = strconv.FormatUint(One+u%One, 10)[1:]
	return whole, strings.TrimRight(frac, "0")
}

// plain writes millionths as a decimal with a point: the form that Parse reads.
func plain(micro int64) string {
	whole, frac := split(micro)
	if frac == "" {
		return whole
	}
	return whole + "." + frac
}

// In writes the quantity as the language writes numbers: 1.234,5 or 1,234.5. An
// unknown quantity is what was printed or, when nothing was, an en dash, so
// that nobody takes it for zero.
func (q Quantity) In(tag lang.Tag) string {
	switch {
	case !q.Known && q.Text != "":
		return q.Text
	case !q.Known:
		return "–"
	}
	whole, frac := split(q.Micro)
	if frac == "" {
		return lang.Group(tag, whole)
	}
	return lang.Group(tag, whole) + string(lang.Point(tag)) + frac
}

// Round keeps so many decimals (0 to 6), half away from zero.
func (q Quantity) Round(decimals int) Quantity {
	if !q.Known {
		return q
	}
	step := int64(1)
	for range 6 - min(max(decimals, 0), 6) {
		step *= 10
	}
	return Of(Nearest(q.Micro, step))
}

// Nearest is the multiple of step nearest to n, half away from zero. Step is
// from 1 to a quintillion (10^18). Where that multiple lies outside int64, it
// is the one next to it, towards zero.
func Nearest(n, step int64) int64 {
	rest := n % step
	n -= rest
	switch {
	case 2*rest >= step && n <= math.MaxInt64-step:
		return n + step
	case -2*rest >= step && n >= math.MinInt64+step:
		return n - step
	}
	return n
}

// magnitude is |n|, also of the one number whose opposite int64 cannot hold.
func magnitude(n int64) uint64 {
	if n < 0 {
		return -uint64(n)
	}
	return uint64(n)
}
