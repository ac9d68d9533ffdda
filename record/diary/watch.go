package diary

import (
	"context"
	"log/slog"

	"alun/ground/db"
	"alun/ground/jobs"
)

// watchBatch bounds how many entries are handed over at once.
const watchBatch = 500

// Mark is a place in the diary of one incarnation: what a cache or an index that
// lives outside the database keeps beside it.
type Mark struct {
	Incarnation string
	Seq         int64
}

// News is what a watcher is told.
type News struct {
	Anew    bool // what was seen before belongs to another incarnation: throw it away
	Entries []Sealed
	To      Mark // where it ends
}

// Watch tells see of every sealed entry behind from, in the chain's order, until
// ctx ends: on this node, for what is kept in memory. A mark of another
// incarnation, or the zero Mark, starts from the beginning. see is called by one
// goroutine and returns when it is done.
func Watch(ctx context.Context, d *db.DB, log *slog.Logger, from Mark, see func(News)) {
	failing := false
	for ctx.Err() == nil {
		n, err := news(ctx, d, from)
		if err != nil && !failing && ctx.Err() == nil {
			log.Error("a watcher cannot read the diary", "err", err)
		}
		failing = err != nil
		if err == nil && (n.Anew || len(n.Entries) > 0) {
			see(n)
			from = n.To
		}
		if len(n.Entries) < watchBatch {
			jobs.Rest(ctx, followEvery)
		}
	}
}

func news(ctx context.Context, d *db.DB, from Mark) (n News, err error) {
	err = d.Read(ctx, func(tx *db.Tx) error {
		life, err := db.Incarnation(tx)
		if err != nil {
			return err
		}
		n = News{To: from}
		if life != from.Incarnation {
			n.Anew, n.To = true, Mark{Incarnation: life}
		}
		n.Entries, err = After(tx, n.To.Seq, watchBatch)
		if len(n.Entries) > 0 {
			n.To.Seq = n.Entries[len(n.Entries)-1].Seq
		}
		return err
	})
	return n, err
}
