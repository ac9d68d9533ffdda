package db

import (
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// What a read has seen goes out of date when a table changes that it read. Every
// statement says by its text which tables it reads and writes, so no room can
// forget to say so. The order is what counts: a change commits, then the tables
// it wrote are marked, then it is answered. A read takes the moment before it
// begins. So a read that begins after an answer has a moment that is not older
// than the mark, and sees the change; whatever was read before has an older
// moment than the mark, and is out of date.

// generation is when a table was last changed, in touches' own count.
type generation struct {
	name string
	at   atomic.Uint64
}

// touches tells which tables have changed since a moment.
type touches struct {
	clock atomic.Uint64 // rises with every change
	whole generation    // changes of everything

	mu     sync.Mutex // guards tables, and orders changes
	tables map[string]*generation

	texts sync.Map // text of a statement → *statement
	known atomic.Int64

	news news // from other processes
}

// maxTexts bounds the remembered statements; past it they are all read anew.
const maxTexts = 4096

// statement is parse, done once for each text.
func (t *touches) statement(query string) *statement {
	if s, ok := t.texts.Load(query); ok {
		return s.(*statement)
	}
	if t.known.Add(1) > maxTexts {
		t.texts.Clear()
		t.known.Store(1)
	}
	s, _ := t.texts.LoadOrStore(query, parse(query))
	return s.(*statement)
}

// of is the generation of a table; mu is held.
func (t *touches) of(name string) *generation {
	g := t.tables[name]
	if g == nil {
		if t.tables == nil {
			t.tables = map[string]*generation{}
		}
		g = &generation{name: name}
		t.tables[name] = g
	}
	return g
}

// everything stands for all tables in a list of names.
const everything = "*"

// mark says that tables have changed, after the change has committed.
func (t *touches) mark(names []string, blind func(string) bool) {
	if len(names) == 0 {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	n := t.clock.Load() + 1
	for _, name := range names {
		switch {
		case blind != nil && blind(name):
		case name == everything:
			t.whole.at.Store(n)
		default:
			t.of(name).at.Store(n)
		}
	}
	t.clock.Store(n)
}

// used is what a transaction has run, shared with its savepoints.
type used struct {
	texts []*statement
	tags  []string
	clock bool   // it asked for the time
	at    uint64 // the moment before it began
}

// note remembers a statement that the transaction runs.
func (tx *Tx) note(query string) {
	if tx.used == nil {
		return // a migration or a database in the making: nobody reads beside it
	}
	if s := tx.db.touch.statement(query); !slices.Contains(tx.used.texts, s) {
		tx.used.texts = append(tx.used.texts, s)
	}
}

// Tag makes what this read gives depend on something beside its tables, such as
// an index in memory; DB.Touch says when that has changed. The name is like a
// table's: "find_plan".
func (tx *Tx) Tag(name string) {
	if tx.used != nil {
		tx.used.tags = append(tx.used.tags, name)
	}
}

// Touch says that something in this process's memory has changed that reads
// depend on by Tag. Call it when the new state can be read.
func (d *DB) Touch(name string) { d.touch.mark([]string{name}, d.opt.Blind) }

// Seen is what a read has seen: of which tables, as of which moment.
type Seen struct {
	d     *DB
	at    uint64
	tags  []*generation
	clock bool
	until time.Time
}

// Seen is what this read has seen so far. Ask at its end.
func (tx *Tx) Seen() Seen {
	u, t := tx.used, &tx.db.touch
	s := Seen{d: tx.db, at: u.at, clock: u.clock}
	if tx.db.opt.fault == "late moment" {
		s.at = t.clock.Load()
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	add := func(names []string) {
		for _, name := range names {
			if g := t.of(name); !slices.Contains(s.tags, g) {
				s.tags = append(s.tags, g)
			}
		}
	}
	for _, text := range u.texts {
		add(text.reads)
	}
	add(u.tags)
	return s
}

// Until gives what was seen an end: for a read that depends on the clock.
func (s Seen) Until(end time.Time) Seen {
	s.until = end
	return s
}

// Fresh reports whether a read that begins now would see the same: no table that
// it read has changed, as far as this process knows, and it knows all that is
// older than a second. A read that asked for the time and has no end is never
// fresh.
func (s Seen) Fresh() bool {
	if s.d == nil || s.d.touch.whole.at.Load() > s.at {
		return false
	}
	for _, g := range s.tags {
		if g.at.Load() > s.at {
			return false
		}
	}
	if s.until.IsZero() {
		return !s.clock && s.d.informed()
	}
	return s.d.now().Before(s.until) && s.d.informed()
}

// Ended reports whether the end that Until set has come.
func (s Seen) Ended() bool { return !s.until.IsZero() && !s.d.now().Before(s.until) }

// Moved names what has changed since, sorted; "*" stands for everything.
func (s Seen) Moved() []string {
	var out []string
	for _, g := range s.tags {
		if g.at.Load() > s.at {
			out = append(out, g.name)
		}
	}
	if s.d.touch.whole.at.Load() > s.at {
		out = append(out, everything)
	}
	slices.Sort(out)
	return out
}

// written is what the runs of one act have written. An act may run several
// times, on another goroutine than the one that waits for it.
type written struct {
	mu     sync.Mutex
	tables []string
	xact   int64 // of the last run, on PostgreSQL
}

// end is the last thing of an act before its commit. On PostgreSQL it tells the
// other nodes within the same transaction.
func (w *written) end(tx *Tx) error {
	names := tx.used.writes()
	if len(names) == 0 {
		return nil
	}
	var xact int64
	if tx.Engine() == Postgres && tx.db.opt.fault != "no news" {
		var err error
		xact, _, err = One(tx, (*Row).Int64, `insert into db_touch (tables) values ($1) returning xact`, strings.Join(names, " "))
		if err != nil {
			return err
		}
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.xact = xact
	for _, name := range names {
		if !slices.Contains(w.tables, name) {
			w.tables = append(w.tables, name)
		}
	}
	return nil
}

// writes are the tables that a transaction has changed.
func (u *used) writes() []string {
	var out []string
	for _, s := range u.texts {
		if s.all {
			return []string{everything}
		}
		for _, name := range s.writes {
			if !slices.Contains(out, name) {
				out = append(out, name)
			}
		}
	}
	return out
}

// settle marks what an act has written, also when its commit failed: it may have
// been carried out all the same.
func (d *DB) settle(w *written, err error) {
	if d.opt.fault == "no mark" {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	d.touch.mark(w.tables, d.opt.Blind)
	if err == nil && w.xact != 0 {
		d.touch.news.own(w.xact)
	}
}
