package accountweb

import (
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/account"
)

// grantTyped is a role as it was typed: shown again when something is wrong.
type grantTyped struct {
	role, standing, office, area string
	decree, about, signed        string
	from, until                  string
}

// readGrant reads the fields of a role. What is wrong is told by the act itself,
// but for what cannot be read at all.
func readGrant(v *web.Values) grantTyped {
	return grantTyped{role: v.Line("role", 20), standing: v.Line("standing", 20), office: v.Line("office", 60), area: v.Line("area", 20),
		decree: v.Line("decree", 80), about: v.Line("about", 200), signed: v.Line("signed", 10), from: v.Line("from", 10), until: v.Line("until", 10)}
}

// giving brings what was typed into form; a day that cannot be read is told.
func (g grantTyped) giving(d Door, bad *fault.Fault) account.Giving {
	out := account.Giving{Role: account.Role(g.role), Standing: account.Standing(g.standing), Area: g.area,
		Decree: account.Decree{Number: g.decree, About: g.about, Signed: readDay("signed", g.signed, bad)},
		From:   readDay("from", g.from, bad)}
	if g.until != "" {
		out.Until = readDay("until", g.until, bad)
	}
	if id, ok := d.ID(g.office); ok {
		out.Office = id
	} else if g.office != "" {
		bad.At("office", "account.office_unknown")
	}
	return out
}

func readDay(field, typed string, bad *fault.Fault) date.Day {
	day, err := date.ParseDay(typed)
	if err != nil {
		bad.At(field, "account.day_needed")
		return date.Day{}
	}
	return day
}

// grantFields are the questions about a role.
type grantFields struct {
	lang.Lang
	grantTyped
	offices []parts.Option
	areas   []parts.Option
	bad     *fault.Fault
}

func (d Door) grantFields(tx *db.Tx, l lang.Lang, g grantTyped, bad *fault.Fault) (grantFields, error) {
	p, err := d.places(tx, l.Tag())
	f := grantFields{Lang: l, grantTyped: g, bad: bad}
	for _, o := range p.offices {
		f.offices = append(f.offices, parts.Option{Value: d.Code(o.ID), Label: o.Name})
	}
	for _, a := range p.areas {
		f.areas = append(f.areas, parts.Option{Value: a.Code, Label: a.Name})
	}
	return f, err
}

// freshGrant is what the form holds before anything is typed.
func freshGrant(at time.Time) grantTyped {
	return grantTyped{standing: string(account.Definitif), from: date.DayOf(at).String()}
}

// roleOptions are the roles that a decree gives, with what they are for.
func roleOptions(l lang.Lang, notes bool) (out []parts.Option) {
	for _, r := range account.Roles {
		if r.Staff() {
			o := parts.Option{Value: string(r), Label: l.T("account.role_" + string(r))}
			if notes {
				o.Note = l.T("account.role_" + string(r) + "_note")
			}
			out = append(out, o)
		}
	}
	return out
}

func (f grantFields) field(name, value string) parts.Field {
	return parts.Field{Name: name, Label: f.T("account." + name + "_label"), Value: value, Fault: f.bad}
}

func (f grantFields) roleChoice() parts.Choice {
	return parts.Choice{Field: f.field("role", f.role), Options: roleOptions(f.Lang, true)}
}

func (f grantFields) standingChoice() parts.Choice {
	c := parts.Choice{Field: f.field("standing", f.standing)}
	for _, s := range account.Standings {
		c.Options = append(c.Options, parts.Option{Value: string(s), Label: f.T("account.standing_" + string(s)), Note: f.T("account.standing_" + string(s) + "_note")})
	}
	return c
}

func (f grantFields) officeChoice() parts.Choice {
	c := parts.Choice{Field: f.field("office", f.office), Blank: f.T("account.no_office"), Options: f.offices}
	c.Help, c.Optional = f.T("account.office_help"), true
	return c
}

func (f grantFields) areaChoice() parts.Choice {
	c := parts.Choice{Field: f.field("area", f.area), Blank: f.T("account.no_area"), Options: f.areas}
	c.Help, c.Optional = f.T("account.area_help"), true
	return c
}

func (f grantFields) day(name, value string, optional bool) parts.Field {
	x := f.field(name, value)
	x.Type, x.Size, x.Optional = "date", parts.Mid, optional
	if optional {
		x.Help = f.T("account." + name + "_help")
	}
	return x
}

func (f grantFields) number() parts.Field {
	x := f.field("decree", f.decree)
	x.Help, x.Max = f.T("account.decree_help"), 80
	return x
}

func (f grantFields) subject() parts.Field {
	x := f.field("about", f.about)
	x.Optional, x.Max = true, 200
	return x
}
