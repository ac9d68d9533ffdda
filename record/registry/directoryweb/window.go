package directoryweb

import (
	"bytes"
	"io"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/registry"
)

// windowPage is the card for the shop window.
type windowPage struct {
	businessPage
	qr      square
	address string // what the QR code says
	size    string // a6 or a5
	nowhere string // the house, where nobody named the address that others open; else ""
	none    bool   // and so there is no card
}

// Sizes of the card.
const (
	a6 = "a6"
	a5 = "a5"
)

func (d *Desk) card(tx *db.Tx, r *web.Request) (web.Reply, error) {
	b, was, err := d.shown(tx, r)
	switch {
	case err != nil:
		return web.Reply{}, err
	case was != nil && was.to != 0:
		return web.Reply{To: r.Href("/kartu/" + d.Code(was.to)), Moved: true}, nil
	case was != nil:
		return web.Reply{To: r.Href("/usaha/" + r.PathValue("code"))}, nil
	}
	p := windowPage{size: a6, address: d.absolute(lang.ID, "/usaha/"+d.Code(b.ID))}
	if d.Nowhere {
		p.nowhere, p.none = d.Public, !d.Showing && !b.Demo
	}
	if p.businessPage, err = d.page(tx, r, b); err != nil {
		return web.Reply{}, err
	}
	v := r.Values()
	if v.Line("ukuran", 4) == a5 {
		p.size = a5
	}
	pdf := v.Line("format", 4) == "pdf"
	if err := v.Err(); err != nil {
		return web.Reply{}, err
	}
	if p.qr, err = newSquare(p.address); err != nil {
		return web.Reply{}, err
	}
	if pdf && p.none {
		return web.Reply{}, fault.New(fault.Conflict, "directoryweb.card_none", p.nowhere)
	}
	if pdf {
		if p.Tag() == lang.JA { // the fonts of paper have no kanji: as with the passport
			p.Lang = d.Words.In(lang.ID)
		}
		return web.Reply{File: &web.File{Name: "kartu-" + p.code + ".pdf", Type: "application/pdf", Write: func(w io.Writer) error { return d.print(r, p, w) }}}, nil
	}
	return web.Reply{Page: &web.Page{Title: p.T("directoryweb.card_title", p.name()), Nav: nav, Body: windowBody(p), Head: unlisted()}}, nil
}

// print makes the card on the press, whole, before its first byte is sent.
func (d *Desk) print(r *web.Request, p windowPage, w io.Writer) error {
	var b bytes.Buffer
	err := d.Cards.Do(func() error {
		if err := r.Context().Err(); err != nil { // who waited for a place may have left
			return err
		}
		return p.pdf(&b)
	})
	if err != nil {
		return err
	}
	_, err = b.WriteTo(w)
	return err
}

// sizes lead to the card in another size.
func (p windowPage) sizes() (out []parts.Tag) {
	for _, s := range []string{a6, a5} {
		href := p.r.Href("/kartu/" + p.code)
		if s != a6 {
			href += "?ukuran=" + s
		}
		out = append(out, parts.Tag{Label: p.T("directoryweb.size_" + s), On: p.size == s, Href: href})
	}
	return out
}

func (p windowPage) files() []parts.Download {
	note := "directoryweb.card_print"
	if p.nowhere != "" {
		note = "directoryweb.card_mark"
	}
	return []parts.Download{{Label: "PDF", Href: p.r.Href("/kartu/" + p.code + "?format=pdf&ukuran=" + p.size), Note: p.T(note)}}
}

// hours are the lines of the card: none where they are not known.
func (p windowPage) hours() []dayHours {
	hours, known := p.b.Hours()
	if !known {
		return nil
	}
	return tableOf(p.Lang, hours)
}

// lead says what to do with the card, where it is good for that.
func (p windowPage) lead() string {
	if p.nowhere != "" {
		return ""
	}
	return p.T("directoryweb.card_lead")
}

// warning says why there is no card, or why it must not be put up.
func (p windowPage) warning() parts.Note {
	key := "directoryweb.card_trial"
	if p.none {
		key = "directoryweb.card_none"
	}
	return parts.Note{Kind: parts.Waiting, Title: p.T("directoryweb.card_nowhere"), Text: p.T(key, p.nowhere), Level: 2}
}

// short is the address without what nobody types.
func (p windowPage) short() string { return bare(p.address) }

// place is the kelurahan, and the address where the owner opens it.
func (p windowPage) place() string {
	if address := p.b.Facts[registry.Address]; address != "" {
		return address + ", " + p.area()
	}
	return p.area()
}
