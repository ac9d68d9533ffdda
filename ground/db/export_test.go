package db

import (
	"context"
	"fmt"
)

// WithFault switches one guard off, to prove that the suite would notice.
func (o Options) WithFault(name string) Options {
	o.fault = name
	return o
}

// LimitPages makes SQLite's disk full at so many pages, for real.
func (d *DB) LimitPages(n int) error {
	return d.store.(*sqliteStore).writer.conn.script(fmt.Sprintf("pragma max_page_count(%d)", n))
}

// Pages is how many pages the SQLite file has.
func (d *DB) Pages() (n int64, err error) {
	err = d.Read(context.Background(), func(tx *Tx) error {
		n, _, err = One(tx, (*Row).Int64, "pragma page_count")
		return err
	})
	return n, err
}

// Synchronous is the level the writing connection really has: 2 is FULL.
func (d *DB) Synchronous() (n int64, err error) {
	err = d.Write(context.Background(), func(tx *Tx) error {
		n, _, err = One(tx, (*Row).Int64, "pragma synchronous")
		return err
	})
	return n, err
}

// Numbered and ForEngine are tested as tables.
var (
	Numbered  = numbered
	ForEngine = forEngine
)

// Another opens the same PostgreSQL database again, as another node does.
func (d *DB) Another(ctx context.Context) (*DB, error) {
	return Open(ctx, d.store.(*pgStore).config.ConnString(), d.opt)
}

// CutNews ends the connection that brings news from other nodes.
func (d *DB) CutNews(ctx context.Context) error {
	_, err := d.store.(*pgStore).pool.ExecContext(ctx, `select pg_terminate_backend(pid) from pg_stat_activity
		where datname = current_database() and application_name = 'alun news'`)
	return err
}

// Deafen ends the asking for news.
func (d *DB) Deafen() { d.deafen() }

// TablesOf is what the text of a statement tells.
func TablesOf(query string) (reads, writes []string, all bool) {
	s := parse(query)
	return s.reads, s.writes, s.all
}

// MaxQueue is how many acts may wait on SQLite.
const MaxQueue = maxQueue

// Waiting is how many acts wait for SQLite's writer.
func (d *DB) Waiting() int { return len(d.store.(*sqliteStore).writer.queue) }

// Closing tells whether SQLite's writer takes no further act.
func (d *DB) Closing() bool {
	w := d.store.(*sqliteStore).writer
	w.mu.RLock()
	defer w.mu.RUnlock()
	return w.closed
}
