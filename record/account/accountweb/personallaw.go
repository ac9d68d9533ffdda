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
	return web.Reply{Page: &web.Page{Title: p.T("account.personal_law_title"), Description: p.T("account.personal_law_lead"), Nav: "privasi", Body: lawBody(p)}}, nil
}

func (p lawShown) purposes() parts.Table {
	t := parts.Table{Caption: p.T("account.personal_purposes_caption"), Cards: true, Halves: true,
		Columns: []parts.Column{{Label: p.T("account.personal_purpose")}, {Label: p.T("account.personal_who_may"), Full: true}, {Label: p.T("account.personal_basis")}, {Label: p.T("account.personal_condition")}}}
	a := asking{Lang: p.Lang}
	for _, x := range p.Law.Purposes {
		var who []string
		for _, role := range account.Roles {
			if fields := x.Fields[role]; len(fields) > 0 {
				who = append(who, p.T("account.personal_role_reads", a.word("account.personal_role_"+string(role), string(role)), a.fieldNames(fields)))
			}
		}
		needs := p.T("account.personal_needs_nothing")
		if x.Needs != "" {
			needs = p.T("account.personal_needs_" + x.Needs)
		}
		reach := ""
		if x.Reach != account.ReachCity {
			reach = p.T("account.personal_reach_" + x.Reach)
		}
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{{Text: a.word("account.personal_purpose_"+x.Code, x.Code)}, {Text: strings.Join(who, "; ")},
			{Text: p.T("account.personal_basis_" + x.Basis), Note: p.T("account.personal_law_cited", x.Article)}, {Text: needs, Note: reach}}})
	}
	return t
}

func (p lawShown) rights() parts.Table {
	t := parts.Table{Caption: p.T("account.personal_rights_caption"), Cards: true, Halves: true,
		Columns: []parts.Column{{Label: p.T("account.personal_request")}, {Label: p.T("account.personal_basis")}, {Label: p.T("account.personal_due")}}}
	for _, x := range p.Law.Rights {
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{{Text: p.T("account.personal_kind_" + x.Kind), Note: p.T("account.personal_kind_" + x.Kind + "_help")},
			{Text: p.T("account.personal_law_cited", x.Article)}, {Text: p.T("account.personal_time_"+x.SetBy, x.Hours)}}})
	}
	return t
}

func (p lawShown) retention() parts.Table {
	t := parts.Table{Caption: p.T("account.personal_retention_caption"), Cards: true, Halves: true,
		Columns: []parts.Column{{Label: p.T("account.personal_what")}, {Label: p.T("account.personal_how_long")}, {Label: p.T("account.personal_why")}}}
	for _, x := range p.Law.Retention {
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{{Text: p.T("account.personal_keep_" + x.What)}, {Text: p.long(x)}, {Text: p.T("account.personal_keeps_" + x.Basis)}}})
	}
	return t
}

func (p lawShown) long(x account.Rule) string {
	switch {
	case x.Years > 0:
		return p.T("account.personal_years", x.Years)
	case x.Days > 0:
		return p.T("account.personal_days", x.Days)
	}
	return p.T("account.personal_hours", x.Hours)
}
