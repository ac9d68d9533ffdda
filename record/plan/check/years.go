package check

import (
	"strconv"

	"alun/ground/quantity"
	"alun/record/plan/e81"
)

func yearText(r *e81.Row) string { return strconv.Itoa(r.Year) }

// budgetFactorOfOtherYear: the budget has the very digits of the earlier
// report's budget and three (two, one) zeros more or less.
func budgetFactorOfOtherYear(p *probe) {
	for _, two := range p.named {
		then, now := &p.rows[two.then], &p.rows[two.now]
		a, b := then.Target.Rp, now.Target.Rp
		if !a.Known || !b.Known || int64(len(digits(a.Rupiah))) < p.rule.Limit("digits") {
			continue
		}
		up, down := timesTooLarge(b.Rupiah, a.Rupiah), timesTooLarge(a.Rupiah, b.Rupiah)
		if up == 0 && down == 0 {
			continue
		}
		f := p.flag(two.now, "budget_rp", whole(b.Rupiah), whole(a.Rupiah),
			rupiah(b.Rupiah), rupiah(a.Rupiah), words(yearText(then)), count(int(max(up, down))))
		f.Others = []int{two.then}
		if up > 0 {
			f.Suspect = &Suspicion{"budget_rp", int(up), f.Published, f.Expected}
		}
	}
}

// targetChangedManyfold: the target is so many times larger or smaller than in
// the earlier report: something else is being counted.
func targetChangedManyfold(p *probe) {
	p.manyfold("target_k", func(r *e81.Row) quantity.Quantity { return r.Target.K })
}

// planTargetChanged: the target of the five-year plan is far from that in the
// earlier report of the same plan. Small steps are revisions of the plan.
func planTargetChanged(p *probe) {
	p.manyfold("renstra_target_k", func(r *e81.Row) quantity.Quantity { return r.PlanTarget.K })
}

// manyfold flags a quantity that grew or shrank by the rule's factor or more
// since the earlier report.
func (p *probe) manyfold(name string, of func(*e81.Row) quantity.Quantity) {
	n := p.rule.Limit("times")
	for _, two := range p.measured {
		old, r := &p.rows[two.then], &p.rows[two.now]
		then, now := of(old), of(r)
		if then.Micro <= 0 || now.Micro <= 0 || above(then.Micro, n, now.Micro, 1) && above(now.Micro, n, then.Micro, 1) {
			continue
		}
		p.flag(two.now, name, plain(now.Micro), plain(then.Micro),
			number(now), number(then), words(yearText(old)), words(r.Unit), words(old.Unit)).Others = []int{two.then}
	}
}

// planMoneyChangedManyfold: the plan's money for the same program or activity
// is so many times larger or smaller than in the earlier report.
func planMoneyChangedManyfold(p *probe) {
	n := p.rule.Limit("times")
	for _, two := range p.named {
		then, now := &p.rows[two.then], &p.rows[two.now]
		a, b := then.PlanTarget.Rp, now.PlanTarget.Rp
		if !a.Known || !b.Known || a.Rupiah <= 0 || b.Rupiah <= 0 {
			continue
		}
		if above(int64(a.Rupiah), n, int64(b.Rupiah), 1) && above(int64(b.Rupiah), n, int64(a.Rupiah), 1) {
			continue
		}
		p.flag(two.now, "renstra_target_rp", whole(b.Rupiah), whole(a.Rupiah),
			rupiah(b.Rupiah), rupiah(a.Rupiah), words(yearText(then))).Others = []int{two.then}
	}
}

// planSpendingFell: the plan's spending until last year is less than an earlier
// report already showed as spent. A sum over years cannot fall.
func planSpendingFell(p *probe) {
	for _, two := range p.named {
		then, now := &p.rows[two.then], &p.rows[two.now]
		a, b := then.PlanSoFar.Rp, now.PlanBefore.Rp
		if a.Known && b.Known && b.Rupiah < a.Rupiah {
			p.flag(two.now, "renstra_prev_rp", whole(b.Rupiah), whole(a.Rupiah),
				rupiah(b.Rupiah), rupiah(a.Rupiah), words(yearText(then)), count(then.Quarter)).Others = []int{two.then}
		}
	}
}

// yearTargetAbovePlanTarget: this year's target is above the target at the end
// of the plan. Indicators of which less is better are left out by their words;
// for all others the direction is still unknown, so this is a question.
func yearTargetAbovePlanTarget(p *probe) {
	p.each(func(i int, r *e81.Row) {
		t, plan := r.Target.K, r.PlanTarget.K
		if t.Known && plan.Known && plan.Micro > 0 && t.Micro > plan.Micro && !twice(r.Unit) && !p.rule.mentions("less_is_better", r.Indicator) {
			p.flag(i, "target_k", plain(t.Micro), plain(plan.Micro), number(t), number(plan), words(r.Unit))
		}
	})
}

// planTargetAlreadyPassed: until last year far more was reached than the target
// at the end of the plan.
func planTargetAlreadyPassed(p *probe) {
	most := p.rule.Limit("percent")
	p.each(func(i int, r *e81.Row) {
		before, plan := r.PlanBefore.K, r.PlanTarget.K
		if before.Known && plan.Known && plan.Micro > 0 && above(before.Micro, 100, plan.Micro, most) &&
			!twice(r.Unit) && !p.rule.mentions("less_is_better", r.Indicator) {
			p.flag(i, "renstra_target_k", plain(plan.Micro), plain(before.Micro), number(plan), number(before), words(r.Unit))
		}
	})
}
