package product

import (
	"strings"
	"testing"
)

// long: a table.
func TestPricesAsPeopleTypeThem(t *testing.T) {
	for typed, want := range map[string]struct {
		p    Price
		unit string
	}{
		"":                          {Price{Kind: NoPrice}, ""},
		"15000":                     {Price{Fixed, 15000, 0}, ""},
		"Rp15.000":                  {Price{Fixed, 15000, 0}, ""},
		"Rp. 15.000,-":              {Price{Fixed, 15000, 0}, ""},
		"Rp 15.000,00":              {Price{Fixed, 15000, 0}, ""},
		"15,000":                    {Price{Fixed, 15000, 0}, ""},
		"15rb":                      {Price{Fixed, 15000, 0}, ""},
		"15 ribu rupiah":            {Price{Fixed, 15000, 0}, ""},
		"15k":                       {Price{Fixed, 15000, 0}, ""},
		"12,5rb":                    {Price{Fixed, 12500, 0}, ""},
		"1,5 juta":                  {Price{Fixed, 1_500_000, 0}, ""},
		"2.5jt":                     {Price{Fixed, 2_500_000, 0}, ""},
		"15rb/bungkus":              {Price{Fixed, 15000, 0}, "bungkus"},
		"15rb per bks":              {Price{Fixed, 15000, 0}, "bungkus"},
		"Rp15.000–25 rb":            {Price{Range, 15000, 25000}, ""},
		"10-15 rb":                  {Price{Range, 10000, 15000}, ""},
		"10rb - 15rb / porsi":       {Price{Range, 10000, 15000}, "porsi"},
		"500 – 1.500":               {Price{Range, 500, 1500}, ""},
		"900rb s/d 1,2 juta":        {Price{Range, 900_000, 1_200_000}, ""},
		"500 sampai 2 juta":         {Price{Range, 500_000_000, 2_000_000}, "?"}, // turned: is told
		"Rp15.000 - Rp15.000":       {Price{Fixed, 15000, 0}, ""},
		"mulai 10 ribu":             {Price{From, 10000, 0}, ""},
		"Harga mulai dari Rp10.000": {Price{From, 10000, 0}, ""},
		"10.000 ke atas":            {Price{From, 10000, 0}, ""},
		"menurut pesanan":           {Price{Kind: Asked}, ""},
		"Harga sesuai ukuran":       {Price{Kind: Asked}, ""},
		"nego":                      {Price{Kind: Asked}, ""},
		"15":                        {Price{}, "?"}, // thousand? It is asked
		"0":                         {Price{}, "?"},
		"15.5":                      {Price{}, "?"},
		"1.50.000":                  {Price{}, "?"},
		"15.000 20.000":             {Price{}, "?"},
		"murah":                     {Price{}, "?"},
		"25rb-15rb":                 {Price{}, "?"},
		"1-2-3 rb":                  {Price{}, "?"},
		"mulai 10rb-15rb":           {Price{}, "?"},
		"999999999999999999999":     {Price{}, "?"},
		"9999999999999 m":           {Price{}, "?"},
		"15.000 rb":                 {Price{}, "?"}, // fifteen million, or somebody wrote it twice
		"-5000":                     {Price{}, "?"},
		strings.Repeat("1", 200):    {Price{}, "?"},
	} {
		p, unit, bad := ReadPrice(typed)
		switch {
		case want.unit == "?":
			if bad == nil {
				t.Errorf("%q is read as %+v %q and should be asked", typed, p, unit)
			}
		case bad != nil || p != want.p || unit != want.unit:
			t.Errorf("%q: %+v %q %v, want %+v %q", typed, p, unit, bad, want.p, want.unit)
		default:
			if again, _, bad := ReadPrice(p.Typed()); bad != nil || again != p {
				t.Errorf("%q is written %q, which is read as %+v %v", typed, p.Typed(), again, bad)
			}
		}
	}
}

func TestUnits(t *testing.T) {
	for typed, want := range map[string]string{"/bks": "bungkus", "per bungkus": "bungkus", "Bungkus": "bungkus", "250gr": "250 gram", "bungkus 250 gr": "bungkus 250 gram", "m2": "meter persegi",
		"1/2 kg": "1 2 kg", "10": "", "": "", "!!": "", "per": "", strings.Repeat("a", 31): "", "パック": "パック", "1,5 kg.": "1,5 kg"} {
		if got := ReadUnit(typed); got != want {
			t.Errorf("%q: %q, want %q", typed, got, want)
		}
	}
}

func FuzzReadPrice(f *testing.F) {
	for _, seed := range []string{"Rp15.000–25 rb", "15rb/bungkus", "mulai 10 ribu", "1,5jt", "\x00", "–", "rp", "99999999999999999999rb", "10-15k/ pcs", "0,00"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		p, unit, bad := ReadPrice(typed)
		if bad != nil {
			return
		}
		switch p.Kind {
		case Fixed, From:
			if p.Low < leastPrice || p.Low > mostPrice || p.High != 0 {
				t.Errorf("%q: %+v", typed, p)
			}
		case Range:
			if p.Low < leastPrice || p.High <= p.Low || p.High > mostPrice {
				t.Errorf("%q: %+v", typed, p)
			}
		case Asked, NoPrice:
			if p.Low != 0 || p.High != 0 {
				t.Errorf("%q: %+v", typed, p)
			}
		default:
			t.Errorf("%q: %+v", typed, p)
		}
		if again, _, bad := ReadPrice(p.Typed()); bad != nil || again != p {
			t.Errorf("%q is %+v, written %q, read %+v %v", typed, p, p.Typed(), again, bad)
		}
		if unit != ReadUnit(unit) {
			t.Errorf("%q: the unit %q becomes %q", typed, unit, ReadUnit(unit))
		}
	})
}

func FuzzReadUnit(f *testing.F) {
	for _, seed := range []string{"bks", "/kg", "250gr", "m2", "m22", "1.5l", "per per kg", "\xff"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		unit := ReadUnit(typed)
		if again := ReadUnit(unit); again != unit || len([]rune(unit)) > mostUnit {
			t.Errorf("%q is %q, then %q", typed, unit, again)
		}
	})
}

// TestAUnitIsAUnit: everybody reads it behind the price.
func TestAUnitIsAUnit(t *testing.T) {
	for _, typed := range []Typed{{Unit: "per situs judi slot gacor"}, {Unit: "hubungi ani x.id"}, {Price: "15rb/situs judi slot gacor"}} {
		typed.Name = "Kue lapis"
		if _, _, err := Read(typed); err == nil {
			t.Errorf("%+v is taken", typed)
		}
	}
	for _, unit := range []string{"bungkus", "kg", "250 gram", "meter persegi", "porsi", "paket isi 10"} {
		if _, _, err := Read(Typed{Name: "Kue lapis", Unit: unit}); err != nil {
			t.Errorf("%q: %v", unit, err)
		}
	}
}
