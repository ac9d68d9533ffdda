package diary

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"alun/ground/db"
	"alun/ground/jobs"
)

const (
	// followEvery is how often a follower looks for new seals.
	followEvery = 250 * time.Millisecond
	// followBatch is how many entries one act follows; each costs what turn costs.
	followBatch = 20
	// wrongLength bounds what is kept of an error.
	wrongLength = 300
)

// errMoved says that the cursor is not where this follower left it.
var errMoved = errors.New("diary: the cursor was moved by another follower")

// Follow hands every sealed entry to turn, in the chain's order, until ctx ends.
// One process at a time follows under a name. The cursor moves in the transaction
// of turn's effect, so that each effect in the database happens exactly once;
// what turn hands to the outside must carry a key of its own.
//
// An entry on which turn fails is tried again, after a pause that grows to a
// minute, and nothing behind it is followed meanwhile: it is logged once, and
// Followers shows it. A turn that wants to pass an entry over returns nil.
//
// A database that was restored has a new incarnation: the cursor starts anew
// from 0. The entries that had been followed before come with Again set, so that
// turn mends what it keeps and tells nobody a second time.
func Follow(ctx context.Context, d *db.DB, log *slog.Logger, name string, turn func(tx *db.Tx, e Sealed) error) {
	f := &follower{d: d, name: name, turn: turn}
	jobs.Lead(ctx, d, log, "diary/"+name, followEvery, f.follow)
}

// follower is one duty follower.
type follower struct {
	d     *db.DB
	name  string
	turn  func(*db.Tx, Sealed) error
	lease *jobs.Lease // nil in tests that lead themselves
	idle  db.Seen     // while it is fresh, there is nothing to follow
	fault string      // a guard to switch off, for tests only
}

// cursor is how far a follower has come.
type cursor struct {
	incarnation string
	seq         int64
	again       int64 // up to here a former incarnation had followed
}

// follow follows what there is.
func (f *follower) follow(ctx context.Context) error {
	lease := jobs.Held(ctx)
	f.lease = &lease
	return f.all(ctx)
}

func (f *follower) all(ctx context.Context) error {
	if f.idle.Fresh() {
		return nil
	}
	c, err := f.begin(ctx)
	for err == nil && ctx.Err() == nil {
		var batch []Sealed
		if batch, err = f.next(ctx, c); err != nil || len(batch) == 0 {
			return err
		}
		c, err = f.batch(ctx, c, batch)
	}
	return err
}

// next reads what is to be followed now. When that is nothing, it stays so until
// something is sealed or the incarnation is another one.
func (f *follower) next(ctx context.Context, c cursor) (batch []Sealed, err error) {
	var seen db.Seen
	err = f.d.Read(ctx, func(tx *db.Tx) error {
		life, err := db.Incarnation(tx)
		if err != nil {
			return err
		}
		if batch, err = After(tx, c.seq, followBatch); len(batch) == 0 && life == c.incarnation {
			seen = tx.Seen()
		}
		return err
	})
	if err == nil {
		f.idle = seen
	}
	return batch, err
}

// begin reads the cursor, made when there is none and set back when it is of
// another incarnation.
func (f *follower) begin(ctx context.Context) (c cursor, err error) {
	err = f.d.Write(ctx, func(tx *db.Tx) error {
		now, err := db.Incarnation(tx)
		if err != nil {
			return err
		}
		if _, err := tx.Exec(`insert into diary_cursor (name, incarnation, seq, again, tries, wrong, moved_at)
			values ($1, $2, 0, 0, 0, '', $3) on conflict (name) do nothing`, f.name, now, tx.Now()); err != nil {
			return err
		}
		if f.fault != "any incarnation" {
			_, err = tx.Exec(`update diary_cursor set incarnation = $1, again = case when seq > again then seq else again end,
				seq = 0, tries = 0, wrong = '', moved_at = $2 where name = $3 and incarnation <> $1`, now, tx.Now(), f.name)
			if err != nil {
				return err
			}
		}
		c, _, err = db.One(tx, func(r *db.Row) cursor { return cursor{r.Text(), r.Int64(), r.Int64()} },
			`select incarnation, seq, again from diary_cursor where name = $1`, f.name)
		return err
	})
	return c, err
}

// batch follows entries in one act; if that fails, one by one, so that the entry
// that cannot be followed is known and those before it are.
func (f *follower) batch(ctx context.Context, c cursor, batch []Sealed) (cursor, error) {
	next, err := f.act(ctx, c, batch)
	if err == nil || len(batch) == 1 {
		return next, f.blame(ctx, c, batch[0].Seq, err)
	}
	for _, e := range batch {
		if next, err = f.act(ctx, c, []Sealed{e}); err != nil {
			return c, f.blame(ctx, c, e.Seq, err)
		}
		c = next
	}
	return c, nil
}

// act moves the cursor and does the effects, together or not at all.
func (f *follower) act(ctx context.Context, c cursor, batch []Sealed) (cursor, error) {
	next := c
	next.seq = batch[len(batch)-1].Seq
	err := f.d.Write(ctx, func(tx *db.Tx) error {
		if err := f.move(tx, c, next.seq); err != nil {
			return err
		}
		for _, e := range batch {
			e.Again = e.Seq <= c.again
			if err := f.turn(tx, e); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return c, err
	}
	return next, nil
}

// move moves the cursor on, if it is still where this follower left it.
func (f *follower) move(tx *db.Tx, c cursor, to int64) error {
	if f.lease != nil {
		if err := f.lease.Hold(tx); err != nil {
			return err
		}
	}
	n, err := tx.Exec(`update diary_cursor set seq = $1, tries = 0, wrong = '', moved_at = $2
		where name = $3 and incarnation = $4 and seq = $5`, to, tx.Now(), f.name, c.incarnation, c.seq)
	if err == nil && n == 0 && f.fault != "no fence" {
		err = errMoved
	}
	return err
}

// blame keeps why an entry could not be followed, and returns that error.
func (f *follower) blame(ctx context.Context, c cursor, seq int64, failure error) error {
	if failure == nil || ctx.Err() != nil || errors.Is(failure, errMoved) || errors.Is(failure, jobs.ErrLost) {
		return failure
	}
	text := strings.ToValidUTF8(failure.Error(), "?")
	text = strings.ToValidUTF8(text[:min(len(text), wrongLength)], "")
	err := f.d.Write(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(`update diary_cursor set tries = tries + 1, wrong = $1 where name = $2 and incarnation = $3`,
			strings.ReplaceAll(text, "\x00", "?"), f.name, c.incarnation)
		return err
	})
	return errors.Join(fmt.Errorf("diary: %s cannot follow entry %d: %w", f.name, seq, failure), err)
}

// Follower is a duty follower as an administrator sees it.
type Follower struct {
	Name   string
	Seq    int64  // followed up to here
	Behind int64  // entries sealed behind it
	Tries  int    // how often the next entry has failed
	Wrong  string // why, for administrators only
	Moved  time.Time
}

// Followers lists the duty followers by name.
func Followers(tx *db.Tx) ([]Follower, error) {
	end, err := last(tx)
	if err != nil {
		return nil, err
	}
	return db.All(tx, func(r *db.Row) Follower {
		f := Follower{Name: r.Text(), Seq: r.Int64(), Tries: r.Int(), Wrong: r.Text(), Moved: r.Time()}
		f.Behind = end.seq - f.Seq
		return f
	}, `select name, seq, tries, wrong, moved_at from diary_cursor order by name`)
}
