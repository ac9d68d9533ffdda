package main

import (
	"context"

	"alun/ground/db"
	letters "alun/ground/letter"
	"alun/ground/web"
	"alun/record/registry/lembar"
	"alun/record/registry/lembarweb"
)

// lembarRoutes are the pages of lembar RT: the QR codes on paper lead to where people
// reach the house.
func (h *house) lembarRoutes(ctx context.Context, cfg *Config, c cityFile, code func(db.ID) string, id func(string) (db.ID, bool)) ([]web.Route, error) {
	book, err := h.register(ctx)
	door := lembarweb.Door{Desk: lembar.Desk{Book: book}, DB: h.db, Code: code, ID: id, NameOf: h.nameOf, Press: letters.NewPress(formsAtOnce, formsWaiting, formWait),
		Paper: lembar.Paper{City: c.Name, Short: c.Short, Words: h.words, Link: cfg.publicURL(), Code: code}}
	return door.Routes(), err
}
