package planweb

import (
	"fmt"
	"strconv"

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
	if format := wanted(r); format != "" {
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
	out := parts.Table{Caption: t.name, Cards: true, Columns: []parts.Column{{Label: p.T("plan.promise"), Full: true}, {Label: p.T("plan.said_by")}, {Label: p.T("plan.rows_of_plan")}}}
	for _, x := range t.list {
		rows := parts.Cell{Text: p.T("plan.n_rows", x.Rows)}
		if x.Rows == 0 {
			rows = parts.Cell{Part: parts.Cap(p.Lang, parts.Stamp{Kind: parts.Plain, Label: p.T("plan.no_data_yet")})}
		}
		out.Rows = append(out.Rows, parts.Row{ID: strconv.Itoa(x.ID), Cells: []parts.Cell{
			{Text: "“" + x.Quote.In(p.Tag()) + "”", Href: p.r.Href(fmt.Sprintf("/janji/%d", x.ID))},
			{Text: x.SaidBy, Note: x.SaidOn.In(p.Tag())}, rows}})
	}
	return out
}

// promisePage is one promise with the rows that carry it.
type promisePage struct {
	at
	promise plan.Promise
	rows    []plan.Carrier
}

func (d Desk) promise(tx *db.Tx, r *web.Request) (web.Reply, error) {
	id, err := strconv.Atoi(r.PathValue("id"))
	if err != nil {
		return web.Reply{}, fault.New(fault.NotFound, "plan.no_promise")
	}
	p := promisePage{at: here(r, plan.View{})}
	var found bool
	if p.promise, found, err = plan.PromiseByID(tx, id); err == nil && !found {
		err = fault.New(fault.NotFound, "plan.no_promise")
	}
	if err != nil {
		return web.Reply{}, err
	}
	if p.rows, err = plan.Carriers(tx, id); err != nil {
		return web.Reply{}, err
	}
	if format := wanted(r); format != "" {
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
	t := parts.Title{Over: p.promise.Theme.In(p.Tag()), Title: "“" + p.promise.Quote.In(p.Tag()) + "”", Small: true,
		Lead: p.T("plan.said", p.promise.SaidBy, p.promise.SaidOn)}
	if len(p.rows) == 0 {
		t.Stamps = []parts.Stamp{{Kind: parts.Plain, Label: p.T("plan.no_data_yet")}}
	}
	return t
}

// standing says what a year's rows say together; it judges nobody.
func (p promisePage) standing(rows []plan.Carrier) string {
	s := plan.StandingOf(rows)
	return p.T("plan.standing", s.Known, s.Reached, s.Started, s.NotBegun, s.Rows-s.Known,
		money.Short{Rupiah: money.Rupiah(s.Spent), Decimals: 1}, money.Short{Rupiah: money.Rupiah(s.Budget), Decimals: 1})
}

// before tells that a report is older than the promise.
func (p promisePage) before(rows []plan.Carrier) bool {
	return rows[0].View.Quarter.End().Before(p.promise.SaidOn.Start())
}

func (p promisePage) rowHref(c plan.Carrier) string {
	return p.r.Href(fmt.Sprintf("/renja/%d/%s/%s", c.View.Quarter.Year, c.Slug, c.Code))
}

func (p promisePage) strength(c plan.Carrier) parts.Stamp {
	if c.Linked.Strength == "langsung" {
		return parts.Stamp{Kind: parts.Running, Label: p.T("plan.strength_direct")}
	}
	return parts.Stamp{Kind: parts.Plain, Label: p.T("plan.strength_supports")}
}
