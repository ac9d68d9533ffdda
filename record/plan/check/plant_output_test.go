package check

import (
	"strings"

	"alun/ground/quantity"
	"alun/record/plan/e81"
)

var plantsOfOutput = map[string]plant{
	wrongPercent: func(g *garden, _ int, r *e81.Row) ([]mark, bool) {
		if !r.Ach.K.Known || !g.free(r, "ach_k_pct") || !wrong(&r.Ach.K, r.Real.K, r.Target.K) {
			return nil, false
		}
		return g.on(r, "ach_k_pct")
	},
	wrongPlanPercent: func(g *garden, _ int, r *e81.Row) ([]mark, bool) {
		if !r.PlanAch.K.Known || !g.free(r, "renstra_ach_k_pct") || !wrong(&r.PlanAch.K, r.PlanSoFar.K, r.PlanTarget.K) {
			return nil, false
		}
		return g.on(r, "renstra_ach_k_pct")
	},
	"money_percent_not_its_share": func(g *garden, _ int, r *e81.Row) ([]mark, bool) {
		// Rupiah in thousands keep the quotient within a quantity.
		part, base := micro(int64(r.Real.Rp.Rupiah)/1000), micro(int64(r.Target.Rp.Rupiah)/1000)
		if !r.Ach.Rp.Known || !r.Real.Rp.Known || !wrong(&r.Ach.Rp, part, base) {
			return nil, false
		}
		return g.on(r, "ach_rp_pct")
	},
	outputOverShare: func(g *garden, _ int, r *e81.Row) ([]mark, bool) {
		where, ok := g.on(r, "ach_k_pct")
		if ok {
			r.Ach.K = micro(200*quantity.One + g.some(1, 5_000_000))
		}
		return where, ok
	},
	planOverShare: func(g *garden, _ int, r *e81.Row) ([]mark, bool) {
		where, ok := g.on(r, "renstra_ach_k_pct")
		if ok {
			r.PlanAch.K = micro(500*quantity.One + g.some(1, 5_000_000))
		}
		return where, ok
	},
	percentNoTarget: func(g *garden, _ int, r *e81.Row) ([]mark, bool) {
		if r.Target.K.Micro == 0 {
			return nil, false
		}
		r.Target.K, r.Ach.K = quantity.Quantity{}, quantity.Whole(g.some(1, 100))
		return g.on(r, "ach_k_pct")
	},
	quartersMakeNoSum: func(g *garden, _ int, r *e81.Row) ([]mark, bool) {
		if !g.free(r, "real_k") || twice(r.Unit) {
			return nil, false
		}
		a, b := g.some(1, 900), g.some(1, 900)
		r.Quarters[0].K, r.Quarters[1].K = quantity.Whole(a), quantity.Whole(b)
		r.Real.K = quantity.Whole(a + b + g.some(1, 900))
		return g.on(r, "real_k")
	},
	decimalsCut: func(g *garden, _ int, r *e81.Row) ([]mark, bool) {
		// Less than half a hundredth is a matter of rounding, not of cutting.
		n, rest := g.some(2, 900)*quantity.One, g.some(10_000, quantity.One-1)
		switch {
		case r.PlanSoFar.K.Known && r.Real.K.Micro == 0 && g.free(r, "renstra_cum_k"):
			r.PlanBefore.K, r.PlanSoFar.K = micro(n+rest), micro(n)
			return g.on(r, "renstra_cum_k")
		case g.leaf(r) && !r.PlanSoFar.K.Known && g.free(r, "real_k"):
			r.Quarters[0].K, r.Quarters[1].K, r.Real.K = quantity.Quantity{}, micro(n+rest), micro(n)
			return g.on(r, "real_k")
		}
		return nil, false
	},
	"percents_added": func(g *garden, _ int, r *e81.Row) ([]mark, bool) {
		if r.Unit != "%" && r.Unit != "Persentase" || !g.free(r, "real_k") {
			return nil, false
		}
		a, b := g.some(51, 100), g.some(51, 100)
		r.Quarters[0].K, r.Quarters[1].K, r.Real.K = quantity.Whole(a), quantity.Whole(b), quantity.Whole(a+b)
		return g.on(r, "real_k")
	},
	"fraction_of_a_count": func(g *garden, _ int, r *e81.Row) ([]mark, bool) {
		if r.Unit != "Orang" && r.Unit != "Unit" && r.Unit != "Dokumen" {
			return nil, false
		}
		for _, c := range outputCells(r) {
			if broken(c.quantity.Micro) {
				return nil, false
			}
		}
		half := micro(g.some(0, 40)*quantity.One + quantity.One/2)
		if g.rnd.IntN(2) == 0 {
			r.Quarters[1].K = half
			return g.on(r, "q2_k")
		}
		r.Target.K = half
		return g.on(r, "target_k")
	},
	"score_above_100": func(g *garden, _ int, r *e81.Row) ([]mark, bool) {
		if !strings.HasPrefix(r.Indicator, "IKM Layanan") {
			return nil, false
		}
		for n, c := range outputCells(r) {
			if n < 6 && c.quantity.Micro > 100*quantity.One {
				return nil, false
			}
		}
		r.Quarters[1].K = micro(100*quantity.One + g.some(1, 9_000_000))
		return g.on(r, "q2_k")
	},
}

// wrong prints a percentage that is a tenth and a point too high. It takes the
// quotient from plain integer division, which is near enough for that.
func wrong(printed *quantity.Quantity, part, whole quantity.Quantity) bool {
	if !part.Known || !whole.Known || whole.Micro <= 0 || part.Micro < 0 || part.Micro > 10_000*whole.Micro || part.Micro > 1<<50 {
		return false
	}
	quotient := 100*(part.Micro/whole.Micro)*quantity.One + part.Micro%whole.Micro*1000/whole.Micro*(quantity.One/10)
	*printed = micro(quotient + quotient/10 + 2*quantity.One)
	return true
}
