package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"time"

	"alun/ground/blob"
	"alun/ground/db"
	"alun/ground/jobs"
)

// filesPath is where files that people send are kept: beside the SQLite file, in
// a folder with the ending .files, unless another place is named.
func (c *Config) filesPath() string {
	switch {
	case c.Files != "":
		return c.Files
	case db.IsPostgres(c.Database):
		return filepath.Join("var", "alun.files")
	}
	return strings.TrimSuffix(c.Database, filepath.Ext(c.Database)) + ".files"
}

// files opens the store of files. A bucket is not asked whether it is there:
// pages do not need it.
func (c *Config) files() (blob.Store, error) {
	if at := c.filesPath(); !blob.IsS3(at) {
		return blob.OpenFolder(at)
	}
	return blob.OpenS3(c.filesPath(), blob.Credentials{Key: os.Getenv("ALUN_S3_KEY"), Secret: os.Getenv("ALUN_S3_SECRET")})
}

// keeper opens the store with the scanner before it.
func (h *house) keeper(c *Config) (*blob.Keeper, error) {
	store, err := c.files()
	if err != nil || c.Clamd == "" {
		return blob.NewKeeper(h.db, store, nil), err
	}
	scan, err := blob.Clamd(c.Clamd)
	return blob.NewKeeper(h.db, store, scan), err
}

// sweep deletes files that nobody refers to, in one process.
func (h *house) sweep(ctx context.Context) {
	jobs.Lead(ctx, h.db, h.log, "blob sweep", time.Hour, func(ctx context.Context) error {
		gone, err := h.files.Sweep(ctx)
		if gone > 0 {
			h.log.Info("swept", "files", gone)
		}
		return err
	})
}

// greetFiles logs a bucket that does not answer at the start.
func (h *house) greetFiles(ctx context.Context) {
	if s, ok := h.files.Store.(interface{ Ready(context.Context) error }); ok {
		if err := s.Ready(ctx); err != nil {
			h.log.Error("files", "err", err.Error())
		}
	}
}
