package size

import (
	"testing"

	"alun/ground/lang"
	"alun/ground/money"

	"pgregory.net/rapid"
)

func TestTyped(t *testing.T) {
	for _, c := range []struct {
		tag  lang.Tag
		text string
		want money.Rupiah
		why  lang.Key
	}{
		{lang.ID, "300 juta", 300_000_000, ""},
		{lang.ID, "300juta", 300_000_000, ""},
		{lang.ID, "Rp 300 jt.", 300_000_000, ""},
		{lang.ID, "1,5 M", 1_500_000_000, ""},
		{lang.ID, "1.5 m", 1_500_000_000, ""},
		{lang.ID, "1,5 milyar setahun", 1_500_000_000, ""},
		{lang.ID, "Rp2.000.000.000", 2_000_000_000, ""},
		{lang.ID, "Rp2.000.000.000,-", 2_000_000_000, ""},
		{lang.ID, "Rp. 2.000.000.000,00", 2_000_000_000, ""},
		{lang.ID, "2,000,000,000", 2_000_000_000, ""},
		{lang.ID, "2000000001", 2_000_000_001, ""},
		{lang.ID, "500rb", 500_000, ""},
		{lang.ID, "500k", 500_000, ""},
		{lang.ID, "1.500 juta", 1_500_000_000, ""},
		{lang.ID, "1 miliar 500 juta", 1_500_000_000, ""},
		{lang.ID, "２５０ juta", 250_000_000, ""},
		{lang.ID, "0", 0, ""},
		{lang.EN, "IDR 1,500,000", 1_500_000, ""},
		{lang.EN, "1.5 billion", 1_500_000_000, ""},
		{lang.EN, "1,500 million", 1_500_000_000, ""},
		{lang.EN, "2.000.000.000", 2_000_000_000, ""},
		{lang.EN, "300 juta a year", 300_000_000, ""},
		{lang.JA, "3億5000万ルピア", 350_000_000, ""},
		{lang.JA, "２億", 200_000_000, ""},
		{lang.JA, "1,5億", 150_000_000, ""},
		{lang.ID, "", 0, "size.typed_empty"},
		{lang.ID, "Rp", 0, "size.typed_empty"},
		{lang.ID, "banyak", 0, "size.typed_not_amount"},
		{lang.ID, "3 kodi", 0, "size.typed_not_amount"},
		{lang.ID, "1 juta 500", 0, "size.typed_not_amount"},
		{lang.ID, "1 juta 2000 ribu", 0, "size.typed_not_amount"},
		{lang.ID, "-5 juta", 0, "size.typed_minus"},
		{lang.EN, "1.5 M", 0, "size.typed_letter"},
		{lang.JA, "2 m", 0, "size.typed_letter"},
		{lang.ID, "1,500", 0, "size.typed_which"},
		{lang.ID, "1,500 juta", 0, "size.typed_which"},
		{lang.EN, "1.500", 0, "size.typed_which"},
		{lang.ID, "1.50.000", 0, "size.typed_groups"},
		{lang.ID, "1.500.00", 0, "size.typed_groups"},
		{lang.ID, ",5 juta", 0, "size.typed_groups"},
		{lang.ID, "1.000,000.000", 0, "size.typed_groups"},
		{lang.ID, "0,5", 0, "size.typed_fraction"},
		{lang.ID, "1,23456 ribu", 0, "size.typed_fraction"},
		{lang.ID, "1001 triliun", 0, "size.typed_too_large"},
		{lang.ID, "99999999999999999999", 0, "size.typed_too_large"},
		{lang.ID, "9999999999999999999 triliun", 0, "size.typed_too_large"},
	} {
		if got, why := Typed(c.text, c.tag); got != c.want || why != c.why {
			t.Errorf("%s %q = %d %q, want %d %q", c.tag, c.text, got, why, c.want, c.why)
		}
	}
}

func TestTypedPeople(t *testing.T) {
	for text, want := range map[string]int64{"12": 12, " 1.200 orang ": 1200, "3人": 3, "１９": 19, "5 orang": 5} {
		if n, why := TypedPeople(text, lang.ID); n != want || why != "" {
			t.Errorf("%q = %d %q", text, n, why)
		}
	}
	for text, want := range map[string]lang.Key{"": "size.typed_no_people", "0": "size.typed_nobody", "dua": "size.typed_not_people", "2,5": "size.typed_not_people",
		"3 juta": "size.typed_not_people", "-1": "size.typed_not_people", "1.000.001": "size.typed_many_people", "1 2": "size.typed_not_people"} {
		if n, why := TypedPeople(text, lang.ID); n != 0 || why != want {
			t.Errorf("%q = %d %q, want %q", text, n, why, want)
		}
	}
}

// What the house writes, it reads again: in full in every language.
func TestTypedReadsWhatIsWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := money.Rupiah(rapid.Int64Range(0, int64(mostTyped)).Draw(t, "rupiah"))
		for _, tag := range lang.All {
			if got, why := Typed(r.In(tag), tag); got != r || why != "" {
				t.Fatalf("%s %q = %d %q", tag, r.In(tag), got, why)
			}
		}
		juta := r / money.Juta * money.Juta
		if got, why := Typed(lang.Whole(lang.ID, int64(juta/money.Juta))+" juta", lang.ID); got != juta || why != "" {
			t.Fatalf("%d juta = %d %q", juta/money.Juta, got, why)
		}
	})
}

func FuzzTyped(f *testing.F) {
	for _, s := range []string{"300 juta", "1,5 M", "Rp2.000.000.000", "3億5000万", "1 miliar 500 juta", "1.500", "１．５", "-", ",", "rp rp", "1 juta 1 juta"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, tag := range lang.All {
			n, why := Typed(s, tag)
			if n < 0 || n > mostTyped || why != "" && n != 0 {
				t.Fatalf("%q = %d %q", s, n, why)
			}
			if p, why := TypedPeople(s, tag); p < 0 || why != "" && p != 0 || why == "" && p == 0 {
				t.Fatalf("%q = %d people %q", s, p, why)
			}
		}
	})
}
