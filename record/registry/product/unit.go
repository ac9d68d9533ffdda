package product

import (
	"strings"
	"unicode"
)

// mostUnit is the longest unit, in letters.
const mostUnit = 30

// shortUnits are units that people shorten.
var shortUnits = map[string]string{
	"bks": "bungkus", "bgks": "bungkus", "btl": "botol", "ktk": "kotak", "psg": "pasang", "lbr": "lembar", "lmbr": "lembar", "bh": "buah", "pc": "pcs", "ptg": "potong",
	"prs": "porsi", "lsn": "lusin", "kilo": "kg", "kilogram": "kg", "gr": "gram", "g": "gram", "ltr": "liter", "l": "liter", "mtr": "meter", "m": "meter", "m2": "meter persegi",
	"hr": "hari", "bln": "bulan", "org": "orang", "ekr": "ekor", "tpls": "toples", "dz": "lusin", "bj": "biji",
}

// ReadUnit brings a unit into its plain form: "/bks" and "per bungkus" are bungkus, "250gr"
// is 250 gram. What is no unit is "".
func ReadUnit(typed string) string {
	text := strings.ToLower(typed)
	var b strings.Builder
	var last rune
	for _, r := range text {
		switch {
		case unicode.IsLetter(r) && unicode.IsDigit(last), unicode.IsDigit(r) && unicode.IsLetter(last) && !(r == '2' && last == 'm'):
			b.WriteRune(' ') // 250gr
			b.WriteRune(r)
		case unicode.IsLetter(r), unicode.IsDigit(r), r == ',', r == '.', unicode.IsMark(r):
			b.WriteRune(r)
		default:
			b.WriteRune(' ')
		}
		last = r
	}
	var out []string
	for _, w := range strings.Fields(b.String()) {
		w = strings.Trim(w, ".,")
		if w == "" || (w == "per" || w == "tiap") && len(out) == 0 {
			continue
		}
		if full, short := shortUnits[w]; short {
			w = full
		}
		out = append(out, w)
	}
	unit := strings.Join(out, " ")
	if len([]rune(unit)) > mostUnit || !strings.ContainsFunc(unit, unicode.IsLetter) {
		return ""
	}
	return unit
}
