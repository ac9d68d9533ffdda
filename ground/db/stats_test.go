package db_test

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/fault"
)

func TestTheFiguresCountWhatWasDone(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		before := d.Stats()
		if err := d.Write(t.Context(), func(*db.Tx) error { return nil }); err != nil {
			t.Fatal(err)
		}
		_ = d.Write(t.Context(), func(*db.Tx) error { return fault.New(fault.Invalid, "db.in_use", "x") })
		_ = d.Write(t.Context(), func(*db.Tx) error { panic("planted") })
		err := d.Read(t.Context(), func(*db.Tx) error {
			if now := d.Stats(); now.Reading-before.Reading != 1 || now.Waiting != 0 {
				t.Errorf("%d reads run and %d wait", now.Reading, now.Waiting)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		s := d.Stats()
		if s.Acts-before.Acts != 3 || s.Failed-before.Failed != 2 || s.Refused-before.Refused != 1 || s.Reading != before.Reading {
			t.Errorf("%+v", s)
		}
		if s.ActTime.Total() <= before.ActTime.Total() || s.SyncTime.Total() <= before.SyncTime.Total() || s.ReadWait.Total() <= before.ReadWait.Total() {
			t.Errorf("the spreads miss what was done: %+v", s)
		}
	})
}

// An act that holds its transaction too long is told by its name, or by that of
// its function; a short one is not.
func TestASlowActIsToldByName(t *testing.T) {
	d, err := db.Open(t.Context(), dbtest.SQLite(t), db.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	var mu sync.Mutex
	var told []string
	d.OnSlow(func(name string, took time.Duration) {
		mu.Lock()
		defer mu.Unlock()
		told = append(told, name)
	})
	slow := func(*db.Tx) error {
		for start := time.Now(); time.Since(start) <= db.SlowAct; {
		}
		return nil
	}
	quick := func(*db.Tx) error { return nil }
	for ctx, act := range map[context.Context]func(*db.Tx) error{t.Context(): slow, db.Named(t.Context(), "POST /x"): slow, context.Background(): quick} {
		if err := d.Write(ctx, act); err != nil {
			t.Fatal(err)
		}
	}
	all := strings.Join(told, " ")
	if len(told) < 2 || !strings.Contains(all, "POST /x") || !strings.Contains(all, "db_test.TestASlowActIsToldByName") || d.Stats().Slow < 2 {
		t.Errorf("%q, %d", told, d.Stats().Slow)
	}
}
