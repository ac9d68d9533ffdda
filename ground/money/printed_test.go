package money

import (
	"math"
	"math/big"
	"strings"
	"testing"

	"alun/ground/lang"

	"pgregory.net/rapid"
)

func TestParse(t *testing.T) {
	huge := "22997604757350036930" // printed by a report of 2024
	cases := []struct {
		text string
		want Printed
		ok   bool
	}{
		{"", Printed{}, true},
		{" \t", Printed{}, true},
		{"0", Given(0), true},
		{"-0", Given(0), true},
		{" 1500000 ", Given(1_500_000), true},
		{"-1500000", Given(-1_500_000), true},
		{"007", Given(7), true},
		{"9223372036854775807", Given(math.MaxInt64), true},
		{"-9223372036854775808", Given(math.MinInt64), true},
		{"9223372036854775808", Printed{Text: "9223372036854775808"}, true},
		{huge, Printed{Text: huge}, true},
		{"-" + huge, Printed{Text: "-" + huge}, true},
		{"-", Printed{Text: "-"}, false},
		{"--1", Printed{Text: "--1"}, false},
		{"+1", Printed{Text: "+1"}, false},
		{"1.5", Printed{Text: "1.5"}, false},
		{"1.500.000", Printed{Text: "1.500.000"}, false},
		{"1_000", Printed{Text: "1_000"}, false},
		{"Rp5", Printed{Text: "Rp5"}, false},
		{"٥", Printed{Text: "٥"}, false},
	}
	for _, c := range cases {
		if got, ok := Parse(c.text); got != c.want || ok != c.ok {
			t.Errorf("Parse(%q) = %+v %v, want %+v %v", c.text, got, ok, c.want, c.ok)
		}
	}
}

func TestPrintedIn(t *testing.T) {
	cases := []struct {
		p      Printed
		id, ja string
	}{
		{Given(0), "Rp0", "IDR 0"}, // a known zero is not an absent amount
		{Given(1_500_000), "Rp1.500.000", "IDR 1,500,000"},
		{Printed{}, "–", "–"},
		{Printed{Text: "22997604757350036930"}, "Rp22.997.604.757.350.036.930", "IDR 22,997,604,757,350,036,930"},
		{Printed{Text: "-22997604757350036930"}, "-Rp22.997.604.757.350.036.930", "-IDR 22,997,604,757,350,036,930"},
		{Printed{Text: "#REF!"}, "#REF!", "#REF!"},
		{Printed{Text: "-"}, "-", "-"},
	}
	for _, c := range cases {
		if id, ja := c.p.In(lang.ID), c.p.In(lang.JA); id != c.id || ja != c.ja {
			t.Errorf("%+v = %q %q, want %q %q", c.p, id, ja, c.id, c.ja)
		}
	}
}

func TestOr0(t *testing.T) {
	if Given(5).Or0() != 5 || (Printed{}).Or0() != 0 || (Printed{Text: "99999999999999999999"}).Or0() != 0 {
		t.Error("only a known amount counts in a sum")
	}
}

func TestPrintParseRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := Rupiah(rapid.Int64().Draw(t, "amount"))
		tag := rapid.SampledFrom(lang.All).Draw(t, "tag")
		plain := strings.NewReplacer("Rp", "", "IDR ", "", string(lang.Separator(tag)), "").Replace(r.In(tag))
		if back, ok := Parse(plain); !ok || back != Given(r) {
			t.Fatalf("%d is written %q and read as %+v", r, r.In(tag), back)
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{"", "0", "-1500000", "22997604757350036930", "+1", "1.5", "-", " 7 ", "٥"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		p, ok := Parse(text)
		if p.Known && (!ok || p.Text != "") || !ok && p.Text == "" {
			t.Fatalf("Parse(%q) = %+v %v", text, p, ok)
		}
		exact, isWhole := new(big.Int).SetString(strings.TrimSpace(text), 10)
		switch {
		case p.Known && (!isWhole || exact.Cmp(big.NewInt(int64(p.Rupiah))) != 0):
			t.Fatalf("Parse(%q) = %d", text, p.Rupiah)
		case ok && !p.Known && p.Text != "" && (!isWhole || exact.IsInt64()):
			t.Fatalf("Parse(%q) keeps as too large what it could hold", text)
		}
	})
}
