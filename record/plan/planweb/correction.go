package planweb

import (
	"alun/ground/blob"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/plan"
)

// correctionPage asks what we have read wrongly.
type correctionPage struct {
	nodePage
	told   plan.Erratum
	bad    *fault.Fault
	chosen bool // a file came with a form that was refused: it must be chosen again
	done   bool
}

// correction shows the form, or thanks for what was just told.
func (d Desk) correction(tx *db.Tx, r *web.Request) (web.Reply, error) {
	return drawCorrection(tx, r, correctionPage{done: r.Values().Line("terima", 1) == "1"})
}

func drawCorrection(tx *db.Tx, r *web.Request, p correctionPage) (web.Reply, error) {
	if err := p.find(tx, r); err != nil {
		return web.Reply{}, err
	}
	return web.Reply{Page: &web.Page{Title: r.Lang.T("plan.erratum_title"), Nav: "renja", Body: correctionBody(p)}}, nil
}

// toldOf is a form as it was sent: which node, and what is said of it.
type toldOf struct {
	year    int
	slug    string
	code    string
	erratum plan.Erratum
}

func (d Desk) tellCorrection() web.Form[toldOf, db.ID] {
	return web.Form[toldOf, db.ID]{
		Files:   map[string]int64{pageField: blob.Printed.Bytes()},
		Prepare: d.prepareCorrection,
		Act: func(tx *db.Tx, in toldOf) (db.ID, error) {
			node, err := plan.NodeID(tx, in.year, in.slug, in.code)
			if err != nil {
				return 0, err
			}
			e := in.erratum
			e.Node = node
			return plan.Tell(tx, e)
		},
		Draw: func(tx *db.Tx, r *web.Request, in toldOf, _ db.ID, bad *fault.Fault) (web.Reply, error) {
			if bad == nil {
				return web.Reply{To: r.Href(r.URL.EscapedPath() + "?terima=1")}, nil
			}
			_, chosen := r.Upload(pageField)
			return drawCorrection(tx, r, correctionPage{told: in.erratum, bad: bad, chosen: chosen})
		},
	}
}

// pageField is the form's field for a picture or PDF of the printed page.
const pageField = "page"

// prepareCorrection reads the form. The file is taken in last, when all else is
// right: a refused form keeps nothing.
func (d Desk) prepareCorrection(r *web.Request) (toldOf, error) {
	v := r.Values()
	in := toldOf{slug: r.PathValue("opd"), code: r.PathValue("code"),
		erratum: plan.Erratum{Field: v.Line("field", 20), Message: v.Lines("message", 1000)}}
	in.year, _ = whole(r.PathValue("year")) // 0 is in no report
	if err := v.Err(); err != nil {
		return in, err
	}
	if err := in.erratum.Check(); err != nil {
		return in, err
	}
	if err := r.Paced(plan.Telling); err != nil {
		return in, err
	}
	up, ok := r.Upload(pageField)
	if !ok {
		return in, nil
	}
	f, err := d.Files.Receive(r.Context(), blob.Sent{Name: up.Name, Type: up.Type, Content: up.Content()}, blob.Printed)
	if no := fault.Of(err); no != nil {
		return in, fault.New(no.Kind, "plan.erratum_invalid").At(pageField, no.Key, no.Args...).Because(no.Unwrap())
	}
	in.erratum.Page = f.Hash
	return in, err
}

func (p correctionPage) fields() parts.Choice {
	c := parts.Choice{Field: parts.Field{Name: "field", Label: p.T("plan.erratum_which"), Value: p.told.Field, Fault: p.bad}}
	for _, f := range plan.ErratumFields {
		c.Options = append(c.Options, parts.Option{Value: f, Label: p.T("plan.field_" + f)})
	}
	return c
}

func (p correctionPage) message() parts.Field {
	return parts.Field{Name: "message", Label: p.T("plan.erratum_message"), Help: p.T("plan.erratum_help"), Value: p.told.Message, Max: 1000, Fault: p.bad}
}

// page asks for the file; what is taken is told before it is chosen.
func (p correctionPage) page() parts.Field {
	return parts.Field{Name: pageField, Label: p.T("plan.erratum_page"), Optional: true, Type: blob.Printed.Accept(), Fault: p.bad,
		Help: p.T("plan.erratum_page_help", blob.Printed.Names(), blob.JPEG.Bytes()>>20, blob.PDF.Bytes()>>20)}
}

// back is the way here, without the levels between office and row.
func (p correctionPage) back() []parts.Link {
	c := p.crumbs()
	return []parts.Link{c[0], c[1], {Label: p.node.Main().Code, Href: p.nodeLink()}, {Label: p.T("plan.erratum_title")}}
}

// shown is what this house shows, to hold against the print.
func (p correctionPage) shown() parts.Table {
	m := p.node.Main()
	t := parts.Table{Caption: p.T("plan.erratum_shown"), Shown: true, Dense: true,
		Columns: []parts.Column{{Label: p.T("plan.erratum_part")}, {Label: p.T("plan.erratum_here")}}}
	for _, x := range []struct{ field, text, tongue string }{
		{"name", plan.Calm(m.Name), foreign(p.Lang)}, {"indicator", m.Indicator, foreign(p.Lang)},
		{"target", amount(p.Lang, m.Target.K, m.Unit), ""}, {"budget", rupiah(p.Lang, m.Target.Rp), ""},
		{"output", amount(p.Lang, m.Real.K, m.Unit), ""}, {"money", rupiah(p.Lang, m.Real.Rp), ""},
	} {
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{{Text: p.T("plan.field_" + x.field)}, {Text: x.text, Lang: x.tongue}}})
	}
	return t
}

func (p correctionPage) nodeLink() string { return p.nodeHref(p.office.Slug, p.node.Main().Code) }
