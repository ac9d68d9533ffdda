package quantity

import (
	"math"
	"math/big"
	"testing"

	"alun/ground/lang"

	"pgregory.net/rapid"
)

func TestRatio(t *testing.T) {
	cases := []struct {
		a, b int64
		want Percent
	}{
		{120, 150, Percent{Of(80 * One)}},
		{1, 3, Percent{Of(33_333_333)}},
		{2, 3, Percent{Of(66_666_667)}},
		{-2, 3, Percent{Of(-66_666_667)}},
		{2, -3, Percent{Of(-66_666_667)}},
		{-2, -3, Percent{Of(66_666_667)}},
		{0, -3, Percent{Of(0)}},
		{0, 3, Percent{Of(0)}},
		{5, 0, Percent{}}, // no base, no percentage
		{0, 0, Percent{}},
		{113_792_470_000_000, 113_792_470_000, Percent{Of(100_000 * One)}},
		{1, 200 * One, Percent{Of(1)}}, // half of a millionth
		{-1, 200 * One, Percent{Of(-1)}},
		{math.MaxInt64, 1, Percent{}},
		{math.MaxInt64, 75 * One, Percent{}},       // fits 64 bits, but not int64
		{5_212_496_472_908_108, 28_257, Percent{}}, // rounding up would turn 64 bits over to 0
		{math.MinInt64, math.MinInt64, Percent{Of(100 * One)}},
		{math.MaxInt64, 100 * One, Percent{Of(math.MaxInt64)}},
	}
	for _, c := range cases {
		if got := RatioOf(c.a, c.b); got != c.want {
			t.Errorf("100 × %d ÷ %d = %+v, want %+v", c.a, c.b, got, c.want)
		}
	}
	known, not := Of(One), Quantity{}
	if Ratio(known, not).Known || Ratio(not, known).Known || Ratio(known, Of(0)).Known {
		t.Error("a percentage of something unknown, or of zero, is known")
	}
	if got := Ratio(Of(399), Of(1000)); got.In(lang.ID) != "39,9%" {
		t.Errorf("ratio of quantities = %s", got.In(lang.ID))
	}
}

func TestRatioAgainstTheReferee(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		small := rapid.Int64Range(-1000, 1000) // where halves and zeros are met
		a := rapid.OneOf(rapid.Int64(), small).Draw(t, "a")
		b := rapid.OneOf(rapid.Int64(), small).Draw(t, "b")
		got := RatioOf(a, b)
		if b == 0 {
			if got.Known {
				t.Fatalf("100 × %d ÷ 0 = %s", a, got.Text)
			}
			return
		}
		exact := new(big.Rat).SetFrac64(a, b)
		want := halfAway(exact.Mul(exact, big.NewRat(100*One, 1)))
		if new(big.Int).Abs(want).IsInt64() != got.Known {
			t.Fatalf("100 × %d ÷ %d: known is %v, exactly %v", a, b, got.Known, want)
		}
		if got.Known && want.Cmp(big.NewInt(got.Micro)) != 0 {
			t.Fatalf("100 × %d ÷ %d = %d, exactly %v", a, b, got.Micro, want)
		}
	})
}

func TestPercentIn(t *testing.T) {
	cases := []struct {
		p      Percent
		id, ja string
	}{
		{Percent{Of(39_900_000)}, "39,9%", "39.9%"},
		{Percent{Of(65_805_000)}, "65,81%", "65.81%"},
		{Percent{Of(-33_333_333)}, "-33,33%", "-33.33%"},
		{Percent{Of(100_000 * One)}, "100.000%", "100,000%"},
		{Percent{}, "–", "–"},
		{Percent{Quantity{Text: "#DIV/0!"}}, "#DIV/0!", "#DIV/0!"},
	}
	for _, c := range cases {
		if id, ja := c.p.In(lang.ID), c.p.In(lang.JA); id != c.id || ja != c.ja {
			t.Errorf("%+v = %q %q, want %q %q", c.p, id, ja, c.id, c.ja)
		}
	}
}
