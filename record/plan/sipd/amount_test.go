package sipd

import (
	"testing"

	"alun/ground/money"
)

func TestAmounts(t *testing.T) {
	for text, want := range map[string]money.Printed{
		"":                             {},
		"-":                            {},
		" - ":                          {},
		"Rp -":                         {},
		"0":                            money.Given(0),
		"1500000":                      money.Given(1_500_000),
		"Rp1.500.000":                  money.Given(1_500_000),
		"Rp. 1.500.000,00":             money.Given(1_500_000),
		"Rp 1.500.000,-":               money.Given(1_500_000),
		"1,500,000.00":                 money.Given(1_500_000),
		"1.500":                        money.Given(1_500),
		"1,500":                        money.Given(1_500),
		"1234567.5":                    money.Given(1_234_568),
		"1234567,49":                   money.Given(1_234_567),
		"(2.000.000)":                  money.Given(-2_000_000),
		"-Rp2.000.000,50":              money.Given(-2_000_001),
		"1\u00a0500\u00a0000":          money.Given(1_500_000),
		"１５００":                         money.Given(1_500),
		"1234.567":                     money.Given(1_235),
		"9223372036854775807":          money.Given(9223372036854775807),
		"9223372036854775808":          {Text: "9223372036854775808"},
		"9223372036854775807,9":        {Text: "9223372036854775807,9"},
		"1,23457E+11":                  {Text: "1,23457E+11"},
		"#N/A":                         {Text: "#N/A"},
		"1.50.000":                     {Text: "1.50.000"},
		"1.500.00":                     {Text: "1.500.00"},
		"12 juta":                      {Text: "12 juta"},
		"=SUM(A1:A3)":                  {Text: "=SUM(A1:A3)"},
		"--5":                          {Text: "--5"},
		".5":                           {Text: ".5"},
		"1.234.567,89,1":               {Text: "1.234.567,89,1"},
		"22997604757350036930":         {Text: "22997604757350036930"},
		"Rp22.997.604.757.350.036.930": {Text: "Rp22.997.604.757.350.036.930"},
	} {
		var c column
		c.look(text)
		if got := c.read(text); got != want {
			t.Errorf("%q: %+v, want %+v", text, got, want)
		}
	}
}

// What one cell leaves open, its neighbours decide; if they disagree, nobody does.
func TestAColumnDecides(t *testing.T) {
	for _, x := range []struct {
		others []string
		text   string
		want   money.Printed
	}{
		{[]string{"1234567.5"}, "12.345", money.Given(12)},
		{[]string{"1.234.567"}, "12.345", money.Given(12_345)},
		{[]string{"1234567.5", "1.234.567"}, "12.345", money.Printed{Text: "12.345"}},
		{[]string{"1.234.567,00"}, "12,345", money.Given(12)},
		{[]string{"1,234,567.00"}, "12,345", money.Given(12_345)},
		{nil, "12.345", money.Given(12_345)},
	} {
		var c column
		for _, o := range append(x.others, x.text) {
			c.look(o)
		}
		if got := c.read(x.text); got != x.want {
			t.Errorf("%q among %q: %+v, want %+v", x.text, x.others, got, x.want)
		}
	}
}

// FuzzAmount holds that no text panics, that what is read has digits, and that
// the house's own way to write an amount reads back.
func FuzzAmount(f *testing.F) {
	for _, s := range []string{"Rp1.500.000,00", "(1)", "-", "1,5", "1.500", "\xff", "٣", "1e9", "(-5)", "Rp", "-Rp", ",-"} {
		f.Add(s, int64(1500))
	}
	f.Fuzz(func(t *testing.T, text string, n int64) {
		var c column
		c.look(text)
		if got := c.read(text); got.Known && got.Text != "" {
			t.Errorf("%q is both read and not: %+v", text, got)
		}
		own := money.Rupiah(n).In("id")
		c = column{}
		c.look(own)
		if got := c.read(own); got != money.Given(money.Rupiah(n)) {
			t.Errorf("%s reads back as %+v", own, got)
		}
	})
}
