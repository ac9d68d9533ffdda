package main

import (
	"strings"

	"alun/ground/db"
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
	return asosiasi.Desk{Book: h.book(), Calls: h.openCalls}
}

// mostCalls bounds the open calls that an association chooses from.
const mostCalls = 50

// openCalls are the calls of kurasi that take entries now.
func (h *house) openCalls(tx *db.Tx) (out []asosiasi.Call, err error) {
	all, err := kurasi.Calls(tx, mostCalls)
	for _, c := range all {
		if c.State == kurasi.Open && tx.Now().Before(c.Closes) {
			out = append(out, asosiasi.Call{Code: nominatedFor(h, c.ID), Name: c.Title})
		}
	}
	return out, err
}

// nominatedFor is the code of a call of kurasi in nominations.
func nominatedFor(h *house, call db.ID) string {
	return strings.Join([]string{"kurasi", h.keys.Codec().Encode(int64(call))}, ".")
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
