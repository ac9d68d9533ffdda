package money

import (
	"strings"

	"alun/ground/lang"
)

// Rupiah is an amount in whole rupiah.
type Rupiah int64

// The steps of short amounts. "M" alone is never written: in Indonesian it
// means miliar, in English million.
const (
	Ribu    Rupiah = 1_000
	Juta    Rupiah = 1_000_000
	Miliar  Rupiah = 1_000_000_000
	Triliun Rupiah = 1_000_000_000_000
)

// In writes the whole amount: Rp1.500.000 · IDR 1,500,000.
func (r Rupiah) In(tag lang.Tag) string {
	return signed(lang.Whole(tag, int64(r)), tag)
}

// signed puts the currency before a number and behind its minus: -Rp5.
func signed(number string, tag lang.Tag) string {
	digits, minus := strings.CutPrefix(number, "-")
	currency := "IDR "
	if tag == lang.ID {
		currency = "Rp"
	}
	if minus {
		return "-" + currency + digits
	}
	return currency + digits
}

// Short writes the amount in words of its size with at most one decimal:
// Rp2,5 miliar · IDR 2.5 billion · 25億ルピア.
func (r Rupiah) Short(tag lang.Tag) string { return Short{r, 1}.In(tag) }
