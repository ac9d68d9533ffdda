package registryweb

import (
	"alun/ground/db"
	"alun/ground/lang"
	"alun/ground/web/parts"
	"alun/record/registry"
)

// Asks is what associations ask of a business: to be a member, and to be put forward.
type Asks struct{ Invitations, Nominations int64 }

// ownWaits is what waits for an answer in the businesses of an owner.
type ownWaits struct {
	proposals map[db.ID]int64
	asks      map[db.ID]Asks
}

// waitsOf reads what waits for an owner. What associations ask is the owner's alone to see.
func (d Makers) waitsOf(tx *db.Tx, owner db.ID, own bool) (out ownWaits, err error) {
	all, err := registry.OwnWaits(tx, owner)
	out.proposals = map[db.ID]int64{}
	for _, w := range all {
		out.proposals[w.Business] = w.Asked
	}
	if err == nil && own && d.AsksOf != nil {
		out.asks, err = d.AsksOf(tx, owner)
	}
	return out, err
}

// links lead to what waits in a business, whose pages begin with at.
func (w ownWaits) links(l lang.Lang, business db.ID, at string) (out []parts.Link) {
	if n := w.proposals[business]; n > 0 {
		out = append(out, parts.Link{Label: l.T("registryweb.wait_proposals", n), Href: at + "/usulan", Icon: parts.IconArrow})
	}
	if n := w.asks[business].Invitations; n > 0 {
		out = append(out, parts.Link{Label: l.T("registryweb.wait_invitations", n), Href: at + "/asosiasi", Icon: parts.IconArrow})
	}
	if n := w.asks[business].Nominations; n > 0 {
		out = append(out, parts.Link{Label: l.T("registryweb.wait_nominations", n), Href: at + "/asosiasi", Icon: parts.IconArrow})
	}
	return out
}
