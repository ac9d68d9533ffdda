package fieldweb

import (
	"alun/ground/fault"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/registry"
	"alun/record/registry/field"
)

// decideBad is what was wrong with a decision, told at its own form.
func (p onePage) decideBad(c past) *fault.Fault {
	if p.said.check != c.ID {
		return nil
	}
	bad := fault.New(p.said.bad.Kind, p.said.bad.Key, p.said.bad.Args...)
	for _, f := range p.said.bad.Fields {
		name := map[string]string{"reason": "alasan", "sentence": "kalimat"}[f.Name]
		if name == "" {
			name = f.Name
		}
		bad.At(name, f.Key, f.Args...)
	}
	return bad
}

// decideKey is the key of a decision's form: each check has one of its own.
func (p onePage) decideKey(c past) string {
	if p.said.check == c.ID {
		return p.r.FormKey()
	}
	p.r.FormKey() // the page is made for this reader
	return web.NewKey()
}

func (p onePage) closeReasons(c past) parts.Choice {
	value := p.said.in.Reason
	if p.said.check != c.ID {
		value = map[field.Found]string{field.Closed: "tutup", field.Moved: "pindah_kota"}[c.Found]
	}
	out := parts.Choice{Field: parts.Field{Name: "alasan", Label: p.T("fieldweb.close_why"), Value: value, Fault: p.decideBad(c)}}
	for _, code := range registry.CloseReasons {
		out.Options = append(out.Options, parts.Option{Value: code, Label: p.T(registry.ReasonWord(code))})
	}
	return out
}

func (p onePage) closeSentence(c past) parts.Field {
	value := p.said.in.Sentence
	if p.said.check != c.ID {
		value = p.T("fieldweb.close_says", c.when)
	}
	return parts.Field{Name: "kalimat", Label: p.T("fieldweb.close_sentence"), Help: p.T("fieldweb.close_sentence_help"), Value: value, Max: 500, Fault: p.decideBad(c)}
}
