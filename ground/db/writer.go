package db

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"
)

const (
	// maxBatch bounds how many acts share a commit, so that the first of them
	// does not wait for a crowd.
	maxBatch = 256
	// maxBatchTime bounds how long a batch gathers before it commits.
	maxBatchTime = 50 * time.Millisecond
	// maxQueue bounds how many acts may wait for their turn.
	maxQueue = 4096
	// early is how long before its sync an act is answered where that guard is
	// switched off.
	early = 20 * time.Millisecond
)

// writer is SQLite's one writing connection and the queue before it.
type writer struct {
	conn  *conn
	queue chan *turn
	stats *stats
	fault string

	mu     sync.RWMutex // held for reading while sending, so that close is safe
	closed bool
	done   chan struct{}
}

// turn is one act that waits, runs or has been answered.
type turn struct {
	run    func(querier) error
	state  atomic.Int32 // 0 waiting, 1 begun, 2 given up
	answer chan error
	err    error // what its last run gave, until the commit answers it
}

const (
	waiting int32 = iota
	begun
	givenUp
)

func startWriter(c *conn, s *stats, fault string) *writer {
	w := &writer{conn: c, queue: make(chan *turn, maxQueue), stats: s, fault: fault, done: make(chan struct{})}
	go w.serve()
	return w
}

// write queues an act and waits until it is on disk, refused or given up.
func (w *writer) write(ctx context.Context, run func(querier) error) error {
	t := &turn{run: run, answer: make(chan error, 1)}
	if err := w.send(ctx, t); err != nil {
		return err
	}
	select {
	case err := <-t.answer:
		return err
	case <-ctx.Done():
		if t.state.CompareAndSwap(waiting, givenUp) || w.fault == "leave at once" {
			return ctx.Err()
		}
		return <-t.answer // it has begun: its outcome is the truth
	}
}

func (w *writer) send(ctx context.Context, t *turn) error {
	w.mu.RLock()
	defer w.mu.RUnlock()
	if w.closed {
		return errClosed
	}
	select {
	case w.queue <- t:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	default:
		return busy()
	}
}

// close lets waiting acts finish and ends the connection.
func (w *writer) close() error {
	w.mu.Lock()
	if w.closed {
		w.mu.Unlock()
		return nil
	}
	w.closed = true
	close(w.queue)
	w.mu.Unlock()
	<-w.done
	return w.conn.close()
}

func (w *writer) serve() {
	defer close(w.done)
	for first := range w.queue {
		w.batch(first)
	}
}

// batch runs the first act and those that wait behind it in one transaction.
func (w *writer) batch(first *turn) {
	var ran []*turn
	if err := w.conn.begin(); err != nil {
		w.answerOne(first, err)
		return
	}
	start := time.Now()
	for t := first; t != nil; t = w.following(len(ran), start) {
		if !t.state.CompareAndSwap(waiting, begun) {
			continue
		}
		ran = append(ran, t)
		t.err = w.inSavepoint(t)
		if w.broken(t.err) {
			w.conn.rollback()
			w.singly(ran)
			return
		}
	}
	w.finish(ran)
}

// following takes the next waiting act, or nil when the batch should commit.
func (w *writer) following(n int, start time.Time) *turn {
	if n >= maxBatch || time.Since(start) > maxBatchTime {
		return nil
	}
	select {
	case t := <-w.queue: // nil when closed
		return t
	default:
		return nil
	}
}

// inSavepoint runs one act so that its failure is its own.
func (w *writer) inSavepoint(t *turn) error {
	if w.fault == "no savepoint" {
		return t.run(w.conn)
	}
	return savepoint(w.conn, "act", func() error { return t.run(w.conn) })
}

// broken tells whether the engine has thrown the transaction away, or may have.
func (w *writer) broken(err error) bool {
	if w.fault == "no abort check" {
		return false
	}
	_, gone := errors.AsType[*aborted](err)
	return gone || w.conn.failing
}

// finish commits, and answers every act after the sync.
func (w *writer) finish(ran []*turn) {
	if len(ran) == 0 {
		w.conn.rollback()
		return
	}
	if w.fault == "answer early" {
		w.answer(ran)
		time.Sleep(early) // so that a kill can fall between
	}
	if err := w.commit(len(ran)); err != nil {
		w.conn.rollback()
		w.singly(ran)
		return
	}
	if w.fault != "answer early" {
		w.answer(ran)
	}
}

func (w *writer) answer(ran []*turn) {
	for _, t := range ran {
		t.answer <- t.err
	}
}

func (w *writer) commit(acts int) error {
	start := time.Now()
	err := w.conn.commit()
	w.stats.committed(start, acts, err)
	return err
}

// singly runs the acts of an aborted batch again, each in its own transaction,
// so that only the act that cannot be kept fails.
func (w *writer) singly(ran []*turn) {
	for _, t := range ran {
		if w.fault == "forget the batch" {
			t.answer <- nil
			continue
		}
		w.stats.singly.Add(1)
		t.answer <- w.alone(t)
	}
}

func (w *writer) alone(t *turn) error {
	if err := w.conn.begin(); err != nil {
		return err
	}
	if err := t.run(w.conn); err != nil || w.conn.failing {
		failure := w.conn.failure
		w.conn.rollback()
		return orElse(failure, err)
	}
	if err := w.commit(1); err != nil {
		w.conn.rollback()
		return explain(err)
	}
	return nil
}

// orElse prefers the engine's failure, in words, to what the act made of it.
func orElse(failure, err error) error {
	if failure != nil {
		return explain(failure)
	}
	return err
}

func (w *writer) answerOne(t *turn, err error) {
	if t.state.CompareAndSwap(waiting, begun) {
		t.answer <- explain(err)
	}
}
