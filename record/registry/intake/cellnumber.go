package intake

import (
	"regexp"
	"strings"

	"alun/ground/fault"
	"alun/ground/wa"
)

// shortened is a long number as a spreadsheet writes it when its column is too small
// or it was saved as CSV: its last digits are gone.
var shortened = regexp.MustCompile(`^[0-9]+([.,][0-9]+)?[eE] ?\+? ?[0-9]+$`)

// ungrouped takes out what people put between digits.
var ungrouped = strings.NewReplacer(" ", "", "-", "", ".", "")

// nibDigits are the digits of a NIB.
const nibDigits = 13

// readNIB reads a NIB, and tells what spreadsheets do to it: its end lost, its first
// nought lost, its end filled with noughts.
func readNIB(typed string) (string, *Trouble) {
	text := strings.TrimLeft(oneLine(typed), "'`’")
	if shortened.MatchString(text) {
		return "", refuse("intake.nib_shortened", "intake.mend_text_column", clip(typed))
	}
	for _, before := range []string{"NIB", "nib", "No.", "no."} {
		text = strings.TrimLeft(strings.TrimPrefix(text, before), " .:")
	}
	if all := numbersIn(text, 10); len(all) > 1 {
		return "", doubt("intake.nib_two", "intake.mend_one_value", len(all))
	}
	digits := ungrouped.Replace(text)
	if strings.HasSuffix(text, ".0") && len(digits) == nibDigits+1 { // a number as Python writes it
		digits = strings.TrimSuffix(digits, "0")
	}
	if digits == "" || strings.Trim(digits, "0123456789") != "" {
		return "", refuse("intake.nib_no_number", "intake.mend_nib", clip(typed))
	}
	switch {
	case len(digits) == 16:
		return "", refuse("intake.nib_is_nik", "intake.mend_nib")
	case len(digits) == nibDigits-1:
		return "", refuse("intake.nib_nought_lost", "intake.mend_text_column", len(digits))
	case len(digits) != nibDigits:
		return "", refuse("intake.nib_length", "intake.mend_nib", len(digits))
	case strings.HasSuffix(digits, "00000"):
		return "", doubt("intake.nib_noughts", "intake.mend_text_column", clip(typed)).or(Choice{digits, ""})
	case strings.Count(digits, digits[:1]) == nibDigits:
		return "", refuse("intake.nib_made_up", "intake.mend_nib", clip(typed))
	}
	return digits, nil
}

// numbersIn finds the numbers of at least so many digits that stand apart in a text.
func numbersIn(text string, least int) (out []string) {
	for part := range strings.FieldsFuncSeq(text, func(r rune) bool { return strings.ContainsRune(" ,;/|&\n\t", r) }) {
		digits := strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' {
				return r
			}
			return -1
		}, part)
		if len(digits) >= least {
			out = append(out, part)
		}
	}
	return out
}

// phoneCuts stand between two numbers of one cell.
var phoneCuts = regexp.MustCompile(`\s*(?:[;/|\n]|,| dan | atau | & | or | and |\s{3,})\s*`)

// decimal is what a spreadsheet makes of 0542.737900: a number of its own, 542.7379, of
// which the noughts at both ends are gone.
var decimal = regexp.MustCompile(`^[1-9][0-9]{1,3}[.,][0-9]{4,}$`)

// readPhone reads one telephone number; several in a cell are asked about. mobile
// asks for one of WhatsApp.
func readPhone(typed string, mobile bool) (string, *Trouble) {
	text := strings.TrimLeft(strings.TrimSpace(typed), "'`’")
	if shortened.MatchString(oneLine(text)) {
		return "", refuse("intake.phone_shortened", "intake.mend_text_column", clip(typed))
	}
	if one := oneLine(text); decimal.MatchString(one) {
		return "", doubt("intake.phone_decimal", "intake.mend_text_column", clip(typed)).or(Choice{"0" + digitsOf(one), ""})
	}
	if parts := phones(text); len(parts) > 1 {
		t := doubt("intake.phone_two", "intake.mend_one_value", len(parts))
		for _, p := range parts {
			t.or(Choice{oneLine(p), ""})
		}
		return "", t
	}
	text = oneLine(text)
	if n, err := wa.Number(text); err == nil {
		if strings.HasSuffix(n, "000000") {
			return "", doubt("intake.phone_noughts", "intake.mend_text_column", clip(typed)).or(Choice{"+" + n, ""})
		}
		return n, nil
	} else if f := fault.Of(err); f != nil && mobile {
		return "", refuse("intake.wa_unread", "intake.mend_phone", clip(typed))
	}
	return text, nil // the register's own reader knows the fixed network
}

// phones cuts a cell into what may be numbers of their own.
func phones(text string) []string {
	var out []string
	for _, p := range phoneCuts.Split(strings.ReplaceAll(text, "\r", "\n"), -1) {
		if len(digitsOf(p)) >= 6 {
			out = append(out, p)
		}
	}
	if len(out) < 2 {
		// "08123456789 08129876543": too long for one number
		if parts := strings.Fields(oneLine(text)); len(digitsOf(text)) > 15 && len(parts) > 1 {
			return parts
		}
		return []string{text}
	}
	return out
}

func digitsOf(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, text)
}
