package planweb

import (
	"alun/ground/blob"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web/parts"
	"alun/record/plan"
)

// badIn is what is wrong with one form of the page.
func (p evidenceRowPage) badIn(step string, about db.ID) *fault.Fault {
	if p.in.step != step || about != 0 && p.in.evidence != about {
		return nil
	}
	return p.bad
}

// typed is what was sent with one form of the page.
func (p evidenceRowPage) typed(step, name string) string {
	if p.in.step != step {
		return ""
	}
	return p.in.typed[name]
}

// kinds offers what can be attached: all kinds that are chosen, or those of names.
func (p evidenceRowPage) kinds(step, name string) parts.Choice {
	c := parts.Choice{Field: parts.Field{Name: name, Label: p.T("plan.evidence_kind"), Value: p.typed(step, name), Fault: p.badIn(step, 0), Size: parts.Mid}}
	for _, f := range p.feeds {
		if f.Room == plan.PlanRoom && (step != "daftar" || plan.ListKinds[f.Kind]) {
			c.Options = append(c.Options, parts.Option{Value: f.Kind, Label: p.T("plan.evidence_kind_" + f.Kind)})
		}
	}
	return c
}

// unchosen offers the kinds that do not feed the indicator yet.
func (p evidenceRowPage) unchosen() parts.Choice {
	c := parts.Choice{Field: parts.Field{Name: "feed", Label: p.T("plan.evidence_choose"), Value: p.typed("pilih", "feed"), Fault: p.badIn("pilih", 0), Size: parts.Mid},
		Blank: p.T("plan.evidence_choose_blank")}
	for _, k := range plan.EvidenceKinds {
		if !p.open(k) {
			c.Options = append(c.Options, parts.Option{Value: k, Label: p.T("plan.evidence_kind_" + k)})
		}
	}
	return c
}

func (p evidenceRowPage) quantityField() parts.Field {
	return parts.Field{Name: "quantity", Label: p.T("plan.evidence_amount"), Help: p.T("plan.evidence_amount_help"), Value: p.typed("lampir", "quantity"), Mode: "decimal",
		After: calmUnit(p.x.Unit), Size: parts.Short, Fault: p.badIn("lampir", 0)}
}

func (p evidenceRowPage) dayField(step, name string) parts.Field {
	return parts.Field{Name: name, Label: p.T("plan.evidence_happened"), Value: p.typed(step, name), Type: "date", Size: parts.Mid, Fault: p.badIn(step, 0)}
}

func (p evidenceRowPage) titleField(step, name string) parts.Field {
	return parts.Field{Name: name, Label: p.T("plan.evidence_name"), Help: p.T("plan.evidence_name_help"), Value: p.typed(step, name), Max: 200, Fault: p.badIn(step, 0)}
}

// fileTo asks which of what is attached gets a further file.
func (p evidenceRowPage) fileTo() parts.Choice {
	c := parts.Choice{Field: parts.Field{Name: "evidence", Label: p.T("plan.evidence_file_to"), Value: p.typed("berkas", "evidence"), Fault: p.badIn("berkas", 0)}}
	for _, x := range p.all {
		if x.Room == plan.PlanRoom && x.State != plan.EvidenceWithdrawn {
			c.Options = append(c.Options, parts.Option{Value: p.code(x.ID), Label: x.Title})
		}
	}
	return c
}

func (p evidenceRowPage) fileField(step, name string) parts.Field {
	return parts.Field{Name: name, Label: p.T("plan.evidence_file"), Type: blob.Printed.Accept(), Optional: step == "lampir", Fault: p.badIn(step, 0),
		Help: p.T("plan.evidence_file_help", blob.Printed.Names(), blob.JPEG.Bytes()>>20, blob.PDF.Bytes()>>20)}
}

func (p evidenceRowPage) namesField() parts.Field {
	return parts.Field{Name: "names", Label: p.T("plan.names_names"), Help: p.T("plan.names_names_help", plan.MostNames), Optional: true, Fault: p.badIn("daftar", 0)}
}

func (p evidenceRowPage) tableField() parts.Field {
	return parts.Field{Name: namesTable, Label: p.T("plan.names_file"), Help: p.T("plan.names_file_help", uploadLimits.Bytes>>20), Type: ".xlsx,.csv", Optional: true, Fault: p.badIn("daftar", 0)}
}

// sentence asks for the reason of a step on one piece of evidence.
func (p evidenceRowPage) sentence(step string, x plan.Evidence) parts.Field {
	name := "sentence-" + step + "-" + p.code(x.ID)
	value := ""
	if p.in.step == step && p.in.evidence == x.ID {
		value = p.in.typed["sentence"]
	}
	return parts.Field{Name: name, Label: p.T("plan.evidence_why_" + step), Help: p.T("plan.evidence_why_help"), Value: value, Max: 500, Fault: p.badIn(step, x.ID)}
}
