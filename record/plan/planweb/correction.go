package planweb

import (
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/plan"
)

// correctionPage asks what we have read wrongly.
type correctionPage struct {
	nodePage
	told plan.Erratum
	bad  *fault.Fault
	done bool
}

// correction shows the form, or thanks for what was just told.
func (d Desk) correction(tx *db.Tx, r *web.Request) (web.Reply, error) {
	return drawCorrection(tx, r, correctionPage{done: r.Values().Line("terima", 1) == "1"})
}

func drawCorrection(tx *db.Tx, r *web.Request, p correctionPage) (web.Reply, error) {
	v, err := moment(tx, r)
	if err != nil {
		return web.Reply{}, err
	}
	p.at = here(r, v)
	if p.office, err = officeAt(tx, r, v); err != nil {
		return web.Reply{}, err
	}
	if p.node, err = nodeAt(tx, r, v, p.office); err != nil {
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
		Prepare: func(r *web.Request) (toldOf, error) {
			v := r.Values()
			in := toldOf{slug: r.PathValue("opd"), code: r.PathValue("code"),
				erratum: plan.Erratum{Field: v.Line("field", 20), Message: v.Lines("message", 1000)}}
			in.year = yearOf(r)
			if err := v.Err(); err != nil {
				return in, err
			}
			return in, in.erratum.Check()
		},
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
			return drawCorrection(tx, r, correctionPage{told: in.erratum, bad: bad})
		},
	}
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

func (p correctionPage) back() []parts.Link {
	c := p.crumbs()
	c[len(c)-1].Href = p.nodeLink()
	return append(c, parts.Link{Label: p.T("plan.erratum_title")})
}

func (p correctionPage) nodeLink() string { return p.nodeHref(p.office.Slug, p.node.Main().Code) }
