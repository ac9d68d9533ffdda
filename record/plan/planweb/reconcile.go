package planweb

import (
	"bytes"
	"fmt"
	"io"
	"strconv"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/account"
	"alun/record/plan"
	"alun/record/plan/sipd"
)

// inspectRoutes lists the addresses of reconciliation and of Inspektorat.
func (d Desk) inspectRoutes() []web.Route {
	return []web.Route{
		web.Show("/rekonsiliasi", d.reconciliations, "dari"),
		web.Do("/rekonsiliasi", d.reconcile()),
		web.Show("/rekonsiliasi/{id}", d.reconciliation, "keadaan", "dari", "format", "kabar"),
		web.Do("/rekonsiliasi/{id}", d.nameColumns()),
		web.Show("/rekonsiliasi/{id}/{row}", d.reconciled, "kabar"),
		web.Do("/rekonsiliasi/{id}/{row}", d.sayOfRow()),
		web.Show("/inspeksi", d.samples),
		web.Show("/inspeksi/baru", d.newSample),
		web.Do("/inspeksi/baru", d.drawSample()),
		web.Show("/inspeksi/{id}", d.sample, "format", "kabar", "baris", "tindak"),
		web.Do("/inspeksi/{id}", d.takePaper()),
		web.Show("/inspeksi/{id}/{followup}", d.followUp, "kabar"),
		web.Do("/inspeksi/{id}/{followup}", d.moveFollowUp()),
	}
}

// reconcilePage lists the runs and takes in a file.
type reconcilePage struct {
	visit
	code    func(db.ID) string
	reports []plan.Report
	offices []plan.OPD // those that the viewer may hold a file against
	all     map[db.ID]plan.OPD
	city    bool // and the whole city
	runs    []plan.Reconciliation
	from    int
	in      reconcileIn
	bad     *fault.Fault
}

// reconcileIn is the form as it was sent.
type reconcileIn struct {
	report, office string
	choose         bool
	session        string
	id             db.ID // what was staged
}

// paperPart is the form's field for a file.
const paperPart = "berkas"

func (d Desk) reconciliations(tx *db.Tx, r *web.Request) (web.Reply, error) {
	return d.drawReconcile(tx, r, reconcilePage{})
}

func (d Desk) drawReconcile(tx *db.Tx, r *web.Request, p reconcilePage) (web.Reply, error) {
	var err error
	if p.visit, err = d.visitOf(tx, r); err != nil {
		return web.Reply{}, err
	}
	if _, err := p.viewer.May(plan.MaySeeReconciliation, account.At{Any: true}); err != nil {
		return web.Reply{}, err
	}
	p.code = d.Code
	if p.bad == nil {
		if p.from, err = number(r, "dari"); err != nil {
			return web.Reply{}, err
		}
	}
	if err := p.read(tx); err != nil {
		return web.Reply{}, err
	}
	return web.Reply{Page: &web.Page{Title: p.T("planweb.reconcile_title"), Nav: "tugas", Body: reconcileBody(p)}}, nil
}

func (p *reconcilePage) read(tx *db.Tx) (err error) {
	if p.reports, err = plan.Reports(tx); err != nil {
		return err
	}
	if p.runs, err = plan.Reconciliations(tx, p.viewer); err != nil {
		return err
	}
	p.city = p.viewer.Can(plan.MayReconcile, account.At{})
	p.all, err = officesOf(tx, p.reports)
	for _, o := range p.all {
		if p.viewer.Can(plan.MayReconcile, account.At{Office: o.ID}) {
			p.offices = append(p.offices, o)
		}
	}
	p.offices = byShort(p.offices)
	return err
}

// officesOf lists the offices with their names of the newest report's year.
func officesOf(tx *db.Tx, reports []plan.Report) (map[db.ID]plan.OPD, error) {
	out := map[db.ID]plan.OPD{}
	if len(reports) == 0 {
		return out, nil
	}
	all, err := plan.OPDs(tx, reports[0].Quarter.Year)
	for _, o := range all {
		out[o.ID] = o
	}
	return out, err
}

// mayUpload tells whether the form is shown.
func (p reconcilePage) mayUpload() bool { return (p.city || len(p.offices) > 0) && len(p.reports) > 0 }

func (p reconcilePage) reportField() parts.Choice {
	return reportChoice(p.visit, "planweb.reconcile_report", p.reports, p.in.report, p.bad)
}

func reportChoice(v visit, label string, reports []plan.Report, chosen string, bad *fault.Fault) parts.Choice {
	c := parts.Choice{Field: parts.Field{Name: "laporan", Label: v.T(label), Value: chosen, Size: parts.Mid, Fault: bad}}
	for _, rep := range reports {
		c.Options = append(c.Options, parts.Option{Value: quarterText(rep.Quarter), Label: rep.Quarter.In(v.Tag())})
	}
	if c.Value == "" && len(c.Options) > 0 {
		c.Value = c.Options[0].Value
	}
	return c
}

func quarterText(q date.Quarter) string { return fmt.Sprintf("%d-%d", q.Year, q.N) }

// quarterOf reads what reportChoice offers.
func quarterOf(text string) (q date.Quarter) {
	if _, err := fmt.Sscanf(text, "%d-%d", &q.Year, &q.N); err != nil || quarterText(q) != text {
		return date.Quarter{}
	}
	return q
}

func (p reconcilePage) officeField() parts.Choice {
	c := parts.Choice{Field: parts.Field{Name: "opd", Label: p.T("plan.office"), Value: p.in.office, Fault: p.bad, Help: p.T("planweb.reconcile_office_help")}}
	if p.city {
		c.Blank, c.Optional = p.T("planweb.reconcile_city"), true
	}
	for _, o := range p.offices {
		c.Options = append(c.Options, parts.Option{Value: o.Slug, Label: stops(o.Short, o.In(p.Tag()))})
	}
	return c
}

func (p reconcilePage) fileField() parts.Field {
	return parts.Field{Name: paperPart, Label: p.T("planweb.reconcile_file"), Help: p.T("planweb.reconcile_file_help", sipd.MostBytes>>20), Type: ".xlsx,.csv", Fault: p.bad}
}

func (p reconcilePage) chooseField() parts.Field {
	value := ""
	if p.in.choose {
		value = "1"
	}
	return parts.Field{Name: "pilih", Label: p.T("planweb.reconcile_choose"), Help: p.T("planweb.reconcile_choose_help"), Value: value, Fault: p.bad}
}

// runsPerPage is how many runs a page lists.
const runsPerPage = 20

func (p reconcilePage) table() parts.Table {
	t := parts.Table{Caption: p.T("planweb.reconcile_runs"), Cards: true, Halves: true, Columns: []parts.Column{{Label: p.T("planweb.reconcile_file"), Full: true},
		{Label: p.T("plan.report")}, {Label: p.T("plan.office")}, {Label: p.T("planweb.reconcile_when"), Full: true}}}
	shown, _ := page(p.runs, p.from, runsPerPage)
	for _, c := range shown {
		file := parts.Cell{Text: c.File, Href: p.runHref(c.ID)}
		if c.State == "columns" {
			file.Part = parts.Cap(p.Lang, parts.Stamp{Kind: parts.Waiting, Label: p.T("planweb.reconcile_waits")})
		}
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{file, {Text: c.View.Quarter.In(p.Tag()), Note: p.T("plan.revision_title", c.View.Revision)},
			{Text: p.scope(c, p.all)}, {Text: when(p.Lang, c.At)}}})
	}
	return t
}

func (p reconcilePage) runHref(id db.ID) string { return p.r.Href("/rekonsiliasi/" + p.code(id)) }

func (v visit) scope(c plan.Reconciliation, all map[db.ID]plan.OPD) string {
	if c.Office == 0 {
		return v.T("planweb.reconcile_city")
	}
	return all[c.Office].Short
}

func (p reconcilePage) pager() parts.Pages {
	shown, from := page(p.runs, p.from, runsPerPage)
	g := parts.Pages{From: int64(from) + 1, To: int64(from + len(shown)), Total: int64(len(p.runs))}
	at := func(from int) string { return p.r.Href("/rekonsiliasi?dari=" + strconv.Itoa(from)) }
	if from > 0 {
		g.Prev = at(max(0, from-runsPerPage))
	}
	if from+runsPerPage < len(p.runs) {
		g.Next = at(from + runsPerPage)
	}
	return g
}

// reconcileOut is what the act did.
type reconcileOut struct {
	Run  db.ID
	Same bool // this file was held against this revision before
}

func (d Desk) reconcile() web.Form[reconcileIn, reconcileOut] {
	return web.Form[reconcileIn, reconcileOut]{
		Files:   map[string]int64{paperPart: sipd.MostBytes},
		Prepare: d.prepareReconcile,
		Act: func(tx *db.Tx, in reconcileIn) (out reconcileOut, err error) {
			out.Run, out.Same, err = plan.PublishReconciliation(tx, in.session, in.id)
			return out, err
		},
		Draw: func(tx *db.Tx, r *web.Request, in reconcileIn, out reconcileOut, bad *fault.Fault) (web.Reply, error) {
			switch {
			case bad == nil && out.Same:
				return web.Reply{To: r.Href("/rekonsiliasi/" + d.Code(out.Run) + "?kabar=sama")}, nil
			case bad == nil:
				return web.Reply{To: r.Href("/rekonsiliasi/" + d.Code(out.Run))}, nil
			case bad.Kind == fault.Stranger || bad.Kind == fault.Denied:
				return web.Reply{}, bad
			}
			return d.drawReconcile(tx, r, reconcilePage{in: in, bad: bad})
		},
	}
}

// prepareReconcile reads the file and stages what is found, once the sender is
// known to be one who may.
func (d Desk) prepareReconcile(r *web.Request) (reconcileIn, error) {
	v := r.Values()
	in := reconcileIn{report: v.Line("laporan", 10), office: v.Line("opd", 60), choose: v.Line("pilih", 1) == "1", session: r.Session()}
	if err := v.Err(); err != nil {
		return in, err
	}
	ask := plan.ReconcileAsk{Quarter: quarterOf(in.report), Choose: in.choose}
	err := d.DB.Read(r.Context(), func(tx *db.Tx) error {
		if _, err := account.See(tx, in.session); err != nil {
			return err
		}
		if in.office != "" {
			o, found, err := plan.OPDBySlug(tx, ask.Quarter.Year, in.office)
			if err != nil {
				return err
			}
			if !found {
				return fault.New(fault.Invalid, "plan.reconcile_refused").At("opd", "plan.no_office", clip(in.office))
			}
			ask.Office = o.ID
		}
		_, err := plan.CheckReconcile(tx, in.session, ask)
		if fault.Is(err, fault.NotFound) {
			return fault.New(fault.Invalid, "plan.reconcile_refused").At("laporan", "plan.no_report", ask.Quarter)
		}
		return err
	})
	if err != nil {
		return in, err
	}
	f, err := realisationIn(r)
	if err == nil {
		in.id, err = plan.PrepareReconciliation(r.Context(), d.DB, in.session, ask, f)
	}
	return in, atFile(err, "plan.reconcile_refused")
}

func realisationIn(r *web.Request) (plan.RealisationFile, error) {
	up, ok := r.Upload(paperPart)
	if !ok {
		return plan.RealisationFile{}, fault.New(fault.Invalid, "plan.reconcile_no_file")
	}
	raw, err := io.ReadAll(up.Content())
	if err != nil {
		return plan.RealisationFile{}, err
	}
	return plan.ReadRealisation(up.Name, bytes.NewReader(raw), int64(len(raw)))
}

// atFile says what is wrong with a file beside its field.
func atFile(err error, key string) error {
	no := fault.Of(err)
	if no == nil || no.Kind == fault.Stranger || no.Kind == fault.Denied || no.Kind == fault.Busy {
		return err
	}
	return fault.New(no.Kind, key).At(paperPart, no.Key, no.Args...).Because(err)
}
