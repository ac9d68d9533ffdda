package db_test

import (
	"testing"

	"alun/ground/db"
	"alun/ground/db/dbtest"
)

// TestManyRowsAreAllThere whatever their number is, also with nulls and conflicts.
func TestManyRowsAreAllThere(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		for _, n := range []int{0, 1, 4, 5, 24, 25, 57, 137} {
			var rows [][]any
			for i := range n {
				rows = append(rows, []any{i, db.Null("x", i%2 == 0), i%3 == 0}, []any{i, "again", true})
			}
			var got, null int
			err := d.Write(t.Context(), func(tx *db.Tx) error {
				if _, err := tx.Exec(`create table db_many (id bigint primary key, text text, truth boolean)`); err != nil {
					return err
				}
				if err := db.Many(tx, `insert into db_many (id, text, truth) values `, ` on conflict (id) do nothing`, rows); err != nil {
					return err
				}
				var err error
				if got, _, err = db.One(tx, (*db.Row).Int, `select count(*) from db_many`); err == nil {
					null, _, err = db.One(tx, (*db.Row).Int, `select count(*) from db_many where text is null`)
				}
				if err == nil {
					_, err = tx.Exec(`drop table db_many`)
				}
				return err
			})
			if err != nil || got != n || null != n/2 {
				t.Errorf("%d rows are %d, %d of them null: %v", n, got, null, err)
			}
		}
	})
}
