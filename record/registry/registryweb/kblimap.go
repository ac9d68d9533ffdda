package registryweb

import (
	"strings"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/registry/kbli"
)

// mapIn is what the planner sends about a subsector.
type mapIn struct {
	act, session, slug string
	version, code, why string
}

// key is the code that is meant: people copy it with spaces.
func (in mapIn) key() kbli.Key {
	return kbli.Key{Version: in.version, Code: strings.ReplaceAll(in.code, " ", "")}
}

// mapping does what a form asks for.
type mapping func(tx *db.Tx, session, slug string, k kbli.Key, why string) error

// mapIns reads the form by which a code comes in.
func mapIns(r *web.Request) (mapIn, error) {
	v := r.Values()
	in := mapIn{"masuk", r.Session(), r.PathValue("slug"), v.Line("version", 8), v.Line("code", 10), v.Line("why", 500)}
	return in, v.Err()
}

// mapOuts reads the form by which a code goes out: it stands on the same page,
// so its fields have names of their own.
func mapOuts(r *web.Request) (mapIn, error) {
	v := r.Values()
	version, code, _ := strings.Cut(v.Line("out_code", 20), "-")
	in := mapIn{"keluar", r.Session(), r.PathValue("slug"), version, code, v.Line("out_why", 500)}
	return in, v.Err()
}

func (d KBLI) mapForm(read func(r *web.Request) (mapIn, error), do mapping) web.Form[mapIn, int] {
	return web.Form[mapIn, int]{
		Prepare: read,
		Act:     func(tx *db.Tx, in mapIn) (int, error) { return 0, do(tx, in.session, in.slug, in.key(), in.why) },
		Draw: func(tx *db.Tx, r *web.Request, in mapIn, _ int, bad *fault.Fault) (web.Reply, error) {
			if bad == nil {
				return web.Reply{To: r.Href("/kbli/ekraf/" + in.slug)}, nil
			}
			if bad.Kind != fault.Invalid && bad.Kind != fault.Conflict {
				return web.Reply{}, bad
			}
			return d.drawSubsector(tx, r, subsectorPage{sent: in, bad: in.told(bad)})
		},
	}
}

// told gives a fault with the names of the form that was sent.
func (in mapIn) told(bad *fault.Fault) *fault.Fault {
	if in.act != "keluar" {
		return bad
	}
	out := fault.New(bad.Kind, bad.Key, bad.Args...)
	for _, f := range bad.Fields {
		out.At("out_"+strings.TrimPrefix(f.Name, "out_"), f.Key, f.Args...)
	}
	return out
}

// ask is a question of one of the forms; what was typed stays with the form that
// was sent.
func (p subsectorPage) ask(act string, f parts.Field) parts.Field {
	if p.sent.act != act {
		f.Value = ""
		return f
	}
	f.Fault = p.bad
	return f
}

func (p subsectorPage) codeField() parts.Field {
	return p.ask("masuk", parts.Field{Name: "code", Label: p.T("kbli.map_code"), Help: p.T("kbli.map_code_help"), Mode: "numeric", Size: parts.Short, Max: 10, Value: p.sent.code})
}

func (p subsectorPage) whyField() parts.Field {
	return p.ask("masuk", parts.Field{Name: "why", Label: p.T("kbli.map_why"), Help: p.T("kbli.map_why_help"), Max: 500, Value: p.sent.why})
}

// versionChoice offers the versions that a mapping can speak of.
func (p subsectorPage) versionChoice() parts.Choice {
	c := parts.Choice{Field: p.ask("masuk", parts.Field{Name: "version", Label: p.T("kbli.fact_version"), Value: p.sent.version})}
	if c.Value == "" {
		c.Value = p.book.InForce().Version
	}
	for _, v := range p.book.Versions {
		c.Options = append(c.Options, parts.Option{Value: v.Version, Label: p.versionName(v.Version)})
	}
	return c
}

// outChoice offers the codes that are in the subsector now.
func (p subsectorPage) outChoice() parts.Choice {
	c := parts.Choice{Blank: p.T("kbli.map_out_pick"), Field: p.ask("keluar", parts.Field{Name: "out_code", Label: p.T("kbli.map_out_code"), Value: p.sent.version + "-" + p.sent.code})}
	for _, m := range p.now {
		code, _ := p.book.Code(m.Key)
		c.Options = append(c.Options, parts.Option{Value: m.Key.Version + "-" + m.Key.Code, Label: m.Key.Code + " " + p.title(code)})
	}
	return c
}

func (p subsectorPage) outWhyField() parts.Field {
	return p.ask("keluar", parts.Field{Name: "out_why", Label: p.T("kbli.map_why"), Help: p.T("kbli.map_why_help"), Max: 500, Value: p.sent.why})
}
