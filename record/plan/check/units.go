package check

import (
	"slices"
	"strings"
	"unicode"

	"alun/ground/quantity"
	"alun/record/plan/e81"
)

// isUnit tells whether a unit is in one of the rule's lists, in any capitals.
func (r Rule) isUnit(list, unit string) bool {
	return slices.ContainsFunc(r.words[list], func(w string) bool { return strings.EqualFold(w, unit) })
}

// mentions tells whether a text holds one of the rule's words.
func (r Rule) mentions(list, text string) bool {
	text = strings.ToLower(text)
	return slices.ContainsFunc(r.words[list], func(w string) bool { return strings.Contains(text, strings.ToLower(w)) })
}

// opens tells whether a text begins with one of the rule's words.
func (r Rule) opens(list, text string) bool {
	first, _, _ := strings.Cut(strings.TrimSpace(text), " ")
	first = strings.TrimFunc(first, func(c rune) bool { return !unicode.IsLetter(c) })
	return r.isUnit(list, first)
}

// unitContradictsIndicator: a percentage with a unit of things, or a number or
// score with a unit of percent.
func unitContradictsIndicator(p *probe) {
	p.each(func(i int, r *e81.Row) {
		if r.Unit == "" || twice(r.Unit) {
			return
		}
		percent := p.rule.isUnit("percent_units", r.Unit)
		mixed := !percent && (strings.Contains(r.Unit, "%") || p.rule.opens("percent_words", r.Unit))
		switch {
		case percent && p.rule.opens("other_words", r.Indicator):
		case !percent && !mixed && p.rule.opens("percent_words", r.Indicator):
		default:
			return
		}
		p.flag(i, "unit", r.Unit, "", words(r.Unit), words(r.Indicator))
	})
}

// unitChanged: the same indicator is counted in another unit than in the
// earlier report. Units that mean the same are listed with the rule.
func unitChanged(p *probe) {
	for _, two := range p.measured {
		then, now := &p.rows[two.then], &p.rows[two.now]
		if then.Unit == "" || now.Unit == "" || p.rule.sameUnit(then.Unit, now.Unit) {
			continue
		}
		p.flag(two.now, "unit", now.Unit, then.Unit, words(now.Unit), words(then.Unit), words(yearText(then))).Others = []int{two.then}
	}
}

// sameUnit tells whether two units mean the same: equal letters, or both in one
// of the rule's lines of the form "siswa = peserta didik".
func (r Rule) sameUnit(a, b string) bool {
	a, b = fold(a), fold(b)
	if a == b {
		return true
	}
	return slices.ContainsFunc(r.words["same_units"], func(line string) bool {
		var has [2]bool
		for unit := range strings.SplitSeq(line, "=") {
			has[0] = has[0] || fold(unit) == a
			has[1] = has[1] || fold(unit) == b
		}
		return has[0] && has[1]
	})
}

// decimalPointLost: a number begins with a zero that says nothing, as in 0058
// where 0.058 was meant. Rows with two figures in a cell have their own rule.
func decimalPointLost(p *probe) {
	p.each(func(i int, r *e81.Row) {
		if twice(r.Unit) {
			return
		}
		for _, c := range outputCells(r) {
			text := strings.TrimPrefix(c.quantity.Text, "-")
			if !c.quantity.Known || len(text) < 2 || text[0] != '0' || text[1] < '0' || text[1] > '9' {
				continue
			}
			f := p.flag(i, c.column, plain(c.quantity.Micro), "", words(c.quantity.Text), column(c.column), words(r.Unit))
			if q, err := quantity.Parse("0." + text[1:]); err == nil && c.quantity.Micro > 0 {
				f.Expected = plain(q.Micro)
				f.Suspect = &Suspicion{c.column, 0, c.quantity.Text, plain(q.Micro)}
				f.Values = append(f.Values, number(q))
			} else {
				f.Values = append(f.Values, words("–"))
			}
		}
	})
}

// twoFiguresInOneCell: the unit says the same twice, so two indicators stand in
// one row of cells and their figures are glued together.
func twoFiguresInOneCell(p *probe) {
	p.each(func(i int, r *e81.Row) {
		if twice(r.Unit) {
			p.flag(i, "unit", r.Unit, "", words(r.Unit), words(r.Indicator))
		}
	})
}

// twice tells whether a text is the same words two times over.
func twice(s string) bool {
	w := strings.Fields(strings.ToLower(s))
	n := len(w) / 2
	return n > 0 && len(w) == 2*n && slices.Equal(w[:n], w[n:])
}

// sharesAdded: the target of the five-year plan is a share or score above 100,
// because the targets of its years were added.
func sharesAdded(p *probe) {
	most := p.rule.Limit("percent") * quantity.One
	p.each(func(i int, r *e81.Row) {
		if t := r.PlanTarget.K; t.Known && t.Micro > most && p.rule.bounded(r) {
			p.flag(i, "renstra_target_k", plain(t.Micro), "", number(t), number(r.Target.K))
		}
	})
}

// bounded tells whether an indicator is a share or a score that ends at 100.
// Growth is not: it may be 300 %.
func (r Rule) bounded(row *e81.Row) bool {
	if r.mentions("growth_words", row.Indicator) || twice(row.Unit) {
		return false
	}
	return r.isUnit("percent_units", row.Unit) && r.opens("percent_words", row.Indicator) || r.mentions("score_words", row.Indicator)
}

// scoreAbove100: a score of this year (satisfaction, accountability) above 100.
func scoreAbove100(p *probe) {
	most := p.rule.Limit("score") * quantity.One
	p.each(func(i int, r *e81.Row) {
		if !p.rule.mentions("score_words", r.Indicator) || twice(r.Unit) {
			return
		}
		for _, c := range outputCells(r) {
			if c.column == "renstra_target_k" {
				return // the plan's columns add years: sharesAdded speaks of them
			}
			if c.quantity.Known && c.quantity.Micro > most {
				p.flag(i, c.column, plain(c.quantity.Micro), "", number(c.quantity), column(c.column))
				return
			}
		}
	})
}
