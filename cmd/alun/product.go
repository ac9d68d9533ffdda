package main

import (
	"context"
	"time"

	"alun/ground/db"
	"alun/ground/jobs"
	"alun/ground/web"
	"alun/record/registry"
	"alun/record/registry/product"
	"alun/record/registry/productweb"
)

// productRoutes are the pages on which makers look after products and photos.
func (h *house) productRoutes(book *registry.Book, code func(db.ID) string, id func(string) (db.ID, bool)) []web.Route {
	return productweb.Desk{Desk: product.Desk{Book: book}, DB: h.db, Files: h.files, Code: code, ID: id}.Routes()
}

// letPhotosGo lets photos go that were taken off and can be given back no more, in one
// process.
func (h *house) letPhotosGo(ctx context.Context) {
	jobs.Lead(ctx, h.db, h.log, "photos off", 10*time.Minute, func(ctx context.Context) error {
		gone, err := product.LetGo(ctx, h.db)
		if gone > 0 {
			h.log.Info("let photos go", "photos", gone)
		}
		return err
	})
}
