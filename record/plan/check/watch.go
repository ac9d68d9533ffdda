package check

import (
	"alun/ground/quantity"
	"alun/record/plan/e81"
)

func moneyWithoutOutput(p *probe) {
	p.eachLeaf(func(i int, r *e81.Row) {
		if s := r.Real.Rp; s.Known && s.Rupiah > 0 && r.Real.K.Known && r.Real.K.Micro == 0 {
			p.flag(i, "real_k", "0", "", rupiah(s.Rupiah), words(r.Unit))
		}
	})
}

func outputWithoutMoney(p *probe) {
	p.eachLeaf(func(i int, r *e81.Row) {
		if k := r.Real.K; k.Known && k.Micro > 0 && r.Real.Rp.Known && r.Real.Rp.Rupiah == 0 {
			p.flag(i, "real_rp", "0", "", number(k), words(r.Unit))
		}
	})
}

// moneyGoneOutputSmall: nearly all money is spent and hardly any output is
// there, though some is.
func moneyGoneOutputSmall(p *probe) {
	spentAtLeast, outputAtMost := p.rule.Limit("spent_percent"), p.rule.Limit("output_percent")
	p.eachLeaf(func(i int, r *e81.Row) {
		b, s, k, t := r.Target.Rp, r.Real.Rp, r.Real.K, r.Target.K
		if !b.Known || !s.Known || b.Rupiah <= 0 || k.Micro <= 0 || t.Micro <= 0 {
			return
		}
		if above(int64(b.Rupiah), spentAtLeast, int64(s.Rupiah), 100) || above(k.Micro, 100, t.Micro, outputAtMost) {
			return
		}
		p.flag(i, "real_k", plain(k.Micro), "", rupiah(s.Rupiah), rupiah(b.Rupiah), number(k), number(t), words(r.Unit))
	})
}

// outputAndMoneyExchanged: millions stand in the output cell and a small number
// in the money cell beside it.
func outputAndMoneyExchanged(p *probe) {
	large, small := p.rule.Limit("output_at_least"), p.rule.Limit("rupiah_below")
	p.each(func(i int, r *e81.Row) {
		outputs, amounts := outputCells(r), moneyCells(r)
		for c := range outputs {
			k, rp := outputs[c].quantity, amounts[c].amount
			if !k.Known || !rp.Known || broken(k.Micro) || k.Micro/quantity.One < large ||
				rp.Rupiah <= 0 || int64(rp.Rupiah) >= small || p.rule.isUnit("money_units", r.Unit) {
				continue
			}
			f := p.flag(i, outputs[c].column, plain(k.Micro), whole(rp.Rupiah), number(k), rupiah(rp.Rupiah), column(outputs[c].column))
			f.Suspect = &Suspicion{outputs[c].column, 0, plain(k.Micro), whole(rp.Rupiah)}
		}
	})
}
