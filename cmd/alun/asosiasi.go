package main

import (
	"strings"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/record/registry/asosiasi"
	"alun/record/registry/asosiasiweb"
	"alun/record/registry/directoryweb"
	"alun/record/registry/kurasi"
)

// asosiasiDesk is the desk of associations: they put members forward for calls of kurasi
// that are open.
func (h *house) asosiasiDesk() asosiasi.Desk {
	return asosiasi.Desk{Book: h.book(), Calls: h.openCalls, Closed: h.closedCall}
}

// mostCalls bounds the open calls that an association chooses from.
const mostCalls = 50

// openCalls are the calls of kurasi that take entries now.
func (h *house) openCalls(tx *db.Tx) (out []asosiasi.Call, err error) {
	all, err := kurasi.Calls(tx, mostCalls)
	for _, c := range all {
		if c.State == kurasi.Open && tx.Now().Before(c.Closes) {
			out = append(out, asosiasi.Call{Code: nominatedFor(h, c.ID), Name: c.Title, Path: "/kurasi/" + h.keys.Codec().Encode(int64(c.ID)) + "/ikut"})
		}
	}
	return out, err
}

// closedCall is a call of kurasi that takes entries no longer, with the page of it.
func (h *house) closedCall(tx *db.Tx, code string) (asosiasi.Call, error) {
	out := asosiasi.Call{Code: code}
	text, ours := strings.CutPrefix(code, "kurasi.")
	id, coded := h.keys.Codec().Decode(text)
	if !ours || !coded {
		return out, nil
	}
	c, err := kurasi.Shown(tx, db.ID(id))
	if fault.Is(err, fault.NotFound) {
		return out, nil
	}
	out.Name, out.Path = c.Title, "/kurasi/"+text
	return out, err
}

// nominatedFor is the code of a call of kurasi in nominations.
func nominatedFor(h *house, call db.ID) string {
	return strings.Join([]string{"kurasi", h.keys.Codec().Encode(int64(call))}, ".")
}

// nominees are what associations put forward for a call of kurasi.
func (h *house) nominees(tx *db.Tx, call, business db.ID) (out []kurasi.Nominee, err error) {
	all, err := h.asosiasiDesk().Nominated(tx, nominatedFor(h, call), business)
	names := map[db.ID]string{}
	for _, n := range all {
		name, read := names[n.Asosiasi]
		if !read && err == nil {
			var a asosiasi.Asosiasi
			a, _, err = asosiasi.One(tx, n.Asosiasi)
			name = a.Name
			names[n.Asosiasi] = name
		}
		out = append(out, kurasi.Nominee{Business: n.Business, Subject: n.Product, Asosiasi: n.Asosiasi, Name: name, Sentence: n.Sentence, Open: n.Open})
	}
	return out, err
}

// asosiasiRoutes are the pages of associations, of who speaks for them, and of owners.
func (h *house) asosiasiRoutes(code func(db.ID) string, id func(string) (db.ID, bool)) []web.Route {
	return asosiasiweb.Door{Desk: h.asosiasiDesk(), Code: code, ID: id, PersonOf: h.personOf, NameOf: h.nameOf}.Routes()
}

// shownBadges are the associations in which a business is, where its owner shows it.
func (h *house) shownBadges(tx *db.Tx, l lang.Lang, business db.ID) (out []directoryweb.Badge, err error) {
	all, err := asosiasi.BadgesOf(tx, business)
	for _, b := range all {
		text, since := b.Say(l)
		out = append(out, directoryweb.Badge{Text: text, Rest: since, Path: "/asosiasi/" + h.keys.Codec().Encode(int64(b.Asosiasi))})
	}
	return out, err
}
