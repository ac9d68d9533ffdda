package wa

import (
	"net/url"
	"strings"

	"alun/ground/fault"
)

// Number brings a mobile number of Indonesia into the one form in which it is
// kept and compared: 62 and the rest, digits only ("6281234567890"). It takes
// 0812…, 812…, 62812…, +62 812-…, (0812) …, and the common slip +62 0812….
func Number(typed string) (string, error) {
	digits := strings.Builder{}
	for i, r := range strings.TrimSpace(typed) {
		switch {
		case r >= '0' && r <= '9':
			digits.WriteRune(r)
		case r >= '０' && r <= '９': // as Japanese keyboards write them
			digits.WriteRune(r - '０' + '0')
		case strings.ContainsRune(" -.()‐‑–\u00a0", r), (r == '+' || r == '＋') && i == 0:
		default:
			return "", fault.New(fault.Invalid, "wa.no_number")
		}
	}
	n := digits.String()
	if n == "" {
		return "", fault.New(fault.Invalid, "wa.empty")
	}
	n = strings.TrimPrefix(n, "62")
	n = strings.TrimPrefix(n, "0")
	if len(n) < 9 || len(n) > 12 || n[0] != '8' { // mobile numbers begin with 8
		return "", fault.New(fault.Invalid, "wa.no_number")
	}
	return "62" + n, nil
}

// Hint is a number as lists show it: "+62 8••• ••90".
func Hint(number string) string {
	if len(number) < 4 {
		return "•••"
	}
	return "+62 8••• ••" + number[len(number)-2:]
}

// Link opens WhatsApp with the message written, ready to be sent.
func Link(number, text string) string {
	return "https://wa.me/" + number + "?text=" + strings.ReplaceAll(url.QueryEscape(text), "+", "%20")
}
