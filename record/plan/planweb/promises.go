package planweb

import (
	"fmt"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/money"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/plan"
)

// promisesPage is all public promises.
type promisesPage struct {
	lang.Lang
	r   *web.Request
	all []plan.PromiseSum
}

func (d Desk) promises(tx *db.Tx, r *web.Request) (web.Reply, error) {
	all, err := plan.Promises(tx)
	if err != nil {
		return web.Reply{}, err
	}
	format, err := wanted(r)
	if err != nil {
		return web.Reply{}, err
	}
	if format != "" {
		return tableFile(format, "janji", promisesTable(r.Lang, all)), nil
	}
	return web.Reply{Page: &web.Page{Title: r.Lang.T("plan.promises_title"), Nav: "janji", Body: promisesBody(promisesPage{r.Lang, r, all})}}, nil
}

// theme is the promises of one theme.
type theme struct {
	name string
	list []plan.PromiseSum
}

// themes groups the promises in the order in which themes first occur.
func (p promisesPage) themes() []theme {
	var out []theme
	place := map[string]int{}
	for _, x := range p.all {
		name := x.Theme.In(p.Tag())
		i, ok := place[name]
		if !ok {
			i = len(out)
			place[name] = i
			out = append(out, theme{name: name})
		}
		out[i].list = append(out[i].list, x)
	}
	return out
}

func (p promisesPage) linked() int {
	n := 0
	for _, x := range p.all {
		if x.Rows > 0 {
			n++
		}
	}
	return n
}

func (p promisesPage) table(t theme) parts.Table {
	return PromiseTable(p.r, t.name, t.list, 0)
}

// PromiseTable lists promises with who made them and how many rows of the plan
// carry each. Phones show the first few only, or all when few is 0.
func PromiseTable(r *web.Request, caption string, list []plan.PromiseSum, few int) parts.Table {
	l := r.Lang
	out := parts.Table{Caption: caption, Cards: true, Halves: true, Columns: []parts.Column{{Label: l.T("plan.promise"), Full: true},
		{Label: l.T("plan.said_by")}, {Label: l.T("plan.rows_of_plan")}}}
	for i, x := range list {
		rows := parts.Cell{Text: l.T("plan.n_rows", x.Rows)}
		if x.Rows == 0 {
			rows = parts.Cell{Part: parts.Cap(l, parts.Stamp{Kind: parts.Plain, Label: l.T("plan.no_data_yet")})}
		}
		out.Rows = append(out.Rows, parts.Row{ID: promiseID(x.ID), Desk: few > 0 && i >= few, Cells: []parts.Cell{
			{Text: l.T("plan.quoted", x.Quote.In(l.Tag())), Href: promiseHref(r, x.ID)},
			{Text: x.SaidBy, Lang: foreign(l), Note: x.SaidOn.In(l.Tag())}, rows}})
	}
	return out
}

// promiseID is where a promise stands in a list.
func promiseID(id int) string { return fmt.Sprintf("janji-%d", id) }

// promisePage is one promise with the rows that carry it.
type promisePage struct {
	at
	promise plan.Promise
	rows    []plan.Carrier
}

func (d Desk) promise(tx *db.Tx, r *web.Request) (web.Reply, error) {
	id, found := whole(r.PathValue("id"))
	if !found {
		return web.Reply{}, fault.New(fault.NotFound, "plan.no_promise")
	}
	format, err := wanted(r)
	if err != nil {
		return web.Reply{}, err
	}
	p := promisePage{}
	if p.at, err = here(tx, r, plan.View{}); err != nil {
		return web.Reply{}, err
	}
	if p.promise, found, err = plan.PromiseByID(tx, id); err == nil && !found {
		err = fault.New(fault.NotFound, "plan.no_promise")
	}
	if err != nil {
		return web.Reply{}, err
	}
	if p.rows, err = plan.Carriers(tx, id); err != nil {
		return web.Reply{}, err
	}
	if format != "" {
		return tableFile(format, fmt.Sprintf("janji-%d", id), carriersTable(r.Lang, p.rows)), nil
	}
	return web.Reply{Page: &web.Page{Title: p.promise.Theme.In(r.Lang.Tag()), Description: p.promise.Quote.In(r.Lang.Tag()), Nav: "janji", Body: promiseBody(p)}}, nil
}

// byYear groups the rows by report, the newest first.
func (p promisePage) byYear() [][]plan.Carrier {
	var out [][]plan.Carrier
	for _, c := range p.rows {
		if n := len(out); n > 0 && out[n-1][0].View.ID == c.View.ID {
			out[n-1] = append(out[n-1], c)
		} else {
			out = append(out, []plan.Carrier{c})
		}
	}
	return out
}

func (p promisePage) title() parts.Title {
	t := parts.Title{Over: p.promise.Theme.In(p.Tag()), Title: p.T("plan.quoted", p.promise.Quote.In(p.Tag())), Small: true,
		Lead: p.T("plan.said", p.promise.SaidBy, p.promise.SaidOn)}
	if len(p.rows) == 0 {
		t.Stamps = []parts.Stamp{{Kind: parts.Plain, Label: p.T("plan.no_data_yet")}}
	}
	return t
}

// standing says what a year's rows say together; it judges nobody.
func (p promisePage) standing(rows []plan.Carrier) string {
	s := plan.StandingOf(rows)
	said := p.T("plan.standing", s.Known, s.Reached, s.Started, s.NotBegun)
	if unknown := s.Rows - s.Known; unknown > 0 {
		said = p.T("plan.two", said, p.T("plan.standing_unknown", unknown))
	}
	return p.T("plan.two", said, p.T("plan.standing_money", brief(p.Lang, money.Rupiah(s.Spent)), brief(p.Lang, money.Rupiah(s.Budget))))
}

// before tells that a report is older than the promise.
func (p promisePage) before(rows []plan.Carrier) bool {
	return rows[0].View.Quarter.End().Before(p.promise.SaidOn.Start())
}

func (p promisePage) rowHref(c plan.Carrier) string {
	return p.path(c.View, c.Slug, c.Code) + p.when(c.View)
}

func (p promisePage) strength(c plan.Carrier) parts.Stamp {
	if c.Linked.Strength == "langsung" {
		return parts.Stamp{Kind: parts.Running, Label: p.T("plan.strength_direct")}
	}
	return parts.Stamp{Kind: parts.Plain, Label: p.T("plan.strength_supports")}
}

// rowsID is where a report's rows stand in the page of a promise.
func rowsID(rows []plan.Carrier) string {
	return fmt.Sprintf("tahun-%d-%d", rows[0].View.Quarter.Year, rows[0].View.Quarter.N)
}

// linkedBy says who linked the rows and when; the same for all, it is said once.
func (p promisePage) linkedBy() (string, bool) {
	said := ""
	for _, c := range p.rows {
		this := p.T("plan.linked_by", c.Linked.By, c.Linked.On)
		if said != "" && said != this {
			return "", false
		}
		said = this
	}
	return said, said != ""
}
