package planweb

import (
	"slices"
	"strings"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/plan"
	"alun/record/plan/e81"
)

// budgetsPage is the revisions of an office's budget in a year, and the form of
// the next one.
type budgetsPage struct {
	handed
	all    []plan.BudgetChange
	makers map[db.ID]string
	told   bool
	typed  map[string]string
	bad    *fault.Fault
}

func (d Desk) budgets(tx *db.Tx, r *web.Request) (web.Reply, error) {
	return d.drawBudgets(tx, r, nil, nil)
}

func (d Desk) drawBudgets(tx *db.Tx, r *web.Request, typed map[string]string, bad *fault.Fault) (web.Reply, error) {
	p := budgetsPage{typed: typed, bad: bad, makers: map[db.ID]string{}, told: r.Values().Line("kabar", 10) == "simpan"}
	var err error
	if p.handed, err = d.handedAt(tx, r); err != nil {
		return web.Reply{}, err
	}
	if p.all, err = plan.BudgetChanges(tx, p.quarter().Year, p.sheet.Office.ID); err != nil {
		return web.Reply{}, err
	}
	for _, c := range p.all {
		if p.makers[c.By], err = p.name(tx, c.By); err != nil {
			return web.Reply{}, err
		}
	}
	return web.Reply{Page: &web.Page{Title: p.T("plan.revised_title"), Nav: "tugas", Body: budgetsBody(p)}}, nil
}

// budgetIn is a revision as a form brings it.
type budgetIn struct {
	handIn
	revision plan.BudgetRevision
}

func (d Desk) reviseBudget() web.Form[budgetIn, db.ID] {
	return web.Form[budgetIn, db.ID]{
		Prepare: prepareBudget,
		Act: func(tx *db.Tx, in budgetIn) (db.ID, error) {
			h, err := in.handing(tx)
			if err != nil {
				return 0, err
			}
			b := in.revision
			b.Submission = h.Submission
			return plan.ReviseBudget(tx, in.session, b)
		},
		Draw: func(tx *db.Tx, r *web.Request, in budgetIn, _ db.ID, bad *fault.Fault) (web.Reply, error) {
			if bad == nil {
				return web.Reply{To: r.Href(in.at("anggaran") + "?kabar=simpan")}, nil
			}
			return d.drawBudgets(tx, r, in.typed, bad)
		},
	}
}

// prepareBudget reads the form; an amount that cannot be read, or in two ways, is
// asked for again beside its row.
func prepareBudget(r *web.Request) (budgetIn, error) {
	v := r.Values()
	in := budgetIn{handIn: handIn{session: r.Session(), slug: r.PathValue("opd"), version: 1, typed: map[string]string{}}}
	line := func(name string, max int) string {
		in.typed[name] = v.Line(name, max)
		return in.typed[name]
	}
	in.revision = plan.BudgetRevision{Kind: line("kind", 20), Document: line("document", 200)}
	line("signed", 10)
	in.revision.Signed = dayIn(v, "signed")
	var codes []string
	for name := range r.PostForm {
		if code, ok := strings.CutPrefix(name, "new-"); ok && line(name, 40) != "" {
			codes = append(codes, code)
		}
	}
	slices.Sort(codes)
	bad := fault.New(fault.Invalid, "plan.budget_invalid")
	for _, code := range codes {
		amount, how := e81.TypedMoney(in.typed["new-"+code])
		switch {
		case !how.Good():
			bad.At("new-"+code, how.Key, how.Args...)
		case !amount.Known:
			bad.At("new-"+code, "plan.budget_number")
		}
		in.revision.Lines = append(in.revision.Lines, plan.BudgetLine{Code: code, New: amount.Rupiah})
	}
	var err error
	if in.quarter, err = quarterAt(r); err != nil {
		return in, err
	}
	if err := v.Err(); err != nil {
		return in, err
	}
	if len(bad.Fields) > 0 {
		return in, bad
	}
	return in, nil
}

func (p budgetsPage) title() parts.Title {
	return parts.Title{Over: p.sheet.Office.Short, Title: p.T("plan.revised_title"), Lead: p.T("plan.revised_lead")}
}

func (p budgetsPage) kindField() parts.Choice {
	c := parts.Choice{Field: parts.Field{Name: "kind", Label: p.T("plan.revised_kind"), Value: p.typed["kind"], Fault: p.bad}}
	for _, k := range plan.BudgetKinds {
		c.Options = append(c.Options, parts.Option{Value: k, Label: p.T("plan.revised_" + k), Note: p.T("plan.revised_" + k + "_note")})
	}
	return c
}

func (p budgetsPage) documentField() parts.Field {
	return parts.Field{Name: "document", Label: p.T("plan.revised_document"), Help: p.T("plan.revised_document_help"), Value: p.typed["document"], Max: 200, Fault: p.bad}
}

func (p budgetsPage) signedField() parts.Field {
	return parts.Field{Name: "signed", Label: p.T("plan.revised_signed"), Type: "date", Size: parts.Mid, Value: p.typed["signed"], Fault: p.bad}
}

// rowsTable asks for the new budgets: what is left empty stays.
func (p budgetsPage) rowsTable() parts.Table {
	t := parts.Table{ID: "f-lines", Caption: p.T("plan.revised_rows"), Shown: true, Cards: true, Dense: true, Columns: []parts.Column{{Label: p.T("plan.row"), Full: true},
		{Label: p.T("plan.revised_now"), Number: true, Full: false}, {Label: p.T("plan.revised_new"), Full: true}}}
	for _, l := range p.sheet.Lines {
		if !l.Removed && l.Seq == 0 && l.Level > e81.Sasaran {
			t.Rows = append(t.Rows, parts.Row{Head: l.Level == e81.Program, Cells: []parts.Cell{{Code: l.Code, Text: plan.Calm(l.Cell("name")), Lang: foreign(p.Lang)},
				{Text: dashed(l.Cell("budget_rp"))}, {Part: budgetInput(p, l)}}})
		}
	}
	return t
}

// changeTable is what one revision made of which rows.
func (p budgetsPage) changeTable(c plan.BudgetChange) parts.Table {
	t := parts.Table{Caption: c.Document, Cards: true, Dense: true, Columns: []parts.Column{{Label: p.T("plan.row"), Full: true}, {Label: p.T("plan.revised_old"), Number: true},
		{Label: p.T("plan.revised_new"), Number: true}, {Label: p.T("plan.revised_difference"), Number: true}}}
	for _, l := range c.Lines {
		difference := "–"
		if l.Old.Known {
			difference = (l.New.Rupiah - l.Old.Rupiah).In(p.Tag())
		}
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{{Code: l.Code, Text: plan.Calm(l.Name), Lang: foreign(p.Lang)}, {Text: rupiah(p.Lang, l.Old)},
			{Text: rupiah(p.Lang, l.New)}, {Text: difference}}})
	}
	return t
}

func (p budgetsPage) changeHead(c plan.BudgetChange, i int) parts.Head {
	return parts.Head{ID: "ubah-" + versionText(int64(i)), Level: 3, Title: p.T("plan.revised_"+c.Kind) + ": " + c.Document,
		Lead: p.T("plan.revised_made", c.Signed, date.DayOf(c.At), dashed(p.makers[c.By]))}
}
