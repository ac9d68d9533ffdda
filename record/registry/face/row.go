package face

import (
	"alun/ground/lang"
	"alun/record/registry"
)

// Row says of which permit or person a change of the history is: "" of one of facts. The
// name of a person is there for who may read it.
func Row(l lang.Lang, c registry.Change) string {
	x := c.Row
	if x == nil {
		return ""
	}
	said := l.T("registry.row_permit", l.T(registry.PermitWord(x.Permit.Kind)), x.Permit.Number)
	if x.Permit.ID == 0 {
		said = l.T("registry.row_person", l.T(registry.RoleWord(x.Person.Role)), person(l, x.Person))
	}
	switch {
	case c.Kind == registry.PermitRemoved:
		return l.T("registry.row_permit_why", l.T(registry.PermitWord(x.Permit.Kind)), x.Permit.Number, l.T(registry.ReasonWord(x.Why)))
	case c.Kind != "taken_back":
		return said
	case x.Stands:
		return l.T("registry.row_in", said)
	}
	return l.T("registry.row_out", said)
}

func person(l lang.Lang, p registry.Person) string {
	switch {
	case p.Person != 0:
		return l.T("registry.row_account")
	case p.Name != "":
		return p.Name
	}
	return l.T("registry.row_named")
}
