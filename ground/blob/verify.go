package blob

import (
	"context"
	"errors"

	"alun/ground/db"
	"alun/ground/fault"
)

// Finding is what is wrong with one blob.
type Finding struct {
	Hash string `json:"hash"`
	What string `json:"what"` // Missing, Damaged, Unreadable, Unknown
	Err  error  `json:"-"`    // of Unreadable
}

// What Verify can find. Unknown is no damage: a blob without a row, as after the
// restore of an older database, or another database's.
const (
	Missing    = "missing"
	Damaged    = "damaged"
	Unreadable = "unreadable"
	Unknown    = "unknown"
)

// Verify reads every blob that a record refers to, whole, and looks for blobs
// that no row knows. It hands over each finding, and tells how many blobs were
// read and found sound. An upload that is under way is no finding.
func Verify(ctx context.Context, d *db.DB, store Store, each func(Finding) error) (sound int, err error) {
	defer fault.Op(&err, "blob: verify")
	for after := ""; ; {
		used, err := usedBehind(ctx, d, after)
		if err != nil {
			return sound, err
		}
		if len(used) == 0 {
			break
		}
		for _, hash := range used {
			after = hash
			f, ok := look(ctx, store, hash)
			if ctx.Err() != nil {
				return sound, ctx.Err()
			}
			if ok {
				sound++
			} else if err := each(f); err != nil {
				return sound, err
			}
		}
	}
	return sound, strangers(ctx, d, store, each)
}

func usedBehind(ctx context.Context, d *db.DB, after string) (out []string, err error) {
	err = d.Read(ctx, func(tx *db.Tx) (err error) {
		out, err = db.All(tx, (*db.Row).Text, `select hash from blob_file where uses > 0 and hash > $1 order by hash limit $2`, after, sweepChunk)
		return err
	})
	return out, err
}

// look reads one blob.
func look(ctx context.Context, store Store, hash string) (Finding, bool) {
	content, err := store.Get(ctx, hash)
	if err == nil {
		err = content.Close()
	}
	switch {
	case err == nil:
		return Finding{}, true
	case errors.Is(err, ErrMissing):
		return Finding{Hash: hash, What: Missing}, false
	case errors.Is(err, ErrDamaged):
		return Finding{Hash: hash, What: Damaged}, false
	}
	return Finding{Hash: hash, What: Unreadable, Err: err}, false
}

// strangers finds blobs without a row.
func strangers(ctx context.Context, d *db.DB, store Store, each func(Finding) error) error {
	return store.List(ctx, func(i Info) error {
		known := false
		err := d.Read(ctx, func(tx *db.Tx) (err error) {
			_, known, err = db.One(tx, (*db.Row).Text, `select hash from blob_file where hash = $1`, i.Hash)
			return err
		})
		if err != nil || known {
			return err
		}
		return each(Finding{Hash: i.Hash, What: Unknown})
	})
}
