package kurasiweb

import (
	"alun/ground/web/parts"
	"alun/record/registry/kurasi"

	"github.com/a-h/templ"
)

// tongue marks what people wrote, where the page is in another language.
func tongue(p page) templ.Attributes {
	if p.foreign() == "" {
		return nil
	}
	return templ.Attributes{"lang": p.foreign()}
}

// facts are what is told of a call at its head.
func (p callPage) facts() []parts.Fact {
	return []parts.Fact{{Label: p.T("kurasiweb.fact_when"), Value: p.Span(p.Lang), Note: p.T("kurasiweb.fact_when_note")}, {Label: p.T("kurasiweb.fact_what"), Value: p.T(kurasi.KindWord(p.Kind))}, {Label: p.T("kurasiweb.fact_who"), Value: p.Entrants},
		{Label: p.T("kurasiweb.fact_entries"), Value: p.T("kurasiweb.number", p.counts.Entries)}}
}

// named is a name, or a dash where it was forgotten.
func (p page) named(name string) string {
	if name == "" {
		return p.T("kurasi.forgotten")
	}
	return name
}

// consentSays tells what stands in public of an entry.
func (p minePage) consentSays(x entryLine) string {
	if x.Consent {
		return "kurasiweb.consent_on"
	}
	return "kurasiweb.consent_off"
}

// taskLead says what a curator has to do in a call.
func (p minePage) taskLead(t task) string {
	switch {
	case t.State == kurasi.Draft || t.State == kurasi.Open:
		return p.T("kurasiweb.task_later", t.Span(p.Lang))
	case t.State != kurasi.Judging:
		return p.T("kurasiweb.task_over")
	case t.Task.Open == 0:
		return p.T("kurasiweb.task_none")
	}
	return p.T("kurasiweb.task_open", t.Task.Open)
}

// declareLook is how much the declaration weighs: the one main act until it is made.
func (p judgePage) declareLook() parts.Look {
	if p.Interest == "" {
		return parts.Lead
	}
	return parts.Outline
}
