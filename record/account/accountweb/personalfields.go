package accountweb

import (
	"strings"

	"alun/ground/web/parts"
	"alun/record/account"
)

// stopped says what was stopped.
func (p dataPage) stopped(s account.Stop) string {
	if s.Purpose == "" {
		return p.T("account.personal_stop_all")
	}
	return p.T("account.personal_stop_for", p.word("account.personal_purpose_"+s.Purpose, s.Purpose))
}

func (f askForm) kinds() parts.Choice {
	c := parts.Choice{Field: parts.Field{Name: "kind", Label: f.T("account.personal_request"), Value: f.wish.Kind, Fault: f.bad}}
	for _, r := range f.law.Rights {
		o := parts.Option{Value: r.Kind, Label: f.T("account.personal_kind_" + r.Kind)}
		if !f.desk {
			o.Note = f.T("account.personal_kind_" + r.Kind + "_help")
		}
		c.Options = append(c.Options, o)
	}
	return c
}

func (f askForm) fields() parts.Choice {
	return parts.Choice{Field: parts.Field{Name: "field", Label: f.T("account.personal_ask_field"), Help: f.T("account.personal_ask_field_help"), Value: f.wish.Field, Size: parts.Mid, Optional: true, Fault: f.bad},
		Blank: f.T("account.personal_choose_none"), Options: []parts.Option{{Value: "name", Label: f.T("account.personal_field_name")}, {Value: "login", Label: f.T("account.personal_field_login")}}}
}

func (f askForm) purposes() parts.Choice {
	c := parts.Choice{Field: parts.Field{Name: "purpose", Label: f.T("account.personal_ask_purpose"), Help: f.T("account.personal_ask_purpose_help"), Value: f.wish.Purpose, Optional: true, Fault: f.bad},
		Blank: f.T("account.personal_choose_none")}
	for _, p := range f.law.Purposes {
		if !p.Despite {
			c.Options = append(c.Options, parts.Option{Value: p.Code, Label: f.word("account.personal_purpose_"+p.Code, p.Code)})
		}
	}
	return c
}

func (f openForm) title() parts.Title {
	t := parts.Title{Over: f.T("account.personal_person_code", f.code), Title: f.T("account.personal_open_title"), Lead: f.T("account.personal_open_lead", strings.Join(f.hints, ", "))}
	if len(f.hints) == 0 {
		t.Lead = f.T("account.personal_open_nothing")
	}
	if f.values != nil {
		t.Title, t.Lead = f.T("account.personal_opened_title"), ""
	}
	return t
}

func (f requestForm) seenField() parts.Field {
	x := parts.Field{Name: "seen", Label: f.T("account.personal_seen"), Help: f.T("account.personal_seen_help"), Fault: f.bad}
	if f.seen {
		x.Value = "1"
	}
	return x
}

// doButton carries the request out; erasing looks like what it is.
func (f requestForm) doButton() parts.Button {
	b := parts.Button{Label: f.T("account.personal_do_" + f.Kind), Look: parts.Lead}
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
	t := parts.Title{Title: f.T("account.personal_letter_title"), Lead: f.T("account.personal_letter_legal")}
	if f.agency {
		t.Over = f.T("account.personal_to_agency")
	} else {
		t.Over = f.T("account.personal_to_people")
	}
	if f.agency && f.AgencyAt.IsZero() || !f.agency && f.PeopleAt.IsZero() {
		t.Stamps = []parts.Stamp{{Kind: parts.Plain, Label: f.T("account.personal_draft")}, f.left(f.Left(f.now))}
	}
	return t
}

func (f incidentOne) letterLines() []string {
	if f.agency {
		return []string{f.T("account.personal_letter_agency_text", f.city, f.when(f.Found), f.Show(f.People))}
	}
	return []string{f.T("account.personal_letter_people_text", f.city, f.when(f.Found))}
}

// letterParts are what Pasal 46 asks a notice to say.
func (f incidentOne) letterParts() []parts.Fact {
	return []parts.Fact{{Label: f.T("account.personal_letter_what"), Value: f.What}, {Label: f.T("account.personal_letter_how"), Value: f.How},
		{Label: f.T("account.personal_letter_done"), Value: f.Done}, {Label: f.T("account.personal_letter_contact"), Value: f.Contact}}
}

func (f incidentOne) concernedTable() parts.Table {
	t := parts.Table{Caption: f.T("account.personal_concerned_title"), Dense: true, Columns: []parts.Column{{Label: f.T("account.personal_person")}, {Label: f.T("account.personal_concerned_open")}}}
	for _, code := range f.concerned {
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{{Text: code}, {Text: f.T("account.personal_open_title"), Href: f.r.Href("/orang/" + code + "/buka")}}})
	}
	return t
}
