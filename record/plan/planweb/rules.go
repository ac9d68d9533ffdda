package planweb

import (
	"alun/ground/db"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/plan/check"
)

// rulesPage explains every rule.
type rulesPage struct {
	lang.Lang
	r     *web.Request
	rules []check.Rule
}

func (d Desk) rules(_ *db.Tx, r *web.Request) (web.Reply, error) {
	p := rulesPage{r.Lang, r, d.Rules.All()}
	return web.Reply{Page: &web.Page{Title: r.Lang.T("plan.rules_title"), Nav: "catatan", Body: rulesBody(p)}}, nil
}

func (p rulesPage) crumbs() []parts.Link {
	return []parts.Link{{Label: p.T("plan.cases_title"), Href: p.r.Href("/catatan")}, {Label: p.T("plan.rules_title")}}
}

// of lists the rules of one kind.
func (p rulesPage) of(kind string) []check.Rule {
	var out []check.Rule
	for _, r := range p.rules {
		if string(r.Kind) == kind {
			out = append(out, r)
		}
	}
	return out
}

func (p rulesPage) head(kind string) parts.Head {
	return parts.Head{ID: kind, Title: p.T("plan.rules_"+kind, len(p.of(kind))), Lead: p.T("plan.rules_" + kind + "_lead")}
}

func (p rulesPage) table(kind string) parts.Table {
	t := parts.Table{Caption: p.T("plan.kind_" + kind), Cards: true, Columns: []parts.Column{{Label: p.T("plan.rule"), Full: true}, {Label: p.T("plan.reason"), Full: true}}}
	for _, r := range p.of(kind) {
		t.Rows = append(t.Rows, parts.Row{ID: r.ID, Cells: []parts.Cell{
			{Text: p.T(r.Name()), Href: p.r.Href("/catatan?aturan=" + r.ID)}, {Text: p.T(r.Why())}}})
	}
	return t
}
