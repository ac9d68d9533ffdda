package blob

import (
	"context"
	"embed"
	"fmt"
	"io"
	"time"

	"alun/ground/db"
	"alun/ground/fault"
)

// Files holds this package's tables and sentences.
//
//go:embed migrations words
var Files embed.FS

// Scanner looks into a file before it is kept. A *fault.Fault refuses the file;
// any other error means that the scanner does not work, and refuses it too.
type Scanner func(ctx context.Context, content io.Reader) error

// Keeper takes files in and keeps count of them. It is for many goroutines.
type Keeper struct {
	DB    *db.DB
	Store Store
	Scan  Scanner // nil: no scanner

	desk chan struct{} // one place for whoever decodes a picture
	// what a test lets happen between two steps of the sweeper, or of Receive
	between func(step string)
	planted string // a guard to switch off, for this package's own proofs only
}

// NewKeeper makes a keeper; scan may be nil.
func NewKeeper(d *db.DB, store Store, scan Scanner) *Keeper {
	return &Keeper{DB: d, Store: store, Scan: scan, desk: make(chan struct{}, 1), between: func(string) {}}
}

// How often and how long an upload waits for the sweeper to be done with a blob
// of the same content. That takes the store one deletion.
const (
	claimTries = 40
	claimPause = 250 * time.Millisecond
)

// claim writes a file's row before its blob is put, or makes the row young
// again: for a day the sweeper leaves it alone. It gives the claim whose blob is
// still coming, which is another's when two send one content, or 0.
func (k *Keeper) claim(ctx context.Context, f File) (coming db.ID, err error) {
	for try := 1; ; try++ {
		err := k.DB.Write(ctx, func(tx *db.Tx) (err error) {
			coming, err = k.claimOnce(tx, f)
			return err
		})
		if !fault.Is(err, fault.Busy) || try == claimTries {
			return coming, err
		}
		k.between("waits")
		select {
		case <-ctx.Done():
			return 0, err
		case <-time.After(claimPause):
		}
	}
}

func (k *Keeper) claimOnce(tx *db.Tx, f File) (coming db.ID, err error) {
	_, doomed, err := db.One(tx, (*db.Row).Text, `select hash from blob_doomed where hash = $1`, f.Hash)
	if err != nil {
		return 0, err
	}
	if doomed && k.planted != "ignore the doom" {
		return 0, swept()
	}
	id := tx.NewID()
	if k.planted == "believe the claim" {
		id = 0
	}
	coming, _, err = db.One(tx, (*db.Row).ID, `insert into blob_file (hash, kind, bytes, width, height, uses, at, coming)
		values ($1, $2, $3, $4, $5, 0, $6, $7)
		on conflict (hash) do update set at = excluded.at
		returning coming`, f.Hash, f.Kind, f.Bytes, f.Width, f.Height, tx.Now(), id)
	return coming, err
}

// arrived notes that the blob of a claim is in the store. A row of a later claim
// stays as it is: what was put before that claim may have been swept.
func (k *Keeper) arrived(ctx context.Context, hash string, coming db.ID) error {
	if coming == 0 {
		return nil
	}
	return k.DB.Write(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(`update blob_file set coming = 0 where hash = $1 and coming = $2`, hash, coming)
		if k.planted == "any claim will do" {
			_, err = tx.Exec(`update blob_file set coming = 0 where hash = $1`, hash)
		}
		return err
	})
}

func swept() error { return fault.New(fault.Busy, "blob.being_swept") }

// Keep counts one more row that refers to a file. Call it in the act that makes
// the reference, after Receive.
func Keep(tx *db.Tx, hash string) error {
	// Swept: more than a day passed between Receive and the act; another may be sending it again.
	return tx.ExecOr(swept(), `update blob_file set uses = uses + 1, at = $2 where hash = $1 and coming = 0`, hash, tx.Now())
}

// Drop counts one row less. A day after the last one is gone, so is the blob.
func Drop(tx *db.Tx, hash string) error {
	return tx.ExecOr(fmt.Errorf("blob: drop %s: it is in no table", hash),
		`update blob_file set uses = uses - 1, at = $2 where hash = $1`, hash, tx.Now())
}

// FileOf tells what is known of a blob.
func FileOf(tx *db.Tx, hash string) (File, bool, error) {
	return db.One(tx, func(r *db.Row) File {
		return File{r.Text(), Kind(r.Text()), r.Int64(), r.Int(), r.Int()}
	}, `select hash, kind, bytes, width, height from blob_file where hash = $1`, hash)
}
