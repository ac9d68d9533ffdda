package planweb

import (
	"cmp"
	"iter"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"alun/ground/lang"
	"alun/ground/web/parts"
	"alun/record/plan"
	"alun/record/plan/e81"

	"github.com/a-h/templ"
)

// formID names the form of the filters, which the box for words belongs to.
const formID = "cari"

// href is the address of a search in a year's report, from a line on.
func (p searchPage) href(q plan.Query, year, from int) string {
	v := url.Values{}
	for name, text := range map[string]string{"q": q.Words, "opd": q.Slug, "tingkat": q.Level} {
		if text != "" {
			v.Set(name, text)
		}
	}
	if year > 0 {
		v.Set("tahun", strconv.Itoa(year))
	}
	if from > 0 {
		v.Set("dari", strconv.Itoa(from))
	}
	if len(v) == 0 {
		return p.r.Href("/cari")
	}
	return p.r.Href("/cari?" + v.Encode())
}

// without is the query with its filters, or one of them, left out.
func without(q plan.Query, filters ...string) plan.Query {
	if slices.Contains(filters, "opd") {
		q.Slug = ""
	}
	if slices.Contains(filters, "tingkat") {
		q.Level = ""
	}
	return q
}

// officeShort is the short name of an office that some report has, else "".
func (p searchPage) officeShort(slug string) string {
	for _, place := range p.hits.Tally {
		if place.Slug == slug {
			return place.Short
		}
	}
	return ""
}

// levelLabel is the word for a level, or "" for what is none.
func (p searchPage) levelLabel(word string) string {
	if level, ok := e81.ParseLevel(word); ok {
		return levelWord(p.Lang, level)
	}
	return ""
}

// officeChoice lists the offices of this report, and the one that is chosen.
func (p searchPage) officeChoice() parts.Choice {
	c := p.choice("opd", p.T("plan.office"), p.T("plan.search_all_offices"), p.asked.Slug)
	for _, place := range p.hits.Tally {
		if place.Report == p.view.ID || place.Slug == p.asked.Slug {
			c.Options = append(c.Options, parts.Option{Value: place.Slug, Label: place.Short})
		}
	}
	slices.SortFunc(c.Options, func(a, b parts.Option) int {
		return cmp.Or(cmp.Compare(plan.Fold(a.Label), plan.Fold(b.Label)), cmp.Compare(a.Value, b.Value))
	})
	c.Options = slices.Compact(c.Options)
	for i, o := range c.Options {
		c.Options[i].Label = p.counted(o.Label, plan.Query{Slug: o.Value, Level: p.asked.Level})
	}
	return c
}

// levelChoice lists the levels of this report, and the one that is chosen.
func (p searchPage) levelChoice() parts.Choice {
	c := p.choice("tingkat", p.T("plan.search_level"), p.T("plan.search_all_levels"), p.asked.Level)
	for level := e81.Sasaran; level <= e81.Subkegiatan; level++ {
		word := level.String()
		here := slices.ContainsFunc(p.hits.Tally, func(place plan.Place) bool { return place.Report == p.view.ID && place.Level == level })
		if here || word == p.asked.Level {
			c.Options = append(c.Options, parts.Option{Value: word, Label: p.counted(levelWord(p.Lang, level), plan.Query{Slug: p.asked.Slug, Level: word})})
		}
	}
	return c
}

// choice is one filter of the form. It may stay unanswered: the first line says so.
func (p searchPage) choice(name, label, all, chosen string) parts.Choice {
	return parts.Choice{Blank: all, Field: parts.Field{Name: name, Label: label, Value: chosen, Fault: p.wrong,
		More: templ.Attributes{"aria-required": false}}}
}

// counted adds to a choice how many lines it would leave. Where nothing was
// looked for, a count would mean something else.
func (p searchPage) counted(label string, q plan.Query) string {
	if p.wrong != nil {
		return label
	}
	return p.T("plan.search_option", label, p.hits.Of(p.view.ID, q))
}

// filtered tells whether a filter is in use.
func (p searchPage) filtered() bool { return p.asked.Slug != "" || p.asked.Level != "" }

// unfolded tells that the filters are in sight on a phone too.
func (p searchPage) unfolded() bool {
	_, office := p.wrong.Field("opd")
	_, level := p.wrong.Field("tingkat")
	return office || level
}

// summary heads the filters where they are folded.
func (p searchPage) summary() string {
	if n := len(p.inUse()); n > 0 {
		return p.T("parts.filter_n", n)
	}
	return p.T("parts.filter")
}

// inUse is what the search is narrowed by, each with the way to leave it out.
func (p searchPage) inUse() []parts.Tag {
	var out []parts.Tag
	for name, label := range p.filters() {
		out = append(out, parts.Tag{Label: label, Remove: true, Href: p.href(without(p.asked, name), p.year, 0)})
	}
	return out
}

// filters gives the filters in use by their name in the address, with what the
// reader calls them; what is refused as it was typed.
func (p searchPage) filters() iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		if s := p.asked.Slug; s != "" && !yield("opd", cmp.Or(p.officeShort(s), clip(s))) {
			return
		}
		if s := p.asked.Level; s != "" {
			yield("tingkat", cmp.Or(p.levelLabel(s), clip(s)))
		}
	}
}

// years are the reports to search in, for what can be searched.
func (p searchPage) years() []parts.Tag {
	var out []parts.Tag
	for _, v := range p.reports {
		t := parts.Tag{Label: v.Quarter.In(p.Tag()), On: v.ID == p.view.ID && p.wrong == nil, Href: p.href(p.known(), v.Quarter.Year, 0)}
		if p.wrong == nil {
			t.Count = lang.Whole(p.Tag(), int64(p.hits.Of(v.ID, p.asked)))
		}
		out = append(out, t)
	}
	return out
}

// known is the query without what is refused.
func (p searchPage) known() plan.Query {
	q := p.asked
	if p.wrong != nil && p.wrong.Key == tooLong {
		q.Words = ""
	}
	if p.officeShort(q.Slug) == "" {
		q.Slug = ""
	}
	if p.levelLabel(q.Level) == "" {
		q.Level = ""
	}
	return q
}

// ways lead from a search that found nothing to the nearest that finds
// something: without a filter or in another report, else in any without filters.
func (p searchPage) ways() []parts.Tag {
	var out []parts.Tag
	add := func(label string, q plan.Query, v plan.View) {
		if n := p.hits.Of(v.ID, q); n > 0 && !q.Empty() {
			out = append(out, parts.Tag{Label: label, Count: lang.Whole(p.Tag(), int64(n)), Href: p.href(q, v.Quarter.Year, 0)})
		}
	}
	for name, label := range p.filters() {
		add(p.T("plan.search_without", label), without(p.asked, name), p.view)
	}
	for _, v := range p.reports {
		add(v.Quarter.In(p.Tag()), p.asked, v) // this one holds nothing, and is left out
	}
	if len(out) == 0 {
		for _, v := range p.reports {
			add(p.T("plan.search_unfiltered", v.Quarter), without(p.asked, "opd", "tingkat"), v)
		}
	}
	return out
}

// nothing says what to do when no line was found.
func (p searchPage) nothing() parts.Empty {
	if len(p.ways()) > 0 {
		return parts.Empty{Title: p.T("plan.search_ways_title"), Text: p.T("plan.search_ways")}
	}
	return parts.Empty{Title: p.T("plan.search_none_title"), Text: p.T("plan.search_none_next")}
}

// tries are words to begin with: they stand in many rows. The reports are in
// Indonesian, so the words are in every language.
var tries = strings.Fields("sertifikasi banjir sekolah puskesmas pariwisata pasar sampah")

func (p searchPage) suggestions() []parts.Tag {
	var out []parts.Tag
	for _, word := range tries {
		out = append(out, parts.Tag{Label: word, Href: p.href(plan.Query{Words: word}, p.year, 0)})
	}
	return out
}
