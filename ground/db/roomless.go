package db

import (
	"context"
	"errors"
	"time"

	"alun/ground/fault"
)

// heard notes whether there was room for an act.
func (d *DB) heard(err error) error {
	switch {
	case err == nil:
		d.roomless.Store(false)
	case fault.Is(err, fault.Full):
		d.roomless.Store(true)
	}
	if err != nil && d.opt.fault == "no words" {
		return errors.New(err.Error())
	}
	return err
}

// Roomless reports that nothing can be kept for want of room on the disk, while
// reading goes on. The last act has met it; where no other comes, Roomless tries
// with a small one, so that it is known soon when there is room again.
func (d *DB) Roomless(ctx context.Context) bool {
	if !d.roomless.Load() {
		return false
	}
	err := d.Write(ctx, func(tx *Tx) error { return SetFact(tx, "room", tx.Now().Format(time.RFC3339)) })
	return err != nil && d.roomless.Load()
}
