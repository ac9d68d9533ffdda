package planweb

import (
	"strings"

	"alun/ground/lang"
	"alun/ground/money"
	"alun/ground/quantity"
	"alun/ground/web/parts"
	"alun/record/plan"
	"alun/record/plan/e81"
)

// levelWord is a level's word on screen.
func levelWord(l lang.Lang, level e81.Level) string { return l.T("plan.level_" + level.String()) }

// amount writes a quantity with its unit; percentages take their sign.
func amount(l lang.Lang, q quantity.Quantity, unit string) string {
	number, word := split(l, q, unit)
	if word == "" {
		return number
	}
	return number + " " + word
}

// split writes a quantity and, where it is no percentage, its unit.
func split(l lang.Lang, q quantity.Quantity, unit string) (number, word string) {
	switch {
	case !q.Known && q.Text != "":
		return q.Text, "" // printed, but no number
	case !q.Known:
		return l.T("plan.unknown"), ""
	case isPercent(unit):
		return quantity.Percent{Quantity: q}.In(l.Tag()), ""
	}
	return q.In(l.Tag()), calmUnit(unit)
}

// amountCell writes a quantity over its unit: units of several words would
// stretch a table.
func amountCell(l lang.Lang, q quantity.Quantity, unit string) parts.Cell {
	number, word := split(l, q, unit)
	return parts.Cell{Text: number, Note: strings.ReplaceAll(word, "/", "/\u200b")} // a line may break there
}

func isPercent(unit string) bool {
	switch plan.Fold(unit) {
	case "%", "persen", "persentase", "persentase persentase":
		return true
	}
	return false
}

// calmUnit writes a unit as it stands inside a sentence: "Orang" as "orang",
// "Satuan Pendidikan" as "satuan pendidikan"; abbreviations stay as printed.
func calmUnit(unit string) string {
	words := strings.Fields(unit)
	for i, w := range words {
		pieces := strings.Split(w, "/")
		for j, x := range pieces {
			pieces[j] = calmWord(x)
		}
		words[i] = strings.Join(pieces, "/")
	}
	return strings.Join(words, " ")
}

// calmWord makes one capital followed by small letters small; two letters may
// be a sign, such as "Rp".
func calmWord(w string) string {
	if len(w) > 2 && strings.ToLower(w[1:]) == w[1:] {
		return strings.ToLower(w)
	}
	return w
}

// rupiah writes an amount in full, or says that it is not known.
func rupiah(l lang.Lang, p money.Printed) string {
	if !p.Known && p.Text == "" {
		return l.T("plan.unknown")
	}
	return p.In(l.Tag())
}

// short writes an amount in words of its size, or says that it is not known.
func short(l lang.Lang, p money.Printed) string {
	if !p.Known {
		return rupiah(l, p)
	}
	return brief(l, p.Rupiah)
}

func brief(l lang.Lang, r money.Rupiah) string {
	return money.Short{Rupiah: r, Decimals: 1}.In(l.Tag())
}

// percent writes a share with at most one decimal, or an en dash.
func percent(l lang.Lang, p quantity.Percent) string {
	if !p.Known {
		return "–"
	}
	return quantity.Percent{Quantity: p.Round(1)}.In(l.Tag())
}

// asPrinted writes a percentage of the report, or says that there is none.
func asPrinted(l lang.Lang, q quantity.Quantity) string {
	if !q.Known && q.Text == "" {
		return l.T("plan.unknown")
	}
	return quantity.Percent{Quantity: q}.In(l.Tag())
}
