package check

import (
	"math/big"

	"alun/ground/money"
	"alun/record/plan/e81"
)

// amount is one money column of the form.
type amount struct {
	column string
	of     func(r *e81.Row) money.Printed
}

var (
	budget   = amount{"budget_rp", func(r *e81.Row) money.Printed { return r.Target.Rp }}
	spending = amount{"real_rp", func(r *e81.Row) money.Printed { return r.Real.Rp }}
)

// childSum adds a money column over the rows one level below; empty counts as 0.
func (b *book) childSum(i int, a amount) *big.Int {
	total := new(big.Int)
	for _, k := range b.kids(i) {
		total.Add(total, big64(a.of(&b.rows[k]).Or0()))
	}
	return total
}

// parentSum: the figure of a program or activity is the sum of its children.
func parentSum(a amount) func(*probe) {
	return func(p *probe) {
		p.eachParent(a, func(i int, printed, total *big.Int) {
			p.flag(i, a.column, printed.String(), total.String(),
				words(p.rows[i].Code), rupiahOf(printed), rupiahOf(total), rupiahOf(new(big.Int).Sub(printed, total))).
				Others = p.kids(i)
		})
	}
}

// eachParent visits programs and activities whose figure is not the sum of
// their children, within the rule's tolerance in rupiah.
func (p *probe) eachParent(a amount, visit func(i int, printed, total *big.Int)) {
	p.each(func(i int, r *e81.Row) {
		if r.Extra || r.Level != e81.Program && r.Level != e81.Kegiatan || len(p.kids(i)) == 0 {
			return
		}
		printed, total := big64(a.of(r).Or0()), p.childSum(i, a)
		if !near(printed, total, p.rule.Limit("rupiah")) {
			visit(i, printed, total)
		}
	})
}

// spendingNotSumOfQuarters: the year's spending is the sum of its quarters.
func spendingNotSumOfQuarters(p *probe) {
	p.each(func(i int, r *e81.Row) {
		var given []money.Printed
		for _, q := range r.Quarters {
			if q.Rp.Known {
				given = append(given, q.Rp)
			}
		}
		total := sum(given...)
		if !r.Real.Rp.Known || len(given) == 0 || near(big64(r.Real.Rp.Rupiah), total, p.rule.Limit("rupiah")) {
			return
		}
		p.flag(i, "real_rp", whole(r.Real.Rp.Rupiah), total.String(), rupiah(r.Real.Rp.Rupiah), rupiahOf(total))
	})
}

// oneChildBreaksTheSum: a parent does not fit its children, and it would if a
// single child had one digit more or less, two digits swapped, or zeros more or
// less. Two such children prove nothing, so then there is no flag.
func oneChildBreaksTheSum(p *probe) {
	for _, a := range []amount{budget, spending} {
		p.eachParent(a, func(i int, printed, total *big.Int) {
			child, needed := -1, new(big.Int)
			for _, k := range p.kids(i) {
				own := a.of(&p.rows[k]).Or0()
				n := new(big.Int).Sub(printed, total)
				n.Add(n, big64(own))
				if !slip(whole(own), n.String()) {
					continue
				}
				if child >= 0 {
					return
				}
				child, needed = k, n
			}
			if child < 0 {
				return
			}
			own := a.of(&p.rows[child]).Rupiah
			f := p.flag(child, a.column, whole(own), needed.String(),
				rupiah(own), rupiahOf(needed), words(p.rows[i].Code), rupiahOf(printed))
			f.Others = []int{i}
			f.Suspect = &Suspicion{Column: a.column, Published: f.Published, WouldBe: f.Expected}
			if needed.IsInt64() {
				f.Suspect.Factor = int(timesTooLarge(own, money.Rupiah(needed.Int64())))
			}
		})
	}
}

// slip tells whether two amounts of at least four digits differ as typing
// errors differ: one digit dropped, two neighbours swapped, zeros too many.
func slip(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) < 4 || a[0] == '-' || b[0] == '-' || a == b {
		return false
	}
	same := 0
	for same < len(a) && a[same] == b[same] {
		same++
	}
	switch len(b) - len(a) {
	case 0:
		return same+1 < len(a) && a[same] == b[same+1] && a[same+1] == b[same] && a[same+2:] == b[same+2:]
	case 1:
		return a[same:] == b[same+1:]
	case 2, 3:
		return same == len(a) && b[same:] == "000"[:len(b)-len(a)]
	}
	return false
}

// planMoneyBelowChildren: a program's money of the five-year plan is less than
// its activities together. More is no contradiction: an activity of another
// year may be missing from this year's form. All indicators of a node count,
// because the form divides a node's money between them.
func planMoneyBelowChildren(p *probe) {
	p.each(func(i int, r *e81.Row) {
		if r.Extra || r.Level != e81.Program || len(p.kids(i)) == 0 {
			return
		}
		own, ok := p.planMoney(i, planTarget)
		total := new(big.Int)
		for _, k := range p.kids(i) {
			part, known := p.planMoney(k, planTarget)
			ok = ok && known
			total.Add(total, part)
		}
		if !ok || new(big.Int).Sub(total, own).Cmp(big.NewInt(p.rule.Limit("rupiah"))) <= 0 {
			return
		}
		p.flag(i, "renstra_target_rp", own.String(), total.String(), rupiahOf(own), rupiahOf(total),
			rupiahOf(new(big.Int).Sub(total, own))).Others = p.kids(i)
	})
}

var (
	planTarget = amount{"renstra_target_rp", func(r *e81.Row) money.Printed { return r.PlanTarget.Rp }}
	planSoFar  = amount{"renstra_cum_rp", func(r *e81.Row) money.Printed { return r.PlanSoFar.Rp }}
)

// planMoney adds a money column over all indicators of a node; ok is false when
// the main row gives none or one of them cannot be held.
func (b *book) planMoney(i int, a amount) (total *big.Int, ok bool) {
	total, ok = new(big.Int), a.of(&b.rows[i]).Known
	for _, k := range b.indicators(i) {
		cell := a.of(&b.rows[k])
		ok = ok && cell.Text == ""
		total.Add(total, big64(cell.Or0()))
	}
	return total, ok
}

// planSpendingNotPreviousPlusYear: money of the five-year plan so far is what
// was spent until last year and this year's spending.
func planSpendingNotPreviousPlusYear(p *probe) {
	p.each(func(i int, r *e81.Row) {
		if !r.PlanSoFar.Rp.Known || r.PlanBefore.Rp.Text != "" || r.Real.Rp.Text != "" {
			return
		}
		total := sum(r.PlanBefore.Rp, r.Real.Rp)
		if near(big64(r.PlanSoFar.Rp.Rupiah), total, p.rule.Limit("rupiah")) {
			return
		}
		p.flag(i, "renstra_cum_rp", whole(r.PlanSoFar.Rp.Rupiah), total.String(), rupiah(r.PlanSoFar.Rp.Rupiah),
			rupiah(r.PlanBefore.Rp.Or0()), rupiah(r.Real.Rp.Or0()), rupiahOf(total))
	})
}
