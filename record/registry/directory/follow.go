package directory

import (
	"context"
	"errors"
	"strconv"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/jobs"
	"alun/ground/planted"
	"alun/record/diary"
	"alun/record/registry"
)

// How often Run looks after the index while it follows the diary.
const (
	tendEvery  = time.Second
	saveTurns  = 300 // of them between two files
	countTurns = 60  // of them between two counts
)

// Run reads the saved file or builds the index anew, keeps it up with the diary,
// joins its parts and saves it, until ctx ends.
func (d *Directory) Run(ctx context.Context) {
	d.sweep()
	for failing := false; ctx.Err() == nil; jobs.Rest(ctx, tendEvery) {
		err := d.Caught(ctx)
		if err == nil {
			break
		}
		if !failing && ctx.Err() == nil {
			d.config.Log.Error("the directory cannot be made", "err", err)
		}
		failing = true
	}
	if ctx.Err() != nil {
		return
	}
	tended := make(chan struct{})
	go func() { defer close(tended); d.tend(ctx) }()
	diary.Watch(ctx, d.config.DB, d.config.Log, d.State().At, func(diary.News) {
		if err := d.Caught(ctx); err != nil && ctx.Err() == nil {
			d.config.Log.Error("the directory cannot follow", "err", err) // tend tries again
		}
	})
	<-tended
	d.end()
}

// end saves the last state.
func (d *Directory) end() {
	d.turn <- struct{}{}
	defer d.give()
	if h := d.now.Load(); h != nil {
		if err := d.save(h); err != nil {
			d.config.Log.Error("the directory cannot be saved", "err", err)
		}
	}
}

// Caught waits until everything that was sealed at the call is in. Where nothing runs,
// it does the work itself: for commands and tests.
func (d *Directory) Caught(ctx context.Context) (err error) {
	defer fault.Op(&err, "directory: catch up")
	if err := d.take(ctx); err != nil {
		return err
	}
	defer d.give()
	h := d.now.Load()
	if h == nil {
		return d.open(ctx)
	}
	switch err := d.catch(ctx, h); {
	case errors.Is(err, errOther):
		d.now.Store(nil)
		d.state.Store(&State{})
		return d.open(ctx)
	case err != nil:
		return err
	}
	return nil
}

// open makes the first index: of the file, or anew. It answers when it has caught up:
// what has left the public since the file was written is not shown once more.
func (d *Directory) open(ctx context.Context) error {
	h, err := d.load(ctx)
	if err != nil {
		d.config.Log.Warn("the directory is built anew", "err", err)
	}
	if h != nil && err == nil {
		if err = d.catch(ctx, h); err != nil {
			return err
		}
		if ok, err := d.whole(ctx, h); err != nil || !ok {
			d.config.Log.Warn("the directory is built anew: another number of businesses", "documents", h.index.Len(), "err", err)
			h = nil
		}
	}
	if h == nil || err != nil {
		if h, err = d.build(ctx); err != nil {
			return err
		}
		if err = d.catch(ctx, h); err != nil {
			return err
		}
	}
	d.serve(h)
	return nil
}

// serve lets an index answer.
func (d *Directory) serve(h *holding) {
	d.now.Store(h)
	d.tell(h)
	d.config.DB.Touch(Tag)
	d.first.Do(func() { close(d.answers) })
}

// whole holds the number of documents against the register: false where rows came or
// went of which the diary does not tell, such as made-up ones that were taken out.
// While the diary is not read to its end nothing can be said.
func (d *Directory) whole(ctx context.Context, h *holding) (bool, error) {
	n, quiet := 0, false
	err := d.config.DB.Read(ctx, func(tx *db.Tx) (err error) {
		lag, err := diary.Lagging(tx)
		if quiet = lag.Unsealed == 0 && lag.Sealed == h.mark.Seq; err == nil && quiet {
			n, err = registry.CountShown(tx)
		}
		return err
	})
	return !quiet || n == h.index.Len(), err
}

// order is the name under which the last order to build anew is kept.
const order = "registry_directory"

// Order has every process on this database build its index anew, within about a second,
// while the old one serves: for an operator who doubts it.
func Order(tx *db.Tx) error { return db.SetFact(tx, order, strconv.FormatInt(int64(tx.NewID()), 36)) }

// Rebuild makes the index anew while the old one serves.
func (d *Directory) Rebuild(ctx context.Context) (err error) {
	defer fault.Op(&err, "directory: rebuild")
	d.making.Lock()
	defer d.making.Unlock()
	return d.rebuild(ctx)
}

// obey builds anew where that was ordered since the index was made.
func (d *Directory) obey(ctx context.Context, last string) (err error) {
	defer fault.Op(&err, "directory: rebuild")
	d.making.Lock()
	defer d.making.Unlock()
	if h := d.now.Load(); h == nil || h.order == last {
		return nil
	}
	return d.rebuild(ctx)
}

func (d *Directory) rebuild(ctx context.Context) error {
	h, err := d.build(ctx)
	if err != nil {
		return err
	}
	if err := d.catch(ctx, h); err != nil {
		return err
	}
	if err := d.take(ctx); err != nil {
		return err
	}
	defer d.give()
	if err := d.level(ctx, h); err != nil {
		return err
	}
	d.serve(h)
	return d.save(h)
}

// level brings an index to where the one that serves is, so that nothing goes back in
// time: what came meanwhile, and what nobody was told of yet. The one that serves read
// the register after each entry, and so saw changes before their own entries were sealed.
// Whoever calls it holds the turn.
func (d *Directory) level(ctx context.Context, h *holding) error {
	var waiting []diary.Entry
	err := d.config.DB.Read(ctx, func(tx *db.Tx) (err error) {
		waiting, err = diary.Waiting(tx)
		return err
	})
	if err == nil {
		err = d.catch(ctx, h) // after Waiting: what is sealed in between is read here
	}
	if err == nil && omitted != "level" {
		err = d.renew(ctx, h, subjects(waiting))
	}
	return err
}

// omitted is the guard that a test leaves out, to see that it would notice.
var omitted = planted.Fault()

// tend joins parts about every second while documents come, saves now and then, tells
// how far behind the index is, and notices the next day. What cannot be done because
// somebody holds the turn, for as long as a large import is read, is done when it is free.
func (d *Directory) tend(ctx context.Context) {
	saving, counting := false, false
	for turn := 1; ; turn++ {
		if jobs.Rest(ctx, tendEvery); ctx.Err() != nil {
			return
		}
		saving, counting = saving || turn%saveTurns == 0, counting || turn%countTurns == 0
		err := d.look(ctx)
		if err == nil && saving {
			var done bool
			done, err = d.holding(d.save)
			saving = !done
		}
		if err == nil && counting {
			var done bool
			done, err = d.count(ctx)
			counting = !done
		}
		if err != nil && ctx.Err() == nil {
			d.config.Log.Error("the directory", "err", err)
		}
	}
}

// holding does something with the index while it holds the turn; done is false where
// somebody else does.
func (d *Directory) holding(do func(*holding) error) (done bool, err error) {
	if !d.free() {
		return false, nil
	}
	defer d.give()
	if h := d.now.Load(); h != nil {
		return true, do(h)
	}
	return true, nil
}

func (d *Directory) look(ctx context.Context) error {
	var lag diary.Lag
	var now time.Time
	var last string
	err := d.config.DB.Read(ctx, func(tx *db.Tx) (err error) {
		if last, err = db.Fact(tx, order); err == nil {
			lag, err = diary.Lagging(tx)
		}
		now = tx.Now()
		return err
	})
	if err != nil {
		return err
	}
	d.wake.note(now, lag.Sealed+lag.Unsealed, d.state.Load().At.Seq) // also while somebody else holds the turn
	h := d.now.Load()
	if h == nil {
		return d.Caught(ctx)
	}
	if last != h.order {
		return d.obey(ctx, last)
	}
	apart := false
	_, err = d.holding(func(h *holding) error {
		apart, h.apart = h.apart, false
		return d.nextDay(ctx, h, date.DayOf(now))
	})
	if err == nil && apart {
		err = h.index.Merge(ctx) // nobody waits for it
	}
	return err
}

// count builds the index anew where it and the register have come apart.
func (d *Directory) count(ctx context.Context) (done bool, err error) {
	apart := false
	done, err = d.holding(func(h *holding) error {
		ok, err := d.whole(ctx, h)
		apart = err == nil && !ok
		return err
	})
	if err == nil && apart {
		d.config.Log.Warn("the directory is built anew: another number of businesses")
		err = d.Rebuild(ctx)
	}
	return done, err
}
