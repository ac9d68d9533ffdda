package money

import (
	"alun/ground/lang"
	"alun/ground/quantity"
)

// Short is an amount that writes itself in words of its size.
type Short struct {
	Rupiah
	Decimals int // at most this many, 0 to 6
}

// scale is one word of size in one language, for amounts from a size on.
type scale struct {
	from Rupiah
	word string
}

// scales are the words of size, the largest first. Amounts below the smallest
// are written in full. Japanese counts in steps of ten thousand.
var scales = map[lang.Tag][]scale{
	lang.ID: {{Triliun, "triliun"}, {Miliar, "miliar"}, {Juta, "juta"}, {Ribu, "ribu"}},
	lang.EN: {{Triliun, "trillion"}, {Miliar, "billion"}, {Juta, "million"}, {Ribu, "thousand"}},
	lang.JA: {{Triliun, "兆"}, {100_000_000, "億"}, {10_000, "万"}},
}

// In writes the amount in words of its size.
func (s Short) In(tag lang.Tag) string {
	number, word := s.Parts(tag)
	if word == "" || tag == lang.JA {
		return number + word
	}
	return number + " " + word
}

// Parts gives the number with its currency and the word of size apart, for
// large figures whose word is set smaller. The word may be empty; in Japanese
// it carries the currency (25 and 億ルピア).
func (s Short) Parts(tag lang.Tag) (number, word string) {
	q, word := s.scaled(tag)
	if tag == lang.JA {
		return q.In(tag), word + "ルピア"
	}
	return signed(q.In(tag), tag), word
}

// scaled rounds the amount and counts it in its scale.
func (s Short) scaled(tag lang.Tag) (quantity.Quantity, string) {
	all := scales[tag]
	for i, sc := range all {
		if !s.reaches(sc.from) {
			continue
		}
		rounded := Short{s.round(sc.from), s.Decimals}
		if i > 0 && rounded.reaches(all[i-1].from) {
			sc = all[i-1] // 999,96 juta rounds to 1.000 juta: that is 1 miliar
		}
		return rounded.count(sc.from), sc.word
	}
	return quantity.Whole(int64(s.Rupiah)), ""
}

// reaches compares sizes without regard to the sign, also for the one amount
// whose opposite int64 cannot hold.
func (s Short) reaches(size Rupiah) bool { return s.Rupiah >= size || s.Rupiah <= -size }

// round keeps so many decimals of a scale. It rounds the rupiah themselves,
// once: rounding the millionths of a quotient would round twice (Rp1.049.999.500
// would become 1,05 and then 1,1 miliar).
func (s Short) round(scale Rupiah) Rupiah {
	step := scale
	for range min(max(s.Decimals, 0), 6) {
		if step > 1 {
			step /= 10
		}
	}
	return Rupiah(quantity.Nearest(int64(s.Rupiah), int64(step)))
}

// count divides a rounded amount by its scale. This is exact: at most six
// decimals are left, and the remainder is below 10^12, so that nothing leaves
// int64.
func (s Short) count(scale Rupiah) quantity.Quantity {
	whole, rest := s.Rupiah/scale, s.Rupiah%scale
	return quantity.Of(int64(whole*quantity.One + rest*quantity.One/scale))
}
