package registryweb

import (
	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/registry/kbli"
)

// codePage is one code of the classification.
type codePage struct {
	kbliDesk
	version kbli.Version
	c       kbli.Code
	text    kbli.Parts
	mapping kbli.Mapping
	of      kbli.Subsector // no slug: it belongs to none
	files   []parts.Download
}

func (d KBLI) code(tx *db.Tx, r *web.Request) (web.Reply, error) {
	p := codePage{}
	var err error
	if p.kbliDesk, err = d.desk(tx, r); err != nil {
		return web.Reply{}, err
	}
	k := kbli.Key{Version: r.PathValue("version"), Code: r.PathValue("code")}
	var known, found bool
	if p.version, known = p.book.Version(k.Version); !known {
		return web.Reply{}, fault.New(fault.NotFound, "kbli.no_version", clip(k.Version))
	}
	if p.c, found = p.book.Code(k); !found {
		return web.Reply{}, fault.New(fault.NotFound, "kbli.no_code", clip(k.Code), k.Version)
	}
	if p.mapping, found, err = kbli.MappingOf(tx, k); err == nil && found {
		p.of, _, err = kbli.SubsectorBySlug(tx, p.mapping.Slug)
	}
	if err != nil {
		return web.Reply{}, err
	}
	format, err := wanted(r)
	if err != nil {
		return web.Reply{}, err
	}
	if format != "" {
		return codesFile(format, "kbli-"+k.Version+"-"+k.Code, p.book, append([]kbli.Code{p.c}, p.under(p.c)...)), nil
	}
	p.text, p.files = kbli.Split(p.c.Description), downloads(r)
	return web.Reply{Page: &web.Page{Title: p.T("kbli.code_title", p.c.Code, p.title(p.c), k.Version), Description: p.lead(), Nav: nav, Body: codeBody(p)}}, nil
}

// under lists all codes below a code.
func (d kbliDesk) under(c kbli.Code) []kbli.Code {
	var out []kbli.Code
	for _, b := range d.book.Below(c.Key()) {
		out = append(out, b)
		out = append(out, d.under(b)...)
	}
	return out
}

func (p codePage) lead() string {
	if p.c.Level == kbli.Class {
		return p.T("kbli.code_lead", p.c.Code, p.c.Version)
	}
	return p.T("kbli.group_lead", p.level(p.c.Level), len(p.classes()))
}

// classes are the five-digit codes below this one.
func (p codePage) classes() []kbli.Code {
	var out []kbli.Code
	for _, c := range p.under(p.c) {
		if c.Level == kbli.Class {
			out = append(out, c)
		}
	}
	return out
}

func (p codePage) crumbs() []parts.Link {
	return []parts.Link{{Label: p.T("kbli.name"), Href: p.r.Href("/kbli")}, {Label: p.c.Code}}
}

// rungs are the way from the section down to this code.
func (p codePage) rungs() []parts.Rung {
	var out []parts.Rung
	for _, up := range p.book.Path(p.c) {
		out = append(out, parts.Rung{Code: up.Code, Label: p.title(up), Href: p.codeHref(up.Key()), Lang: p.tongueOf(up), Note: p.level(up.Level)})
	}
	return append(out, parts.Rung{Code: p.c.Code, Label: p.title(p.c), Lang: p.tongueOf(p.c), Note: p.level(p.c.Level)})
}

// tongueOf marks an official title; that one is missing is said in the page's
// own language.
func (d kbliDesk) tongueOf(c kbli.Code) string {
	if !c.Named() {
		return ""
	}
	return d.tongue()
}

// shownBeside is how many neighbours are shown at once.
const shownBeside = 8

// beside are the neighbours in the same group: what a person might have meant.
func (p codePage) beside() (first, rest []kbli.Code) {
	all := p.book.Beside(p.c)
	if p.c.Level == kbli.Section || p.c.Parent == p.c.Section && p.c.Level == kbli.Class {
		all = p.near(all)
	}
	if len(all) <= shownBeside+2 {
		return all, nil
	}
	return all[:shownBeside], all[shownBeside:]
}

// near keeps, where the levels between are not known, the codes of the same
// group by their number.
func (p codePage) near(all []kbli.Code) []kbli.Code {
	var out []kbli.Code
	for _, c := range all {
		if len(p.c.Code) == 5 && c.Code[:4] == p.c.Code[:4] {
			out = append(out, c)
		}
	}
	return out
}

// fate says what became of the code in another version.
func (p codePage) fate(f kbli.Fate) parts.Note {
	other := p.versionName(f.Version.Version)
	switch {
	case f.There && f.SameName:
		return parts.Note{Kind: parts.Done, Title: p.T("kbli.fate_same", p.c.Code, other), Text: p.T("kbli.fate_same_text")}
	case f.There:
		return parts.Note{Kind: parts.Waiting, Title: p.T("kbli.fate_other", p.c.Code, other), Text: p.T("kbli.fate_other_text")}
	case f.Version.Whole():
		return parts.Note{Title: p.T("kbli.fate_gone", p.c.Code, other), Text: p.T("kbli.fate_gone_text")}
	}
	return parts.Note{Title: p.T("kbli.fate_gone", p.c.Code, other), Text: p.T("kbli.fate_unsure", f.Version.Official-f.Version.Held, f.Version.Official)}
}

// facts of a code: where it comes from, since when.
func (p codePage) facts() []parts.Fact {
	out := []parts.Fact{
		{Label: p.T("kbli.fact_version"), Value: p.versionName(p.version.Version), Note: p.held(p.version)},
		{Label: p.T("kbli.fact_law"), Value: p.version.Regulation},
		{Label: p.T("kbli.fact_source"), Value: p.version.Source, Note: p.T("kbli.fact_grade", p.version.SourceDate, p.version.Grade)},
		{Label: p.T("kbli.fact_licence"), Value: p.version.Licence},
	}
	if p.c.Named() && p.c.Title != p.c.Shown {
		out = append(out, parts.Fact{Label: p.T("kbli.fact_printed"), Value: p.c.Title})
	}
	return out
}

// basis says who mapped the code and why.
func (d kbliDesk) basis(m kbli.Mapping) string {
	if m.Proposed() {
		return d.T("kbli.basis_ours")
	}
	return d.T("kbli.basis_city", d.day(m), m.Basis)
}

func (d kbliDesk) day(m kbli.Mapping) string { return date.DayOf(m.From).In(d.Tag()) }
