package asosiasiweb

import (
	"alun/ground/web/parts"
	"alun/record/registry"
	"alun/record/registry/asosiasi"
)

func stamp(p page, s asosiasi.State) parts.Stamp {
	return parts.Stamp{Kind: map[asosiasi.State]parts.Kind{asosiasi.Proposed: parts.Waiting, asosiasi.Recognised: parts.Done}[s], Label: p.T(s.Word())}
}

func standingStamp(p page, s asosiasi.Standing) parts.Stamp {
	kind := map[asosiasi.Standing]parts.Kind{asosiasi.Invited: parts.Waiting, asosiasi.Asked: parts.Waiting, asosiasi.Valid: parts.Done}[s]
	return parts.Stamp{Kind: kind, Label: p.T(s.Word())}
}

func answerStamp(p page, a asosiasi.Answer) parts.Stamp {
	kind := map[asosiasi.Answer]parts.Kind{asosiasi.Waiting: parts.Waiting, asosiasi.Agreed: parts.Done, asosiasi.Refused: parts.Refused}[a]
	return parts.Stamp{Kind: kind, Label: p.T(a.Word())}
}

// nameOf is a member by its name, where everybody sees that.
func nameOf(p page, m memberLine) string {
	if m.Public {
		return m.face.Facts[registry.Name]
	}
	return p.T("asosiasiweb.not_public")
}

// title says who or what is put forward.
func (n nominationLine) title(p page) string {
	switch {
	case n.called == "":
		return p.T("asosiasiweb.not_public")
	case n.product != "":
		return p.T("asosiasiweb.product_of", n.product, n.called)
	}
	return n.called
}
