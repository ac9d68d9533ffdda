package backup

import (
	"bytes"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"alun/ground/db"
	"alun/ground/db/dbtest"
)

// Eight writers write pairs while a backup is made. What is restored is a moment
// that was: each pair whole or not there, every pair acknowledged before the
// backup began there, and of each writer a beginning without gaps.
func TestABackupUnderConcurrentWritersIsOneMoment(t *testing.T) {
	for engine, at := range dbtest.URLs() {
		t.Run(engine, func(t *testing.T) {
			if wrong := underWriters(t, at(t), at(t), ""); wrong != nil {
				t.Error(wrong)
			}
		})
	}
}

// A backup that looks at each table at another moment is caught.
func TestManyMomentsAreCaughtUnderConcurrentWriters(t *testing.T) {
	for engine, at := range dbtest.URLs() {
		t.Run(engine, func(t *testing.T) {
			if wrong := underWriters(t, at(t), at(t), "many moments"); wrong == nil {
				t.Error("nobody noticed")
			}
		})
	}
}

const writers = 8

// writer and number are in a pair's id.
func pairID(writer int, number int64) int64 { return int64(writer)<<32 | number }

func underWriters(t *testing.T, url, target, planted string) error {
	d := dbtest.Open(t, url, db.Options{}, house[1:]...)
	var acknowledged [writers]atomic.Int64
	stop := make(chan struct{})
	var all sync.WaitGroup
	for w := range writers {
		all.Go(func() {
			for n := int64(1); ; n++ {
				select {
				case <-stop:
					return
				default:
				}
				if err := d.Write(t.Context(), func(tx *db.Tx) error { return pair(tx, pairID(w, n)) }); err != nil {
					t.Error(err)
					return
				}
				acknowledged[w].Store(n)
			}
		})
	}
	enough := func(least int64) {
		for w := range writers {
			for acknowledged[w].Load() < least && !t.Failed() {
				_ = d.Ping(t.Context()) // lets others run
			}
		}
	}
	enough(20)
	var before [writers]int64
	for w := range before {
		before[w] = acknowledged[w].Load()
	}
	var b bytes.Buffer
	// At each word on progress the writers must come on, so that tables differ.
	more := func(string, int, int) {
		least := acknowledged[0].Load() + 2
		for acknowledged[0].Load() < least && !t.Failed() {
			_ = d.Ping(t.Context())
		}
	}
	_, err := Write(t.Context(), &b, Source{DB: d, planted: planted}, more)
	close(stop)
	all.Wait()
	if err != nil {
		return err
	}
	if _, err := Restore(t.Context(), kept(t, b.Bytes()), Target{URL: target, Migrations: history}, nil); err != nil {
		return err
	}
	return oneMoment(t, target, before)
}

func oneMoment(t *testing.T, url string, before [writers]int64) error {
	d := dbtest.Open(t, url, db.Options{}, house[1:]...)
	return d.Read(t.Context(), func(tx *db.Tx) error {
		halves, _, err := db.One(tx, (*db.Row).Int64, `select count(*) from pair_first a left join pair_second b on b.id = a.id where b.id is null`)
		if err != nil || halves > 0 {
			return fmt.Errorf("%d half pairs, %v", halves, err)
		}
		for w := range writers {
			var have, last int64
			_, _, err := db.One(tx, func(r *db.Row) bool { have, last = r.Int64(), r.Int64(); return true },
				`select count(*), coalesce(max(id), 0) from pair_second where id between $1 and $2`, pairID(w, 0), pairID(w+1, 0)-1)
			if err != nil {
				return err
			}
			if have < before[w] || last != pairID(w, have) {
				return fmt.Errorf("writer %d: %d pairs up to %d, %d were acknowledged before", w, have, last&(1<<32-1), before[w])
			}
		}
		return nil
	})
}
