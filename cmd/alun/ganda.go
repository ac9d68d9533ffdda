package main

import (
	"context"
	"time"

	"alun/ground/db"
	"alun/ground/jobs"
	"alun/ground/web"
	"alun/record/account"
	"alun/record/registry/deskweb"
	"alun/record/registry/ganda"
)

// deskRoutes are the pages of the officers who look after the register.
func (h *house) deskRoutes(ctx context.Context, code func(db.ID) string, id func(string) (db.ID, bool)) ([]web.Route, error) {
	book, err := h.register(ctx)
	return deskweb.Desk{Book: book, Shelf: h.codes, Words: h.words, Twins: &ganda.Desk{Book: book}, Code: code, ID: id, NameOf: h.nameOf, MakerOf: h.makerAtCounter}.Routes(), err
}

// makerAtCounter is the maker of a number who stands at a counter.
func (h *house) makerAtCounter(tx *db.Tx, session, area, document, login string) (db.ID, error) {
	l, err := account.ReadLogin(login)
	if err != nil {
		return 0, err
	}
	return h.people.MakerAtCounter(tx, session, area, document, l)
}

// findTwins looks for businesses that stand there twice, in the one process that leads.
func (h *house) findTwins(ctx context.Context) {
	desk := &ganda.Desk{Book: h.book()}
	jobs.Lead(ctx, h.db, h.log, "twins", 5*time.Minute, func(ctx context.Context) error { return desk.Turn(ctx, h.db) })
}

// gandaCmd looks for businesses that stand in the register twice.
type gandaCmd struct {
	JSON bool `help:"${cli_json}"`
}

// Run looks at once, whether or not it is time.
func (c *gandaCmd) Run(ctx context.Context, cfg *Config, d *desk) error {
	return carryOut(ctx, cfg, d, "ganda", c)
}

func (c *gandaCmd) do(ctx context.Context, h *house, d *desk) error {
	progress := bar(d)
	desk := &ganda.Desk{Book: h.book()}
	sum, err := desk.Find(ctx, h.db, nil, func(done, total int) { progress("ganda", done, total) })
	if err != nil {
		return err
	}
	if c.JSON {
		return writeJSON(d.out, sum)
	}
	d.say(d.T("cli.ganda_found", sum.Entries, sum.Pairs, sum.Sure, sum.New))
	return nil
}
