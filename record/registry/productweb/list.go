package productweb

import (
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/registry/product"
)

// listPage is the products of a business, in their order.
type listPage struct {
	page
	all []listLine
}

type listLine struct {
	product.Product
	code        string
	shots       []shot
	first, last bool
}

func (d Desk) listPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	done, err := doneOf(r)
	if err != nil {
		return web.Reply{}, err
	}
	return d.drawList(tx, r, page{done: done})
}

func (d Desk) drawList(tx *db.Tx, r *web.Request, at page) (web.Reply, error) {
	p := listPage{page: at}
	if err := d.open(tx, r, &p.page); err != nil {
		return web.Reply{}, err
	}
	all, err := d.List(tx, r.Session(), p.view.ID)
	for i, x := range all {
		p.all = append(p.all, listLine{x, d.Code(x.ID), d.shots(x.Photos), i == 0, i == len(all)-1})
	}
	return web.Reply{Page: &web.Page{Title: p.T("productweb.list_title"), Nav: ownNav, Body: listBody(p)}}, err
}

// stamp says whether others see a product: of a business that is closed nobody sees any.
func (p listPage) stamp(x listLine) parts.Stamp {
	if x.Shown && p.changes {
		return parts.Stamp{Kind: parts.Done, Label: p.T("productweb.shown")}
	}
	return parts.Stamp{Kind: parts.Plain, Label: p.T("productweb.hidden")}
}

// photoHref is where the first photo of a product is added or looked at.
func (p listPage) photoHref(x listLine) string { return p.href("/produk/"+x.code) + "#foto" }

// said is a short form about a product, a photo or a change.
type said struct {
	session, code          string
	product, photo, change db.ID
	version                int64
	step, text             string
}

func (d Desk) read(r *web.Request) (said, error) {
	v := r.Values()
	in := said{session: r.Session(), code: r.PathValue("code"), step: v.Line("langkah", 20), text: v.Line("alt_"+r.PathValue("photo"), 1000), version: whole(v.Line("versi", 20))}
	in.product, _ = d.ID(r.PathValue("product")) // what is none is found nowhere
	in.photo, _ = d.ID(r.PathValue("photo"))
	in.change, _ = d.ID(r.PathValue("change"))
	return in, v.Err()
}

// did is what became of it.
type did struct{ Ya string }

// press is a short form that leads back to a page of the business, or draws it again with
// what was wrong.
func (d Desk) press(same bool, to func(said) string, act func(tx *db.Tx, in said) (did, error), again func(*db.Tx, *web.Request, page) (web.Reply, error)) web.Form[said, did] {
	return web.Form[said, did]{Same: same, Prepare: d.read,
		Act: func(tx *db.Tx, in said) (did, error) {
			v, err := d.seen(tx, in.session, in.code)
			if err != nil {
				return did{}, err
			}
			if in.product != 0 {
				p, err := d.One(tx, in.session, in.product)
				if err != nil || !p.On(v.ID) {
					return did{}, orNone(err)
				}
			}
			return act(tx, in)
		},
		Draw: func(tx *db.Tx, r *web.Request, in said, out did, bad *fault.Fault) (web.Reply, error) {
			switch {
			case bad == nil:
				return web.Reply{To: r.Href("/usaha-saya/" + in.code + to(in) + "?ya=" + out.Ya)}, nil
			case bad.Kind == fault.Invalid || bad.Kind == fault.Conflict:
				return again(tx, r, page{bad: bad})
			}
			return web.Reply{}, bad
		}}
}

func orNone(err error) error {
	if err == nil {
		err = fault.New(fault.NotFound, "product.none")
	}
	return err
}

func toList(said) string { return "/produk" }

func (d Desk) show() web.Form[said, did] {
	return d.press(true, toList, func(tx *db.Tx, in said) (did, error) {
		if in.step == "tampil" {
			return did{"tampil"}, d.Show(tx, in.session, in.product, true)
		}
		return did{"sembunyi"}, d.Show(tx, in.session, in.product, false)
	}, d.drawList)
}

func (d Desk) order() web.Form[said, did] {
	return d.press(false, toList, func(tx *db.Tx, in said) (did, error) {
		return did{"ubah"}, d.Order(tx, in.session, in.product, in.step == "naik")
	}, d.drawList)
}

func (d Desk) remove() web.Form[said, did] {
	return d.press(false, toList, func(tx *db.Tx, in said) (did, error) {
		return did{"hapus"}, d.Remove(tx, in.session, in.product, in.version)
	}, d.drawOne)
}
