package kurasiweb

import (
	"alun/ground/db"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/account"
	"alun/record/registry/kurasi"
)

// mostCalls is how many calls a list shows.
const mostCalls = 100

// listPage is all calls: those that take entries first.
type listPage struct {
	page
	groups  []group
	codes   map[db.ID]string
	entries map[db.ID]int
}

type group struct {
	id, title string
	all       []kurasi.Call
}

func (d Desk) listPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	at, err := open(tx, r, page{})
	if err != nil {
		return web.Reply{}, err
	}
	p := listPage{page: at, codes: map[db.ID]string{}}
	all, err := kurasi.Calls(tx, mostCalls)
	if err == nil {
		p.entries, err = kurasi.EntriesOf(tx, all)
	}
	for _, g := range []struct {
		id     string
		phases map[string]bool
	}{{"open", map[string]bool{"open": true, "soon": true}}, {"judging", map[string]bool{"closed": true, "judging": true}}, {"done", map[string]bool{"published": true, "cancelled": true}}} {
		one := group{id: g.id, title: p.T("kurasiweb.group_" + g.id)}
		for _, c := range all {
			if g.phases[c.Phase(p.now)] {
				one.all = append(one.all, c)
				p.codes[c.ID] = d.Code(c.ID)
			}
		}
		if len(one.all) > 0 {
			p.groups = append(p.groups, one)
		}
	}
	return web.Reply{Page: &web.Page{Title: p.T("kurasiweb.title"), Description: p.T("kurasiweb.lead"), Nav: nav, Body: listBody(p)}}, err
}

// callPage is one call for everybody.
type callPage struct {
	page
	kurasi.Call
	code     string
	counts   kurasi.Counts
	curators []kurasi.Curator // only with the result
	result   kurasi.Public
	by       map[db.ID][]kurasi.Nominee // who put the chosen forward, by entry
	codeOf   func(db.ID) string
	next     string // address of the next page of chosen ones
	mine     bool   // who looks may enter
}

func (d Desk) callPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	at, err := open(tx, r, page{})
	if err != nil {
		return web.Reply{}, err
	}
	c, err := d.callOf(tx, r)
	if err != nil {
		return web.Reply{}, err
	}
	p := callPage{page: at, Call: c, code: d.Code(c.ID), codeOf: d.Code}
	if p.counts, err = kurasi.CountsOf(tx, c.ID); err != nil {
		return web.Reply{}, err
	}
	if c.State == kurasi.Published {
		if err := d.told(tx, r, &p); err != nil {
			return web.Reply{}, err
		}
	}
	if v, see := account.See(tx, r.Session()); see == nil {
		p.mine = v.Can(kurasi.MayEnter, account.At{Person: v.Person})
	}
	return web.Reply{Page: &web.Page{Title: c.Title, Description: c.Purpose, Nav: nav, Body: callBody(p)}}, nil
}

// onward is where a reader goes on from a call in the list; "" nowhere but to its page.
func (p listPage) onward(c kurasi.Call) string {
	switch {
	case c.Takes(p.now):
		return p.T("kurasiweb.enter_button_" + c.Kind)
	case c.State == kurasi.Published:
		return p.T("kurasiweb.to_result")
	}
	return ""
}

// about is how many entries there are, and when they come in.
func (p listPage) about(c kurasi.Call) string {
	return p.T("kurasiweb.entries_in", p.entries[c.ID]) + " · " + c.Span(p.Lang)
}

// told gathers the result, a page of it.
func (d Desk) told(tx *db.Tx, r *web.Request, p *callPage) error {
	after, err := d.after(r)
	if err == nil {
		p.result, err = kurasi.Chosen(tx, p.Call, after)
	}
	if err == nil {
		p.by, err = d.OpenNominees(tx, p.Call, p.result.Chosen)
	}
	if err == nil {
		p.curators, err = d.CuratorsOf(tx, p.Call)
	}
	if p.result.Next != 0 {
		p.next = p.href("/kurasi/"+p.code) + "?sesudah=" + d.Code(p.result.Next)
	}
	return err
}

// judges are the curators by name, with how many interests they declared.
func (p callPage) judges() parts.Table {
	t := parts.Table{ID: "para-kurator", Caption: p.T("kurasiweb.curators_title"), Columns: []parts.Column{{Label: p.T("kurasiweb.curator")}, {Label: p.T("kurasiweb.interests"), Number: true}}}
	for _, c := range p.curators {
		t.Rows = append(t.Rows, parts.Row{Cells: parts.Cells(c.Name, p.T("kurasiweb.number", c.Interests))})
	}
	return t
}

// interests counts what the curators declared.
func (p callPage) interests() (n int) {
	for _, c := range p.curators {
		n += c.Interests
	}
	return n
}

// law says what of the curators is told, and when.
func (p callPage) law() string {
	switch {
	case p.State != kurasi.Published && p.NamesPublic:
		return p.T("kurasiweb.law_names_later")
	case p.State != kurasi.Published:
		return p.T("kurasiweb.law_counts_later")
	case p.NamesPublic:
		return p.T("kurasiweb.law_names")
	}
	return p.T("kurasiweb.law_counts", len(p.curators), p.interests())
}
