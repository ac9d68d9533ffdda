package madeup_test

import (
	"strings"
	"testing"

	"alun/ground/money"
	"alun/record/registry"
	"alun/record/registry/madeup"
)

// wellWritten says whether a price ends as sellers end it.
func wellWritten(p money.Rupiah) bool {
	switch {
	case p < 20_000:
		return p%500 == 0
	case p < 100_000:
		return p%1000 == 0
	case p < 1_000_000:
		return p%5000 == 0
	}
	return p%50_000 == 0
}

// TestPricesAreAsSellersWriteThem: round, and fit for what is sold.
func TestPricesAreAsSellersWriteThem(t *testing.T) {
	bounds := []struct {
		code, unit  string
		least, most money.Rupiah
	}{
		{"56102", "porsi", 12_000, 35_000}, {"56304", "gelas", 5000, 28_000}, {"96200", "kg", 6000, 12_000},
		{"82190", "lembar", 500, 5000}, {"55900", "bulan", 600_000, 2_200_000}, {"45104", "unit", 55_000_000, 240_000_000},
		{"01411", "ekor", 14_000_000, 26_000_000}, {"47772", "tabung", 20_000, 30_000},
	}
	seen := make([]int, len(bounds))
	c, ranges, all := city(t, 1), 0, 0
	for e := range c.Entries(30_000) {
		for _, p := range e.Products {
			all++
			if p.Price < 500 || !wellWritten(p.Price) || p.Unit == "" {
				t.Fatalf("entry %d: %+v", e.Number, p)
			}
			if p.Most != 0 {
				ranges++
				if p.Most <= p.Price || p.Most > 3*p.Price || !wellWritten(p.Most) {
					t.Fatalf("entry %d: from %d to %d", e.Number, p.Price, p.Most)
				}
			}
			for i, b := range bounds {
				if !strings.Contains(e.Facts[registry.KBLI], b.code+"*") || c.Truth(e.Number).First != e.Number { // a second hand may have read another trade
					continue
				}
				if seen[i]++; p.Unit == b.unit && (p.Price < b.least || p.Price > b.most) {
					t.Errorf("entry %d: %s costs %d", e.Number, p.Name, p.Price)
				}
			}
		}
	}
	for i, n := range seen {
		if n == 0 {
			t.Errorf("nobody sells %s", bounds[i].code)
		}
	}
	if ranges < all/4 || ranges > all/3 {
		t.Errorf("%d of %d have two prices", ranges, all)
	}
}

// TestEveryKindOfProductHasAPrice: also in a city whose words are others.
func TestEveryKindOfProductHasAPrice(t *testing.T) {
	c, err := madeup.Open(hamlet, 2)
	if err != nil {
		t.Fatal(err)
	}
	for e := range c.Entries(3000) {
		for _, p := range e.Products {
			if p.Unit == "" || p.Price == 0 {
				t.Fatalf("entry %d: %+v", e.Number, p)
			}
		}
	}
}
