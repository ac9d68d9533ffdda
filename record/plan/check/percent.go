package check

import (
	"alun/ground/money"
	"alun/ground/quantity"
	"alun/record/plan/e81"
)

// quotient is a printed percentage with the two figures that make it.
type quotient struct {
	column      string
	printed     quantity.Quantity
	part, whole quantity.Quantity
}

// achievement: the printed achievement is 100 × output ÷ target. It reads all
// rows, further indicators too.
func achievement(p *probe) {
	p.each(func(i int, r *e81.Row) {
		p.quotient(i, quotient{"ach_k_pct", r.Ach.K, r.Real.K, r.Target.K})
	})
}

// planAchievement is the same for the five-year plan. A plan that is below zero
// so far is left out: the form prints 0 there, which is a convention.
func planAchievement(p *probe) {
	p.each(func(i int, r *e81.Row) {
		if r.PlanSoFar.K.Micro >= 0 {
			p.quotient(i, quotient{"renstra_ach_k_pct", r.PlanAch.K, r.PlanSoFar.K, r.PlanTarget.K})
		}
	})
}

// quotient flags a printed percentage that is not its quotient.
func (p *probe) quotient(i int, q quotient) {
	if !q.printed.Known || !q.part.Known || !q.whole.Known || q.whole.Micro == 0 {
		return
	}
	expected, yes := differs(q.printed.Micro, q.part.Micro, q.whole.Micro, p.rule.Limit("points_micro"), p.rule.Limit("percent"))
	if !yes {
		return
	}
	fits := words("–")
	if e, err := quantity.Parse(expected); err == nil && e.Known {
		fits = percentage(e)
	}
	p.flag(i, q.column, decimal(q.printed), expected,
		percentage(q.printed), fits, number(q.part), number(q.whole))
}

// moneyPercent: a printed percentage of money is the share that it names: this
// year's spending of the budget, the plan's spending of the plan's money.
func moneyPercent(p *probe) {
	p.each(func(i int, r *e81.Row) {
		p.moneyQuotient(i, "ach_rp_pct", r.Ach.Rp, r.Real.Rp, r.Target.Rp)
		p.moneyQuotient(i, "renstra_ach_rp_pct", r.PlanAch.Rp, r.PlanSoFar.Rp, r.PlanTarget.Rp)
	})
}

func (p *probe) moneyQuotient(i int, name string, printed quantity.Quantity, part, base money.Printed) {
	if !printed.Known || !part.Known || !base.Known || base.Rupiah == 0 {
		return
	}
	expected, yes := differs(printed.Micro, int64(part.Rupiah), int64(base.Rupiah), p.rule.Limit("points_micro"), p.rule.Limit("percent"))
	if yes {
		p.flag(i, name, decimal(printed), expected, percentage(printed), column(name), rupiah(part.Rupiah), rupiah(base.Rupiah))
	}
}

func outputAchievementAbove(p *probe) {
	p.each(func(i int, r *e81.Row) { p.aboveShare(i, "ach_k_pct", r.Ach.K) })
}

func planAchievementAbove(p *probe) {
	p.each(func(i int, r *e81.Row) { p.aboveShare(i, "renstra_ach_k_pct", r.PlanAch.K) })
}

// aboveShare flags a printed achievement above the rule's limit.
func (p *probe) aboveShare(i int, name string, printed quantity.Quantity) {
	most := p.rule.Limit("percent")
	if printed.Known && above(printed.Micro, 1, most, quantity.One) {
		p.flag(i, name, decimal(printed), "100", percentage(printed), count(int(most)))
	}
}

// achievementWithoutTarget: a percentage is printed though there is no target
// to divide by.
func achievementWithoutTarget(p *probe) {
	p.each(func(i int, r *e81.Row) {
		if r.Ach.K.Known && r.Ach.K.Micro != 0 && r.Target.K.Micro == 0 {
			p.flag(i, "ach_k_pct", decimal(r.Ach.K), "", percentage(r.Ach.K))
		}
	})
}
