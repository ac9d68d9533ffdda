package opendataweb

import (
	"cmp"
	"slices"
	"strings"

	"alun/ground/lang"
	"alun/ground/web/parts"
	"alun/record/registry"
	"alun/record/registry/opendata"
)

// demoSays is what is said where made-up businesses are counted: that all are, or some.
func demoSays(l lang.Lang, only bool) string {
	if only {
		return l.T("opendataweb.demo_all")
	}
	return l.T("opendataweb.demo")
}

// licence is what a file says of its use. Numbers in which made-up businesses are counted are
// no data, so there is no licence to use them as such.
func licence(l lang.Lang, demo, only bool) string {
	if demo {
		return demoSays(l, only)
	}
	return l.T("opendataweb.licence_short")
}

// origin are the facts of where the numbers come from: grade and licence of real ones alone.
func (p page) origin() []parts.Fact {
	out := []parts.Fact{{Label: p.T("opendataweb.col_source"), Value: p.T("opendataweb.source_short"), Note: p.T("opendataweb.source_note", p.shares())}}
	if p.edition.Demo {
		return out
	}
	return append(out, parts.Fact{Label: p.T("opendataweb.grade"), Value: p.T("opendataweb.grade_value")},
		parts.Fact{Label: p.T("opendataweb.licence"), Value: p.T("opendataweb.licence_short")})
}

// shares says how well name and place of the businesses are known, the most of them first.
func (p page) shares() string {
	levels := append([]registry.Level{0}, registry.Levels...)
	levels = slices.DeleteFunc(levels, func(l registry.Level) bool { return p.edition.Known(l) == 0 })
	slices.SortStableFunc(levels, func(a, b registry.Level) int { return cmp.Compare(p.edition.Known(b), p.edition.Known(a)) })
	var out []string
	for _, l := range levels {
		out = append(out, p.T("opendataweb.share", p.T(l.Word()), percent(p.edition, l)))
	}
	return strings.Join(out, ", ")
}

// percent is a share in whole percent; what is less than one is said to be so.
func percent(e *opendata.Edition, l registry.Level) string {
	n := (e.Known(l)*200 + e.All()) / (2 * e.All())
	if n == 0 {
		return "<1"
	}
	return lang.Whole(lang.ID, n)
}
