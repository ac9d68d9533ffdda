package accountweb

import (
	"strings"

	"alun/ground/web/parts"
	"alun/record/account"
)

// stopped says what was stopped.
func (p dataPage) stopped(s account.Stop) string {
	if s.Purpose == "" {
		return p.T("personal.stop_all")
	}
	return p.T("personal.stop_for", p.word("personal.purpose_", s.Purpose))
}

func (f askForm) kinds() parts.Choice {
	c := parts.Choice{Field: parts.Field{Name: "kind", Label: f.T("personal.request"), Value: f.wish.Kind, Fault: f.bad}}
	for _, r := range f.law.Rights {
		o := parts.Option{Value: r.Kind, Label: f.T("personal.kind_" + r.Kind)}
		if !f.desk {
			o.Note = f.T("personal.kind_" + r.Kind + "_help")
		}
		c.Options = append(c.Options, o)
	}
	return c
}

func (f askForm) fields() parts.Choice {
	return parts.Choice{Field: parts.Field{Name: "field", Label: f.T("personal.ask_field"), Help: f.T("personal.ask_field_help"), Value: f.wish.Field, Size: parts.Mid, Optional: true, Fault: f.bad},
		Blank: f.T("personal.choose_none"), Options: []parts.Option{{Value: "name", Label: f.T("personal.field_name")}, {Value: "login", Label: f.T("personal.field_login")}}}
}

func (f askForm) purposes() parts.Choice {
	c := parts.Choice{Field: parts.Field{Name: "purpose", Label: f.T("personal.ask_purpose"), Help: f.T("personal.ask_purpose_help"), Value: f.wish.Purpose, Optional: true, Fault: f.bad},
		Blank: f.T("personal.choose_none")}
	for _, p := range f.law.Purposes {
		if !p.Despite {
			c.Options = append(c.Options, parts.Option{Value: p.Code, Label: f.word("personal.purpose_", p.Code)})
		}
	}
	return c
}

func (f openForm) title() parts.Title {
	t := parts.Title{Over: f.T("personal.person_code", f.code), Title: f.T("personal.open_title"), Lead: f.T("personal.open_lead", strings.Join(f.hints, ", "))}
	if len(f.hints) == 0 {
		t.Lead = f.T("personal.open_nothing")
	}
	if f.values != nil {
		t.Title, t.Lead = f.T("personal.opened_title"), ""
	}
	return t
}

func (f requestForm) seenField() parts.Field {
	x := parts.Field{Name: "seen", Label: f.T("personal.seen"), Help: f.T("personal.seen_help"), Fault: f.bad}
	if f.seen {
		x.Value = "1"
	}
	return x
}

// doButton carries the request out; erasing looks like what it is.
func (f requestForm) doButton() parts.Button {
	b := parts.Button{Label: f.T("personal.do_" + f.Kind), Look: parts.Lead}
	if f.Kind == account.AskErase {
		b.Look = parts.Danger
	}
	return b
}

func (f incidentForm) foundField() parts.Field {
	x := f.field("found", f.in.found, 20)
	x.Type, x.Size = "datetime-local", parts.Mid
	return x
}

func (f incidentForm) peopleField() parts.Field {
	x := f.optional("people", f.in.people, "")
	x.Mode, x.Size = "numeric", parts.Short
	return x
}

func (f incidentOne) letter(to string) string {
	return f.r.Href("/pribadi/kebocoran/"+f.code+"/surat") + "?untuk=" + to
}

func (f incidentOne) letterTitle() parts.Title {
	t := parts.Title{Title: f.T("personal.letter_title"), Lead: f.T("personal.letter_legal")}
	if f.agency {
		t.Over = f.T("personal.to_agency")
	} else {
		t.Over = f.T("personal.to_people")
	}
	if f.agency && f.AgencyAt.IsZero() || !f.agency && f.PeopleAt.IsZero() {
		t.Stamps = []parts.Stamp{{Kind: parts.Plain, Label: f.T("personal.draft")}, f.left(f.Left(f.now))}
	}
	return t
}

func (f incidentOne) letterLines() []string {
	if f.agency {
		return []string{f.T("personal.letter_agency_text", f.house, f.when(f.Found), f.Show(f.People))}
	}
	return []string{f.T("personal.letter_people_text", f.house, f.when(f.Found))}
}

// letterParts are what Pasal 46 asks a notice to say.
func (f incidentOne) letterParts() []parts.Fact {
	return []parts.Fact{{Label: f.T("personal.letter_what"), Value: f.What}, {Label: f.T("personal.letter_how"), Value: f.How},
		{Label: f.T("personal.letter_done"), Value: f.Done}, {Label: f.T("personal.letter_contact"), Value: f.Contact}}
}

func (f incidentOne) concernedTable() parts.Table {
	t := parts.Table{Caption: f.T("personal.concerned_title"), Dense: true, Columns: []parts.Column{{Label: f.T("personal.person")}, {Label: f.T("personal.concerned_open")}}}
	for _, code := range f.concerned {
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{{Text: code}, {Text: f.T("personal.open_title"), Href: f.r.Href("/orang/" + code + "/buka")}}})
	}
	return t
}
