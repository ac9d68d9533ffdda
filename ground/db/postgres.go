package db

import (
	"context"
	"database/sql"
	"errors"
	"math/rand/v2"
	"time"

	"alun/ground/fault"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
)

const (
	// maxTries bounds how often an act runs again after a conflict.
	maxTries = 12
	// maxTwice bounds how often it runs when it ends with a row that is there
	// already: one that is there in truth is there every time.
	maxTwice = 3
	// connectTimeout bounds how long a dead server may hold a caller.
	connectTimeout = 5 * time.Second
	// migrationLock is the advisory lock that migrations of this house take.
	migrationLock = 0x616c756e
)

// pgStore is a PostgreSQL database.
type pgStore struct {
	pool   *sql.DB
	turns  chan struct{} // as many as the pool has connections; see turn
	line   chan struct{} // holds the one act that runs again after a conflict; see behind
	config *pgx.ConnConfig
	stats  *stats
	fault  string
}

func openPostgres(ctx context.Context, url string, o Options, st *stats) (*pgStore, error) {
	cfg, err := pgx.ParseConfig(url)
	if err != nil {
		return nil, fault.New(fault.Invalid, "db.bad_url").Because(err)
	}
	if cfg.ConnectTimeout == 0 {
		cfg.ConnectTimeout = connectTimeout
	}
	cfg.RuntimeParams["application_name"] = "alun"
	cfg.RuntimeParams["synchronous_commit"] = "on"
	if o.fault == "half a sync" {
		cfg.RuntimeParams["synchronous_commit"] = "off"
	}
	cfg.RuntimeParams["timezone"] = "UTC"
	s := &pgStore{pool: stdlib.OpenDB(*cfg), config: cfg, stats: st, fault: o.fault}
	n := o.Readers
	if n == 0 {
		n = 16
	}
	s.turns, s.line = make(chan struct{}, n), make(chan struct{}, 1)
	s.pool.SetMaxOpenConns(n)
	s.pool.SetMaxIdleConns(n)
	if err := s.check(ctx); err != nil {
		s.pool.Close()
		return nil, err
	}
	return s, nil
}

// check refuses a database whose texts would sort by another rule than SQLite's.
func (s *pgStore) check(ctx context.Context) error {
	var collation, encoding string
	err := s.pool.QueryRowContext(ctx, `select datcollate, pg_encoding_to_char(encoding)
		from pg_database where datname = current_database()`).Scan(&collation, &encoding)
	if err != nil {
		return fault.New(fault.Busy, "db.unreachable").Because(err)
	}
	if collation != "C" || encoding != "UTF8" {
		return fault.New(fault.Invalid, "db.collation", collation, encoding)
	}
	return nil
}

func (s *pgStore) engine() Engine { return Postgres }

func (s *pgStore) read(ctx context.Context, run func(querier) error) error {
	opt := &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true}
	switch s.fault {
	case "readers write":
		opt.ReadOnly = false
	case "readers see changes":
		opt.Isolation = sql.LevelReadCommitted
	}
	tx, leave, err := s.reading(ctx, opt)
	defer s.stats.reading.Add(-1)
	if err != nil {
		return s.tell(err)
	}
	defer leave()
	defer tx.Rollback()
	return s.tell(run(&pgTx{ctx: ctx, tx: tx}))
}

// reading begins a read, when it is its turn.
func (s *pgStore) reading(ctx context.Context, opt *sql.TxOptions) (tx *sql.Tx, leave func(), err error) {
	since := s.stats.asked()
	defer s.stats.got(since)
	if leave, err = s.turn(ctx); err != nil {
		return nil, nil, err
	}
	if tx, err = s.pool.BeginTx(ctx, opt); err != nil {
		leave()
		return nil, nil, err
	}
	return tx, leave, nil
}

// turn waits for one of the connections, first come, first served. The pool
// itself gives one that comes back to any of those who wait, by chance: with a
// hundred of them, one in a hundred waits five times as long as most do (soak).
func (s *pgStore) turn(ctx context.Context) (leave func(), err error) {
	if s.fault == "by chance" {
		return noTurn, nil
	}
	select {
	case s.turns <- struct{}{}:
		return func() { <-s.turns }, nil
	case <-ctx.Done():
		return noTurn, ctx.Err()
	}
}

// noTurn leaves nothing.
func noTurn() {}

// write runs an act until the server finds no conflict and does not cut the
// connection, a bounded number of times. One that met others runs again in the line:
// see behind.
func (s *pgStore) write(ctx context.Context, run func(querier) error) error {
	leave, err := s.turn(ctx)
	if err != nil {
		return err
	}
	defer func() { leave() }()
	lined := s.fault == "no line"
	for try := 1; ; try++ {
		err := s.once(ctx, run)
		switch {
		case !again(err) && !s.outrun(err) || gone(err) && try >= maxGone || !again(err) && try >= maxTwice:
			return s.tell(err)
		case try == maxTries || s.fault == "no retry":
			return busy().Because(err)
		}
		s.stats.retries.Add(1)
		if lined || gone(err) {
			leave, err = s.between(ctx, leave, try, gone(err))
		} else if leave, err = s.behind(ctx, leave); err == nil {
			lined = true
			defer func() { <-s.line }()
		}
		if err != nil {
			return err
		}
	}
}

// behind lines an act up that met others, and waits for another connection. Those in
// the line run one after the other, so no two of them meet again. Without it, of many
// acts that read and write the same place, all but one lose each round and then pause by
// chance: of 64 some ran out of tries. Such a place is what one person sends at once, but
// also the newest page of an index in which a foreign key looks for a row just written:
// the server looks no closer than at pages, so strangers meet there too.
func (s *pgStore) behind(ctx context.Context, leave func()) (func(), error) {
	leave()
	select {
	case s.line <- struct{}{}:
	case <-ctx.Done():
		return noTurn, ctx.Err()
	}
	leave, err := s.turn(ctx)
	if err != nil {
		<-s.line
	}
	return leave, err
}

// quickTries is how many conflicts an act keeps its turn through: its pauses are
// shorter than 2, 4 and 8 ms.
const quickTries = 3

// between pauses before another try. When that may take long, others have the
// connection meanwhile.
func (s *pgStore) between(ctx context.Context, leave func(), try int, gone bool) (func(), error) {
	if try <= quickTries && !gone {
		return leave, pause(ctx, try)
	}
	leave()
	if err := pause(ctx, try); err != nil {
		return noTurn, err
	}
	return s.turn(ctx)
}

// once runs the act in one transaction. The caller's context ends the wait for
// a connection only: an act that has begun is carried to its end.
func (s *pgStore) once(ctx context.Context, run func(querier) error) error {
	c, err := s.pool.Conn(ctx)
	if err != nil {
		return err
	}
	defer c.Close()
	if err := ctx.Err(); err != nil {
		return err
	}
	level := sql.LevelSerializable
	if s.fault == "not serialisable" {
		level = sql.LevelReadCommitted
	}
	whole := context.WithoutCancel(ctx)
	if s.fault == "leave at once" {
		whole = ctx
	}
	tx, err := c.BeginTx(whole, &sql.TxOptions{Isolation: level})
	if err != nil {
		return err
	}
	act := &pgTx{ctx: whole, tx: tx}
	err = run(act)
	if act.refused != nil && s.fault != "believe the act" {
		err = act.refused
	}
	if err != nil && s.fault != "no savepoint" {
		tx.Rollback()
		return err
	}
	start := time.Now()
	err = cutOff(tx.Commit())
	s.stats.committed(start, 0, err)
	return err
}

// pause waits a little longer each time, with chance, so that two acts that
// met do not meet again.
func pause(ctx context.Context, try int) error {
	limit := min(time.Millisecond<<try, 250*time.Millisecond)
	select {
	case <-time.After(time.Duration(rand.Int64N(int64(limit)))):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// outrun tells of an act that ends with a row that is there already and has no sentence
// for it. Two acts that put the same row wait for each other at its index, and the server
// tells the later one of the row where it did not see what the first read: a conflict by
// another name. Run again it sees what the first has done, and says so.
func (s *pgStore) outrun(err error) bool {
	return Unique(err) && fault.Of(err) == nil && s.fault != "believe the index"
}

// conflict tells the two refusals after which an act may simply run again.
func conflict(err error) bool {
	c := pgCode(err)
	return c == "40001" || c == "40P01"
}

func pgCode(err error) string {
	if e, ok := errors.AsType[*pgconn.PgError](err); ok {
		return e.Code
	}
	return ""
}

func pgCheck(err error) (string, bool) {
	if e, ok := errors.AsType[*pgconn.PgError](err); ok && e.Code == "23514" {
		return e.ConstraintName, true
	}
	return "", false
}

// migrating holds the house's advisory lock, so that nodes that start together
// migrate one after the other.
func (s *pgStore) migrating(ctx context.Context, run func(querier) error) error {
	c, err := s.pool.Conn(ctx)
	if err != nil {
		return err
	}
	defer c.Close()
	return locked(ctx, c, run)
}

// locked runs in one transaction of a connection, under the lock that migrations
// take.
func locked(ctx context.Context, c *sql.Conn, run func(querier) error) error {
	tx, err := c.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "select pg_advisory_xact_lock($1)", int64(migrationLock)); err != nil {
		return err
	}
	if err := run(&pgTx{ctx: ctx, tx: tx}); err != nil {
		return err
	}
	return tx.Commit()
}

func (s *pgStore) ping(ctx context.Context) error { return s.pool.PingContext(ctx) }
func (s *pgStore) close() error                   { return s.pool.Close() }

// pgTx runs SQL in one PostgreSQL transaction. refused is the first refusal after which the
// act must run again, whatever the act made of it: a rule that only wants to know whether
// somebody may do something takes any error for a no, and what is asked afterwards is asked
// of a transaction that the server has given up.
type pgTx struct {
	ctx     context.Context
	tx      *sql.Tx
	refused error
}

// heard keeps a refusal.
func (t *pgTx) heard(err error) error {
	if t.refused == nil && conflict(err) {
		t.refused = err
	}
	return err
}

// pgRows are rows whose end may be a refusal too.
type pgRows struct {
	*sql.Rows
	of *pgTx
}

func (r pgRows) Err() error { return r.of.heard(r.Rows.Err()) }

func (t *pgTx) exec(query string, args []any) (int64, error) {
	res, err := t.tx.ExecContext(t.ctx, query, args...)
	if err != nil {
		return 0, t.heard(err)
	}
	return res.RowsAffected()
}

func (t *pgTx) query(query string, args []any) (rows, error) {
	r, err := t.tx.QueryContext(t.ctx, query, args...)
	if err != nil {
		return nil, t.heard(err)
	}
	return pgRows{r, t}, nil
}

// script runs several statements at once: without parameters pgx uses the
// simple protocol, which takes them.
func (t *pgTx) script(text string) error {
	_, err := t.tx.ExecContext(t.ctx, text)
	return t.heard(err)
}
