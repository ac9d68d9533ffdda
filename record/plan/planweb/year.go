package planweb

import (
	"slices"
	"strconv"

	"alun/ground/db"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/plan"
)

// reportsPage lists what has been published.
type reportsPage struct {
	at
	reports []published
}

// published is one report with what it adds up to.
type published struct {
	plan.Report
	total   plan.Sum
	offices int
}

func (d Desk) reports(tx *db.Tx, r *web.Request) (web.Reply, error) {
	p := reportsPage{}
	var err error
	if p.at, err = here(tx, r, plan.View{}); err != nil {
		return web.Reply{}, err
	}
	all, err := plan.Reports(tx)
	if err != nil {
		return web.Reply{}, err
	}
	for _, rep := range all {
		sums, err := plan.Sums(tx, plan.View{Report: rep, Revision: rep.Revision})
		if err != nil {
			return web.Reply{}, err
		}
		p.reports = append(p.reports, published{rep, plan.Total(sums), len(sums)})
	}
	return web.Reply{Page: &web.Page{Title: p.T("plan.reports_title"), Nav: "renja", Body: reportsBody(p)}}, nil
}

func (p reportsPage) table() parts.Table {
	t := parts.Table{Caption: p.T("plan.reports_title"), Cards: true, Halves: true, Columns: []parts.Column{
		{Label: p.T("plan.report"), Full: true}, {Label: p.T("plan.office"), Number: true}, {Label: p.T("plan.budget"), Number: true},
		{Label: p.T("plan.share"), Number: true}, {Label: p.T("plan.budget_version")}, {Label: p.T("plan.revision")}}}
	for _, rep := range p.reports {
		v := plan.View{Report: rep.Report, Revision: rep.Revision}
		year := strconv.Itoa(rep.Quarter.Year)
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{
			{Text: p.T("plan.year_title", year), Note: rep.Quarter.In(p.Tag()), Href: p.path(v) + p.when(v)},
			{Text: lang.Whole(p.Tag(), int64(rep.offices))}, {Text: brief(p.Lang, rep.total.Budget)}, {Text: percent(p.Lang, rep.total.Share())},
			{Text: p.T("plan.version_" + rep.BudgetVersion)},
			{Text: p.T("plan.revision_title", rep.Revision), Href: p.revisionHref(rep.Report, rep.Revision)}}})
	}
	return t
}

// revisionHref is where a revision of a report says what it changed.
func (a at) revisionHref(rep plan.Report, number int) string {
	return a.path(plan.View{Report: rep}, "revisi", strconv.Itoa(number)) + "?tw=" + strconv.Itoa(rep.Quarter.N)
}

// yearPage is all offices of one report.
type yearPage struct {
	at
	offices []plan.OPD
	sums    map[db.ID]plan.Sum
	total   plan.Sum

	programs []plan.Program
	odd      map[db.ID]plan.Oddity
	forms    bool // form E.81 can be had
	signed   signedForm
}

func (d Desk) year(tx *db.Tx, r *web.Request) (web.Reply, error) {
	format, err := wanted(r)
	if err != nil {
		return web.Reply{}, err
	}
	p := yearPage{forms: d.Form != nil}
	if p.at, err = atMoment(tx, r); err != nil {
		return web.Reply{}, err
	}
	if format != "" {
		rows, err := plan.Figures(tx, p.view)
		return figuresFile(r, format, "renja-"+r.PathValue("year"), rows), err
	}
	if err := p.read(tx); err != nil {
		return web.Reply{}, err
	}
	return web.Reply{Page: &web.Page{Title: p.title().Title, Nav: "renja", Description: MoneyFinding(p.Lang, p.view.Quarter, p.total), Body: yearBody(p)}}, nil
}

func (p *yearPage) read(tx *db.Tx) (err error) {
	if p.offices, p.sums, err = officesIn(tx, p.view); err != nil {
		return err
	}
	p.total = plan.Total(p.sums)
	public, _, err := plan.PublicFormOf(tx, p.view, 0)
	if err != nil {
		return err
	}
	p.signed = signedOf(p.r, public)
	if p.programs, err = plan.Programs(tx, p.view); err != nil {
		return err
	}
	p.odd, err = plan.Oddities(tx, p.view)
	return err
}

// officesIn lists the offices that a report holds, by short name.
func officesIn(tx *db.Tx, v plan.View) ([]plan.OPD, map[db.ID]plan.Sum, error) {
	sums, err := plan.Sums(tx, v)
	if err != nil {
		return nil, nil, err
	}
	all, err := plan.OPDs(tx, v.Quarter.Year)
	all = slices.DeleteFunc(all, func(o plan.OPD) bool { _, in := sums[o.ID]; return !in })
	return byShort(all), sums, err
}

func (p yearPage) title() parts.Title {
	t := parts.Title{Title: p.T("plan.year_title", strconv.Itoa(p.view.Quarter.Year)),
		Lead: p.T("plan.year_lead", p.view.Quarter, len(p.offices))}
	if !p.view.Current() {
		t.Stamps = append(t.Stamps, parts.Stamp{Label: p.T("plan.old_revision", p.view.Revision)})
	}
	if p.gathering {
		t.Stamps = append(t.Stamps, parts.Stamp{Label: p.T("plan.gathering")})
	}
	return t
}

func (p yearPage) crumbs() []parts.Link {
	return []parts.Link{{Label: p.T("plan.reports_title"), Href: p.r.Href("/renja")}, {Label: strconv.Itoa(p.view.Quarter.Year)}}
}

func (p yearPage) figures() []parts.Figure {
	return HeadFigures(p.Lang, p.view.Quarter, p.total, len(p.offices), LeftOut(p.sums))
}

// table lists the offices by name: no ranking.
func (p yearPage) table() parts.Table {
	t := parts.Table{Caption: p.T("plan.offices_caption"), Cards: true, Columns: []parts.Column{{Label: p.T("plan.office"), Full: true},
		{Label: p.T("plan.budget"), Number: true}, {Label: p.T("plan.spending"), Number: true, Desk: true}, {Label: p.T("plan.share"), Number: true},
		{Label: p.T("plan.reached_short"), Number: true}}}
	for _, o := range p.offices {
		s := p.sums[o.ID]
		name := parts.Cell{Text: o.Short, Href: p.officeHref(o.Slug), Note: o.In(p.Tag())}
		spent, share := brief(p.Lang, s.Spent), percent(p.Lang, s.Share())
		if s.Base < s.Budget {
			spent, share = p.T("plan.not_counted"), p.T("plan.not_counted")
		}
		t.Rows = append(t.Rows, parts.Row{ID: o.Slug, Cells: []parts.Cell{name, {Text: brief(p.Lang, s.Budget)},
			{Text: spent}, {Text: share}, {Text: p.T("plan.n_of", s.Reached, s.Subs)}}})
	}
	return t
}
