package main

import (
	"alun/ground/db"
	letters "alun/ground/letter"
	"alun/ground/web"
	"alun/record/registry/opendata"
	"alun/record/registry/opendataweb"
)

// openDataRoutes are the numbers of the register and its published facts as files.
func (h *house) openDataRoutes(cfg *Config, code func(db.ID) string) []web.Route {
	page := func(id db.ID) string { return cfg.publicURL() + "/usaha/" + code(id) }
	return opendataweb.Door{Desk: &opendata.Desk{Shelf: h.codes}, Release: opendata.Release{DB: h.db, Book: h.book(), Code: code, Page: page},
		Press: letters.NewPress(shopAtOnce, shopWaiting, shopWait)}.Routes()
}
