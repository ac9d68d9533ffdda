package size

import (
	"math"
	"math/bits"
	"strconv"
	"strings"
	"unicode"

	"alun/ground/lang"
	"alun/ground/money"
)

// mostTyped is the largest amount that is taken: a thousand trillion rupiah, more
// than the country makes in a week. Beyond it somebody mistook the zeros.
const mostTyped money.Rupiah = 1000 * money.Triliun

// units are the words of size that people write behind a number.
var units = map[string]money.Rupiah{
	"ribu": money.Ribu, "rb": money.Ribu, "k": money.Ribu, "thousand": money.Ribu, "千": money.Ribu,
	"juta": money.Juta, "jt": money.Juta, "million": money.Juta, "mio": money.Juta, "百万": money.Juta,
	"miliar": money.Miliar, "milyar": money.Miliar, "mlr": money.Miliar, "billion": money.Miliar, "bn": money.Miliar, "十億": money.Miliar,
	"triliun": money.Triliun, "trilyun": money.Triliun, "trillion": money.Triliun, "兆": money.Triliun,
	"万": 10_000, "億": 100_000_000,
}

// around are words that say nothing of the amount, the longer before the shorter.
var around = []string{"インドネシア", "ルピア", "rupiah", "idr", "rp.", "rp", "per tahun", "setahun", "/tahun", "a year", "per year", "/year", "約", "年間"}

// Typed reads an amount as people type it: "300 juta", "1,5 M", "Rp2.000.000.000",
// "1 miliar 500 juta", "1.5 billion", "3億5000万". Points and commas are read as
// the page's language writes them; what could mean two amounts is refused, since
// a wrong one is a thousand times too large. why is "" when it was understood.
func Typed(text string, tag lang.Tag) (amount money.Rupiah, why lang.Key) {
	s := plainTyped(text)
	if s == "" {
		return 0, "size.typed_empty"
	}
	if strings.HasPrefix(s, "-") || strings.HasPrefix(s, "−") {
		return 0, "size.typed_minus"
	}
	before := money.Rupiah(math.MaxInt64)
	for s != "" {
		number, word, rest := cutPart(s)
		unit, why := unitOf(word, tag)
		if why != "" {
			return 0, why
		}
		part, why := worth(number, unit, word != "", tag)
		switch {
		case why != "":
			return 0, why
		case before != math.MaxInt64 && (word == "" || part >= before):
			return 0, "size.typed_not_amount" // "1 juta 500": 500 of what?
		case part > mostTyped-amount:
			return 0, "size.typed_too_large"
		}
		amount, before, s = amount+part, unit, rest
	}
	return amount, ""
}

// TypedPeople reads a number of people: "12", "1.200 orang".
func TypedPeople(text string, tag lang.Tag) (n int64, why lang.Key) {
	s := plainTyped(text)
	for _, word := range []string{"orang", "people", "persons", "person", "workers", "人", "名"} {
		s = strings.TrimSpace(strings.TrimSuffix(s, word))
	}
	if s == "" {
		return 0, "size.typed_no_people"
	}
	number, word, rest := cutPart(s)
	part, bad := worth(number, 1, false, tag)
	switch {
	case word != "" || rest != "" || bad != "":
		return 0, "size.typed_not_people"
	case part < 1:
		return 0, "size.typed_nobody"
	case part > 1_000_000:
		return 0, "size.typed_many_people"
	}
	return int64(part), ""
}

// plainTyped brings what was typed to small letters and plain digits, without the
// words around it and the ",-" that ends a written price.
func plainTyped(text string) string {
	s := strings.Map(func(c rune) rune {
		switch {
		case c >= '！' && c <= '～':
			return unicode.ToLower(c - '！' + '!') // full width, as Japanese keyboards write
		case unicode.IsSpace(c):
			return ' '
		}
		return unicode.ToLower(c)
	}, text)
	for _, word := range around {
		s = strings.TrimSpace(strings.TrimPrefix(s, word))
		s = strings.TrimSpace(strings.TrimSuffix(s, word))
	}
	for _, tail := range []string{",-", ",--", ".-"} {
		s = strings.TrimSuffix(s, tail)
	}
	return strings.TrimSpace(s)
}

// cutPart cuts a number and the word behind it off.
func cutPart(s string) (number, word, rest string) {
	at := strings.IndexFunc(s, func(c rune) bool { return !inNumber(c) })
	if at < 0 {
		return s, "", ""
	}
	number, s = s[:at], strings.TrimLeft(s[at:], " ")
	end := strings.IndexFunc(s, func(c rune) bool { return c == ' ' || inNumber(c) && c != '.' })
	if end < 0 {
		end = len(s)
	}
	return number, strings.TrimSuffix(s[:end], "."), strings.TrimLeft(s[end:], " ")
}

func inNumber(c rune) bool { return c >= '0' && c <= '9' || c == '.' || c == ',' }

// unitOf knows the word behind a number. "M" is miliar in Indonesian and million
// in English: only on an Indonesian page is it taken.
func unitOf(word string, tag lang.Tag) (money.Rupiah, lang.Key) {
	switch {
	case word == "":
		return 1, ""
	case word == "m" && tag == lang.ID:
		return money.Miliar, ""
	case word == "m" || word == "b" || word == "t":
		return 0, "size.typed_letter"
	}
	if u, ok := units[word]; ok {
		return u, ""
	}
	return 0, "size.typed_not_amount"
}

// worth multiplies a number with its unit; what is left of a rupiah is refused.
func worth(number string, unit money.Rupiah, worded bool, tag lang.Tag) (money.Rupiah, lang.Key) {
	whole, frac, why := digitsOf(number, worded, tag)
	if why != "" {
		return 0, why
	}
	frac = strings.TrimRight(frac, "0")
	if len(frac) > 12 {
		return 0, "size.typed_fraction"
	}
	n, err := strconv.ParseUint(whole+frac, 10, 64)
	if err != nil {
		return 0, "size.typed_too_large"
	}
	scale := uint64(1)
	for range frac {
		scale *= 10
	}
	high, low := bits.Mul64(n, uint64(unit))
	if high >= scale {
		return 0, "size.typed_too_large"
	}
	amount, rest := bits.Div64(high, low, scale)
	switch {
	case rest != 0:
		return 0, "size.typed_fraction"
	case amount > uint64(mostTyped):
		return 0, "size.typed_too_large"
	}
	return money.Rupiah(amount), ""
}

// digitsOf tells groups of thousands from decimals.
func digitsOf(s string, worded bool, tag lang.Tag) (whole, frac string, why lang.Key) {
	dots, commas := strings.Count(s, "."), strings.Count(s, ",")
	group, point := string(lang.Separator(tag)), string(lang.Point(tag))
	switch {
	case s == "" || strings.Trim(s, ".,") == "":
		return "", "", "size.typed_not_amount"
	case dots+commas == 0:
		return s, "", ""
	case dots > 0 && commas > 0: // the last one is the point
		group, point = ".", ","
		if strings.LastIndex(s, ".") > strings.LastIndex(s, ",") {
			group, point = ",", "."
		}
	case dots+commas > 1: // several of one kind can only be groups
		group, point = ".", ","
		if commas > 0 {
			group, point = ",", "."
		}
	default:
		return lone(s, group, point, worded)
	}
	whole, frac, _ = strings.Cut(s, point)
	if !grouped(whole, group) || strings.ContainsAny(frac, ".,") {
		return "", "", "size.typed_groups"
	}
	return strings.ReplaceAll(whole, group, ""), frac, wrongFrac(frac, worded)
}

// lone reads a number with one sign in it. "1.500" is a group on an Indonesian
// page; the other way round, "1,500", it could be both, and is refused.
func lone(s, group, point string, worded bool) (whole, frac string, why lang.Key) {
	if strings.Contains(s, group) {
		if grouped(s, group) {
			return strings.ReplaceAll(s, group, ""), "", ""
		}
		point = group // "1.5 M": not three digits, so it is no group
	}
	whole, frac, _ = strings.Cut(s, point)
	switch {
	case whole == "" || frac == "":
		return "", "", "size.typed_groups"
	case len(frac) == 3 && point != group:
		return "", "", "size.typed_which"
	}
	return whole, frac, wrongFrac(frac, worded)
}

// wrongFrac refuses decimals of a rupiah, but ",00" as it is printed on bills.
func wrongFrac(frac string, worded bool) lang.Key {
	if !worded && strings.Trim(frac, "0") != "" {
		return "size.typed_fraction"
	}
	return ""
}

// grouped reports digits in groups of three, or without groups.
func grouped(s, group string) bool {
	all := strings.Split(s, group)
	for i, g := range all {
		if i == 0 && (g == "" || len(g) > 3 && len(all) > 1) || i > 0 && len(g) != 3 || strings.Trim(g, "0123456789") != "" {
			return false
		}
	}
	return true
}
