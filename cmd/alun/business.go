package main

import (
	"context"
	"slices"
	"time"

	"alun/ground/db"
	"alun/ground/jobs"
	"alun/ground/web"
	"alun/record/account"
	"alun/record/place"
	"alun/record/registry"
	"alun/record/registry/registryweb"
)

// book is the register's desk, for what asks it nothing about the city's borders.
func (h *house) book() *registry.Book { return &registry.Book{Box: h.people.Box, Ring: h.keys} }

// markTexts looks once a day for texts from before such ones were refused, so that officers
// see them.
func (h *house) markTexts(ctx context.Context) {
	jobs.Lead(ctx, h.db, h.log, "old texts", 24*time.Hour, func(ctx context.Context) error {
		n, err := h.book().MarkOld(ctx, h.db)
		if n > 0 {
			h.log.Info("marked old texts", "businesses", n)
		}
		return err
	})
}

// register is the register's desk, with the city's borders where they are known.
func (h *house) register(ctx context.Context) (*registry.Book, error) {
	book := h.book()
	err := h.db.Read(ctx, func(tx *db.Tx) error {
		borders, err := place.Boundaries(tx, place.Kelurahan)
		if len(borders) > 0 {
			book.Where = place.NewFinder(borders).At
		}
		return err
	})
	return book, err
}

// businessRoutes are the pages about businesses and the rules that they live by.
func (h *house) businessRoutes(ctx context.Context, code func(db.ID) string, id func(string) (db.ID, bool)) ([]web.Route, error) {
	book, err := h.register(ctx)
	makers := registryweb.Makers{Book: book, Shelf: h.codes, Code: code, ID: id, NameOf: h.nameOf, AsksOf: asksOf}
	return slices.Concat(makers.Routes(), makers.OwnRoutes(), registryweb.SizeRoutes(), naikKelasRoutes(book, code, id), aturanRoutes(book, code, id), h.productRoutes(book, code, id), h.ownerRoutes(book, code, id), registryweb.KBLI{Shelf: h.codes}.Routes()), err
}

// nameOf is how a person is called.
func (h *house) nameOf(tx *db.Tx, person db.ID) (string, error) {
	one, err := account.PersonByID(tx, person)
	if err != nil {
		return "", err
	}
	return h.people.NameOf(tx, one)
}

// registerRoutes are all pages of the register: of makers and the rules they live by, of
// the public, and of officers at their desk, with paper, and outdoors.
func (h *house) registerRoutes(ctx context.Context, cfg *Config, c cityFile, code func(db.ID) string, id func(string) (db.ID, bool)) ([]web.Route, error) {
	out := h.shop(cfg, c, code, id).Routes()
	for _, more := range []func() ([]web.Route, error){
		func() ([]web.Route, error) { return h.businessRoutes(ctx, code, id) },
		func() ([]web.Route, error) { return h.deskRoutes(ctx, code, id) },
		func() ([]web.Route, error) { return h.lembarRoutes(ctx, cfg, c, code, id) },
		func() ([]web.Route, error) { return h.openDataRoutes(cfg, code), nil },
		func() ([]web.Route, error) { return h.fieldRoutes(ctx, code, id) },
		func() ([]web.Route, error) { return h.kurasiRoutes(c, code, id), nil },
		func() ([]web.Route, error) { return h.asosiasiRoutes(code, id), nil },
		func() ([]web.Route, error) { return h.pasporRoutes(cfg, c, code, id), nil },
	} {
		routes, err := more()
		if err != nil {
			return nil, err
		}
		out = append(out, routes...)
	}
	return out, nil
}
