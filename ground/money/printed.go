package money

import (
	"strconv"
	"strings"

	"alun/ground/lang"
)

// Printed is an amount as a document printed it.
type Printed struct {
	Rupiah Rupiah
	Known  bool
	Text   string // what was printed, when it cannot be held; else ""
}

// Given makes a known amount.
func Given(r Rupiah) Printed { return Printed{Rupiah: r, Known: true} }

// Parse reads whole rupiah ("-1500000", ""). Empty text is an absent amount.
// Whole digits too large for int64 are kept as text, unknown; ok is false only
// for text that is no whole number at all.
func Parse(text string) (p Printed, ok bool) {
	s := strings.TrimSpace(text)
	if s == "" {
		return Printed{}, true
	}
	if !whole(s) {
		return Printed{Text: s}, false
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil { // too large: nothing else can be wrong with digits
		return Printed{Text: s}, true
	}
	return Given(Rupiah(n)), true
}

// whole tells digits, with or without a minus, from anything else.
func whole(s string) bool {
	digits := strings.TrimPrefix(s, "-")
	for i := range len(digits) {
		if digits[i] < '0' || digits[i] > '9' {
			return false
		}
	}
	return digits != ""
}

// Or0 is the amount, or 0 when it is absent: for sums only, where the rule says
// that an empty cell counts as 0.
func (p Printed) Or0() Rupiah {
	if p.Known {
		return p.Rupiah
	}
	return 0
}

// In writes the whole amount, also one that cannot be held
// (Rp22.997.604.757.350.036.930); an absent one is an en dash, and what is no
// number stays as it was printed.
func (p Printed) In(tag lang.Tag) string {
	switch {
	case p.Known:
		return p.Rupiah.In(tag)
	case p.Text == "":
		return "–"
	case whole(p.Text):
		return signed(lang.Group(tag, p.Text), tag)
	}
	return p.Text
}
