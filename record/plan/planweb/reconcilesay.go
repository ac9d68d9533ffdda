package planweb

import (
	"slices"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/plan"
)

// reconciledPage is one row of a result, with what the office says of it.
type reconciledPage struct {
	resultPage
	row   plan.Reconciled
	said  []toldBy
	typed string
	bad   *fault.Fault
	done  bool
}

// toldBy is what somebody said, with their name and the hour.
type toldBy struct{ sentence, line string }

func (d Desk) reconciled(tx *db.Tx, r *web.Request) (web.Reply, error) {
	return d.drawReconciled(tx, r, reconciledPage{})
}

func (d Desk) drawReconciled(tx *db.Tx, r *web.Request, p reconciledPage) (web.Reply, error) {
	var err error
	if p.resultPage, err = d.resultAt(tx, r); err != nil {
		return web.Reply{}, err
	}
	id, ok := d.ID(r.PathValue("row"))
	i := slices.IndexFunc(p.rows, func(w plan.Reconciled) bool { return w.ID == id })
	if !ok || i < 0 {
		return web.Reply{}, fault.New(fault.NotFound, "plan.reconcile_no_row")
	}
	p.row = p.rows[i]
	if p.bad == nil {
		news, err := choice(r, "kabar", "tersimpan")
		if err != nil {
			return web.Reply{}, err
		}
		p.done = news != ""
	}
	for _, s := range p.words[p.row.ID] {
		name, err := p.nameOf(tx, s.By)
		if err != nil {
			return web.Reply{}, err
		}
		p.said = append(p.said, toldBy{s.Sentence, stops(name, when(p.Lang, s.At))})
	}
	return web.Reply{Page: &web.Page{Title: plan.Calm(p.row.Name), Nav: "tugas", Body: reconciledBody(p)}}, nil
}

func (p reconciledPage) head() parts.Title {
	return parts.Title{Over: p.place(p.row), Title: plan.Calm(p.row.Name), Small: true, Lang: foreign(p.Lang), Lead: p.T("planweb.reconcile_why_" + p.row.State),
		Stamps: []parts.Stamp{p.reconcileStamp(p.row.State)}}
}

func (p reconciledPage) way() []parts.Link {
	return p.fromTasks(parts.Link{Label: p.T("planweb.reconcile_title"), Href: p.r.Href("/rekonsiliasi")}, parts.Link{Label: p.run.File, Href: p.href("", 0)}, parts.Link{Label: p.T("planweb.reconcile_row")})
}

func (p reconciledPage) sides() parts.Table {
	w := p.row
	return parts.Table{Caption: p.T("planweb.reconcile_sides"), Shown: true, Cards: true, Columns: []parts.Column{{Label: p.T("planweb.reconcile_amount"), Full: true},
		{Label: p.T("plan.report"), Number: true}, {Label: p.T("planweb.reconcile_file_side"), Number: true}, {Label: p.T("planweb.reconcile_difference"), Number: true}},
		Rows: []parts.Row{
			{Cells: parts.Cells(p.T("plan.spending"), rupiah(p.Lang, w.PlanSpent), rupiah(p.Lang, w.FileSpent), p.more(w.SpentDifference))},
			{Cells: parts.Cells(p.T("plan.budget"), rupiah(p.Lang, w.PlanBudget), rupiah(p.Lang, w.FileBudget), p.more(w.BudgetDifference))},
		}}
}

func (p reconciledPage) how() string {
	if p.row.How == "" || p.row.State == plan.Ambiguous {
		return ""
	}
	return p.T("planweb.reconcile_how_" + p.row.How)
}

// planHref leads to the row in the plan, as it was then.
func (p reconciledPage) planHref() string {
	o, ok := p.offices[p.row.Office]
	if !ok || p.row.FormCode == "" {
		return ""
	}
	v := p.run.View
	return p.r.Href("/renja/"+quarterText(v.Quarter)[:4]+"/"+o.Slug+"/"+p.row.FormCode) + moment(v)
}

func (p reconciledPage) sentence() parts.Field {
	return parts.Field{Name: "sentence", Label: p.T("planweb.reconcile_sentence"), Help: p.T("planweb.reconcile_sentence_help"), Value: p.typed, Max: 500, Fault: p.bad}
}

// sayIn is a sentence on its way in.
type sayIn struct {
	session, sentence string
	row               db.ID
}

func (d Desk) sayOfRow() web.Form[sayIn, db.ID] {
	return web.Form[sayIn, db.ID]{
		Prepare: func(r *web.Request) (sayIn, error) {
			v := r.Values()
			in := sayIn{session: r.Session(), sentence: v.Lines("sentence", 500)}
			in.row, _ = d.ID(r.PathValue("row")) // 0 is no row
			return in, v.Err()
		},
		Act: func(tx *db.Tx, in sayIn) (db.ID, error) { return plan.SayOf(tx, in.session, in.row, in.sentence) },
		Draw: func(tx *db.Tx, r *web.Request, in sayIn, _ db.ID, bad *fault.Fault) (web.Reply, error) {
			switch {
			case bad == nil:
				return web.Reply{To: r.Href(r.URL.EscapedPath() + "?kabar=tersimpan")}, nil
			case bad.Kind != fault.Invalid:
				return web.Reply{}, bad
			}
			return d.drawReconciled(tx, r, reconciledPage{typed: in.sentence, bad: bad})
		},
	}
}
