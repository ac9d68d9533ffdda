package directoryweb

import (
	"slices"
	"strconv"
	"strings"

	"alun/ground/find"
	"alun/ground/lang"
	"alun/ground/web/parts"
)

// group is a filter with the values that what was found has.
type group struct {
	Name   string
	Label  string
	Open   bool
	Values []value
	More   []value // behind a fold
}

// value is a value of a filter: following it adds it to the question or takes it out.
type value struct {
	Label string
	Lang  string
	Count string
	Href  string
	On    bool
}

// facetOf names the facet of the index for each filter.
var facetOf = map[string]string{"kecamatan": "kecamatan", "kelurahan": "kelurahan", "subsektor": "subsector", "bidang": "division", "sertifikat": "holds"}

// inSight is how many values of a filter stand before the fold.
const inSight = 8

func (p listPage) groups() (out []group) {
	for i, name := range filterNames {
		g := group{Name: name, Label: p.groupName(name), Open: i == 0 || name == "sertifikat" || len(p.filters[name]) > 0 || name == "kelurahan" && len(p.filters["kecamatan"]) == 1}
		all := p.counts(name)
		for n, c := range all {
			v := p.value(name, c)
			if n < inSight || v.On {
				g.Values = append(g.Values, v)
			} else {
				g.More = append(g.More, v)
			}
		}
		if len(all) > 0 {
			out = append(out, g)
		}
	}
	return out
}

// counts are the values of a filter: what is chosen first, also where nothing has it.
func (p listPage) counts(name string) []find.Count {
	found := p.found.Facets[facetOf[name]]
	var out []find.Count
	for _, chosen := range p.filters[name] {
		n := 0
		if i := slices.IndexFunc(found, func(c find.Count) bool { return c.Value == chosen }); i >= 0 {
			n = found[i].N
		}
		out = append(out, find.Count{Value: chosen, N: n})
	}
	for _, c := range found {
		if !p.has(name, c.Value) && p.known(name, c.Value) && p.near1(name, c.Value) {
			out = append(out, c)
		}
	}
	return out
}

// near1 keeps of the kelurahan those of the kecamatan that are asked for.
func (p listPage) near1(name, value string) bool {
	chosen := p.filters["kecamatan"]
	return name != "kelurahan" || len(chosen) == 0 || slices.ContainsFunc(chosen, func(k string) bool { return strings.HasPrefix(value, k+".") })
}

func (p listPage) value(name string, c find.Count) value {
	v := value{Label: p.valueName(name, c.Value), Count: lang.Whole(p.Tag(), int64(c.N)), Href: p.href(p.toggled(name, c.Value)), On: p.has(name, c.Value)}
	if name == "bidang" && p.Tag() != lang.ID {
		v.Lang = "id"
	}
	return v
}

// inUse are the filters of the question, each with the way to leave it out.
func (p listPage) inUse() (out []parts.Tag) {
	for _, name := range filterNames {
		for _, v := range p.filters[name] {
			out = append(out, parts.Tag{Label: clip(p.valueName(name, v), 40), Remove: true, Href: p.href(p.toggled(name, v))})
		}
	}
	without := func(label string, change func(q *question)) {
		q := p.question
		q.from = 0
		change(&q)
		out = append(out, parts.Tag{Label: label, Remove: true, Href: p.href(q)})
	}
	if p.near != nil {
		without(p.fromWhere(), func(q *question) { q.near, q.within, q.sort = nil, 0, "" })
	}
	if p.box != nil {
		without(p.T("directoryweb.on_map"), func(q *question) { q.box = nil })
	}
	return out
}

// openTag asks for what is open now, or stops asking.
func (p listPage) openTag() parts.Tag {
	q := p.question
	q.open, q.from = !p.open, 0
	return parts.Tag{Label: p.T("directoryweb.open_now"), Href: p.href(q), Remove: p.open}
}

// orders are the orders of the list.
func (p listPage) orders() (out []parts.Tag) {
	add := func(key, sort string) {
		q := p.question
		q.sort, q.from = sort, 0
		out = append(out, parts.Tag{Label: p.T("directoryweb.sort_" + key), On: p.sort == sort, Href: p.href(q)})
	}
	if p.text != "" || p.near != nil {
		add("best", "")
	} else {
		add("any", "")
	}
	if p.near != nil {
		add("near", byDistance)
	}
	add("name", byName)
	return out
}

// rings are how far around the reader is looked.
func (p listPage) rings() (out []parts.Tag) {
	for _, m := range []int{1000, 3000, 10_000, 0} {
		q := p.question
		q.within, q.from = m, 0
		t := parts.Tag{Label: p.T("directoryweb.any_distance"), On: p.within == m, Href: p.href(q)}
		if m > 0 {
			t.Label = p.T("directoryweb.within", strconv.Itoa(m/1000))
		}
		out = append(out, t)
	}
	return out
}

// hiddenValues carry the question along when other words are asked for.
func (p listPage) hiddenValues() (out []parts.Pair) {
	q := p.question
	q.text, q.from = "", 0
	v := q.values()
	for _, name := range append(slices.Clone(filterNames), "buka", "dekat", "jarak", "kotak", "urut") {
		for _, one := range v[name] {
			out = append(out, parts.Pair{Name: name, Value: one})
		}
	}
	return out
}
