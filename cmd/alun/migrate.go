package main

import (
	"context"
	"fmt"

	"alun/ground/db"
)

// migrateCmd brings a database up to this program.
type migrateCmd struct {
	Status bool `help:"${cli_status}"`
	JSON   bool `help:"${cli_json}"`
}

// Run applies what is missing, or lists what the database has had.
func (c *migrateCmd) Run(ctx context.Context, cfg *Config, d *desk) error {
	if c.Status {
		return c.list(ctx, cfg, d)
	}
	h, err := open(ctx, cfg, d)
	if err != nil {
		return err
	}
	defer h.db.Close()
	d.say(d.T("cli.migrated", db.Redact(cfg.Database), h.db.Engine().String()))
	return nil
}

func (c *migrateCmd) list(ctx context.Context, cfg *Config, d *desk) error {
	store, err := db.Open(ctx, cfg.Database, db.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	defer store.Close()
	had, err := store.History(ctx)
	if err != nil {
		return err
	}
	for _, m := range had {
		if c.JSON {
			err = writeJSON(d.out, m)
		} else {
			_, err = fmt.Fprintf(d.out, "%s  %s  %s\n", m.At.Format(shownTime), m.Sum[:12], m.Name)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
