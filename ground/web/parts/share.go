package parts

import (
	"alun/ground/lang"
	"alun/ground/quantity"
)

// percent writes part of whole in whole percents; below ten with one decimal.
func percent(l lang.Lang, part, whole int64) string {
	p := quantity.RatioOf(part, whole)
	if p.Known && p.Micro < 10*quantity.One && p.Micro > -10*quantity.One {
		return quantity.Percent{Quantity: p.Round(1)}.In(l.Tag())
	}
	return quantity.Percent{Quantity: p.Round(0)}.In(l.Tag())
}
