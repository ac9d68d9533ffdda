package directoryweb

import (
	"slices"
	"strings"

	"alun/ground/find"
)

// mostWays is how many ways lead out of an empty answer.
const mostWays = 5

// detour is the question without a part of it.
type detour struct {
	label string
	q     question
}

// otherWays lead out of an empty answer: what would be found without one part of the
// question, and at last without all filters.
func (d *Desk) otherWays(p listPage) (out []way, err error) {
	all := question{text: p.text, filters: map[string][]string{}}
	add := func(to detour) error {
		a := to.q.ask(p.now)
		a.Limit, a.Bare = 0, true
		found, err := d.Directory.Find(a)
		if err == nil && found.Total > 0 && !found.Any {
			out = append(out, way{p.T("directoryweb.way", to.label, found.Total), p.href(to.q)})
		}
		return err
	}
	for _, to := range slices.Concat(p.withoutFilter(), p.withoutPlace(), p.withoutWord()) {
		if len(out) == mostWays-1 || to.q.path() == all.path() {
			continue
		}
		if err := add(to); err != nil {
			return nil, err
		}
	}
	if p.narrowed() {
		err = add(detour{p.T("directoryweb.way_unfiltered"), all})
	}
	return out, err
}

// withoutFilter leaves out one filter, with all its values: they are alternatives, and to
// leave out one of them finds no more. A kelurahan and its kecamatan are one filter.
func (p listPage) withoutFilter() (out []detour) {
	for i, name := range filterNames {
		q, called := p.question.with(name, nil), p.valueNames(name)
		switch {
		case name == "kelurahan":
			continue // with the kecamatan
		case name == "kecamatan":
			q = q.with(filterNames[i+1], nil)
			called = append(called, p.valueNames(filterNames[i+1])...)
		}
		if len(called) > 0 {
			out = append(out, detour{p.T("directoryweb.way_without_filter", clip(strings.Join(called, ", "), 40)), q})
		}
	}
	return out
}

// valueNames are what the page calls the values of a filter that are asked for.
func (p listPage) valueNames(name string) (out []string) {
	for _, v := range p.filters[name] {
		out = append(out, p.valueName(name, v))
	}
	return out
}

// withoutPlace leaves out the hour, the distance or the part of the map.
func (p listPage) withoutPlace() (out []detour) {
	add := func(is bool, key string, change func(q *question)) {
		if is {
			q := p.question
			q.from = 0
			change(&q)
			out = append(out, detour{p.T("directoryweb.way_" + key), q})
		}
	}
	add(p.open, "any_time", func(q *question) { q.open = false })
	add(p.within > 0, "any_distance", func(q *question) { q.within = 0 })
	add(p.box != nil, "whole_city", func(q *question) { q.box = nil })
	return out
}

// withoutWord leaves out a word that stands nowhere.
func (p listPage) withoutWord() (out []detour) {
	words := strings.Fields(p.text)
	for _, u := range p.found.Words {
		if u.How == find.Nothing && len(words) > 1 {
			q := p.question
			q.from = 0
			q.text = strings.Join(slices.DeleteFunc(slices.Clone(words), func(w string) bool { return strings.EqualFold(w, u.Typed) }), " ")
			out = append(out, detour{p.T("directoryweb.way_without", u.Typed), q})
		}
	}
	return out
}
