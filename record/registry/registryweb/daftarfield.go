package registryweb

import (
	"slices"

	"alun/ground/fault"
	"alun/ground/web/parts"
	"alun/record/registry"
	"alun/record/registry/face"
)

// field asks for a fact, with what was typed or stands. Of what stands but is not
// shown to who writes, it says so: left empty, it stays.
func (p draftPage) field(f registry.Fact) parts.Field {
	out := parts.Field{Name: string(f), Label: p.T("registryweb.ask_" + string(f)), Value: p.typed[f], Auto: "off", Fault: p.bad}
	if shut(p.view, f) {
		out.Help, out.Optional = p.T("registryweb.stays"), true
	}
	return out
}

// helped is field with how to answer.
func (p draftPage) helped(f registry.Fact, optional bool) parts.Field {
	out := p.field(f)
	out.Optional = out.Optional || optional
	if out.Help == "" {
		out.Help = p.T("registryweb.help_" + string(f))
	}
	return out
}

func (p draftPage) nameField() parts.Field {
	f := p.helped(registry.Name, false)
	f.Max = 120
	return f
}

func (p draftPage) aboutField() parts.Field {
	f := p.helped(registry.AboutID, false)
	f.Max = 2000
	return f
}

func (p draftPage) kindChoice() parts.Choice {
	c := parts.Choice{Field: p.field(registry.Kind)}
	for _, kind := range []string{registry.Usaha, registry.Perorangan} {
		c.Options = append(c.Options, parts.Option{Value: kind, Label: p.T("registry.kind_" + kind), Note: p.T("registryweb.kind_note_" + kind)})
	}
	return c
}

func (p draftPage) formChoice() parts.Choice {
	c := parts.Choice{Field: p.helped(registry.LegalForm, false)}
	for _, form := range registry.LegalForms {
		c.Options = append(c.Options, parts.Option{Value: form.Code, Label: form.Word})
	}
	if c.Value == "" {
		c.Value = "perorangan"
	}
	return c
}

func (p draftPage) nibField() parts.Field {
	f := p.helped(registry.NIB, true)
	f.Mode, f.Size, f.Max = "numeric", parts.Mid, 30
	return f
}

func (p draftPage) ownerChoice() parts.Choice {
	return parts.Choice{Field: parts.Field{Name: "owner", Label: p.T("registryweb.ask_owner"), Value: p.owner, Fault: p.bad}, Options: p.helps}
}

func (p draftPage) rtField() parts.Field {
	f := p.helped(registry.RT, true)
	f.Mode, f.Size, f.Max = "numeric", parts.Short, 10
	return f
}

func (p draftPage) addressField() parts.Field {
	f := p.helped(registry.Address, whereOf(p.typed) == registry.WhereRove)
	if p.addressOpen() && !shut(p.view, registry.Address) {
		f.Help = p.T("registryweb.help_address_open")
	}
	f.Max = 200
	return f
}

// whereChoice is one question for two facts: whether it is a home, and whether it
// moves.
func (p draftPage) whereChoice() parts.Choice {
	c := parts.Choice{Field: parts.Field{Name: "di", Label: p.T("registryweb.ask_where"), Value: whereOf(p.typed), Fault: p.bad}}
	for _, at := range []string{registry.WhereHome, registry.WhereShop, registry.WhereRove} {
		o := parts.Option{Value: at, Label: p.T("registryweb.where_" + at), Note: p.T("registryweb.where_note_" + at)}
		if at == registry.WhereHome && p.addressOpen() {
			o.Note = "" // it says that the address is hidden
		}
		c.Options = append(c.Options, o)
	}
	return c
}

func (p draftPage) numberField(f registry.Fact) parts.Field {
	out := p.helped(f, true)
	out.Type, out.Max, out.Size = "tel", 40, parts.Mid
	out.Value = face.Number(out.Value)
	return out
}

func (p draftPage) mailField() parts.Field {
	f := p.helped(registry.Mail, true)
	f.Type, f.Max = "email", 200
	return f
}

func (p draftPage) hoursField() parts.Field {
	f := p.helped(registry.Opens, true)
	f.Max = 200
	if text := face.Hours(p.Lang, f.Value); text != "" && p.bad == nil {
		if back, ok := registry.ReadHours(text); ok && back.String() == f.Value {
			f.Value = text
		}
	}
	return f
}

// openField asks whether a contact is shown to everybody.
func (p draftPage) openField(f registry.Fact) parts.Field {
	value := ""
	if p.typed[f] == registry.Yes {
		value = "1"
	}
	return parts.Field{Name: string(f), Label: p.T("registryweb.ask_" + string(f)), Value: value, Fault: p.bad}
}

// onTheWay reports a business that was not handed in yet: its steps follow each other.
func (p draftPage) onTheWay() bool { return p.code == "" || begun(p.view.State) }

// sendButton keeps a step; it goes on to the next one where there is one.
func (p draftPage) sendButton() parts.Button {
	if !p.onTheWay() {
		return parts.Button{Label: p.T("registryweb.save"), Look: parts.Lead, Big: true}
	}
	return parts.Button{Label: p.T("registryweb.save_go"), Look: parts.Lead, Big: true, Icon: parts.IconArrow}
}

// told brings what the register says of facts to the fields of the page, with what
// stands there where somebody else was quicker.
func (p draftPage) told(say face.Teller) *fault.Fault {
	if p.bad == nil {
		return nil
	}
	out := fault.New(p.bad.Kind, p.bad.Key, p.bad.Args...)
	for _, x := range p.bad.Fields {
		name, f := x.Name, registry.Fact(x.Name)
		if f == registry.AtHome || f == registry.StreetVendor {
			name = "di"
		}
		if _, twice := out.Field(name); twice {
			continue
		}
		if x.Key != "registryweb.clash_field" {
			out.At(name, x.Key, x.Args...)
			continue
		}
		there := p.view.Facts[f]
		if shown := say.Fact(f, there); shown != "" && !shut(p.view, f) {
			out.At(name, x.Key, shown)
		} else {
			out.At(name, "registryweb.clash_gone")
		}
	}
	return out
}

// moreOpen unfolds what few need, where it holds something or is wrong.
func (p draftPage) moreOpen() bool {
	_, nib := p.bad.Field(string(registry.NIB))
	_, form := p.bad.Field(string(registry.LegalForm))
	return nib || form || p.typed[registry.NIB] != "" || p.code != "" && p.typed[registry.LegalForm] != "perorangan" && p.typed[registry.LegalForm] != ""
}

func (p draftPage) chose(slug string) bool { return slices.Contains(p.look.chosen, slug) }
