package main

import (
	"context"
	"errors"
	"io/fs"
	"os"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/keys"
)

// keysFor opens the key file that belongs to a check value, which a database or
// a backup keeps. One that is missing is never made anew: it would fit nothing.
func keysFor(path, check string) (*keys.Ring, error) {
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return nil, fault.New(fault.NotFound, "cli.no_key", path)
	}
	ring, err := keys.Open(path)
	if err != nil {
		return nil, err
	}
	if !ring.Fits(check) {
		return nil, fault.New(fault.Denied, "cli.wrong_key", path)
	}
	return ring, nil
}

// keyCheck is the check value that a database keeps; "" before its first start.
func keyCheck(ctx context.Context, d *db.DB) (check string, err error) {
	err = d.Read(ctx, func(tx *db.Tx) (err error) { check, err = db.Fact(tx, "key"); return err })
	return check, err
}

// openKeys opens the key file, made with the database, and holds it against the
// one that the database was made with.
func (h *house) openKeys(ctx context.Context, path string) error {
	known, err := keyCheck(ctx, h.db)
	if err != nil {
		return err
	}
	if known == "" {
		h.keys, err = keys.Open(path)
	} else {
		h.keys, err = keysFor(path, known)
	}
	if err != nil || known == h.keys.Check() {
		return err
	}
	return h.db.Write(ctx, func(tx *db.Tx) error { return db.SetFact(tx, "key", h.keys.Check()) })
}

// keysToRead opens the key file that a database was made with.
func keysToRead(ctx context.Context, d *db.DB, path string) (*keys.Ring, error) {
	known, err := keyCheck(ctx, d)
	if err != nil {
		return nil, err
	}
	return keysFor(path, known)
}

// openToShow opens a database for a command that only reads, with what turns ids
// into the codes that people see.
func openToShow(ctx context.Context, c *Config) (*db.DB, keys.Codec, error) {
	store, err := openToRead(ctx, c)
	if err != nil {
		return nil, keys.Codec{}, err
	}
	ring, err := keysToRead(ctx, store, c.keyPath())
	if err != nil {
		store.Close()
		return nil, keys.Codec{}, err
	}
	return store, ring.Codec(), nil
}
