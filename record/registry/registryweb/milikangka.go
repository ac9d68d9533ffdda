package registryweb

import (
	"slices"
	"strconv"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/registry"

	"github.com/a-h/templ"
)

// factGroup is facts that are said together, on one page, in one change set.
type factGroup struct {
	name  string // ends the address, and the keys of its sentences
	facts []registry.Fact
	seen  []string // sentences about who sees them
}

// The groups: the numbers of a business, and its description in three languages.
var (
	numberGroup = factGroup{"angka", []registry.Fact{registry.WorkersM, registry.WorkersF, registry.Capacity, registry.Sales, registry.Capital},
		[]string{"registryweb.sees_workers", "registryweb.sees_capacity", "registryweb.sees_money", "registryweb.sees_not"}}
	textGroup = factGroup{"teks", []registry.Fact{registry.AboutID, registry.AboutEN, registry.AboutJA},
		[]string{"registryweb.sees_texts", "registryweb.sees_missing"}}
	factGroups = []factGroup{textGroup, numberGroup}
)

// groupOf is the group in which a fact is said; false where it has a page of its own.
func groupOf(f registry.Fact) (factGroup, bool) {
	for _, g := range factGroups {
		if slices.Contains(g.facts, f) {
			return g, true
		}
	}
	return factGroup{}, false
}

// groupRoutes lists the addresses of the groups.
func (d Makers) groupRoutes() []web.Route {
	return []web.Route{
		web.Show("/usaha-saya/{code}/teks", d.groupShown(textGroup)),
		web.Do("/usaha-saya/{code}/teks", d.changeGroup(textGroup)),
		web.Show("/usaha-saya/{code}/angka", d.groupShown(numberGroup)),
		web.Do("/usaha-saya/{code}/angka", d.changeGroup(numberGroup)),
	}
}

// groupPage is the page on which the facts of a group are said.
type groupPage struct {
	ownPage
	group factGroup
	typed registry.Values
}

func (d Makers) groupShown(g factGroup) func(*db.Tx, *web.Request) (web.Reply, error) {
	return func(tx *db.Tx, r *web.Request) (web.Reply, error) { return d.drawGroup(tx, r, groupPage{group: g}) }
}

func (d Makers) drawGroup(tx *db.Tx, r *web.Request, p groupPage) (web.Reply, error) {
	if err := d.own(tx, r, &p.ownPage); err != nil {
		return web.Reply{}, err
	}
	if p.typed == nil {
		p.typed = p.view.Facts
	}
	p.bad = draftPage{Lang: p.Lang, view: p.view, bad: p.bad}.told(p.say)
	return web.Reply{Page: &web.Page{Title: p.T("registryweb.title_" + p.group.name), Nav: ownNav, Body: groupBody(p)}}, nil
}

// asks lists the facts that who looks may say. A helper neither sees nor writes sales and
// capital.
func (g factGroup) asks(as registry.Eye) (out []registry.Fact) {
	for _, f := range g.facts {
		if as != registry.Helping || f != registry.Sales && f != registry.Capital {
			out = append(out, f)
		}
	}
	return out
}

// changeGroup says all facts of a group in one change set.
func (d Makers) changeGroup(g factGroup) web.Form[draftSaid, ownDone] {
	return web.Form[draftSaid, ownDone]{Same: true,
		Prepare: func(r *web.Request) (draftSaid, error) {
			v := r.Values()
			in := draftSaid{session: r.Session(), code: r.PathValue("code"), set: registry.Values{}}
			for _, f := range g.facts {
				in.set[f] = v.Lines(string(f), 2000)
			}
			in.version, _ = strconv.ParseInt(v.Line("versi", 20), 10, 64) // 0 is whatever stands
			return in, v.Err()
		},
		Act: func(tx *db.Tx, in draftSaid) (ownDone, error) {
			v, err := d.seen(tx, in.session, in.code)
			if err != nil {
				return ownDone{}, err
			}
			all := in.set
			in.set = registry.Values{}
			for _, f := range g.asks(v.As) { // what was not asked is not said
				in.set[f] = all[f]
			}
			proposed, err := d.say(tx, v, in)
			return ownDone{Proposed: proposed}, err
		},
		Draw: func(tx *db.Tx, r *web.Request, in draftSaid, out ownDone, bad *fault.Fault) (web.Reply, error) {
			switch {
			case bad == nil && out.Proposed:
				return web.Reply{To: r.Href("/usaha-saya/" + in.code + "?ya=usul")}, nil
			case bad == nil:
				return web.Reply{To: r.Href("/usaha-saya/" + in.code + "?ya=ubah")}, nil
			case bad.Kind == fault.Invalid || bad.Kind == fault.Conflict:
				return d.drawGroup(tx, r, groupPage{ownPage: ownPage{bad: bad}, group: g, typed: in.set})
			}
			return web.Reply{}, bad
		},
	}
}

// field asks for a fact, with what was typed or stands.
func (p groupPage) field(f registry.Fact) parts.Field {
	out := parts.Field{Name: string(f), Label: p.T(f.Label()), Help: p.T("registryweb.help_" + string(f)), Value: p.typed[f], Optional: true, Fault: p.bad, Max: 2000, Auto: "off"}
	switch f {
	case registry.WorkersM, registry.WorkersF:
		out.Mode, out.Size, out.Max, out.After = "numeric", parts.Short, 10, p.T("registryweb.people")
	case registry.Capacity:
		out.Max = 60
	case registry.AboutID, registry.AboutEN, registry.AboutJA:
		out.Help, out.More = p.aboutHelp(f), templ.Attributes{"lang": aboutTongues[f]}
	}
	if shut(p.view, f) {
		out.Help = p.T("registryweb.stays")
	}
	return out
}

// aboutHelp says who reads a text, and what they read where it is missing.
func (p groupPage) aboutHelp(f registry.Fact) string {
	if p.typed[f] == "" {
		return p.T("registryweb.none_" + string(f))
	}
	return p.T("registryweb.reads_" + string(f))
}

// choice asks for a range; left as it is, one that is not shown stays.
func (p groupPage) choice(f registry.Fact) parts.Choice {
	c := parts.Choice{Field: p.field(f), Blank: p.T("registryweb.not_said")}
	if shut(p.view, f) {
		c.Blank = p.T("registryweb.as_it_is")
	}
	for _, b := range bandsOf(f) {
		c.Options = append(c.Options, parts.Option{Value: b.Code, Label: p.T(b.Word())})
	}
	return c
}

// bandsOf are the ranges of sales or capital; nil where a fact is typed.
func bandsOf(f registry.Fact) []registry.Band {
	switch f {
	case registry.Sales:
		return registry.SalesBands
	case registry.Capital:
		return registry.CapitalBands
	}
	return nil
}

// aboutTongues are the languages of the descriptions.
var aboutTongues = map[registry.Fact]string{registry.AboutID: "id", registry.AboutEN: "en", registry.AboutJA: "ja"}

// groupLink leads to the page of a group, where somebody may change it.
func (p ownPage) groupLink(g factGroup) parts.Button {
	return parts.Button{Label: p.T("registryweb.edit_" + g.name), Href: p.href("/" + g.name), Look: parts.Outline}
}
