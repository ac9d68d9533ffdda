package asosiasiweb

import (
	"net/http"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/registry"
	"alun/record/registry/asosiasi"
	"alun/record/registry/face"
)

// mostMembers is how many members stand on a page.
const mostMembers = 50

// listed is what everybody sees of all associations.
type listed struct {
	page
	all []asosiasiLine
}

// asosiasiLine is one of them.
type asosiasiLine struct {
	asosiasi.Asosiasi
	code  string
	count asosiasi.Counted
}

func (d Door) listPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	var p listed
	if err := d.open(tx, r, &p.page); err != nil {
		return web.Reply{}, err
	}
	all, err := asosiasi.Public(tx)
	for _, a := range all {
		line := asosiasiLine{Asosiasi: a, code: d.Code(a.ID)}
		if err == nil {
			line.count, err = asosiasi.Count(tx, a.ID)
		}
		p.all = append(p.all, line)
	}
	return one(p.T("asosiasiweb.list_title"), nav, web.Page{Description: p.T("asosiasiweb.list_lead"), Body: listBody(p)}), err
}

// members says how many there are, as far as everybody may know.
func (p page) members(c asosiasi.Counted) string {
	switch {
	case c.Told():
		return p.T("asosiasiweb.members", c.All)
	case c.All < asosiasi.Least:
		return p.T("asosiasiweb.members_few", asosiasi.Least)
	}
	return p.T("asosiasiweb.members_many", asosiasi.Least)
}

// shown is one association, as everybody sees it.
type shown struct {
	page
	asosiasiLine
	all  []businessLine
	next string
}

// businessLine is a business as everybody sees it.
type businessLine struct {
	registry.Business
	code string
}

func (d Door) publicPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	v := r.Values()
	after := d.id(v.Line("sesudah", 20))
	if err := v.Err(); err != nil {
		return web.Reply{}, err
	}
	var p shown
	err := d.open(tx, r, &p.page)
	if err != nil {
		return web.Reply{}, err
	}
	a, found, err := asosiasi.One(tx, d.id(p.page.code))
	if err == nil && !found {
		err = fault.New(fault.NotFound, "asosiasi.none")
	}
	if err != nil {
		return web.Reply{}, err
	}
	p.asosiasiLine = asosiasiLine{Asosiasi: a, code: p.page.code}
	if a.State == asosiasi.Ended {
		reply := one(a.Name, nav, web.Page{Body: endedBody(p)})
		reply.Status = http.StatusGone
		return reply, nil
	}
	if p.count, err = asosiasi.Count(tx, a.ID); err != nil {
		return web.Reply{}, err
	}
	all, err := d.Desk.ShownMembers(tx, a.ID, after, mostMembers+1)
	for i, b := range all {
		if i == mostMembers {
			p.next = p.href(public + "/" + p.page.code + "?sesudah=" + d.Code(all[i-1].ID))
			break
		}
		p.all = append(p.all, businessLine{b, d.Code(b.ID)})
	}
	return one(a.Name, nav, web.Page{Description: a.About, Body: publicBody(p)}), err
}

// short is an association in one line: its trades, and how many members it has.
func (p page) short(a asosiasiLine) string {
	if trades := p.trades(a.Subsectors); trades != "" {
		return trades + " · " + p.members(a.count)
	}
	return p.members(a.count)
}

// examples marks what a made-up person made.
func examples(a asosiasi.Asosiasi) []parts.Stamp {
	if a.Demo {
		return []parts.Stamp{{Kind: parts.Example}}
	}
	return nil
}

// table lists the members that are shown, each with the way to its page.
func (p shown) table() parts.Table {
	t := parts.Table{ID: "para-anggota", Caption: p.members(p.count), Columns: []parts.Column{{Label: p.T("asosiasiweb.member")}, {Label: p.T("asosiasiweb.member_where")}}}
	for _, b := range p.all {
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{{Text: b.Facts[registry.Name], Href: p.href("/usaha/" + b.code), Lang: p.foreign(), Note: p.trades(b.Facts[registry.Subsectors])}, {Text: p.areas[b.Facts[registry.Kelurahan]]}}})
	}
	return t
}

// facts are what is told of an association, and how it is reached.
func (p page) facts(a asosiasi.Asosiasi) (out []parts.Fact) {
	for _, x := range []parts.Fact{
		{Label: p.T("asosiasiweb.trade"), Value: p.trades(a.Subsectors)},
		{Label: p.T("registry.fact_phone"), Value: face.Number(a.Phone), Href: "tel:+" + a.Phone},
		{Label: p.T("registry.fact_mail"), Value: a.Mail, Href: "mailto:" + a.Mail},
		{Label: p.T("registry.fact_web"), Value: a.Web, Href: a.Web},
		{Label: p.T("asosiasiweb.since"), Value: face.Since(p.Lang, a.Started)},
		{Label: p.T("asosiasiweb.legal"), Value: a.Legal},
	} {
		if x.Value != "" {
			out = append(out, x)
		}
	}
	if !a.Recognised.IsZero() {
		out = append(out, parts.Fact{Label: p.T("asosiasiweb.recognised"), Value: p.day(a.Recognised)})
	}
	return out
}
