package main

import (
	"alun/ground/db"
	"alun/ground/web"
	"alun/record/account"
	"alun/record/registry"
	"alun/record/registry/ownerweb"
)

// ownerRoutes are the pages of what belongs to a business beside its facts.
func (h *house) ownerRoutes(book *registry.Book, code func(db.ID) string, id func(string) (db.ID, bool)) []web.Route {
	return (&ownerweb.Desk{Book: book, Code: code, ID: id, Shelf: h.codes, NameOf: h.nameOf, Find: h.whoSignsIn}).Routes()
}

// whoSignsIn finds who has a number or an address.
func (h *house) whoSignsIn(tx *db.Tx, login string) (db.ID, error) {
	l, err := account.ReadLogin(login)
	if err != nil {
		return 0, err
	}
	return h.people.Person(tx, l)
}
