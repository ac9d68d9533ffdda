package sipd

import (
	"strings"

	"golang.org/x/text/unicode/norm"

	"alun/ground/money"
)

// column reads the amounts of one column: what one cell leaves open ("1.500"),
// its neighbours may decide.
type column struct{ decimal, group map[byte]bool }

// look learns from a cell which sign stands before decimals and which groups.
func (c *column) look(text string) {
	if c.decimal == nil {
		c.decimal, c.group = map[byte]bool{}, map[byte]bool{}
	}
	digits, _, ok := bare(text)
	if !ok || digits == "" {
		return
	}
	dots, commas := strings.Count(digits, "."), strings.Count(digits, ",")
	switch {
	case dots > 0 && commas > 0:
		last := digits[strings.LastIndexAny(digits, ".,")]
		c.decimal[last], c.group['.'+','-last] = true, true
	case dots > 1:
		c.group['.'] = true
	case commas > 1:
		c.group[','] = true
	case dots+commas == 1:
		sign := digits[strings.IndexAny(digits, ".,")]
		if !open(digits) {
			c.decimal[sign] = true
		}
	}
}

// open tells a number that may be grouped or have three decimals: "1.500".
func open(digits string) bool {
	i := strings.IndexAny(digits, ".,")
	return i >= 1 && i <= 3 && len(digits)-i == 4 && digits[0] != '0'
}

// read gives a cell's amount in whole rupiah, sen rounded to the nearest. What
// cannot be read, or only in two ways, is unknown with its text.
func (c *column) read(text string) money.Printed {
	digits, minus, ok := bare(text)
	if ok && digits == "" {
		return money.Printed{}
	}
	whole, rest, ok2 := c.cut(digits)
	if !ok || !ok2 {
		return money.Printed{Text: strings.TrimSpace(text)}
	}
	if minus {
		whole = "-" + whole
	}
	p, ok := money.Parse(whole)
	if !ok || !p.Known {
		return money.Printed{Text: strings.TrimSpace(text)}
	}
	return rounded(p, rest, minus, text)
}

func rounded(p money.Printed, rest string, minus bool, text string) money.Printed {
	if rest == "" || rest[0] < '5' {
		return p
	}
	const most = 1<<63 - 1
	switch {
	case minus && p.Rupiah > -most:
		p.Rupiah--
	case !minus && p.Rupiah < most:
		p.Rupiah++
	default:
		return money.Printed{Text: strings.TrimSpace(text)}
	}
	return p
}

// cut takes a number apart at its decimal sign and its groups together.
func (c *column) cut(digits string) (whole, rest string, ok bool) {
	at := strings.LastIndexAny(digits, ".,")
	if at < 0 {
		return digits, "", digits != ""
	}
	sign := digits[at]
	both := strings.ContainsRune(digits, '.') && strings.ContainsRune(digits, ',')
	switch {
	case both && strings.Count(digits, string(sign)) > 1:
		return "", "", false
	case both:
		whole, ok = ungroup(digits[:at], '.'+','-sign)
		return whole, digits[at+1:], ok
	case strings.Count(digits, string(sign)) > 1:
		whole, ok = ungroup(digits, sign)
		return whole, "", ok
	case open(digits) && c.decimal[sign] && c.group[sign]:
		return "", "", false // the column uses the sign for both
	case open(digits) && !c.decimal[sign]:
		whole, ok = ungroup(digits, sign)
		return whole, "", ok
	}
	return digits[:at], digits[at+1:], at > 0
}

// ungroup takes groups of three together; other groups are none.
func ungroup(digits string, sign byte) (string, bool) {
	parts := strings.Split(digits, string(sign))
	for i, p := range parts {
		if i > 0 && len(p) != 3 || len(p) > 3 && len(parts) > 1 || p == "" {
			return "", false
		}
	}
	return strings.Join(parts, ""), true
}

// bare leaves the digits and their signs: currency, spaces, brackets of a
// negative amount and the office's ",-" go. A lone dash is an empty cell.
func bare(text string) (digits string, minus, ok bool) {
	s := strings.ToLower(norm.NFKC.String(text))
	s = strings.Map(func(r rune) rune {
		switch r {
		case ' ', '\t', '\n', '\r', '\u00a0', '\u200b', '\ufeff', '\'':
			return -1
		case '\u2212', '\u2013', '\u2014':
			return '-'
		}
		return r
	}, s)
	if in, cut := strings.CutPrefix(s, "("); cut && strings.HasSuffix(in, ")") {
		s, minus = strings.TrimSuffix(in, ")"), true
	}
	s, minus = sign(s, minus)
	for _, currency := range []string{"rp.", "rp", "idr"} {
		s = strings.TrimPrefix(s, currency)
	}
	s, minus = sign(s, minus)
	s = strings.TrimSuffix(strings.TrimSuffix(s, ",-"), ".-")
	if s == "-" {
		s = ""
	}
	for i := range len(s) {
		if c := s[i]; (c < '0' || c > '9') && c != '.' && c != ',' {
			return "", false, false
		}
	}
	return s, minus, true
}

func sign(s string, minus bool) (string, bool) {
	if rest, cut := strings.CutPrefix(s, "-"); cut && rest != "" && !minus {
		return rest, true
	}
	return s, minus
}
