package operate

import (
	"time"

	"alun/ground/lang"
	"alun/ground/web"
	"alun/ground/web/parts"
)

// statusPage is the first page: all lights, and what this installation is.
type statusPage struct {
	lang.Lang
	r      *web.Request
	s      state
	about  About
	engine string
	lights []light
}

func (d *Desk) status(r *web.Request) (web.Reply, error) {
	s := d.look(r.Context())
	p := statusPage{Lang: r.Lang, r: r, s: s, about: d.About, engine: d.DB.Engine().String(), lights: s.lights()}
	return web.Reply{Page: &web.Page{Title: r.Lang.T("operate.name"), Nav: "status", Body: statusBody(p)}}, nil
}

// head is the whole house in one sentence.
func (p statusPage) head() parts.Title {
	w := worst(p.lights)
	return parts.Title{Over: p.T("operate.name"), Title: p.T("operate.all_" + w.word()), Lead: p.T("operate.all_lead", moment(p.s.at)),
		Stamps: []parts.Stamp{{Kind: w.kind(), Label: p.T("operate.level_" + w.word())}}}
}

// table lists the lights, the worst first.
func (p statusPage) table() parts.Table {
	t := parts.Table{Caption: p.T("operate.lights"), Cards: true,
		Columns: []parts.Column{{Label: p.T("operate.part")}, {Label: p.T("operate.state"), Full: true}, {Label: p.T("operate.what"), Full: true}}}
	for level := bad; level >= good; level-- {
		for _, l := range p.lights {
			if l.level == level {
				t.Rows = append(t.Rows, p.row(l))
			}
		}
	}
	return t
}

func (p statusPage) row(l light) parts.Row {
	what := parts.Cell{Text: p.T("operate.is_"+l.key(), said(p.Lang, l.args)...)}
	if l.level != good {
		what.Part = next(p.T("operate.is_" + l.key() + "_next"))
	}
	name := parts.Cell{Text: p.T("operate.light_" + l.name)}
	if l.href != "" {
		name.Href = p.r.Href(l.href)
	}
	return parts.Row{Cells: []parts.Cell{name,
		{Part: parts.Cap(p.Lang, parts.Stamp{Kind: l.level.kind(), Label: p.T("operate.level_" + l.level.word())})}, what}}
}

// facts say which installation this is.
func (p statusPage) facts() []parts.Fact {
	in := p.s.inside
	up := span(p.s.at.Sub(p.about.Started)).say(p.Lang)
	out := []parts.Fact{
		{Label: p.T("operate.fact_version"), Value: p.about.Version},
		{Label: p.T("operate.fact_started"), Value: p.Show(moment(p.about.Started)), Note: p.T("operate.fact_up", up)},
		{Label: p.T("operate.fact_engine"), Value: p.engine, Note: p.sized()},
		{Label: p.T("operate.fact_migration"), Value: p.or(in.migration)},
		{Label: p.T("operate.fact_incarnation"), Value: p.or(in.incarnation), Note: p.T("operate.fact_incarnation_note")},
		p.headFact(),
		{Label: p.T("operate.fact_key"), Value: p.about.KeyID, Note: p.T("operate.fact_key_note")},
		{Label: p.T("operate.fact_requests"), Value: p.Show(p.s.hour.requests)},
		{Label: p.T("operate.fact_acts"), Value: p.Show(p.s.hour.acts)},
	}
	if p.s.up {
		out = append(out, parts.Fact{Label: p.T("operate.fact_files"), Value: p.T("operate.fact_files_value", in.blobs.Files, size(in.blobs.Bytes))})
	}
	return out
}

func (p statusPage) headFact() parts.Fact {
	f := parts.Fact{Label: p.T("operate.fact_head"), Value: p.T("operate.none")}
	if h := p.s.inside.head; h.Hash != "" {
		f.Value, f.Note = h.Hash, p.T("operate.fact_head_note", h.Seq)
	}
	return f
}

func (p statusPage) sized() string {
	if !p.s.up {
		return ""
	}
	return p.Show(size(p.s.inside.bytes))
}

// or says a fact that the database alone knows.
func (p statusPage) or(text string) string {
	if text == "" {
		return p.T("operate.unknown")
	}
	return text
}

// since is how long ago something was.
func since(l lang.Lang, now, then time.Time) string { return span(now.Sub(then)).say(l) }
