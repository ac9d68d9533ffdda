package main

import (
	"context"

	"alun/ground/backup"
	"alun/ground/db"
)

// restoreCmd makes a database of a backup, where none is.
type restoreCmd struct {
	File string `arg:"" help:"${cli_restore_file}"`
	JSON bool   `help:"${cli_json}"`
}

// Run checks the whole file and the key, fills the empty place that --database
// names, compares, and brings the tables up to this program.
func (c *restoreCmd) Run(ctx context.Context, cfg *Config, d *desk) error {
	to, err := target(cfg.Database)
	if err != nil {
		return err
	}
	if to.Store, err = cfg.files(); err != nil {
		return err
	}
	to.Fits = func(check string) error { _, err := keysFor(cfg.keyPath(), check); return err }
	rep, err := backup.Restore(ctx, c.File, to, percent(d))
	if err != nil {
		return err
	}
	if rep.Migrated, err = upToDate(ctx, to); err != nil {
		return err
	}
	return report(d, rep, c.JSON, "cli.restored", db.Redact(cfg.Database))
}

// target is an empty place for this program's tables.
func target(url string) (to backup.Target, err error) {
	to = backup.Target{URL: url, Head: diaryHead}
	to.Migrations, err = db.Migrations(withTables...)
	return to, err
}

// upToDate applies what the program knows and the source had not.
func upToDate(ctx context.Context, to backup.Target) ([]string, error) {
	d, err := db.Open(ctx, to.URL, db.Options{})
	if err != nil {
		return nil, err
	}
	defer d.Close()
	return d.Migrate(ctx, to.Migrations)
}

// copyCmd carries a database to another place, also into the other engine. Both
// places can come from the environment, because everybody on a machine can read
// the command lines of all, and an address may hold a password.
type copyCmd struct {
	From string `help:"${cli_copy_from}" required:"" env:"ALUN_COPY_FROM" placeholder:"PATH|URL"`
	To   string `help:"${cli_copy_to}" required:"" env:"ALUN_COPY_TO" placeholder:"PATH|URL"`
	JSON bool   `help:"${cli_json}"`
}

// Run copies one consistent moment and proves that both sides hold the same.
// Stored files and the key file stay where they are: both sides use them.
func (c *copyCmd) Run(ctx context.Context, cfg *Config, d *desk) error {
	from, err := db.Open(ctx, c.From, db.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	defer from.Close()
	to, err := target(c.To)
	if err != nil {
		return err
	}
	rep, err := backup.Copy(ctx, source(from, nil, cfg), to, percent(d))
	if err != nil {
		return err
	}
	if rep.Migrated, err = upToDate(ctx, to); err != nil {
		return err
	}
	return report(d, rep, c.JSON, "cli.copied", db.Redact(c.To))
}
