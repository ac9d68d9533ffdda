package productweb

import (
	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/web"
	"alun/record/registry/product"
)

// mostHistory is how many changes a page shows.
const mostHistory = 50

// historyPage is what was changed of the products, the newest first.
type historyPage struct {
	page
	all []historyLine
}

type historyLine struct {
	product.Change
	code, day string
	facts     []string
	back      bool // it can be taken back: it is its product's newest
}

func (d Desk) historyPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	done, err := doneOf(r)
	if err != nil {
		return web.Reply{}, err
	}
	return d.drawHistory(tx, r, page{done: done})
}

func (d Desk) drawHistory(tx *db.Tx, r *web.Request, at page) (web.Reply, error) {
	p := historyPage{page: at}
	if err := d.open(tx, r, &p.page); err != nil {
		return web.Reply{}, err
	}
	all, err := d.History(tx, r.Session(), p.view.ID, 0, mostHistory)
	newest := map[db.ID]bool{}
	for _, c := range all {
		p.all = append(p.all, historyLine{Change: c, code: d.Code(c.ID), day: date.DayOf(c.At).In(p.Tag()), facts: p.told(c), back: p.backs && !newest[c.Product] && !c.Gone && (c.Before != nil || c.Kind == "added")})
		newest[c.Product] = true
	}
	return web.Reply{Page: &web.Page{Title: p.T("productweb.history_title"), Nav: ownNav, Body: historyBody(p)}}, err
}

// told says what a change changed: what stood before and after.
func (p historyPage) told(c product.Change) (out []string) {
	if c.Before == nil || c.After == nil {
		return nil
	}
	a, b := c.Before.Typed(), c.After.Typed()
	for _, x := range []struct{ label, was, is string }{{"name", a.Name, b.Name}, {"price", a.Price, b.Price}, {"unit", a.Unit, b.Unit}, {"about", a.About, b.About},
		{"stock", p.stock(*c.Before), p.stock(*c.After)}, {"kind", p.kind(a.Kind), p.kind(b.Kind)}, {"shown", p.shown(a.Shown), p.shown(b.Shown)}, {"work", p.work(c.Before.Work), p.work(c.After.Work)}} {
		if x.was != x.is {
			out = append(out, p.T("productweb.was_is", p.T("productweb.field_"+x.label), p.or(x.was), p.or(x.is)))
		}
	}
	return out
}

func (p historyPage) or(text string) string {
	if text == "" {
		return p.T("productweb.empty")
	}
	return text
}

func (p historyPage) kind(code string) string {
	if code == "" {
		return ""
	}
	return p.T(product.KindWord(code))
}

func (p historyPage) shown(is bool) string {
	if is {
		return p.T("productweb.shown")
	}
	return p.T("productweb.hidden")
}

func (d Desk) takeBack() web.Form[said, did] {
	return d.press(false, func(said) string { return "/riwayat-produk" }, func(tx *db.Tx, in said) (did, error) {
		v, err := d.seen(tx, in.session, in.code)
		if err != nil {
			return did{}, err
		}
		return did{"batal"}, d.TakeBack(tx, in.session, v.ID, in.change)
	}, d.drawHistory)
}
