package planweb

import (
	"strconv"
	"strings"

	"alun/ground/db"
	"alun/ground/money"
	"alun/ground/quantity"
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
	counts   map[string]int
	others   []plan.OtherYear
	promises []plan.Promise
	source   plan.Source
}

// node shows one place in the plan.
func (d Desk) node(tx *db.Tx, r *web.Request) (web.Reply, error) {
	v, err := moment(tx, r)
	if err != nil {
		return web.Reply{}, err
	}
	p := nodePage{at: here(r, v)}
	if p.office, err = officeAt(tx, r, v); err != nil {
		return web.Reply{}, err
	}
	if p.node, err = nodeAt(tx, r, v, p.office); err != nil {
		return web.Reply{}, err
	}
	if format := wanted(r); format != "" {
		return figuresFile(r, format, "renja-"+r.PathValue("year")+"-"+p.office.Slug+"-"+r.PathValue("code"), p.node.Figures), nil
	}
	if err := p.read(tx); err != nil {
		return web.Reply{}, err
	}
	return web.Reply{Page: &web.Page{Title: p.node.Main().Code + " " + plan.Calm(p.node.Main().Name), Nav: "renja",
		Description: p.describe(), Body: nodeBody(p)}}, nil
}

// read gathers what surrounds the node.
func (p *nodePage) read(tx *db.Tx) (err error) {
	if p.notes, err = plan.NotesOf(tx, p.view, p.node.ID); err != nil {
		return err
	}
	if p.counts, err = plan.NoteCounts(tx, p.view, p.office.ID); err != nil {
		return err
	}
	if p.others, err = plan.OtherYears(tx, p.view, p.node.Main()); err != nil {
		return err
	}
	if p.promises, err = plan.PromisesOf(tx, p.node.ID); err != nil {
		return err
	}
	p.source, _, err = plan.SourceOf(tx, p.node.Main().Source)
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
	t := parts.Title{Over: levelWord(p.Lang, m.Level) + " " + m.Code, Title: plan.Calm(m.Name), Small: true,
		Lead: p.office.In(p.Tag()) + " · " + p.view.Quarter.In(p.Tag())}
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
		out = append(out, parts.Rung{Code: l.Code, Label: plan.Calm(l.Name), Href: p.nodeHref(p.office.Slug, l.Code), Note: p.moneyNote(l.Real.Rp, l.Target.Rp)})
	}
	m := p.node.Main()
	return append(out, parts.Rung{Code: m.Code, Label: plan.Calm(m.Name), Note: p.moneyNote(m.Real.Rp, m.Target.Rp)})
}

func (p nodePage) moneyNote(spent, budget money.Printed) string {
	if !budget.Known {
		return ""
	}
	return p.T("plan.money_of", short(p.Lang, spent), short(p.Lang, budget))
}

// outputHead is the finding of one indicator.
func (p nodePage) outputHead(f plan.Figure) string {
	switch {
	case f.Real.K.Known && f.Target.K.Known:
		return p.T("plan.output_of", amount(p.Lang, f.Real.K, f.Unit), amount(p.Lang, f.Target.K, f.Unit))
	case f.Real.K.Known:
		return p.T("plan.output_only", amount(p.Lang, f.Real.K, f.Unit))
	}
	return p.T("plan.output_unknown")
}

// figures are the head figures of one indicator: target, reported, achievement.
func (p nodePage) figures(f plan.Figure) []parts.Figure {
	out := []parts.Figure{
		{Value: plainAmount(p, f.Target.K, f.Unit), Caption: p.T("plan.target_year"), Note: f.Indicator},
		{Value: plainAmount(p, f.Real.K, f.Unit), Caption: p.T("plan.reported"), Tone: parts.Output, Note: p.quarterNote(f)},
	}
	if f.Ach.K.Known {
		out = append(out, parts.Figure{Value: quantity.Percent{Quantity: f.Ach.K}.In(p.Tag()), Caption: p.T("plan.achievement"), Note: p.T("plan.as_printed")})
	}
	return out
}

func plainAmount(p nodePage, q quantity.Quantity, unit string) string {
	if isPercent(unit) || !q.Known {
		return amount(p.Lang, q, unit)
	}
	return q.In(p.Tag())
}

// quarterNote says in which quarters output was reported. How the quarters add
// up the form does not say, so nothing is added here.
func (p nodePage) quarterNote(f plan.Figure) string {
	var in []string
	for i, q := range f.Quarters {
		if q.K.Known && q.K.Micro != 0 {
			in = append(in, p.T("plan.in_quarter", q.K, []string{"I", "II", "III", "IV"}[i]))
		}
	}
	if len(in) == 0 {
		return f.Unit
	}
	return strings.Join(in, " · ")
}

// posts draws counted things: whole numbers, nothing that is a share or an index.
func (p nodePage) posts(f plan.Figure) *parts.Posts {
	t, r := f.Target.K, f.Real.K
	countable := t.Known && r.Known && !isPercent(f.Unit) && t.Micro > 0 && r.Micro >= 0 &&
		t.Micro%quantity.One == 0 && r.Micro%quantity.One == 0 && t.Micro <= 5000*quantity.One && r.Micro <= 2*t.Micro &&
		f.Unit != "" && !strings.Contains(plan.Fold(f.Unit), "nilai") && !strings.Contains(plan.Fold(f.Unit), "indeks") && !strings.Contains(plan.Fold(f.Unit), "poin")
	if !countable {
		return nil
	}
	return &parts.Posts{Reported: r.Micro / quantity.One, Coming: max(0, t.Micro-r.Micro) / quantity.One,
		Unit: strings.ToLower(f.Unit), Tone: parts.Output}
}

func (p nodePage) moneyHead() string {
	m := p.node.Main()
	return p.T("plan.money_head", short(p.Lang, m.Real.Rp), short(p.Lang, m.Target.Rp))
}

func (p nodePage) moneyLead() string {
	m := p.node.Main()
	share := percent(p.Lang, plan.SpentShare(m.Real.Rp, m.Target.Rp))
	if p.oneOf(m) {
		each := money.Rupiah(int64(m.Real.Rp.Rupiah) * quantity.One / m.Real.K.Micro)
		return p.T("plan.money_lead_each", share, each, strings.ToLower(m.Unit))
	}
	return p.T("plan.money_lead", share)
}

// oneOf tells whether money per unit of output means something: counted things,
// whole, and neither side in doubt.
func (p nodePage) oneOf(m plan.Figure) bool {
	return m.Level == e81.Subkegiatan && p.posts(m) != nil && m.Real.K.Micro > 0 && m.Real.Rp.Known &&
		m.Real.Rp.Rupiah > 0 && m.Real.Rp.Rupiah < 1_000_000_000_000 && p.noted() == 0
}

// moneyQuarters is the chart of spending by quarter. A quarter after the
// report's own is not reported yet, whatever the form prints there.
func (p nodePage) moneyQuarters() parts.Quarters {
	m := p.node.Main()
	q := parts.Quarters{ID: "uang", Measure: p.T("plan.spending"), Tone: parts.Money, Result: p.moneyHead(),
		Axis: func(n int64) string { return money.Short{Rupiah: money.Rupiah(n), Decimals: 1}.In(p.Tag()) }, Total: rupiah(p.Lang, m.Real.Rp)}
	for i, x := range m.Quarters {
		if i < p.view.Quarter.N && x.Rp.Known {
			q.Figures[i] = parts.QuarterFigure{Known: parts.Given, Value: int64(x.Rp.Rupiah), Text: short(p.Lang, x.Rp)}
		}
	}
	return q
}

// quarterRows is output and money of every quarter, as printed.
func (p nodePage) quarterRows(f plan.Figure) parts.Table {
	t := parts.Table{Caption: p.T("plan.quarters_caption"), Dense: true, Columns: []parts.Column{{Label: p.T("plan.quarter")},
		{Label: p.T("plan.output"), Number: true}, {Label: p.T("plan.spending"), Number: true}}}
	for i, x := range f.Quarters {
		row := parts.Cells([]string{"I", "II", "III", "IV"}[i], p.printedK(i, x.K, f.Unit), p.printedRp(i, x.Rp))
		t.Rows = append(t.Rows, parts.Row{Cells: row})
	}
	t.Foot = parts.Cells(p.T("plan.year_total"), amount(p.Lang, f.Real.K, f.Unit), rupiah(p.Lang, f.Real.Rp))
	return t
}

func (p nodePage) printedK(i int, q quantity.Quantity, unit string) string {
	if i >= p.view.Quarter.N && (!q.Known || q.Micro == 0) {
		return p.T("plan.not_reported_yet")
	}
	return amount(p.Lang, q, unit)
}

func (p nodePage) printedRp(i int, m money.Printed) string {
	if i >= p.view.Quarter.N && (!m.Known || m.Rupiah == 0) {
		return p.T("plan.not_reported_yet")
	}
	return rupiah(p.Lang, m)
}

// lines is a table of plan rows: children or siblings.
func (p nodePage) lines(caption string, list []plan.Line) parts.Table {
	return linesTable(p.at, p.office.Slug, caption, list, p.counts, p.node.Main().Code)
}

func linesTable(a at, slug, caption string, list []plan.Line, counts map[string]int, here string) parts.Table {
	t := parts.Table{Caption: caption, Cards: true, Columns: []parts.Column{{Label: a.T("plan.row"), Full: true},
		{Label: a.T("plan.target"), Number: true}, {Label: a.T("plan.reported_short"), Number: true},
		{Label: a.T("plan.spending"), Number: true}, {Label: a.T("plan.budget"), Number: true}, {Label: a.T("plan.share"), Number: true}}}
	for _, l := range list {
		name := parts.Cell{Code: l.Code, Text: plan.Calm(l.Name)}
		if l.Code != here {
			name.Href = a.nodeHref(slug, l.Code)
		}
		if n := counts[l.Code]; n > 0 {
			name.Part = parts.Cap(a.Lang, parts.Stamp{Kind: parts.Flagged, Label: a.T("plan.n_notes", n)})
		}
		t.Rows = append(t.Rows, parts.Row{Here: l.Code == here, Cells: []parts.Cell{name,
			{Text: amount(a.Lang, l.Target.K, l.Unit)}, {Text: amount(a.Lang, l.Real.K, l.Unit)},
			{Text: short(a.Lang, l.Real.Rp)}, {Text: short(a.Lang, l.Target.Rp)},
			{Text: percent(a.Lang, plan.SpentShare(l.Real.Rp, l.Target.Rp))}}})
	}
	return t
}

// dataNotes are the notes on this node, faults before questions.
func (p nodePage) dataNotes() []parts.DataNote {
	var out []parts.DataNote
	for _, n := range p.notes {
		out = append(out, noteOf(p.at, n, ""))
	}
	return out
}

// noteOf writes one note: what is printed, the rule, and what it would be if a
// suspected slip were undone.
func noteOf(a at, n plan.Note, href string) parts.DataNote {
	key, args := n.Say()
	text := a.T(n.WhyKey())
	if s := n.Suspect; s != nil && s.Factor > 0 {
		text += " " + a.T("plan.suspect", s.Factor, suspected(a, n.Field, s.WouldBe))
	}
	return parts.DataNote{Title: a.T(key, args...), Text: text, Href: href,
		State: stampOf(a.Lang, n.Kind, n.State), Source: sourceLine(a.Lang, n.Short, n.Source, n.Page)}
}

func suspected(a at, field, value string) string {
	if strings.HasSuffix(field, "_rp") {
		if m, ok := money.Parse(value); ok {
			return m.In(a.Tag())
		}
	}
	if q, err := quantity.Parse(value); err == nil {
		return q.In(a.Tag())
	}
	return value
}

// facts is the row as the report prints it.
func (p nodePage) facts(f plan.Figure) parts.Table {
	l := p.Lang
	t := parts.Table{Caption: l.T("plan.printed_head"), Dense: true, Columns: []parts.Column{{Label: l.T("plan.fact")}, {Label: l.T("plan.as_printed_short"), Number: true}}}
	add := func(label, value, note string) {
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{{Text: label}, {Text: value, Note: note}}})
	}
	add(l.T("plan.target_year"), amount(l, f.Target.K, f.Unit), "")
	add(l.T("plan.budget"), rupiah(l, f.Target.Rp), l.T("plan.version_"+p.view.BudgetVersion))
	add(l.T("plan.achievement_output"), quantity.Percent{Quantity: f.Ach.K}.In(l.Tag()), "")
	add(l.T("plan.achievement_money"), quantity.Percent{Quantity: f.Ach.Rp}.In(l.Tag()), "")
	if f.PlanTarget.K.Known || f.PlanTarget.Rp.Known || f.PlanTarget.Rp.Text != "" {
		add(l.T("plan.five_year_target"), amount(l, f.PlanTarget.K, f.Unit), rupiah(l, f.PlanTarget.Rp))
		add(l.T("plan.five_year_so_far"), amount(l, f.PlanSoFar.K, f.Unit), rupiah(l, f.PlanSoFar.Rp))
	}
	for _, i := range p.node.Indicators {
		if i.Seq == f.Seq {
			add(l.T("plan.direction"), l.T("plan.direction_"+i.Direction), "")
			add(l.T("plan.aggregation"), l.T("plan.aggregation_"+i.Aggregation), "")
		}
	}
	return t
}

// otherYear says what another report prints for the same name or code.
func (p nodePage) otherYear(o plan.OtherYear) string {
	f := o.Figure
	if !o.SameName {
		return p.T("plan.other_name", strconv.Itoa(o.View.Quarter.Year), f.Code, f.Name)
	}
	return p.T("plan.other_same", strconv.Itoa(o.View.Quarter.Year), amount(p.Lang, f.Real.K, f.Unit), amount(p.Lang, f.Target.K, f.Unit),
		short(p.Lang, f.Real.Rp), short(p.Lang, f.Target.Rp))
}

func (p nodePage) otherHref(o plan.OtherYear) string {
	return p.r.Href("/renja/" + strconv.Itoa(o.View.Quarter.Year) + "/" + p.office.Slug + "/" + o.Figure.Code)
}
