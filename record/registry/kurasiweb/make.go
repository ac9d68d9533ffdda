package kurasiweb

import (
	"strconv"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/account"
	"alun/record/registry/kurasi"
)

// makePage is the form of a call: a new one, or a draft that is said anew.
type makePage struct {
	page
	code    string // "" is a new one
	version int64
	kind    string   // of what can be entered: chosen once
	kinds   []string // to choose from
	typed   kurasi.Typed
}

func (d Desk) newPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	today := date.DayOf(tx.Now())
	return d.drawMake(tx, r, makePage{kind: kurasi.Product, typed: kurasi.Typed{Year: strconv.Itoa(today.Year), Opens: today.Next(7).String() + "T08:00", Closes: today.Next(28).String() + "T16:00", Quota: "10", Curators: "3", NamesPublic: true}})
}

func (d Desk) changePage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	return d.drawMake(tx, r, makePage{code: r.PathValue("code")})
}

func (d Desk) drawMake(tx *db.Tx, r *web.Request, p makePage) (web.Reply, error) {
	if _, err := account.May(tx, r.Session(), kurasi.MayCall, account.At{}); err != nil {
		return web.Reply{}, err
	}
	var err error
	if p.page, err = open(tx, r, p.page); err != nil {
		return web.Reply{}, err
	}
	p.kinds = d.Kinds()
	if p.code != "" {
		id, _ := d.ID(p.code) // what is none is found nowhere
		c, err := kurasi.ByID(tx, id)
		if err == nil && c.State != kurasi.Draft {
			err = fault.New(fault.Conflict, "kurasi.rules_stand")
		}
		if err != nil {
			return web.Reply{}, err
		}
		p.version, p.kind = c.Version, c.Kind
		if p.bad == nil {
			p.typed = c.Typed()
		}
	}
	return web.Reply{Page: &web.Page{Title: p.heading(), Nav: deskNav, Body: makeBody(p)}}, nil
}

func (p makePage) heading() string {
	if p.code == "" {
		return p.T("kurasiweb.new_title")
	}
	return p.T("kurasiweb.change_title")
}

func (p makePage) action() string {
	if p.code == "" {
		return p.href("/petugas/kurasi/baru")
	}
	return p.href("/petugas/kurasi/" + p.code + "/ubah")
}

func (p makePage) field(name, key, value string) parts.Field {
	return parts.Field{Name: name, Label: p.T("kurasiweb.field_" + key), Help: p.T("kurasiweb.help_" + key), Value: value, Auto: "off", Fault: p.bad}
}

// kindOf chooses what is judged.
func (p makePage) kindOf() parts.Choice {
	c := parts.Choice{Field: p.field(kurasi.FieldKind, "kind", p.kind)}
	for _, kind := range p.kinds {
		c.Options = append(c.Options, parts.Option{Value: kind, Label: p.T(kurasi.KindWord(kind))})
	}
	return c
}

func (p makePage) number(name, key, value string, optional bool) parts.Field {
	f := p.field(name, key, value)
	f.Mode, f.Size, f.Max, f.Optional = "numeric", parts.Short, 4, optional
	return f
}

// instant asks for day and time. A browser without a calendar takes it as text.
func (p makePage) instant(name, key, value string) parts.Field {
	f := p.field(name, key, value)
	f.Type, f.Size = "datetime-local", parts.Mid
	return f
}

func (p makePage) text(name, key, value string, most int) parts.Field {
	f := p.field(name, key, value)
	f.Max = most
	return f
}

func (p makePage) names() parts.Field {
	f := p.field("nama", "names", "")
	if p.typed.NamesPublic {
		f.Value = "1"
	}
	return f
}

// criterion is what is asked of one criterion.
type criterion struct{ title, about, weight parts.Field }

// fewCriteria is how many rows stand on the form when no more are in use.
const fewCriteria = 5

func (p makePage) criterions() (out []criterion) {
	rows := fewCriteria
	if len(p.typed.Criteria) > fewCriteria {
		rows = kurasi.MostCriteria
	}
	for i := range rows {
		var c kurasi.TypedCriterion
		if i < len(p.typed.Criteria) {
			c = p.typed.Criteria[i]
		}
		n := strconv.Itoa(i + 1)
		one := criterion{parts.Field{Name: kurasi.FieldCriterion + n, Label: p.T("kurasiweb.field_criterion", i+1), Value: c.Title, Max: kurasi.MostTitle, Auto: "off", Optional: i > 0, Fault: p.bad},
			parts.Field{Name: "ket" + n, Label: p.T("kurasiweb.field_about", i+1), Value: c.About, Max: 300, Auto: "off", Optional: true, Fault: p.bad},
			parts.Field{Name: kurasi.FieldWeight + n, Label: p.T("kurasiweb.field_weight", i+1), Value: c.Weight, Mode: "numeric", Size: parts.Short, Max: 3, Auto: "off", Optional: i > 0, Fault: p.bad}}
		out = append(out, one)
	}
	return out
}

// readCall reads the form of a call.
func (d Desk) readCall(r *web.Request) (said, error) {
	v := r.Values()
	in := said{session: r.Session(), code: r.PathValue("code"), kind: v.Line(kurasi.FieldKind, 20)}
	in.version, _ = strconv.ParseInt(v.Line("versi", 20), 10, 64)
	in.call, _ = d.ID(in.code)
	in.typed = kurasi.Typed{Year: v.Line(kurasi.FieldYear, 20), Title: v.Line(kurasi.FieldTitle, 500), Purpose: v.Lines(kurasi.FieldPurpose, 3000), Entrants: v.Lines(kurasi.FieldEntrants, 3000),
		Opens: v.Line(kurasi.FieldOpens, 40), Closes: v.Line(kurasi.FieldCloses, 40), Quota: v.Line(kurasi.FieldQuota, 20), Threshold: v.Line(kurasi.FieldThreshold, 20),
		Curators: v.Line(kurasi.FieldCurators, 20), NamesPublic: v.Line("nama", 1) != ""}
	for i := range kurasi.MostCriteria {
		n := strconv.Itoa(i + 1)
		in.typed.Criteria = append(in.typed.Criteria, kurasi.TypedCriterion{Title: v.Line(kurasi.FieldCriterion+n, 500), About: v.Line("ket"+n, 1000), Weight: v.Line(kurasi.FieldWeight+n, 20)})
	}
	for n := len(in.typed.Criteria); n > 0 && in.typed.Criteria[n-1] == (kurasi.TypedCriterion{}); n-- {
		in.typed.Criteria = in.typed.Criteria[:n-1]
	}
	return in, v.Err()
}

func (d Desk) make() web.Form[said, did] {
	return d.calling("buat", func(tx *db.Tx, in said) (db.ID, error) { return d.Make(tx, in.session, in.kind, in.typed) })
}

func (d Desk) change() web.Form[said, did] {
	return d.calling("ubah", func(tx *db.Tx, in said) (db.ID, error) {
		return in.call, d.Change(tx, in.session, kurasi.Step{Call: in.call, Version: in.version}, in.typed)
	})
}

// calling is the form of a call with what is done with it.
func (d Desk) calling(ya string, act func(tx *db.Tx, in said) (db.ID, error)) web.Form[said, did] {
	return web.Form[said, did]{Prepare: d.readCall,
		Act: func(tx *db.Tx, in said) (did, error) {
			id, err := act(tx, in)
			return did{Ya: ya, Code: d.Code(id)}, err
		},
		Draw: func(tx *db.Tx, r *web.Request, in said, out did, bad *fault.Fault) (web.Reply, error) {
			switch {
			case bad == nil:
				return web.Reply{To: r.Href("/petugas/kurasi/"+out.Code) + "?ya=" + out.Ya}, nil
			case bad.Kind == fault.Invalid || bad.Kind == fault.Conflict:
				return d.drawMake(tx, r, makePage{page: page{bad: bad}, code: in.code, kind: in.kind, typed: in.typed})
			}
			return web.Reply{}, bad
		}}
}
