package planweb

import (
	"fmt"
	"strconv"
	"strings"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/plan"
)

// revisionPage is one revision of a report: what it changed, and all others.
type revisionPage struct {
	at
	all      []plan.Revision
	this     plan.Revision
	outcomes []plan.Outcome
	locked   map[int]plan.OPD // by revision: whose submission was locked; others came from a file
}

// shownOutcomes bounds how many changed rows one page lists.
const shownOutcomes = 300

func (d Desk) revision(tx *db.Tx, r *web.Request) (web.Reply, error) {
	p := revisionPage{}
	var err error
	if p.at, err = atMoment(tx, r); err != nil {
		return web.Reply{}, err
	}
	if p.all, err = plan.Revisions(tx, p.view.Report); err != nil {
		return web.Reply{}, err
	}
	if p.locked, err = lockedIn(tx, p.view, p.all); err != nil {
		return web.Reply{}, err
	}
	found := false
	for _, x := range p.all {
		if strconv.Itoa(x.Number) == r.PathValue("number") {
			p.this, found = x, true
		}
	}
	if !found {
		return web.Reply{}, fault.New(fault.NotFound, "plan.no_revision", clip(r.PathValue("number")))
	}
	for _, kind := range []string{"changed", "removed", "refused"} {
		some, err := plan.Outcomes(tx, p.this.Import, kind, shownOutcomes)
		if err != nil {
			return web.Reply{}, err
		}
		p.outcomes = append(p.outcomes, some...)
	}
	return web.Reply{Page: &web.Page{Title: p.title().Title, Nav: "renja", Body: revisionBody(p)}}, nil
}

// lockedIn finds the revisions that came out of a lock: an office's submission in
// a round, published under this name.
func lockedIn(tx *db.Tx, v plan.View, all []plan.Revision) (map[int]plan.OPD, error) {
	out := map[int]plan.OPD{}
	for _, x := range all {
		slug, ok := strings.CutPrefix(x.File, fmt.Sprintf("putaran-%d-%d-", v.Quarter.Year, v.Quarter.N))
		if !ok || !strings.HasPrefix(x.Actor, "person:") {
			continue
		}
		o, found, err := plan.OPDBySlug(tx, v.Quarter.Year, slug)
		if err != nil {
			return nil, err
		}
		if found {
			out[x.Number] = o
		}
	}
	return out, nil
}

// label names a revision in the list of all.
func (p revisionPage) label(x plan.Revision) string {
	if o, ok := p.locked[x.Number]; ok {
		return p.T("plan.revision_of", x.Number, o.Short)
	}
	return p.T("plan.revision_title", x.Number)
}

func (p revisionPage) title() parts.Title {
	if o, ok := p.locked[p.this.Number]; ok {
		return parts.Title{Over: p.view.Quarter.In(p.Tag()), Title: p.label(p.this),
			Lead: p.T("plan.revision_locked", o.In(p.Tag()), p.view.Quarter, date.DayOf(p.this.At), date.Clock(p.this.At, p.Tag()))}
	}
	return parts.Title{Over: p.view.Quarter.In(p.Tag()), Title: p.T("plan.revision_title", p.this.Number),
		Lead: p.T("plan.revision_lead", p.this.File, date.DayOf(p.this.At), date.Clock(p.this.At, p.Tag()))}
}

func (p revisionPage) facts() []parts.Fact {
	var out []parts.Fact
	for _, x := range []struct {
		key string
		n   int
	}{{"accepted", p.this.Accepted}, {"changed", p.this.Changed}, {"unchanged", p.this.Unchanged}, {"removed", p.this.Removed}, {"refused", p.this.Refused}} {
		out = append(out, parts.Fact{Label: p.T("plan.outcome_" + x.key), Value: p.T("plan.n_rows", x.n)})
	}
	return out
}

func (p revisionPage) crumbs() []parts.Link {
	return []parts.Link{{Label: p.T("plan.reports_title"), Href: p.r.Href("/renja")},
		{Label: strconv.Itoa(p.view.Quarter.Year), Href: p.yearHref()}, {Label: p.T("plan.revision_title", p.this.Number)}}
}

// first tells whether the report began with this revision: all rows are new.
func (p revisionPage) first() bool { return p.this.Number == 1 }

func (p revisionPage) empty() string {
	if p.first() {
		return p.T("plan.revision_first")
	}
	return p.T("plan.revision_nothing")
}

// head is the finding: how many rows are no longer as they were.
func (p revisionPage) head() parts.Head {
	h := parts.Head{ID: "beda", Title: p.T("plan.revision_rows", p.this.Changed+p.this.Removed)}
	switch {
	case p.first():
		h.Title = p.T("plan.revision_first_head", p.this.Accepted)
	case p.this.Changed+p.this.Removed == 0:
		h.Title = p.T("plan.revision_same")
	}
	if len(p.outcomes) >= shownOutcomes {
		h.Lead = p.T("plan.revision_cut", shownOutcomes)
	}
	return h
}

// table is every row that this revision changed, cell by cell.
func (p revisionPage) table() parts.Table {
	t := parts.Table{Caption: p.T("plan.revision_rows", p.this.Changed+p.this.Removed), Cards: true, Empty: p.empty(), Columns: []parts.Column{
		{Label: p.T("plan.row"), Full: true}, {Label: p.T("plan.outcome")}, {Label: p.T("plan.what_changed"), Full: true}}}
	for _, o := range p.outcomes {
		text := ""
		for _, d := range o.Details {
			if text != "" {
				text += " · "
			}
			if d.Column != "" {
				text += p.T("check.column."+d.Column) + ": "
			}
			text += p.T(d.Key, d.Values()...)
		}
		t.Rows = append(t.Rows, parts.Row{Cells: parts.Cells(o.Place, p.T("plan.outcome_"+o.Kind), text)})
	}
	return t
}

// readHref opens the plan as this revision showed it.
func (p revisionPage) readHref() string {
	v := plan.View{Report: p.view.Report, Revision: p.this.Number}
	return p.path(v) + p.when(v)
}
