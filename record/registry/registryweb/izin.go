package registryweb

import (
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/web/parts"
	"alun/record/registry"
)

// consentChoice asks an officer how the owner said yes to what is shown to everybody.
func consentChoice(l lang.Lang, chosen string, bad *fault.Fault) parts.Choice {
	c := parts.Choice{Field: parts.Field{Name: registry.FieldConsent, Label: l.T("registryweb.ask_consent"), Help: l.T("registryweb.help_consent"), Value: chosen, Optional: true, Fault: bad}}
	for _, how := range registry.ConsentWays {
		c.Options = append(c.Options, parts.Option{Value: how, Label: l.T(registry.ConsentWord(how))})
	}
	return c
}
