package planweb

import (
	"slices"
	"strconv"

	"alun/ground/db"
	"alun/ground/money"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/plan"
	"alun/record/plan/e81"
)

// nodePage is a node with what surrounds it.
type nodePage struct {
	at
	office   plan.OPD
	node     plan.Node
	notes    []plan.Note
	said     map[plan.NotePlace][]plan.Answer
	cases    map[string]plan.Case // by key, of those that the notes belong to
	counts   map[string]int
	odd      map[db.ID]plan.Oddity
	others   []otherYear
	promises []plan.Promise
	answered []plan.Told
	backed   map[int]plan.Backed // what stands under each indicator
	source   plan.Source
	code     func(db.ID) string
}

// node shows one place in the plan.
func (d Desk) node(tx *db.Tx, r *web.Request) (web.Reply, error) {
	format, err := wanted(r)
	if err != nil {
		return web.Reply{}, err
	}
	p := nodePage{code: d.Code}
	if err := p.find(tx, r); err != nil {
		return web.Reply{}, err
	}
	if format != "" {
		return figuresFile(r, format, "renja-"+r.PathValue("year")+"-"+p.office.Slug+"-"+r.PathValue("code"), p.node.Figures), nil
	}
	if err := p.read(tx); err != nil {
		return web.Reply{}, err
	}
	return web.Reply{Page: &web.Page{Title: p.node.Main().Code + " " + plan.Calm(p.node.Main().Name), Nav: "renja",
		Description: p.describe(), Body: nodeBody(p)}}, nil
}

// find reads what the address names.
func (p *nodePage) find(tx *db.Tx, r *web.Request) (err error) {
	if p.at, err = atMoment(tx, r); err != nil {
		return err
	}
	if p.office, err = officeAt(tx, r, p.view); err != nil {
		return err
	}
	p.node, err = nodeAt(tx, r, p.view, p.office)
	return err
}

// read gathers what surrounds the node.
func (p *nodePage) read(tx *db.Tx) (err error) {
	if p.notes, err = plan.NotesOf(tx, p.view, p.node.ID); err != nil {
		return err
	}
	if p.said, err = plan.AnswersAbout(tx, p.view.ID, p.node.ID); err != nil {
		return err
	}
	if err = p.readCases(tx); err != nil {
		return err
	}
	if p.counts, err = plan.NoteCounts(tx, p.view, p.office.ID); err != nil {
		return err
	}
	if p.odd, err = plan.Oddities(tx, p.view); err != nil {
		return err
	}
	if err = p.readYears(tx); err != nil {
		return err
	}
	if p.promises, err = plan.PromisesOf(tx, p.node.ID); err != nil {
		return err
	}
	if p.answered, err = plan.AnsweredAbout(tx, p.node.ID); err != nil {
		return err
	}
	if p.node.Main().Level == e81.Subkegiatan {
		if p.backed, err = plan.SupportedBy(tx, p.node.ID, p.view.Quarter); err != nil {
			return err
		}
	}
	p.source, _, err = plan.SourceOf(tx, p.node.Main().Source)
	return err
}

// readCases finds the cases of the notes. Cases are those of the published
// revision: an older one shows its notes without them.
func (p *nodePage) readCases(tx *db.Tx) error {
	p.cases = map[string]plan.Case{}
	if !p.view.Current() {
		return nil
	}
	all, err := plan.CasesOf(tx, p.view, p.node.ID)
	for _, c := range all {
		p.cases[c.Key] = c
	}
	return err
}

// describe is the page in one sentence, for search engines and shared links.
func (p nodePage) describe() string {
	m := p.node.Main()
	return p.T("plan.node_describe", p.office.Short, amount(p.Lang, m.Real.K, m.Unit), amount(p.Lang, m.Target.K, m.Unit),
		short(p.Lang, m.Real.Rp), short(p.Lang, m.Target.Rp))
}

func (p nodePage) title() parts.Title {
	m := p.node.Main()
	t := parts.Title{Over: levelWord(p.Lang, m.Level) + " " + m.Code, Title: plan.Calm(m.Name), Lang: foreign(p.Lang), Small: true,
		Lead: stops(p.office.In(p.Tag()), p.view.Quarter.In(p.Tag()))}
	if n := p.noted(); n > 0 {
		t.Stamps = append(t.Stamps, parts.Stamp{Kind: parts.Flagged, Label: p.T("plan.n_notes", n)})
	}
	if !p.view.Current() {
		t.Stamps = append(t.Stamps, parts.Stamp{Kind: parts.Plain, Label: p.T("plan.old_revision", p.view.Revision)})
	}
	return t
}

// noted counts faults and questions, not what is merely watched.
func (p nodePage) noted() int {
	n := 0
	for _, x := range p.notes {
		if x.Kind != "watch" {
			n++
		}
	}
	return n
}

// doubted tells whether a fault or question lies on a column of an indicator.
func (p nodePage) doubted(seq int, column string) bool {
	return slices.ContainsFunc(p.notes, func(n plan.Note) bool { return n.Seq == seq && n.Field == column && n.Kind != "watch" })
}

func (p nodePage) crumbs() []parts.Link {
	out := []parts.Link{{Label: p.T("plan.year_crumb", strconv.Itoa(p.view.Quarter.Year)), Href: p.yearHref()},
		{Label: p.office.Short, Href: p.officeHref(p.office.Slug)}}
	for _, l := range p.node.Path {
		out = append(out, parts.Link{Label: levelWord(p.Lang, l.Level) + " " + l.Code, Href: p.nodeHref(p.office.Slug, l.Code)})
	}
	return append(out, parts.Link{Label: p.node.Main().Code})
}

// rungs is the path from the office down to this node.
func (p nodePage) rungs() []parts.Rung {
	out := []parts.Rung{{Label: p.office.Short, Href: p.officeHref(p.office.Slug)}}
	for _, l := range p.node.Path {
		out = append(out, parts.Rung{Code: l.Code, Label: plan.Calm(l.Name), Lang: foreign(p.Lang),
			Href: p.nodeHref(p.office.Slug, l.Code), Note: p.moneyNote(l.Real.Rp, l.Target.Rp)})
	}
	m := p.node.Main()
	return append(out, parts.Rung{Code: m.Code, Label: plan.Calm(m.Name), Lang: foreign(p.Lang), Note: p.moneyNote(m.Real.Rp, m.Target.Rp)})
}

func (p nodePage) moneyNote(spent, budget money.Printed) string {
	if !budget.Known {
		return ""
	}
	return p.T("plan.money_of", short(p.Lang, spent), short(p.Lang, budget))
}

// fixed is the address that shows these very figures for ever.
func (p nodePage) fixed() string {
	return p.path(p.view, p.office.Slug, p.node.Main().Code) + moment(p.view)
}

// parent is the line above this one; a sasaran has none.
func (p nodePage) parent() (plan.Brief, bool) {
	if len(p.node.Path) == 0 {
		return plan.Brief{}, false
	}
	return p.node.Path[len(p.node.Path)-1], true
}
