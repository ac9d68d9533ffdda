package planweb

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/find"
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

// tooLong is the sentence that refuses more letters than longQuery.
const tooLong = "plan.search_long"

// searchPage is what a search found in one report.
type searchPage struct {
	at
	finder  *plan.Finder
	asked   plan.Query  // as typed, also what is refused
	year    int         // asked for; 0: the newest
	from    int         // the first line shown, from 0
	reports []plan.View // the newest first
	hits    plan.Hits   // in all reports
	found   []plan.Found
	own     int          // how many of the report's lines hold the words themselves
	used    []find.Used  // how each word was taken
	shops   int          // businesses that the same words find
	wrong   *fault.Fault // why nothing was looked for, or nil
}

// search looks in one year's newest report: the newest year, unless ?tahun= asks
// for another; ?opd= and ?tingkat= narrow it. What cannot be looked for is told
// above the form, which keeps what was typed.
func (d Desk) search(tx *db.Tx, r *web.Request) (web.Reply, error) {
	format, err := wanted(r)
	if err != nil {
		return web.Reply{}, err
	}
	p, err := d.readSearch(tx, r)
	if err != nil {
		return web.Reply{}, err
	}
	switch {
	case format == "":
		if err = p.look(tx, perPage); err == nil {
			err = d.askShops(tx, &p)
		}
		return web.Reply{Status: p.status(), Part: searchResults(p),
			Page: &web.Page{Title: p.title().Title, Nav: "cari", Body: searchBody(p)}}, err
	case p.wrong != nil:
		return web.Reply{}, p.wrong
	}
	p.from = 0
	err = p.look(tx, perFile)
	return tableFile(format, "cari", foundTable(p.found)), err
}

// readSearch reads the address and counts what it asks for in every report.
func (d Desk) readSearch(tx *db.Tx, r *web.Request) (p searchPage, err error) {
	p.finder = d.Finder
	p.readAsked(r)
	if err = p.choose(tx, r); err != nil {
		return p, err
	}
	words := p.asked.Words
	if p.wrong != nil {
		words = "" // too long to be held against every line
	}
	if p.hits, err = d.Finder.Ask(tx, words); err == nil && p.wrong == nil {
		p.wrong = p.unknown()
	}
	return p, err
}

// readAsked takes what the address asks for as it stands there.
func (p *searchPage) readAsked(r *web.Request) {
	v := r.Values()
	p.asked = plan.Query{Words: v.Line("q", longQuery), Slug: v.Line("opd", longQuery), Level: v.Line("tingkat", longQuery)}
	var err, err2 error
	p.year, err = number(r, "tahun")
	p.from, err2 = number(r, "dari")
	switch _, long := fault.Of(v.Err()).Field("q"); {
	case long:
		p.wrong = fault.New(fault.Invalid, tooLong, longQuery)
	case err != nil:
		p.wrong = fault.Of(err)
	case err2 != nil:
		p.wrong = fault.Of(err2)
	}
}

// choose takes the report of the year that is asked for, else the newest.
func (p *searchPage) choose(tx *db.Tx, r *web.Request) error {
	all, err := plan.Reports(tx)
	if err != nil {
		return err
	}
	var v plan.View
	for _, rep := range all {
		p.reports = append(p.reports, plan.View{Report: rep, Revision: rep.Revision})
		if rep.Quarter.Year == p.year && v.ID == 0 {
			v = p.reports[len(p.reports)-1]
		}
	}
	if p.year > 0 && v.ID == 0 && p.wrong == nil {
		p.wrong = fault.New(fault.NotFound, "plan.no_report", strconv.Itoa(p.year))
	}
	if v.ID == 0 && len(p.reports) > 0 {
		p.year, v = 0, p.reports[0]
	}
	p.at, err = here(tx, r, v)
	return err
}

// unknown tells of filters that name nothing. An office of another year's report
// is no mistake: it finds nothing here, and the page says where it does.
func (p searchPage) unknown() *fault.Fault {
	f := fault.New(fault.Invalid, "plan.search_check")
	if p.asked.Slug != "" && p.officeShort(p.asked.Slug) == "" {
		f.At("opd", "plan.search_no_office", clip(p.asked.Slug))
	}
	if p.asked.Level != "" && p.levelLabel(p.asked.Level) == "" {
		f.At("tingkat", "plan.search_no_level", clip(p.asked.Level))
	}
	if len(f.Fields) == 0 {
		return nil
	}
	return f
}

// look reads the lines to show. A line behind the end shows the beginning.
func (p *searchPage) look(tx *db.Tx, limit int) (err error) {
	total := p.total()
	if p.from >= total {
		p.from = 0
	}
	if total > 0 {
		p.found, p.used, err = p.hits.Lines(tx, p.view, p.asked, limit, p.from)
	}
	if err == nil && len(p.found) > 0 {
		p.own, err = p.hits.Own(tx, p.view, p.asked)
	}
	return err
}

// askShops asks how many businesses the same words find: who types a ware means a shop
// rather than a row of the plan.
func (d Desk) askShops(tx *db.Tx, p *searchPage) (err error) {
	if words := strings.TrimSpace(p.asked.Words); d.Shops != nil && words != "" && (p.wrong == nil || p.wrong.Key != tooLong) {
		p.shops, err = d.Shops(tx, words)
	}
	return err
}

// shopsLink leads to the businesses with the same words.
func (p searchPage) shopsLink() parts.Link {
	words := strings.TrimSpace(p.asked.Words)
	return parts.Link{Label: p.T("plan.search_shops", p.shops, clip(words)), Href: p.r.Href("/usaha?" + url.Values{"q": {words}}.Encode()), Icon: parts.IconArrow}
}

// total is how many lines of the chosen report are asked for.
func (p searchPage) total() int {
	if p.wrong != nil || p.asked.Empty() {
		return 0
	}
	return p.hits.Of(p.view.ID, p.asked)
}

func (p searchPage) status() int {
	switch {
	case p.wrong == nil:
		return http.StatusOK
	case p.wrong.Kind == fault.NotFound:
		return http.StatusNotFound
	}
	return http.StatusUnprocessableEntity
}

func (p searchPage) title() parts.Title {
	words, n := strings.TrimSpace(p.asked.Words), p.total()
	switch {
	case p.wrong != nil || p.asked.Empty():
		return parts.Title{Title: p.T("plan.search_title"), Lead: p.T("plan.search_hint")}
	case n == 0 && words == "":
		return parts.Title{Title: p.T("plan.search_none_rows"), Lead: p.lead()}
	case n == 0:
		return parts.Title{Title: p.T("plan.search_none", clip(words)), Lead: p.lead()}
	case words == "":
		return parts.Title{Title: p.T("plan.search_rows", n), Lead: p.lead()}
	case p.own == 0:
		return parts.Title{Title: p.T("plan.search_none_own", clip(words)), Lead: p.lead()}
	case p.own < n:
		return parts.Title{Title: p.T("plan.search_for", n, clip(words)), Lead: p.lead()}
	}
	return parts.Title{Title: p.T("plan.search_found", n, clip(words)), Lead: p.lead()}
}

// lead says where was looked, and for what else than was typed.
func (p searchPage) lead() string {
	var out []string
	if said := p.corrected(); said != "" {
		out = append(out, said)
	}
	if said := p.ownAndAlike(); said != "" {
		out = append(out, said)
	}
	if len(out) == 0 {
		return p.where()
	}
	return p.where() + ". " + strings.Join(out, " ")
}

// ownAndAlike says how many lines hold the words and how many only such as mean the same,
// with those that stand on this page.
func (p searchPage) ownAndAlike() string {
	n, alike := p.total(), p.alike()
	switch {
	case len(p.found) == 0 || p.own == n || strings.TrimSpace(p.asked.Words) == "":
		return ""
	case p.own == 0 && alike == "":
		return p.T("plan.search_alike_bare", n)
	case p.own == 0:
		return p.T("plan.search_alike", n, alike)
	case alike == "":
		return p.T("plan.search_own_bare", p.own, n-p.own)
	}
	return p.T("plan.search_own", p.own, n-p.own, alike)
}

// mostAlike is how many words of the same meaning are said.
const mostAlike = 4

// alike are the words that the lines on this page hold in the place of those typed.
func (p searchPage) alike() string {
	var texts []string
	for _, f := range p.found {
		texts = append(texts, f.Name, f.Indicator, f.Note, f.Short)
	}
	return strings.Join(p.finder.Said(texts, p.used, mostAlike), ", ")
}

// where is the report and what it is narrowed to: also on paper, where no chip is.
func (p searchPage) where() string {
	out := p.view.Quarter.In(p.Tag())
	for _, label := range []string{p.officeShort(p.asked.Slug), p.levelLabel(p.asked.Level)} {
		if label != "" {
			out = stops(out, label)
		}
	}
	return out
}

// foundIn shows the text that holds the words where the name holds none: the
// indicator or the officer's remark; else nothing, for it is the office.
func (p searchPage) foundIn(f plan.Found) string {
	if p.finder.Holds(f.Name, p.used) {
		return ""
	}
	for _, text := range []string{f.Indicator, f.Note} {
		if p.finder.Holds(text, p.used) {
			return text
		}
	}
	return ""
}

// corrected lists the words that stand nowhere, with those that were looked for
// in their place.
func (p searchPage) corrected() string {
	var out []string
	for _, u := range p.used {
		if u.How == find.Corrected {
			out = append(out, p.T("plan.search_corrected", clip(u.Typed), strings.Join(u.As, ", ")))
		}
	}
	return strings.Join(out, " ")
}

// SearchBox is the search of the plan, for pages that lead into it.
func SearchBox(r *web.Request, value string) parts.Search {
	return parts.Search{ID: "q", Action: r.Href("/cari"), Name: "q", Label: r.Lang.T("plan.search_label"), Hint: r.Lang.T("plan.search_example"), Value: value, Lead: true}
}
