package planweb

import (
	"net/url"
	"slices"
	"strconv"

	"alun/ground/db"
	"alun/ground/fault"
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

// kinds are the kinds of notes, the strongest first.
var kinds = []string{"fault", "question", "watch"}

func (d Desk) cases(tx *db.Tx, r *web.Request) (web.Reply, error) {
	format, err := wanted(r)
	if err != nil {
		return web.Reply{}, err
	}
	p := casesPage{code: d.Code, rules: d.Rules}
	if err := p.read(tx, r); err != nil {
		return web.Reply{}, err
	}
	if format != "" {
		return p.file(tx, format)
	}
	return web.Reply{Page: &web.Page{Title: p.T("plan.cases_title"), Nav: "catatan", Body: casesBody(p)}}, nil
}

func (p *casesPage) read(tx *db.Tx, r *web.Request) (err error) {
	if p.at, err = here(tx, r, plan.View{}); err != nil {
		return err
	}
	if p.reports, err = plan.Reports(tx); err != nil {
		return err
	}
	if len(p.reports) > 0 {
		if p.offices, err = plan.OPDs(tx, p.reports[0].Quarter.Year); err != nil {
			return err
		}
		p.offices = byShort(p.offices)
	}
	if err = p.readFilter(r); err != nil {
		return err
	}
	p.cases, err = plan.Cases(tx, p.filter)
	return err
}

// readFilter takes what the address narrows by; what is no choice is refused.
func (p *casesPage) readFilter(r *web.Request) (err error) {
	var slugs, rules []string
	for _, o := range p.offices {
		slugs = append(slugs, o.Slug)
	}
	for _, x := range p.rules.All() {
		rules = append(rules, x.ID)
	}
	if p.from, err = number(r, "dari"); err != nil {
		return err
	}
	if p.filter.Year, err = number(r, "tahun"); err != nil {
		return err
	}
	if p.filter.Year > 0 && p.newest[p.filter.Year].ID == 0 {
		return fault.New(fault.NotFound, "plan.no_report", strconv.Itoa(p.filter.Year))
	}
	if p.filter.Kind, err = choice(r, "jenis", kinds...); err != nil {
		return err
	}
	if p.filter.Slug, err = choice(r, "opd", slugs...); err != nil {
		return err
	}
	p.filter.Rule, err = choice(r, "aturan", rules...)
	return err
}

// file is the notes of the list, with what was said to them.
func (p casesPage) file(tx *db.Tx, format string) (web.Reply, error) {
	notes, err := p.notesOf(tx)
	if err != nil {
		return web.Reply{}, err
	}
	said, err := plan.AllAnswers(tx)
	return tableFile(format, "catatan", notesTable(notes, func(n plan.Note) []plan.Answer { return said[n.Report][n.Place()] })), err
}

// notesOf reads the notes of the cases that the page lists: a file holds what
// the filter leaves.
func (p casesPage) notesOf(tx *db.Tx) ([]plan.Note, error) {
	all, err := plan.AllNotes(tx)
	type place struct {
		report db.ID
		key    string
	}
	shown := map[place]bool{}
	for _, c := range p.cases {
		shown[place{c.View.ID, c.Key}] = true
	}
	return slices.DeleteFunc(all, func(n plan.Note) bool { return !shown[place{n.Report, n.Case}] }), err
}

func (p casesPage) shown() []plan.Case {
	shown, _ := page(p.cases, p.from, casesPerPage)
	return shown
}

// found says how much the list holds; of one office's notes nothing is counted.
func (p casesPage) found() string {
	if i := slices.IndexFunc(p.offices, func(o plan.OPD) bool { return o.Slug == p.filter.Slug }); i >= 0 {
		return p.T("plan.cases_of", p.offices[i].Short)
	}
	n := 0
	for _, c := range p.cases {
		n += c.Flags
	}
	return p.T("plan.cases_found", len(p.cases), n)
}

// query is the address of this list with one choice changed, from a case on.
func (p casesPage) query(change, value string, from int) string {
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
	if q.Del(change); value != "" {
		q.Set(change, value)
	}
	if len(q) == 0 {
		return p.r.Href("/catatan")
	}
	return p.r.Href("/catatan?" + q.Encode())
}

func (p casesPage) pager() parts.Pages {
	shown, from := page(p.cases, p.from, casesPerPage)
	g := parts.Pages{From: int64(from) + 1, To: int64(from + len(shown)), Total: int64(len(p.cases))}
	if p.filter.Slug != "" {
		g = parts.Pages{} // nothing counts the notes of an office
	}
	if from > 0 {
		g.Prev = p.query("", "", max(0, from-casesPerPage))
	}
	if from+casesPerPage < len(p.cases) {
		g.Next = p.query("", "", from+casesPerPage)
	}
	return g
}

// casePage is one case with its rows.
type casePage struct {
	at
	c     plan.Case
	notes []plan.Note
	said  map[plan.NotePlace][]plan.Answer
}

func (d Desk) oneCase(tx *db.Tx, r *web.Request) (web.Reply, error) {
	format, err := wanted(r)
	if err != nil {
		return web.Reply{}, err
	}
	id, ok := d.ID(r.PathValue("case"))
	c, found, err := plan.CaseByID(tx, id)
	if err != nil {
		return web.Reply{}, err
	}
	if !ok || !found {
		return web.Reply{}, fault.New(fault.NotFound, "plan.no_case")
	}
	p := casePage{c: c}
	if p.at, err = here(tx, r, c.View); err != nil {
		return web.Reply{}, err
	}
	if p.notes, err = plan.CaseNotes(tx, c.View, c.Key); err != nil {
		return web.Reply{}, err
	}
	if p.said, err = plan.AnswersTo(tx, c.View.ID, c.Key); err != nil {
		return web.Reply{}, err
	}
	if format != "" {
		return tableFile(format, "kasus-"+r.PathValue("case"), notesTable(p.notes, func(n plan.Note) []plan.Answer { return p.said[n.Place()] })), nil
	}
	return web.Reply{Page: &web.Page{Title: p.title().Title, Nav: "catatan", Description: p.title().Lead, Body: caseBody(p)}}, nil
}

func (p casePage) title() parts.Title {
	key, args := p.c.Say()
	stamps := []parts.Stamp{stampOf(p.Lang, p.c.Kind, p.c.State)}
	if p.c.State == plan.Unclarified {
		stamps = append(stamps, parts.Stamp{Kind: parts.Plain, Label: p.T("plan.state_unclarified")})
	}
	return parts.Title{Over: stops(p.c.Short, p.view.Quarter.In(p.Tag())), Title: p.T(p.c.NameKey()), Small: true,
		Lead: p.T(key, args...), Stamps: stamps}
}

func (p casePage) crumbs() []parts.Link {
	return []parts.Link{{Label: p.T("plan.cases_title"), Href: p.r.Href("/catatan")}, {Label: p.T(p.c.NameKey())}}
}

// dataNotes are the case's notes, each leading to its row in the plan.
func (p casePage) dataNotes() []parts.DataNote {
	var out []parts.DataNote
	for _, n := range p.notes {
		d := noteOf(p.at, n, p.said)
		d.Link = parts.Link{Label: p.T("plan.to_row", n.Code, plan.Calm(n.Name)), Href: p.nodeHref(n.Slug, n.Code) + "#catatan"}
		out = append(out, d)
	}
	return out
}
