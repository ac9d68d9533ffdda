package planweb

import (
	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/plan"
	"alun/record/plan/check"
)

// stampOf is the stamp of a kind of note. Faults and questions look different,
// and neither is an accusation; what is only watched asks for nothing.
func stampOf(l lang.Lang, kind, state string) parts.Stamp {
	switch {
	case state != "unclarified":
		return parts.Stamp{Kind: parts.Done, Label: l.T("plan.state_" + state)}
	case kind == "fault":
		return parts.Stamp{Kind: parts.Flagged, Label: l.T("plan.kind_fault")}
	case kind == "question":
		return parts.Stamp{Kind: parts.Waiting, Label: l.T("plan.kind_question")}
	}
	return parts.Stamp{Kind: parts.Plain, Label: l.T("plan.kind_" + kind)}
}

// lifeStamp is the stamp of one note, with the day since when it is so.
func lifeStamp(l lang.Lang, n plan.Note) parts.Stamp {
	s := stampOf(l, n.Kind, n.State)
	switch {
	case n.State != plan.Unclarified && !n.Changed.IsZero():
		s.Label = l.T("plan.state_on", s.Label, date.DayOf(n.Changed))
	case n.Unanswered() && n.Changed.IsZero():
		s.Label = l.T("plan.state_unanswered", date.DayOf(n.Public))
	case n.Unanswered():
		s.Label = l.T("plan.state_returned", date.DayOf(n.Changed))
	}
	return s
}

// sayings writes what was said to a note. Offices speak, not their people.
func sayings(l lang.Lang, n plan.Note, all []plan.Answer) []parts.Saying {
	var out []parts.Saying
	for _, a := range all {
		out = append(out, parts.Saying{Head: l.T("plan.said_"+a.Act, n.Short, date.DayOf(a.At)), Text: a.Sentence, Lang: foreign(l)})
	}
	return out
}

// noteOf writes one note: what is printed, the rule, what it would be if a
// suspected slip were undone, and what was said to it.
func noteOf(a at, n plan.Note, said map[plan.NotePlace][]plan.Answer) parts.DataNote {
	key, args := n.Say()
	text := a.T(n.WhyKey())
	if key, args, ok := (check.Flag{Suspect: n.Suspect}).WouldBe(); ok {
		text = a.T("plan.two", a.T("plan.two", text, a.T(key, args...)), a.T("plan.unchanged"))
	}
	return parts.DataNote{Title: a.T(key, args...), Text: text,
		State: lifeStamp(a.Lang, n), Said: sayings(a.Lang, n, said[n.Place()]), Source: sourceLine(a.Lang, n.Short, n.Source, n.Page)}
}

// dataNotes are the notes on this node, faults before questions, each leading
// to its case.
func (p nodePage) dataNotes() []parts.DataNote {
	var out []parts.DataNote
	for _, n := range p.notes {
		d := noteOf(p.at, n, p.said)
		if c, ok := p.cases[n.Case]; ok {
			d.Link = parts.Link{Label: p.T("plan.case_alone"), Href: p.r.Href("/catatan/" + p.code(c.ID))}
			if c.Flags > 1 {
				d.Link.Label = p.T("plan.case_of", c.Flags)
			}
		}
		out = append(out, d)
	}
	return out
}

// CaseNotes writes cases as notes, each with the way to its rows.
func CaseNotes(r *web.Request, code func(db.ID) string, cases []plan.Case) []parts.DataNote {
	var out []parts.DataNote
	for _, c := range cases {
		key, args := c.Say()
		out = append(out, parts.DataNote{Title: r.Lang.T(key, args...), Href: r.Href("/catatan/" + code(c.ID)),
			Text: caseRows(r.Lang, c), State: stampOf(r.Lang, c.Kind, c.State),
			Source: sourceLine(r.Lang, c.Short, c.Source, c.Page)})
	}
	return out
}

// CaseBriefs writes cases by their short names, for a page that shows a few of
// them.
func CaseBriefs(r *web.Request, code func(db.ID) string, cases []plan.Case) []parts.DataNote {
	out := CaseNotes(r, code, cases)
	for i, c := range cases {
		out[i].Title, out[i].Text = r.Lang.T(c.NameKey()), out[i].Title
	}
	return out
}

func caseRows(l lang.Lang, c plan.Case) string {
	if c.Flags == 1 {
		return l.T("plan.case_one", c.Code, plan.Calm(c.Name))
	}
	return l.T("plan.case_rows", c.Flags, c.Code, plan.Calm(c.Name))
}
