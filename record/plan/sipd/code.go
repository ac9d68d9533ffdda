package sipd

import (
	"strings"

	"alun/record/plan/e81"
)

// kind is what the code of a row stands for.
type kind int

const (
	unknown kind = iota // no code, or none that we know
	listed              // a programme, activity or sub-activity
	account             // an account: what the money was spent on
	other               // a field of government, a unit
)

// kindOf tells by its parts what a code of the national nomenclature stands for
// (Permendagri 90/2019 and its updates): 5.06.02 is a programme, 5.06.02.2.01 an
// activity, 5.06.02.2.01.0003 a sub-activity; 5.1.02.01.01.0024 is an account,
// whose second part has one digit.
func kindOf(code string) (kind, e81.Level) {
	parts := strings.Split(code, ".")
	for _, p := range parts {
		if p == "" || strings.Trim(p, "0123456789X") != "" {
			return unknown, 0
		}
	}
	if len(parts) > 8 {
		return account, 0
	}
	if len(parts) > 1 && len(parts[1]) == 1 && parts[1] != "X" {
		return account, 0
	}
	switch len(parts) {
	case 3:
		return listed, e81.Program
	case 5:
		return listed, e81.Kegiatan
	case 6:
		return listed, e81.Subkegiatan
	}
	return other, 0
}

// Code makes codes comparable: no spaces, capitals, no point at the end.
func Code(text string) string {
	return strings.ToUpper(strings.Trim(strings.Join(strings.Fields(text), ""), "."))
}

// Title makes names comparable that may have their code in front: some reports
// print it there.
func Title(name string) string { return Fold(uncoded(name)) }

// uncoded takes a code off the front of a name: "5.06.01 Dinas …".
func uncoded(name string) string {
	first, rest, ok := strings.Cut(strings.TrimSpace(name), " ")
	if ok && strings.ContainsRune(first, '.') && strings.Trim(first, "0123456789.X") == "" {
		return strings.TrimLeft(rest, " -–:")
	}
	return strings.TrimSpace(name)
}

var totals = []string{"jumlah", "total", "subtotal", "sub total", "grand total", "surplus", "defisit"}

// isTotal tells a sum by its name.
func isTotal(name string) bool {
	name = Fold(name)
	for _, t := range totals {
		if name == t || strings.HasPrefix(name, t+" ") {
			return true
		}
	}
	return false
}
