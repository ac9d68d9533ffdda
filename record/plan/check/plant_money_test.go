package check

import (
	"math/big"
	"slices"

	"alun/ground/money"
	"alun/ground/quantity"
	"alun/record/plan/e81"
)

var plantsOfMoney = map[string]plant{
	overCity: func(g *garden, _ int, r *e81.Row) ([]mark, bool) {
		where, ok := g.on(r, "budget_rp")
		if ok {
			r.Target.Rp = money.Given(money.Rupiah(5_000_000_000_000 + g.some(1, 1_000_000)))
		}
		return where, ok
	},
	overBudget: func(g *garden, _ int, r *e81.Row) ([]mark, bool) {
		if r.Target.Rp.Rupiah <= 0 || !g.free(r, "real_rp") {
			return nil, false
		}
		r.Real.Rp = money.Given(r.Target.Rp.Rupiah*120/100 + 1) // the least that is too much
		return g.on(r, "real_rp")
	},
	"spending_above_budget": func(g *garden, _ int, r *e81.Row) ([]mark, bool) {
		if r.Target.Rp.Rupiah < 10 || !g.free(r, "real_rp") {
			return nil, false
		}
		most := int64(r.Target.Rp.Rupiah) * 120 / 100
		r.Real.Rp = money.Given(money.Rupiah(g.some(int64(r.Target.Rp.Rupiah)+1, most)))
		return g.on(r, "real_rp")
	},
	"spending_without_budget": func(g *garden, _ int, r *e81.Row) ([]mark, bool) {
		if r.Extra || r.Target.Rp.Rupiah <= 0 || r.Real.Rp.Rupiah <= 0 {
			return nil, false
		}
		r.Target.Rp = money.Printed{Known: g.rnd.IntN(2) == 0} // 0, or not given
		return g.on(r, "real_rp")
	},
	quarterFactor: func(g *garden, _ int, r *e81.Row) ([]mark, bool) {
		if !g.free(r, "real_rp") || r.Quarters[1].Rp.Text != "" {
			return nil, false
		}
		r.Quarters[0].Rp = money.Given(money.Rupiah(g.some(1_000_000, 9_999_999)*10 + 7))
		r.Real.Rp = money.Given(r.Quarters[0].Rp.Rupiah * money.Rupiah(factors[g.rnd.IntN(3)]))
		return g.on(r, "real_rp")
	},
	budgetOverPlan: func(g *garden, i int, r *e81.Row) ([]mark, bool) {
		if !g.alone(i) || r.PlanTarget.Rp.Rupiah <= 0 || !g.free(r, "budget_rp") {
			return nil, false
		}
		most := new(big.Int).Mul(big64(r.PlanTarget.Rp.Rupiah), big.NewInt(110))
		r.Target.Rp = money.Given(money.Rupiah(most.Div(most, big.NewInt(100)).Int64() + 1))
		return g.on(r, "budget_rp")
	},
	spendingOverPlan: func(g *garden, i int, r *e81.Row) ([]mark, bool) {
		if !g.alone(i) || r.PlanTarget.Rp.Rupiah <= 0 || !g.free(r, "renstra_cum_rp") {
			return nil, false
		}
		r.PlanSoFar.Rp = add(r.PlanTarget.Rp, 1)
		return g.on(r, "renstra_cum_rp")
	},
	"same_spending_twice": plantSameSpending,
	"amount_cannot_be_held": func(g *garden, _ int, r *e81.Row) ([]mark, bool) {
		r.Quarters[3].Rp = money.Printed{Text: "99999999999999999999"}
		return g.on(r, "q4_rp")
	},
	"quarter_after_report": func(g *garden, _ int, r *e81.Row) ([]mark, bool) {
		if g.rnd.IntN(2) == 0 {
			r.Quarters[2].K = quantity.Whole(g.some(1, 50))
			return g.on(r, "q3_k")
		}
		r.Quarters[3].Rp = money.Given(money.Rupiah(g.some(1, 50)))
		return g.on(r, "q4_rp")
	},
	moneyNoOutput: func(g *garden, _ int, r *e81.Row) ([]mark, bool) {
		if !g.leaf(r) || r.Real.Rp.Rupiah <= 0 || r.Real.K.Micro <= 0 {
			return nil, false
		}
		r.Real.K = quantity.Whole(0)
		return g.on(r, "real_k")
	},
	outputNoMoney: func(g *garden, _ int, r *e81.Row) ([]mark, bool) {
		if !g.leaf(r) || r.Real.Rp.Rupiah <= 0 || r.Real.K.Micro <= 0 {
			return nil, false
		}
		r.Real.Rp = money.Given(0)
		return g.on(r, "real_rp")
	},
	"money_gone_output_small": func(g *garden, _ int, r *e81.Row) ([]mark, bool) {
		if !g.leaf(r) || r.Target.Rp.Rupiah < 100 || r.Target.K.Micro < 10 || !g.free(r, "real_k") {
			return nil, false
		}
		b := int64(r.Target.Rp.Rupiah)
		r.Real.Rp = money.Given(money.Rupiah(b - b/10)) // 90 % or a rupiah more
		r.Real.K = micro(r.Target.K.Micro / 10)         // 10 % or a millionth less
		return g.on(r, "real_k")
	},
	"output_and_money_exchanged": func(g *garden, _ int, r *e81.Row) ([]mark, bool) {
		k, rp := r.Real.K, r.Real.Rp
		if !k.Known || k.Micro <= 0 || broken(k.Micro) || k.Micro >= 100_000*quantity.One || rp.Rupiah < 1_000_000 || rp.Rupiah > 9_000_000_000_000 {
			return nil, false
		}
		r.Real.K, r.Real.Rp = quantity.Whole(int64(rp.Rupiah)), money.Given(money.Rupiah(k.Micro/quantity.One))
		return g.on(r, "real_k")
	},
	noTarget: func(g *garden, _ int, r *e81.Row) ([]mark, bool) {
		if !g.leaf(r) || r.Target.Rp.Rupiah <= 0 || r.Target.K.Micro == 0 {
			return nil, false
		}
		r.Target.K = quantity.Quantity{Known: g.rnd.IntN(2) == 0}
		return g.on(r, "target_k")
	},
}

// plantSameSpending copies a sub-activity's spending to a later one of the same
// form, which must then speak up.
func plantSameSpending(g *garden, i int, r *e81.Row) ([]mark, bool) {
	at := formOf(r)
	if !g.leaf(r) || r.Real.Rp.Rupiah%10 == 0 || r.Real.Rp.Rupiah < 10_000 || g.claimed[at.opd+yearText(r)] {
		return nil, false
	}
	for _, j := range g.book.of[at] {
		other := &g.rows[j]
		if g.leaf(other) && slices.Compare(codeOf(other), codeOf(r)) > 0 && g.free(other, "real_rp") && other.Real.Rp.Known {
			other.Real.Rp = r.Real.Rp
			g.claimed[at.opd+yearText(r)] = true
			return g.on(other, "real_rp")
		}
	}
	return nil, false
}

func codeOf(r *e81.Row) []int {
	n := numbers(r.Code)
	return n[:]
}
