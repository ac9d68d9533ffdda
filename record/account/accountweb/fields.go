package accountweb

import (
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/web/parts"

	"github.com/a-h/templ"
)

// secretField asks for a secret. The script beside the page lets the person see
// what they type; auto is what password managers go by.
func secretField(l lang.Lang, name, label, help, auto string, pin bool) parts.Field {
	f := parts.Field{Name: name, Label: label, Help: help, Type: "password", Auto: auto,
		More: templ.Attributes{"data-show": l.T("account.show_secret"), "autocapitalize": "none", "spellcheck": "false"}}
	if pin {
		f.Mode = "numeric"
	}
	return f
}

func (f signInForm) loginField() parts.Field {
	return parts.Field{Name: "login", Label: f.T("account.login_label"), Value: f.login, Max: 254, Auto: "username", Fault: f.bad,
		More: templ.Attributes{"autocapitalize": "none", "spellcheck": "false"}}
}

func (f signInForm) secretField() parts.Field {
	x := secretField(f.Lang, "secret", f.T("account.secret_label"), "", "current-password", false)
	x.Fault = f.bad
	return x
}

// codeField asks for a code of the app, or where it is said, a recovery code.
func codeField(l lang.Lang, help string, bad *fault.Fault) parts.Field {
	return parts.Field{Name: "code", Label: l.T("account.code_label"), Help: help, Auto: "one-time-code", Size: parts.Mid, Max: 40, Fault: bad,
		More: templ.Attributes{"autocapitalize": "none", "spellcheck": "false"}}
}

func (f chooseForm) secretField() parts.Field {
	label, help := f.T("account.new_password"), f.T("account.password_help")
	if f.pin {
		label, help = f.T("account.new_pin"), f.T("account.pin_help")
	}
	x := secretField(f.Lang, "secret", label, help, "new-password", f.pin)
	x.Fault = f.bad
	return x
}

func (f chooseForm) fields() grantFields {
	return grantFields{Lang: f.Lang, grantTyped: grantTyped{decree: f.in.decree.Number, about: f.in.decree.About, signed: f.in.signed}, bad: f.bad}
}

func (f chooseForm) nameField() parts.Field {
	return parts.Field{Name: "name", Label: f.T("account.name_label"), Value: f.in.first.Name, Max: 100, Auto: "name", Fault: f.bad}
}

func (f chooseForm) loginField() parts.Field {
	return parts.Field{Name: "login", Label: f.T("account.login_label"), Help: f.T("account.login_help"), Value: f.in.login, Max: 254, Auto: "username", Fault: f.bad}
}

func (f secretForm) oldField() parts.Field {
	label := f.T("account.old_password")
	if f.pin {
		label = f.T("account.old_pin")
	}
	x := secretField(f.Lang, "old", label, "", "current-password", f.pin)
	x.Fault = f.bad
	return x
}

// oldField asks for the person's own secret before their app is set up.
func (f secondForm) oldField() parts.Field {
	x := secretForm{Lang: f.Lang, pin: f.pin, bad: f.bad}.oldField()
	x.Help = f.T("account.second_ask")
	return x
}

func (f secretForm) newField() parts.Field {
	x := chooseForm{Lang: f.Lang, pin: f.pin, bad: f.bad}.secretField()
	return x
}

// roleLine is a role in one line of a list.
func roleLine(l lang.Lang, r role) string {
	text := r.title(l)
	if r.For != "" {
		text = l.T("account.role_for", text, r.For)
	}
	if r.State == soon {
		text = l.T("account.role_soon", text, r.span(l))
	}
	return text
}
