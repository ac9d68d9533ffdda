package db_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"alun/ground/db"
	"alun/ground/fault"
)

// ---- the checks

var errNo = errors.New("no")

func refusalKeepsNothing(ctx context.Context, d *db.DB) error {
	err := d.Write(ctx, func(tx *db.Tx) error {
		if err := put(tx, 1, "ghost"); err != nil {
			return err
		}
		return errNo
	})
	if !errors.Is(err, errNo) {
		return fmt.Errorf("the refusal came back as %v", err)
	}
	found, err := names(ctx, d)
	if err == nil && found["ghost"] {
		return errors.New("the refused act left a row")
	}
	return err
}

func failingAmongMany(ctx context.Context, d *db.DB) error {
	errs := together(ctx, d, 40, func(i int) func(*db.Tx) error {
		return func(tx *db.Tx) error {
			if err := put(tx, i, fmt.Sprint("row", i)); err != nil {
				return err
			}
			switch i % 10 {
			case 3:
				return errNo
			case 7:
				panic("planted")
			}
			return nil
		}
	})
	found, err := names(ctx, d)
	if err != nil {
		return err
	}
	for i, e := range errs {
		wantKept := i%10 != 3 && i%10 != 7
		if kept := found[fmt.Sprint("row", i)]; kept != wantKept {
			return fmt.Errorf("act %d: kept = %v, answer = %v", i, kept, e)
		}
		_, panicked := errors.AsType[*db.Panicked](e)
		if (i%10 == 3) != errors.Is(e, errNo) || (i%10 == 7) != panicked {
			return fmt.Errorf("act %d was answered with %v", i, e)
		}
	}
	return nil
}

func abortedBatch(ctx context.Context, d *db.DB) error {
	pages, err := d.Pages()
	if err != nil {
		return err
	}
	if err := d.LimitPages(int(pages) + 20); err != nil {
		return err
	}
	huge := strings.Repeat("x", 4<<20)
	errs := together(ctx, d, 21, func(i int) func(*db.Tx) error {
		return func(tx *db.Tx) error {
			if i == 10 {
				_ = put(tx, i, huge) // an act that swallows the engine's failure
				return nil
			}
			return put(tx, i, fmt.Sprint("row", i))
		}
	})
	found, err := names(ctx, d)
	if err != nil {
		return err
	}
	for i, e := range errs {
		if i == 10 {
			if !fault.Is(e, fault.Full) {
				return fmt.Errorf("the act that does not fit was answered with %v", e)
			}
			continue
		}
		if e != nil || !found[fmt.Sprint("row", i)] {
			return fmt.Errorf("act %d: answer %v, kept %v", i, e, found[fmt.Sprint("row", i)])
		}
	}
	if d.Stats().Singly == 0 {
		return errors.New("no act ran singly: the batch was never aborted")
	}
	return nil
}

func cancelledCaller(ctx context.Context, d *db.DB) error {
	mine, cancel := context.WithCancel(ctx)
	defer cancel()
	err := d.Write(mine, func(tx *db.Tx) error {
		if err := put(tx, 1, "first"); err != nil {
			return err
		}
		cancel()
		for range 50 { // long enough for the caller to notice
			if _, err := count(tx); err != nil {
				return err
			}
			time.Sleep(time.Millisecond)
		}
		return put(tx, 2, "second")
	})
	if err != nil {
		return fmt.Errorf("a begun act was answered with %v", err)
	}
	found, err := names(ctx, d)
	if err == nil && (!found["first"] || !found["second"]) {
		return fmt.Errorf("kept only %v", found)
	}
	return err
}

func givenUpWhileWaiting(ctx context.Context, d *db.DB) error {
	release := held(d)
	mine, cancel := context.WithCancel(ctx)
	cancel()
	err := d.Write(mine, func(tx *db.Tx) error { return put(tx, 1, "late") })
	release()
	if !errors.Is(err, context.Canceled) {
		return fmt.Errorf("answered with %v", err)
	}
	if err := d.Write(ctx, func(tx *db.Tx) error { return put(tx, 2, "next") }); err != nil {
		return err
	}
	found, err := names(ctx, d)
	if err == nil && (found["late"] || !found["next"]) {
		return fmt.Errorf("kept %v", found)
	}
	return err
}

func rehearsed(ctx context.Context, d *db.DB) error {
	runs := 0
	err := d.Write(ctx, func(tx *db.Tx) error {
		runs++
		n, err := count(tx)
		if err != nil {
			return err
		}
		if n != 0 {
			return fmt.Errorf("run %d sees %d rows of an earlier run", runs, n)
		}
		return put(tx, 1, "once")
	})
	if err == nil && runs != 2 {
		return fmt.Errorf("ran %d times", runs)
	}
	return err
}

func noLostUpdates(ctx context.Context, d *db.DB) error {
	if err := d.Write(ctx, func(tx *db.Tx) error { return put(tx, 0, "0") }); err != nil {
		return err
	}
	const acts = 24
	errs := together(ctx, d, acts, func(int) func(*db.Tx) error {
		return func(tx *db.Tx) error {
			var n int
			text, _, err := db.One(tx, (*db.Row).Text, `select name from db_thing where id = 0`)
			if err != nil {
				return err
			}
			if _, err := fmt.Sscan(text, &n); err != nil {
				return err
			}
			_, err = tx.Exec(`update db_thing set name = $1 where id = 0`, fmt.Sprint(n+1))
			return err
		}
	})
	if err := errors.Join(errs...); err != nil {
		return err
	}
	found, err := names(ctx, d)
	if err == nil && !found[fmt.Sprint(acts)] {
		return fmt.Errorf("after %d increments the counter holds %v", acts, found)
	}
	return err
}

func readerIsolation(ctx context.Context, d *db.DB) error {
	return d.Read(ctx, func(tx *db.Tx) error {
		before, err := count(tx)
		if err != nil {
			return err
		}
		if err := d.Write(ctx, func(tx *db.Tx) error { return put(tx, 1, "meanwhile") }); err != nil {
			return err
		}
		after, err := count(tx)
		if err == nil && before != after {
			return fmt.Errorf("one read saw %d rows, then %d", before, after)
		}
		return err
	})
}

func readersCannotWrite(ctx context.Context, d *db.DB) error {
	const insert = `insert into db_thing (id, name) values (9, 'smuggled') returning id`
	_ = d.Read(ctx, func(tx *db.Tx) error {
		if _, err := tx.Exec(insert); err == nil {
			return errors.New("Exec in a read did not complain")
		}
		_, _, err := db.One(tx, (*db.Row).Int64, insert)
		return err
	})
	var smuggled error
	_ = d.Read(ctx, func(tx *db.Tx) error {
		if _, _, err := db.One(tx, (*db.Row).Int64, insert); err == nil {
			smuggled = errors.New("a query in a read wrote a row")
		}
		return nil
	})
	return smuggled
}

func answeredIsThere(ctx context.Context, d *db.DB) error {
	for i := range 300 {
		name := fmt.Sprint("row", i)
		if err := d.Write(ctx, func(tx *db.Tx) error { return put(tx, i, name) }); err != nil {
			return err
		}
		found, err := names(ctx, d)
		if err != nil {
			return err
		}
		if !found[name] {
			return fmt.Errorf("%s was answered before it was there", name)
		}
	}
	return nil
}

func syncsFully(_ context.Context, d *db.DB) error {
	level, err := d.Synchronous()
	if err == nil && level != 2 {
		return fmt.Errorf("synchronous = %d, not FULL", level)
	}
	return err
}

func newerRefused(ctx context.Context, d *db.DB) error {
	own, err := db.Migrations(db.Files)
	if err != nil {
		return err
	}
	newer := append(own, db.Migration{Name: "20990101-01-later.sql", Text: "create table db_later (id bigint not null);"})
	if _, err := d.Migrate(ctx, newer); err != nil {
		return err
	}
	if _, err := d.Migrate(ctx, own); !fault.Is(err, fault.Conflict) || fault.Of(err).Key != "db.newer" {
		return fmt.Errorf("the older program was answered with %v", err)
	}
	return nil
}

func orderRefused(ctx context.Context, d *db.DB) error {
	own, err := db.Migrations(db.Files)
	if err != nil {
		return err
	}
	early := append([]db.Migration{{Name: "20200101-01-early.sql", Text: "create table db_early (id bigint not null);"}}, own...)
	if _, err := d.Migrate(ctx, early); !fault.Is(err, fault.Conflict) || fault.Of(err).Key != "db.order" {
		return fmt.Errorf("a migration out of order was answered with %v", err)
	}
	changed := append([]db.Migration{}, own...)
	changed[0].Text += "-- changed"
	if _, err := d.Migrate(ctx, changed); !fault.Is(err, fault.Conflict) || fault.Of(err).Key != "db.changed" {
		return fmt.Errorf("a changed migration was answered with %v", err)
	}
	again, err := d.Migrate(ctx, own)
	if err == nil && len(again) != 0 {
		return fmt.Errorf("a second run applied %v", again)
	}
	return err
}

// backwards is a clock that jumps back an hour at every third look.
func backwards() func() time.Time {
	start := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	var mu sync.Mutex
	n := 0
	return func() time.Time {
		mu.Lock()
		defer mu.Unlock()
		n++
		t := start.Add(time.Duration(n) * time.Millisecond)
		if n%3 == 0 {
			t = t.Add(-time.Hour)
		}
		return t
	}
}

func idsRoundTrip(ctx context.Context, d *db.DB) error {
	if err := d.Join(ctx); err != nil {
		return err
	}
	var made []db.ID
	err := d.Write(ctx, func(tx *db.Tx) error {
		made = made[:0]
		for range 5000 {
			id := tx.NewID()
			made = append(made, id)
			if _, err := tx.Exec(`insert into db_thing (id, name) values ($1, 'x')`, id); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return d.Read(ctx, func(tx *db.Tx) error {
		back, err := db.All(tx, (*db.Row).ID, `select id from db_thing order by id`)
		if err != nil {
			return err
		}
		if len(back) != len(made) {
			return fmt.Errorf("made %d ids, %d came back", len(made), len(back))
		}
		for i := range back {
			if back[i] != made[i] || back[i] <= 0 {
				return fmt.Errorf("id %d was made as %d and came back as %d", i, made[i], back[i])
			}
		}
		return nil
	})
}
