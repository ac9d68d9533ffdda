package blob

import (
	"context"
	"errors"
	"fmt"
	"time"

	"alun/ground/db"
	"alun/ground/fault"
)

// Unused is how long a file lies that no row refers to: an upload whose act
// never came, or one whose last reference has ended.
const Unused = 24 * time.Hour

// How long one file may take from its doom to its end, and after what time
// another sweep takes over. A process that was paused in between finds its time
// over when it wakes up and deletes nothing: by then somebody may have sent the
// same file again.
const (
	sweepTime = time.Minute
	abandoned = 10 * time.Minute
)

// sweepChunk is how many files one look of the sweeper finds.
const sweepChunk = 200

// Sweep deletes what nobody uses for a day, and tells how many. Only one process
// may sweep at a time: run it under a lease. A file that cannot be deleted now
// is tried again at the next sweep, and an upload of its content waits or is
// asked to come back until then.
func (k *Keeper) Sweep(ctx context.Context) (gone int, err error) {
	defer fault.Op(&err, "blob: sweep")
	begun, err := k.begun(ctx)
	if err != nil {
		return 0, err
	}
	var wrong []error
	for _, hash := range begun { // an earlier sweep died, or its store did not answer
		wrong = append(wrong, k.finish(ctx, hash))
	}
	gone, err = k.sweepAll(ctx, Unused)
	return gone, errors.Join(append(wrong, err)...)
}

// SweepNow deletes what nobody uses at this moment, without waiting a day: for a command
// that has just taken out much that was kept. What is still coming in is left alone; whoever
// sent a file and has not used it yet is asked to send it again. It needs no lease: what an
// earlier sweep began is left to Sweep.
func (k *Keeper) SweepNow(ctx context.Context) (gone int, err error) {
	defer fault.Op(&err, "blob: sweep now")
	return k.sweepAll(ctx, -time.Minute) // clocks of two processes differ
}

// sweepAll deletes what nobody has used for so long.
func (k *Keeper) sweepAll(ctx context.Context, age time.Duration) (gone int, err error) {
	var wrong []error
	for after := ""; ctx.Err() == nil; {
		old, err := k.unused(ctx, after, age)
		if err != nil || len(old) == 0 {
			return gone, errors.Join(append(wrong, err)...)
		}
		for _, hash := range old {
			after = hash
			done, err := k.sweepOne(ctx, hash, age)
			wrong = append(wrong, err)
			if done {
				gone++
			}
		}
	}
	return gone, errors.Join(append(wrong, ctx.Err())...)
}

// unused lists files behind a hash that nobody uses for long enough.
func (k *Keeper) unused(ctx context.Context, after string, age time.Duration) (out []string, err error) {
	err = k.DB.Read(ctx, func(tx *db.Tx) (err error) {
		out, err = db.All(tx, (*db.Row).Text, `select hash from blob_file where uses = 0 and at < $1 and (coming = 0 or at < $4) and hash > $2 order by hash limit $3`,
			tx.Now().Add(-age), after, sweepChunk, tx.Now().Add(-Unused))
		return err
	})
	return out, err
}

// begun lists files that an earlier sweep doomed and did not get to delete.
func (k *Keeper) begun(ctx context.Context) (out []string, err error) {
	err = k.DB.Read(ctx, func(tx *db.Tx) (err error) {
		out, err = db.All(tx, (*db.Row).Text, `select hash from blob_doomed where at < $1 order by hash limit $2`,
			tx.Now().Add(-abandoned), sweepChunk)
		return err
	})
	return out, err
}

// sweepOne takes one file out of the table, out of the store, and forgets it.
func (k *Keeper) sweepOne(ctx context.Context, hash string, age time.Duration) (done bool, err error) {
	k.between("listed")
	ctx, cancel := context.WithTimeout(ctx, sweepTime)
	defer cancel()
	doomed := false
	err = k.DB.Write(ctx, func(tx *db.Tx) error {
		var err error
		doomed, err = k.doom(tx, hash, age)
		return err
	})
	if err != nil || !doomed {
		return false, err
	}
	k.between("doomed")
	return true, k.finish(ctx, hash)
}

// doom looks again, for an upload may have come since, and says so in the table
// before anything is deleted.
func (k *Keeper) doom(tx *db.Tx, hash string, age time.Duration) (bool, error) {
	n, err := tx.Exec(`delete from blob_file where hash = $1 and uses = 0 and at < $2 and (coming = 0 or at < $3)`, hash, tx.Now().Add(-age), tx.Now().Add(-Unused))
	if k.planted == "sweep what was listed" {
		n, err = tx.Exec(`delete from blob_file where hash = $1`, hash)
	}
	if err != nil || n == 0 {
		return false, err
	}
	if k.planted != "ignore the doom" {
		_, err = tx.Exec(`insert into blob_doomed (hash, at) values ($1, $2)`, hash, tx.Now())
	}
	return true, err
}

func (k *Keeper) finish(ctx context.Context, hash string) error {
	ctx, cancel := context.WithTimeout(ctx, sweepTime)
	defer cancel()
	if err := k.Store.Delete(ctx, hash); err != nil {
		return err
	}
	k.between("deleted")
	return k.DB.Write(ctx, func(tx *db.Tx) error {
		if _, err := tx.Exec(`delete from blob_doomed where hash = $1`, hash); err != nil {
			return fmt.Errorf("blob: forget %s: %w", hash, err)
		}
		return nil
	})
}
