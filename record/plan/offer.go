package plan

import (
	"math/big"
	"slices"

	"alun/ground/money"
	"alun/ground/quantity"
	"alun/record/plan/e81"
)

// Offer is what a cell would be by arithmetic. It is offered beside the cell, and
// put in by a person alone.
type Offer struct {
	CellGap
	Text string
}

// Offers computes, for cells of the sheet that hold something else: the year's
// output and money from the quarters, achievements, and the money of programs and
// activities from the rows below.
func (s Sheet) Offers() []Offer {
	var out []Offer
	below := s.sums()
	for _, l := range s.Lines {
		if l.Removed {
			continue
		}
		o := offerer{line: l, row: l.Row, quarter: s.Round.Quarter.N}
		o.money("budget_rp", below[l.Code].budget)
		o.real(below[l.Code])
		o.shares()
		out = append(out, o.out...)
	}
	return out
}

// childSums is what the rows below a code add up to; nil where nothing is known.
type childSums struct{ budget, spent *big.Int }

func (s Sheet) sums() map[string]childSums {
	out := map[string]childSums{}
	for _, l := range s.Lines {
		parent := e81.Parent(l.Code)
		if l.Removed || l.Seq > 0 || parent == "" || l.Level == e81.Program {
			continue
		}
		sum := out[parent]
		out[parent] = childSums{plus(sum.budget, l.Row.Target.Rp), plus(sum.spent, l.Row.Real.Rp)}
	}
	return out
}

func plus(sum *big.Int, m money.Printed) *big.Int {
	if !m.Known {
		return sum
	}
	if sum == nil {
		sum = new(big.Int)
	}
	return new(big.Int).Add(sum, big.NewInt(int64(m.Rupiah)))
}

// offerer computes the offers of one line.
type offerer struct {
	line    SheetLine
	row     e81.Row // with what is offered put in
	quarter int
	out     []Offer
}

func (o *offerer) offer(field, text string) {
	o.out = append(o.out, Offer{CellGap{o.line.ID, o.line.Code, o.line.Seq, field}, text})
}

// money offers an amount, if there is one and the cell holds another.
func (o *offerer) money(field string, sum *big.Int) {
	if sum == nil || !sum.IsInt64() {
		return
	}
	m := money.Given(money.Rupiah(sum.Int64()))
	at := pairs(&o.row)[slices.Index(columnNames[:], "real")]
	if field == "budget_rp" {
		at = &o.row.Target
	}
	if at.Rp != m {
		o.offer(field, typedMoney(m))
		at.Rp = m
	}
}

// quantity offers an output or a share, rounded to two decimals where it was
// divided.
func (o *offerer) quantity(field string, at *quantity.Quantity, q quantity.Quantity) {
	if !q.Known || at.Known && at.Micro == q.Micro {
		return
	}
	o.offer(field, typedQuantity(q))
	*at = q
}

// real offers what was reached in the year: the money as the sum of the quarters,
// or of the rows below; the output as its indicator says.
func (o *offerer) real(below childSums) {
	var spent *big.Int
	var given []quantity.Quantity
	for n := range o.quarter {
		spent = plus(spent, o.row.Quarters[n].Rp)
		if k := o.row.Quarters[n].K; k.Known {
			given = append(given, k)
		}
	}
	if spent == nil {
		spent = below.spent
	}
	if o.line.Seq == 0 {
		o.money("real_rp", spent)
	}
	o.quantity("real_k", &o.row.Real.K, aggregated(o.line.Aggregation, given))
}

// aggregated makes one output of the quarters.
func aggregated(how string, given []quantity.Quantity) quantity.Quantity {
	if len(given) == 0 {
		return quantity.Quantity{}
	}
	switch how {
	case "latest", "final":
		return given[len(given)-1]
	case "sum", "average":
		total := new(big.Int)
		for _, k := range given {
			total.Add(total, big.NewInt(k.Micro))
		}
		if how == "average" {
			total.Quo(total, big.NewInt(int64(len(given))))
		}
		if total.IsInt64() {
			q := quantity.Of(total.Int64())
			if how == "average" {
				q = q.Round(2)
			}
			return q
		}
	}
	return quantity.Quantity{}
}

// shares offers the achievements: reached by target, spent by budget. Where less
// is better the form has its own way, and nothing is offered.
func (o *offerer) shares() {
	if o.line.Direction != "less" {
		o.quantity("ach_k_pct", &o.row.Ach.K, quantity.Ratio(o.row.Real.K, o.row.Target.K).Round(2))
	}
	if o.line.Seq == 0 {
		o.quantity("ach_rp_pct", &o.row.Ach.Rp, SpentShare(o.row.Real.Rp, o.row.Target.Rp).Round(2))
	}
}
