package check

import (
	"slices"
	"strings"

	"alun/ground/quantity"
	"alun/record/plan/e81"
)

var plantsOfPlan = map[string]plant{
	"plan_output_not_previous_plus_year": func(g *garden, _ int, r *e81.Row) ([]mark, bool) {
		if !r.PlanSoFar.K.Known || !g.free(r, "renstra_cum_k") {
			return nil, false
		}
		r.PlanSoFar.K = micro(abs(r.PlanBefore.K.Micro) + abs(r.Real.K.Micro) + g.some(3, 90)*quantity.One)
		return g.on(r, "renstra_cum_k")
	},
	sharesAddedOver: func(g *garden, _ int, r *e81.Row) ([]mark, bool) {
		if r.Unit != "%" || !strings.HasPrefix(r.Indicator, "Persentase") || !r.PlanTarget.K.Known ||
			containsAny(strings.ToLower(r.Indicator), "pertumbuhan", "peningkatan", "kenaikan", "penambahan") || !g.free(r, "renstra_target_k") {
			return nil, false
		}
		r.PlanTarget.K = micro(100*quantity.One + g.some(1, 400*quantity.One))
		return g.on(r, "renstra_target_k")
	},
	"year_target_above_plan_target": func(g *garden, _ int, r *e81.Row) ([]mark, bool) {
		if r.PlanTarget.K.Micro <= 0 || !more(r) || !g.free(r, "target_k") {
			return nil, false
		}
		r.Target.K = micro(r.PlanTarget.K.Micro + g.some(1, 9_000_000))
		return g.on(r, "target_k")
	},
	"plan_target_already_passed": func(g *garden, _ int, r *e81.Row) ([]mark, bool) {
		if r.PlanTarget.K.Micro <= 0 || !more(r) || !g.free(r, "renstra_target_k") {
			return nil, false
		}
		r.PlanBefore.K = micro(r.PlanTarget.K.Micro*3/2 + 1)
		return g.on(r, "renstra_target_k")
	},
	emptyRow: func(g *garden, i int, r *e81.Row) ([]mark, bool) {
		up := g.book.up(i)
		if !g.leaf(r) || r.Target.Rp.Rupiah < 2 || g.book.bares(up[0]) > 0 || g.book.childSum(up[0], budget).Cmp(big64(g.rows[up[0]].Target.Rp.Or0())) != 0 {
			return nil, false
		}
		kept := *r
		*r = e81.Row{Line: kept.Line, Year: kept.Year, Quarter: kept.Quarter, OPD: kept.OPD, Code: kept.Code, Level: kept.Level, Name: kept.Name}
		return g.on(r, "budget_rp")
	},
	"name_twice": func(g *garden, i int, r *e81.Row) ([]mark, bool) {
		up := g.book.up(i)
		if r.Extra || len(up) == 0 || g.book.folded[i] == "" {
			return nil, false
		}
		same := slices.DeleteFunc(slices.Clone(g.book.kids(up[0])), func(j int) bool { return g.book.folded[j] == "" })
		for _, j := range same {
			if n := len(slices.DeleteFunc(slices.Clone(same), func(k int) bool { return g.book.folded[k] != g.book.folded[j] })); n > 1 {
				return nil, false // a name stands twice already
			}
		}
		for _, j := range same {
			if later := &g.rows[j]; slices.Compare(codeOf(later), codeOf(r)) > 0 {
				later.Name = strings.ToUpper(r.Name) + " "
				return g.on(later, "name")
			}
		}
		return nil, false
	},
	"far_from_siblings": plantFarFromSiblings,
}

// more tells whether more of an indicator may be better.
func more(r *e81.Row) bool {
	return !twice(r.Unit) && !containsAny(strings.ToLower(r.Indicator), "unmet need", "tidak terpenuhi", "kekerasan",
		"koefisien variasi", "memerlukan perlindungan khusus", "kemiskinan", "pengangguran", "stunting", "kematian", "kesakitan", "inflasi")
}

func containsAny(s string, words ...string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(s, w) })
}

// plantFarFromSiblings makes one target huge among the same sub-activity of
// other offices, when that leaves the middle one where it is.
func plantFarFromSiblings(g *garden, i int, r *e81.Row) ([]mark, bool) {
	name := g.book.folded[i] + fold(r.Unit) + yearText(r)
	if !g.leaf(r) || r.Target.K.Micro <= 0 || r.Target.Rp.Rupiah <= 0 || g.book.folded[i] == "" || g.claimed[name] {
		return nil, false
	}
	var all []int64
	for j := range g.rows {
		o := &g.rows[j]
		if g.leaf(o) && o.Year == r.Year && g.book.folded[j] == g.book.folded[i] && fold(o.Unit) == fold(r.Unit) &&
			o.Target.K.Micro > 0 && o.Target.Rp.Rupiah > 0 {
			all = append(all, o.Target.K.Micro)
		}
	}
	slices.Sort(all)
	if len(all) < 5 || r.Target.K.Micro <= all[(len(all)-1)/2] || !g.free(r, "target_k") {
		return nil, false // from above the middle to far above: the middle stays
	}
	g.claimed[name] = true
	r.Target.K = micro(all[(len(all)-1)/2] * 100)
	return g.on(r, "target_k")
}
