package registryweb

import (
	"slices"
	"strings"

	"alun/ground/date"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/web/parts"
	"alun/record/registry/size"
)

// sizePage is the page of the size classes, with or without an answer.
type sizePage struct {
	lang.Lang
	href     func(path string) string
	today    date.Day
	rules    *size.Rules
	asked    sizeAsked
	bad      *fault.Fault
	answered bool
}

// day is the day whose rules the answer uses.
func (p sizePage) day() date.Day {
	if p.answered {
		return p.asked.facts.On
	}
	return p.today
}

// law is the answer by the law of small businesses.
func (p sizePage) law() size.Result { return p.rules.Of(size.UMKM, p.asked.facts) }

// finding is the answer in a few words.
func (p sizePage) finding() string {
	r := p.law()
	switch {
	case len(r.Version.Rules) == 0:
		return p.T("size.page_no_rules", p.day())
	case !r.Known:
		return p.T("size.page_silent")
	}
	return p.Show(r.Class.Name)
}

// reason is the sentence with the article.
func (p sizePage) reason() string {
	r := p.law()
	switch {
	case len(r.Version.Rules) == 0:
		return p.T("size.page_no_rules_text", p.since(size.UMKM))
	case !r.Known:
		return p.T("size.page_silent_text", r.Version.Rules[0].Basis)
	}
	return p.T("size.page_because", p.because(r), r.Rule.Basis)
}

// since is the first day of which the house knows rules.
func (p sizePage) since(s size.Scheme) date.Day {
	all := p.rules.Versions(s)
	if len(all) == 0 {
		return date.Day{}
	}
	return all[len(all)-1].From
}

// because joins the reasons of a result.
func (p sizePage) because(r size.Result) string {
	var all []string
	for _, b := range r.Because {
		all = append(all, b.Say(p.Lang))
	}
	return strings.Join(all, p.T("size.page_and"))
}

// next says where the next class begins.
func (p sizePage) next() string {
	r := p.law()
	if !r.Known {
		return ""
	}
	if len(r.Next) == 0 {
		return p.T("size.page_top")
	}
	n := r.Next[0]
	say := p.T("size.page_next", n.Class.Name, n.Bound.Fact.Name(), n.Bound.Sentence().Say(p.Lang))
	if far := n.Bound.Low.At - p.asked.facts.Of(n.Bound.Fact).N; far > 0 {
		return p.T("size.page_join", say, p.T("size.page_far", p.rupiah(far)))
	}
	return p.T("size.page_join", say, p.T("size.page_edge"))
}

// step is the city's step within the class.
func (p sizePage) step() (text, note string) {
	if !p.asked.facts.Running {
		return "", ""
	}
	r := p.rules.Of(size.Steps, p.asked.facts)
	if !r.Known {
		return "", ""
	}
	return p.T("size.page_step", r.Class.Name, r.Because[0].Bound.Sentence().Say(p.Lang)), p.Show(r.Rule.Note)
}

// making reports that what was asked is of a maker of goods.
func (p sizePage) making() bool { return p.asked.facts.Workers.Known || p.asked.facts.Investment.Known }

// others is the same figures under the other schemes.
func (p sizePage) others() parts.Table {
	t := parts.Table{ID: "lain", Caption: p.T("size.page_others_caption"), Cards: true, Halves: true, Columns: []parts.Column{
		{Label: p.T("size.page_col_scheme"), Full: true}, {Label: p.T("size.page_col_result")}, {Label: p.T("size.page_col_why"), Full: true}}}
	for _, s := range []size.Scheme{size.Industri, size.BPS} {
		r := p.rules.Of(s, p.asked.facts)
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{
			{Text: p.T("size.scheme_" + string(s)), Note: p.T("size.about_" + string(s))}, {Text: p.outcome(r)}, {Text: p.why(r), Note: p.basis(r)}}})
	}
	return t
}

// outcome is a class, or the classes that remain possible.
func (p sizePage) outcome(r size.Result) string {
	switch {
	case r.Known:
		return p.Show(r.Class.Name)
	case len(r.Possible) == 0:
		return p.T("size.page_no_rules", p.day())
	case len(r.Because) > 0:
		return p.T("size.page_at_least", r.Class.Name)
	}
	return p.T("size.page_open")
}

// why is the reason of a result, and what would have to be known.
func (p sizePage) why(r size.Result) string {
	var all []string
	if text := p.because(r); text != "" {
		all = append(all, p.T("size.page_why", text))
	}
	if len(r.Missing) > 0 {
		var names []string
		for _, f := range r.Missing {
			names = append(names, p.T(string(f.Name())))
		}
		all = append(all, p.T("size.page_missing", strings.Join(names, p.T("size.page_comma"))))
	}
	return strings.Join(all, " ")
}

func (p sizePage) basis(r size.Result) string {
	if len(r.Version.Rules) == 0 {
		return ""
	}
	return p.T("size.page_basis", r.Rule.Basis)
}

// table is one version of a scheme.
func (p sizePage) table(v size.Version) parts.Table {
	t := parts.Table{Caption: p.T("size.page_rules_caption", lang.Key("size.scheme_"+string(v.Scheme)), p.span(v)), Shown: true, Cards: true, Halves: true}
	t.Columns = []parts.Column{{Label: p.T("size.page_col_class")}}
	facts := factsOf(v)
	for _, f := range facts {
		t.Columns = append(t.Columns, parts.Column{Label: p.T("size.col_" + string(f))})
	}
	last := "size.page_col_basis"
	if reasoned(v) {
		last = "size.page_col_why"
	}
	t.Columns = append(t.Columns, parts.Column{Label: p.T(last), Full: true})
	for _, r := range v.Rules {
		row := parts.Row{Here: p.here(v, r), Cells: []parts.Cell{{Text: p.Show(r.Class.Name)}}}
		for _, f := range facts {
			row.Cells = append(row.Cells, parts.Cell{Text: p.bound(r, f)})
		}
		basis := parts.Cell{Text: r.Basis, Lang: "id", Note: p.T("size.page_grade", r.Grade)}
		if reasoned(v) {
			basis = parts.Cell{Text: p.Show(r.Note), Note: p.T("size.page_basis", r.Basis) + " " + basis.Note}
		}
		row.Cells = append(row.Cells, basis)
		t.Rows = append(t.Rows, row)
	}
	return t
}

// here marks the row that answers what was asked.
func (p sizePage) here(v size.Version, r size.Rule) bool {
	if !p.answered {
		return false
	}
	got := p.rules.Of(v.Scheme, p.asked.facts)
	return got.Known && got.Version.ID == v.ID && got.Rule.Code == r.Code
}

func (p sizePage) bound(r size.Rule, f size.Fact) string {
	b, ok := r.Bound(f)
	if !ok {
		return "–"
	}
	return b.Sentence().Say(p.Lang)
}

// notes lists the remarks on the rules of a version, each once, with the classes
// that it is about.
func (p sizePage) notes(v size.Version) (out []string) {
	about := map[string][]string{}
	var order []string
	for _, r := range v.Rules {
		note := p.Show(r.Note)
		if note == "" {
			continue
		}
		if about[note] == nil {
			order = append(order, note)
		}
		about[note] = append(about[note], p.Show(r.Class.Name))
	}
	for _, note := range order {
		if len(about[note]) == len(v.Rules) {
			out = append(out, note)
			continue
		}
		out = append(out, p.T("size.page_note", strings.Join(about[note], p.T("size.page_comma")), note))
	}
	return out
}

// reasoned reports a scheme whose every rule has a reason of its own.
func reasoned(v size.Version) bool { return v.Scheme.City() || v.Scheme == size.Industri }

// shown reports a version that answered what was asked, so that it is not folded.
func (p sizePage) shown(v size.Version) bool {
	return slices.ContainsFunc(v.Rules, func(r size.Rule) bool { return p.here(v, r) }) && (!v.Scheme.City() && p.making() || v.Scheme == size.UMKM)
}

// span says from when until when a version holds.
func (p sizePage) span(v size.Version) string {
	if v.Until.IsZero() {
		return p.T("size.page_since", v.From)
	}
	return p.T("size.page_until", v.From, v.Until)
}

// sources lists where the rules of a version were read, each once.
func (p sizePage) sources(v size.Version) []string {
	var out []string
	for _, r := range v.Rules {
		if !slices.Contains(out, r.Source) {
			out = append(out, r.Source)
		}
	}
	return out
}

func factsOf(v size.Version) (out []size.Fact) {
	for _, f := range size.AllFacts {
		if slices.ContainsFunc(v.Rules, func(r size.Rule) bool { _, ok := r.Bound(f); return ok }) {
			out = append(out, f)
		}
	}
	return out
}

// more reports that something of the folded questions was answered, or is wrong.
func (p sizePage) more() bool {
	for _, f := range []string{"workers", "investment", "day"} {
		if _, wrong := p.bad.Field(f); wrong {
			return true
		}
	}
	return p.asked.workers+p.asked.investment+p.asked.day != ""
}
