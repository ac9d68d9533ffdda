package check

import (
	"math/big"
	"math/bits"
	"strings"

	"alun/ground/money"
	"alun/ground/quantity"
)

// factors are the slips of the pen that are looked for.
var factors = []int64{10, 100, 1000}

func abs(n int64) int64 { return max(n, -n) }

// times is a × n without overflow.
func times(a, n int64) *big.Int { return new(big.Int).Mul(big.NewInt(a), big.NewInt(n)) }

// above tells whether a × m > b × n, in 128 bits: it is asked of every row, so
// it must not allocate.
func above(a, m, b, n int64) bool {
	x, y := multiply(a, m), multiply(b, n)
	if x.negative != y.negative {
		return y.negative
	}
	larger := x.high > y.high || x.high == y.high && x.low > y.low
	return larger != x.negative && x != y
}

// product is a product of two whole numbers: its sign and 128 bits.
type product struct {
	negative  bool
	high, low uint64
}

func multiply(a, b int64) product {
	high, low := bits.Mul64(magnitude(a), magnitude(b))
	return product{(a < 0) != (b < 0) && high|low != 0, high, low}
}

// magnitude is |n|, right for the smallest number too.
func magnitude(n int64) uint64 {
	if n < 0 {
		return -uint64(n)
	}
	return uint64(n)
}

// sum adds without overflow.
func sum(amounts ...money.Printed) *big.Int {
	total := new(big.Int)
	for _, a := range amounts {
		total.Add(total, big.NewInt(int64(a.Or0())))
	}
	return total
}

// near tells whether two amounts differ by no more than so many rupiah.
func near(a, b *big.Int, rupiah int64) bool {
	d := new(big.Int).Sub(a, b)
	return d.CmpAbs(big.NewInt(rupiah)) <= 0
}

func big64(r money.Rupiah) *big.Int { return big.NewInt(int64(r)) }

// ratio is 100 × part ÷ whole as an exact fraction of millionths: top ÷ bottom,
// bottom above 0.
func ratio(part, whole int64) (top, bottom *big.Int) {
	top, bottom = times(part, 100*quantity.One), big.NewInt(whole)
	if whole < 0 {
		top.Neg(top)
		bottom.Neg(bottom)
	}
	return top, bottom
}

// differs tells whether a printed percentage (millionths) differs from
// 100 × part ÷ whole by more than the larger of so many points (millionths) and
// so many percent of the larger of the two; and what the quotient is, to two
// decimals. whole must not be 0.
func differs(printed, part, whole, points, percent int64) (expected string, yes bool) {
	top, bottom := ratio(part, whole)
	a := new(big.Int).Mul(big.NewInt(printed), bottom)
	gap := new(big.Int).Sub(a, top)
	gap.Abs(gap).Mul(gap, big.NewInt(100))
	larger := a
	if top.CmpAbs(a) > 0 {
		larger = top
	}
	share := new(big.Int).Mul(new(big.Int).Abs(larger), big.NewInt(percent))
	floor := new(big.Int).Mul(bottom, big.NewInt(points))
	floor.Mul(floor, big.NewInt(100))
	if share.Cmp(floor) > 0 {
		floor = share
	}
	if gap.Cmp(floor) <= 0 {
		return "", false
	}
	return hundredths(top, bottom), true
}

// hundredths writes top ÷ bottom millionths with two decimals, half to even, as
// the referee file does: 5.025 becomes 5.02.
func hundredths(top, bottom *big.Int) string {
	den := new(big.Int).Mul(bottom, big.NewInt(quantity.One/100))
	q, r := new(big.Int).QuoRem(new(big.Int).Abs(top), den, new(big.Int))
	half := r.Lsh(r, 1).Cmp(den)
	if half > 0 || half == 0 && q.Bit(0) == 1 {
		q.Add(q, big.NewInt(1))
	}
	if top.Sign() < 0 {
		q.Neg(q)
	}
	if !q.IsInt64() || abs(q.Int64()) > 900_000_000_000_000 {
		return "" // a quotient that no quantity holds; the printed figures say enough
	}
	return decimal(quantity.Of(q.Int64() * (quantity.One / 100)))
}

// decimal writes a percentage as the referee file does: always with a point.
func decimal(q quantity.Quantity) string {
	s := plain(q.Micro)
	if !strings.Contains(s, ".") {
		s += ".0"
	}
	return s
}

// digits are the digits of an amount without its sign and trailing zeros: what
// stays the same when somebody types zeros too many or too few.
func digits(r money.Rupiah) string {
	return strings.TrimRight(strings.TrimPrefix(whole(r), "-"), "0")
}

// timesTooLarge finds the factor 10, 100 or 1,000 by which a is larger than b,
// to the digit, or 0.
func timesTooLarge(a, b money.Rupiah) int64 {
	for _, f := range factors {
		if b != 0 && int64(a)%f == 0 && int64(a)/f == int64(b) {
			return f
		}
	}
	return 0
}

// cut drops the decimals of a quantity, as the printed report often does.
func cut(micro int64) int64 { return micro - micro%quantity.One }

func broken(micro int64) bool { return micro%quantity.One != 0 }

// known are the quantities that are given, with their sum; ok is false when
// there is none or the sum is too large to hold.
func known(list []quantity.Quantity) (given []int64, total int64, ok bool) {
	all := new(big.Int)
	for _, q := range list {
		if q.Known {
			given = append(given, q.Micro)
			all.Add(all, big.NewInt(q.Micro))
		}
	}
	return given, all.Int64(), len(given) > 0 && all.IsInt64()
}
