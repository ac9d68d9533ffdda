package api

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"

	"alun/ground/db"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/ground/web/parts"
)

// Page is the readable page of the API, made from the same declarations as the
// document. Its examples are looked up in the database: they work.
func (a *API) Page() web.Route { return web.Show("/api", a.page) }

// page is what it shows.
type page struct {
	lang.Lang
	groups []group
	limits Limits
	paper  string // address of the document in this language
}

// group is the operations below one first word of their addresses: the page has them
// folded, or nobody would find the end of it.
type group struct {
	name string // "businesses"
	ops  []shown
}

// shown is an operation with what is listed below it.
type shown struct {
	*Op
	shapes []Shape
	curl   string
}

func (a *API) page(tx *db.Tx, r *web.Request) (web.Reply, error) {
	p := page{Lang: r.Lang, limits: a.limits, paper: r.Href(Prefix + "/openapi.json")}
	for _, o := range a.Ops() {
		call, err := o.Example(tx)
		if err != nil {
			return web.Reply{}, err
		}
		p.put(shown{o, a.Shapes(r.Lang, o), o.curl(call)})
	}
	return web.Reply{Page: &web.Page{Title: r.Lang.T("api.page_title"), Body: pageBody(p)}}, nil
}

// put adds an operation to its group; groups come in the order of their first operations.
func (p *page) put(o shown) {
	name, _, _ := strings.Cut(strings.TrimPrefix(o.Path, "/"), "/")
	i := slices.IndexFunc(p.groups, func(g group) bool { return g.name == name })
	if i < 0 {
		i, p.groups = len(p.groups), append(p.groups, group{name: name})
	}
	p.groups[i].ops = append(p.groups[i].ops, o)
}

// curl is the line that makes a call from a shell. The address of this house
// stands in $ALUN: a page that is kept for everybody knows no host.
func (o *Op) curl(c Call) string {
	var b strings.Builder
	b.WriteString("curl")
	if o.method != "GET" {
		b.WriteString(" -X " + o.method + ` -H "Idempotency-Key: $(uuidgen)"`)
	}
	if o.Scope != "" {
		b.WriteString(` -H "Authorization: Bearer $ALUN_KEY"`)
	}
	for _, name := range slices.Sorted(maps.Keys(c.Header)) {
		b.WriteString(" -H " + quoted(name+": "+c.Header[name]))
	}
	switch body := c.Body.(type) {
	case nil:
	case []byte:
		b.WriteString(" --data-binary @renja.csv")
	default:
		raw, _ := json.Marshal(body) // an example is plain data
		b.WriteString(" -H 'Content-Type: application/json' -d " + quoted(string(raw)))
	}
	b.WriteString(` "$ALUN` + Prefix + c.Path + `"`)
	return b.String()
}

// quoted is a word for a shell.
func quoted(text string) string { return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'" }

func (p page) contents(g group) parts.Table {
	t := parts.Table{Caption: p.T("api.page_toc"), Cards: true,
		Columns: []parts.Column{{Label: p.T("api.page_operation"), Full: true}, {Label: p.T("api.page_does"), Full: true}}}
	for _, o := range g.ops {
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{{Text: o.method + " " + o.Path, Href: "#" + o.ID}, {Text: p.T(o.Say)}}})
	}
	return t
}

func (p page) parameters(o shown) parts.Table {
	t := parts.Table{Caption: p.T("api.page_parameters"), Dense: true, Cards: true,
		Columns: []parts.Column{{Label: p.T("api.page_name"), Full: true}, {Label: p.T("api.page_kind")}, {Label: p.T("api.page_meaning"), Full: true}}}
	for _, s := range o.shapes {
		name := parts.Cell{Text: s.Name, Note: s.In}
		if s.Required {
			name.Note += " · " + p.T("api.page_must")
		}
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{name, {Text: s.Type}, {Text: s.Say}}})
	}
	return t
}

func (p page) faults() parts.Table {
	t := parts.Table{Caption: p.T("api.page_faults"), Cards: true, Columns: []parts.Column{{Label: p.T("api.page_status")}, {Label: p.T("api.page_meaning"), Full: true}}}
	for _, status := range slices.Sorted(maps.Keys(FaultKinds)) {
		kind := FaultKinds[status]
		t.Rows = append(t.Rows, parts.Row{ID: "fault-" + kind, Cells: parts.Cells(strconv.Itoa(status), p.T("api.title_"+kind))})
	}
	return t
}
