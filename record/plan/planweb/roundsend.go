package planweb

import (
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/account"
	"alun/record/plan"
	"alun/record/plan/check"
)

// sendPage is where the head of an office approves what is sent.
type sendPage struct {
	handed
	bad *fault.Fault
}

func (d Desk) sendPage(tx *db.Tx, r *web.Request) (web.Reply, error) { return d.drawSend(tx, r, nil) }

func (d Desk) drawSend(tx *db.Tx, r *web.Request, bad *fault.Fault) (web.Reply, error) {
	p := sendPage{bad: bad}
	var err error
	if p.handed, err = d.handedAt(tx, r); err != nil {
		return web.Reply{}, err
	}
	return web.Reply{Page: &web.Page{Title: p.title().Title, Nav: "tugas", Body: sendBody(p)}}, nil
}

func (d Desk) send() web.Form[handIn, string] {
	return web.Form[handIn, string]{
		Prepare: prepareMove,
		Act: func(tx *db.Tx, in handIn) (string, error) {
			h, err := in.handing(tx)
			if err != nil {
				return "", err
			}
			_, err = plan.SendSubmission(tx, in.session, d.Rules, h)
			return "kirim", err
		},
		Draw: func(tx *db.Tx, r *web.Request, in handIn, _ string, bad *fault.Fault) (web.Reply, error) {
			if bad == nil {
				return web.Reply{To: r.Href(in.at("kirim"))}, nil
			}
			return d.drawSend(tx, r, bad)
		},
	}
}

func (p sendPage) title() parts.Title {
	t := parts.Title{Over: p.sheet.Office.In(p.Tag()), Title: p.T("plan.send_title", p.quarter()), Stamps: p.stamps()}
	switch {
	case p.sent():
		t.Title, t.Lead = p.T("plan.send_done", p.quarter()), p.sentLead()
	case p.sheet.Round.Open() && !p.unbegun():
		t.Lead = p.T("plan.send_lead", p.sheet.Round.Deadline, leftWords(p.Lang, p.sheet.Round.Left(p.today)))
	}
	return t
}

func (p sendPage) sent() bool {
	return plan.OfficeState{Submission: p.sheet.Submission}.Sent()
}

// unbegun tells that there are no rows yet to look at.
func (p sendPage) unbegun() bool { return p.sheet.Submission.State == plan.Belum }

// head tells whether the reader answers for the office.
func (p sendPage) head() bool {
	for _, id := range p.viewer.Offices(account.Head) {
		if id == p.sheet.Office.ID {
			return true
		}
	}
	return false
}

// blocking lists what must be done before sending, each with the place to do it.
func (p sendPage) blocking() []parts.Row {
	var out []parts.Row
	put := func(line plan.CellGap, text, what string) {
		out = append(out, parts.Row{Cells: []parts.Cell{{Code: line.Code, Text: p.nameOf(line.Line)}, {Text: text}, {Text: what}}})
	}
	for _, m := range p.checked.Misplaced {
		put(plan.CellGap{Line: m.Line, Code: m.Code}, p.T(m.Key, m.Args...), p.T("plan.must_place"))
	}
	for _, u := range p.checked.Unread {
		put(u.CellGap, p.T("check.column."+u.CellGap.Field)+": "+p.T(u.Key, u.Args...), p.T("plan.must_write"))
	}
	for _, f := range p.checked.Open(check.Fault) {
		put(plan.CellGap{Line: f.Line, Code: f.Code}, p.say(f), p.T("plan.must_mend"))
	}
	for _, g := range p.gaps() {
		put(g.CellGap, g.text, p.T("plan.must_fill"))
	}
	return out
}

// rowGaps is what is empty in one row.
type rowGaps struct {
	plan.CellGap
	text string
}

// gaps gathers the empty cells of each row into one line.
func (p sendPage) gaps() (out []rowGaps) {
	for _, m := range p.checked.Missing {
		word := p.T("check.column." + m.Field)
		if n := len(out); n > 0 && out[n-1].Line == m.Line {
			out[n-1].text += ", " + word
			continue
		}
		out = append(out, rowGaps{m, word})
	}
	return out
}

// shownBlocking bounds how many rows the page lists: the desk has them all.
const shownBlocking = 60

func (p sendPage) blockingTable() parts.Table {
	t := parts.Table{Caption: p.T("plan.send_blocked"), Cards: true, Dense: true, Columns: []parts.Column{{Label: p.T("plan.row"), Full: true},
		{Label: p.T("plan.send_what"), Full: true}, {Label: p.T("plan.send_todo"), Full: true}}, Rows: p.blocking()}
	t.Rows = t.Rows[:min(len(t.Rows), shownBlocking)]
	return t
}

func (p sendPage) blockedHead() parts.Head {
	n := len(p.blocking())
	h := parts.Head{ID: "kurang", Title: p.T("plan.send_blocked_n", n), Lead: p.T("plan.send_blocked_lead"), Link: parts.Link{Label: p.T("plan.send_to_desk"), Href: p.href()}}
	if n > shownBlocking {
		h.Lead = p.T("plan.send_blocked_cut", shownBlocking, n)
	}
	return h
}

func (h handed) nameOf(line db.ID) string {
	for _, l := range h.sheet.Lines {
		if l.ID == line {
			return rowTitle(l)
		}
	}
	return ""
}

// shownFindings is up to how many findings the page lists unfolded.
const shownFindings = 8

// saidTable is the findings that have an answer, and the questions that have none.
func (p sendPage) saidTable() parts.Table {
	t := parts.Table{Caption: p.T("plan.send_findings"), Cards: true, Dense: true, Columns: []parts.Column{{Label: p.T("plan.row"), Full: true},
		{Label: p.T("plan.kind"), Full: true}, {Label: p.T("plan.send_what"), Full: true}, {Label: p.T("plan.send_answer"), Full: true}}}
	for _, f := range p.checked.Findings {
		if f.Kind == check.Watch || f.Kind == check.Fault && f.Explained == nil {
			continue
		}
		answer := p.T("plan.row_no_answer")
		if f.Explained != nil {
			answer = f.Explained.Sentence
		}
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{{Code: f.Code, Text: p.nameOf(f.Line)}, {Part: parts.Cap(p.Lang, p.findingStamp(f))}, {Text: p.say(f)}, {Text: answer}}})
	}
	return t
}

// editedTable is what changed since the city saw it last.
func (p sendPage) editedTable() parts.Table {
	t := parts.Table{Caption: p.T("plan.send_edited"), Cards: true, Dense: true, Empty: p.T("plan.send_edited_none"),
		Columns: []parts.Column{{Label: p.T("plan.row"), Full: true}, {Label: p.T("plan.what_changed"), Full: true}}}
	codes := map[db.ID]string{}
	for _, l := range p.sheet.Lines {
		codes[l.ID] = l.Code
	}
	for _, e := range p.edited {
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{{Code: codes[e.Line], Text: p.nameOf(e.Line)}, {Text: p.change(e)}}})
	}
	return t
}

// backTable is what the city asked, and whether the row was touched since.
func (p sendPage) backTable() parts.Table {
	t := parts.Table{Caption: p.T("plan.send_back"), Cards: true, Dense: true, Columns: []parts.Column{{Label: p.T("plan.row"), Full: true},
		{Label: p.T("plan.send_asked"), Full: true}, {Label: p.T("plan.send_since"), Full: true}}}
	for _, l := range p.sheet.Lines {
		for _, b := range l.Returned {
			t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{{Code: l.Code, Text: rowTitle(l)}, {Text: b.Sentence}, {Part: parts.Cap(p.Lang, askedStamp(p.Lang, b))}}})
		}
	}
	return t
}
