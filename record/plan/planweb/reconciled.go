package planweb

import (
	"net/url"
	"slices"
	"strconv"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/money"
	"alun/ground/sheet"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/account"
	"alun/record/plan"
)

// resultPage is what a run found.
type resultPage struct {
	visit
	code    func(db.ID) string
	run     plan.Reconciliation
	by      string
	rows    []plan.Reconciled
	totals  plan.ReconcileTotals
	words   map[db.ID][]plan.Reply
	offices map[db.ID]plan.OPD
	state   string
	from    int
	news    string
}

// rowsPerPage is how many rows a page of a result shows.
const rowsPerPage = 30

func (d Desk) reconciliation(tx *db.Tx, r *web.Request) (web.Reply, error) {
	format, err := wanted(r)
	if err != nil {
		return web.Reply{}, err
	}
	p, err := d.resultAt(tx, r)
	if err != nil {
		return web.Reply{}, err
	}
	if p.run.State == "columns" {
		return d.drawColumns(tx, r, columnsPage{visit: p.visit, code: d.Code, run: p.run})
	}
	if p.state, err = choice(r, "keadaan", plan.ReconcileStates...); err != nil {
		return web.Reply{}, err
	}
	if p.from, err = number(r, "dari"); err != nil {
		return web.Reply{}, err
	}
	if p.news, err = choice(r, "kabar", "sama", "dibaca"); err != nil {
		return web.Reply{}, err
	}
	if format != "" {
		return tableFile(format, "rekonsiliasi-"+p.code(p.run.ID), p.file()), nil
	}
	return web.Reply{Page: &web.Page{Title: p.title().Title, Nav: "tugas", Body: resultBody(p)}}, nil
}

// resultAt reads a run with its rows.
func (d Desk) resultAt(tx *db.Tx, r *web.Request) (p resultPage, err error) {
	if p.visit, err = d.visitOf(tx, r); err != nil {
		return p, err
	}
	p.code = d.Code
	id, ok := d.ID(r.PathValue("id"))
	if !ok {
		return p, fault.New(fault.NotFound, "plan.reconcile_none")
	}
	if p.run, err = plan.ReconciliationAt(tx, p.viewer, id); err != nil || p.run.State == "columns" {
		return p, err
	}
	if p.rows, err = plan.ReconciledRows(tx, p.viewer, p.run, ""); err != nil {
		return p, err
	}
	p.totals = plan.TotalOf(p.rows)
	if p.words, err = plan.ReconcileWords(tx, p.run.ID); err != nil {
		return p, err
	}
	if p.by, err = p.nameOf(tx, p.run.By); err != nil {
		return p, err
	}
	p.offices, err = officesOf(tx, []plan.Report{p.run.View.Report})
	return p, err
}

// nameOf reads the name behind an actor of the diary.
func (v visit) nameOf(tx *db.Tx, actor string) (string, error) {
	id, ok := personOf(actor)
	if !ok {
		return actor, nil
	}
	return v.name(tx, id)
}

func personOf(actor string) (db.ID, bool) {
	const mark = "person:"
	if len(actor) <= len(mark) || actor[:len(mark)] != mark {
		return 0, false
	}
	n, err := strconv.ParseInt(actor[len(mark):], 10, 64)
	return db.ID(n), err == nil
}

func (p resultPage) title() parts.Title {
	t := parts.Title{Over: stops(p.run.View.Quarter.In(p.Tag()), p.scope(p.run, p.offices)), Title: p.finding(), Small: true,
		Lead: p.T("planweb.reconcile_lead", p.run.File, when(p.Lang, p.run.At), p.by, p.run.View.Revision)}
	if !p.run.View.Current() {
		t.Stamps = append(t.Stamps, parts.Stamp{Label: p.T("plan.old_revision", p.run.View.Revision)})
	}
	return t
}

// finding is what came of it, as a sentence.
func (p resultPage) finding() string {
	if n := len(p.rows) - p.totals.Count[plan.Matched]; n > 0 {
		return p.T("planweb.reconcile_finding", p.totals.Count[plan.Matched], len(p.rows), n)
	}
	return p.T("planweb.reconcile_all_same", len(p.rows))
}

// read says what of the file was not compared.
func (p resultPage) read() string {
	out := p.T("planweb.reconcile_read", p.run.Rows)
	if p.run.Skipped > 0 {
		out = p.T("plan.two", out, p.T("planweb.reconcile_skipped", p.run.Skipped))
	}
	if p.run.Unnamed > 0 {
		out = p.T("plan.two", out, p.T("planweb.reconcile_unnamed", p.run.Unnamed))
	}
	return out
}

func (p resultPage) crumbs() []parts.Link {
	return p.fromTasks(parts.Link{Label: p.T("planweb.reconcile_title"), Href: p.r.Href("/rekonsiliasi")}, parts.Link{Label: p.run.File})
}

func (p resultPage) href(state string, from int) string {
	q := url.Values{}
	if state != "" {
		q.Set("keadaan", state)
	}
	if from > 0 {
		q.Set("dari", strconv.Itoa(from))
	}
	to := "/rekonsiliasi/" + p.code(p.run.ID)
	if len(q) > 0 {
		to += "?" + q.Encode()
	}
	return p.r.Href(to)
}

// tags are the states that there are rows of.
func (p resultPage) tags() []parts.Tag {
	out := []parts.Tag{{Label: p.T("planweb.reconcile_all"), Href: p.href("", 0), Count: lang.Whole(p.Tag(), int64(len(p.rows))), On: p.state == ""}}
	for _, s := range plan.ReconcileStates {
		if n := p.totals.Count[s]; n > 0 {
			out = append(out, parts.Tag{Label: p.T("planweb.reconcile_state_" + s), Href: p.href(s, 0), Count: lang.Whole(p.Tag(), int64(n)), On: p.state == s})
		}
	}
	return out
}

func (p resultPage) listed() []plan.Reconciled {
	if p.state == "" {
		return p.rows
	}
	return slices.DeleteFunc(slices.Clone(p.rows), func(w plan.Reconciled) bool { return w.State != p.state })
}

func (p resultPage) pager() parts.Pages {
	all := p.listed()
	shown, from := page(all, p.from, rowsPerPage)
	g := parts.Pages{From: int64(from) + 1, To: int64(from + len(shown)), Total: int64(len(all))}
	if from > 0 {
		g.Prev = p.href(p.state, max(0, from-rowsPerPage))
	}
	if from+rowsPerPage < len(all) {
		g.Next = p.href(p.state, from+rowsPerPage)
	}
	return g
}

var reconcileKinds = map[string]parts.Kind{plan.Matched: parts.Done, plan.Different: parts.Flagged, plan.OnlyFile: parts.Waiting,
	plan.OnlyReport: parts.Waiting, plan.Ambiguous: parts.Waiting, plan.Blank: parts.Plain}

func (v visit) reconcileStamp(state string) parts.Stamp {
	return parts.Stamp{Kind: reconcileKinds[state], Label: v.T("planweb.reconcile_state_" + state)}
}

// more says which side has more, and how much.
func (v visit) more(d money.Printed) string {
	switch {
	case !d.Known:
		return "–"
	case d.Rupiah > 0:
		return v.T("planweb.reconcile_more_file", d.Rupiah)
	case d.Rupiah < 0:
		return v.T("planweb.reconcile_more_report", money.Printed{Rupiah: -d.Rupiah, Known: true})
	}
	return v.T("planweb.reconcile_even")
}

func (p resultPage) table() parts.Table {
	t := parts.Table{Caption: p.T("planweb.reconcile_rows"), Cards: true, Halves: true, Dense: true, Columns: []parts.Column{{Label: p.T("planweb.reconcile_row"), Full: true},
		{Label: p.T("planweb.reconcile_in_report"), Number: true}, {Label: p.T("planweb.reconcile_in_file"), Number: true},
		{Label: p.T("planweb.reconcile_difference"), Number: true}, {Label: p.T("planweb.reconcile_result")}}}
	shown, _ := page(p.listed(), p.from, rowsPerPage)
	for _, w := range shown {
		t.Rows = append(t.Rows, parts.Row{Cells: p.cells(w)})
	}
	return t
}

func (p resultPage) cells(w plan.Reconciled) []parts.Cell {
	name := parts.Cell{Text: plan.Calm(w.Name), Lang: foreign(p.Lang), Note: p.place(w)}
	if w.State != plan.Matched {
		name.Href = p.r.Href("/rekonsiliasi/" + p.code(p.run.ID) + "/" + p.code(w.ID))
	}
	report, file, difference := parts.Cell{Text: rupiah(p.Lang, w.PlanSpent)}, parts.Cell{Text: rupiah(p.Lang, w.FileSpent)}, parts.Cell{Text: p.more(w.SpentDifference)}
	if w.State == plan.Matched {
		difference.Text = rupiah(p.Lang, w.SpentDifference)
	}
	if d := w.BudgetDifference; d.Known && d.Rupiah != 0 {
		report.Note = p.T("planweb.reconcile_budget", rupiah(p.Lang, w.PlanBudget))
		file.Note = p.T("planweb.reconcile_budget", rupiah(p.Lang, w.FileBudget))
		difference.Note = p.T("planweb.reconcile_budget", p.more(d))
	}
	state := parts.Cell{Part: parts.Cap(p.Lang, p.reconcileStamp(w.State))}
	if n := len(p.words[w.ID]); n > 0 {
		state.Note = p.T("planweb.reconcile_words", n)
	}
	return []parts.Cell{name, report, file, difference, state}
}

// place says where a row stands: its office, its code, its line in the file.
func (p resultPage) place(w plan.Reconciled) string {
	out := p.T("planweb.reconcile_no_office")
	if o, ok := p.offices[w.Office]; ok {
		out = o.Short
	}
	if w.FormCode != "" {
		out = stops(out, w.FormCode)
	}
	if w.Code != "" {
		out = stops(out, w.Code)
	}
	if w.Line > 0 {
		out = stops(out, p.T("planweb.reconcile_line", w.Line))
	}
	return out
}

// file is the rows that the page lists, as a file.
func (p resultPage) file() sheet.Table {
	return sheet.Table{Name: "rekonsiliasi",
		Head: columns("state", "opd", "form_code", "level", "file_line", "file_code", "name", "found_by", "candidates", "report_budget_rp", "file_budget_rp",
			"budget_difference_rp", "report_real_rp", "file_real_rp", "real_difference_rp", "explanations"),
		Rows: rows(p.listed(), func(w plan.Reconciled) []sheet.Cell {
			level, line := sheet.Empty(), sheet.Empty()
			if w.Leveled {
				level = sheet.Text(w.Level.String())
			}
			if w.Line > 0 {
				line = sheet.Whole(int64(w.Line))
			}
			said := ""
			for _, s := range p.words[w.ID] {
				said += s.Sentence + "\n"
			}
			return []sheet.Cell{sheet.Text(w.State), sheet.Text(p.offices[w.Office].Slug), sheet.Text(w.FormCode), level, line, sheet.Text(w.Code), sheet.Text(w.Name),
				sheet.Text(w.How), sheet.Whole(int64(w.Candidates)), sheet.Money(w.PlanBudget), sheet.Money(w.FileBudget), sheet.Money(w.BudgetDifference),
				sheet.Money(w.PlanSpent), sheet.Money(w.FileSpent), sheet.Money(w.SpentDifference), sheet.Text(said)}
		})}
}

// maySay tells whether the viewer may explain a row.
func (p resultPage) maySay(w plan.Reconciled) bool {
	return w.State != plan.Matched && p.viewer.Can(plan.MaySayReconciliation, account.At{Office: w.Office})
}
