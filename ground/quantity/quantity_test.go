package quantity

import (
	"errors"
	"math"
	"math/big"
	"strings"
	"testing"

	"alun/ground/lang"

	"pgregory.net/rapid"
)

func TestParse(t *testing.T) {
	cases := []struct {
		text  string
		micro int64
		err   error
	}{
		{"0", 0, nil},
		{"-0", 0, nil},
		{"150", 150 * One, nil},
		{" 13.45 ", 13_450_000, nil},
		{"-3.23", -3_230_000, nil},
		{"007.50", 7_500_000, nil},
		{"0.000001", 1, nil},
		{"0.0000010000", 1, nil}, // zeros beyond the sixth decimal say nothing
		{"0.0000001", 0, ErrRange},
		{"9223372036854.775807", math.MaxInt64, nil},
		{"-9223372036854.775808", math.MinInt64, nil},
		{"9223372036854.775808", 0, ErrRange},
		{"99999999999999999999", 0, ErrRange},
		{"n/a", 0, ErrForm},
		{"-", 0, ErrForm},
		{".5", 0, ErrForm},
		{"5.", 0, ErrForm},
		{"+5", 0, ErrForm},
		{"--5", 0, ErrForm},
		{"1,5", 0, ErrForm},
		{"1.5.0", 0, ErrForm},
		{"1e3", 0, ErrForm},
		{"1_000", 0, ErrForm},
		{"١٥", 0, ErrForm},
	}
	for _, c := range cases {
		q, err := Parse(c.text)
		if !errors.Is(err, c.err) || q.Known != (c.err == nil) || q.Micro != c.micro {
			t.Errorf("Parse(%q) = %+v %v, want %d %v", c.text, q, err, c.micro, c.err)
		}
		if q.Text != strings.TrimSpace(c.text) {
			t.Errorf("Parse(%q) kept the text %q", c.text, q.Text)
		}
	}
}

func TestNothingGivenIsUnknown(t *testing.T) {
	for _, text := range []string{"", " ", "\t\n"} {
		if q, err := Parse(text); err != nil || q != (Quantity{}) {
			t.Errorf("Parse(%q) = %+v %v", text, q, err)
		}
	}
}

func TestIn(t *testing.T) {
	cases := []struct {
		q      Quantity
		id, en string // Japanese writes numbers as English does
	}{
		{Of(0), "0", "0"},
		{Of(1_234_567_500_000), "1.234.567,5", "1,234,567.5"},
		{Of(-500_000), "-0,5", "-0.5"},
		{Of(1), "0,000001", "0.000001"},
		{Of(math.MinInt64), "-9.223.372.036.854,775808", "-9,223,372,036,854.775808"},
		{Whole(9_223_372_036_854), "9.223.372.036.854", "9,223,372,036,854"},
		{Whole(9_223_372_036_855), "9223372036855", "9223372036855"}, // cannot be held: as given
		{Whole(-9_223_372_036_855), "-9223372036855", "-9223372036855"},
		{Quantity{}, "–", "–"},
		{Quantity{Text: "#REF!"}, "#REF!", "#REF!"},
	}
	for _, c := range cases {
		for tag, want := range map[lang.Tag]string{lang.ID: c.id, lang.EN: c.en, lang.JA: c.en} {
			if got := c.q.In(tag); got != want {
				t.Errorf("%+v in %s = %q, want %q", c.q, tag, got, want)
			}
		}
	}
	if Whole(9_223_372_036_855).Known {
		t.Error("a number that cannot be held is known")
	}
}

func TestRound(t *testing.T) {
	cases := []struct {
		micro    int64
		decimals int
		want     int64
	}{
		{1_500_000, 0, 2_000_000},
		{-1_500_000, 0, -2_000_000},
		{1_499_999, 0, 1_000_000},
		{-1_499_999, 0, -1_000_000},
		{39_949_999, 1, 39_900_000},
		{39_950_000, 1, 40_000_000},
		{5, 6, 5},
		{5, 9, 5},
		{5, 5, 10},
		{4, 5, 0},
		{500_000, -3, 1_000_000}, // decimals outside 0 to 6 are the nearest of them
		{math.MaxInt64, 0, 9_223_372_036_854_000_000},
		{math.MinInt64, 0, -9_223_372_036_854_000_000},
	}
	for _, c := range cases {
		if got := Of(c.micro).Round(c.decimals); got != Of(c.want) {
			t.Errorf("%d to %d decimals = %+v, want %d", c.micro, c.decimals, got, c.want)
		}
	}
	printed := Quantity{Text: "n/a"}
	if got := printed.Round(2); got != printed {
		t.Errorf("rounding made %+v of an unknown quantity", got)
	}
}

// The referee computes in big fractions, where nothing overflows.
func TestNearestAgainstTheReferee(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64().Draw(t, "n")
		step := rapid.OneOf(rapid.SampledFrom([]int64{1, 2, 10, One, 1_000_000_000_000_000_000}), rapid.Int64Range(1, 1000)).Draw(t, "step")
		want := halfAway(new(big.Rat).SetFrac64(n, step))
		want.Mul(want, big.NewInt(step))
		got := big.NewInt(Nearest(n, step))
		if !want.IsInt64() { // the neighbour that int64 holds
			want.Sub(want, big.NewInt(step*int64(want.Sign())))
		}
		if got.Cmp(want) != 0 {
			t.Fatalf("%d to the nearest %d = %v, want %v", n, step, got, want)
		}
	})
}

// halfAway rounds a fraction to a whole number, half away from zero.
func halfAway(r *big.Rat) *big.Int {
	half := big.NewRat(int64(r.Sign()), 2)
	sum := new(big.Rat).Add(r, half)
	return new(big.Int).Quo(sum.Num(), sum.Denom())
}

func TestPrintParseRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := Of(rapid.Int64().Draw(t, "micro"))
		if back, err := Parse(q.Text); err != nil || back != q {
			t.Fatalf("%+v came back as %+v %v", q, back, err)
		}
		tag := rapid.SampledFrom(lang.All).Draw(t, "tag")
		local := strings.ReplaceAll(q.In(tag), string(lang.Separator(tag)), "")
		local = strings.Replace(local, string(lang.Point(tag)), ".", 1)
		if local != q.Text {
			t.Fatalf("%s is written %q in %s", q.Text, q.In(tag), tag)
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{"", "0", "-3.23", "150", "9223372036854.775807", "1e3", "٣", "0.0000001", "-.", "00.10"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		q, err := Parse(text)
		if err != nil {
			if q.Known || q.Text == "" {
				t.Fatalf("Parse(%q) = %+v with %v", text, q, err)
			}
			return
		}
		if !q.Known {
			if strings.TrimSpace(text) != "" {
				t.Fatalf("Parse(%q) lost what was given", text)
			}
			return
		}
		exact, ok := new(big.Rat).SetString(q.Text)
		if !ok || exact.Cmp(big.NewRat(q.Micro, One)) != 0 {
			t.Fatalf("Parse(%q) = %d millionths", text, q.Micro)
		}
	})
}
