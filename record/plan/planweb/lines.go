package planweb

import (
	"alun/ground/db"
	"alun/ground/quantity"
	"alun/ground/web/parts"
	"alun/record/plan"
	"alun/record/plan/e81"
)

// neighbours is what a table of plan rows shows besides the rows.
type neighbours struct {
	slug   string // the office
	here   string // code of this page's own row; may be empty
	counts map[string]int
	odd    map[db.ID]plan.Oddity
}

// lines is a table of plan rows: children or siblings.
func (p nodePage) lines(caption string, list []plan.Brief) parts.Table {
	return linesTable(p.at, caption, list, neighbours{p.office.Slug, p.node.Main().Code, p.counts, p.odd})
}

// linesTable lists rows of the plan. Programmes head their activities where
// both are listed. A phone's card has the share under the budget, and leaves the
// spending to the row's own page.
func linesTable(a at, caption string, list []plan.Brief, n neighbours) parts.Table {
	t := parts.Table{Caption: caption, Cards: true, Columns: []parts.Column{{Label: a.T("plan.row"), Full: true},
		{Label: a.T("plan.target"), Number: true}, {Label: a.T("plan.reported_short"), Number: true},
		{Label: a.T("plan.budget"), Number: true}, {Label: a.T("plan.spending"), Number: true, Desk: true}, {Label: a.T("plan.share"), Number: true, Desk: true}}}
	mixed := false
	for _, l := range list {
		mixed = mixed || l.Level != list[0].Level
	}
	for _, l := range list {
		t.Rows = append(t.Rows, parts.Row{Here: l.Code == n.here, Head: mixed && l.Level == e81.Program, Cells: lineCells(a, l, n)})
	}
	return t
}

func lineCells(a at, l plan.Brief, n neighbours) []parts.Cell {
	name := parts.Cell{Code: l.Code, Text: plan.Calm(l.Name), Lang: foreign(a.Lang)}
	if l.Code != n.here {
		name.Href = a.nodeHref(n.slug, l.Code)
	}
	if count := n.counts[l.Code]; count > 0 {
		name.Part = parts.Cap(a.Lang, parts.Stamp{Kind: parts.Flagged, Label: a.T("plan.n_notes", count)})
	}
	share := plan.SpentShare(l.Real.Rp, l.Target.Rp)
	if odd := n.odd[l.Node]; odd.Budget || odd.Spending {
		share = quantity.Percent{} // the share of an implausible amount says nothing
	}
	budget := parts.Cell{Text: short(a.Lang, l.Target.Rp)}
	if share.Known {
		budget.Part = onPhones(a.T("plan.share_of", percent(a.Lang, share)))
	}
	return []parts.Cell{name, amountCell(a.Lang, l.Target.K, l.Unit), amountCell(a.Lang, l.Real.K, l.Unit),
		budget, {Text: short(a.Lang, l.Real.Rp)}, {Text: percent(a.Lang, share)}}
}

// facts is the row as the report prints it.
func (p nodePage) facts(f plan.Figure) []parts.Fact {
	l := p.Lang
	out := []parts.Fact{
		{Label: l.T("plan.target_year"), Value: amount(l, f.Target.K, f.Unit)},
		{Label: l.T("plan.budget"), Value: rupiah(l, f.Target.Rp), Note: l.T("plan.version_" + p.view.BudgetVersion)},
		{Label: l.T("plan.achievement_output"), Value: asPrinted(l, f.Ach.K)},
		{Label: l.T("plan.achievement_money"), Value: asPrinted(l, f.Ach.Rp)},
	}
	if f.PlanTarget.K.Known || f.PlanTarget.Rp.Known || f.PlanTarget.Rp.Text != "" {
		out = append(out, parts.Fact{Label: l.T("plan.five_year_target"), Value: amount(l, f.PlanTarget.K, f.Unit), Note: rupiah(l, f.PlanTarget.Rp)},
			parts.Fact{Label: l.T("plan.five_year_so_far"), Value: amount(l, f.PlanSoFar.K, f.Unit), Note: rupiah(l, f.PlanSoFar.Rp)})
	}
	for _, i := range p.node.Indicators {
		if i.Seq == f.Seq && i.Direction != "unknown" {
			out = append(out, parts.Fact{Label: l.T("plan.direction"), Value: l.T("plan.direction_" + i.Direction)})
		}
		if i.Seq == f.Seq && i.Aggregation != "unknown" {
			out = append(out, parts.Fact{Label: l.T("plan.aggregation"), Value: l.T("plan.aggregation_" + i.Aggregation)})
		}
	}
	return out
}
