package main

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"path/filepath"
	"strings"

	"alun/ground/db"
	"alun/record/registry/directory"
	"alun/record/registry/product"
)

// directoryPath is the saved index of the directory: beside the SQLite file, with the
// ending .directory; of PostgreSQL in var, named by server and database, so that two of
// them do not take each other's. It can be deleted: then it is made anew.
func (c *Config) directoryPath() string {
	if db.IsPostgres(c.Database) {
		return filepath.Join("var", "alun-"+whichDatabase(c.Database)+".directory")
	}
	return strings.TrimSuffix(c.Database, filepath.Ext(c.Database)) + ".directory"
}

// whichDatabase names a PostgreSQL database in eight letters: by host, port and name, not
// by who signs in nor how.
func whichDatabase(address string) string {
	which := address // what cannot be read is not opened either
	if u, err := url.Parse(address); err == nil {
		q := u.Query()
		host, port := cmp.Or(q.Get("host"), u.Hostname(), "localhost"), cmp.Or(q.Get("port"), u.Port(), "5432")
		name := cmp.Or(q.Get("dbname"), strings.Trim(u.Path, "/"), u.User.Username())
		which = host + "\x00" + port + "\x00" + name
	}
	sum := sha256.Sum256([]byte(which))
	return hex.EncodeToString(sum[:4])
}

// openDirectory makes the directory, which serve keeps up with the diary.
func (h *house) openDirectory(path string) (err error) {
	h.directory, err = directory.New(directory.Config{DB: h.db, Book: h.book(), Shelf: h.codes, Log: h.log, Path: path, More: moreOf})
	return err
}

// moreOf is the directory's door: what other parts know of businesses.
func moreOf(tx *db.Tx, businesses []db.ID) (map[db.ID]directory.More, error) {
	all, err := product.TextsOf(tx, businesses)
	out := map[db.ID]directory.More{}
	for id, t := range all {
		out[id] = directory.More{Products: t.Products, Photo: t.Photo}
	}
	return out, err
}

// directoryCmd looks after the index of published businesses.
type directoryCmd struct {
	Rebuild directoryRebuild `cmd:"" help:"${cli_directory_rebuild}"`
}

// directoryRebuild makes the index anew while the old one serves.
type directoryRebuild struct{}

// Run builds, or has the process that serves do it.
func (c *directoryRebuild) Run(ctx context.Context, cfg *Config, d *desk) error {
	return carryOut(ctx, cfg, d, "directory rebuild", c)
}

// do orders it of all processes of this database, and waits for its own.
func (c *directoryRebuild) do(ctx context.Context, h *house, d *desk) error {
	if err := h.db.Write(ctx, directory.Order); err != nil {
		return err
	}
	if err := h.directory.Rebuild(ctx); err != nil {
		return err
	}
	d.say(d.T("directory.rebuilt", h.directory.State().Documents))
	return nil
}

// runDirectory keeps the directory up with the diary.
func (h *house) runDirectory(ctx context.Context) { h.directory.Run(ctx) }
