package money

import (
	"strconv"
	"strings"

	"alun/ground/lang"
	"alun/ground/quantity"
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
	n := int64(r)
	sign := ""
	if n < 0 {
		sign = "-"
	}
	whole := strings.TrimPrefix(lang.Whole(tag, n), "-")
	if tag == lang.ID {
		return sign + "Rp" + whole
	}
	return sign + "IDR " + whole
}

// Short writes the amount in words of its size with at most so many decimals:
// Rp2,5 miliar · IDR 2.5 billion · 25億ルピア.
func (r Rupiah) Short(tag lang.Tag) string { return Short{r, 1}.In(tag) }

// Short is an amount that writes itself in words of its size.
type Short struct {
	Rupiah
	Decimals int // at most this many
}

// scale is one word of size in one language.
type scale struct {
	from Rupiah
	word string
}

var scales = map[lang.Tag][]scale{
	lang.ID: {{Triliun, " triliun"}, {Miliar, " miliar"}, {Juta, " juta"}, {Ribu, " ribu"}},
	lang.EN: {{Triliun, " trillion"}, {Miliar, " billion"}, {Juta, " million"}, {Ribu, " thousand"}},
	lang.JA: {{Triliun, "兆ルピア"}, {100_000_000, "億ルピア"}, {10_000, "万ルピア"}},
}

// In writes the amount in words of its size.
func (s Short) In(tag lang.Tag) string {
	number, word := s.parts(tag)
	switch {
	case tag == lang.ID:
		return prefix(number, "Rp") + word
	case tag == lang.JA && word != "":
		return number + word
	case tag == lang.JA:
		return number + "ルピア"
	}
	return prefix(number, "IDR ") + word
}

// Parts gives the number with its currency and the word of size apart, for
// large figures whose word is set smaller. The word may be empty.
func (s Short) Parts(tag lang.Tag) (number, word string) {
	number, word = s.parts(tag)
	switch tag {
	case lang.ID:
		return prefix(number, "Rp"), strings.TrimSpace(word)
	case lang.EN:
		return prefix(number, "IDR "), strings.TrimSpace(word)
	}
	if word == "" {
		word = "ルピア"
	}
	return number, word
}

func prefix(number, sign string) string {
	if strings.HasPrefix(number, "-") {
		return "-" + sign + number[1:]
	}
	return sign + number
}

func (s Short) parts(tag lang.Tag) (number, word string) {
	abs := s.Rupiah
	if abs < 0 {
		abs = -abs
	}
	steps := scales[tag]
	for i, sc := range steps {
		if abs < sc.from {
			continue
		}
		q := roundTo(int64(s.Rupiah), int64(sc.from), s.Decimals)
		// 999,96 juta rounds up to 1.000 juta: say 1 miliar instead.
		if i > 0 && abs64(q.Micro) >= int64(steps[i-1].from/sc.from)*quantity.One {
			sc = steps[i-1]
			q = roundTo(int64(s.Rupiah), int64(sc.from), s.Decimals)
		}
		return q.In(tag), sc.word
	}
	return lang.Whole(tag, int64(s.Rupiah)), ""
}

func roundTo(n, unit int64, decimals int) quantity.Quantity {
	micro := n/unit*quantity.One + n%unit*quantity.One/unit
	if unit > 1_000_000_000_000/quantity.One*quantity.One {
		micro = n / (unit / quantity.One)
	}
	return quantity.Of(micro).Round(decimals)
}

func abs64(n int64) int64 {
	if n < 0 {
		return -n
	}
	return n
}

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
	n, err := strconv.ParseInt(s, 10, 64)
	if err == nil {
		return Given(Rupiah(n)), true
	}
	for _, c := range strings.TrimPrefix(s, "-") {
		if c < '0' || c > '9' {
			return Printed{Text: s}, false
		}
	}
	return Printed{Text: s}, s != "-"
}

// Or0 is the amount, or 0 when it is absent: for sums only, where the rule says
// that an empty cell counts as 0.
func (p Printed) Or0() Rupiah {
	if p.Known {
		return p.Rupiah
	}
	return 0
}

// In writes the whole amount as printed; an absent one is an en dash.
func (p Printed) In(tag lang.Tag) string {
	switch {
	case p.Known:
		return p.Rupiah.In(tag)
	case p.Text != "":
		return p.Text
	}
	return "–"
}
