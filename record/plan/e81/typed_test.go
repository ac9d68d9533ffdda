package e81_test

import (
	"math/big"
	"strings"
	"testing"

	"alun/record/plan/e81"
)

// TestNumbersAreReadAsPeopleTypeThem: what a planner types, pastes from SIPD or
// from a spreadsheet of either language.
func TestNumbersAreReadAsPeopleTypeThem(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "-": "", " – ": "", "0": "0", "12": "12", "1234": "1234", "1.234,5": "1234.5", "1,234.5": "1234.5", "1.234.567": "1234567",
		"1,234,567": "1234567", "1.234.567,5": "1234567.5", "1 234 567": "1234567", "1 234,5": "1234.5", "65,8%": "65.8", "65,8 %": "65.8",
		"65.8": "65.8", "0,123": "0.123", "0.123": "0.123", "1,2345": "1.2345", "12345.678": "12345.678", "66,6670": "66.6670", "-3,23": "-3.23", "−3,23": "-3.23",
		"100%": "100", "007": "007",
	} {
		q, how := e81.TypedQuantity(text)
		if !how.Good() || q.Text != want || q.Known != (want != "") {
			t.Errorf("%q is read as %+v, %+v", text, q, how)
		}
	}
	for text, want := range map[string]string{
		"": "", "-": "", "Rp -": "", "Rp1.500.000": "1500000", "Rp 1.500.000": "1500000", "Rp. 1.500.000,-": "1500000", "1.500.000,00": "1500000",
		"1,500,000.00": "1500000", "1500000": "1500000", "1.500": "1500", "1,500": "1500", "IDR 1,500": "1500", "(1.500)": "-1500", "-Rp5": "-5", "Rp-5": "-5",
		"0": "0", "Rp113.792.470.000.000": "113792470000000", "1500000.00": "1500000", "5,00": "5", "0,000": "0",
	} {
		m, how := e81.TypedMoney(text)
		got := ""
		if m.Known {
			got = big.NewInt(int64(m.Rupiah)).String()
		}
		if !how.Good() || got != want {
			t.Errorf("%q is read as %+v, %+v", text, m, how)
		}
	}
	if m, how := e81.TypedMoney("22.997.604.757.350.036.930"); !how.Good() || m.Known || m.Text != "22997604757350036930" {
		t.Errorf("an amount that cannot be held: %+v, %+v", m, how)
	}
}

// TestWhatCannotBeReadIsAskedAbout: nothing is guessed, and the choices that are
// offered can be read in one way.
func TestWhatCannotBeReadIsAskedAbout(t *testing.T) {
	for text, want := range map[string]string{
		"1.234": "e81.typed_two_ways", "1,234": "e81.typed_two_ways", "-66,667": "e81.typed_two_ways", "12 orang": "e81.typed_not_a_number",
		"1.23.456": "e81.typed_not_a_number", "1,2.345,6": "e81.typed_not_a_number", "1.": "e81.typed_not_a_number", "..": "e81.typed_not_a_number",
		"1,13792E+14": "e81.typed_scientific", "9999999999999999": "e81.typed_out_of_range", "0,1234567": "e81.typed_out_of_range", "%": "", "n/a": "e81.typed_not_a_number",
		"1 23": "e81.typed_not_a_number", "１２": "e81.typed_not_a_number",
	} {
		q, how := e81.TypedQuantity(text)
		if how.Key != want || q.Known {
			t.Errorf("%q: %+v, %+v", text, q, how)
		}
	}
	for text, want := range map[string]string{
		"1.500.000,50": "e81.typed_sen", "1.5": "e81.typed_sen", "satu juta": "e81.typed_not_money", "1,13792E+14": "e81.typed_scientific",
		"Rp": "", "1.5.0": "e81.typed_not_money", "(5": "e81.typed_not_money", "1.500 rb": "e81.typed_not_money",
	} {
		m, how := e81.TypedMoney(text)
		if how.Key != want || m.Known {
			t.Errorf("%q: %+v, %+v", text, m, how)
		}
	}
	_, how := e81.TypedQuantity("-1.234")
	if len(how.Choices) != 2 || how.Choices[0] != "-1234" || how.Choices[1] != "-1,2340" {
		t.Errorf("choices of -1.234: %q", how.Choices)
	}
}

// FuzzTyped: whatever is pasted is answered without panic; what was read comes
// back from its own text; every choice that is offered can be read in one way;
// and no digit is lost on the way.
func FuzzTyped(f *testing.F) {
	for _, s := range []string{"1.234.567,5", "Rp 1.500.000", "65,8%", "(1.500)", "1,13792E+14", "1.234", "-", "1 234", "Rp. 5,-", "1'234.5", "\u00a0", "--5", "\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		q, how := e81.TypedQuantity(text)
		if q.Known {
			again, howAgain := e81.TypedQuantity(strings.ReplaceAll(padded(q.Text), ".", ","))
			if !howAgain.Good() || again.Micro != q.Micro {
				t.Errorf("%q is %s, which is read as %+v %+v", text, q.Text, again, howAgain)
			}
		}
		if q.Known == (how.Key != "") && (q.Known || how.Key != "") {
			t.Errorf("%q is both: %+v %+v", text, q, how)
		}
		for _, c := range how.Choices {
			if k, again := e81.TypedQuantity(c); !again.Good() || !k.Known {
				t.Errorf("the choice %q of %q is read as %+v", c, text, again)
			}
		}
		m, how := e81.TypedMoney(text)
		if (m.Known || m.Text != "") && !how.Good() {
			t.Errorf("%q is both: %+v %+v", text, m, how)
		}
		for _, c := range how.Choices {
			if k, again := e81.TypedMoney(c); !again.Good() || !k.Known && k.Text == "" {
				t.Errorf("the choice %q of %q is read as %+v", c, text, again)
			}
		}
		if m.Known && q.Known && q.Micro != int64(m.Rupiah)*1_000_000 && !strings.ContainsAny(text, ".,") {
			t.Errorf("%q is %d rupiah and %s", text, m.Rupiah, q.Text)
		}
	})
}

// padded makes three decimals four, so that they are no group of thousands.
func padded(plain string) string {
	if _, frac, _ := strings.Cut(plain, "."); len(frac) == 3 {
		return plain + "0"
	}
	return plain
}
