package diary

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/jobs"
)

var quiet = slog.New(slog.DiscardHandler)

// until waits for something that another goroutine does. The limit only keeps a
// broken test from hanging.
func until(t testing.TB, done func() bool) {
	t.Helper()
	for limit := time.After(30 * time.Second); !done(); {
		select {
		case <-limit:
			t.Fatal("it never happened")
		case <-time.After(5 * time.Millisecond):
		}
	}
}

// tally is a follower's effect: a fact of the database for every entry, which
// cannot be made twice.
func tally(tx *db.Tx, e Sealed) error {
	_, err := tx.Exec(`insert into db_fact (name, value) values ($1, 'x')`, fmt.Sprint("followed/", e.Seq))
	return err
}

func followed(t testing.TB, d *db.DB) int {
	return read(t, d, func(tx *db.Tx) (int, error) {
		n, _, err := db.One(tx, (*db.Row).Int, `select count(*) from db_fact where name like 'followed/%'`)
		return n, err
	})
}

func TestAFollowerFollowsEachEntryOnce(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, _ *dbtest.Clock) {
		s := signer(t)
		fill(t, d, 45)
		sealAll(t, d, s)
		fill(t, d, 5) // not sealed: not followed
		var order []int64
		f := &follower{d: d, name: "notice", turn: func(tx *db.Tx, e Sealed) error {
			if order = append(order, e.Seq); e.Again || e.Fact != "plan.published" {
				t.Errorf("%+v", e)
			}
			return tally(tx, e)
		}}
		for range 2 {
			if err := f.all(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		order = slices.Compact(slices.Sorted(slices.Values(order))) // acts are rehearsed
		if len(order) != 45 || followed(t, d) != 45 {
			t.Errorf("followed %d, %d effects", len(order), followed(t, d))
		}
		sealAll(t, d, s)
		if err := f.all(t.Context()); err != nil || followed(t, d) != 50 {
			t.Errorf("followed %d, %v", followed(t, d), err)
		}
	})
}

// An entry that cannot be followed holds back those behind it, none before it.
func TestAFailingEntryIsSeenAndNeverSkipped(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, _ *dbtest.Clock) {
		fill(t, d, 30)
		sealAll(t, d, signer(t))
		broken := true
		f := &follower{d: d, name: "notice", turn: func(tx *db.Tx, e Sealed) error {
			if err := tally(tx, e); err != nil {
				return err
			}
			if e.Seq == 27 && broken {
				return errors.New("no such template")
			}
			return nil
		}}
		for try := 1; try <= 3; try++ {
			if err := f.all(t.Context()); err == nil || !strings.Contains(err.Error(), "entry 27: no such template") {
				t.Errorf("try %d: %v", try, err)
			}
			all := read(t, d, Followers)
			if len(all) != 1 || all[0].Seq != 26 || all[0].Behind != 4 || all[0].Tries != try || !strings.Contains(all[0].Wrong, "template") || followed(t, d) != 26 {
				t.Errorf("try %d: %+v, %d effects", try, all, followed(t, d))
			}
		}
		broken = false
		if err := f.all(t.Context()); err != nil {
			t.Fatal(err)
		}
		if all := read(t, d, Followers); all[0].Seq != 30 || all[0].Tries != 0 || all[0].Wrong != "" || followed(t, d) != 30 {
			t.Errorf("mended: %+v, %d effects", all, followed(t, d))
		}
	})
}

// Several processes that all believe that they lead: each effect happens once.
func TestConcurrentFollowersNeverFollowTwice(t *testing.T) {
	for engine, at := range dbtest.URLs() {
		t.Run(engine, func(t *testing.T) {
			url := at(t)
			d := dbtest.Open(t, url, db.Options{}, Files, jobs.Files)
			fill(t, d, 200)
			sealAll(t, d, signer(t))
			var all sync.WaitGroup
			for range 4 {
				node := d
				if engine == "postgres" {
					node = dbtest.Open(t, url, db.Options{}, Files, jobs.Files)
				}
				f := &follower{d: node, name: "notice", turn: tally}
				all.Go(func() {
					for {
						err := f.all(t.Context())
						if err == nil {
							return
						}
						if !errors.Is(err, errMoved) {
							t.Error(err)
							return
						}
					}
				})
			}
			all.Wait()
			if n := followed(t, d); n != 200 {
				t.Errorf("%d effects", n)
			}
		})
	}
}

func restored(t testing.TB, d *db.DB) {
	t.Helper()
	if err := d.Write(t.Context(), func(tx *db.Tx) error { return db.SetFact(tx, "incarnation", "ANOTHER") }); err != nil {
		t.Fatal(err)
	}
}

// The guards of a follower, each switched off once: the test must notice.
func TestAfterARestoreAFollowerStartsAnew(t *testing.T) {
	for _, fault := range []string{"", "any incarnation"} {
		t.Run(fault, func(t *testing.T) {
			each(t, func(t *testing.T, d *db.DB, _ *dbtest.Clock) {
				s := signer(t)
				fill(t, d, 3)
				sealAll(t, d, s)
				seen := map[int64]bool{}
				f := &follower{d: d, name: "notice", fault: fault, turn: func(_ *db.Tx, e Sealed) error { seen[e.Seq] = e.Again; return nil }}
				if err := f.all(t.Context()); err != nil {
					t.Fatal(err)
				}
				restored(t, d)
				fill(t, d, 1)
				sealAll(t, d, s)
				clear(seen)
				if err := f.all(t.Context()); err != nil {
					t.Fatal(err)
				}
				good := len(seen) == 4 && seen[1] && seen[3] && !seen[4]
				if good != (fault == "") {
					t.Errorf("saw %v", seen)
				}
			})
		})
	}
}

func TestAMovedCursorIsNoticed(t *testing.T) {
	for _, fault := range []string{"", "no fence"} {
		t.Run(fault, func(t *testing.T) {
			each(t, func(t *testing.T, d *db.DB, _ *dbtest.Clock) {
				fill(t, d, 2)
				sealAll(t, d, signer(t))
				n := 0
				f := &follower{d: d, name: "notice", fault: fault, turn: func(*db.Tx, Sealed) error { n++; return nil }}
				c, err := f.begin(t.Context())
				if err != nil {
					t.Fatal(err)
				}
				batch := read(t, d, func(tx *db.Tx) ([]Sealed, error) { return After(tx, 0, 9) })
				if _, err := f.act(t.Context(), c, batch); err != nil {
					t.Fatal(err)
				}
				if _, err := f.act(t.Context(), c, batch); (fault == "") != errors.Is(err, errMoved) {
					t.Errorf("the same entries again: %v", err)
				}
			})
		})
	}
}

func TestAFollowerRuns(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ctx, stop := context.WithCancel(t.Context())
		done := make(chan struct{})
		go func() { defer close(done); Follow(ctx, d, quiet, "notice", tally) }()
		fill(t, d, 3)
		sealAll(t, d, signer(t))
		until(t, func() bool { return followed(t, d) == 3 })
		stop()
		<-done
	}, Files, jobs.Files)
}

func TestAWatcherSeesEverythingInOrder(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := signer(t)
		fill(t, d, watchBatch+3)
		sealAll(t, d, s)
		life := read(t, d, db.Incarnation)
		var mu sync.Mutex
		var seen []int64
		anew := 0
		ctx, stop := context.WithCancel(t.Context())
		done := make(chan struct{})
		go func() {
			defer close(done)
			Watch(ctx, d, quiet, Mark{life, 2}, func(n News) {
				mu.Lock()
				defer mu.Unlock()
				if n.Anew {
					seen, anew = nil, anew+1
				}
				for _, e := range n.Entries {
					seen = append(seen, e.Seq)
				}
			})
		}()
		saw := func(from, to int64, times int) func() bool {
			return func() bool {
				mu.Lock()
				defer mu.Unlock()
				for i, seq := range seen {
					if seq != from+int64(i) {
						return false
					}
				}
				return int64(len(seen)) == to-from+1 && anew == times
			}
		}
		until(t, saw(3, watchBatch+3, 0))
		fill(t, d, 1)
		sealAll(t, d, s)
		until(t, saw(3, watchBatch+4, 0))
		restored(t, d)
		until(t, saw(1, watchBatch+4, 1))
		stop()
		<-done
	}, Files, jobs.Files)
}

// A quiet diary costs nothing: who has come to its end reads again only when it
// has changed. A turn whose context is over shows whether it wants to read.
func TestAQuietDiaryIsNotRead(t *testing.T) {
	over, stop := context.WithCancel(t.Context())
	stop()
	each(t, func(t *testing.T, d *db.DB, clock *dbtest.Clock) {
		s := &Sealer{DB: d, Sign: signer(t)}
		f := &follower{d: d, name: "notice", turn: tally}
		work := map[string]func(context.Context) error{"sealer": s.turn, "follower": f.all}
		rests := func(who string) bool { return work[who](over) == nil }
		settle := func() {
			t.Helper()
			until(t, func() bool { // on PostgreSQL a node must have asked the others first
				if err := errors.Join(s.turn(t.Context()), f.all(t.Context())); err != nil {
					t.Fatal(err)
				}
				return rests("sealer") && rests("follower")
			})
		}
		settle()
		fill(t, d, 1)
		if rests("sealer") {
			t.Error("the sealer does not see an entry")
		}
		if err := s.turn(t.Context()); err != nil {
			t.Fatal(err)
		}
		if rests("follower") {
			t.Error("the follower does not see a seal")
		}
		settle()
		if n := followed(t, d); n != 1 || read(t, d, unsealed) != 0 {
			t.Errorf("%d followed", n)
		}
		clock.MoveOn(sweepEvery)
		if rests("sealer") {
			t.Error("the sealer does not sweep")
		}
		settle()
		clock.MoveOn(-24 * time.Hour) // what had an end has none for a day
		most := int(sweepEvery / sealEvery)
		turns := 0
		for turns <= most && rests("sealer") {
			turns++
		}
		if turns > most {
			t.Error("a sealer whose clock was set back looks no more")
		}
		restored(t, d)
		if rests("follower") {
			t.Error("the follower does not see a restore")
		}
	})
}
