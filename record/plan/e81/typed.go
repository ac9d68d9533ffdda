package e81

import (
	"strings"
	"unicode"

	"alun/ground/money"
	"alun/ground/quantity"
)

// Typed is how a number was read that a person typed or pasted. Key is "" when
// there is one way to read it; else it is the sentence that says what is wrong,
// and Choices are texts that would be understood.
type Typed struct {
	Key     string
	Args    []any
	Choices []string
}

// Good tells that the text was read.
func (t Typed) Good() bool { return t.Key == "" }

// TypedQuantity reads an output or a percentage as people write it: "1.234,5",
// "65,8%", "1234.5", "-" for no figure. "1.234" can be read in two ways, and is
// asked about rather than guessed. The quantity's text is a plain decimal.
func TypedQuantity(text string) (quantity.Quantity, Typed) {
	s := strings.TrimSpace(strings.TrimSuffix(squeezed(text), "%"))
	if none(s) {
		return quantity.Quantity{}, Typed{}
	}
	n, how := readNumber(s)
	switch how {
	case scientific:
		return quantity.Quantity{}, Typed{Key: "e81.typed_scientific", Args: []any{short(text)}}
	case unreadable:
		return quantity.Quantity{}, Typed{Key: "e81.typed_not_a_number", Args: []any{short(text)}}
	case twoWays:
		small := strings.ReplaceAll(n.plain(), ".", ",") + "0" // a fourth decimal: no group of thousands any more
		large := n.minus + n.whole + n.frac
		return quantity.Quantity{}, Typed{Key: "e81.typed_two_ways", Args: []any{short(text), large, small}, Choices: []string{large, small}}
	}
	q, err := quantity.Parse(n.plain())
	if err != nil {
		return quantity.Quantity{}, Typed{Key: "e81.typed_out_of_range", Args: []any{short(text)}}
	}
	return q, Typed{}
}

// TypedMoney reads an amount as people write it: "Rp 1.500.000", "1.500.000,00",
// "Rp1.500.000,-", "(1.500.000)". Rupiah are whole, so three digits behind a sign
// are thousands; other decimals than zeros are refused.
func TypedMoney(text string) (money.Printed, Typed) {
	s := strings.TrimSpace(squeezed(text))
	inner, negative := strings.CutPrefix(s, "(")
	if inner, closed := strings.CutSuffix(inner, ")"); negative && closed {
		s = "-" + strings.TrimSpace(inner)
	}
	s = unmarked(s)
	if none(s) {
		return money.Printed{}, Typed{}
	}
	n, how := readNumber(s)
	switch how {
	case scientific:
		return money.Printed{}, Typed{Key: "e81.typed_scientific", Args: []any{short(text)}}
	case unreadable:
		return money.Printed{}, Typed{Key: "e81.typed_not_money", Args: []any{short(text)}}
	case twoWays:
		n.whole, n.frac = n.whole+n.frac, ""
	}
	if strings.Trim(n.frac, "0") != "" {
		whole := n.minus + n.whole
		return money.Printed{}, Typed{Key: "e81.typed_sen", Args: []any{short(text), whole}, Choices: []string{whole}}
	}
	amount, _ := money.Parse(n.minus + n.whole) // digits alone are always money
	return amount, Typed{}
}

// unmarked takes the signs of money off: "Rp", "Rp.", "IDR", ",-".
func unmarked(s string) string {
	rest, minus := strings.CutPrefix(s, "-")
	rest = strings.TrimSpace(rest)
	for _, mark := range []string{"idr", "rp.", "rp"} {
		if len(rest) >= len(mark) && strings.EqualFold(rest[:len(mark)], mark) {
			rest = strings.TrimSpace(rest[len(mark):])
			break
		}
	}
	for _, end := range []string{",--", ",-", ".-"} {
		rest = strings.TrimSuffix(rest, end)
	}
	if after, found := strings.CutPrefix(rest, "-"); found && !minus { // "Rp-5"
		rest, minus = after, true
	}
	if minus {
		return "-" + rest
	}
	return rest
}

// squeezed makes all kinds of spaces and minus signs one kind.
func squeezed(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '−' || r == '–' || r == '—':
			return '-'
		case unicode.IsSpace(r) || r == '\u202f' || r == '\u2007':
			return ' '
		}
		return r
	}, s)
}

// none tells a cell that says that there is no figure.
func none(s string) bool { return strings.Trim(s, "-") == "" }

// number is a number taken apart: digits only.
type number struct{ minus, whole, frac string }

func (n number) plain() string {
	if n.frac == "" {
		return n.minus + n.whole
	}
	return n.minus + n.whole + "." + n.frac
}

// reading says what a text is.
type reading int

const (
	oneWay reading = iota
	twoWays
	scientific
	unreadable
)

// readNumber takes a number apart whose thousands and decimals may be marked in
// the Indonesian or the English way.
func readNumber(s string) (n number, how reading) {
	body, minus := strings.CutPrefix(s, "-")
	if minus {
		n.minus = "-"
	}
	if body = strings.TrimSpace(body); exponent(body) {
		return n, scientific
	}
	if strings.Trim(body, "0123456789., '") != "" || body == "" || !digit(body[0]) || !digit(body[len(body)-1]) {
		return n, unreadable
	}
	body, ok := ungroup(body)
	if !ok {
		return n, unreadable
	}
	dots, commas := strings.Count(body, "."), strings.Count(body, ",")
	switch {
	case dots == 0 && commas == 0:
		n.whole = body
	case dots > 0 && commas > 0:
		return n.mixed(body)
	case dots+commas == 1:
		n.whole, n.frac, _ = strings.Cut(strings.ReplaceAll(body, ",", "."), ".")
		if len(n.frac) == 3 && len(n.whole) <= 3 && n.whole[0] != '0' {
			return n, twoWays
		}
	default: // several of one sign: groups of thousands
		groups := strings.Split(strings.ReplaceAll(body, ",", "."), ".")
		if !thousands(groups) {
			return n, unreadable
		}
		n.whole = strings.Join(groups, "")
	}
	return n, oneWay
}

// mixed reads a number with both signs: the last one marks the decimals.
func (n number) mixed(body string) (number, reading) {
	last := strings.LastIndexAny(body, ".,")
	whole, frac := body[:last], body[last+1:]
	group := "."
	if body[last] == '.' {
		group = ","
	}
	groups := strings.Split(whole, group)
	if strings.Count(body, string(body[last])) > 1 || !thousands(groups) {
		return n, unreadable
	}
	n.whole, n.frac = strings.Join(groups, ""), frac
	return n, oneWay
}

// ungroup joins thousands that are parted by spaces or apostrophes: "1 500 000".
func ungroup(s string) (string, bool) {
	s = strings.ReplaceAll(s, "'", " ")
	if !strings.Contains(s, " ") {
		return s, true
	}
	whole, rest := s, ""
	if i := strings.IndexAny(s, ".,"); i >= 0 {
		whole, rest = s[:i], s[i:]
	}
	groups := strings.Split(whole, " ")
	return strings.Join(groups, "") + rest, thousands(groups) && !strings.Contains(rest, " ")
}

// thousands tells groups of three digits, the first of one to three.
func thousands(groups []string) bool {
	for i, g := range groups {
		if strings.Trim(g, "0123456789") != "" || len(g) > 3 || len(g) == 0 || i > 0 && len(g) != 3 {
			return false
		}
	}
	return true
}

// exponent tells "1,13792E+14": a spreadsheet has cut the digits off.
func exponent(s string) bool {
	head, tail, found := strings.Cut(strings.ToUpper(s), "E")
	return found && head != "" && tail != "" && digit(head[0]) && strings.Trim(head, "0123456789.,") == "" && strings.Trim(tail, "0123456789+-") == ""
}

func digit(c byte) bool { return c >= '0' && c <= '9' }
