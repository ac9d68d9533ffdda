package planweb

import (
	"crypto/rand"
	"slices"
	"strconv"
	"strings"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/account"
	"alun/record/plan"
	"alun/record/plan/e81"
)

// drawPage asks what sample is to be drawn.
type drawPage struct {
	visit
	reports []plan.Report
	offices []plan.OPD
	in      drawIn
	bad     *fault.Fault
}

// drawIn is the form as it was sent.
type drawIn struct {
	session             string
	report, level, size string
	ask                 plan.SampleAsk
	drawn               bool // the seed was made here, because none was typed
}

func (d Desk) newSample(tx *db.Tx, r *web.Request) (web.Reply, error) {
	return d.drawAsk(tx, r, drawPage{in: drawIn{level: e81.Subkegiatan.String(), size: "20", ask: plan.SampleAsk{Rule: plan.ByChance}}})
}

func (d Desk) drawAsk(tx *db.Tx, r *web.Request, p drawPage) (web.Reply, error) {
	var err error
	if p.visit, err = d.visitOf(tx, r); err != nil {
		return web.Reply{}, err
	}
	if _, err := p.viewer.May(plan.MayInspect, account.At{}); err != nil {
		return web.Reply{}, err
	}
	if p.reports, err = plan.Reports(tx); err != nil {
		return web.Reply{}, err
	}
	all, err := officesOf(tx, p.reports)
	for _, o := range all {
		p.offices = append(p.offices, o)
	}
	p.offices = byShort(p.offices)
	return web.Reply{Page: &web.Page{Title: p.T("planweb.sample_new"), Nav: "tugas", Body: drawBody(p)}}, err
}

func (p drawPage) way() []parts.Link {
	return p.fromTasks(parts.Link{Label: p.T("planweb.sample_title"), Href: p.r.Href("/inspeksi")}, parts.Link{Label: p.T("planweb.sample_new")})
}

func (p drawPage) assignment() parts.Field {
	return parts.Field{Name: "assignment", Label: p.T("planweb.sample_assignment"), Help: p.T("planweb.sample_assignment_help"), Value: p.in.ask.Assignment, Max: 100, Fault: p.bad}
}

func (p drawPage) from() parts.Field {
	return parts.Field{Name: "from", Label: p.T("planweb.sample_from"), Type: "date", Value: dateValue(p.in.ask.From), Size: parts.Mid, Fault: p.bad}
}

func (p drawPage) until() parts.Field {
	return parts.Field{Name: "until", Label: p.T("planweb.sample_until"), Type: "date", Value: dateValue(p.in.ask.Until), Size: parts.Mid, Fault: p.bad}
}

func (p drawPage) report() parts.Choice {
	return reportChoice(p.visit, "plan.report", p.reports, p.in.report, p.bad)
}

func (p drawPage) rule() parts.Choice {
	c := parts.Choice{Field: parts.Field{Name: "rule", Label: p.T("planweb.sample_rule_ask"), Value: p.in.ask.Rule, Fault: p.bad}}
	for _, r := range plan.SampleRules {
		c.Options = append(c.Options, parts.Option{Value: r, Label: p.T("planweb.sample_rule_" + r), Note: p.T("planweb.sample_rule_note_" + r)})
	}
	return c
}

func (p drawPage) seed() parts.Field {
	f := parts.Field{Name: "seed", Label: p.T("planweb.sample_seed"), Help: p.T("planweb.sample_seed_help"), Value: p.in.ask.Seed, Max: 64, Optional: true, Size: parts.Mid, Fault: p.bad}
	if p.in.drawn {
		f.Value = "" // what was made for a form that was refused is of no use
	}
	return f
}

func (p drawPage) level() parts.Choice {
	c := parts.Choice{Field: parts.Field{Name: "level", Label: p.T("planweb.sample_level"), Value: p.in.level, Fault: p.bad}}
	for l := e81.Subkegiatan; l >= e81.Program; l-- {
		c.Options = append(c.Options, parts.Option{Value: l.String(), Label: p.T("plan.level_" + l.String())})
	}
	return c
}

func (p drawPage) size() parts.Field {
	return parts.Field{Name: "size", Label: p.T("planweb.sample_size"), Type: "number", Mode: "numeric", Value: p.in.size, Size: parts.Short, After: p.T("planweb.sample_size_rows"), Fault: p.bad,
		Help: p.T("planweb.sample_size_help", plan.MostSampled)}
}

func (p drawPage) each() parts.Field {
	value := ""
	if p.in.ask.EachOffice {
		value = "1"
	}
	return parts.Field{Name: "each", Label: p.T("planweb.sample_each"), Help: p.T("planweb.sample_each_help"), Value: value, Fault: p.bad}
}

func (p drawPage) has(slug string) bool { return slices.Contains(p.in.ask.Offices, slug) }

func (d Desk) drawSample() web.Form[drawIn, db.ID] {
	return web.Form[drawIn, db.ID]{
		Prepare: prepareDraw,
		Act:     func(tx *db.Tx, in drawIn) (db.ID, error) { return plan.DrawSample(tx, in.session, in.ask) },
		Draw: func(tx *db.Tx, r *web.Request, in drawIn, id db.ID, bad *fault.Fault) (web.Reply, error) {
			switch {
			case bad == nil:
				return web.Reply{To: r.Href("/inspeksi/" + d.Code(id) + "?kabar=ditarik")}, nil
			case bad.Kind != fault.Invalid:
				return web.Reply{}, bad
			}
			return d.drawAsk(tx, r, drawPage{in: in, bad: bad})
		},
	}
}

// prepareDraw reads the form. A seed that nobody typed is drawn here: an act may
// run twice, and must draw the same.
func prepareDraw(r *web.Request) (drawIn, error) {
	v := r.Values()
	in := drawIn{session: r.Session(), report: v.Line("laporan", 10), level: v.Line("level", 20), size: v.Line("size", 6)}
	in.ask = plan.SampleAsk{Assignment: v.Line("assignment", 100), From: dayIn(v, "from"), Until: dayIn(v, "until"), Quarter: quarterOf(in.report),
		Rule: v.Line("rule", 20), Seed: v.Line("seed", 64), EachOffice: v.Line("each", 1) == "1", Offices: v.All("opd", 100, 60)}
	in.ask.Level, _ = e81.ParseLevel(in.level) // sasaran, which is 0, is refused
	in.ask.Size, _ = strconv.Atoi(in.size)     // 0 is refused
	if in.ask.Rule == plan.ByChance && in.ask.Seed == "" {
		in.ask.Seed, in.drawn = strings.ToLower(rand.Text()), true
	}
	return in, v.Err()
}
