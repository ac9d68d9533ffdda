package registryweb

import (
	"alun/ground/db"
	"alun/ground/web/parts"
	"alun/record/registry"
)

// lastSentence is what came with the last move of a business, where it still stands so.
func (d Makers) lastSentence(tx *db.Tx, session string, v registry.View) (string, error) {
	moves, err := d.Book.Moves(tx, session, v.ID)
	if err != nil || len(moves) == 0 || moves[0].To != v.State {
		return "", err
	}
	return moves[0].Sentence, nil
}

// title is what a step is called: of a business that was handed in, who looks changes one
// part of what stands, and registers nothing.
func (p draftPage) title() string {
	if p.onTheWay() || p.step == stepCheck {
		return p.T("registryweb.title_" + string(p.step))
	}
	return p.T("registryweb.change_part", p.T("registryweb.part_"+string(p.step)), p.view.Facts[registry.Name])
}

// lead says how a step goes. Of one that is changed, nobody is told how long registering takes,
// nor of a home's address that its owner shows that it is hidden.
func (p draftPage) lead() string {
	switch {
	case p.step == stepWhat && !p.onTheWay(), p.step == stepPlace && p.addressOpen():
		return ""
	}
	return p.T("registryweb.lead_" + string(p.step))
}

// readyNote stands over the button that hands in. Nobody who was asked to mend something is
// told that all is well: the house does not know whether it was mended.
func (p draftPage) readyNote() parts.Note {
	if p.asks != "" {
		return parts.Note{Kind: parts.Waiting, Title: p.T("registryweb.officer_asked", p.asks), Text: p.T("registryweb.ready_again"), Level: 2}
	}
	return parts.Note{Kind: parts.Done, Title: p.T("registryweb.ready"), Text: p.T("registryweb.ready_text"), Level: 2}
}

// trail leads back to the business that is changed.
func (p draftPage) trail() []parts.Link {
	here := p.T("registryweb.title_" + string(stepCheck))
	if p.step != stepCheck {
		here = p.T("registryweb.part_" + string(p.step))
	}
	return []parts.Link{{Label: p.T("registryweb.mine_title"), Href: p.r.Href("/usaha-saya")}, {Label: p.view.Facts[registry.Name], Href: p.r.Href("/usaha-saya/" + p.code)},
		{Label: here}}
}

// addressOpen reports a home whose address its owner lets everybody see. Of a street vendor
// it is never shown.
func (p draftPage) addressOpen() bool {
	v := p.view.Facts
	return v[registry.AtHome] != registry.No && v[registry.AddressPublic] == registry.Yes && v[registry.StreetVendor] != registry.Yes
}

// addressNote says that the address of a home is shown, and where its owner hides it again.
func (p draftPage) addressNote() parts.Note {
	if p.view.State == registry.Published {
		return parts.Note{Title: p.T("registryweb.address_shows"), Level: 2}
	}
	return parts.Note{Title: p.T("registryweb.address_will_show"), Level: 2}
}

// switchLink leads to where the owner shows the address or hides it.
func (p draftPage) switchLink() parts.Link {
	return parts.Link{Label: p.T("registryweb.address_switch"), Href: p.r.Href("/usaha-saya/" + p.code + "#alamat"), Icon: parts.IconArrow}
}
