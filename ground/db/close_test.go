package db_test

import (
	"testing"

	"alun/ground/db"
	"alun/ground/db/dbtest"
)

func TestClosingTwiceAndWritingAfterwardsIsHarmless(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		for range 2 {
			if err := d.Close(); err != nil {
				t.Fatal(err)
			}
		}
		if err := d.Write(t.Context(), func(*db.Tx) error { return nil }); err == nil {
			t.Error("a closed database took an act")
		}
	})
}
