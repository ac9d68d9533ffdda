package naikkelasweb

import (
	"slices"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/money"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/registry/naikkelas"
	"alun/record/registry/size"
)

func today(tx *db.Tx) date.Day { return date.DayOf(tx.Now()) }

// public is what the pages for everybody have.
type public struct {
	lang.Lang
	href  func(string) string
	rules *naikkelas.Rules
	on    date.Day
}

func open(tx *db.Tx, r *web.Request) (public, error) {
	p := public{Lang: r.Lang, href: r.Href, on: today(tx)}
	r.Until(p.on.End()) // another rule may begin tomorrow
	var err error
	p.rules, err = naikkelas.Read(tx)
	return p, err
}

// explained is the page about the wheel and the steps.
type explained struct {
	public
	wheel naikkelas.Wheel
	found bool
	bands []size.Band
}

func explainPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	var p explained
	var err error
	if p.public, err = open(tx, r); err != nil {
		return web.Reply{}, err
	}
	p.wheel, p.found = p.rules.Wheel(p.on)
	sizes, err := size.Read(tx)
	if err != nil {
		return web.Reply{}, err
	}
	p.bands = sizes.Bands(size.Steps, p.on)
	return web.Reply{Page: &web.Page{Title: p.T("naikkelasweb.explain_title"), Description: p.T("naikkelasweb.explain_lead"), Nav: "usaha", Body: explainBody(p)}}, nil
}

// ladder is the city's steps as a table.
func (p explained) ladder() parts.Table {
	t := parts.Table{ID: "tabel-langkah", Caption: p.T("naikkelasweb.ladder_caption"), Cards: true, Columns: []parts.Column{
		{Label: p.T("naikkelasweb.col_step")}, {Label: p.T("naikkelasweb.col_sales")}, {Label: p.T("naikkelasweb.col_why"), Full: true}}}
	for _, b := range p.bands {
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{{Text: b.Code, Note: p.Show(b.Name)}, {Text: b.Bound.Sentence().Say(p.Lang)}, {Text: p.Show(b.Note)}}})
	}
	return t
}

// questions is an axis's questions as a table.
func (p explained) questions(a naikkelas.Axis) parts.Table {
	t := parts.Table{Caption: p.Show(a.Name), Cards: true, Columns: []parts.Column{{Label: p.T("naikkelasweb.col_question")}, {Label: p.T("naikkelasweb.col_weight")}, {Label: p.T("naikkelasweb.col_choices"), Full: true}}}
	for _, q := range a.Questions {
		note := ""
		if len(q.From) > 0 {
			note = p.T("naikkelasweb.derived")
		}
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{{Text: p.Show(q.Ask), Note: note}, {Text: p.T("naikkelasweb.weight", q.Weight)}, {Text: p.choices(q)}}})
	}
	return t
}

func (p explained) choices(q naikkelas.Question) (out string) {
	for _, c := range q.Choices {
		if out != "" {
			out += " · "
		}
		if c.Counts {
			out += p.T("naikkelasweb.points", naikkelas.ValueWordKey(c.Code), c.Points)
		} else {
			out += p.T("naikkelasweb.points_none", naikkelas.ValueWordKey(c.Code))
		}
	}
	return out
}

// permitAll is the list of permits.
type permitAll struct {
	public
	all []naikkelas.PermitRule
}

func permitsPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	p, err := open(tx, r)
	if err != nil {
		return web.Reply{}, err
	}
	return web.Reply{Page: &web.Page{Title: p.T("naikkelasweb.permits_title"), Description: p.T("naikkelasweb.permits_lead"), Nav: "usaha", Body: permitsBody(permitAll{p, p.rules.Permits(p.on)})}}, nil
}

// permitOne is the steps to one permit.
type permitOne struct {
	public
	rule     naikkelas.PermitRule
	versions []naikkelas.PermitRule
}

func permitPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	p, err := open(tx, r)
	if err != nil {
		return web.Reply{}, err
	}
	rule, found := p.rules.Permit(r.PathValue("kind"), p.on)
	if !found {
		return web.Reply{}, fault.New(fault.NotFound, "naikkelas.no_permit")
	}
	one := permitOne{p, rule, p.rules.PermitVersions(rule.Subject)}
	return web.Reply{Page: &web.Page{Title: p.T("naikkelasweb.permit_title", rule.Name), Description: p.Show(rule.What), Nav: "usaha", Body: permitBody(one)}}, nil
}

// figures says what a step costs and how long it takes, where a source tells.
func (p permitOne) figures(s naikkelas.PermitStep) (out []string) {
	switch {
	case s.Cost.Known && s.Cost.N == 0:
		out = append(out, p.T("naikkelasweb.cost_free"))
	case s.Cost.Known:
		out = append(out, p.T("naikkelasweb.cost", money.Rupiah(s.Cost.N)))
	}
	if s.Days.Known {
		out = append(out, p.T("naikkelasweb.days", s.Days.N))
	}
	return out
}

// doubts reports that something of the rules is a proposal.
func (p permitOne) doubts() bool {
	return slices.ContainsFunc(p.rule.Steps, func(s naikkelas.PermitStep) bool { return s.Basis.Proposed() }) ||
		slices.ContainsFunc(p.rule.Trades, func(t naikkelas.TradeRule) bool { return t.Basis.Proposed() })
}
