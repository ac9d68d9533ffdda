package db_test

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"alun/ground/db"
	"alun/ground/fault"
)

// cutConnection lets the server end the connection of an act that has written.
func cutConnection(ctx context.Context, d *db.DB) error {
	cut := false
	err := d.Write(ctx, func(tx *db.Tx) error {
		if err := put(tx, 1, "kept"); err != nil || cut {
			return err
		}
		cut = true // outside of the database, on purpose: once is enough
		_, err := tx.Exec(`select pg_terminate_backend(pg_backend_pid())`)
		return err
	})
	if err != nil {
		return err
	}
	found, err := names(ctx, d)
	if err == nil && !found["kept"] {
		err = errors.New("the act that ran again is not there")
	}
	return err
}

// roomAgain fills the database to its limit and takes the limit away.
func roomAgain(ctx context.Context, d *db.DB) error {
	if err := d.LimitPages(1); err != nil { // as many as there are
		return err
	}
	err := d.Write(ctx, func(tx *db.Tx) error { return put(tx, 1, strings.Repeat("long ", 100_000)) })
	if !fault.Is(err, fault.Full) {
		return fmt.Errorf("a full disk is told as %v", err)
	}
	if err := d.LimitPages(1 << 20); err != nil {
		return err
	}
	if d.Roomless(ctx) {
		return errors.New("there is room again, and nobody knows")
	}
	return d.Write(ctx, func(tx *db.Tx) error { return put(tx, 2, "short") })
}
