package db_test

import (
	"context"
	"testing"

	"alun/ground/db"
	"alun/ground/db/dbtest"
)

// BenchmarkNews is an act on PostgreSQL with and without the row that tells the
// other nodes of it.
func BenchmarkNews(b *testing.B) {
	at, ok := dbtest.URLs()["postgres"]
	if !ok {
		b.Skip("needs PostgreSQL")
	}
	for name, without := range map[string]string{"told": "", "untold": "no news"} {
		d := dbtest.Open(b, at(b), db.Options{}.WithFault(without))
		if err := d.Write(b.Context(), func(tx *db.Tx) error {
			_, err := tx.Exec(`create table db_thing (id bigint not null primary key, name text not null)`)
			return err
		}); err != nil {
			b.Fatal(err)
		}
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if err := d.Write(context.Background(), func(tx *db.Tx) error { return put(tx, int(tx.NewID()), "x") }); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
