package check

import (
	"strconv"

	"alun/ground/money"
	"alun/record/plan/e81"
)

var plantsOfSums = map[string]plant{
	parentBudget:   plantSum(budget, func(r *e81.Row) *money.Printed { return &r.Target.Rp }),
	parentSpending: plantSum(spending, func(r *e81.Row) *money.Printed { return &r.Real.Rp }),
	oneChild:       plantOneChild,
	spendingNoQuarters: func(g *garden, _ int, r *e81.Row) ([]mark, bool) {
		if !r.Real.Rp.Known || !r.Quarters[0].Rp.Known {
			return nil, false
		}
		r.Real.Rp = add(r.Real.Rp, g.some(2, 900))
		return g.on(r, "real_rp")
	},
	"plan_spending_not_previous_plus_year": func(g *garden, _ int, r *e81.Row) ([]mark, bool) {
		if !r.PlanSoFar.Rp.Known || r.PlanBefore.Rp.Text != "" {
			return nil, false
		}
		r.PlanSoFar.Rp = add(r.PlanSoFar.Rp, -g.some(2, 900))
		return g.on(r, "renstra_cum_rp")
	},
	"plan_money_below_children": func(g *garden, i int, r *e81.Row) ([]mark, bool) {
		if r.Level != e81.Program || !g.alone(i) || len(g.book.kids(i)) == 0 || !g.free(r, "renstra_target_rp") {
			return nil, false
		}
		total := money.Rupiah(0)
		for _, k := range g.book.kids(i) {
			for _, j := range append([]int{k}, g.book.extras[nodeOf(&g.rows[k])]...) {
				cell := g.rows[j].PlanTarget.Rp
				if cell.Text != "" || j == k && !cell.Known {
					return nil, false
				}
				total += cell.Or0()
			}
		}
		if total < 1000 {
			return nil, false
		}
		r.PlanTarget.Rp = money.Given(total - money.Rupiah(g.some(2, 900)))
		return g.on(r, "renstra_target_rp")
	},
}

// plantSum changes the money of a program, an activity or a sub-activity. A
// program speaks for itself; a sub-activity makes its activity speak; an
// activity speaks and makes its program speak.
func plantSum(a amount, cell func(*e81.Row) *money.Printed) plant {
	return func(g *garden, i int, r *e81.Row) ([]mark, bool) {
		if r.Extra || r.Level == e81.Sasaran || !cell(r).Known {
			return nil, false
		}
		var where []mark
		if r.Level != e81.Subkegiatan && len(g.book.kids(i)) > 0 {
			where = append(where, mark{r.Line, a.column})
		}
		if r.Level != e81.Program {
			where = append(where, mark{g.rows[g.book.up(i)[0]].Line, a.column})
		}
		for _, m := range where {
			if g.before[m] {
				return nil, false
			}
		}
		*cell(r) = add(*cell(r), g.some(2, 1_000_000))
		return where, len(where) > 0
	}
}

// plantOneChild makes a slip of the pen in one child of a parent that fits. The
// plant is good only if no other child could be blamed, which is tried out slip
// by slip.
func plantOneChild(g *garden, i int, r *e81.Row) ([]mark, bool) {
	if r.Extra || r.Level != e81.Subkegiatan && r.Level != e81.Kegiatan || int64(r.Target.Rp.Rupiah) < 10_000 {
		return nil, false
	}
	parent := &g.rows[g.book.up(i)[0]]
	kids := g.book.kids(g.book.up(i)[0])
	total := money.Rupiah(0)
	for _, k := range kids {
		total += g.rows[k].Target.Rp.Or0()
	}
	own := r.Target.Rp.Rupiah
	slips := slipsOf(own)
	typed := slips[g.rnd.IntN(len(slips))]
	if total != parent.Target.Rp.Rupiah || typed < 1000 || typed == own || len(g.book.kids(i)) > 0 {
		return nil, false
	}
	gap := own - typed
	for _, k := range kids {
		if k != i && isSlip(g.rows[k].Target.Rp.Or0(), g.rows[k].Target.Rp.Or0()+gap) {
			return nil, false
		}
	}
	r.Target.Rp = money.Given(typed)
	return g.on(r, "budget_rp")
}

// slipsOf lists what may be typed instead of an amount: a digit dropped, two
// neighbours swapped, up to three zeros more.
func slipsOf(n money.Rupiah) []money.Rupiah {
	s := strconv.FormatInt(int64(n), 10)
	var out []money.Rupiah
	put := func(text string) {
		if v, err := strconv.ParseInt(text, 10, 64); err == nil && text[0] != '0' && v != int64(n) {
			out = append(out, money.Rupiah(v))
		}
	}
	for i := range s {
		put(s[:i] + s[i+1:])
		if i > 0 {
			put(s[:i-1] + s[i:i+1] + s[i-1:i] + s[i+1:])
		}
	}
	for _, zeros := range []string{"0", "00", "000"} {
		put(s + zeros)
	}
	return out
}

// isSlip tries out whether one amount is a slip of the other.
func isSlip(a, b money.Rupiah) bool {
	if a < 1000 || b < 1000 {
		return false
	}
	for _, v := range slipsOf(a) {
		if v == b {
			return true
		}
	}
	for _, v := range slipsOf(b) {
		if v == a {
			return true
		}
	}
	return false
}
