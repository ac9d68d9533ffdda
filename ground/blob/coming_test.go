package blob_test

import (
	"errors"
	"fmt"
	"testing"

	"alun/ground/blob"
	"alun/ground/db/dbtest"
	"alun/ground/fault"
)

// overtakings are the ways in which an upload older than a day meets a younger
// one of the same content, with a guard that each of them needs.
var overtakings = []struct {
	name, guard string
	check       func(d *desk) error
}{
	{"its act comes while the younger one is under way", "believe the claim", actsOnAnothersClaim},
	{"it arrives for the younger one", "any claim will do", arrivesForAnother},
}

// TestAnActNeverTrustsAFileThatIsStillComing: the row is there again, by the claim
// of somebody else, and the file is not.
func TestAnActNeverTrustsAFileThatIsStillComing(t *testing.T) {
	for _, o := range overtakings {
		onDesks(t, func(d *desk) {
			if err := o.check(d); err != nil {
				d.Errorf("%s: %v", o.name, err)
			}
		})
	}
}

// TestWithoutTheClaimAnActTrustsNothing: the test above can fail.
func TestWithoutTheClaimAnActTrustsNothing(t *testing.T) {
	for _, o := range overtakings {
		d := newDesk(t, dbtest.SQLite(t))
		d.PlantInKeeper(o.guard)
		if err := o.check(d); err == nil {
			t.Errorf("%s: nobody noticed", o.guard)
		}
	}
}

func actsOnAnothersClaim(d *desk) error {
	old, err := d.bring("a\n1\n")
	d.must(err)
	d.later(2 * blob.Unused)
	_, err = d.Sweep(d.Context())
	d.must(err)
	early := errors.New("the younger upload was never under way")
	d.Between(func(step string) {
		if step == "claimed" {
			early = d.refused(old)
		}
	})
	if err := d.keep("a\n1\n"); err != nil || early != nil {
		return errors.Join(err, early)
	}
	if _, err := d.refer(old); err != nil {
		return fmt.Errorf("refused although the file is there: %w", err)
	}
	return d.whole()
}

func arrivesForAnother(d *desk) error {
	met := false
	d.Between(func(step string) {
		if step != "put" || met {
			return
		}
		met = true
		f := blob.File{Hash: sumOf([]byte("a\n1\n")), Kind: blob.CSV, Bytes: 4}
		d.later(2 * blob.Unused)
		_, err := d.Sweep(d.Context())
		d.must(errors.Join(err, d.Claim(d.Context(), f)))
	})
	old, err := d.bring("a\n1\n")
	if err != nil || !met {
		return fmt.Errorf("received: %w, overtaken: %v", err, met)
	}
	if err := d.refused(old); err != nil {
		return err
	}
	d.must(d.keep("a\n1\n")) // whoever claimed it may also have died
	return d.whole()
}

// refused refers to a file, which must be asked to come back.
func (d *desk) refused(f blob.File) error {
	if _, err := d.refer(f); !fault.Is(err, fault.Busy) {
		return fmt.Errorf("answered %v, and the file is there: %v", err, d.there(f))
	}
	return nil
}
