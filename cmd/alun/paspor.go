package main

import (
	"alun/ground/db"
	letters "alun/ground/letter"
	"alun/ground/web"
	"alun/record/registry/paspor"
	"alun/record/registry/pasporweb"
	"alun/record/registry/product"
)

// passports is where passports of businesses are read, and links to them are made.
func (h *house) passports() *paspor.Desk {
	return &paspor.Desk{Book: h.book(), Products: func(tx *db.Tx, business db.ID) (int, error) {
		all, err := product.PublicOf(tx, []db.ID{business})
		return len(all[business]), err
	}}
}

// pasporRoutes are the pages of passports, and the addresses of links.
func (h *house) pasporRoutes(cfg *Config, c cityFile, code func(db.ID) string, id func(string) (db.ID, bool)) []web.Route {
	return (&pasporweb.Desk{Paspor: h.passports(), DB: h.db, Shelf: h.codes, Words: h.words, Code: code, ID: id, Public: cfg.publicURL(), City: c.Name, NameOf: h.nameOf, Askers: h.askers,
		Press: letters.NewPress(shopAtOnce, shopWaiting, shopWait)}).Routes()
}
