package quantity

import (
	"errors"
	"math/big"
	"strconv"
	"strings"

	"alun/ground/lang"
)

// One is 1 in millionths.
const One = 1_000_000

// Quantity is a published number: its text and its value in millionths.
type Quantity struct {
	Text  string // as published, point or comma as printed; "" when not given
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

// Whole makes a quantity from a whole number.
func Whole(n int64) Quantity { return Of(n * One) }

// Parse reads a plain decimal with a point ("-3.23", "150", ""): the form of
// the data files. Empty text is an unknown quantity, not an error. Digits
// beyond the sixth decimal are refused unless they are zero.
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
	neg := strings.HasPrefix(s, "-")
	whole, frac, dot := strings.Cut(strings.TrimPrefix(s, "-"), ".")
	if whole == "" || dot && frac == "" || !digits(whole) || !digits(frac) {
		return 0, ErrForm
	}
	frac = strings.TrimRight(frac, "0")
	if len(frac) > 6 {
		return 0, ErrRange
	}
	n, err := strconv.ParseInt(whole+frac+strings.Repeat("0", 6-len(frac)), 10, 64)
	if err != nil {
		return 0, ErrRange
	}
	if neg {
		n = -n
	}
	return n, nil
}

func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// plain writes millionths as a decimal with a point and no trailing zeros.
func plain(micro int64) string { return write(micro, 0, '.') }

func write(micro int64, sep, point byte) string {
	u := uint64(micro)
	sign := ""
	if micro < 0 {
		u, sign = -u, "-"
	}
	whole := strconv.FormatUint(u/One, 10)
	if sep != 0 {
		whole = grouped(whole, sep)
	}
	if u%One == 0 {
		return sign + whole
	}
	frac := strconv.FormatUint(u%One+One, 10)[1:]
	return sign + whole + string(point) + strings.TrimRight(frac, "0")
}

func grouped(s string, sep byte) string {
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + string(sep) + s[i:]
	}
	return s
}

// In writes the quantity as the language writes numbers: 1.234,5 or 1,234.5.
// An unknown quantity is an en dash, so that nobody takes it for zero.
func (q Quantity) In(tag lang.Tag) string {
	if !q.Known {
		return "–"
	}
	return write(q.Micro, lang.Separator(tag), lang.Point(tag))
}

// Percent is a quantity that is written with a percent sign: 39,9%.
type Percent struct{ Quantity }

// In writes the percentage with at most two decimals, rounded half away from zero.
func (p Percent) In(tag lang.Tag) string {
	if !p.Known {
		return "–"
	}
	return p.Round(2).In(tag) + "%"
}

// Round keeps so many decimals (0 to 6), half away from zero.
func (q Quantity) Round(decimals int) Quantity {
	step := int64(1)
	for range 6 - decimals {
		step *= 10
	}
	r := q.Micro % step
	m := q.Micro - r
	if 2*r >= step {
		m += step
	} else if 2*r <= -step {
		m -= step
	}
	return Quantity{plain(m), m, q.Known}
}

// Ratio is 100 × a ÷ b as a percentage, rounded to a millionth. It is unknown
// when either side is, or b is zero.
func Ratio(a, b Quantity) Percent {
	if !a.Known || !b.Known || b.Micro == 0 {
		return Percent{}
	}
	return ratio(a.Micro, b.Micro)
}

// RatioOf is Ratio for plain numbers of one unit, such as rupiah.
func RatioOf(a, b int64) Percent {
	if b == 0 {
		return Percent{}
	}
	return ratio(a, b)
}

func ratio(a, b int64) Percent {
	n := new(big.Int).Mul(big.NewInt(a), big.NewInt(100*One))
	d := big.NewInt(b)
	n.Mul(n, big.NewInt(2)).Add(n, new(big.Int).Mul(d, big.NewInt(int64(n.Sign()*d.Sign()))))
	n.Quo(n, d.Mul(d, big.NewInt(2)))
	if !n.IsInt64() {
		return Percent{}
	}
	return Percent{Of(n.Int64())}
}
