package intake

import (
	"regexp"
	"strings"

	"alun/ground/lang"
	"alun/ground/money"
	"alun/record/registry"
	"alun/record/registry/size"
)

// smallest is an amount of a year below which somebody has left its unit away: a
// stall sells for more in a week.
const smallest money.Rupiah = 100_000

// currency takes the name of the money out.
var currency = strings.NewReplacer("rupiah", "", "rp", "", "idr", "")

// rangeCut stands between the two ends of a range.
var rangeCut = regexp.MustCompile(`\s*(?:–|—| s/d | s\.d\. | sd | sampai(?: dengan)? | hingga | to |-)\s*`)

// amountOf reads an amount of rupiah as offices write it, with the unit that the head
// of its column gives to bare numbers.
func amountOf(typed, unit string) (money.Rupiah, *Trouble) {
	text := oneLine(typed)
	if shortened.MatchString(text) {
		return 0, doubt("intake.money_shortened", "intake.mend_money", clip(typed))
	}
	worded := strings.ContainsFunc(currency.Replace(strings.ToLower(text)), isLetter)
	if unit != "" {
		if worded {
			return 0, doubt("intake.money_two_units", "intake.mend_money", clip(typed))
		}
		text = strings.TrimRight(text, " ,-") + " " + unit
	}
	n, why := size.Typed(text, lang.ID)
	if why != "" {
		t := refuse(string(why), "intake.mend_money")
		t.Doubt = why == "size.typed_which" || why == "size.typed_letter" // could be two amounts
		return 0, t
	}
	if unit == "" && !worded && n < smallest { // nought too: it is how forms are left empty
		return 0, doubt("intake.money_small", "intake.mend_money_unit", clip(typed)).or(Choice{clip(typed) + " ribu", ""}, Choice{clip(typed) + " juta", ""})
	}
	return n, nil
}

func isLetter(r rune) bool { return r >= 'a' && r <= 'z' }

// readBand finds the band of an amount, or of a range that lies in one band; times is
// how often the amount counts in a year.
func readBand(typed, unit string, times money.Rupiah, all []registry.Band) (string, *Trouble) {
	for _, b := range all {
		if strings.EqualFold(oneLine(typed), b.Code) {
			return b.Code, nil
		}
	}
	text := strings.ToLower(oneLine(typed))
	text = strings.TrimSuffix(strings.TrimSuffix(text, ",--"), ",-")
	below, text := cutWords(text, "<=", "≤", "<", "kurang dari", "di bawah", "dibawah", "maksimal", "maks", "s/d")
	above, text := cutWords(text, ">=", "≥", ">", "lebih dari", "di atas", "diatas", "minimal")
	about, text := cutWords(text, "±", "+/-", "+-", "sekitar", "kurang lebih", "kira-kira", "kira kira", "~")
	ends := rangeCut.Split(text, -1)
	if about || len(ends) > 2 || len(ends) == 2 && ends[0] == "" {
		if len(ends) == 2 && ends[0] == "" {
			return "", refuse("size.typed_minus", "intake.mend_money")
		}
		return "", doubt("intake.money_about", "intake.mend_money", clip(typed))
	}
	if len(ends) == 2 && !strings.ContainsFunc(ends[0], isLetter) {
		ends[0] += " " + strings.TrimLeft(digitless(ends[1]), " ") // "50 - 100 juta"
	}
	low, high, t := span(ends, unit, below, above)
	if t != nil {
		return "", t
	}
	return bandOf(typed, low*times, high, times, all)
}

// span reads the two ends of a range; high is -1 where it has none.
func span(ends []string, unit string, below, above bool) (low, high money.Rupiah, t *Trouble) {
	if low, t = amountOf(ends[0], unit); t != nil {
		return 0, 0, t
	}
	high = low
	if len(ends) == 2 {
		if high, t = amountOf(ends[1], unit); t != nil {
			return 0, 0, t
		}
	}
	if below {
		low = 0
	}
	if above {
		high = -1
	}
	return low, high, nil
}

// bandOf finds the band that holds a whole range, and asks where it reaches over
// several.
func bandOf(typed string, low, high, times money.Rupiah, all []registry.Band) (string, *Trouble) {
	var met []registry.Band
	if high >= 0 {
		high *= times
	}
	for _, b := range all {
		if (high < 0 || high > b.Over) && (b.Most == 0 || low <= b.Most) {
			met = append(met, b)
		}
	}
	if len(met) == 1 {
		return met[0].Code, nil
	}
	t := doubt("intake.money_bands", "intake.mend_money", clip(typed))
	for _, b := range met {
		t.or(Choice{b.Code, ""})
	}
	return "", t
}

// cutWords takes the first of some words off the beginning of a text.
func cutWords(text string, all ...string) (bool, string) {
	for _, w := range all {
		if rest, ok := strings.CutPrefix(strings.TrimSpace(text), w); ok {
			return true, strings.TrimSpace(rest)
		}
	}
	return false, strings.TrimSpace(text)
}

// digitless is the word of size behind a number.
func digitless(text string) string {
	return strings.Trim(currency.Replace(strings.TrimLeft(text, "rpid 0123456789.,")), " ")
}
