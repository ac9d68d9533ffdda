package planweb

import (
	"net/url"
	"strconv"
	"strings"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/plan"
)

// Limits of a search: lines on a page, lines in a file, letters of a query.
const (
	perPage   = 25
	perFile   = 5000
	longQuery = 200
)

// searchPage is what a search found in one report.
type searchPage struct {
	at
	query  string
	from   int
	found  []plan.Found
	totals []hits // by report, the newest first
}

// hits is how many lines of a report hold the words.
type hits struct {
	plan.View
	n int
}

// search looks in one year's newest report: the newest year, unless ?tahun= asks
// for another.
func (d Desk) search(tx *db.Tx, r *web.Request) (web.Reply, error) {
	format, err := wanted(r)
	if err != nil {
		return web.Reply{}, err
	}
	v := r.Values()
	p := searchPage{query: v.Line("q", longQuery)}
	if v.Err() != nil {
		return web.Reply{}, fault.New(fault.Invalid, "plan.search_long", longQuery)
	}
	if err := p.choose(tx, r); err != nil {
		return web.Reply{}, err
	}
	limit := perPage
	if format != "" {
		limit, p.from = perFile, 0
	}
	if err := p.look(tx, limit); err != nil {
		return web.Reply{}, err
	}
	if format != "" {
		return tableFile(format, "cari", foundTable(p.found)), nil
	}
	return web.Reply{Page: &web.Page{Title: p.title().Title, Nav: "cari", Body: searchBody(p)}, Part: searchResults(p)}, nil
}

// choose takes the report of the year that is asked for, else the newest.
func (p *searchPage) choose(tx *db.Tx, r *web.Request) error {
	year, err := number(r, "tahun")
	if err != nil {
		return err
	}
	if p.from, err = number(r, "dari"); err != nil {
		return err
	}
	all, err := plan.Reports(tx)
	if err != nil {
		return err
	}
	var v plan.View
	for i, rep := range all {
		if year == 0 && i == 0 || rep.Quarter.Year == year && v.ID == 0 {
			v = plan.View{Report: rep, Revision: rep.Revision}
		}
	}
	if year > 0 && v.ID == 0 {
		return fault.New(fault.NotFound, "plan.no_report", strconv.Itoa(year))
	}
	for _, rep := range all {
		p.totals = append(p.totals, hits{plan.View{Report: rep, Revision: rep.Revision}, 0})
	}
	p.at, err = here(tx, r, v)
	return err
}

// look searches the chosen report, and counts in the others.
func (p *searchPage) look(tx *db.Tx, limit int) (err error) {
	for i := range p.totals {
		h := &p.totals[i]
		if p.query == "" {
			continue
		}
		if h.ID != p.view.ID {
			_, h.n, err = plan.Search(tx, h.View, p.query, 1, 0)
		} else if p.found, h.n, err = plan.Search(tx, h.View, p.query, limit, p.from); err == nil && p.from >= h.n {
			p.from = 0
			p.found, h.n, err = plan.Search(tx, h.View, p.query, limit, 0)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// total is how many lines of the chosen report hold the words.
func (p searchPage) total() int {
	for _, h := range p.totals {
		if h.ID == p.view.ID {
			return h.n
		}
	}
	return 0
}

func (p searchPage) title() parts.Title {
	switch {
	case p.query == "":
		return parts.Title{Title: p.T("plan.search_title"), Lead: p.T("plan.search_hint")}
	case p.total() == 0:
		return parts.Title{Title: p.T("plan.search_none", clip(p.query)), Lead: p.view.Quarter.In(p.Tag())}
	}
	return parts.Title{Title: p.T("plan.search_found", p.total(), clip(p.query)), Lead: p.view.Quarter.In(p.Tag())}
}

// SearchBox is the search of the plan, for pages that lead into it.
func SearchBox(r *web.Request, value string) parts.Search {
	return parts.Search{ID: "q", Action: r.Href("/cari"), Name: "q", Label: r.Lang.T("plan.search_label"), Hint: r.Lang.T("plan.search_example"), Value: value, Lead: true}
}

// tries are words to begin with: they stand in many rows. The reports are in
// Indonesian, so the words are in every language.
var tries = strings.Fields("sertifikasi banjir sekolah puskesmas pariwisata pasar sampah")

func (p searchPage) suggestions() []parts.Tag {
	var out []parts.Tag
	for _, word := range tries {
		out = append(out, parts.Tag{Label: word, Href: p.r.Href("/cari?q=" + word)})
	}
	return out
}

// years are the reports to search in.
func (p searchPage) years() []parts.Tag {
	var out []parts.Tag
	for _, h := range p.totals {
		out = append(out, parts.Tag{Label: h.Quarter.In(p.Tag()), Count: lang.Whole(p.Tag(), int64(h.n)),
			On: h.ID == p.view.ID, Href: p.page(0, h.Quarter.Year)})
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
	g := parts.Pages{From: int64(p.from) + 1, To: int64(p.from + len(p.found)), Total: int64(p.total())}
	if p.from > 0 {
		g.Prev = p.page(max(0, p.from-perPage), p.view.Quarter.Year)
	}
	if p.from+len(p.found) < p.total() {
		g.Next = p.page(p.from+perPage, p.view.Quarter.Year)
	}
	return g
}

func (p searchPage) table() parts.Table {
	t := parts.Table{Caption: p.T("plan.search_caption"), Cards: true, Columns: []parts.Column{{Label: p.T("plan.row"), Full: true},
		{Label: p.T("plan.target"), Number: true}, {Label: p.T("plan.reported_short"), Number: true},
		{Label: p.T("plan.budget"), Number: true}, {Label: p.T("plan.spending"), Number: true}}}
	for _, f := range p.found {
		name := parts.Cell{Code: stops(f.Short, levelWord(p.Lang, f.Level)+" "+f.Code), Text: plan.Calm(f.Name), Lang: foreign(p.Lang), Href: p.nodeHref(f.Slug, f.Code)}
		if !f.InName {
			name.Note = p.foundIn(f)
		}
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{name, amountCell(p.Lang, f.Target.K, f.Unit),
			amountCell(p.Lang, f.Real.K, f.Unit), {Text: short(p.Lang, f.Target.Rp)}, {Text: short(p.Lang, f.Real.Rp)}}})
	}
	return t
}

// foundIn shows the text that holds the words where the name does not: the
// indicator or the officer's remark; else nothing, for it is the office.
func (p searchPage) foundIn(f plan.Found) string {
	words := strings.Fields(plan.Fold(p.query))
	for _, text := range []string{f.Indicator, f.Note} {
		for _, w := range words {
			if strings.Contains(plan.Fold(text), w) {
				return text
			}
		}
	}
	return ""
}
