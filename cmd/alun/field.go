package main

import (
	"context"

	"alun/ground/db"
	"alun/ground/web"
	"alun/record/place"
	"alun/record/registry"
	"alun/record/registry/field"
	"alun/record/registry/fieldweb"
	"alun/record/registry/ganda"
)

// fieldDesk is the field work, with the city's own numbers.
func (h *house) fieldDesk(book *registry.Book) (*field.Desk, error) {
	return field.New(h.db, book, h.profile)
}

// fieldRoutes are the pages of officers outdoors.
func (h *house) fieldRoutes(ctx context.Context, code func(db.ID) string, id func(string) (db.ID, bool)) ([]web.Route, error) {
	book, err := h.register(ctx)
	if err != nil {
		return nil, err
	}
	desk, err := h.fieldDesk(book)
	if err != nil {
		return nil, err
	}
	out := fieldweb.Desk{Field: desk, Twins: &ganda.Desk{Book: book}, Shelf: h.codes, Files: h.files, Code: code, ID: id, NameOf: h.nameOf}
	err = h.db.Read(ctx, func(tx *db.Tx) error {
		out.Borders, err = place.Boundaries(tx, place.Kelurahan)
		return err
	})
	return out.Routes(), err
}

// fieldWorks turn the diary into signals, and weigh all businesses once a day. The
// numbers were read when the pages were made.
func (h *house) fieldWorks() []work {
	desk, err := h.fieldDesk(nil)
	if err != nil {
		h.log.Error("the numbers of the field work cannot be read", "err", err)
		return nil
	}
	return []work{
		{"signals", func(ctx context.Context) { desk.Follow(ctx, h.log) }},
		{"keaktifan", h.later(func(ctx context.Context) { desk.KeepFresh(ctx, h.log) })},
	}
}
