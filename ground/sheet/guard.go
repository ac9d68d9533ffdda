package sheet

import (
	"strings"
	"unicode"
)

// runs reports text that Excel, LibreOffice or Google Sheets would run as a
// formula when it stands in a CSV file: it begins with one of = + - @, in ASCII
// or full width, also after spaces, or with a control that makes a new cell of
// what follows (OWASP, CSV injection).
func runs(text string) bool {
	if text == "" {
		return false
	}
	if strings.IndexByte("\t\r\n", text[0]) >= 0 {
		return true
	}
	for _, r := range text {
		if strings.ContainsRune("=+-@＝＋－＠", r) {
			return true
		}
		if !unicode.IsSpace(r) && !unicode.Is(unicode.Cf, r) { // Cf: marks without width
			return false
		}
	}
	return false
}

// guard puts an apostrophe before text that would run; a spreadsheet then shows
// it as it is. Text that already looks guarded gets one more, so that unguard
// gives every text back.
func guard(text string) string {
	if runs(strings.TrimLeft(text, "'")) {
		return "'" + text
	}
	return text
}

// unguard takes the apostrophe off again.
func unguard(text string) string {
	if text != "" && text[0] == '\'' && runs(strings.TrimLeft(text, "'")) {
		return text[1:]
	}
	return text
}
