package planweb

import (
	"fmt"
	"net/url"
	"strconv"

	"alun/ground/db"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/plan"
)

// at is where a page stands: its reader, and the moment that it shows.
type at struct {
	lang.Lang
	r      *web.Request
	view   plan.View
	newest map[int]plan.View // by year: what an address shows that names no moment

	gathering bool // offices are still missing in the report that is shown
}

func here(tx *db.Tx, r *web.Request, v plan.View) (at, error) {
	a := at{Lang: r.Lang, r: r, view: v, newest: map[int]plan.View{}}
	all, err := plan.Standings(tx)
	for _, whole := range []bool{true, false} {
		for _, rep := range all { // the newest first, and those that are whole before
			if _, has := a.newest[rep.Quarter.Year]; !has && rep.Gathering != whole {
				a.newest[rep.Quarter.Year] = plan.View{Report: rep.Report, Revision: rep.Revision}
			}
			a.gathering = a.gathering || rep.Gathering && rep.ID == v.ID
		}
	}
	return a, err
}

// when is the query that an older report or revision needs, empty otherwise.
func (a at) when(v plan.View) string {
	if v == a.newest[v.Quarter.Year] {
		return ""
	}
	return moment(v)
}

// moment is the query that names a quarter and a revision: what it leads to
// never changes.
func moment(v plan.View) string {
	return "?" + url.Values{"tw": {strconv.Itoa(v.Quarter.N)}, "revisi": {strconv.Itoa(v.Revision)}}.Encode()
}

// path is the address of a place in the plan of a view, without its moment.
func (a at) path(v plan.View, below ...string) string {
	out := "/renja/" + strconv.Itoa(v.Quarter.Year)
	for _, s := range below {
		out += "/" + s
	}
	return a.r.Href(out)
}

func (a at) yearHref() string              { return a.path(a.view) + a.when(a.view) }
func (a at) officeHref(slug string) string { return a.path(a.view, slug) + a.when(a.view) }
func (a at) nodeHref(slug, code string) string {
	return a.path(a.view, slug, code) + a.when(a.view)
}

// foreign is the language of what the report prints, where the page has
// another one.
func foreign(l lang.Lang) string {
	if l.Tag() == lang.ID {
		return ""
	}
	return string(lang.ID)
}

// stops is a row of short facts; the dot stays on the line before it.
func stops(a, b string) string { return a + "\u00a0· " + b }

// formats are the files that a page gives, and their words.
var formats = []struct{ key, word string }{{"csv", "CSV"}, {"xlsx", "XLSX"}, {"json", "JSON"}}

// downloads offers this page's figures as files.
func downloads(r *web.Request) []parts.Download {
	var out []parts.Download
	for _, f := range formats {
		q := r.URL.Query()
		q.Set("format", f.key)
		out = append(out, parts.Download{Label: f.word, Href: r.Href(r.URL.EscapedPath() + "?" + q.Encode())})
	}
	return out
}

// sourceLine names where a row is printed.
func sourceLine(l lang.Lang, office, file string, page int) string {
	return l.T("plan.source_line", office, file, strconv.Itoa(page))
}

// promiseHref is the address of a promise.
func promiseHref(r *web.Request, id int) string { return r.Href(fmt.Sprintf("/janji/%d", id)) }
