package check

import (
	"math/big"

	"alun/ground/money"
	"alun/record/plan/e81"
)

// slips are rows whose figure is too large, with the factor 10, 100 or 1,000
// that would explain it.
type slips map[int]int64

// What it takes to believe that an office's spending lost its decimals.
const (
	lostAtLeast     = 5 // so many sub-activities far above their budget
	plausiblePerMil = 800
)

// suspect writes beside implausible money what it would be if the factor were
// undone. A parent is undone through its children.
func (b *book) suspect(flags []Flag) {
	spent, planned := b.spendingSlips(flags), b.budgetSlips(flags)
	for n := range flags {
		f := &flags[n]
		switch {
		case f.Suspect != nil:
		case f.Field == spending.column:
			f.Suspect = b.suspicion(f.Row, spending, spent)
		case f.Field == budget.column && f.Rule != noTarget:
			f.Suspect = b.suspicion(f.Row, budget, planned)
		}
	}
}

func (b *book) suspicion(i int, a amount, s slips) *Suspicion {
	would, factor := b.undo(i, a, s)
	if factor == 0 {
		return nil
	}
	return &Suspicion{a.column, int(factor), whole(a.of(&b.rows[i]).Rupiah), would.String()}
}

// undo gives a row's money with the suspected factors undone, its own or those
// of its children, and the largest factor; 0 when there is nothing to undo.
func (b *book) undo(i int, a amount, s slips) (would *big.Int, factor int64) {
	own := big64(a.of(&b.rows[i]).Or0())
	if f, ok := s[i]; ok {
		return own.Quo(own, big.NewInt(f)), f
	}
	total := new(big.Int)
	for _, k := range b.kids(i) {
		part, f := b.undo(k, a, s)
		total.Add(total, part)
		factor = max(factor, f)
	}
	if b.rows[i].Extra || factor == 0 {
		return own, 0
	}
	return total, factor
}

// factor is by how much a row's own figure is too large, or 0.
func (b *book) factor(i int, a amount, s slips) int64 {
	if a.of(&b.rows[i]).Or0() == 0 {
		return 0
	}
	_, f := b.undo(i, a, s)
	return f
}

// spendingSlips finds spending that is too large by a factor: in whole forms
// that lost their decimals, and in single rows far above their budget.
func (b *book) spendingSlips(flags []Flag) slips {
	out := slips{}
	byForm := map[form][]int{}
	for _, f := range flags {
		if f.Rule == overBudget && len(b.kids(f.Row)) == 0 {
			at := formOf(&b.rows[f.Row])
			byForm[at] = append(byForm[at], f.Row)
		}
	}
	for at, rows := range byForm {
		if f := b.lostDecimals(rows); f > 0 {
			b.lost(at, f, out)
			continue
		}
		for _, i := range rows {
			if f := b.ownFactor(i); f > 0 {
				out[i] = f
			}
		}
	}
	for _, f := range flags {
		if f.Rule == quarterFactor && out[f.Row] == 0 && len(b.kids(f.Row)) == 0 {
			out[f.Row] = int64(f.Suspect.Factor)
		}
	}
	return out
}

// lostDecimals tells by which factor the spending of a whole form is too large,
// from its sub-activities far above their budget: the decimals ",00" that were
// read as digits leave every amount a multiple of the factor.
func (b *book) lostDecimals(rows []int) int64 {
	if len(rows) < lostAtLeast {
		return 0
	}
	for _, f := range []int64{100, 1000, 10} { // ",00" first: that is how decimals get lost
		all, plausible := true, 0
		for _, i := range rows {
			r := &b.rows[i]
			all = all && int64(r.Real.Rp.Rupiah)%f == 0
			if !above(int64(r.Real.Rp.Rupiah)/f, 100, int64(r.Target.Rp.Rupiah), 120) {
				plausible++
			}
		}
		if all && plausible*1000 >= len(rows)*plausiblePerMil {
			return f
		}
	}
	return 0
}

// lost marks every sub-activity of a form whose spending shares the slip: all
// that spent in the latest quarter, also those still below their budget.
func (b *book) lost(at form, factor int64, out slips) {
	for _, i := range b.of[at] {
		r := &b.rows[i]
		last := min(max(at.quarter, 1), len(r.Quarters)) - 1
		if !r.Extra && len(b.kids(i)) == 0 && r.Real.Rp.Rupiah > 0 && r.Quarters[last].Rp.Rupiah != 0 &&
			int64(r.Real.Rp.Rupiah)%factor == 0 {
			out[i] = factor
		}
	}
}

// farAbove: a single row is suspected only from eight times its budget on, so
// that ordinary overspending is not explained away.
const farAbove = 8

func (b *book) ownFactor(i int) int64 {
	s, budget := int64(b.rows[i].Real.Rp.Rupiah), int64(b.rows[i].Target.Rp.Rupiah)
	if !above(s, 1, budget, farAbove) {
		return 0
	}
	for _, f := range factors {
		if s%f == 0 && s/f <= budget {
			return f
		}
	}
	return 0
}

// budgetSlips finds budgets that are too large by a factor: those above the
// whole city's, on the lowest row that shows it.
func (b *book) budgetSlips(flags []Flag) slips {
	out, over := slips{}, map[int]bool{}
	for _, f := range flags {
		if f.Rule == overCity {
			over[f.Row] = true
		}
		if f.Rule == otherYearFactor && f.Suspect != nil && len(b.kids(f.Row)) == 0 {
			out[f.Row] = int64(f.Suspect.Factor)
		}
	}
	for i := range over {
		lowest := true
		for _, k := range b.kids(i) {
			lowest = lowest && !over[k]
		}
		if f := b.budgetFactor(i); lowest && out[i] == 0 && f > 0 {
			out[i] = f
		}
	}
	return out
}

// budgetFactor is the factor that brings a budget between what is already spent
// of it and the money of the five-year plan, which is given for programs and
// activities. A thousand comes first: a group of zeros is what slips in.
func (b *book) budgetFactor(i int) int64 {
	r := &b.rows[i]
	for _, j := range append([]int{i}, b.up(i)...) {
		plan := b.rows[j].PlanTarget.Rp
		if !plan.Known || plan.Rupiah <= 0 {
			continue
		}
		for n := len(factors) - 1; n >= 0; n-- {
			undone := r.Target.Rp.Rupiah / money.Rupiah(factors[n])
			if undone <= plan.Rupiah && undone >= r.Real.Rp.Or0() {
				return factors[n]
			}
		}
	}
	return 0
}

// Doubt says which money of a row is implausible.
type Doubt struct{ Budget, Spending bool }

// Implausible finds the rows whose money is too large by a suspected factor, of
// itself or of its children. Totals of published figures leave these rows out
// and say so. flags are those of Run for the same rows.
func Implausible(rows []e81.Row, flags []Flag) map[int]Doubt {
	b := open(rows)
	spent, planned := b.spendingSlips(flags), b.budgetSlips(flags)
	out := map[int]Doubt{}
	for i := range rows {
		s, p := b.factor(i, spending, spent), b.factor(i, budget, planned)
		if s > 0 || p > 0 {
			out[i] = Doubt{Budget: p > 0, Spending: s > 0}
		}
	}
	return out
}
