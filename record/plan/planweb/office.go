package planweb

import (
	"slices"
	"strconv"
	"strings"

	"alun/ground/db"
	"alun/ground/money"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/plan"
	"alun/record/plan/e81"
)

// officePage is one office's plan.
type officePage struct {
	at
	office plan.OPD
	lines  []plan.Brief // sasaran to kegiatan
	counts map[string]int
	odd    map[db.ID]plan.Oddity
	sum    plan.Sum
	years  []officeYears
	cases  []plan.Case
	code   func(db.ID) string
	forms  bool // form E.81 can be had
	signed signedForm
}

func (d Desk) office(tx *db.Tx, r *web.Request) (web.Reply, error) {
	format, err := wanted(r)
	if err != nil {
		return web.Reply{}, err
	}
	p := officePage{code: d.Code, forms: d.Form != nil}
	if p.at, err = atMoment(tx, r); err != nil {
		return web.Reply{}, err
	}
	if p.office, err = officeAt(tx, r, p.view); err != nil {
		return web.Reply{}, err
	}
	if format != "" {
		rows, err := plan.OfficeFigures(tx, p.view, p.office.ID)
		return figuresFile(r, format, "renja-"+r.PathValue("year")+"-"+p.office.Slug, rows), err
	}
	if err := p.read(tx); err != nil {
		return web.Reply{}, err
	}
	return web.Reply{Page: &web.Page{Title: p.office.In(p.Tag()) + " " + r.PathValue("year"), Nav: "renja",
		Description: p.describe(), Body: officeBody(p)}}, nil
}

func (p *officePage) read(tx *db.Tx) (err error) {
	if p.lines, err = plan.Tree(tx, p.view, p.office.ID, e81.Kegiatan); err != nil {
		return err
	}
	public, _, err := plan.PublicFormOf(tx, p.view, p.office.ID)
	if err != nil {
		return err
	}
	p.signed = signedOf(p.r, public)
	if p.counts, err = plan.NoteCounts(tx, p.view, p.office.ID); err != nil {
		return err
	}
	if p.odd, err = plan.Oddities(tx, p.view); err != nil {
		return err
	}
	sums, err := plan.Sums(tx, p.view)
	if err != nil {
		return err
	}
	p.sum = sums[p.office.ID]
	if err = p.readYears(tx); err != nil {
		return err
	}
	p.cases, err = plan.Cases(tx, plan.CaseFilter{Year: p.view.Quarter.Year, Slug: p.office.Slug})
	p.cases = slices.DeleteFunc(p.cases, func(c plan.Case) bool { return c.Kind == "watch" || c.View.ID != p.view.ID })
	return err
}

func (p officePage) describe() string {
	return p.T("plan.office_describe", p.office.In(p.Tag()), p.view.Quarter, p.sum.Subs, brief(p.Lang, p.sum.Budget))
}

func (p officePage) title() parts.Title {
	t := parts.Title{Over: p.view.Quarter.In(p.Tag()), Title: p.office.In(p.Tag()), Lead: p.T("plan.office_lead", p.sum.Programs, p.sum.Subs)}
	if !p.view.Current() {
		t.Stamps = append(t.Stamps, parts.Stamp{Label: p.T("plan.old_revision", p.view.Revision)})
	}
	return t
}

func (p officePage) crumbs() []parts.Link {
	return []parts.Link{{Label: p.T("plan.year_crumb", strconv.Itoa(p.view.Quarter.Year)), Href: p.yearHref()}, {Label: p.office.Short}}
}

// doubted tells that the office's spending cannot be read.
func (p officePage) doubted() bool { return p.sum.Base < p.sum.Budget }

func (p officePage) figures() []parts.Figure {
	out := HeadFigures(p.Lang, p.view.Quarter, p.sum, 1, 0)
	if p.sum.PrintedBudget <= 2*p.sum.Budget {
		out[0].Note = p.T("plan.head_budget_office", p.sum.Subs)
	}
	if p.doubted() {
		value, word := money.Short{Rupiah: p.sum.PrintedSpent, Decimals: 1}.Parts(p.Tag())
		out[1] = parts.Figure{Value: value, Word: word, Tone: parts.Finding, Caption: p.T("plan.head_spent_doubt"),
			Note: p.T("plan.head_spent_doubt_note", printedShare(p.sum))}
	}
	out[2].Posts = &parts.Posts{Reported: int64(p.sum.Reached), Coming: int64(p.sum.Subs - p.sum.Reached),
		Unit: p.T("plan.sub_unit"), Tone: parts.Output}
	return out
}

// branch is a sasaran with its programs and their activities.
type branch struct {
	head plan.Brief
	rows []plan.Brief
}

// branches cuts the lines at each sasaran. Office administration, which every
// office has, comes apart so that it can be folded away.
func (p officePage) branches() (work, overhead []branch) {
	var b *branch
	var all []branch
	for _, l := range p.lines {
		if l.Level == e81.Sasaran {
			all = append(all, branch{head: l})
			b = &all[len(all)-1]
		} else if b != nil {
			b.rows = append(b.rows, l)
		}
	}
	for _, x := range all {
		if isOverhead(x) {
			overhead = append(overhead, x)
		} else {
			work = append(work, x)
		}
	}
	return work, overhead
}

// isOverhead tells the branch whose programs all support the office itself:
// "Program Penunjang Urusan Pemerintahan Daerah" in the national nomenclature.
func isOverhead(b branch) bool {
	programs := 0
	for _, l := range b.rows {
		if l.Level != e81.Program {
			continue
		}
		programs++
		if !strings.Contains(plan.Fold(l.Name), "penunjang urusan pemerintah") {
			return false
		}
	}
	return programs > 0
}

// branchID is where a sasaran stands in the page, by its code.
func branchID(b branch) string { return "sasaran-" + b.head.Code }

func (p officePage) table(b branch) parts.Table {
	return linesTable(p.at, b.head.Name, b.rows, neighbours{p.office.Slug, "", p.counts, p.odd})
}

func (p officePage) branchHead(b branch) parts.Head {
	return parts.Head{ID: branchID(b), Title: b.head.Code + ". " + plan.Calm(b.head.Name), Lang: foreign(p.Lang), Lead: p.branchLead(b),
		Link: parts.Link{Label: p.T("plan.open_sasaran", b.head.Code), Href: p.nodeHref(p.office.Slug, b.head.Code)}}
}

func (p officePage) branchLead(b branch) string {
	return p.T("plan.branch_lead", b.head.Indicator, amount(p.Lang, b.head.Real.K, b.head.Unit), amount(p.Lang, b.head.Target.K, b.head.Unit))
}
