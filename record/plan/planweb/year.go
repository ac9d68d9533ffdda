package planweb

import (
	"slices"
	"strconv"

	"alun/ground/db"
	"alun/ground/money"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/plan"
)

// reportsPage lists what has been published.
type reportsPage struct {
	r       *web.Request
	reports []plan.Report
}

func (d Desk) reports(tx *db.Tx, r *web.Request) (web.Reply, error) {
	all, err := plan.Reports(tx)
	if err != nil {
		return web.Reply{}, err
	}
	return web.Reply{Page: &web.Page{Title: r.Lang.T("plan.reports_title"), Nav: "renja", Body: reportsBody(reportsPage{r, all})}}, nil
}

func (p reportsPage) table() parts.Table {
	l := p.r.Lang
	t := parts.Table{Caption: l.T("plan.reports_title"), Cards: true, Empty: l.T("plan.reports_none"), Columns: []parts.Column{
		{Label: l.T("plan.report"), Full: true}, {Label: l.T("plan.budget_version")}, {Label: l.T("plan.revision")}}}
	for _, rep := range p.reports {
		year := strconv.Itoa(rep.Quarter.Year)
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{
			{Text: rep.Quarter.In(l.Tag()), Href: p.r.Href("/renja/" + year)},
			{Text: l.T("plan.version_" + rep.BudgetVersion)},
			{Text: strconv.Itoa(rep.Revision), Href: p.r.Href("/renja/" + year + "/revisi/" + strconv.Itoa(rep.Revision) + "?tw=" + strconv.Itoa(rep.Quarter.N))}}})
	}
	return t
}

// yearPage is all offices of one report.
type yearPage struct {
	at
	offices []plan.OPD
	sums    map[db.ID]plan.Sum
	total   plan.Sum

	programs []plan.Line
	odd      map[db.ID]plan.Oddity
}

func (d Desk) year(tx *db.Tx, r *web.Request) (web.Reply, error) {
	v, err := moment(tx, r)
	if err != nil {
		return web.Reply{}, err
	}
	if format := wanted(r); format != "" {
		rows, err := plan.Figures(tx, v)
		return figuresFile(r, format, "renja-"+r.PathValue("year"), rows), err
	}
	p := yearPage{at: here(r, v)}
	if p.offices, p.sums, err = officesIn(tx, v); err != nil {
		return web.Reply{}, err
	}
	p.total = plan.Total(p.sums)
	if p.programs, err = plan.Programs(tx, v); err != nil {
		return web.Reply{}, err
	}
	if p.odd, err = plan.Oddities(tx, v); err != nil {
		return web.Reply{}, err
	}
	return web.Reply{Page: &web.Page{Title: p.title().Title, Nav: "renja", Body: yearBody(p)}}, nil
}

// officesIn lists the offices that a report holds, by printed name.
func officesIn(tx *db.Tx, v plan.View) ([]plan.OPD, map[db.ID]plan.Sum, error) {
	sums, err := plan.Sums(tx, v)
	if err != nil {
		return nil, nil, err
	}
	all, err := plan.OPDs(tx, v.Quarter.Year)
	all = slices.DeleteFunc(all, func(o plan.OPD) bool { _, in := sums[o.ID]; return !in })
	return all, sums, err
}

func (p yearPage) title() parts.Title {
	t := parts.Title{Title: p.T("plan.year_title", strconv.Itoa(p.view.Quarter.Year)),
		Lead: p.T("plan.year_lead", p.view.Quarter, len(p.offices))}
	if !p.view.Current() {
		t.Stamps = append(t.Stamps, parts.Stamp{Label: p.T("plan.old_revision", p.view.Revision)})
	}
	return t
}

func (p yearPage) crumbs() []parts.Link {
	return []parts.Link{{Label: p.T("plan.reports_title"), Href: p.r.Href("/renja")}, {Label: strconv.Itoa(p.view.Quarter.Year)}}
}

func (p yearPage) figures() []parts.Figure {
	return HeadFigures(p.at.Lang, p.view.Quarter, p.total, len(p.offices), p.leftOut())
}

// leftOut counts the offices whose spending is not in the sum.
func (p yearPage) leftOut() int {
	n := 0
	for _, s := range p.sums {
		if s.Base < s.Budget {
			n++
		}
	}
	return n
}

// table lists the offices by name: no ranking.
func (p yearPage) table() parts.Table {
	t := parts.Table{Caption: p.T("plan.offices_caption"), Cards: true, Columns: []parts.Column{{Label: p.T("plan.office"), Full: true},
		{Label: p.T("plan.budget"), Number: true}, {Label: p.T("plan.spending"), Number: true}, {Label: p.T("plan.share"), Number: true},
		{Label: p.T("plan.reached_short"), Number: true}}}
	for _, o := range p.offices {
		s := p.sums[o.ID]
		name := parts.Cell{Text: o.Short, Href: p.officeHref(o.Slug), Note: o.In(p.Tag())}
		spent, share := money.Short{Rupiah: s.Spent, Decimals: 1}.In(p.Tag()), percent(p.Lang, s.Share())
		if s.Base < s.Budget {
			spent, share = p.T("plan.not_counted"), "–"
		}
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{name, {Text: money.Short{Rupiah: s.Budget, Decimals: 1}.In(p.Tag())},
			{Text: spent}, {Text: share}, {Text: p.T("plan.n_of", s.Reached, s.Subs)}}})
	}
	return t
}
