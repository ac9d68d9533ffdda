package planweb

import (
	"strconv"

	"alun/ground/fault"
	"alun/ground/web/parts"
	"alun/record/plan/check"
)

// lockPage is a step that the public sees: it says what will be there.
type lockPage struct {
	handed
	revision int // of the quarter's report as it is now; 0: there is none
	reason   string
	bad      *fault.Fault
}

func (p lockPage) title() parts.Title {
	return parts.Title{Over: p.quarter().In(p.Tag()), Title: p.T("plan.lock_title", p.sheet.Office.Short), Lead: p.T("plan.lock_lead"), Stamps: p.stamps()}
}

// facts say what becomes public, and what does not.
func (p lockPage) facts() []parts.Fact {
	budget, spent, _ := p.sheet.Spending()
	explained := 0
	for _, f := range p.checked.Findings {
		if f.Explained != nil {
			explained++
		}
	}
	out := []parts.Fact{
		{Label: p.T("plan.lock_rows"), Value: p.T("plan.n_rows", p.checked.Lines), Note: p.T("plan.lock_rows_note")},
		{Label: p.T("plan.budget"), Value: budget.In(p.Tag())},
		{Label: p.T("plan.spending"), Value: spent.In(p.Tag())},
		{Label: p.T("plan.lock_where"), Value: p.revisionWords(), Note: p.T("plan.lock_where_note")},
		{Label: p.T("plan.lock_notes"), Value: p.T("plan.lock_notes_n", len(p.checked.Findings), explained), Note: p.T("plan.lock_notes_note")},
		{Label: p.T("plan.lock_not"), Value: p.T("plan.lock_not_what")},
	}
	if open := len(p.checked.Open(check.Question)); open > 0 {
		out = append(out, parts.Fact{Label: p.T("plan.lock_open"), Value: p.T("plan.n_questions", open), Note: p.T("plan.lock_open_note")})
	}
	return out
}

func (p lockPage) revisionWords() string {
	if p.revision == 0 {
		return p.T("plan.lock_first", p.quarter())
	}
	return p.T("plan.lock_next", p.quarter(), strconv.Itoa(p.revision+1))
}

func (p lockPage) reasonField() parts.Field {
	return parts.Field{Name: "reason", Label: p.T("plan.reopen_why"), Help: p.T("plan.reopen_why_help"), Value: p.reason, Max: 500, Fault: p.bad}
}
