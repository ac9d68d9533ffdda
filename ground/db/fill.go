package db

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"alun/ground/fault"
)

// Filling is a database in the making: its tables are there, its rows are not,
// and nobody else sees it.
type Filling struct {
	tx    *Tx
	place place
}

// place is where a database is made: all of it appears at once, or nothing does.
type place interface {
	// bare takes away what would slow rows down or keep them out (indexes,
	// triggers); dress puts it back and holds every foreign key.
	bare() error
	dress() error
	load(t Table, next func() ([]any, error)) (int64, error)
}

// Fill makes a database at a place that is empty: no file on SQLite, no table on
// PostgreSQL; it refuses any other. It makes the tables of the history, lets
// fill load them and read them back, and only then puts the database there. A
// process that dies on the way leaves nothing that opens as a database.
func Fill(ctx context.Context, url string, history []Migration, fill func(f *Filling) error) (err error) {
	defer fault.Op(&err, "db: fill %s", Redact(url))
	run := func(tx *Tx, p place) error {
		if err := build(tx, history); err != nil {
			return err
		}
		if err := p.bare(); err != nil {
			return err
		}
		if err := emptied(tx); err != nil {
			return err
		}
		return guarded(func() error { return fill(&Filling{tx, p}) })
	}
	if IsPostgres(url) {
		return fillPostgres(ctx, url, run)
	}
	return fillSQLite(url, run)
}

// build makes the tables.
func build(tx *Tx, history []Migration) error {
	if err := tx.q.script(forEngine(historyTable, tx.Engine())); err != nil {
		return err
	}
	for _, m := range history {
		if err := tx.q.script(forEngine(m.Text, tx.Engine())); err != nil {
			return fmt.Errorf("%s: %w", m.Name, err)
		}
	}
	return nil
}

// emptied takes out what migrations put in, children first: the rows of the
// source come in its place.
func emptied(tx *Tx) error {
	all, err := Tables(tx)
	if err != nil {
		return err
	}
	for _, t := range slices.Backward(all) {
		if _, err := tx.Exec("delete from " + quoted(t.Name)); err != nil {
			return err
		}
	}
	return nil
}

// Tx reads what has been loaded.
func (f *Filling) Tx() *Tx { return f.tx }

// Tables lists the tables to load, parents first.
func (f *Filling) Tables() ([]Table, error) { return Tables(f.tx) }

// Load fills one table with the rows that next gives until io.EOF, and counts
// them. A row has a value for each of t.Columns: nil, int64, string or []byte; a
// truth value may come as 0 or 1.
func (f *Filling) Load(t Table, next func() ([]any, error)) (int64, error) {
	n, err := f.place.load(t, func() ([]any, error) {
		row, err := next()
		if err == nil {
			err = truths(t, row)
		}
		return row, err
	})
	if err != nil {
		return n, fmt.Errorf("db: load %s: %w", t.Name, err)
	}
	return n, nil
}

// Dress puts back what Fill took away, when all rows are in.
func (f *Filling) Dress() error { return f.place.dress() }

// Reincarnate begins a new life of the data: what others remember of the life
// that it was copied from does not hold here.
func (f *Filling) Reincarnate() (string, error) {
	name := newIncarnation()
	return name, SetFact(f.tx, incarnationFact, name)
}

// truths makes truth values of 0 and 1 where the engine has such a type.
func truths(t Table, row []any) error {
	for i, c := range t.Columns {
		if n, whole := row[i].(int64); whole && c.Kind == TruthColumn {
			if n != 0 && n != 1 {
				return fmt.Errorf("%d is no truth value in %s", n, c.Name)
			}
			row[i] = n == 1
		}
	}
	return nil
}

// Prefix holds the history of other data against the program's and gives the
// part of it that the data has had. It refuses, with a sentence, data of a newer
// program and of one that went another way.
func Prefix(all []Migration, had []Applied) ([]Migration, error) {
	d := &DB{}
	if len(had) == 0 {
		return nil, fault.New(fault.Conflict, "db.empty")
	}
	if _, err := d.missing(all, had); err != nil {
		return nil, err
	}
	return all[:len(had)], nil
}

// HistoryOf lists the migrations that a database has had; an empty place has had
// none.
func HistoryOf(tx *Tx) ([]Applied, error) { return history(tx) }

// occupied refuses a place where something is.
func occupied(url string) error { return fault.New(fault.Conflict, "db.occupied", Redact(url)) }

// pull runs one step of a loading loop; done is true at the end of the rows.
func pull(next func() ([]any, error)) (row []any, done bool, err error) {
	row, err = next()
	if errors.Is(err, io.EOF) {
		return nil, true, nil
	}
	return row, false, err
}
