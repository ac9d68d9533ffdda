package quantity

import (
	"math"
	"math/bits"

	"alun/ground/lang"
)

// Percent is a quantity that is written with a percent sign: 39,9%.
type Percent struct{ Quantity }

// In writes the percentage with at most two decimals, rounded half away from zero.
func (p Percent) In(tag lang.Tag) string {
	if !p.Known {
		return p.Quantity.In(tag)
	}
	return p.Round(2).In(tag) + "%"
}

// Ratio is 100 × a ÷ b as a percentage, rounded to a millionth. It is unknown
// when either side is, or b is zero, or it exceeds ±9.2 trillion percent.
func Ratio(a, b Quantity) Percent {
	if !a.Known || !b.Known {
		return Percent{}
	}
	return RatioOf(a.Micro, b.Micro)
}

// RatioOf is Ratio for plain numbers of one unit, such as rupiah.
func RatioOf(a, b int64) Percent {
	n, d := magnitude(a), magnitude(b)
	hi, lo := bits.Mul64(n, 100*One) // 128 bits: money times 10^8 leaves int64
	if hi >= d {                     // d is 0, or the quotient leaves 64 bits
		return Percent{}
	}
	q, rest := bits.Div64(hi, lo, d)
	if rest >= d-rest && q <= math.MaxInt64 {
		q++
	}
	if q > math.MaxInt64 {
		return Percent{}
	}
	if (a < 0) != (b < 0) {
		return Percent{Of(-int64(q))}
	}
	return Percent{Of(int64(q))}
}
