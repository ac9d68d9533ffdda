package planweb

import (
	"strconv"

	"alun/ground/db"
	"alun/ground/lang"
	"alun/ground/money"
	"alun/ground/quantity"
	"alun/ground/web/parts"
	"alun/record/plan"
)

// otherYear is what another report prints for this node, with what is odd in it.
type otherYear struct {
	plan.OtherYear
	odd plan.Oddity
}

func (p *nodePage) readYears(tx *db.Tx) error {
	found, err := plan.OtherYears(tx, p.view, p.node.Main())
	if err != nil {
		return err
	}
	for _, o := range found {
		odd, err := plan.OddityOf(tx, o.View, o.Figure.Node)
		if err != nil {
			return err
		}
		p.others = append(p.others, otherYear{o, odd})
	}
	return nil
}

// comparable tells whether two reports stand beside each other: they end at the
// same quarter of different years, and the names agree.
func (p nodePage) comparable(o otherYear) bool { return o.SameName && sameQuarter(p.view, o.View) }

func sameQuarter(a, b plan.View) bool {
	return a.Quarter.N == b.Quarter.N && a.Quarter.Year != b.Quarter.Year
}

// yearsHead is the finding: what was spent in each of the two years.
func (p nodePage) yearsHead(o otherYear) string {
	a, b := p.sides(o)
	from, to := strconv.Itoa(a.view.Quarter.Year), strconv.Itoa(b.view.Quarter.Year)
	if !a.f.Real.Rp.Known || !b.f.Real.Rp.Known || a.odd.Spending || b.odd.Spending {
		return p.T("plan.years_plain", from, to)
	}
	return p.T("plan.years_head", from, short(p.Lang, a.f.Real.Rp), to, short(p.Lang, b.f.Real.Rp))
}

// apart says why another report is not set beside this one.
func (p nodePage) apart(o otherYear) string {
	year := strconv.Itoa(o.View.Quarter.Year)
	if o.SameName {
		return p.T("plan.other_quarter", o.View.Quarter)
	}
	return p.T("plan.other_name", year, o.Figure.Code, plan.Calm(o.Figure.Name))
}

func (p nodePage) otherHref(o otherYear) string {
	return p.path(o.View, p.office.Slug, o.Figure.Code) + p.when(o.View)
}

// side is one year of a comparison.
type side struct {
	view plan.View
	f    plan.Figure
	odd  plan.Oddity
}

// sides gives the earlier year and the later one.
func (p nodePage) sides(o otherYear) (a, b side) {
	a, b = side{o.View, o.Figure, o.odd}, side{p.view, p.node.Main(), p.oddity()}
	if a.view.Quarter.Year > b.view.Quarter.Year {
		a, b = b, a
	}
	return a, b
}

// moneyYears sets budget and spending of two years beside each other.
func (p nodePage) moneyYears(o otherYear) parts.Years {
	a, b := p.sides(o)
	y := p.years("uang", a, b, p.T("plan.years_money"), parts.Money)
	y.Items = []parts.YearPair{
		{Label: p.T("plan.budget"), A: moneyOf(p.Lang, a.f.Target.Rp, a.odd.Budget), B: moneyOf(p.Lang, b.f.Target.Rp, b.odd.Budget)},
		{Label: p.T("plan.spending"), A: moneyOf(p.Lang, a.f.Real.Rp, a.odd.Spending), B: moneyOf(p.Lang, b.f.Real.Rp, b.odd.Spending)},
	}
	return y
}

// outputYears sets target and output beside each other, with the reason why not
// where unit or indicator differ.
func (p nodePage) outputYears(o otherYear) parts.Years {
	a, b := p.sides(o)
	y := p.years("hasil", a, b, p.T("plan.years_output"), parts.Output)
	note := ""
	switch {
	case plan.Fold(a.f.Unit) != plan.Fold(b.f.Unit):
		note = p.T("plan.other_unit")
	case plan.Fold(a.f.Indicator) != plan.Fold(b.f.Indicator):
		note = p.T("plan.other_indicator")
	}
	y.Items = []parts.YearPair{
		{Label: p.T("plan.target"), Note: note, A: outputOf(p.Lang, a.f.Target.K, a.f.Unit), B: outputOf(p.Lang, b.f.Target.K, b.f.Unit)},
		{Label: p.T("plan.reported_short"), Note: note, A: outputOf(p.Lang, a.f.Real.K, a.f.Unit), B: outputOf(p.Lang, b.f.Real.K, b.f.Unit)},
	}
	return y
}

func (p nodePage) years(what string, a, b side, caption string, tone parts.Tone) parts.Years {
	from, to := strconv.Itoa(a.view.Quarter.Year), strconv.Itoa(b.view.Quarter.Year)
	return parts.Years{ID: "tahun-" + what + "-" + from + "-" + to, Caption: caption, Name: caption, A: from, B: to, Tone: tone}
}

func moneyOf(l lang.Lang, m money.Printed, odd bool) parts.YearFigure {
	f := parts.YearFigure{Known: parts.Given, Value: int64(m.Rupiah), Text: short(l, m)}
	switch {
	case !m.Known:
		f.Known = parts.Missing
	case odd:
		f.Known = parts.Implausible
	}
	return f
}

func outputOf(l lang.Lang, q quantity.Quantity, unit string) parts.YearFigure {
	f := parts.YearFigure{Known: parts.Given, Value: q.Micro, Text: amount(l, q, unit)}
	if !q.Known {
		f.Known = parts.Missing
	}
	return f
}

// yearsID is where a comparison stands in the page: tahun, tahun-2 …
func yearsID(i int) string {
	if i == 0 {
		return "tahun"
	}
	return "tahun-" + strconv.Itoa(i+1)
}
