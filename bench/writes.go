package main

import (
	"context"
	"fmt"
	"io/fs"
	"time"

	"alun/ground/db"
)

const (
	writeCallers = 64
	// actsPerSyncGoal is how many acts should share a commit at 64 callers.
	actsPerSyncGoal = 8
	rowsAlone       = 200  // acts of one caller in a round
	rowsTogether    = 6400 // acts of 64 callers in a round
	formsAlone      = 100
	formsTogether   = 1600
)

// counted is what the writer did in one round.
type counted struct {
	acts, syncs int64
	took, sync  time.Duration // sync: in commits, all together
}

func (c counted) perSync() float64   { return float64(c.acts) / float64(c.syncs) }
func (c counted) perSecond() float64 { return float64(c.acts) / c.took.Seconds() }

// timed counts what the writer does while work runs.
func timed(stats func() (db.Stats, error), work func() error) (counted, error) {
	before, err := stats()
	if err != nil {
		return counted{}, err
	}
	begin := time.Now()
	if err := work(); err != nil {
		return counted{}, err
	}
	took := time.Since(begin)
	after, err := stats()
	return counted{after.Batched - before.Batched, after.Batches - before.Batches, took, after.Sync - before.Sync}, err
}

// rowTable is the one table of the acts that are measured without pages.
var rowTable = db.Migration{Name: "20991231-99-bench.sql", Text: `create table bench_row (
	id bigint not null primary key,
	what text not null,
	at bigint not null
);`}

// rowsBase makes a database with that table and those of some rooms.
func (b *bench) rowsBase(ctx context.Context, name string, rooms ...fs.FS) (*db.DB, error) {
	all, err := db.Migrations(append(rooms, db.Files)...)
	if err != nil {
		return nil, err
	}
	d, err := db.Open(ctx, b.at(name), db.Options{})
	if err != nil {
		return nil, err
	}
	if _, err = d.Migrate(ctx, append(all, rowTable)); err == nil {
		err = d.Incarnate(ctx)
	}
	if err != nil {
		d.Close()
		return nil, err
	}
	return d, nil
}

// rows measures acts that insert one row, through db.Write.
func (b *bench) rows(ctx context.Context) ([]figure, error) {
	d, err := b.rowsBase(ctx, "rows.db")
	if err != nil {
		return nil, err
	}
	defer d.Close()
	insert := func(tx *db.Tx) error {
		_, err := tx.Exec(`insert into bench_row (id, what, at) values ($1, $2, $3)`, tx.NewID(), "a row of bench", tx.Now())
		return err
	}
	stats := func() (db.Stats, error) { return d.Stats(), nil }
	write := func(int) error { return d.Write(ctx, insert) }
	alone, many, err := b.aloneAndMany("rows", stats, b.many(rowsAlone), b.many(rowsTogether), write)
	return batching("durable acts that insert a row (`db.Write`)", alone, many), err
}

// aloneAndMany lets one caller and 64 callers write in turns.
func (b *bench) aloneAndMany(what string, stats func() (db.Stats, error), one, n int, write func(i int) error) (alone, many []counted, err error) {
	for round := range b.rounds + 1 {
		tell(fmt.Sprintf("writing %s, round %d of %d", what, round, b.rounds))
		a, err := timed(stats, func() error { return together(1, one, write) })
		if err != nil {
			return nil, nil, err
		}
		m, err := timed(stats, func() error { return together(writeCallers, n, write) })
		if err != nil {
			return nil, nil, err
		}
		if round > 0 { // the first one warms up
			alone, many = append(alone, a), append(many, m)
		}
	}
	return alone, many, nil
}

// batching writes the figures of one way of writing.
func batching(what string, alone, many []counted) []figure {
	if len(alone) == 0 {
		return nil
	}
	one, all := medianOf(alone, counted.perSecond), medianOf(many, counted.perSecond)
	perSync := medianOf(many, counted.perSync)
	commit := func(c counted) float64 { return float64(c.sync) / float64(c.syncs) }
	return []figure{{
		What:     fmt.Sprintf("%s, %d callers", what, writeCallers),
		Measured: fmt.Sprintf("%.0f a sync", perSync),
		Beside: fmt.Sprintf("%.0f a second against %.0f of a single caller: %.0f times; a commit with its sync takes %s with %d callers and %s with one",
			all, one, all/one, micros(time.Duration(medianOf(many, commit))), writeCallers, micros(time.Duration(medianOf(alone, commit)))),
		Goal: fmt.Sprintf("≥ %d a sync", actsPerSyncGoal), Of: goalSync, Met: perSync >= actsPerSyncGoal,
	}}
}
