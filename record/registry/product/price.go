package product

import (
	"cmp"
	"math"
	"regexp"
	"strconv"
	"strings"

	"alun/ground/fault"
	"alun/ground/money"
)

// How a price is meant.
const (
	NoPrice = "none"
	Fixed   = "fixed"
	From    = "from"
	Range   = "range"
	Asked   = "asked" // by agreement: menurut pesanan
)

// Price is what a product costs.
type Price struct {
	Kind      string       // one of the above
	Low, High money.Rupiah // High of a range alone
}

// Word gives the key of the sentence of a price, with its values; "" where none is told.
func (p Price) Word() (key string, args []any) {
	switch p.Kind {
	case Fixed, From:
		return "product.price_" + p.Kind, []any{p.Low}
	case Range:
		return "product.price_range", []any{p.Low, p.High}
	case Asked:
		return "product.price_asked", nil
	}
	return "", nil
}

// Typed is how a price stands in a form: what ReadPrice reads again.
func (p Price) Typed() string {
	rupiah := func(r money.Rupiah) string { return "Rp" + dotted(int64(r)) }
	switch p.Kind {
	case Fixed:
		return rupiah(p.Low)
	case From:
		return "mulai " + rupiah(p.Low)
	case Range:
		return rupiah(p.Low) + "–" + rupiah(p.High)
	case Asked:
		return "menurut pesanan"
	}
	return ""
}

func dotted(n int64) string {
	text := strconv.FormatInt(n, 10)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "." + text[i:]
	}
	return text
}

// mostPrice keeps a slip of the finger out: a hundred thousand million.
const mostPrice = 100 * money.Miliar

// leastPrice is below what anything costs: "15" is meant as fifteen thousand, which is
// asked and not guessed.
const leastPrice = money.Rupiah(100)

var (
	askedWords = regexp.MustCompile(`^(?:harga )?(?:menurut|sesuai|tergantung|berdasarkan) (?:pesanan|permintaan|ukuran|kesepakatan)$|^(?:nego|negosiasi|bisa nego|tanya|tanya dulu|hubungi penjual)$|^ask$|^by (?:order|agreement)$|^応相談$|^見積もり?$`)
	fromWords  = regexp.MustCompile(`^(?:harga )?(?:mulai(?: dari)?|dari|from|starting at)\s+|^>=?\s*`)
	fromAfter  = regexp.MustCompile(`\s*(?:ke atas|up|から|～|~)$`)
	dashes     = regexp.MustCompile(`\s*(?:–|—|-|~|〜|s/d|s\.d\.|sd|sampai(?: dengan)?|hingga|to)\s*`)
	perUnit    = regexp.MustCompile(`\s*(?:/|\bper\b|@)\s*([\pL][\pL\d ]{0,29})$`)
	amount     = regexp.MustCompile(`^(?:rp\.?|idr)?\s*(\d[\d.,]*?)(?:,-|,=|,00|\.-)?\s*(rb|ribu|rbu|k|jt|juta|m|miliar|milyar)?(?:\s*(?:rupiah|idr))?$`)
	thousands  = regexp.MustCompile(`^\d{1,3}(?:[.,]\d{3})+$`)
	plain      = regexp.MustCompile(`^\d+$`)
	decimal    = regexp.MustCompile(`^(\d+)[.,](\d{1,2})$`)
)

var scales = map[string]int64{"": 1, "rb": 1_000, "ribu": 1_000, "rbu": 1_000, "k": 1_000, "jt": 1_000_000, "juta": 1_000_000,
	"m": 1_000_000_000, "miliar": 1_000_000_000, "milyar": 1_000_000_000}

// ReadPrice reads a price as people type it: "Rp15.000–25 rb", "15rb/bungkus", "mulai 10
// ribu", "menurut pesanan". unit is what stood behind it, or "". What can be meant in two
// ways is asked.
func ReadPrice(typed string) (p Price, unit string, bad *fault.Fault) {
	text := strings.ToLower(strings.Join(strings.Fields(typed), " "))
	if len(text) > 80 {
		return p, "", fault.New(fault.Invalid, "product.price_unread")
	}
	switch {
	case text == "":
		return Price{Kind: NoPrice}, "", nil
	case askedWords.MatchString(text):
		return Price{Kind: Asked}, "", nil
	}
	if m := perUnit.FindStringSubmatch(text); m != nil && scales[m[1]] == 0 {
		unit, text = ReadUnit(m[1]), strings.TrimSpace(strings.TrimSuffix(text, m[0]))
	}
	from := fromWords.MatchString(text) || fromAfter.MatchString(text)
	text = fromAfter.ReplaceAllString(fromWords.ReplaceAllString(text, ""), "")
	text = regexp.MustCompile(`[,.][-=]`).ReplaceAllString(text, "") // "15.000,-"
	sides := dashes.Split(text, 3)
	if len(sides) > 2 || from && len(sides) == 2 {
		return p, "", fault.New(fault.Invalid, "product.price_unread")
	}
	low, high, bad := readSides(sides)
	switch {
	case bad != nil:
		return p, "", bad
	case high != 0:
		p = Price{Range, low, high}
	case from:
		p = Price{Kind: From, Low: low}
	default:
		p = Price{Kind: Fixed, Low: low}
	}
	return p, unit, nil
}

// readSides reads one amount or two. In "10–15 rb" the first is meant as the second.
func readSides(sides []string) (low, high money.Rupiah, bad *fault.Fault) {
	first := amount.FindStringSubmatch(sides[0])
	if first == nil {
		return 0, 0, fault.New(fault.Invalid, "product.price_unread")
	}
	var second []string
	if len(sides) == 2 {
		if second = amount.FindStringSubmatch(sides[1]); second == nil {
			return 0, 0, fault.New(fault.Invalid, "product.price_unread")
		}
		if first[2] == "" && second[2] != "" && !thousands.MatchString(first[1]) && len(first[1]) <= 3 {
			first[2] = second[2]
		}
		if high, bad = inRupiah(second[1], second[2]); bad != nil {
			return 0, 0, bad
		}
	}
	if low, bad = inRupiah(first[1], first[2]); bad == nil && second != nil {
		switch {
		case high == low:
			high = 0
		case high < low:
			bad = fault.New(fault.Invalid, "product.price_turned", low, high)
		}
	}
	return low, high, bad
}

// inRupiah reads the figures of an amount. "15.5" without a scale is nothing, with "rb"
// it is fifteen and a half thousand.
func inRupiah(figures, scale string) (money.Rupiah, *fault.Fault) {
	unread := fault.New(fault.Invalid, "product.price_unread")
	by := scales[scale]
	var n int64
	var err error
	switch m := decimal.FindStringSubmatch(figures); {
	case thousands.MatchString(figures) && by == 1:
		n, err = strconv.ParseInt(strings.NewReplacer(".", "", ",", "").Replace(figures), 10, 64)
	case plain.MatchString(figures):
		n, err = strconv.ParseInt(figures, 10, 64)
	case m != nil && by > 1:
		part := (m[2] + "0")[:2]
		n, err = strconv.ParseInt(m[1]+part, 10, 64)
		by /= 100
	default:
		return 0, unread
	}
	switch {
	case err != nil || n > math.MaxInt64/cmp.Or(by, 1):
		return 0, fault.New(fault.Invalid, "product.price_large", mostPrice)
	case n == 0:
		return 0, fault.New(fault.Invalid, "product.price_zero")
	}
	r := money.Rupiah(n * by)
	switch {
	case r > mostPrice:
		return 0, fault.New(fault.Invalid, "product.price_large", mostPrice)
	case r < leastPrice:
		return 0, fault.New(fault.Invalid, "product.price_small", r, r*1000)
	}
	return r, nil
}
