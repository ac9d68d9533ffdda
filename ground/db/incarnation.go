package db

import (
	"context"
	"crypto/rand"

	"alun/ground/fault"
)

// incarnationFact is the name under which the incarnation is kept.
const incarnationFact = "incarnation"

// Incarnation names this life of the database: random text, made once and made
// anew by a restore. Positions in the diary, caches and indexes of another
// incarnation mean nothing here, because a restore may have gone back in time.
// It is "" until Incarnate has run.
func Incarnation(tx *Tx) (string, error) { return Fact(tx, incarnationFact) }

// Incarnate gives the database an incarnation when it has none. Call it after
// Migrate, before anything keeps a position.
func (d *DB) Incarnate(ctx context.Context) (err error) {
	defer fault.Op(&err, "db: incarnate")
	name := newIncarnation()
	return d.Write(ctx, func(tx *Tx) error {
		_, err := tx.Exec(`insert into db_fact (name, value) values ($1, $2) on conflict (name) do nothing`,
			incarnationFact, name)
		return err
	})
}

// newIncarnation is 128 random bits, as text.
func newIncarnation() string { return rand.Text() }
