package db

import (
	"context"
	"database/sql"
	"errors"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// postgresPlace is one transaction, under the lock that migrations take, so that
// a node that starts meanwhile waits.
type postgresPlace struct {
	ctx  context.Context
	conn *sql.Conn
	tx   *Tx
	all  []Table
	gone []string // statements that make indexes again
}

func fillPostgres(ctx context.Context, url string, run func(*Tx, place) error) error {
	d, err := Open(ctx, url, Options{Readers: 1})
	if err != nil {
		return err
	}
	defer d.Close()
	pool := d.store.(*pgStore).pool
	c, err := pool.Conn(ctx)
	if err != nil {
		return err
	}
	defer c.Close()
	return locked(ctx, c, func(q querier) error {
		p := &postgresPlace{ctx: ctx, conn: c, tx: &Tx{q: q, db: d, now: d.now(), may: true}}
		if had, err := Tables(p.tx); err != nil || len(had) > 0 {
			return errors.Join(occupied(url), err)
		}
		return run(p.tx, p)
	})
}

// bare switches the house's own triggers off and takes indexes away. Keys and
// foreign keys stay: they are held when a table's rows are all in.
func (p *postgresPlace) bare() (err error) {
	if p.all, err = Tables(p.tx); err != nil {
		return err
	}
	indexes, err := All(p.tx, scanPair, `select c.relname::text, pg_get_indexdef(i.indexrelid)
		from pg_index i join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace
		where n.nspname = current_schema()
		and not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid) order by c.relname`)
	if err != nil {
		return err
	}
	for _, x := range indexes {
		p.gone = append(p.gone, x[1])
		if err := p.tx.q.script("drop index " + quoted(x[0])); err != nil {
			return err
		}
	}
	return p.triggers("disable")
}

func (p *postgresPlace) dress() error {
	for _, sql := range p.gone {
		if err := p.tx.q.script(sql); err != nil {
			return err
		}
	}
	return p.triggers("enable")
}

func (p *postgresPlace) triggers(verb string) error {
	for _, t := range p.all {
		if err := p.tx.q.script("alter table " + quoted(t.Name) + " " + verb + " trigger user"); err != nil {
			return err
		}
	}
	return nil
}

// load copies all rows of a table in one statement, so that rows may point at
// each other.
func (p *postgresPlace) load(t Table, next func() ([]any, error)) (n int64, err error) {
	err = p.conn.Raw(func(c any) error {
		n, err = c.(*stdlib.Conn).Conn().CopyFrom(p.ctx, pgx.Identifier{t.Name}, t.names(), &copySource{next: next})
		return err
	})
	return n, err
}

// copySource hands rows to pgx.
type copySource struct {
	next func() ([]any, error)
	row  []any
	err  error
}

func (s *copySource) Next() bool {
	var done bool
	s.row, done, s.err = pull(s.next)
	return !done && s.err == nil
}

func (s *copySource) Values() ([]any, error) { return s.row, nil }
func (s *copySource) Err() error             { return s.err }
