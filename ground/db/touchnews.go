package db

import (
	"context"
	"errors"
	"math"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"
)

const (
	// newsEvery is how often a node asks what others have written.
	newsEvery = 300 * time.Millisecond
	// newsOld is how old the last answer may be: nothing is called fresh after.
	newsOld = time.Second
	// newsHung is how long a question may take. A slow answer still names every
	// change; after a new connection everything is out of date, and a busy server
	// would have to draw all its pages again.
	newsHung = 10 * time.Second
	// newsGap is how long a node may have slept and still find all it missed.
	newsGap = 30 * time.Second
	// newsKept is how long rows stay at least: longer than newsGap.
	newsKept = time.Minute
)

// news is what a process hears of the others on its PostgreSQL. Whoever commits
// late has an old transaction number, so numbers say nothing about the order of
// commits. But a snapshot knows the oldest transaction that was still under way
// (xmin): whatever is older is decided and visible. So each question asks for
// all rows from the last answer's xmin on, and leaves out those it has had.
type news struct {
	start sync.Once
	stop  context.CancelFunc
	ended chan struct{}
	asked atomic.Int64 // when the last good question began, in ns since base; 0: never

	mu   sync.Mutex
	ours map[int64]bool // transactions of this process, marked already
}

// base is what durations are counted from: a clock that never goes back.
var base = time.Now()

// own remembers a transaction of this process that is marked already.
func (n *news) own(xact int64) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.ours == nil {
		n.ours = map[int64]bool{}
	}
	n.ours[xact] = true
}

func (n *news) isOwn(xact int64) bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.ours[xact]
}

// forget leaves out what no answer will name again.
func (n *news) forget(before int64) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for xact := range n.ours {
		if xact < before {
			delete(n.ours, xact)
		}
	}
}

// informed reports whether this process knows of every change that is older than
// a second. The first question starts the asking: a command that serves no page
// never asks.
func (d *DB) informed() bool {
	s, ok := d.store.(*pgStore)
	if !ok {
		return true // one process owns a SQLite file
	}
	n := &d.touch.news
	n.start.Do(func() {
		var ctx context.Context
		ctx, n.stop = context.WithCancel(context.Background())
		n.ended = make(chan struct{})
		go d.listen(ctx, s)
	})
	asked := n.asked.Load()
	return asked != 0 && time.Since(base)-time.Duration(asked) <= newsOld
}

// deafen ends the asking; it never starts again.
func (d *DB) deafen() {
	n := &d.touch.news
	n.start.Do(func() {})
	if n.stop != nil {
		n.stop()
		<-n.ended
	}
}

// listen asks until ctx ends, on a connection of its own: when that breaks, the
// next one may lead to another server, and everything is out of date.
func (d *DB) listen(ctx context.Context, s *pgStore) {
	defer close(d.touch.news.ended)
	for ctx.Err() == nil {
		// What goes wrong shows: nothing is fresh until it goes well again.
		_ = d.listenOnce(ctx, s)
		sleep(ctx, newsEvery)
	}
}

func (d *DB) listenOnce(ctx context.Context, s *pgStore) error {
	config := s.config.Copy()
	config.RuntimeParams["application_name"] = "alun news"
	c, err := pgx.ConnectConfig(ctx, config)
	if err != nil {
		return err
	}
	defer c.Close(context.WithoutCancel(ctx))
	e := ear{d: d, conn: c, had: map[int64]bool{}}
	for {
		if err := e.ask(ctx); err != nil {
			return err
		}
		sleep(ctx, newsEvery)
	}
}

func sleep(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-t.C:
	}
}

// ear is one connection that asks for news.
type ear struct {
	d     *DB
	conn  *pgx.Conn
	from  int64          // the oldest transaction that may still commit; 0: nothing was asked yet
	had   map[int64]bool // from there on, what it has had
	asked time.Duration  // when the last question began, since base

	pruned time.Duration // when old rows were last taken away
	old    int64         // the oldest that may still commit, as of then
}

// errStandby is a server that follows another: its news come late.
var errStandby = errors.New("db: this server is a standby")

// ask asks once and marks what others have written.
func (e *ear) ask(ctx context.Context) error {
	begin, first := time.Since(base), e.from == 0
	if first {
		e.from = math.MaxInt64 // everything is out of date anyway
	}
	ctx, cancel := context.WithTimeout(ctx, newsHung)
	defer cancel()
	names, next, err := e.hear(ctx)
	if err != nil {
		return err
	}
	if first || time.Since(base)-e.asked > newsGap {
		names = []string{everything}
	}
	n := &e.d.touch.news
	e.d.touch.mark(names, e.d.opt.Blind)
	e.from, e.asked = next, begin
	n.asked.Store(int64(max(begin, 1)))
	n.forget(next)
	for xact := range e.had {
		if xact < next {
			delete(e.had, xact)
		}
	}
	return e.prune(ctx, begin)
}

// hear reads one answer: the tables, and where the next question begins. Rows
// and xmin are of one snapshot, because they are of one statement.
func (e *ear) hear(ctx context.Context) (names []string, next int64, err error) {
	rows, err := e.conn.Query(ctx, `select pg_is_in_recovery(), cast(cast(pg_snapshot_xmin(pg_current_snapshot()) as text) as bigint),
		t.xact, t.tables from (values (1)) as one (n) left join db_touch t on t.xact >= $1`, e.from)
	if err != nil {
		return nil, 0, err
	}
	defer rows.Close()
	last := e.from - 1
	for rows.Next() {
		var standby bool
		var xact *int64
		var tables *string
		if err := rows.Scan(&standby, &next, &xact, &tables); err != nil {
			return nil, 0, err
		}
		if standby {
			return nil, 0, errStandby
		}
		if xact == nil || e.had[*xact] {
			continue
		}
		e.had[*xact] = true
		last = max(last, *xact)
		if !e.d.touch.news.isOwn(*xact) {
			names = append(names, strings.Fields(*tables)...)
		}
	}
	if e.d.opt.fault == "news by number" {
		next = last + 1
	}
	return names, next, rows.Err()
}

// prune takes away rows that every node has had, or would find that it slept too
// long: those older than the oldest of a minute ago.
func (e *ear) prune(ctx context.Context, now time.Duration) error {
	if e.old != 0 && now-e.pruned < newsKept {
		return nil
	}
	before := e.old
	e.old, e.pruned = e.from, now
	if before == 0 {
		return nil
	}
	_, err := e.conn.Exec(ctx, `delete from db_touch where xact < $1`, before)
	return err
}
