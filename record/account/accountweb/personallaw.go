package accountweb

import (
	"strings"

	"alun/ground/db"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/account"
)

// lawPage tells everybody what personal values are read for, by whom, for how
// long things are kept, and what a person may ask. It reads no table.
type lawShown struct {
	lang.Lang
	r *web.Request
	account.Law
}

func (d Personal) lawPage(_ *db.Tx, r *web.Request) (web.Reply, error) {
	p := lawShown{r.Lang, r, d.Private.Law}
	return web.Reply{Page: &web.Page{Title: p.T("personal.law_title"), Description: p.T("personal.law_lead"), Nav: "privasi", Body: lawBody(p)}}, nil
}

func (p lawShown) purposes() parts.Table {
	t := parts.Table{Caption: p.T("personal.purposes_caption"), Cards: true, Halves: true,
		Columns: []parts.Column{{Label: p.T("personal.purpose")}, {Label: p.T("personal.who_may"), Full: true}, {Label: p.T("personal.basis")}, {Label: p.T("personal.condition")}}}
	a := asking{Lang: p.Lang}
	for _, x := range p.Law.Purposes {
		var who []string
		for _, role := range account.Roles {
			if fields := x.Fields[role]; len(fields) > 0 {
				who = append(who, p.T("personal.role_reads", a.word("personal.role_", string(role)), a.fieldNames(fields)))
			}
		}
		needs := p.T("personal.needs_nothing")
		if x.Needs != "" {
			needs = p.T("personal.needs_" + x.Needs)
		}
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{{Text: a.word("personal.purpose_", x.Code)}, {Text: strings.Join(who, "; ")},
			{Text: p.T("personal.basis_" + x.Basis), Note: p.T("personal.law_cited", x.Article)}, {Text: needs}}})
	}
	return t
}

func (p lawShown) rights() parts.Table {
	t := parts.Table{Caption: p.T("personal.rights_caption"), Cards: true, Halves: true,
		Columns: []parts.Column{{Label: p.T("personal.request")}, {Label: p.T("personal.basis")}, {Label: p.T("personal.due")}}}
	for _, x := range p.Law.Rights {
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{{Text: p.T("personal.kind_" + x.Kind), Note: p.T("personal.kind_" + x.Kind + "_help")},
			{Text: p.T("personal.law_cited", x.Article)}, {Text: p.T("personal.time_"+x.SetBy, x.Hours)}}})
	}
	return t
}

func (p lawShown) retention() parts.Table {
	t := parts.Table{Caption: p.T("personal.retention_caption"), Cards: true, Halves: true,
		Columns: []parts.Column{{Label: p.T("personal.what")}, {Label: p.T("personal.how_long")}, {Label: p.T("personal.why")}}}
	for _, x := range p.Law.Retention {
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{{Text: p.T("personal.keep_" + x.What)}, {Text: p.long(x)}, {Text: p.T("personal.keeps_" + x.Basis)}}})
	}
	return t
}

func (p lawShown) long(x account.Rule) string {
	switch {
	case x.Years > 0:
		return p.T("personal.years", x.Years)
	case x.Days > 0:
		return p.T("personal.days", x.Days)
	}
	return p.T("personal.hours", x.Hours)
}
