package planweb

import (
	"slices"
	"strconv"
	"strings"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/money"
	"alun/ground/quantity"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/account"
	"alun/record/plan"
	"alun/record/plan/check"
)

// handed is a submission as the pages show it on which it is moved on: sent,
// given back, verified, locked.
type handed struct {
	visit
	sheet   plan.Sheet
	checked plan.Checked
	moves   []plan.Moved
	movers  map[db.ID]string
	edited  []plan.Edited // since the city last saw it
	seen    bool          // the city has seen it before
	forms   bool          // the house has form E.81
}

// handedAt reads the submission that an address names.
func (d Desk) handedAt(tx *db.Tx, r *web.Request) (handed, error) {
	h := handed{movers: map[db.ID]string{}, forms: d.Form != nil}
	var err error
	if h.visit, err = d.visitOf(tx, r); err != nil {
		return h, err
	}
	q, err := quarterAt(r)
	if err != nil {
		return h, err
	}
	office, err := roundOffice(tx, r, q)
	if err != nil {
		return h, err
	}
	if h.sheet, err = d.Weigher.Sheet(tx, r.Session(), q, office); err != nil {
		return h, err
	}
	return h, h.read(tx, d)
}

func (h *handed) read(tx *db.Tx, d Desk) (err error) {
	if h.checked, err = d.Weigher.Check(tx, h.sheet); err != nil {
		return err
	}
	if h.moves, err = plan.Moves(tx, h.sheet.Submission.ID); err != nil {
		return err
	}
	for _, m := range h.moves {
		if h.movers[m.By], err = h.name(tx, m.By); err != nil {
			return err
		}
	}
	// What the city saw last is what was there when it came back.
	if i := slices.IndexFunc(h.moves, func(m plan.Moved) bool { return m.To == plan.Dikembalikan }); i >= 0 {
		h.seen = true
		h.edited, err = plan.EditedSince(tx, h.sheet.Submission.ID, h.moves[i].At)
	}
	return err
}

func (h handed) quarter() date.Quarter { return h.sheet.Round.Quarter }

func (h handed) href(below ...string) string {
	return h.roundHref(h.quarter(), append([]string{h.sheet.Office.Slug}, below...)...)
}

func (h handed) crumbs(last string) []parts.Link {
	return h.roundCrumbs(h.sheet.Round, parts.Link{Label: h.sheet.Office.Short, Href: h.href()}, parts.Link{Label: last})
}

// formLinks lead to the office's form E.81, where the house has it.
func (h handed) formLinks() []parts.Link {
	if !h.forms {
		return nil
	}
	return officeFormLinks(h.visit, h.quarter(), h.sheet.Office.Slug)
}

func (h handed) stamps() []parts.Stamp {
	out := []parts.Stamp{stateStamp(h.Lang, h.sheet.Submission.State)}
	if n := h.sheet.Submission.Late(h.sheet.Round, h.today); n > 0 {
		out = append(out, parts.Stamp{Kind: parts.Plain, Label: lateWords(h.Lang, plan.OfficeState{Submission: h.sheet.Submission, Late: n})})
	}
	return out
}

// sentLead says who sent it, and when.
func (h handed) sentLead() string {
	s := h.sheet.Submission
	if s.SentAt.IsZero() {
		return h.T("plan.review_unsent")
	}
	return h.T("plan.review_sent", when(h.Lang, s.SentAt), dashed(h.movers[s.SentBy]))
}

// figures are what the submission adds up to.
func (h handed) figures() []parts.Figure {
	budget, spent, subs := h.sheet.Spending()
	share := quantity.RatioOf(int64(spent), int64(budget))
	explained := 0
	for _, f := range h.checked.Findings {
		if f.Explained != nil {
			explained++
		}
	}
	b, bw := moneyParts(h.Lang, budget)
	s, sw := moneyParts(h.Lang, spent)
	return []parts.Figure{
		{Value: b, Word: bw, Caption: h.T("plan.head_budget"), Tone: parts.Money, Note: h.T("plan.review_subs", subs, h.checked.Lines)},
		{Value: s, Word: sw, Caption: h.T("plan.head_spent", percent(h.Lang, share)), Tone: parts.Money, Note: h.T("plan.review_year_so_far", h.quarter())},
		{Value: lang.Whole(h.Tag(), int64(len(h.checked.Findings))), Caption: h.T("plan.review_findings"), Note: h.T("plan.review_explained", explained, len(h.checked.Open(check.Fault)), len(h.checked.Open(check.Question)))},
	}
}

// rowName is how a row is named in a form: its code, and the place of a further
// indicator.
func rowName(l plan.DraftLine) string {
	if l.Seq == 0 {
		return "row-" + l.Code
	}
	return "row-" + l.Code + "-" + strconv.Itoa(l.Seq)
}

// history is who moved the submission on, and when.
func (h handed) history() parts.Table {
	t := parts.Table{Caption: h.T("plan.moves"), Cards: true, Columns: []parts.Column{{Label: h.T("plan.move"), Full: true}, {Label: h.T("plan.move_when"), Full: true},
		{Label: h.T("plan.move_who"), Full: true}, {Label: h.T("plan.move_why"), Full: true}}, Empty: h.T("plan.moves_none")}
	for _, m := range h.moves {
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{{Text: h.T("plan.moved_" + string(m.To))}, {Text: when(h.Lang, m.At)},
			{Text: h.movers[m.By]}, {Text: dashed(m.Sentence)}}})
	}
	return t
}

// reviewPage is Bappeda's look at what an office sent.
type reviewPage struct {
	handed
	told  string
	bad   *fault.Fault
	typed map[string]string // sentences of a form that was refused
}

func (d Desk) review(tx *db.Tx, r *web.Request) (web.Reply, error) {
	return d.drawReview(tx, r, nil, nil)
}

func (d Desk) drawReview(tx *db.Tx, r *web.Request, typed map[string]string, bad *fault.Fault) (web.Reply, error) {
	p := reviewPage{bad: bad, typed: typed}
	var err error
	if p.handed, err = d.handedAt(tx, r); err != nil {
		return web.Reply{}, err
	}
	if !watchesAll(p.viewer) {
		return web.Reply{}, fault.New(fault.Denied, "plan.review_not_yours")
	}
	if p.told, err = choice(r, "kabar", "kembali", "verifikasi", "kunci", "buka"); err != nil {
		return web.Reply{}, err
	}
	return web.Reply{Page: &web.Page{Title: p.title().Title, Nav: "tugas", Wide: true, Body: reviewBody(p)}}, nil
}

func (p reviewPage) title() parts.Title {
	return parts.Title{Over: p.quarter().In(p.Tag()), Title: p.T("plan.review_title", p.sheet.Office.Short), Lead: p.sentLead(), Stamps: p.stamps()}
}

// note says what was just done and what comes next; without that, what may be
// done.
func (p reviewPage) note() (parts.Note, bool) {
	n := parts.Note{Kind: parts.Done, Alert: true, Level: 2}
	switch {
	case p.told == "kembali":
		n.Title, n.Text = p.T("plan.told_returned"), p.T("plan.told_returned_next", p.sheet.Office.Short)
	case p.told == "verifikasi":
		n.Title, n.Text = p.T("plan.told_verified"), p.T("plan.told_verified_next")
	case p.told == "kunci":
		n.Title, n.Text = p.T("plan.told_locked"), p.T("plan.told_locked_next", p.sheet.Submission.Revision)
	case p.told == "buka":
		n.Title, n.Text = p.T("plan.told_reopened"), p.T("plan.told_reopened_next", p.sheet.Office.Short)
	case p.sheet.May.Own:
		n = parts.Note{Kind: parts.Waiting, Title: p.T("plan.own_title"), Text: p.T("plan.four_eyes"), Level: 2}
	case p.sheet.Submission.State.Awaited():
		n = parts.Note{Title: p.T("plan.review_waits"), Text: p.T("plan.review_waits_text"), Level: 2}
	default:
		return n, false
	}
	return n, true
}

// canReturn tells whether sentences can be written beside the rows.
func (p reviewPage) canReturn() bool { return p.sheet.May.Return }

// lacksSecond tells whether only the second factor keeps a planner from acting.
func (p reviewPage) lacksSecond() bool { return p.mine() && !p.viewer.Second }

// changedRows are rows that the office changed since the city last saw them.
func (h handed) changedRows() map[db.ID][]plan.Edited {
	out := map[db.ID][]plan.Edited{}
	for _, e := range h.edited {
		out[e.Line] = append(out[e.Line], e)
	}
	return out
}

// groups are the rows in the order of the page: those that changed or came back
// first, then those about which there is something to say, then the rest.
func (p reviewPage) groups() []rowGroup {
	changed := p.changedRows()
	said := map[db.ID]int{}
	for _, f := range p.checked.Findings {
		if f.Kind != check.Watch {
			said[f.Line]++
		}
	}
	var moved, noted, plain, out rowGroup
	moved.key, noted.key, plain.key, out.key = "changed", "noted", "rest", "removed"
	for _, l := range p.sheet.Lines {
		g := &plain
		switch {
		case l.Removed:
			g = &out
		case len(changed[l.ID]) > 0 || len(l.Returned) > 0:
			g = &moved
		case said[l.ID] > 0:
			g = &noted
		}
		g.rows = append(g.rows, l)
	}
	return slices.DeleteFunc([]rowGroup{moved, noted, plain, out}, func(g rowGroup) bool { return len(g.rows) == 0 })
}

// rowGroup is rows that are looked at together.
type rowGroup struct {
	key  string
	rows []plan.SheetLine
}

func (p reviewPage) groupHead(g rowGroup) parts.Head {
	return parts.Head{ID: "baris-" + g.key, Title: p.T("plan.rows_"+g.key, len(g.rows)), Lead: p.T("plan.rows_" + g.key + "_lead")}
}

// before is the quarter before this round's, whose figures stand beside.
func (h handed) before() int { return h.quarter().N - 1 }

// groupTable is the rows of a group, this quarter beside the one before.
func (p reviewPage) groupTable(g rowGroup) parts.Table {
	now, before := nth(p.Lang, p.quarter().N-1), ""
	t := parts.Table{ID: "tabel-" + g.key, Caption: p.T("plan.rows_"+g.key, len(g.rows)), Cards: true, Halves: true, Dense: true, Columns: []parts.Column{{Label: p.T("plan.row"), Full: true}}}
	if p.before() > 0 {
		before = nth(p.Lang, p.before()-1)
		t.Columns = append(t.Columns, parts.Column{Label: p.T("plan.output_in", before), Number: true})
	}
	t.Columns = append(t.Columns, parts.Column{Label: p.T("plan.output_in", now), Number: true}, parts.Column{Label: p.T("plan.output_year"), Number: true})
	if p.before() > 0 {
		t.Columns = append(t.Columns, parts.Column{Label: p.T("plan.money_in", before), Number: true})
	}
	t.Columns = append(t.Columns, parts.Column{Label: p.T("plan.money_in", now), Number: true}, parts.Column{Label: p.T("plan.money_year"), Number: true})
	for _, l := range g.rows {
		t.Rows = append(t.Rows, p.groupRow(l))
	}
	return t
}

func (p reviewPage) groupRow(l plan.SheetLine) parts.Row {
	n := p.quarter().N
	r := parts.Row{ID: rowName(l.DraftLine), Cells: []parts.Cell{{Part: reviewName(p, l)}}}
	if p.before() > 0 {
		r.Cells = append(r.Cells, parts.Cell{Text: dashed(l.Cell(quarterCell(n-1, "k")))})
	}
	r.Cells = append(r.Cells, parts.Cell{Text: dashed(l.Cell(quarterCell(n, "k"))), Note: calmUnit(l.Cell("unit"))},
		parts.Cell{Text: dashed(l.Cell("real_k")), Note: p.T("plan.of_target", dashed(l.Cell("target_k")))})
	if p.before() > 0 {
		r.Cells = append(r.Cells, parts.Cell{Text: dashed(l.Cell(quarterCell(n-1, "rp")))})
	}
	r.Cells = append(r.Cells, parts.Cell{Text: dashed(l.Cell(quarterCell(n, "rp")))},
		parts.Cell{Text: dashed(l.Cell("real_rp")), Note: p.T("plan.of_target", dashed(l.Cell("budget_rp")))})
	return r
}

func quarterCell(n int, what string) string { return "q" + strconv.Itoa(n) + "_" + what }

// findingsOf lists what the rules say of a row.
func (h handed) findingsOf(line db.ID) (out []plan.Finding) {
	for _, f := range h.checked.Findings {
		if f.Line == line {
			out = append(out, f)
		}
	}
	return out
}

// say writes a finding as one sentence, with the column it is about.
// say is what the rules say of a cell: its column goes before a sentence that does
// not begin with it.
func (h handed) say(f plan.Finding) string {
	key, args := f.Say()
	column, sentence := h.T("check.column."+f.Field), h.T(key, args...)
	if strings.HasPrefix(strings.ToLower(sentence), strings.ToLower(column)) {
		return sentence
	}
	return column + ": " + sentence
}

// findingStamp marks a finding: a fault must be mended or explained.
func (h handed) findingStamp(f plan.Finding) parts.Stamp {
	s := parts.Stamp{Kind: parts.Flagged, Label: h.T("plan.finding_" + string(f.Kind))}
	if f.Explained != nil {
		s.Kind = parts.Running
	}
	return s
}

// askedStamp tells whether a row that came back was touched since.
func askedStamp(l lang.Lang, b plan.LineReturn) parts.Stamp {
	if b.Touched {
		return parts.Stamp{Kind: parts.Running, Label: l.T("plan.row_mended")}
	}
	return parts.Stamp{Kind: parts.Waiting, Label: l.T("plan.row_same")}
}

// change writes one changed cell.
func (h handed) change(e plan.Edited) string {
	return h.T("plan.cell_was", h.T("check.column."+e.Field), dashed(e.Old), dashed(e.New))
}

// commonWhys are sentences that planners write often.
var commonWhys = []string{"plan.why_sum", "plan.why_unit", "plan.why_output", "plan.why_thousand", "plan.why_note", "plan.why_budget"}

// mine tells whether the reader runs the round.
func (p reviewPage) mine() bool { return p.viewer.Holds(account.Planner) }

func (p reviewPage) sentenceField() parts.Field {
	return parts.Field{Name: "sentence", Label: p.T("plan.return_whole"), Help: p.T("plan.return_whole_help"), Value: p.typed["sentence"], Max: 500, Optional: true, Fault: p.bad}
}

// rowTitle is a row's name; a further indicator goes by its own words.
func rowTitle(l plan.SheetLine) string {
	if l.Seq > 0 {
		return "+ " + l.Cell("indicator")
	}
	return plan.Calm(l.Cell("name"))
}

// moneyParts writes an amount in words of its size, number and word apart.
func moneyParts(l lang.Lang, r money.Rupiah) (number, word string) {
	return money.Short{Rupiah: r, Decimals: 1}.Parts(l.Tag())
}
