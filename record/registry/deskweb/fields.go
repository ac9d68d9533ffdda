package deskweb

import (
	"slices"

	"alun/ground/fault"
	"alun/ground/web/parts"
	"alun/record/account"
	"alun/record/registry"
)

// stepLook is how a move's button looks: what ends something comes last and quiet.
func stepLook(i int, m registry.Move) parts.Look {
	switch {
	case m == registry.Closing || m == registry.Suspending:
		return parts.Quiet
	case i == 0:
		return parts.Lead
	}
	return parts.Outline
}

// alike tells whether all of some facts are known as well, since the same day.
func alike(all []factLine) bool {
	for _, x := range all {
		if *x.proof != *all[0].proof || x.since != all[0].since {
			return false
		}
	}
	return len(all) > 1
}

// shownFacts are lines as the part of the house draws them; what all have in common is
// said once above them.
func shownFacts(all []factLine) []parts.Fact {
	var out []parts.Fact
	for _, x := range all {
		f := parts.Fact{Label: x.label, Value: x.value, Proof: x.proof, Note: x.since}
		if alike(all) {
			f.Proof, f.Note = nil, ""
		}
		out = append(out, f)
	}
	return out
}

// wrong are the sentences at a field that is drawn here.
func (p onePage) wrong(name string) (out []string) {
	if p.bad == nil {
		return nil
	}
	for _, x := range p.bad.Fields {
		if x.Name == name {
			out = append(out, p.T(x.Key, x.Args...))
		}
	}
	return out
}

func (p onePage) ticked(f registry.Fact) bool { return slices.Contains(p.typed.facts, f) }

// basisChoice asks how the officer knows it.
func (p onePage) basisChoice() parts.Choice {
	c := parts.Choice{Field: parts.Field{Name: "dasar", Label: p.T("deskweb.ask_basis"), Fault: p.bad}}
	if p.typed.level != 0 {
		c.Value = p.typed.level.Code()
	}
	for _, l := range []registry.Level{registry.Seen, registry.Document} {
		c.Options = append(c.Options, parts.Option{Value: l.Code(), Label: p.T("deskweb.basis_" + l.Code()), Note: p.T("deskweb.basis_" + l.Code() + "_note")})
	}
	return c
}

func (p onePage) loginField() parts.Field {
	return parts.Field{Name: "login", Label: p.T("deskweb.link_login"), Help: p.T("deskweb.link_login_help"), Value: p.typed.login, Type: "tel", Size: parts.Mid, Max: 40, Auto: "off", Fault: p.bad}
}

// documentChoice asks by what the officer saw who stands there.
func (p onePage) documentChoice() parts.Choice {
	c := parts.Choice{Field: parts.Field{Name: "document", Label: p.T("deskweb.link_document"), Value: p.typed.document, Fault: p.bad}}
	for _, code := range account.RecoveryDocuments {
		c.Options = append(c.Options, parts.Option{Value: code, Label: p.T("account.document_" + code)})
	}
	return c
}

// told is what was wrong, at the fields of this page alone.
func (p onePage) told() *fault.Fault {
	return only(p.bad, "fakta", "dasar", "keperluan", "login", "document")
}

// only leaves of what was wrong the fields that are there.
func only(bad *fault.Fault, names ...string) *fault.Fault {
	if bad == nil {
		return nil
	}
	out := fault.New(bad.Kind, bad.Key, bad.Args...)
	for _, x := range bad.Fields {
		if slices.Contains(names, x.Name) {
			out.At(x.Name, x.Key, x.Args...)
		}
	}
	return out
}
