package form

import (
	"strings"

	"alun/ground/lang"
	"alun/ground/letter"
	"alun/ground/money"
	"alun/ground/quantity"
	"alun/record/plan/e81"
)

// pair is an output and an amount, or two percentages.
type pair struct {
	k       quantity.Quantity
	rp      money.Printed
	percent quantity.Quantity // in the place of rp
	share   bool              // it is two percentages
}

// pairsOf are the groups of columns of a row, from the plan's target on.
func pairsOf(r *e81.Row) [pairs]pair {
	of := func(p e81.Pair) pair { return pair{k: p.K, rp: p.Rp} }
	share := func(p e81.Percents) pair { return pair{k: p.K, percent: p.Rp, share: true} }
	return [pairs]pair{of(r.PlanTarget), of(r.PlanBefore), of(r.Target),
		of(r.Quarters[0]), of(r.Quarters[1]), of(r.Quarters[2]), of(r.Quarters[3]),
		of(r.Real), share(r.Ach), of(r.PlanSoFar), share(r.PlanAch)}
}

// ofPlan tells the groups about the five-year plan, which a sub-activity lacks.
func ofPlan(i int) bool { return i < 2 || i > 8 }

// quantityText is an output as it was published, with the signs of Indonesian
// numbers. Digits are never changed: 0031 stays so.
func quantityText(q quantity.Quantity) string {
	if !q.Known || !canonical(q.Text) {
		return q.Text
	}
	whole, rest, point := strings.Cut(q.Text, ".")
	out := lang.Group(lang.ID, whole)
	if point {
		out += string(lang.Point(lang.ID)) + rest
	}
	return out
}

// canonical tells digits that a spreadsheet can show as they are: no zero leads.
func canonical(text string) bool {
	whole, _, _ := strings.Cut(strings.TrimPrefix(text, "-"), ".")
	return whole == "0" || whole != "" && whole[0] != '0'
}

// moneyText is an amount without its currency, which stands in the head.
func moneyText(p money.Printed) string {
	if !p.Known {
		if strings.Trim(p.Text, "-0123456789") == "" && p.Text != "" {
			return lang.Group(lang.ID, p.Text)
		}
		return p.Text
	}
	return lang.Whole(lang.ID, int64(p.Rupiah))
}

// secondText is the second of a pair.
func (p pair) secondText() string {
	if p.share {
		return quantityText(p.percent)
	}
	return moneyText(p.rp)
}

// decimals is how many digits were published behind the point.
func decimals(q quantity.Quantity) int {
	_, rest, _ := strings.Cut(q.Text, ".")
	return len(rest)
}

// The grounds of rows by level, light enough to be read on a print in grey.
var tints = map[e81.Level]letter.Tint{
	e81.Sasaran:  {R: 207, G: 220, B: 245},
	e81.Program:  {R: 253, G: 240, B: 200},
	e81.Kegiatan: {R: 216, G: 238, B: 214},
}
