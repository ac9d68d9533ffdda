package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/plan"
)

// errataCmd is the operator's desk for what readers say we have misread.
type errataCmd struct {
	List    errataList    `cmd:"" help:"${cli_errata_list}"`
	Page    errataPage    `cmd:"" help:"${cli_errata_page}"`
	Answer  errataAnswer  `cmd:"" help:"${cli_errata_answer}"`
	Release errataRelease `cmd:"" help:"${cli_errata_release}"`
}

// byCommand is who answers until people have accounts.
const byCommand = "command"

// errataList lists errata, the oldest first.
type errataList struct {
	State string `help:"${cli_errata_state}" default:"new" enum:"new,accepted,declined,all"`
	JSON  bool   `help:"${cli_json}"`
}

// shownErrata is how many errata a list shows.
const shownErrata = 500

// states are the states as the command line calls them.
var states = map[string]string{"new": plan.StateNew, "accepted": plan.Accepted, "declined": plan.Declined, "all": ""}

// Run prints a line, or with --json an object, for each.
func (c *errataList) Run(ctx context.Context, cfg *Config, d *desk) error {
	store, codec, err := openToShow(ctx, cfg)
	if err != nil {
		return err
	}
	defer store.Close()
	var all []plan.Told
	err = store.Read(ctx, func(tx *db.Tx) (err error) { all, err = plan.Errata(tx, states[c.State], shownErrata); return err })
	if err != nil {
		return err
	}
	for _, e := range all {
		if err := c.print(d, codec.Encode(int64(e.ID)), e); err != nil {
			return err
		}
	}
	d.say(d.T("cli.errata_listed", len(all)))
	return nil
}

func (c *errataList) print(d *desk, code string, e plan.Told) error {
	row := fmt.Sprintf("/renja/%d/%s/%s", e.Year, e.Slug, e.Code)
	if c.JSON {
		return writeJSON(d.out, map[string]any{"id": code, "row": row, "field": e.Field, "message": e.Message, "told": e.At.Format(time.RFC3339),
			"state": e.State, "version": e.Version, "page": e.Scan.Hash != "", "public": e.Scan.Public(), "sentence": e.Reply.Sentence, "by": e.Reply.By})
	}
	mark := " "
	if e.Scan.Hash != "" {
		mark = "+" // a picture or PDF came with it
	}
	_, err := fmt.Fprintf(d.out, "%s %s %s  %-10s %-9s %-36s %q\n", code, mark, e.At.Format(shownTime), e.State, e.Field, row, e.Message)
	return err
}

// errataPage saves the picture or PDF that came with an erratum, to look at it.
type errataPage struct {
	ID     string `arg:"" help:"${cli_errata_id}"`
	Output string `short:"o" required:"" help:"${cli_errata_output}" placeholder:"FILE"`
}

// Run writes a new file; one that is there is not overwritten.
func (c *errataPage) Run(ctx context.Context, cfg *Config, d *desk) (err error) {
	store, codec, err := openToShow(ctx, cfg)
	if err != nil {
		return err
	}
	defer store.Close()
	id, _ := codec.Decode(c.ID)
	var e plan.Told
	found := false
	err = store.Read(ctx, func(tx *db.Tx) (err error) { e, found, err = plan.ErratumByID(tx, db.ID(id)); return err })
	switch {
	case err != nil:
		return err
	case !found:
		return fault.New(fault.NotFound, "plan.no_erratum")
	case e.Scan.Hash == "":
		return fault.New(fault.NotFound, "plan.no_scan")
	}
	return c.save(ctx, cfg, e.Scan.Hash)
}

func (c *errataPage) save(ctx context.Context, cfg *Config, hash string) error {
	files, err := cfg.files()
	if err != nil {
		return err
	}
	from, err := files.Get(ctx, hash)
	if err != nil {
		return err
	}
	defer from.Close()
	to, err := os.OpenFile(c.Output, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fault.New(fault.Conflict, "cli.cannot_save", c.Output).Because(err)
	}
	_, err = io.Copy(to, from)
	return errors.Join(err, to.Close())
}

// errataAnswer answers an erratum, once.
type errataAnswer struct {
	ID       string `arg:"" help:"${cli_errata_id}"`
	As       string `required:"" enum:"accepted,declined" help:"${cli_errata_as}"`
	Sentence string `required:"" help:"${cli_errata_sentence}"`
	Version  int64  `help:"${cli_errata_version}" default:"0"`
}

// Run answers; the process that serves the same file does it when there is one.
func (c *errataAnswer) Run(ctx context.Context, cfg *Config, d *desk) error {
	return carryOut(ctx, cfg, d, "errata answer", c)
}

func (c *errataAnswer) do(ctx context.Context, h *house, d *desk) error {
	id, _ := h.keys.Codec().Decode(c.ID)
	err := h.db.Write(ctx, func(tx *db.Tx) error {
		return plan.Decide(tx, db.ID(id), plan.Decision{State: states[c.As], Sentence: c.Sentence, By: byCommand, Version: c.Version})
	})
	if err == nil {
		d.say(d.T("cli.errata_answered"))
	}
	return err
}

// errataRelease opens an accepted erratum's picture or PDF to everybody.
type errataRelease struct {
	ID      string `arg:"" help:"${cli_errata_id}"`
	Version int64  `help:"${cli_errata_version}" default:"0"`
}

// Run releases; the process that serves the same file does it when there is one.
func (c *errataRelease) Run(ctx context.Context, cfg *Config, d *desk) error {
	return carryOut(ctx, cfg, d, "errata release", c)
}

func (c *errataRelease) do(ctx context.Context, h *house, d *desk) error {
	id, _ := h.keys.Codec().Decode(c.ID)
	err := h.db.Write(ctx, func(tx *db.Tx) error { return plan.Release(tx, db.ID(id), byCommand, c.Version) })
	if err == nil {
		d.say(d.T("cli.errata_released"))
	}
	return err
}
