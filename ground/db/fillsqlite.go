package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// filling is the ending of a SQLite file in the making, beside its place.
const filling = ".filling"

// besides are the files that SQLite keeps beside a database. An old -wal beside
// a new database would be taken for its own.
var besides = []string{"", "-wal", "-shm", "-journal"}

// sqlitePlace is a file under another name, written without journal and without
// sync: until it is whole, synced and renamed, it is nothing.
type sqlitePlace struct {
	c    *conn
	tx   *Tx
	gone []string // statements that make indexes and triggers again
}

func fillSQLite(path string, run func(*Tx, place) error) (err error) {
	lock, err := lockFile(path)
	if err != nil {
		return err
	}
	defer lock.Close()
	for _, end := range besides {
		if _, err := os.Lstat(path + end); err == nil {
			return occupied(path + end)
		}
	}
	temp := path + filling
	sweep(temp) // what a process that died has left
	if err := fillFile(temp, run); err != nil {
		sweep(temp)
		return err
	}
	return settle(temp, path)
}

func sweep(temp string) {
	for _, end := range besides {
		_ = os.Remove(temp + end) // mostly not there
	}
}

// fillFile writes the whole database in one transaction.
func fillFile(temp string, run func(*Tx, place) error) (err error) {
	pool, err := sql.Open("sqlite", dsn(temp, Options{ReadOnly: true})) // no WAL yet
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, pool.Close()) }()
	c, err := newConn(context.Background(), pool)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, c.close()) }()
	if err := c.script(`pragma journal_mode(off); pragma synchronous(off); pragma foreign_keys(off);
		pragma locking_mode(exclusive); pragma cache_size(-65536)`); err != nil {
		return err
	}
	d := &DB{store: &sqliteStore{}, opt: Options{Now: time.Now}}
	p := &sqlitePlace{c: c, tx: &Tx{q: c, db: d, now: d.now(), may: true}}
	if err := c.script("begin"); err != nil {
		return err
	}
	if err := run(p.tx, p); err != nil {
		return explain(err)
	}
	c.forget() // an open statement would hold the commit up
	return explain(c.commit())
}

// settle puts the file on disk and then in its place.
func settle(temp, path string) error {
	if err := syncFile(temp); err != nil {
		return err
	}
	if err := os.Rename(temp, path); err != nil {
		return err
	}
	return syncFile(filepath.Dir(path))
}

func syncFile(name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

func (p *sqlitePlace) bare() error {
	type piece struct{ kind, name, sql string }
	all, err := All(p.tx, func(r *Row) piece { return piece{r.Text(), r.Text(), r.Text()} },
		`select type, name, sql from sqlite_master where type in ('index', 'trigger') and sql is not null order by rowid`)
	if err != nil {
		return err
	}
	p.c.forget()
	for _, x := range all {
		p.gone = append(p.gone, x.sql)
		if err := p.c.script("drop " + x.kind + " " + quoted(x.name)); err != nil {
			return err
		}
	}
	return nil
}

func (p *sqlitePlace) dress() error {
	p.c.forget()
	for _, sql := range p.gone {
		if err := p.c.script(sql); err != nil {
			return err
		}
	}
	p.gone = nil
	stray, found, err := One(p.tx, scanPair, `select "table", parent from pragma_foreign_key_check`)
	if err == nil && found {
		err = fmt.Errorf("a row of %s points at nothing in %s", stray[0], stray[1])
	}
	return err
}

func (p *sqlitePlace) load(t Table, next func() ([]any, error)) (n int64, err error) {
	marks := strings.TrimSuffix(strings.Repeat("?, ", len(t.Columns)), ", ")
	st, err := p.c.c.PrepareContext(context.Background(),
		"insert into "+quoted(t.Name)+" ("+quotedList(t.names())+") values ("+marks+")")
	if err != nil {
		return 0, err
	}
	defer st.Close()
	for {
		row, done, err := pull(next)
		if done || err != nil {
			return n, err
		}
		if _, err := st.Exec(row...); err != nil {
			return n, err
		}
		n++
	}
}
