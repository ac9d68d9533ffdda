package registryweb

import (
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web/parts"
	"alun/record/account"
	"alun/record/registry"
)

// areaOf is the area of a counter; "" is the whole city.
func areaOf(v account.Viewer) string {
	if v.Holds(account.Maker) || v.Holds(account.Helper) {
		return ""
	}
	for _, g := range v.Grants {
		if g.Role == account.Counter {
			return g.Area
		}
	}
	return ""
}

// within is the area in which who writes may place the business.
func (p draftPage) within() string {
	if p.counts {
		return areaOf(p.view.Viewer)
	}
	return ""
}

// whose finds for whom the form is: makers write for themselves, helpers for one whom
// they help, counters for whoever stands there.
func (d Makers) whose(tx *db.Tx, v account.Viewer, p *draftPage) error {
	if v.Holds(account.Maker) {
		p.helps = append(p.helps, parts.Option{Value: "", Label: p.T("registryweb.for_me")})
	}
	for _, g := range v.Grants {
		if g.Role != account.Helper {
			continue
		}
		name, err := d.NameOf(tx, g.Helps)
		if err != nil {
			return err
		}
		p.helps = append(p.helps, parts.Option{Value: d.Code(g.Helps), Label: name})
	}
	p.helper = !v.Holds(account.Maker) && len(p.helps) > 0
	p.counts = len(p.helps) == 0
	if len(p.helps) > 0 && p.owner == "" {
		p.owner = p.helps[0].Value
	}
	return nil
}

// ownerOf is the account whose business it will be; 0 is the register's own choice:
// the maker who writes, or at a counter nobody yet.
func (d Makers) ownerOf(tx *db.Tx, in draftSaid) (db.ID, error) {
	if in.owner != "" {
		id, ok := d.ID(in.owner)
		if !ok {
			return 0, fault.New(fault.Invalid, "registryweb.no_owner").At("owner", "registryweb.no_owner")
		}
		return id, nil
	}
	v, err := account.See(tx, in.session)
	if err != nil || v.Holds(account.Maker) {
		return 0, err
	}
	for _, g := range v.Grants {
		if g.Role == account.Helper {
			return g.Helps, nil
		}
	}
	return 0, nil
}

func (p draftPage) areaChoice() parts.Choice {
	c := parts.Choice{Field: p.field(registry.Kelurahan), Blank: p.T("registryweb.area_blank")}
	for _, a := range p.areas {
		c.Options = append(c.Options, parts.Option{Value: a.Code, Label: a.Shown(p.Lang)})
	}
	return c
}
