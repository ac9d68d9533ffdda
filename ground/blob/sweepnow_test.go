package blob_test

import (
	"testing"
	"time"

	"alun/ground/blob"
	"alun/ground/db"
)

// TestWhatNobodyUsesGoesAtOnceWhereThatIsAsked: what is used stays, and so does what is still
// coming in, until it is a day old.
func TestWhatNobodyUsesGoesAtOnceWhereThatIsAsked(t *testing.T) {
	onDesks(t, func(d *desk) {
		unused, err := d.bring("a\n1\n")
		d.must(err)
		used, err := d.bring("a\n2\n")
		d.must(err)
		_, err = d.refer(used)
		d.must(err)
		coming, err := d.bring("a\n3\n")
		d.must(err)
		d.must(d.DB.Write(d.Context(), func(tx *db.Tx) error {
			_, err := tx.Exec(`update blob_file set coming = 1 where hash = $1`, coming.Hash)
			return err
		}))
		if n, err := d.SweepNow(d.Context()); err != nil || n != 1 || d.there(unused) || !d.there(used) || !d.there(coming) {
			d.Errorf("swept %d: %v", n, err)
		}
		d.later(blob.Unused + time.Second)
		if n, err := d.SweepNow(d.Context()); err != nil || n != 1 || d.there(coming) || !d.there(used) {
			d.Errorf("a day later: swept %d: %v", n, err)
		}
	})
}
