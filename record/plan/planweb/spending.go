package planweb

import (
	"strings"

	"alun/ground/money"
	"alun/ground/quantity"
	"alun/ground/web/parts"
	"alun/record/plan"
	"alun/record/plan/check"
	"alun/record/plan/e81"
)

// oddity tells which money of this row is suspected to be a factor too large.
func (p nodePage) oddity() plan.Oddity { return p.odd[p.node.ID] }

// hasMoney tells whether the report names any money for this row.
func (p nodePage) hasMoney() bool {
	m := p.node.Main()
	return m.Target.Rp.Known || m.Real.Rp.Known || m.Target.Rp.Text != "" || m.Real.Rp.Text != ""
}

func (p nodePage) moneyHead() string {
	m := p.node.Main()
	switch o := p.oddity(); {
	case !p.hasMoney():
		return p.T("plan.money_none")
	case o.Budget || o.Spending:
		return p.T("plan.money_odd", short(p.Lang, m.Real.Rp), short(p.Lang, m.Target.Rp))
	}
	return p.T("plan.money_head", short(p.Lang, m.Real.Rp), short(p.Lang, m.Target.Rp))
}

func (p nodePage) moneyLead() string {
	m := p.node.Main()
	switch o := p.oddity(); {
	case !p.hasMoney() && len(p.node.Children) > 0:
		return p.T("plan.money_below")
	case !p.hasMoney():
		return ""
	case o.Budget || o.Spending:
		lead := p.T("plan.money_odd_lead")
		for _, said := range p.wouldBe() {
			lead = p.T("plan.two", lead, said)
		}
		return lead
	case p.oneOf(m):
		each := money.Rupiah(int64(m.Real.Rp.Rupiah) * quantity.One / m.Real.K.Micro)
		return p.T("plan.money_each", each, calmUnit(m.Unit))
	}
	return ""
}

// wouldBe says what the doubted money would be if the suspected factor were
// undone, one sentence a column.
func (p nodePage) wouldBe() []string {
	var out []string
	told := map[string]bool{}
	for _, n := range p.notes {
		if n.Suspect != nil && n.Suspect.Factor > 0 && strings.HasSuffix(n.Suspect.Column, "_rp") && !told[n.Suspect.Column] {
			told[n.Suspect.Column] = true
			key, args, _ := check.Flag{Suspect: n.Suspect}.WouldBe()
			out = append(out, p.T(key, args...))
		}
	}
	return out
}

// oneOf tells whether money per unit of output means something: counted things,
// whole, and neither side in doubt.
func (p nodePage) oneOf(m plan.Figure) bool {
	return m.Level == e81.Subkegiatan && p.posts(m) != nil && m.Real.K.Micro > 0 && m.Real.Rp.Known &&
		m.Real.Rp.Rupiah > 0 && m.Real.Rp.Rupiah < 1_000_000_000_000 && p.noted() == 0
}

// moneyFigures are budget, spending and the share of it.
func (p nodePage) moneyFigures() []headFigure {
	m, o := p.node.Main(), p.oddity()
	out := []headFigure{
		p.doubt(p.moneyFigure(m.Target.Rp, p.T("plan.budget_year")), o.Budget || p.doubted(0, "budget_rp")),
		p.doubt(p.moneyFigure(m.Real.Rp, p.T("plan.spent_so_far")), o.Spending || p.doubted(0, "real_rp")),
	}
	if share := plan.SpentShare(m.Real.Rp, m.Target.Rp); share.Known && !o.Budget && !o.Spending {
		out = append(out, headFigure{parts.Figure{Value: percent(p.Lang, share), Caption: p.T("plan.of_budget")}, false})
	}
	return out
}

// moneyFigure writes an amount large, and in full below.
func (p nodePage) moneyFigure(m money.Printed, caption string) parts.Figure {
	f := parts.Figure{Value: rupiah(p.Lang, m), Caption: caption}
	if m.Known {
		f.Value, f.Word = money.Short{Rupiah: m.Rupiah, Decimals: 1}.Parts(p.Tag())
		f.Tone = parts.Money
		if m.Rupiah != 0 {
			f.Note = m.Rupiah.In(p.Tag())
		}
	}
	return f
}
