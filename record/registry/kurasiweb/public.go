package kurasiweb

import (
	"alun/ground/db"
	"alun/ground/web"
	"alun/record/account"
	"alun/record/registry/kurasi"
)

// mostCalls is how many calls a list shows.
const mostCalls = 100

// listPage is all calls: those that take entries first.
type listPage struct {
	page
	groups []group
	codes  map[db.ID]string
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
	chosen   []kurasi.Outcome
	hidden   int
	shops    map[db.ID]string // public pages of businesses, by entry
	mine     bool             // who looks may enter
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
	p := callPage{page: at, Call: c, code: d.Code(c.ID), shops: map[db.ID]string{}}
	if p.counts, err = kurasi.CountsOf(tx, c.ID); err != nil {
		return web.Reply{}, err
	}
	if p.chosen, p.hidden, err = kurasi.Chosen(tx, c); err != nil {
		return web.Reply{}, err
	}
	for _, o := range p.chosen {
		p.shops[o.Entry.ID] = p.href("/usaha/" + d.Code(o.Business))
	}
	if c.State == kurasi.Published {
		if p.curators, err = d.CuratorsOf(tx, c); err != nil {
			return web.Reply{}, err
		}
	}
	if v, see := account.See(tx, r.Session()); see == nil {
		p.mine = v.Can(kurasi.MayEnter, account.At{Person: v.Person})
	}
	return web.Reply{Page: &web.Page{Title: c.Title, Description: c.Purpose, Nav: nav, Body: callBody(p)}}, nil
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
