package db_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"time"

	"alun/ground/db"
)

// firstComeFirstServed lets a read hold the only connection, many wait behind it,
// and asks in which order they are served. On PostgreSQL every other one is an
// act: acts share the connections there.
func firstComeFirstServed(ctx context.Context, d *db.DB) error {
	const many = 40
	var mu sync.Mutex
	var served []int
	var all sync.WaitGroup
	release := heldRead(ctx, d)
	for i, reads := 0, int64(0); i < many; i++ {
		ask := d.Read
		if i%2 == 1 && d.Engine() == db.Postgres {
			ask = d.Write
		} else {
			reads++
		}
		all.Go(func() {
			_ = ask(ctx, func(*db.Tx) error { // who is not served is missed below
				mu.Lock()
				defer mu.Unlock()
				served = append(served, i)
				return nil
			})
		})
		for d.Stats().Waiting < reads {
			runtime.Gosched()
		}
	}
	release()
	all.Wait()
	if len(served) != many {
		return fmt.Errorf("%d of %d were served", len(served), many)
	}
	// By chance half of the pairs would be the other way round. A few are: the
	// figures count one who waits a moment before he stands in the line.
	if n := overtaken(served); n > many*(many-1)/2/5 {
		return fmt.Errorf("of %d pairs %d were served the other way round: %v", many*(many-1)/2, n, served)
	}
	return nil
}

// overtaken counts the pairs in which who came later was served earlier.
func overtaken(served []int) (n int) {
	for i, a := range served {
		for _, b := range served[i+1:] {
			if a > b {
				n++
			}
		}
	}
	return n
}

// heldRead holds a connection for reading. It breaks the rule for reads on
// purpose: it waits.
func heldRead(ctx context.Context, d *db.DB) (release func()) {
	gate, in, done := make(chan struct{}), make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		_ = d.Read(ctx, func(*db.Tx) error {
			close(in)
			<-gate
			return nil
		})
	}()
	<-in
	return func() { close(gate); <-done }
}

// oneAfterTheOther has many acts at once read and write the same place: each counts all
// rows and adds one. On PostgreSQL nearly all of them meet others. All are answered, and
// hardly any meets others again.
func oneAfterTheOther(ctx context.Context, d *db.DB) error {
	const acts = 128
	errs := together(ctx, d, acts, func(i int) func(*db.Tx) error {
		return func(tx *db.Tx) error {
			n, err := count(tx)
			if err != nil {
				return err
			}
			time.Sleep(2 * time.Millisecond) // the rest of what an act does
			return put(tx, i+1, fmt.Sprint(n))
		}
	})
	if err := errors.Join(errs...); err != nil {
		return err
	}
	found, err := names(ctx, d)
	if err == nil && len(found) != acts {
		err = fmt.Errorf("%d acts saw %d different counts", acts, len(found))
	}
	if n := d.Stats().Retries; err == nil && n > acts*3/2 {
		err = fmt.Errorf("%d acts ran %d times again", acts, n)
	}
	return err
}

// overlookedRefusal has an act take a refusal for an answer and go on: it asks of a
// transaction that is no more, so all of it must run again.
func overlookedRefusal(ctx context.Context, d *db.DB) error {
	rename := func(tx *db.Tx, name string) error {
		_, err := tx.Exec(`update db_thing set name = $1 where id = 0`, name)
		return err
	}
	err := d.Write(ctx, func(tx *db.Tx) error { return put(tx, 0, "first") })
	met, known := false, true
	if err == nil {
		err = d.Write(ctx, func(tx *db.Tx) error {
			if _, err := count(tx); err != nil {
				return err
			}
			if !met {
				met = true
				if err := d.Write(ctx, func(tx *db.Tx) error { return rename(tx, "other") }); err != nil {
					return err
				}
			}
			known = rename(tx, "mine") == nil
			_, err := count(tx)
			return err
		})
	}
	if err != nil {
		return err
	}
	found, err := names(ctx, d)
	if err == nil && (!known || !found["mine"]) {
		return fmt.Errorf("the act went on without what it wrote: %v", found)
	}
	return err
}

// sameRow has an act ask whether a thing is done, and do it when it is not: it puts a row
// into another table than the one that it asked. Between the two another act does the same.
// The first sees in the end that it is done, and hears nothing of the row from the engine.
// A row that is there in truth is told.
func sameRow(ctx context.Context, d *db.DB) error {
	errDone := errors.New("it is done")
	err := d.Write(ctx, func(tx *db.Tx) error {
		if _, err := tx.Exec(`create table db_done (id bigint not null primary key)`); err != nil {
			return err
		}
		return put(tx, 0, "open")
	})
	if err != nil {
		return err
	}
	insert := func(tx *db.Tx) error { _, err := tx.Exec(`insert into db_done (id) values (1)`); return err }
	do := func(tx *db.Tx, between func() error) error {
		state, _, err := db.One(tx, (*db.Row).Text, `select name from db_thing where id = 0`)
		if err == nil && state == "done" {
			return errDone
		}
		if err == nil {
			err = between()
		}
		if err == nil {
			err = insert(tx)
		}
		if err == nil {
			_, err = tx.Exec(`update db_thing set name = 'done' where id = 0`)
		}
		return err
	}
	other := func() error {
		return d.Write(ctx, func(tx *db.Tx) error { return do(tx, func() error { return nil }) })
	}
	if err := d.Write(ctx, func(tx *db.Tx) error { return do(tx, other) }); !errors.Is(err, errDone) {
		return fmt.Errorf("the later one heard: %v", err)
	}
	if err := d.Write(ctx, insert); !db.Unique(err) {
		return fmt.Errorf("a row that is there in truth: %v", err)
	}
	return nil
}
