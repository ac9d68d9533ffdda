package productweb

import (
	"strconv"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/registry/product"
)

// onePage is the form of one product, and its photos once it is there.
type onePage struct {
	page
	product.Product
	code2 string // of the product; "" is a new one
	typed product.Typed
	shots []shot
	offs  []offShot
	now   []parts.Fact // what stands, where somebody was quicker
	alt   string       // what was typed for a photo that was refused
	given string       // with which sentence an officer gave it back
}

func whole(text string) int64 {
	n, _ := strconv.ParseInt(text, 10, 64) // 0 is none
	return n
}

func (d Desk) newPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	v := r.Values()
	p := onePage{typed: product.Typed{Stock: product.Ada, Shown: true}}
	if v.Line("isi", 10) == workForm {
		p.typed.Work = &product.TypedWork{HKI: product.NoHKI}
	}
	if err := v.Err(); err != nil {
		return web.Reply{}, err
	}
	return d.drawNew(tx, r, p)
}

func (d Desk) drawNew(tx *db.Tx, r *web.Request, p onePage) (web.Reply, error) {
	if err := d.open(tx, r, &p.page); err != nil {
		return web.Reply{}, err
	}
	if p.typed.Kind == "" && p.typed.Work == nil {
		p.typed.Kind = product.KindOf(p.view.Codes())
	}
	return web.Reply{Page: &web.Page{Title: p.heading(), Nav: ownNav, Body: oneBody(p)}}, nil
}

func (d Desk) onePage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	done, err := doneOf(r)
	if err != nil {
		return web.Reply{}, err
	}
	return d.drawOne(tx, r, page{done: done})
}

func (d Desk) drawOne(tx *db.Tx, r *web.Request, at page) (web.Reply, error) {
	return d.drawThat(tx, r, onePage{page: at}, nil)
}

// drawThat draws a product with what stands, or with what was typed.
func (d Desk) drawThat(tx *db.Tx, r *web.Request, p onePage, typed *typedOne) (web.Reply, error) {
	if err := d.open(tx, r, &p.page); err != nil {
		return web.Reply{}, err
	}
	p.code2 = r.PathValue("product")
	id, _ := d.ID(p.code2)
	one, err := d.One(tx, r.Session(), id)
	if err != nil || !one.On(p.view.ID) || !one.Removed.IsZero() {
		return web.Reply{}, orNone(err)
	}
	p.Product, p.typed, p.shots = one, one.Entry.Typed(), d.shots(one.Photos)
	if p.given, err = d.GivenBack(tx, r.Session(), one); err == nil {
		p.offs, err = d.offs(tx, p.page, one.ID)
	}
	if err != nil {
		return web.Reply{}, err
	}
	if typed != nil {
		p.typed = typed.set
		if p.bad != nil && p.bad.Kind == fault.Conflict {
			p.now = p.differs(one)
		}
	}
	return web.Reply{Page: &web.Page{Title: one.Name, Nav: ownNav, Body: oneBody(p)}}, nil
}

// differs tells what stands now, of what was typed otherwise.
func (p onePage) differs(now product.Product) (out []parts.Fact) {
	t := now.Entry.Typed()
	for _, x := range []struct{ label, there, yours string }{{"name", t.Name, p.typed.Name}, {"price", t.Price, p.typed.Price}, {"unit", t.Unit, p.typed.Unit}, {"about", t.About, p.typed.About}} {
		if x.there != x.yours {
			if x.there == "" {
				x.there = p.T("productweb.empty")
			}
			out = append(out, parts.Fact{Label: p.T("productweb.field_" + x.label), Value: x.there})
		}
	}
	return out
}

// typedOne is the form of a product as it was sent.
type typedOne struct {
	session, code string
	product       db.ID
	version       int64
	set           product.Typed
}

type addedOne struct{ Product db.ID }

func (d Desk) readOne(r *web.Request) (typedOne, error) {
	v := r.Values()
	in := typedOne{session: r.Session(), code: r.PathValue("code"), version: whole(v.Line("versi", 20)),
		set: product.Typed{Name: v.Line(product.FieldName, 300), About: v.Lines(product.FieldAbout, 3000), Price: v.Line(product.FieldPrice, 200), Unit: v.Line(product.FieldUnit, 100),
			Kind: v.Line(product.FieldKind, 40), Stock: v.Line(product.FieldStock, 20), Days: v.Line(product.FieldDays, 20), Shown: v.Line("tampil", 1) != ""}}
	in.set.Work = readWork(v)
	in.product, _ = d.ID(r.PathValue("product"))
	return in, v.Err()
}

func (d Desk) add() web.Form[typedOne, addedOne] {
	return web.Form[typedOne, addedOne]{Prepare: d.readOne,
		Act: func(tx *db.Tx, in typedOne) (addedOne, error) {
			v, err := d.seen(tx, in.session, in.code)
			if err != nil {
				return addedOne{}, err
			}
			id, err := d.Add(tx, in.session, v.ID, in.set)
			return addedOne{id}, err
		},
		Draw: func(tx *db.Tx, r *web.Request, in typedOne, out addedOne, bad *fault.Fault) (web.Reply, error) {
			switch {
			case bad == nil:
				return web.Reply{To: r.Href("/usaha-saya/"+in.code+"/produk/"+d.Code(out.Product)) + "?ya=tambah#foto"}, nil
			case bad.Kind == fault.Invalid || bad.Kind == fault.Conflict:
				return d.drawNew(tx, r, onePage{page: page{bad: bad}, typed: in.set})
			}
			return web.Reply{}, bad
		}}
}

func (d Desk) change() web.Form[typedOne, did] {
	return web.Form[typedOne, did]{Same: true, Prepare: d.readOne,
		Act: func(tx *db.Tx, in typedOne) (did, error) {
			v, err := d.seen(tx, in.session, in.code)
			if err != nil {
				return did{}, err
			}
			p, err := d.One(tx, in.session, in.product)
			if err != nil || !p.On(v.ID) {
				return did{}, orNone(err)
			}
			return did{"ubah"}, d.Change(tx, in.session, product.Changing{Product: in.product, Version: in.version, Set: in.set})
		},
		Draw: func(tx *db.Tx, r *web.Request, in typedOne, out did, bad *fault.Fault) (web.Reply, error) {
			switch {
			case bad == nil:
				return web.Reply{To: r.Href("/usaha-saya/" + in.code + "/produk?ya=" + out.Ya)}, nil
			case bad.Kind == fault.Invalid || bad.Kind == fault.Conflict:
				return d.drawThat(tx, r, onePage{page: page{bad: bad}}, &in)
			}
			return web.Reply{}, bad
		}}
}

// Fields of the form.

func (p onePage) field(name, key, value string) parts.Field {
	return parts.Field{Name: name, Label: p.T("productweb.field_" + key), Help: p.T("productweb.help_" + key), Value: value, Fault: p.bad, Auto: "off"}
}

func (p onePage) name() parts.Field {
	f := p.field(product.FieldName, "name", p.typed.Name)
	f.Max = product.MostName
	return f
}

func (p onePage) optional(name, key, value string) parts.Field {
	f := p.field(name, key, value)
	f.Optional = true
	return f
}

func (p onePage) about() parts.Field {
	f := p.optional(product.FieldAbout, "about", p.typed.About)
	f.Max = product.MostAbout
	return f
}

func (p onePage) days() parts.Field {
	f := p.optional(product.FieldDays, "days", p.typed.Days)
	f.Mode, f.Size, f.After, f.Max = "numeric", parts.Short, p.T("productweb.days"), 3
	return f
}

func (p onePage) stocks() parts.Choice {
	c := parts.Choice{Field: parts.Field{Name: product.FieldStock, Label: p.T("productweb.field_stock"), Value: p.typed.Stock, Fault: p.bad}}
	for _, s := range product.Stocks {
		c.Options = append(c.Options, parts.Option{Value: s, Label: p.T(product.StockWord(s))})
	}
	return c
}

func (p onePage) kinds() parts.Choice {
	c := parts.Choice{Field: p.optional(product.FieldKind, "kind", p.typed.Kind), Blank: p.T("productweb.kind_none")}
	for _, k := range product.Kinds {
		c.Options = append(c.Options, parts.Option{Value: k.Code, Label: p.T(k.Word())})
	}
	return c
}

func (p onePage) shownBox() parts.Field {
	f := parts.Field{Name: "tampil", Label: p.T("productweb.field_shown"), Help: p.T("productweb.help_shown")}
	if p.typed.Shown {
		f.Value = "1"
	}
	return f
}

func (p onePage) action() string {
	if p.code2 == "" {
		return p.href("/produk/baru")
	}
	return p.href("/produk/" + p.code2)
}

func (p onePage) heading() string {
	switch {
	case p.code2 != "":
		return p.Name
	case p.typed.Work != nil:
		return p.T("productweb.new_work_title")
	}
	return p.T("productweb.new_title")
}
