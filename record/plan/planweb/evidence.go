package planweb

import (
	"strconv"
	"strings"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/quantity"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/plan"
)

// evidenceRoutes lists the addresses of data dukung.
func (d Desk) evidenceRoutes() []web.Route {
	const all = "/putaran/{year}/{quarter}/{opd}/dukung"
	const row = all + "/{row}"
	return []web.Route{
		web.Show(all, d.evidenceDesk, "semua"),
		web.Show(row, d.evidenceRow, "kabar"),
		web.Do(row, d.evidenceForm()),
		web.Show(row+"/daftar/{list}", d.namesPage, "dari"),
		web.Do(row+"/daftar/{list}", d.countNames()),
		web.Show(row+"/berkas/{evidence}/{hash}", d.evidenceFile),
	}
}

// evidenceAt is the evidence of an office in a round, as its reader sees it.
type evidenceAt struct {
	visit
	desk plan.EvidenceDesk
	code func(db.ID) string
}

func (d Desk) evidenceAt(tx *db.Tx, r *web.Request) (evidenceAt, error) {
	e := evidenceAt{code: d.Code}
	var err error
	if e.visit, err = d.visitOf(tx, r); err != nil {
		return e, err
	}
	q, err := quarterAt(r)
	if err != nil {
		return e, err
	}
	office, err := roundOffice(tx, r, q)
	if err != nil {
		return e, err
	}
	e.desk, err = plan.EvidenceDeskOf(tx, r.Session(), q, office)
	return e, err
}

func (e evidenceAt) quarter() date.Quarter { return e.desk.Round.Quarter }

func (e evidenceAt) href(below ...string) string {
	return e.roundHref(e.quarter(), append([]string{e.desk.Office.Slug, "dukung"}, below...)...)
}

// indicatorName names an indicator in addresses: the row's code and its place.
func indicatorName(x plan.Indicated) string { return x.Code + "-" + strconv.Itoa(x.Seq) }

// indicatorAt finds the indicator that an address names.
func indicatorAt(desk plan.EvidenceDesk, name string) (plan.Indicated, error) {
	code, place, _ := strings.Cut(name, "-")
	seq, ok := whole(place)
	if !ok {
		return plan.Indicated{}, fault.New(fault.NotFound, "plan.evidence_no_indicator")
	}
	return desk.Indicator(code, seq)
}

func (e evidenceAt) crumbs(below ...parts.Link) []parts.Link {
	own := parts.Link{Label: e.desk.Office.Short, Href: e.roundHref(e.quarter(), e.desk.Office.Slug)}
	return e.roundCrumbs(e.desk.Round, append([]parts.Link{own, {Label: e.T("plan.evidence"), Href: e.href()}}, below...)...)
}

// evidencePage lists the indicators of an office's sub-activities.
type evidencePage struct {
	evidenceAt
	every bool // also those that nothing can feed
}

func (d Desk) evidenceDesk(tx *db.Tx, r *web.Request) (web.Reply, error) {
	at, err := d.evidenceAt(tx, r)
	if err != nil {
		return web.Reply{}, err
	}
	p := evidencePage{at, r.Values().Line("semua", 1) == "1"}
	return web.Reply{Page: &web.Page{Title: p.T("plan.evidence"), Nav: "tugas", Body: evidenceBody(p)}}, nil
}

func (p evidencePage) title() parts.Title {
	return parts.Title{Over: p.desk.Office.Short + " · " + p.quarter().In(p.Tag()), Title: p.T("plan.evidence_title"),
		Lead: p.T("plan.evidence_lead", p.fed(), len(p.desk.Indicators))}
}

func (p evidencePage) fed() (n int) {
	for _, x := range p.desk.Indicators {
		if x.Fed() {
			n++
		}
	}
	return n
}

// shown are the indicators of the page: those that something feeds, or all while
// there are none.
func (p evidencePage) shown() (out []plan.Indicated) {
	for _, x := range p.desk.Indicators {
		if x.Fed() || p.every || p.fed() == 0 && p.desk.Attach {
			out = append(out, x)
		}
	}
	return out
}

func (p evidencePage) table() parts.Table {
	t := parts.Table{Caption: p.T("plan.evidence"), Cards: true, Columns: []parts.Column{{Label: p.T("plan.indicator"), Full: true},
		{Label: p.T("plan.evidence_reported"), Number: true}, {Label: p.T("plan.evidence_counted"), Number: true},
		{Label: p.T("plan.evidence_disputed"), Number: true}, {Label: p.T("plan.evidence_what_counts"), Full: true}}}
	for _, x := range p.shown() {
		cells := []parts.Cell{{Code: x.Code, Text: x.Indicator, Lang: foreign(p.Lang), Note: plan.Calm(x.Name), Href: p.href(indicatorName(x))},
			amountCell(p.Lang, x.Reported, x.Unit)}
		if !x.Fed() {
			t.Rows = append(t.Rows, parts.Row{Cells: append(cells, parts.Cell{Text: "–"}, parts.Cell{Text: "–"}, parts.Cell{Text: p.T("plan.evidence_unfed")})})
			continue
		}
		counted := parts.Cell{Text: p.T("plan.evidence_none")}
		if n := x.Counted(); n > 0 {
			counted = amountCell(p.Lang, quantity.Of(n), x.Unit)
		}
		disputed := parts.Cell{Text: "–"}
		if n := x.Disputed(); n > 0 {
			disputed = amountCell(p.Lang, quantity.Of(n), x.Unit)
		}
		t.Rows = append(t.Rows, parts.Row{Cells: append(cells, counted, disputed, parts.Cell{Text: p.kindsOf(x.Feeds)})})
	}
	return t
}

// kindsOf names what can feed an indicator.
func (e evidenceAt) kindsOf(feeds []plan.Feed) string {
	var out []string
	for _, f := range feeds {
		if word := e.T("plan.evidence_kind_" + f.Kind); len(out) == 0 || out[len(out)-1] != word {
			out = append(out, word)
		}
	}
	return strings.Join(out, ", ")
}
