package planweb

import (
	"cmp"
	"slices"

	"alun/ground/db"
	"alun/ground/money"
	"alun/ground/web/parts"
	"alun/record/plan"
)

// tide is the year's money: a column of water for every programme. The order is
// by budget, which the drawing needs; the table below is by name.
func (p yearPage) tide() parts.Tide {
	t := parts.Tide{ID: "pasang", Result: MoneyFinding(p.Lang, p.view.Quarter, p.total),
		Guide: parts.TideGuide{Permille: 250 * p.view.Quarter.N, Label: p.T("plan.tide_guide")},
		Show:  func(n int64) string { return brief(p.Lang, money.Rupiah(n)) },
		More:  parts.Link{Label: p.T("plan.offices_head", len(p.offices)), Href: "#opd"}}
	byOffice := map[db.ID][]plan.Program{}
	for _, l := range p.programs {
		byOffice[l.Office] = append(byOffice[l.Office], l)
	}
	for _, o := range BySize(p.offices, p.sums) {
		t.Groups = append(t.Groups, p.tideGroup(o, byOffice[o.ID]))
	}
	return t
}

func (p yearPage) tideGroup(o plan.OPD, programs []plan.Program) parts.TideGroup {
	g := parts.TideGroup{Label: o.Short, Href: p.officeHref(o.Slug), Known: parts.Given}
	s := p.sums[o.ID]
	if s.Base < s.Budget {
		g.Known, g.Why = parts.Implausible, p.T("plan.tide_why")
		g.Printed = printedShare(s).In(p.Tag())
	}
	for _, l := range programs {
		if p.odd[l.Node].Budget || !l.Budget.Known {
			continue // not to scale: it stands among the notes
		}
		c := parts.TideColumn{Budget: int64(l.Budget.Rupiah), Spent: int64(l.Spent.Or0()), Known: parts.Given}
		if !l.Spent.Known {
			c.Known = parts.Missing
		}
		g.Columns = append(g.Columns, c)
	}
	return g
}

// BySize orders offices by what can be read of their budget.
func BySize(offices []plan.OPD, sums map[db.ID]plan.Sum) []plan.OPD {
	out := slices.Clone(offices)
	slices.SortStableFunc(out, func(a, b plan.OPD) int { return cmp.Compare(sums[b.ID].Budget, sums[a.ID].Budget) })
	return out
}
