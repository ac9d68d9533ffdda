package check

import (
	"alun/ground/quantity"
	"alun/record/plan/e81"
)

// quartersDoNotMakeOutput: the year's output is neither the sum, nor the latest,
// nor the average of its quarters, also when decimals are dropped on the way.
// The form does not say which of them it should be.
func quartersDoNotMakeOutput(p *probe) {
	p.each(func(i int, r *e81.Row) {
		given, total, ok := known(quartersSoFar(r))
		if !ok || !r.Real.K.Known || made(r.Real.K.Micro, given, total) || cutFrom(r.Real.K.Micro, given, total) != nil {
			return
		}
		f := p.flag(i, "real_k", plain(r.Real.K.Micro), plain(total), number(r.Real.K), number(quantity.Of(total)))
		f.Suspect = quarterSlip(r, total)
		if f.Suspect != nil {
			f.Expected = ""
		}
	})
}

// made tells whether an output is exactly the sum, the latest, the latest above
// zero, or the average of the quarters.
func made(real int64, given []int64, total int64) bool {
	last := given[len(given)-1]
	latest := int64(0)
	for _, g := range given {
		if g != 0 {
			latest = g
		}
	}
	return real == total || real == last || real == latest || average(real, given, total)
}

// average allows for two printed decimals: half of a hundredth.
func average(real int64, given []int64, total int64) bool {
	n := int64(len(given))
	gap := times(real, n)
	return near(gap, times(total, 1), n*quantity.One/200)
}

// cutFrom finds the figure whose decimals were dropped to print real: the
// latest quarter or the sum of the quarters, each of which may have been cut
// before adding. nil means that dropping decimals explains nothing.
func cutFrom(real int64, given []int64, total int64) *int64 {
	last, parts := given[len(given)-1], int64(0)
	for _, g := range given {
		if broken(g) {
			parts++
		}
	}
	switch {
	case parts == 0:
		return nil
	case broken(last) && cut(last) == real:
		return &last
	case closer(real, total, parts):
		return &total
	}
	return nil
}

// closer: two figures are less than so many whole units apart.
func closer(a, b, units int64) bool {
	return near(times(a, 1), times(b, 1), units*quantity.One-1)
}

// quarterSlip looks for the one quarter that makes the sum right when a factor
// of 10, 100 or 1,000 is undone, decimals dropped or not.
func quarterSlip(r *e81.Row, total int64) *Suspicion {
	for q, k := range quartersSoFar(r) {
		for _, f := range factors {
			if !k.Known || k.Micro == 0 || k.Micro%f != 0 {
				continue
			}
			undone := k.Micro / f
			sum := total - k.Micro + undone
			if sum == r.Real.K.Micro || cut(sum) == r.Real.K.Micro {
				return &Suspicion{quarterNames[q][0], int(f), plain(r.Quarters[q].K.Micro), plain(undone)}
			}
		}
	}
	return nil
}

// outputDecimalsCut: an output is printed without the decimals of the quarters
// (or of the plan) that it comes from.
func outputDecimalsCut(p *probe) {
	p.each(func(i int, r *e81.Row) {
		given, total, ok := known(quartersSoFar(r))
		if ok && r.Real.K.Known && !made(r.Real.K.Micro, given, total) {
			p.cutCell(i, "real_k", r.Real.K, cutFrom(r.Real.K.Micro, given, total))
		}
		if r.PlanSoFar.K.Known && !planMade(r) {
			p.cutCell(i, "renstra_cum_k", r.PlanSoFar.K, planCutFrom(r))
		}
	})
}

func (p *probe) cutCell(i int, name string, printed quantity.Quantity, from *int64) {
	if from != nil {
		p.flag(i, name, plain(printed.Micro), plain(*from), number(printed), number(quantity.Of(*from)), column(name))
	}
}

// planParts are what the plan's output so far can come from: until last year,
// this year, or both together.
func planParts(r *e81.Row) []int64 {
	list := []quantity.Quantity{r.PlanBefore.K, r.Real.K}
	given, total, ok := known(list)
	if !ok {
		return nil
	}
	return append(given, total)
}

func planMade(r *e81.Row) bool {
	parts := planParts(r)
	if len(parts) == 0 {
		return r.PlanSoFar.K.Micro == 0
	}
	for _, part := range parts {
		if r.PlanSoFar.K.Micro == part {
			return true
		}
	}
	return false
}

func planCutFrom(r *e81.Row) *int64 {
	for _, part := range planParts(r) {
		if broken(part) && cut(part) == r.PlanSoFar.K.Micro {
			return &part
		}
	}
	return nil
}

// planOutputNotPreviousPlusYear: the plan's output so far is neither what was
// reached before, nor this year's, nor both together, with or without decimals.
func planOutputNotPreviousPlusYear(p *probe) {
	p.each(func(i int, r *e81.Row) {
		if r.PlanSoFar.K.Known && !planMade(r) && planCutFrom(r) == nil {
			p.flag(i, "renstra_cum_k", plain(r.PlanSoFar.K.Micro), "", number(r.PlanSoFar.K), number(r.PlanBefore.K), number(r.Real.K))
		}
	})
}

// percentsAdded: quarterly percentages up to 100 were added to one above 100.
func percentsAdded(p *probe) {
	p.each(func(i int, r *e81.Row) {
		given, total, ok := known(quartersSoFar(r))
		if !ok || !p.rule.isUnit("percent_units", r.Unit) || !r.Real.K.Known || r.Real.K.Micro <= 100*quantity.One {
			return
		}
		largest := int64(0)
		for _, g := range given {
			if g < 0 || g > 100*quantity.One {
				return
			}
			largest = max(largest, g)
		}
		if closer(r.Real.K.Micro, total, 1) {
			p.flag(i, "real_k", plain(r.Real.K.Micro), "", percentage(r.Real.K), percentage(quantity.Of(largest)))
		}
	})
}

// fractionOfACount: half a person, 1.782 documents. The first such cell of the
// row gets the flag; often a thousands point was read as a decimal point.
func fractionOfACount(p *probe) {
	p.each(func(i int, r *e81.Row) {
		if !p.rule.isUnit("counted_units", r.Unit) {
			return
		}
		for _, c := range outputCells(r) {
			if !c.quantity.Known || !broken(c.quantity.Micro) {
				continue
			}
			f := p.flag(i, c.column, plain(c.quantity.Micro), "", number(c.quantity), words(r.Unit), column(c.column))
			if thousandsPoint(c.quantity) {
				would := c.quantity.Micro * 1000
				f.Expected = plain(would)
				f.Suspect = &Suspicion{c.column, 0, plain(c.quantity.Micro), plain(would)}
			}
			return
		}
	})
}

// thousandsPoint: exactly three decimals and at most three digits before them,
// as in 1.782, which in Indonesian is one thousand and more.
func thousandsPoint(q quantity.Quantity) bool {
	return q.Micro > quantity.One && q.Micro < 1000*quantity.One && len(q.Text) >= 5 && q.Text[len(q.Text)-4] == '.'
}

// budgetWithoutTarget: a sub-activity has money but no target to measure it by.
func budgetWithoutTarget(p *probe) {
	p.eachLeaf(func(i int, r *e81.Row) {
		if b := r.Target.Rp; b.Known && b.Rupiah > 0 && r.Target.K.Micro == 0 {
			p.flag(i, "target_k", known0(r.Target.K), "", rupiah(b.Rupiah))
		}
	})
}

// known0 is the text of a quantity, "" when it is not given.
func known0(q quantity.Quantity) string {
	if !q.Known {
		return ""
	}
	return plain(q.Micro)
}
