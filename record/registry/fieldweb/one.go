package fieldweb

import (
	"math"
	"slices"
	"strconv"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/registry"
	"alun/record/registry/alive"
	"alun/record/registry/field"
)

// onePage is one business, as an officer stands before it.
type onePage struct {
	face
	view    registry.View
	code    string
	status  alive.Status
	past    []past
	typed   checking
	clashes []registry.Clash
	bad     *fault.Fault
	done    string
	said    deciding // a decision that was refused
}

// past is a check that was made.
type past struct {
	field.Past
	who, when, code string
}

const mostPast = 10

func (d Desk) onePage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	v := r.Values()
	done := dayDones[v.Line("ya", 10)]
	if err := v.Err(); err != nil {
		return web.Reply{}, err
	}
	return d.drawOne(tx, r, onePage{done: done})
}

func (d Desk) drawOne(tx *db.Tx, r *web.Request, p onePage) (web.Reply, error) {
	var err error
	if p.face, err = d.begin(tx, r); err != nil {
		return web.Reply{}, err
	}
	p.code = r.PathValue("code")
	id, err := d.businessOf(r)
	if err != nil {
		return web.Reply{}, err
	}
	// The right is asked before anything of the business is told.
	if p.status, err = d.Field.Status(tx, r.Session(), id); err != nil {
		return web.Reply{}, err
	}
	if p.view, err = d.Field.Book.See(tx, r.Session(), id); err != nil {
		return web.Reply{}, err
	}
	if p.past, err = d.pastOf(tx, p.face, id); err != nil {
		return web.Reply{}, err
	}
	if p.typed.set == nil {
		p.typed.set = registry.Values{}
		for _, f := range field.Corrects {
			p.typed.set[f] = p.shown(f)
		}
	}
	return web.Reply{Page: &web.Page{Title: p.view.Facts[registry.Name], Nav: nav, Body: oneBody(p), Scripts: []string{"lapangan/hari.js"}}}, nil
}

func (d Desk) pastOf(tx *db.Tx, f face, business db.ID) ([]past, error) {
	all, err := d.Field.Checks(tx, f.r.Session(), business, mostPast)
	var out []past
	for _, c := range all {
		if err != nil {
			return nil, err
		}
		name := ""
		if name, err = d.NameOf(tx, c.Officer); err == nil {
			out = append(out, past{c, name, f.moment(c.Made), d.Code(c.ID)})
		}
	}
	return out, err
}

func (p onePage) shown(f registry.Fact) string {
	if f == registry.Opens {
		return hours(p.view.Facts[f])
	}
	return p.view.Facts[f]
}

func (p onePage) href(end string) string { return p.r.Href("/petugas/lapangan/usaha/" + p.code + end) }

func (p onePage) version() string { return strconv.FormatInt(p.view.Version, 10) }

// key names this check, however often its form is sent.
func (p onePage) key() string {
	if p.typed.key != "" && p.bad == nil && len(p.clashes) == 0 {
		return p.typed.key
	}
	if p.typed.key != "" {
		return p.typed.key // nothing was kept: it is still the same check
	}
	p.r.FormKey() // the page is made for this reader
	return web.NewKey()
}

// band is how likely it works, in words.
func (p onePage) band() int { return field.BandOf(p.status.Score) }

func (p onePage) hundred() int { return int(math.Round(p.status.Score * 100)) }

func (p onePage) stamp() parts.Stamp {
	kinds := []parts.Kind{parts.Done, parts.Running, parts.Waiting, parts.Refused}
	return parts.Stamp{Kind: kinds[p.band()], Label: p.T("field.band_" + strconv.Itoa(p.band()))}
}

// reason is one addend of the score.
type reason struct{ text, weight string }

func (p onePage) reasons() []reason {
	var out []reason
	for i, x := range p.status.Parts {
		weight := ""
		switch size := max(x.Milli, -x.Milli); {
		case i == 0:
			weight = "start"
		case x.Milli > 0 && size >= 2000:
			weight = "for_much"
		case x.Milli > 0:
			weight = "for"
		case size >= 2000:
			weight = "against_much"
		default:
			weight = "against"
		}
		out = append(out, reason{p.T(string(x.Say), x.Args...), p.T("fieldweb.weighs_" + weight)})
	}
	return out
}

func (p onePage) facts() []parts.Fact {
	v := p.view.Facts
	out := []parts.Fact{{Label: p.T(registry.Kelurahan.Label()), Value: p.where(v)}}
	if text := p.exactly(v); text != "" {
		out = append(out, parts.Fact{Label: p.T(registry.Address.Label()), Value: text})
	}
	if text := hours(v[registry.Opens]); text != "" {
		out = append(out, parts.Fact{Label: p.T(registry.Opens.Label()), Value: text})
	}
	return out
}

// sealed reports that the address is opened only for a purpose, with a trace.
func (p onePage) sealed() bool { return p.view.Facts[registry.AtHome] != registry.No }

func (p onePage) founds() parts.Choice {
	c := parts.Choice{Field: parts.Field{Name: "found", Label: p.T("fieldweb.ask_found"), Value: string(p.typed.found), Fault: p.bad}}
	for _, f := range field.Founds {
		c.Options = append(c.Options, parts.Option{Value: string(f), Label: p.T("field.found_" + string(f)), Note: p.T("fieldweb.found_note_" + string(f))})
	}
	return c
}

func (p onePage) fact(f registry.Fact) parts.Field {
	x := parts.Field{Name: string(f), Label: p.T(f.Label()), Value: p.typed.set[f], Optional: true, Fault: p.bad}
	switch f {
	case registry.RT:
		x.Mode, x.Size = "numeric", parts.Short
	case registry.Opens:
		x.Help = p.T("fieldweb.help_hours")
	}
	return x
}

func (p onePage) note() parts.Field {
	return parts.Field{Name: "catatan", Label: p.T("fieldweb.ask_note"), Help: p.T("fieldweb.help_note"), Value: p.typed.note, Max: 500, Optional: true, Fault: p.bad}
}

func (p onePage) picture() parts.Field {
	return parts.Field{Name: "foto", Label: p.T("fieldweb.ask_photo"), Help: p.T("fieldweb.help_photo"), Type: "image/jpeg,image/png,image/webp", Optional: true, Fault: p.bad,
		More: map[string]any{"capture": "environment"}}
}

// choice asks which of two values is right.
func (p onePage) choice(c registry.Clash) parts.Choice {
	show := func(text string) string {
		if c.Fact == registry.Opens {
			text = hours(text)
		}
		if text == "" {
			return p.T("fieldweb.empty")
		}
		if c.Fact == registry.Kelurahan {
			return p.area(text)
		}
		return text
	}
	return parts.Choice{Field: parts.Field{Name: "pilih_" + string(c.Fact), Label: p.T(c.Fact.Label()), Value: "saya"}, Options: []parts.Option{
		{Value: "saya", Label: show(c.Yours), Note: p.T("fieldweb.yours")},
		{Value: "buku", Label: show(c.There), Note: p.T("fieldweb.theirs", p.moment(c.At))}}}
}

// decidable is the newest check that waits: one is decided after the other.
func (p onePage) decidable() []past {
	i := slices.IndexFunc(p.past, func(c past) bool { return c.State == "menunggu" && (p.said.check == 0 || p.said.check == c.ID) })
	if i < 0 || !p.view.State.Can(registry.Closing) {
		return nil
	}
	return p.past[i : i+1]
}
