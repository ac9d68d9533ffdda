package planweb

import (
	"slices"
	"strconv"
	"strings"

	"alun/ground/db"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/plan"
	"alun/record/plan/e81"
)

// officePage is one office's plan.
type officePage struct {
	at
	office plan.OPD
	lines  []plan.Line // sasaran to kegiatan
	counts map[string]int
	sum    plan.Sum
	cases  []plan.Case
	code   func(db.ID) string
}

func (d Desk) office(tx *db.Tx, r *web.Request) (web.Reply, error) {
	v, err := moment(tx, r)
	if err != nil {
		return web.Reply{}, err
	}
	p := officePage{at: here(r, v), code: d.Code}
	if p.office, err = officeAt(tx, r, v); err != nil {
		return web.Reply{}, err
	}
	if format := wanted(r); format != "" {
		rows, err := plan.OfficeFigures(tx, v, p.office.ID)
		return figuresFile(r, format, "renja-"+r.PathValue("year")+"-"+p.office.Slug, rows), err
	}
	if err := p.read(tx); err != nil {
		return web.Reply{}, err
	}
	return web.Reply{Page: &web.Page{Title: p.office.In(r.Lang.Tag()) + " " + r.PathValue("year"), Nav: "renja", Body: officeBody(p)}}, nil
}

func (p *officePage) read(tx *db.Tx) (err error) {
	if p.lines, err = plan.Tree(tx, p.view, p.office.ID, e81.Kegiatan); err != nil {
		return err
	}
	if p.counts, err = plan.NoteCounts(tx, p.view, p.office.ID); err != nil {
		return err
	}
	sums, err := plan.Sums(tx, p.view)
	if err != nil {
		return err
	}
	p.sum = sums[p.office.ID]
	p.cases, err = plan.Cases(tx, plan.CaseFilter{Year: p.view.Quarter.Year, Slug: p.office.Slug})
	if err != nil {
		return err
	}
	p.cases = slices.DeleteFunc(p.cases, func(c plan.Case) bool { return c.Kind == "watch" })
	return nil
}

func (p officePage) title() parts.Title {
	return parts.Title{Over: p.view.Quarter.In(p.Tag()), Title: p.office.In(p.Tag()), Lead: p.T("plan.office_lead", p.sum.Programs, p.sum.Subs)}
}

func (p officePage) crumbs() []parts.Link {
	return []parts.Link{{Label: p.T("plan.year_crumb", strconv.Itoa(p.view.Quarter.Year)), Href: p.yearHref()}, {Label: p.office.Short}}
}

func (p officePage) figures() []parts.Figure {
	left := 0
	if p.sum.Base < p.sum.Budget {
		left = 1
	}
	return HeadFigures(p.Lang, p.view.Quarter, p.sum, 1, left)
}

// branch is a sasaran with its programs and their activities.
type branch struct {
	head plan.Line
	rows []plan.Line
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

func (p officePage) table(b branch) parts.Table {
	return linesTable(p.at, p.office.Slug, b.head.Name, b.rows, p.counts, "")
}

func (p officePage) branchLead(b branch) string {
	return p.T("plan.branch_lead", b.head.Indicator, amount(p.Lang, b.head.Real.K, b.head.Unit), amount(p.Lang, b.head.Target.K, b.head.Unit))
}

// CaseNotes writes cases as notes, each with the way to its rows.
func CaseNotes(r *web.Request, v plan.View, code func(db.ID) string, cases []plan.Case) []parts.DataNote {
	a := here(r, v)
	var out []parts.DataNote
	for _, c := range cases {
		key, args := c.Say()
		out = append(out, parts.DataNote{Title: a.T(key, args...), Href: a.r.Href("/catatan/" + code(c.ID)),
			Text: caseRows(a, c), State: stampOf(a.Lang, c.Kind, "unclarified"),
			Source: sourceLine(a.Lang, c.Short, c.Source, c.Page)})
	}
	return out
}

func caseRows(a at, c plan.Case) string {
	if c.Flags == 1 {
		return a.T("plan.case_one", c.Code, plan.Calm(c.Name))
	}
	return a.T("plan.case_rows", c.Flags, c.Code, plan.Calm(c.Name))
}
