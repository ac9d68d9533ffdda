package planweb

import (
	"net/url"
	"strconv"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/plan"
	"alun/record/plan/check"
)

// casesPage is the cases of the published reports.
type casesPage struct {
	at
	code    func(db.ID) string
	filter  plan.CaseFilter
	cases   []plan.Case
	from    int
	offices []plan.OPD
	reports []plan.Report
	rules   check.Rules
}

// casesPerPage is how many cases a page shows.
const casesPerPage = 30

func (d Desk) cases(tx *db.Tx, r *web.Request) (web.Reply, error) {
	if format := wanted(r); format != "" {
		notes, err := plan.AllNotes(tx)
		return tableFile(format, "catatan", notesTable(notes)), err
	}
	q := r.Values()
	p := casesPage{at: here(r, plan.View{}), code: d.Code, rules: d.Rules, from: number(r, "dari"),
		filter: plan.CaseFilter{Year: number(r, "tahun"), Kind: q.Line("jenis", 20), Slug: q.Line("opd", 60), Rule: q.Line("aturan", 80)}}
	var err error
	if p.reports, err = plan.Reports(tx); err != nil {
		return web.Reply{}, err
	}
	if len(p.reports) > 0 {
		if p.offices, err = plan.OPDs(tx, p.reports[0].Quarter.Year); err != nil {
			return web.Reply{}, err
		}
	}
	if p.cases, err = plan.Cases(tx, p.filter); err != nil {
		return web.Reply{}, err
	}
	return web.Reply{Page: &web.Page{Title: r.Lang.T("plan.cases_title"), Nav: "catatan", Body: casesBody(p)}}, nil
}

func (p casesPage) shown() []plan.Case {
	from := min(p.from, len(p.cases))
	return p.cases[from:min(from+casesPerPage, len(p.cases))]
}

func (p casesPage) notes() int {
	n := 0
	for _, c := range p.cases {
		n += c.Flags
	}
	return n
}

func (p casesPage) query(from int) string {
	q := url.Values{}
	for name, v := range map[string]string{"jenis": p.filter.Kind, "opd": p.filter.Slug, "aturan": p.filter.Rule} {
		if v != "" {
			q.Set(name, v)
		}
	}
	if p.filter.Year > 0 {
		q.Set("tahun", strconv.Itoa(p.filter.Year))
	}
	if from > 0 {
		q.Set("dari", strconv.Itoa(from))
	}
	return p.r.Href("/catatan?" + q.Encode())
}

func (p casesPage) pager() parts.Pages {
	g := parts.Pages{From: int64(p.from) + 1, To: int64(p.from + len(p.shown())), Total: int64(len(p.cases))}
	if p.from > 0 {
		g.Prev = p.query(max(0, p.from-casesPerPage))
	}
	if p.from+casesPerPage < len(p.cases) {
		g.Next = p.query(p.from + casesPerPage)
	}
	return g
}

// narrow is the filter in the address.
func (p casesPage) narrow() parts.Filter {
	f := parts.Filter{ID: "saring", Action: p.r.Href("/catatan"), Clear: p.r.Href("/catatan")}
	years := parts.Group{Name: "tahun", Label: p.T("plan.year"), Kind: parts.One, Open: true}
	for _, rep := range p.reports {
		y := strconv.Itoa(rep.Quarter.Year)
		years.Options = append(years.Options, parts.Facet{Value: y, Label: rep.Quarter.In(p.Tag()), Count: -1, On: p.filter.Year == rep.Quarter.Year})
	}
	kinds := parts.Group{Name: "jenis", Label: p.T("plan.kind"), Kind: parts.One, Open: true}
	for _, k := range []string{"fault", "question", "watch"} {
		kinds.Options = append(kinds.Options, parts.Facet{Value: k, Label: p.T("plan.kind_" + k), Count: -1, On: p.filter.Kind == k})
	}
	offices := parts.Group{Name: "opd", Label: p.T("plan.office"), Kind: parts.One}
	for _, o := range p.offices {
		offices.Options = append(offices.Options, parts.Facet{Value: o.Slug, Label: o.Short, Count: -1, On: p.filter.Slug == o.Slug})
	}
	rules := parts.Group{Name: "aturan", Label: p.T("plan.rule"), Kind: parts.One}
	for _, r := range p.rules.All() {
		rules.Options = append(rules.Options, parts.Facet{Value: r.ID, Label: p.T(r.Name()), Count: -1, On: p.filter.Rule == r.ID})
	}
	f.Groups = []parts.Group{years, kinds, offices, rules}
	return f
}

// casePage is one case with its rows.
type casePage struct {
	at
	c     plan.Case
	notes []plan.Note
}

func (d Desk) oneCase(tx *db.Tx, r *web.Request) (web.Reply, error) {
	id, ok := d.ID(r.PathValue("case"))
	c, found, err := plan.CaseByID(tx, id)
	if err != nil {
		return web.Reply{}, err
	}
	if !ok || !found {
		return web.Reply{}, fault.New(fault.NotFound, "plan.no_case")
	}
	p := casePage{at: here(r, c.View), c: c}
	if p.notes, err = plan.CaseNotes(tx, c.View, c.Key); err != nil {
		return web.Reply{}, err
	}
	if format := wanted(r); format != "" {
		return tableFile(format, "kasus", notesTable(p.notes)), nil
	}
	return web.Reply{Page: &web.Page{Title: p.title().Title, Nav: "catatan", Body: caseBody(p)}}, nil
}

func (p casePage) title() parts.Title {
	key, args := p.c.Say()
	return parts.Title{Over: p.c.Short + " · " + p.view.Quarter.In(p.Tag()), Title: p.T(p.c.NameKey()), Small: true,
		Lead: p.T(key, args...), Stamps: []parts.Stamp{stampOf(p.Lang, p.c.Kind, "unclarified"), {Kind: parts.Plain, Label: p.T("plan.state_unclarified")}}}
}

func (p casePage) crumbs() []parts.Link {
	return []parts.Link{{Label: p.T("plan.cases_title"), Href: p.r.Href("/catatan")}, {Label: p.c.Short}}
}

// dataNotes are the case's notes, each leading to its row in the plan.
func (p casePage) dataNotes() []parts.DataNote {
	var out []parts.DataNote
	for _, n := range p.notes {
		d := noteOf(p.at, n, p.nodeHref(n.Slug, n.Code)+"#catatan")
		d.Text = n.Code + " " + plan.Calm(n.Name) + ". " + d.Text
		out = append(out, d)
	}
	return out
}

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

func (p rulesPage) table() parts.Table {
	t := parts.Table{Caption: p.T("plan.rules_title"), Cards: true, Columns: []parts.Column{{Label: p.T("plan.rule"), Full: true}, {Label: p.T("plan.kind")}, {Label: p.T("plan.reason"), Full: true}}}
	for _, r := range p.rules {
		t.Rows = append(t.Rows, parts.Row{ID: r.ID, Cells: []parts.Cell{
			{Text: p.T(r.Name()), Href: p.r.Href("/catatan?aturan=" + r.ID)},
			{Part: parts.Cap(p.Lang, stampOf(p.Lang, string(r.Kind), "unclarified"))}, {Text: p.T(r.Why())}}})
	}
	return t
}
