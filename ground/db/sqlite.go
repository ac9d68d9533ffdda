package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"

	"alun/ground/fault"

	"modernc.org/sqlite"
)

// sqliteStore is a SQLite file: one writer, some readers.
type sqliteStore struct {
	pool    *sql.DB
	writer  *writer
	readers *readers
	all     []*conn
	lock    *os.File
	stats   *stats
	fault   string
}

// errClosed tells of a database that has been closed.
var errClosed = errors.New("db: closed")

// SQLite's primary result codes that this package acts on.
const (
	codeBusy      = 5
	codeLocked    = 6
	codeNoMem     = 7
	codeReadOnly  = 8
	codeInterrupt = 9
	codeIOErr     = 10
	codeCorrupt   = 11
	codeFull      = 13
	codeConstr    = 19
)

func openSQLite(path string, o Options, st *stats) (_ *sqliteStore, err error) {
	s := &sqliteStore{stats: st, fault: o.fault}
	defer func() {
		if err != nil {
			s.close()
		}
	}()
	if !o.ReadOnly {
		if s.lock, err = lockFile(path); err != nil {
			return nil, err
		}
	} else if _, err := os.Stat(path); err != nil {
		return nil, fault.New(fault.NotFound, "db.no_file", path).Because(err)
	}
	s.pool, err = sql.Open("sqlite", dsn(path, o))
	if err != nil {
		return nil, err
	}
	s.pool.SetMaxIdleConns(64)
	return s, s.connect(o, st)
}

// lockFile makes the folder and holds path.lock: one process writes one file.
// The system lets go of it when the process ends, however it ends.
func lockFile(path string) (*os.File, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		return nil, err
	}
	f, err := os.OpenFile(path+".lock", os.O_CREATE|os.O_RDWR, 0o640)
	if err != nil {
		return nil, err
	}
	if err := flock(f); err != nil {
		f.Close()
		return nil, fault.New(fault.Busy, "db.in_use", path).Because(err)
	}
	return f, nil
}

// dsn sets what the promises rest on: WAL with a full sync at every commit.
func dsn(path string, o Options) string {
	v := url.Values{}
	v.Add("_pragma", "busy_timeout(5000)")
	if !o.ReadOnly {
		v.Add("_pragma", "journal_mode(WAL)")
	}
	sync := "FULL"
	switch o.fault {
	case "no sync":
		sync = "OFF"
	case "half a sync":
		sync = "NORMAL"
	}
	v.Add("_pragma", "synchronous("+sync+")")
	v.Add("_pragma", "foreign_keys(1)")
	// A long read, such as a backup, lets the -wal file grow; this gives the disk back.
	v.Add("_pragma", "journal_size_limit(67108864)")
	v.Set("_dqs", "0")
	u := url.URL{Scheme: "file", Opaque: url.PathEscape(path), RawQuery: v.Encode()}
	return u.String()
}

func (s *sqliteStore) connect(o Options, st *stats) error {
	ctx := context.Background()
	if !o.ReadOnly {
		c, err := newConn(ctx, s.pool)
		if err != nil {
			return explain(err)
		}
		// Each act of a batch is a savepoint, and SQLite copies every page that it changes
		// aside: into a file, with a write each, unless it is told to do so in memory. It
		// is an eighth of the work of small acts. Readers may go on to sort in files.
		if err := c.script("pragma temp_store(memory)"); err != nil {
			return err
		}
		s.writer = startWriter(c, st, o.fault)
	}
	n := o.Readers
	if n == 0 {
		n = 4
	}
	s.readers = newReaders(n)
	for range n {
		c, err := newConn(ctx, s.pool)
		if err != nil {
			return err
		}
		if o.fault != "readers write" {
			if err := c.script("pragma query_only(1)"); err != nil {
				return err
			}
		}
		s.all = append(s.all, c)
		s.readers.give(c)
	}
	return nil
}

func (s *sqliteStore) engine() Engine { return SQLite }

func (s *sqliteStore) read(ctx context.Context, run func(querier) error) error {
	since := s.stats.asked()
	c, err := s.readers.take(ctx)
	s.stats.got(since)
	defer s.stats.reading.Add(-1)
	if err != nil {
		return err
	}
	defer s.readers.give(c)
	if s.fault != "readers see changes" {
		if err := c.script("begin"); err != nil {
			return err
		}
		defer c.rollback()
	}
	return run(c)
}

func (s *sqliteStore) write(ctx context.Context, run func(querier) error) error {
	if s.writer == nil {
		return errReadOnly
	}
	return s.writer.write(ctx, run)
}

// migrating is a write on SQLite: there is one writer in one process.
func (s *sqliteStore) migrating(ctx context.Context, run func(querier) error) error {
	return s.write(ctx, run)
}

// queued is how many acts wait for the writer.
func (s *sqliteStore) queued() int {
	if s.writer == nil {
		return 0
	}
	return len(s.writer.queue)
}

func (s *sqliteStore) ping(ctx context.Context) error {
	return s.read(ctx, func(q querier) error {
		r, err := q.query("select 1", nil)
		if err != nil {
			return err
		}
		return r.Close()
	})
}

func (s *sqliteStore) close() error {
	var errs []error
	if s.writer != nil {
		errs = append(errs, s.writer.close())
	}
	for range s.all {
		c, _ := s.readers.take(context.Background()) // waits for reads under way
		errs = append(errs, c.close())
	}
	if s.pool != nil {
		errs = append(errs, s.pool.Close())
	}
	if s.lock != nil {
		errs = append(errs, s.lock.Close())
	}
	return errors.Join(errs...)
}

// code is the primary result code of a SQLite error, or 0.
func code(err error) int {
	if e, ok := errors.AsType[*sqlite.Error](err); ok {
		return e.Code() & 0xff
	}
	return 0
}

// ruins tells the codes after which SQLite may have rolled back everything.
func ruins(code int) bool {
	switch code {
	case codeNoMem, codeInterrupt, codeIOErr, codeCorrupt, codeFull:
		return true
	}
	return false
}

// explain gives an engine's failure that a person can act on its sentence.
func explain(err error) error {
	switch code(err) {
	case codeFull:
		return fault.New(fault.Full, "db.full").Because(err)
	case codeBusy, codeLocked:
		return busy().Because(err)
	case codeReadOnly:
		return fault.New(fault.Denied, "db.read_only").Because(err)
	}
	return err
}

func busy() *fault.Fault { return fault.New(fault.Busy, "db.busy") }

// Unique reports a broken unique constraint or primary key, on both engines.
func Unique(err error) bool {
	if e, ok := errors.AsType[*sqlite.Error](err); ok {
		return e.Code() == 2067 || e.Code() == 1555
	}
	return pgCode(err) == "23505"
}

// Checked reports a broken check constraint and its name, on both engines.
func Checked(err error) (name string, ok bool) {
	if e, is := errors.AsType[*sqlite.Error](err); is && e.Code() == 275 {
		return lastWord(e.Error()), true
	}
	return pgCheck(err)
}

func lastWord(s string) string {
	const before = "constraint failed: "
	for i := len(s) - len(before); i >= 0; i-- {
		if s[i:i+len(before)] == before {
			s = s[i+len(before):]
			break
		}
	}
	for i := range len(s) {
		if s[i] == ' ' {
			return s[:i]
		}
	}
	return s
}

// conn is one SQLite connection with its prepared statements.
type conn struct {
	c       *sql.Conn
	stmts   map[string]*sql.Stmt
	failing bool  // a statement met a code that ruins the transaction
	failure error // the first such error
}

// maxStmts bounds the kept statements; past it they are all made anew.
const maxStmts = 500

func newConn(ctx context.Context, pool *sql.DB) (*conn, error) {
	c, err := pool.Conn(ctx)
	if err != nil {
		return nil, err
	}
	return &conn{c: c, stmts: map[string]*sql.Stmt{}}, nil
}

func (c *conn) begin() error {
	c.failing, c.failure = false, nil
	return c.script("begin immediate")
}

func (c *conn) commit() error { return c.script("commit") }

// rollback may find nothing to roll back: the engine did it already.
func (c *conn) rollback() {
	c.failing, c.failure = false, nil
	_, _ = c.c.ExecContext(context.Background(), "rollback")
}

func (c *conn) script(text string) error {
	_, err := c.c.ExecContext(context.Background(), text)
	return c.note(err)
}

func (c *conn) exec(query string, args []any) (int64, error) {
	st, err := c.prepared(query)
	if err != nil {
		return 0, c.note(err)
	}
	res, err := st.Exec(args...)
	if err != nil {
		return 0, c.note(err)
	}
	return res.RowsAffected()
}

func (c *conn) query(query string, args []any) (rows, error) {
	st, err := c.prepared(query)
	if err != nil {
		return nil, c.note(err)
	}
	r, err := st.Query(args...)
	if err != nil {
		return nil, c.note(err)
	}
	return r, nil
}

// note remembers a failure that ruins the transaction, also when the act
// swallows it.
func (c *conn) note(err error) error {
	if err != nil && ruins(code(err)) && !c.failing {
		c.failing, c.failure = true, err
	}
	return err
}

func (c *conn) prepared(query string) (*sql.Stmt, error) {
	if st, ok := c.stmts[query]; ok {
		return st, nil
	}
	if len(c.stmts) >= maxStmts {
		c.forget()
	}
	st, err := c.c.PrepareContext(context.Background(), numbered(query))
	if err != nil {
		return nil, fmt.Errorf("prepare: %w", err)
	}
	c.stmts[query] = st
	return st, nil
}

func (c *conn) forget() {
	for _, st := range c.stmts {
		st.Close()
	}
	clear(c.stmts)
}

func (c *conn) close() error {
	c.forget()
	return c.c.Close()
}
