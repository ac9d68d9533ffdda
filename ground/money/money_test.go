package money

import (
	"math"
	"math/big"
	"strings"
	"testing"

	"alun/ground/lang"

	"pgregory.net/rapid"
)

func TestIn(t *testing.T) {
	cases := []struct {
		r      Rupiah
		id, en string // Japanese writes full amounts as English does
	}{
		{0, "Rp0", "IDR 0"},
		{999, "Rp999", "IDR 999"},
		{1_500_000, "Rp1.500.000", "IDR 1,500,000"},
		{-1_500_000, "-Rp1.500.000", "-IDR 1,500,000"},
		{math.MaxInt64, "Rp9.223.372.036.854.775.807", "IDR 9,223,372,036,854,775,807"},
		{math.MinInt64, "-Rp9.223.372.036.854.775.808", "-IDR 9,223,372,036,854,775,808"},
	}
	for _, c := range cases {
		for tag, want := range map[lang.Tag]string{lang.ID: c.id, lang.EN: c.en, lang.JA: c.en} {
			if got := c.r.In(tag); got != want {
				t.Errorf("%d in %s = %q, want %q", c.r, tag, got, want)
			}
		}
	}
}

func TestShort(t *testing.T) {
	cases := []struct {
		r          Rupiah
		decimals   int
		id, en, ja string
	}{
		{0, 1, "Rp0", "IDR 0", "0ルピア"},
		{999, 1, "Rp999", "IDR 999", "999ルピア"},
		{-999, 1, "-Rp999", "-IDR 999", "-999ルピア"},
		{1_000, 1, "Rp1 ribu", "IDR 1 thousand", "1,000ルピア"},
		{9_999, 1, "Rp10 ribu", "IDR 10 thousand", "9,999ルピア"},
		{500_000, 1, "Rp500 ribu", "IDR 500 thousand", "50万ルピア"},
		{1_500_000, 1, "Rp1,5 juta", "IDR 1.5 million", "150万ルピア"},
		{750_000_000, 1, "Rp750 juta", "IDR 750 million", "7.5億ルピア"},
		{2_500_000_000, 1, "Rp2,5 miliar", "IDR 2.5 billion", "25億ルピア"},
		{-2_500_000_000, 1, "-Rp2,5 miliar", "-IDR 2.5 billion", "-25億ルピア"},
		{3_400_000_000_000, 1, "Rp3,4 triliun", "IDR 3.4 trillion", "3.4兆ルピア"},
		{113_792_470_000_000, 2, "Rp113,79 triliun", "IDR 113.79 trillion", "113.79兆ルピア"},
		// rounding up reaches the next word of size
		{999_950, 1, "Rp1 juta", "IDR 1 million", "100万ルピア"},
		{999_949, 1, "Rp999,9 ribu", "IDR 999.9 thousand", "100万ルピア"},
		{999_960_000, 1, "Rp1 miliar", "IDR 1 billion", "10億ルピア"},
		{-999_960_000, 1, "-Rp1 miliar", "-IDR 1 billion", "-10億ルピア"},
		{999_500_000, 0, "Rp1 miliar", "IDR 1 billion", "10億ルピア"},
		{999_499_999, 0, "Rp999 juta", "IDR 999 million", "10億ルピア"},
		{999_960_000_000, 1, "Rp1 triliun", "IDR 1 trillion", "9,999.6億ルピア"},
		{999_995_000_000, 1, "Rp1 triliun", "IDR 1 trillion", "1兆ルピア"},
		{99_999_500, 1, "Rp100 juta", "IDR 100 million", "1億ルピア"},
		// never rounds twice
		{1_049_999_500, 1, "Rp1 miliar", "IDR 1 billion", "10.5億ルピア"},
		{1_050_000_000, 1, "Rp1,1 miliar", "IDR 1.1 billion", "10.5億ルピア"},
		{-1_050_000_000, 1, "-Rp1,1 miliar", "-IDR 1.1 billion", "-10.5億ルピア"},
		// more decimals than the scale holds, and fewer than none
		{1_234, 6, "Rp1,234 ribu", "IDR 1.234 thousand", "1,234ルピア"},
		{1_234_567_890, 6, "Rp1,234568 miliar", "IDR 1.234568 billion", "12.345679億ルピア"},
		{1_234_567_890, 99, "Rp1,234568 miliar", "IDR 1.234568 billion", "12.345679億ルピア"},
		{1_600_000, -1, "Rp2 juta", "IDR 2 million", "160万ルピア"},
		// the edges of int64
		{math.MaxInt64, 1, "Rp9.223.372 triliun", "IDR 9,223,372 trillion", "9,223,372兆ルピア"},
		{math.MinInt64, 1, "-Rp9.223.372 triliun", "-IDR 9,223,372 trillion", "-9,223,372兆ルピア"},
		{math.MinInt64, 6, "-Rp9.223.372,036854 triliun", "-IDR 9,223,372.036854 trillion", "-9,223,372.036854兆ルピア"},
	}
	for _, c := range cases {
		for tag, want := range map[lang.Tag]string{lang.ID: c.id, lang.EN: c.en, lang.JA: c.ja} {
			if got := (Short{c.r, c.decimals}).In(tag); got != want {
				t.Errorf("%d to %d decimals in %s = %q, want %q", c.r, c.decimals, tag, got, want)
			}
		}
	}
	if got := Rupiah(1_810_000_000).Short(lang.ID); got != "Rp1,8 miliar" {
		t.Errorf("Short keeps %q", got)
	}
}

func TestShortParts(t *testing.T) {
	cases := []struct {
		r            Rupiah
		tag          lang.Tag
		number, word string
	}{
		{2_500_000_000, lang.ID, "Rp2,5", "miliar"},
		{2_500_000_000, lang.EN, "IDR 2.5", "billion"},
		{2_500_000_000, lang.JA, "25", "億ルピア"},
		{-12, lang.ID, "-Rp12", ""},
		{12, lang.JA, "12", "ルピア"},
	}
	for _, c := range cases {
		if number, word := (Short{c.r, 1}).Parts(c.tag); number != c.number || word != c.word {
			t.Errorf("%d in %s = %q %q, want %q %q", c.r, c.tag, number, word, c.number, c.word)
		}
	}
}

// sizes are the words of size as the referee knows them.
var sizes = map[string]int64{
	"": 1, "ribu": 1e3, "juta": 1e6, "miliar": 1e9, "triliun": 1e12,
	"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
	"ルピア": 1, "万ルピア": 1e4, "億ルピア": 1e8, "兆ルピア": 1e12,
}

// What is read in the short form is nearer to the amount than half of its last
// decimal, and never 1.000 of one word where there is a larger word.
func TestShortAgainstTheReferee(t *testing.T) {
	amounts := rapid.OneOf(rapid.Int64(), rapid.Int64Range(-2_000_000, 2_000_000), rapid.Int64Range(999_000_000, 1_001_000_000))
	rapid.Check(t, func(t *rapid.T) {
		r := Rupiah(amounts.Draw(t, "amount"))
		tag := rapid.SampledFrom(lang.All).Draw(t, "tag")
		decimals := rapid.IntRange(0, 6).Draw(t, "decimals")
		number, word := Short{r, decimals}.Parts(tag)
		plain := strings.NewReplacer("Rp", "", "IDR ", "", string(lang.Separator(tag)), "", string(lang.Point(tag)), ".").Replace(number)
		read, ok := new(big.Rat).SetString(plain)
		if !ok || sizes[word] == 0 {
			t.Fatalf("%d reads %q %q", r, number, word)
		}
		if _, frac, _ := strings.Cut(plain, "."); len(frac) > decimals {
			t.Fatalf("%d has more than %d decimals: %q", r, decimals, number)
		}
		exact := new(big.Rat).SetFrac64(int64(r), sizes[word])
		off := new(big.Rat).Sub(read, exact)
		half := new(big.Rat).SetFrac64(1, 2*int64(math.Pow10(decimals)))
		if off.Abs(off).Cmp(half) > 0 && r < math.MaxInt64-Triliun && r > math.MinInt64+Triliun {
			t.Fatalf("%d reads %q %q, which is %v off", r, number, word, off)
		}
		if top := sizes[word] == 1e12; !top && read.Abs(read).Cmp(limit(tag)) >= 0 {
			t.Fatalf("%d reads %q %q, where a larger word fits", r, number, word)
		}
	})
}

// limit is the number at which the next word of size begins.
func limit(tag lang.Tag) *big.Rat {
	if tag == lang.JA {
		return big.NewRat(10_000, 1)
	}
	return big.NewRat(1_000, 1)
}
