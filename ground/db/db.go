package db

import (
	"cmp"
	"context"
	"embed"
	"errors"
	"fmt"
	"runtime/debug"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"alun/ground/fault"
	"alun/ground/planted"
	"alun/ground/trace"
)

// Files holds this room's migrations and sentences.
//
//go:embed migrations words
var Files embed.FS

// Engine is the database behind the house.
type Engine int

// The two engines.
const (
	SQLite Engine = iota
	Postgres
)

// String names the engine for people and logs.
func (e Engine) String() string { return [...]string{"SQLite", "PostgreSQL"}[e] }

// Options are what a caller may choose; the zero value is right for serving.
type Options struct {
	ReadOnly bool             // never writes; on SQLite takes no process lock
	Rehearse bool             // runs every act twice, the first time rolled back: for tests
	Readers  int              // connections for reading; 0 means 4 on SQLite, 16 on PostgreSQL
	Now      func() time.Time // the clock; nil means time.Now

	// Blind names tables whose changes make nothing out of date: for the proof
	// that a test of what is kept would see a change that goes unnoticed.
	Blind func(table string) bool

	fault string // a guard to switch off, for the conformance suite's proofs only
}

// DB is an open database. Its methods may be used by many goroutines at once.
type DB struct {
	store store
	opt   Options
	ids   clock
	stats stats
	touch touches

	roomless atomic.Bool // the last act found no room on the disk
	closed   sync.Once
	closing  error
}

// store is what differs between the engines.
type store interface {
	engine() Engine
	read(ctx context.Context, run func(querier) error) error
	write(ctx context.Context, run func(querier) error) error
	migrating(ctx context.Context, run func(querier) error) error
	ping(ctx context.Context) error
	close() error
}

// querier runs SQL on the connection of one transaction.
type querier interface {
	exec(query string, args []any) (int64, error)
	query(query string, args []any) (rows, error)
	script(sql string) error
}

// rows is the part of *sql.Rows that reading needs.
type rows interface {
	Next() bool
	Scan(dest ...any) error
	Columns() ([]string, error)
	Err() error
	Close() error
}

// Open opens a database: a path of a SQLite file (made when absent, with its
// folder) or a postgres:// URL. It does not migrate.
func Open(ctx context.Context, url string, o Options) (d *DB, err error) {
	defer fault.Op(&err, "db: open %s", Redact(url))
	if o.Now == nil {
		o.Now = time.Now
	}
	o.fault = cmp.Or(o.fault, planted.Fault())
	d = &DB{opt: o}
	d.ids.now, d.ids.fault = o.Now, o.fault
	if IsPostgres(url) {
		d.store, err = openPostgres(ctx, url, o, &d.stats)
	} else {
		d.store, err = openSQLite(url, o, &d.stats)
	}
	if err != nil {
		return nil, err
	}
	return d, nil
}

// IsPostgres tells a PostgreSQL URL from a path.
func IsPostgres(url string) bool {
	return strings.HasPrefix(url, "postgres://") || strings.HasPrefix(url, "postgresql://")
}

// Redact hides the password of a database URL for logs.
func Redact(url string) string {
	scheme, rest, ok := strings.Cut(url, "://")
	user, host, has := strings.Cut(rest, "@")
	if name, _, secret := strings.Cut(user, ":"); ok && has && secret {
		return scheme + "://" + name + ":…@" + host
	}
	return url
}

// Engine tells which engine is behind.
func (d *DB) Engine() Engine { return d.store.engine() }

// Ping reports whether the database answers.
func (d *DB) Ping(ctx context.Context) error { return d.store.ping(ctx) }

// Close ends all connections; acts under way are finished first. Closing again
// does nothing.
func (d *DB) Close() error {
	d.closed.Do(func() {
		d.deafen()
		d.closing = d.store.close()
	})
	return d.closing
}

// Read runs a read over one consistent moment of the database.
func (d *DB) Read(ctx context.Context, read func(tx *Tx) error) error {
	at := d.touch.clock.Load() // before the read begins: see touch.go
	ctx, span := trace.Begin(ctx, "db read")
	err := d.store.read(ctx, func(q querier) error {
		q, m := mark(span, q)
		defer m.tell(span, time.Now())
		return guarded(func() error { return read(&Tx{q: q, db: d, now: d.now(), used: &used{at: at}}) })
	})
	span.End(err)
	return err
}

// Write runs an act and returns when it is on disk. An error keeps nothing.
// The context ends the wait for a turn, never an act that has begun.
func (d *DB) Write(ctx context.Context, act func(tx *Tx) error) error {
	var w written
	ctx, span := trace.Begin(ctx, "db act")
	err := d.store.write(ctx, func(q querier) error {
		q, m := mark(span, q)
		defer m.tell(span, time.Now())
		if d.opt.Rehearse {
			if err := d.rehearse(q, act); err != nil {
				return err
			}
		}
		tx := d.acting(q)
		defer d.stats.ran(ctx, act, time.Now())
		if err := guarded(func() error { return act(tx) }); err != nil {
			return err
		}
		return w.end(tx)
	})
	d.settle(&w, err) // what was committed is marked before it is answered
	d.stats.acted(err)
	span.End(err)
	return d.heard(err)
}

// acting is the transaction of one run of an act.
func (d *DB) acting(q querier) *Tx {
	return &Tx{q: q, db: d, now: d.now(), may: true, used: &used{}}
}

// errRehearsed takes a rehearsal back.
var errRehearsed = errors.New("db: rehearsed")

// rehearse runs the act once for nothing: an act that cannot run twice shows.
func (d *DB) rehearse(q querier, act func(tx *Tx) error) error {
	if d.opt.fault == "keep rehearsal" {
		return act(d.acting(q))
	}
	var own error
	err := savepoint(q, "rehearsal", func() error {
		own = guarded(func() error { return act(d.acting(q)) })
		return errRehearsed
	})
	if errors.Is(err, errRehearsed) {
		return own
	}
	return err
}

// now is the instant of a transaction, in whole microseconds.
func (d *DB) now() time.Time { return d.opt.Now().UTC().Truncate(time.Microsecond) }

// Panicked is the error of an act or read that panicked.
type Panicked struct {
	Value any
	Stack []byte
}

// Error names the panic; the stack is for the log.
func (p *Panicked) Error() string { return fmt.Sprintf("db: act panicked: %v", p.Value) }

func guarded(f func() error) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = &Panicked{v, debug.Stack()}
		}
	}()
	return f()
}

// NewID makes an id outside an act, for long work that is prepared before it is
// written in chunks.
func (d *DB) NewID() ID { return d.ids.next() }
