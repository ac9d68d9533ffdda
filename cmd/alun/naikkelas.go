package main

import (
	"context"

	"alun/ground/db"
	"alun/ground/web"
	"alun/record/registry"
	"alun/record/registry/naikkelas"
	"alun/record/registry/naikkelasweb"
)

// loadNaikKelas brings the rules of the readiness wheel and the steps to permits in.
func (h *house) loadNaikKelas(ctx context.Context) error {
	rules, err := naikkelas.ReadProfile(h.profile)
	if err == nil {
		_, err = naikkelas.Load(ctx, h.db, rules)
	}
	return err
}

// naikKelasRoutes are the pages of naik kelas and of the steps to permits. No room
// offers programmes yet, so that door stays shut.
func naikKelasRoutes(book *registry.Book, code func(db.ID) string, id func(string) (db.ID, bool)) []web.Route {
	return naikkelasweb.Door{Desk: &naikkelas.Desk{Book: book}, Code: code, ID: id}.Routes()
}
