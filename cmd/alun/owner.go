package main

import (
	"alun/ground/db"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/record/registry"
	"alun/record/registry/ownerweb"
	"alun/record/registry/registryweb"
)

// ownerRoutes are the pages of what belongs to a business beside its facts.
func (h *house) ownerRoutes(book *registry.Book, code func(db.ID) string, id func(string) (db.ID, bool)) []web.Route {
	say := func(tx *db.Tx, l lang.Lang) (ownerweb.Teller, error) { return registryweb.NewSay(tx, h.codes, l) }
	return (&ownerweb.Desk{Book: book, Code: code, ID: id, Say: say, NameOf: h.nameOf}).Routes()
}
