package planweb

import (
	"fmt"
	"net/url"
	"strconv"

	"alun/ground/lang"
	"alun/ground/money"
	"alun/ground/quantity"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/plan"
	"alun/record/plan/e81"
)

// at is where a page stands: its reader, and the moment that it shows.
type at struct {
	lang.Lang
	r    *web.Request
	view plan.View
}

func here(r *web.Request, v plan.View) at { return at{r.Lang, r, v} }

// href is an address of the house that keeps the moment of the page.
func (a at) href(format string, args ...any) string {
	return a.r.Href(fmt.Sprintf(format, args...) + a.when())
}

// when is the query that an older report or revision needs, empty otherwise.
func (a at) when() string {
	if a.view.Current() {
		return ""
	}
	return "?" + url.Values{"tw": {strconv.Itoa(a.view.Quarter.N)}, "revisi": {strconv.Itoa(a.view.Revision)}}.Encode()
}

func (a at) yearHref() string              { return a.href("/renja/%d", a.view.Quarter.Year) }
func (a at) officeHref(slug string) string { return a.href("/renja/%d/%s", a.view.Quarter.Year, slug) }
func (a at) nodeHref(slug, code string) string {
	return a.href("/renja/%d/%s/%s", a.view.Quarter.Year, slug, code)
}

// downloads offers this page's figures as files.
func downloads(r *web.Request) []parts.Download {
	var out []parts.Download
	for _, format := range []string{"csv", "xlsx", "json"} {
		q := r.URL.Query()
		q.Set("format", format)
		out = append(out, parts.Download{Label: map[string]string{"csv": "CSV", "xlsx": "XLSX", "json": "JSON"}[format],
			Href: r.Href(r.URL.EscapedPath() + "?" + q.Encode())})
	}
	return out
}

// levelWord is a level's word on screen.
func levelWord(l lang.Lang, level e81.Level) string { return l.T("plan.level_" + level.String()) }

// amount writes a quantity with its unit; percentages take their sign.
func amount(l lang.Lang, q quantity.Quantity, unit string) string {
	switch {
	case !q.Known:
		return l.T("plan.unknown")
	case isPercent(unit):
		return quantity.Percent{Quantity: q}.In(l.Tag())
	case unit == "":
		return q.In(l.Tag())
	}
	return q.In(l.Tag()) + " " + unit
}

func isPercent(unit string) bool {
	switch plan.Fold(unit) {
	case "%", "persen", "persentase", "persentase persentase":
		return true
	}
	return false
}

// rupiah writes an amount in full, or says that it is not known.
func rupiah(l lang.Lang, p money.Printed) string {
	if !p.Known && p.Text == "" {
		return l.T("plan.unknown")
	}
	return p.In(l.Tag())
}

// short writes an amount in words of its size, or says that it is not known.
func short(l lang.Lang, p money.Printed) string {
	if !p.Known {
		return rupiah(l, p)
	}
	return money.Short{Rupiah: p.Rupiah, Decimals: 1}.In(l.Tag())
}

// percent writes a share, or an en dash.
func percent(l lang.Lang, p quantity.Percent) string {
	if !p.Known {
		return "–"
	}
	return quantity.Percent{Quantity: p.Round(1)}.In(l.Tag())
}

// stampOf is the stamp of a kind of note. Faults and questions look different,
// and neither is an accusation.
func stampOf(l lang.Lang, kind, state string) parts.Stamp {
	if state != "unclarified" {
		return parts.Stamp{Kind: parts.Done, Label: l.T("plan.state_" + state)}
	}
	if kind == "fault" {
		return parts.Stamp{Kind: parts.Flagged, Label: l.T("plan.kind_fault")}
	}
	return parts.Stamp{Kind: parts.Waiting, Label: l.T("plan.kind_" + kind)}
}

// sourceLine names where a row is printed.
func sourceLine(l lang.Lang, office, file string, page int) string {
	return l.T("plan.source_line", office, file, strconv.Itoa(page))
}
