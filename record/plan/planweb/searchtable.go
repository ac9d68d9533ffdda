package planweb

import (
	"alun/ground/web/parts"
	"alun/record/plan"
)

func (p searchPage) pager() parts.Pages {
	g := parts.Pages{From: int64(p.from) + 1, To: int64(p.from + len(p.found)), Total: int64(p.total())}
	if p.from > 0 {
		g.Prev = p.href(p.asked, p.view.Quarter.Year, max(0, p.from-perPage))
	}
	if p.from+len(p.found) < p.total() {
		g.Next = p.href(p.asked, p.view.Quarter.Year, p.from+perPage)
	}
	return g
}

func (p searchPage) table() parts.Table {
	t := parts.Table{Caption: p.T("plan.search_caption"), Cards: true, Halves: true, Columns: []parts.Column{{Label: p.T("plan.row"), Full: true},
		{Label: p.T("plan.target"), Number: true}, {Label: p.T("plan.reported_short"), Number: true},
		{Label: p.T("plan.budget"), Number: true}, {Label: p.T("plan.spending"), Number: true}}}
	for _, f := range p.found {
		name := parts.Cell{Code: stops(f.Short, levelWord(p.Lang, f.Level)+" "+f.Code), Text: plan.Calm(f.Name), Lang: foreign(p.Lang), Href: p.nodeHref(f.Slug, f.Code), Note: p.foundIn(f)}
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{name, amountCell(p.Lang, f.Target.K, f.Unit),
			amountCell(p.Lang, f.Real.K, f.Unit), {Text: short(p.Lang, f.Target.Rp)}, {Text: short(p.Lang, f.Real.Rp)}}})
	}
	return t
}
