package planweb

import (
	"strconv"

	"alun/ground/web/parts"
)

// narrow is the filter in the address.
func (p casesPage) narrow() parts.Filter {
	return parts.Filter{ID: "saring", Action: p.r.Href("/catatan"), Clear: p.r.Href("/catatan"),
		Groups: []parts.Group{p.yearGroup(), p.kindGroup(), p.officeGroup(), p.ruleGroup()}}
}

func (p casesPage) yearGroup() parts.Group {
	g := parts.Group{Name: "tahun", Label: p.T("plan.year"), Kind: parts.One, Open: true}
	for _, rep := range p.reports {
		y := strconv.Itoa(rep.Quarter.Year)
		g.Options = append(g.Options, parts.Facet{Value: y, Label: y, Count: -1, On: p.filter.Year == rep.Quarter.Year})
	}
	return g
}

func (p casesPage) kindGroup() parts.Group {
	g := parts.Group{Name: "jenis", Label: p.T("plan.kind"), Kind: parts.One, Open: true}
	for _, k := range kinds {
		g.Options = append(g.Options, parts.Facet{Value: k, Label: p.T("plan.kind_" + k), Count: -1, On: p.filter.Kind == k})
	}
	return g
}

func (p casesPage) officeGroup() parts.Group {
	g := parts.Group{Name: "opd", Label: p.T("plan.office"), Kind: parts.One}
	for _, o := range p.offices {
		g.Options = append(g.Options, parts.Facet{Value: o.Slug, Label: o.Short, Count: -1, On: p.filter.Slug == o.Slug})
	}
	return g
}

func (p casesPage) ruleGroup() parts.Group {
	g := parts.Group{Name: "aturan", Label: p.T("plan.rule"), Kind: parts.One}
	for _, r := range p.rules.All() {
		g.Options = append(g.Options, parts.Facet{Value: r.ID, Label: p.T(r.Name()), Count: -1, On: p.filter.Rule == r.ID})
	}
	return g
}

// inUse is what the list is narrowed by, each with the way to leave it out.
func (p casesPage) inUse() []parts.Tag {
	var out []parts.Tag
	for _, g := range p.narrow().Groups {
		for _, o := range g.Options {
			if o.On {
				out = append(out, parts.Tag{Label: o.Label, Remove: true, Href: p.query(g.Name, "", 0)})
			}
		}
	}
	return out
}
