package main

import (
	"context"
	"time"

	"alun/ground/db"
	"alun/ground/jobs"
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

// keepMonths keeps the census of each month, on its first day; the first one as soon as the
// register has something to tell, that of a demonstration when it is loaded.
func (h *house) keepMonths(ctx context.Context) {
	jobs.Lead(ctx, h.db, h.log, "monthly census", time.Minute, func(ctx context.Context) error {
		if _, total := h.showing.far(); total > 0 {
			return nil
		}
		return opendata.KeepMonth(ctx, h.db, jobs.Held(ctx).Hold)
	})
}
