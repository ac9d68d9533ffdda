package deskweb

import (
	"alun/ground/db"
	"alun/record/registry"
	"alun/record/registry/ganda"
	"alun/record/registry/saring"
)

// noneOdd says what was looked at and found good; where there is no point, that none was.
func (p onePage) noneOdd() string {
	if !p.view.Placed {
		return p.T("deskweb.odd_none_text_bare")
	}
	return p.T("deskweb.odd_none_text")
}

// oddities gathers what is missing, what does not fit, and what may stand there twice.
func (d Desk) oddities(tx *db.Tx, p *onePage) error {
	if p.changes {
		for _, l := range registry.Missing(known(p.view.Business)) {
			p.odd = append(p.odd, oddity{title: p.T("deskweb.lack", p.T(l.Fact.Label())), text: p.T(l.Why)})
		}
	}
	code, outside, err := d.Book.Elsewhere(tx, p.r.Session(), p.view.ID)
	switch {
	case err != nil:
		return err
	case outside:
		p.odd = append(p.odd, oddity{title: p.T("deskweb.point_outside"), text: p.T("deskweb.point_outside_text")})
	case code != "":
		p.odd = append(p.odd, oddity{title: p.T("deskweb.point_elsewhere", p.say.Area(code)), text: p.T("deskweb.point_elsewhere_text")})
	}
	if err := d.marks(tx, p); err != nil {
		return err
	}
	return d.doubles(tx, p)
}

// marks tells which texts should be looked at, and why.
func (d Desk) marks(tx *db.Tx, p *onePage) error {
	all, err := registry.MarksOf(tx, []db.ID{p.view.ID})
	for _, m := range all[p.view.ID] {
		for _, rule := range m.Rules {
			x := oddity{title: p.T("deskweb.mark", p.T(m.Fact.Label())), text: p.T(saring.Word(rule), 0)}
			if p.checks {
				x.href, x.label = p.r.Href("/petugas/tanda"), p.T("deskweb.to_marks")
			}
			p.odd = append(p.odd, x)
		}
	}
	return err
}

// doubles tells what bears the same number, and what the finder thinks.
func (d Desk) doubles(tx *db.Tx, p *onePage) error {
	var others []db.ID
	if p.checks && p.changes {
		var err error
		if others, err = d.Book.Alike(tx, p.r.Session(), p.view.ID); err != nil {
			return err
		}
	}
	pairs, err := ganda.Of(tx, p.view.ID)
	if err != nil {
		return err
	}
	told := map[db.ID]bool{}
	for _, x := range pairs {
		other := x.A
		if other == p.view.ID {
			other = x.B
		}
		told[other] = true
		if x.State != ganda.Different {
			if err := d.double(tx, p, other, map[bool]string{true: "sure", false: "look"}[x.Sure], x.State); err != nil {
				return err
			}
		}
	}
	for _, other := range others {
		if !told[other] {
			if err := d.double(tx, p, other, "number", ganda.Waiting); err != nil {
				return err
			}
		}
	}
	return nil
}

func (d Desk) double(tx *db.Tx, p *onePage, other db.ID, kind string, state ganda.State) error {
	b, err := registry.ByID(tx, other)
	if err != nil {
		return err
	}
	if state == ganda.Waiting && (b.State == registry.Closed || b.State == registry.Merged) || len(p.odd) > mostDoubles+len(registry.Facts) {
		return nil
	}
	name, _, hidden, err := d.calls(tx, p.page, b)
	if err != nil || hidden && (kind == "number" || state == ganda.Merged && p.view.State != registry.Merged) {
		return err // neither whose number it has nor its state is told
	}
	if state == ganda.Merged {
		kind = "merged"
	}
	a, z := ganda.Ordered(p.view.ID, other)
	p.odd = append(p.odd, oddity{title: p.T("deskweb.double_"+kind, name), text: p.T("deskweb.double_text_" + kind), href: p.href("/ganda/" + d.Code(a) + "/dengan/" + d.Code(z)), label: p.T("deskweb.compare")})
	return nil
}
