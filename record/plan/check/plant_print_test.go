package check

import (
	"strings"

	"alun/ground/money"
	"alun/ground/quantity"
	"alun/record/plan/e81"
)

var plantsOfPrint = map[string]plant{
	twoFigures: func(g *garden, _ int, r *e81.Row) ([]mark, bool) {
		if r.Unit == "" || !g.free(r, "unit") {
			return nil, false
		}
		r.Unit += " " + r.Unit
		return g.on(r, "unit")
	},
	"decimal_point_lost": func(g *garden, _ int, r *e81.Row) ([]mark, bool) {
		if twice(r.Unit) || !g.free(r, "q1_k") {
			return nil, false
		}
		q, err := quantity.Parse("00" + quantity.Whole(g.some(10, 90)).Text)
		r.Quarters[0].K = q
		where, ok := g.on(r, "q1_k")
		return where, ok && err == nil
	},
	"unit_contradicts_indicator": func(g *garden, _ int, r *e81.Row) ([]mark, bool) {
		switch {
		case !g.free(r, "unit"):
			return nil, false
		case strings.HasPrefix(r.Indicator, "Jumlah "):
			r.Unit = "%"
		case strings.HasPrefix(r.Indicator, "Persentase ") && r.Unit == "%":
			r.Unit = "Orang"
		default:
			return nil, false
		}
		return g.on(r, "unit")
	},
}

var plantsOfYears = map[string]plant{
	"unit_changed_between_years": func(g *garden, i int, r *e81.Row) ([]mark, bool) {
		if then, ok := g.then(i, g.book.measured); !ok || then.Unit == "" || !g.free(r, "unit") {
			return nil, false
		}
		r.Unit = "gantang"
		return g.on(r, "unit")
	},
	"target_changed_manyfold": func(g *garden, i int, r *e81.Row) ([]mark, bool) {
		then, ok := g.then(i, g.book.measured)
		if !ok || then.Target.K.Micro <= 0 || then.Target.K.Micro > 1<<50 || !g.free(r, "target_k") {
			return nil, false
		}
		r.Target.K = micro(then.Target.K.Micro * 50)
		return g.on(r, "target_k")
	},
	"plan_target_changed": func(g *garden, i int, r *e81.Row) ([]mark, bool) {
		then, ok := g.then(i, g.book.measured)
		if !ok || then.PlanTarget.K.Micro <= 0 || then.PlanTarget.K.Micro%2 != 0 || !g.free(r, "renstra_target_k") {
			return nil, false
		}
		r.PlanTarget.K = micro(then.PlanTarget.K.Micro / 2)
		return g.on(r, "renstra_target_k")
	},
	"plan_money_changed_manyfold": func(g *garden, i int, r *e81.Row) ([]mark, bool) {
		then, ok := g.then(i, g.book.named)
		if !ok || then.PlanTarget.Rp.Rupiah <= 0 || !g.free(r, "renstra_target_rp") {
			return nil, false
		}
		r.PlanTarget.Rp.Rupiah, r.PlanTarget.Rp.Known = then.PlanTarget.Rp.Rupiah*8, true
		return g.on(r, "renstra_target_rp")
	},
	"plan_spending_fell": func(g *garden, i int, r *e81.Row) ([]mark, bool) {
		then, ok := g.then(i, g.book.named)
		if !ok || then.PlanSoFar.Rp.Rupiah <= 1 || !g.free(r, "renstra_prev_rp") {
			return nil, false
		}
		r.PlanBefore.Rp = add(then.PlanSoFar.Rp, -1)
		return g.on(r, "renstra_prev_rp")
	},
	otherYearFactor: func(g *garden, i int, r *e81.Row) ([]mark, bool) {
		then, ok := g.then(i, g.book.named)
		if !ok || len(strings.TrimRight(whole(then.Target.Rp.Or0()), "0")) < 4 || !g.free(r, "budget_rp") {
			return nil, false
		}
		f := factors[g.rnd.IntN(3)]
		if int64(then.Target.Rp.Rupiah)%f == 0 && g.rnd.IntN(2) == 0 {
			r.Target.Rp.Rupiah, r.Target.Rp.Known = then.Target.Rp.Rupiah/money.Rupiah(f), true
		} else {
			r.Target.Rp.Rupiah, r.Target.Rp.Known = then.Target.Rp.Rupiah*money.Rupiah(f), true
		}
		return g.on(r, "budget_rp")
	},
}
