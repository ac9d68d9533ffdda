package letter_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"

	"alun/ground/blob"
	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/fault"
	"alun/ground/letter"
)

const format = "900.1.4/{n}/Bappeda"

var deed = letter.Deed{Kind: "plan_submission", Subject: 7, By: "person:1"}

// take is the act of a deed that takes a number; why not nil takes it back.
func take(t *testing.T, d *db.DB, planted string, why error) (n letter.Number, err error) {
	err = d.Write(t.Context(), func(tx *db.Tx) (err error) {
		if n, err = letter.TakePlanted(planted, tx, "surat", 2026, format, deed); err != nil {
			return err
		}
		return why
	})
	return n, err
}

func numbers(t *testing.T, d *db.DB) (all []letter.Number) {
	t.Helper()
	if err := d.Read(t.Context(), func(tx *db.Tx) (err error) { all, err = letter.Numbers(tx, "surat", 2026); return err }); err != nil {
		t.Fatal(err)
	}
	return all
}

// gap says what is wrong with a series: it must count from 1 to many.
func gap(all []letter.Number, many int) error {
	if len(all) != many {
		return fmt.Errorf("%d numbers for %d deeds", len(all), many)
	}
	for i, n := range all {
		if n.N != int64(i+1) {
			return fmt.Errorf("the %dth number is %d", i+1, n.N)
		}
	}
	return nil
}

var errRefused = errors.New("refused")

// deeds takes four numbers, one of them for a deed that is refused.
func deeds(t *testing.T, d *db.DB, planted string) {
	for i, why := range []error{nil, errRefused, nil, nil} {
		if _, err := take(t, d, planted, why); !errors.Is(err, why) && planted == "" {
			t.Errorf("deed %d: %v", i, err)
		}
	}
}

func TestASeriesHasNoGapAfterARefusal(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		deeds(t, d, "")
		if err := gap(numbers(t, d), 3); err != nil {
			t.Error(err)
		}
		if all := numbers(t, d); all[2].Text != "900.1.4/3/Bappeda" {
			t.Errorf("the text is %q", all[2].Text)
		}
	}, blob.Files, letter.Files)
}

func TestACountInMemoryLeavesAGap(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		deeds(t, d, "count in memory")
		if gap(numbers(t, d), 3) == nil {
			t.Error("the test above cannot fail")
		}
	}, blob.Files, letter.Files)
}

func TestConcurrentDeedsTakeEachNumberOnce(t *testing.T) {
	dbtest.EachWith(t, db.Options{}, func(t *testing.T, d *db.DB) {
		const hands, each = 8, 15
		var wg sync.WaitGroup
		for h := range hands {
			wg.Go(func() {
				for i := range each {
					var why error
					if (h+i)%3 == 0 {
						why = errRefused
					}
					for {
						_, err := take(t, d, "", why)
						if errors.Is(err, why) {
							break
						}
						if !fault.Is(err, fault.Busy) { // a busy house keeps nothing: ask again
							t.Error(err)
							break
						}
					}
				}
			})
		}
		wg.Wait()
		if err := gap(numbers(t, d), 80); err != nil {
			t.Error(err)
		}
	}, blob.Files, letter.Files)
}

func TestANumberStaysForEver(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		deeds(t, d, "")
		for name, change := range map[string]string{
			"changed": `update letter_number set text = 'x' where number = 2`,
			"deleted": `delete from letter_number where number = 2`,
			"twice":   `insert into letter_number select series, year, number, 'x', subject_kind, subject, taken_by, at from letter_number`,
		} {
			err := d.Write(t.Context(), func(tx *db.Tx) error { _, err := tx.Exec(change); return err })
			if err == nil {
				t.Errorf("a number was %s", name)
			}
		}
		if err := gap(numbers(t, d), 3); err != nil {
			t.Error(err)
		}
	}, blob.Files, letter.Files)
}

func TestEachYearAndSeriesCountsForItself(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		err := d.Write(t.Context(), func(tx *db.Tx) error {
			for _, s := range []struct {
				name string
				year int
				want int64
			}{{"surat", 2026, 1}, {"surat", 2026, 2}, {"surat", 2027, 1}, {"nota", 2026, 1}, {"surat", 2026, 3}} {
				n, err := letter.Take(tx, s.name, s.year, format, deed)
				if err != nil {
					return err
				}
				if n.N != s.want {
					t.Errorf("%s %d: %d, want %d", s.name, s.year, n.N, s.want)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, bad := range []string{"", "900/Bappeda", "{n}/{n}"} {
			err := d.Write(t.Context(), func(tx *db.Tx) error { _, err := letter.Take(tx, "surat", 2026, bad, deed); return err })
			if !fault.Is(err, fault.Invalid) {
				t.Errorf("format %q: %v", bad, err)
			}
		}
	}, blob.Files, letter.Files)
}
