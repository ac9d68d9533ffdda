package planweb

import (
	"net/url"
	"strconv"

	"alun/ground/db"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/plan"
)

// perPage is how many lines a search shows at once.
const perPage = 25

// searchPage is what a search found in one report.
type searchPage struct {
	at
	query   string
	from    int
	total   int
	found   []plan.Found
	reports []plan.Report
}

// search looks in one year's newest report: the newest year, unless ?tahun= asks
// for another.
func (d Desk) search(tx *db.Tx, r *web.Request) (web.Reply, error) {
	p := searchPage{at: here(r, plan.View{}), query: r.Values().Line("q", 200), from: number(r, "dari")}
	var err error
	if p.reports, err = plan.Reports(tx); err != nil {
		return web.Reply{}, err
	}
	p.choose(number(r, "tahun"))
	if p.view.ID != 0 && p.query != "" {
		limit, from := perPage, p.from
		if wanted(r) != "" {
			limit, from = 5000, 0
		}
		if p.found, p.total, err = plan.Search(tx, p.view, p.query, limit, from); err != nil {
			return web.Reply{}, err
		}
	}
	if format := wanted(r); format != "" {
		return tableFile(format, "cari", foundTable(p.found)), nil
	}
	return web.Reply{Page: &web.Page{Title: p.title().Title, Nav: "renja", Body: searchBody(p)}, Part: searchResults(p)}, nil
}

// choose takes the report of a year, else the newest.
func (p *searchPage) choose(year int) {
	for i, rep := range p.reports {
		if i == 0 || rep.Quarter.Year == year {
			p.view = plan.View{Report: rep, Revision: rep.Revision}
		}
		if rep.Quarter.Year == year {
			return
		}
	}
}

func (p searchPage) title() parts.Title {
	if p.query == "" {
		return parts.Title{Title: p.T("plan.search_title"), Lead: p.T("plan.search_hint")}
	}
	return parts.Title{Title: p.T("plan.search_found", p.total, p.query), Lead: p.view.Quarter.In(p.Tag())}
}

func (p searchPage) box() parts.Search {
	return parts.Search{ID: "q", Action: p.r.Href("/cari"), Name: "q", Label: p.T("plan.search_label"), Hint: p.T("plan.search_example"), Value: p.query, Lead: true}
}

// years are the reports to search in.
func (p searchPage) years() []parts.Tag {
	var out []parts.Tag
	for _, rep := range p.reports {
		out = append(out, parts.Tag{Label: rep.Quarter.In(p.Tag()), On: rep.ID == p.view.ID, Href: p.page(0, rep.Quarter.Year)})
	}
	return out
}

// page is the address of this search from a line on.
func (p searchPage) page(from, year int) string {
	q := url.Values{"q": {p.query}, "tahun": {strconv.Itoa(year)}}
	if from > 0 {
		q.Set("dari", strconv.Itoa(from))
	}
	return p.r.Href("/cari?" + q.Encode())
}

func (p searchPage) pager() parts.Pages {
	g := parts.Pages{From: int64(p.from) + 1, To: int64(p.from + len(p.found)), Total: int64(p.total)}
	if p.from > 0 {
		g.Prev = p.page(max(0, p.from-perPage), p.view.Quarter.Year)
	}
	if p.from+len(p.found) < p.total {
		g.Next = p.page(p.from+perPage, p.view.Quarter.Year)
	}
	return g
}

func (p searchPage) table() parts.Table {
	t := parts.Table{Caption: p.T("plan.search_caption"), Cards: true, Columns: []parts.Column{{Label: p.T("plan.row"), Full: true},
		{Label: p.T("plan.office")}, {Label: p.T("plan.reported_short"), Number: true}, {Label: p.T("plan.target"), Number: true},
		{Label: p.T("plan.spending"), Number: true}, {Label: p.T("plan.budget"), Number: true}}}
	for _, f := range p.found {
		name := parts.Cell{Code: f.Code, Text: plan.Calm(f.Name), Href: p.nodeHref(f.Slug, f.Code)}
		if !f.InName {
			name.Note = firstNotEmpty(f.Note, f.Indicator)
		}
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{name, {Text: f.Short}, {Text: amount(p.Lang, f.Real.K, f.Unit)},
			{Text: amount(p.Lang, f.Target.K, f.Unit)}, {Text: short(p.Lang, f.Real.Rp)}, {Text: short(p.Lang, f.Target.Rp)}}})
	}
	return t
}

func firstNotEmpty(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
