package planweb

import (
	"slices"
	"strconv"
	"strings"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/sheet"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/account"
	"alun/record/plan"
)

// samplesPage lists the samples, and what an office is asked to do.
type samplesPage struct {
	visit
	code    func(db.ID) string
	samples []plan.Sample
	todo    []plan.FollowUp // those that are not closed
}

func (d Desk) samples(tx *db.Tx, r *web.Request) (web.Reply, error) {
	p := samplesPage{code: d.Code}
	var err error
	if p.visit, err = d.visitOf(tx, r); err != nil {
		return web.Reply{}, err
	}
	if _, err := p.viewer.May(plan.MaySeeFollowUp, account.At{Any: true}); err != nil {
		return web.Reply{}, err
	}
	if p.samples, err = plan.Samples(tx, p.viewer); err != nil {
		return web.Reply{}, err
	}
	all, err := plan.FollowUps(tx, p.viewer, 0)
	p.todo = slices.DeleteFunc(all, func(f plan.FollowUp) bool { return f.State == plan.FollowUpClosed })
	return web.Reply{Page: &web.Page{Title: p.T("planweb.sample_title"), Nav: "tugas", Body: samplesBody(p)}}, err
}

// seesSamples tells an inspector and a planner from an office.
func (v visit) seesSamples() bool { return v.viewer.Can(plan.MaySeeSample, account.At{}) }

func (v visit) mayInspect() bool { return v.viewer.Can(plan.MayInspect, account.At{}) }

// lacksSecond tells an inspector who has not given the second factor.
func (v visit) lacksSecond() bool { return !v.viewer.Second && v.viewer.Holds(account.Inspector) }

func (p samplesPage) table() parts.Table {
	t := parts.Table{Caption: p.T("planweb.sample_list"), Cards: true, Columns: []parts.Column{{Label: p.T("planweb.sample_assignment"), Full: true},
		{Label: p.T("plan.report")}, {Label: p.T("planweb.sample_rule")}, {Label: p.T("planweb.sample_rows"), Number: true}, {Label: p.T("planweb.sample_when"), Full: true}}}
	for _, s := range p.samples {
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{{Text: s.Assignment, Href: p.r.Href("/inspeksi/" + p.code(s.ID)), Note: p.days(s)},
			{Text: s.View.Quarter.In(p.Tag()), Note: p.T("plan.revision_title", s.View.Revision)}, {Text: p.T("planweb.sample_rule_" + s.Rule)},
			{Text: lang.Whole(p.Tag(), int64(s.Rows))}, {Text: when(p.Lang, s.At)}}})
	}
	return t
}

func (v visit) days(s plan.Sample) string { return v.T("planweb.sample_days", s.From, s.Until) }

func (p samplesPage) followUps() parts.Table { return followUpTable(p.visit, p.code, p.todo) }

var followUpKinds = map[string]parts.Kind{plan.FollowUpOpen: parts.Waiting, plan.FollowUpAnswered: parts.Running, plan.FollowUpClosed: parts.Done}

func (v visit) followUpStamp(f plan.FollowUp) parts.Stamp {
	if f.Late(v.today) {
		return parts.Stamp{Kind: parts.Flagged, Label: v.T("planweb.followup_late")}
	}
	return parts.Stamp{Kind: followUpKinds[f.State], Label: v.T("planweb.followup_state_" + f.State)}
}

func followUpTable(v visit, code func(db.ID) string, list []plan.FollowUp) parts.Table {
	t := parts.Table{Caption: v.T("planweb.followup_list"), Cards: true, Halves: true, Columns: []parts.Column{{Label: v.T("planweb.followup_what"), Full: true},
		{Label: v.T("planweb.sample_row"), Full: true}, {Label: v.T("planweb.followup_due")}, {Label: v.T("planweb.followup_state")}}}
	for _, f := range list {
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{
			{Text: f.Sentence, Lang: foreign(v.Lang), Href: v.r.Href("/inspeksi/" + code(f.Sample) + "/" + code(f.ID))},
			{Text: plan.Calm(f.Name), Lang: foreign(v.Lang), Note: stops(f.Short, f.Code)}, {Text: f.Due.In(v.Tag())}, {Part: parts.Cap(v.Lang, v.followUpStamp(f))}}})
	}
	return t
}

// samplePage is one sample. An office sees of it what it is asked to do.
type samplePage struct {
	visit
	code      func(db.ID) string
	sample    plan.Sample
	by        string
	rows      []plan.Sampled // nil for an office
	followUps []plan.FollowUp
	offices   map[string]plan.OPD // by their names in addresses
	news      string
	taken     plan.PaperTaken
	bad       *fault.Fault
}

func (d Desk) sample(tx *db.Tx, r *web.Request) (web.Reply, error) {
	format, err := wanted(r)
	if err != nil {
		return web.Reply{}, err
	}
	p, err := d.sampleAt(tx, r)
	if err != nil {
		return web.Reply{}, err
	}
	if p.news, err = choice(r, "kabar", "kertas", "tetap", "ditarik"); err != nil {
		return web.Reply{}, err
	}
	if p.taken.Rows, err = number(r, "baris"); err != nil {
		return web.Reply{}, err
	}
	if p.taken.FollowUps, err = number(r, "tindak"); err != nil {
		return web.Reply{}, err
	}
	if format != "" {
		if _, err := p.viewer.May(plan.MaySeeSample, account.At{}); err != nil {
			return web.Reply{}, err
		}
		return tableFile(format, "kertas-kerja-"+p.code(p.sample.ID), p.paper()), nil
	}
	return p.draw(), nil
}

func (p samplePage) draw() web.Reply {
	return web.Reply{Page: &web.Page{Title: p.title().Title, Nav: "tugas", Body: sampleBody(p)}}
}

func (d Desk) sampleAt(tx *db.Tx, r *web.Request) (p samplePage, err error) {
	if p.visit, err = d.visitOf(tx, r); err != nil {
		return p, err
	}
	p.code = d.Code
	id, ok := d.ID(r.PathValue("id"))
	if !ok {
		return p, fault.New(fault.NotFound, "plan.sample_none")
	}
	if p.sample, err = plan.SampleAt(tx, p.viewer, id); err != nil {
		return p, err
	}
	if p.followUps, err = plan.FollowUps(tx, p.viewer, id); err != nil {
		return p, err
	}
	if p.offices, err = officesBySlug(tx, p.sample.View); err != nil || !p.seesSamples() {
		return p, err
	}
	if p.by, err = p.nameOf(tx, p.sample.By); err != nil {
		return p, err
	}
	p.rows, err = plan.SampledRows(tx, p.viewer, p.sample)
	return p, err
}

func officesBySlug(tx *db.Tx, v plan.View) (map[string]plan.OPD, error) {
	all, err := plan.OPDs(tx, v.Quarter.Year)
	out := map[string]plan.OPD{}
	for _, o := range all {
		out[o.Slug] = o
	}
	return out, err
}

func (p samplePage) title() parts.Title {
	s := p.sample
	t := parts.Title{Over: stops(s.View.Quarter.In(p.Tag()), p.T("plan.revision_title", s.View.Revision)), Title: p.T("planweb.sample_of", s.Assignment), Small: true,
		Lead: p.T("planweb.sample_frozen", when(p.Lang, s.At), s.View.Revision)}
	return t
}

func (p samplePage) way() []parts.Link {
	return p.fromTasks(parts.Link{Label: p.T("planweb.sample_title"), Href: p.r.Href("/inspeksi")}, parts.Link{Label: p.sample.Assignment})
}

// facts say how the sample was drawn, so that anybody can draw it again.
func (p samplePage) facts() []parts.Fact {
	s := p.sample
	size := p.T("planweb.sample_size_is", s.Rows, s.Population)
	if s.EachOffice {
		size = p.T("plan.two", size, p.T("planweb.sample_each_is", s.Size))
	}
	out := []parts.Fact{{Label: p.T("planweb.sample_days_label"), Value: p.days(s), Note: p.T("planweb.sample_by", p.by)},
		{Label: p.T("planweb.sample_rule"), Value: p.T("planweb.sample_rule_" + s.Rule), Note: p.T("planweb.sample_rule_note_" + s.Rule)},
		{Label: p.T("planweb.sample_rows"), Value: size, Note: p.T("planweb.sample_level_is", p.T("plan.level_"+s.Level.String()))}}
	if s.Rule == plan.ByChance {
		f := parts.Fact{Label: p.T("planweb.sample_seed"), Value: s.Seed}
		if len(p.rows) > 0 {
			f.Note = p.T("planweb.sample_seed_note", s.Seed+"|"+p.rows[0].Slug+"|"+p.rows[0].Code, p.rows[0].Draw[:8])
		}
		out = append(out, f)
	}
	if len(s.Offices) > 0 {
		var names []string
		for _, slug := range s.Offices {
			names = append(names, p.offices[slug].Short)
		}
		out = append(out, parts.Fact{Label: p.T("plan.office"), Value: strings.Join(names, ", ")})
	}
	return out
}

func (p samplePage) table() parts.Table {
	t := parts.Table{Caption: p.T("planweb.sample_drawn"), Cards: true, Halves: true, Dense: true, Columns: []parts.Column{{Label: p.T("planweb.sample_row"), Full: true},
		{Label: p.T("plan.budget"), Number: true}, {Label: p.T("plan.spending"), Number: true}, {Label: p.T("plan.evidence_reported"), Number: true},
		{Label: p.T("planweb.sample_questions"), Number: true}, {Label: p.T("planweb.sample_paper")}}}
	for _, w := range p.rows {
		paper := parts.Stamp{Label: p.T("planweb.sample_paper_empty")}
		if w.Paper.Number > 0 {
			paper = parts.Stamp{Kind: parts.Done, Label: p.T("planweb.sample_paper_filled")}
		}
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{
			{Text: plan.Calm(w.Name), Lang: foreign(p.Lang), Href: p.rowHref(w), Code: strconv.Itoa(w.Number), Note: p.place(w)},
			{Text: rupiah(p.Lang, w.Target.Rp)}, {Text: rupiah(p.Lang, w.Real.Rp)}, {Text: amount(p.Lang, w.Real.K, w.Unit)},
			{Text: lang.Whole(p.Tag(), int64(w.Questions))}, {Part: parts.Cap(p.Lang, paper)}}})
	}
	return t
}

// place says where a row stands, and where chance put it.
func (p samplePage) place(w plan.Sampled) string {
	out := stops(p.offices[w.Slug].Short, w.Code)
	if w.Draw != "" {
		out = stops(out, w.Draw[:8]+"…")
	}
	return out
}

// rowHref leads to a row of the plan as it was when the sample was drawn.
func (p samplePage) rowHref(w plan.Sampled) string {
	v := p.sample.View
	return p.r.Href("/renja/"+strconv.Itoa(v.Quarter.Year)+"/"+w.Slug+"/"+w.Code) + moment(v)
}

func (p samplePage) paperHref() string {
	return p.r.Href("/inspeksi/" + p.code(p.sample.ID) + "?format=xlsx")
}

func (p samplePage) paperField() parts.Field {
	return parts.Field{Name: paperPart, Label: p.T("planweb.paper_file"), Help: p.T("planweb.paper_file_help"), Type: ".xlsx,.csv", Fault: p.bad}
}

// newsText says what came of a working paper.
func (p samplePage) newsText() string {
	if p.news == "kertas" {
		return p.T("planweb.sample_news_kertas", p.taken.Rows, p.taken.FollowUps)
	}
	return p.T("planweb.sample_news_" + p.news)
}

// paper is the working paper (kertas kerja pemeriksaan): figures as they were,
// and empty columns for what is seen.
func (p samplePage) paper() sheet.Table {
	v := p.sample.View
	host := "https://" + p.r.Host
	return sheet.Table{Name: p.T("planweb.paper_title"), Head: append(paperFacts(p.Lang), paperBlank(p.Lang)...),
		Rows: rows(p.rows, func(w plan.Sampled) []sheet.Cell {
			return []sheet.Cell{sheet.Text(p.code(p.sample.ID)), sheet.Whole(int64(w.Number)), sheet.Text(w.OPD), sheet.Text(w.Code), sheet.Text(w.Level.String()),
				sheet.Text(w.Name), sheet.Text(w.Indicator), sheet.Text(w.Unit), sheet.Decimal(w.Target.K), sheet.Money(w.Target.Rp), sheet.Decimal(w.Real.K), sheet.Money(w.Real.Rp),
				sheet.Whole(int64(w.Questions)), sheet.Whole(int64(v.Revision)), sheet.Text(host + p.rowHref(w)),
				sheet.Text(w.Paper.Seen), sheet.Text(conclusion(p.Lang, w.Paper.Conclusion)), sheet.Text(w.Paper.Remark), sheet.Empty(), sheet.Empty()}
		})}
}

// paperFacts are the columns that nobody fills in.
func paperFacts(l lang.Lang) []sheet.Column {
	out := columns("sample", "number", "opd", "code", "level", "name", "indicator", "unit", "target_k", "budget_rp", "real_k", "real_rp", "questions", "revision", "address")
	for i := range out {
		out[i].Title = l.T("planweb.paper_" + out[i].Name)
	}
	return out
}

// paperBlank are those that an inspector does.
func paperBlank(l lang.Lang) []sheet.Column {
	out := columns(plan.PaperColumns[2:]...)
	for i := range out {
		out[i].Title = l.T("planweb.paper_" + out[i].Name)
		switch out[i].Name {
		case "conclusion":
			for _, c := range plan.Conclusions {
				out[i].Choices = append(out[i].Choices, conclusion(l, c))
			}
		case "due":
			out[i].Day = true
		}
	}
	return out
}

// conclusion is the working paper's word for one; it stands nowhere else.
func conclusion(l lang.Lang, c string) string {
	if c == "" {
		return ""
	}
	return l.T("planweb.paper_conclude_" + c)
}

// dateValue is a day as a form takes it.
func dateValue(d date.Day) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}
