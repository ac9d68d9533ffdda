package check

import (
	"math/big"

	"alun/ground/money"
	"alun/record/plan/e81"
)

func budgetLargerThanCity(p *probe) {
	most := p.rule.Limit("rupiah")
	p.each(func(i int, r *e81.Row) {
		if b := r.Target.Rp; b.Known && int64(b.Rupiah) > most {
			p.flag(i, "budget_rp", whole(b.Rupiah), "", rupiah(b.Rupiah), rupiah(money.Rupiah(most)))
		}
	})
}

func spendingFarAboveBudget(p *probe) {
	most := p.rule.Limit("percent")
	p.each(func(i int, r *e81.Row) {
		b, s := r.Target.Rp, r.Real.Rp
		if b.Known && s.Known && b.Rupiah > 0 && above(int64(s.Rupiah), 100, int64(b.Rupiah), most) {
			p.flag(i, "real_rp", whole(s.Rupiah), whole(b.Rupiah), rupiah(s.Rupiah), rupiah(b.Rupiah), count(int(most)))
		}
	})
}

// spendingAboveBudget takes over where the referee's rule stops: above the
// budget, but not above 120 % of it.
func spendingAboveBudget(p *probe) {
	most := p.rule.Limit("percent")
	p.each(func(i int, r *e81.Row) {
		b, s := r.Target.Rp, r.Real.Rp
		if b.Known && s.Known && b.Rupiah > 0 && s.Rupiah > b.Rupiah && !above(int64(s.Rupiah), 100, int64(b.Rupiah), most) {
			p.flag(i, "real_rp", whole(s.Rupiah), whole(b.Rupiah), rupiah(s.Rupiah), rupiah(b.Rupiah))
		}
	})
}

func spendingWithoutBudget(p *probe) {
	p.each(func(i int, r *e81.Row) {
		b, s := r.Target.Rp, r.Real.Rp
		if !r.Extra && b.Text == "" && b.Or0() == 0 && s.Known && s.Rupiah > 0 {
			p.flag(i, "real_rp", whole(s.Rupiah), "0", rupiah(s.Rupiah))
		}
	})
}

// spendingIsQuarterTimesFactor: the year's spending has the very digits of one
// quarter and more zeros. Short amounts are left out: round figures meet by chance.
func spendingIsQuarterTimesFactor(p *probe) {
	p.each(func(i int, r *e81.Row) {
		s := r.Real.Rp
		for q := range r.Quarters {
			one := r.Quarters[q].Rp
			if !s.Known || !one.Known || int64(len(digits(one.Rupiah))) < p.rule.Limit("digits") {
				continue
			}
			if f := timesTooLarge(s.Rupiah, one.Rupiah); f > 0 {
				p.flag(i, "real_rp", whole(s.Rupiah), whole(one.Rupiah),
					rupiah(s.Rupiah), count(int(f)), column(quarterNames[q][1]), rupiah(one.Rupiah)).
					Suspect = &Suspicion{"real_rp", int(f), whole(s.Rupiah), whole(one.Rupiah)}
				return
			}
		}
	})
}

// budgetAbovePlanMoney: one year's budget is clearly larger than the money of
// the whole five-year plan, over all indicators of the node.
func budgetAbovePlanMoney(p *probe) {
	p.eachPlanned(func(i int, plan *big.Int) {
		b := p.rows[i].Target.Rp
		most := new(big.Int).Mul(plan, big.NewInt(p.rule.Limit("percent")))
		if b.Known && times(int64(b.Rupiah), 100).Cmp(most) > 0 {
			p.flag(i, "budget_rp", whole(b.Rupiah), plan.String(), rupiah(b.Rupiah), rupiahOf(plan))
		}
	})
}

// planSpendingAbovePlanMoney: more is spent so far than the plan has for all
// its years. A plan without money is left to budgetAbovePlanMoney.
func planSpendingAbovePlanMoney(p *probe) {
	p.eachPlanned(func(i int, plan *big.Int) {
		spent, ok := p.planMoney(i, planSoFar)
		if ok && plan.Sign() > 0 && spent.Cmp(plan) > 0 {
			p.flag(i, "renstra_cum_rp", spent.String(), plan.String(), rupiahOf(spent), rupiahOf(plan))
		}
	})
}

// eachPlanned visits main rows whose node has money in the five-year plan.
func (p *probe) eachPlanned(visit func(i int, plan *big.Int)) {
	p.each(func(i int, r *e81.Row) {
		if r.Extra {
			return
		}
		if plan, ok := p.planMoney(i, planTarget); ok {
			visit(i, plan)
		}
	})
}

// sameSpendingTwice: two sub-activities of one office spent the same amount to
// the rupiah. The later one gets the flag.
func sameSpendingTwice(p *probe) {
	type spent struct {
		form
		amount money.Rupiah
	}
	first := map[spent]int{}
	p.eachLeaf(func(i int, r *e81.Row) {
		s := r.Real.Rp
		if !s.Known || int64(len(digits(s.Rupiah))) < p.rule.Limit("digits") {
			return
		}
		key := spent{formOf(r), s.Rupiah}
		if j, seen := first[key]; seen {
			p.flag(i, "real_rp", whole(s.Rupiah), "", rupiah(s.Rupiah), words(p.rows[j].Code)).Others = []int{j}
			return
		}
		first[key] = i
	})
}

// amountCannotBeHeld: a printed amount above Rp9.2 quintillion.
func amountCannotBeHeld(p *probe) {
	p.each(func(i int, r *e81.Row) {
		for _, c := range moneyCells(r) {
			if !c.amount.Known && c.amount.Text != "" {
				p.flag(i, c.column, c.amount.Text, "", words(c.amount.Text), column(c.column))
			}
		}
	})
}

// quarterAfterReport: a quarter that was still to come has a figure.
func quarterAfterReport(p *probe) {
	p.each(func(i int, r *e81.Row) {
		for q := max(r.Quarter, 0); q < len(r.Quarters); q++ {
			k, rp := r.Quarters[q].K, r.Quarters[q].Rp
			if k.Known && k.Micro != 0 {
				p.flag(i, quarterNames[q][0], plain(k.Micro), "", column(quarterNames[q][0]), number(k), count(r.Quarter))
			}
			if rp.Known && rp.Rupiah != 0 {
				p.flag(i, quarterNames[q][1], whole(rp.Rupiah), "", column(quarterNames[q][1]), rupiah(rp.Rupiah), count(r.Quarter))
			}
		}
	})
}
