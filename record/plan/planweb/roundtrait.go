package planweb

import (
	"strconv"
	"strings"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/plan"
)

// traitsPage asks of each indicator, once, which way is better and how its
// quarters make the year.
type traitsPage struct {
	handed
	every bool // also those that were asked already
	told  bool
	bad   *fault.Fault
}

func (d Desk) traits(tx *db.Tx, r *web.Request) (web.Reply, error) { return d.drawTraits(tx, r, nil) }

func (d Desk) drawTraits(tx *db.Tx, r *web.Request, bad *fault.Fault) (web.Reply, error) {
	p := traitsPage{bad: bad, every: r.Values().Line("semua", 1) == "1", told: r.Values().Line("kabar", 10) == "simpan"}
	var err error
	if p.handed, err = d.handedAt(tx, r); err != nil {
		return web.Reply{}, err
	}
	return web.Reply{Page: &web.Page{Title: p.T("plan.trait_title"), Nav: "tugas", Body: traitsBody(p)}}, nil
}

// traitsIn is what a form says of indicators, by the name of their row.
type traitsIn struct {
	handIn
	said map[string][2]string // direction, aggregation
}

func (d Desk) setTraits() web.Form[traitsIn, int] {
	return web.Form[traitsIn, int]{
		Prepare: func(r *web.Request) (traitsIn, error) {
			in := traitsIn{said: map[string][2]string{}}
			v := r.Values()
			in.session, in.slug = r.Session(), r.PathValue("opd")
			in.version = 1 // any: what is said of an indicator moves nothing
			for name := range r.PostForm {
				if row, ok := strings.CutPrefix(name, "arah-"); ok {
					in.said[row] = [2]string{v.Line(name, 20), v.Line("hitung-"+row, 20)}
				}
			}
			var err error
			if in.quarter, err = quarterAt(r); err != nil {
				return in, err
			}
			return in, v.Err()
		},
		Act: func(tx *db.Tx, in traitsIn) (int, error) {
			h, err := in.handing(tx)
			if err != nil {
				return 0, err
			}
			return in.set(tx, h.Submission)
		},
		Draw: func(tx *db.Tx, r *web.Request, in traitsIn, _ int, bad *fault.Fault) (web.Reply, error) {
			if bad == nil {
				return web.Reply{To: r.Href(in.at("indikator") + "?kabar=simpan")}, nil
			}
			return d.drawTraits(tx, r, bad)
		},
	}
}

// set keeps what differs from what was known.
func (in traitsIn) set(tx *db.Tx, submission db.ID) (int, error) {
	all, err := plan.Drafts(tx, submission)
	n := 0
	for _, l := range all {
		said, has := in.said[traitName(l)]
		if err != nil || !has || said == [2]string{l.Direction, l.Aggregation} {
			continue
		}
		err = plan.SetIndicator(tx, in.session, l.ID, said[0], said[1])
		n++
	}
	return n, err
}

// traitName names an indicator in the form: the row's code and its place there.
func traitName(l plan.DraftLine) string { return l.Code + "-" + strconv.Itoa(l.Seq) }

// traitsPerPage is how many indicators a page asks about: keeping them brings the
// next ones.
const traitsPerPage = 8

// asked lists the indicators of the page.
func (p traitsPage) asked() []plan.SheetLine {
	all := p.open()
	if p.every {
		return all
	}
	return all[:min(len(all), traitsPerPage)]
}

func (p traitsPage) open() (out []plan.SheetLine) {
	for _, l := range p.sheet.Lines {
		if !l.Removed && l.Cell("indicator") != "" && (p.every || l.Direction == "unknown" || l.Aggregation == "unknown") {
			out = append(out, l)
		}
	}
	return out
}

// known counts the indicators of which all is said.
func (p traitsPage) known() (n, all int) {
	for _, l := range p.sheet.Lines {
		if l.Removed || l.Cell("indicator") == "" {
			continue
		}
		all++
		if l.Direction != "unknown" && l.Aggregation != "unknown" {
			n++
		}
	}
	return n, all
}

func (p traitsPage) direction(l plan.SheetLine) parts.Choice {
	return p.choices("arah-"+traitName(l.DraftLine), p.T("plan.direction"), "plan.direction_", plan.Directions, l.Direction)
}

func (p traitsPage) aggregation(l plan.SheetLine) parts.Choice {
	return p.choices("hitung-"+traitName(l.DraftLine), p.T("plan.aggregation"), "plan.aggregation_", plan.Aggregations, l.Aggregation)
}

func (p traitsPage) choices(name, label, key string, values []string, now string) parts.Choice {
	c := parts.Choice{Field: parts.Field{Name: name, Label: label, Value: now}}
	for _, v := range values {
		c.Options = append(c.Options, parts.Option{Value: v, Label: p.T(key + v), Note: p.T(key + v + "_note")})
	}
	return c
}

func (p traitsPage) title() parts.Title {
	n, all := p.known()
	return parts.Title{Over: p.sheet.Office.Short, Title: p.T("plan.trait_title"), Lead: p.T("plan.trait_lead", n, all)}
}

// rowHead heads the questions about one indicator.
func (p traitsPage) rowHead(l plan.SheetLine) parts.Head {
	return parts.Head{ID: "i-" + strings.ReplaceAll(traitName(l.DraftLine), ".", "-"), Title: l.Cell("indicator"), Lang: foreign(p.Lang),
		Lead: stops(l.Code, p.T("plan.trait_figures", dashed(l.Cell("target_k")), calmUnit(l.Cell("unit")), p.inQuarters(l)))}
}

// inQuarters are the outputs so far: they show how the quarters make the year.
func (p traitsPage) inQuarters(l plan.SheetLine) string {
	var out []string
	for n := 1; n <= p.quarter().N; n++ {
		out = append(out, dashed(l.Cell(quarterCell(n, "k"))))
	}
	return strings.Join(out, " → ")
}

// table is the same for those who only read.
func (p traitsPage) table() parts.Table {
	t := parts.Table{Caption: p.T("plan.trait_title"), Cards: true, Columns: []parts.Column{{Label: p.T("plan.row"), Full: true}, {Label: p.T("plan.direction"), Full: true},
		{Label: p.T("plan.aggregation"), Full: true}}}
	for _, l := range p.asked() {
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{{Code: l.Code, Text: l.Cell("indicator"), Lang: foreign(p.Lang)},
			{Text: p.T("plan.direction_" + l.Direction)}, {Text: p.T("plan.aggregation_" + l.Aggregation)}}})
	}
	return t
}
