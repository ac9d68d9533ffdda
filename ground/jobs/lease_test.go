package jobs

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"alun/ground/db"
	"alun/ground/db/dbtest"

	"pgregory.net/rapid"
)

// world is one true time and one database, on which processes with clocks of
// their own contend. What a process does for the city is to add one to a count
// and to note under which count it did so: two that do the same show.
type world struct {
	t     *rapid.T
	d     *db.DB
	at    time.Duration // true time
	nodes []*node
	done  int // effects that the database kept
}

type node struct {
	seat  *seat
	skew  time.Duration // what its clock shows differs by this
	lease Lease
	ok    bool
	saw   int // the count it read when its turn began
}

func (w *world) now(n *node) time.Time { return time.Unix(1_800_000_000, 0).Add(w.at + n.skew) }

// leads tells whether a node believes that it leads: its timer has not fired.
func (w *world) leads(n *node) bool { return n.ok && w.now(n).Before(n.lease.until) }

const countTable = `create table if not exists jobs_count (n bigint not null primary key, by text not null)`

func newWorld(t *rapid.T, d *db.DB, name, fault string) *world {
	w := &world{t: t, d: d}
	for range 3 {
		n := &node{skew: time.Duration(rapid.Int64Range(-1e6, 1e6).Draw(t, "skew")) * time.Second}
		s := newSeat(d, name)
		s.alone = false // as if more processes could open the file
		s.now, s.fault = func() time.Time { return w.now(n) }, fault
		n.seat = s
		w.nodes = append(w.nodes, n)
	}
	return w
}

func (w *world) count() (n int) {
	err := w.d.Read(w.ctx(), func(tx *db.Tx) (err error) {
		n, _, err = db.One(tx, (*db.Row).Int, `select count(*) from jobs_count`)
		return err
	})
	w.must(err)
	return n
}

func (w *world) ctx() context.Context { return context.Background() }

func (w *world) must(err error) {
	if err != nil {
		w.t.Fatal(err)
	}
}

// step lets one node do one thing, at its own pace: a long pause may lie between
// what it saw and what it does.
func (w *world) step() {
	w.at += time.Duration(rapid.Int64Range(0, 8000).Draw(w.t, "ms")) * time.Millisecond
	n := rapid.SampledFrom(w.nodes).Draw(w.t, "node")
	switch rapid.SampledFrom([]string{"try", "try", "beat", "beat", "see", "act", "act", "leave"}).Draw(w.t, "step") {
	case "try":
		if !w.leads(n) {
			l, ok, err := n.seat.run(w.ctx())
			w.must(err)
			n.lease, n.ok = l, ok
		}
	case "beat":
		if w.leads(n) {
			until, err := n.seat.beat(w.ctx(), n.lease)
			if n.lease.until = until; errors.Is(err, ErrLost) {
				n.ok = false
			} else {
				w.must(err)
			}
		}
	case "see":
		if w.leads(n) {
			n.saw = w.count()
		}
	case "act": // also when its time is over: it was paused between looking and acting
		w.act(n)
	case "leave":
		if n.ok {
			w.must(n.seat.leave(w.ctx(), n.lease))
			n.ok = false
		}
	}
}

// act does the next piece of work: the database numbers it.
func (w *world) act(n *node) {
	err := w.d.Write(w.ctx(), func(tx *db.Tx) error {
		if err := n.lease.Hold(tx); err != nil {
			return err
		}
		_, err := tx.Exec(`insert into jobs_count (n, by) select count(*), $1 from jobs_count`, fmt.Sprint(n.lease.term))
		return err
	})
	if err == nil {
		w.done++
	} else if !errors.Is(err, ErrLost) {
		w.t.Fatal(err)
	}
}

// broken says which promise does not hold.
func (w *world) broken() error {
	leaders := 0
	for _, n := range w.nodes {
		if w.leads(n) {
			leaders++
		}
	}
	if leaders > 1 {
		return fmt.Errorf("%d processes lead at %v", leaders, w.at)
	}
	var terms []int
	err := w.d.Read(w.ctx(), func(tx *db.Tx) (err error) {
		terms, err = db.All(tx, (*db.Row).Int, `select cast(by as bigint) from jobs_count order by n`)
		return err
	})
	for i := 1; i < len(terms); i++ {
		if terms[i] < terms[i-1] {
			return fmt.Errorf("a process of term %d acted after one of term %d", terms[i], terms[i-1])
		}
	}
	return err
}

// TestLeases lets three processes with wrong clocks contend in random order.
func TestLeases(t *testing.T) {
	dbtest.EachWith(t, db.Options{}, func(t *testing.T, d *db.DB) {
		setUp(t, d, countTable)
		round := 0
		rapid.Check(t, func(rt *rapid.T) {
			if err := contend(rt, d, &round, ""); err != nil {
				rt.Fatal(err)
			}
		})
	}, Files)
}

// TestLeasesNoticePlantedFaults switches each guard off; the same run must see it.
func TestLeasesNoticePlantedFaults(t *testing.T) {
	for _, fault := range []string{"no patience", "no fence"} {
		dbtest.EachWith(t, db.Options{}, func(t *testing.T, d *db.DB) {
			setUp(t, d, countTable)
			round, seen := 0, error(nil)
			for seed := 0; seed < 200 && seen == nil; seed++ {
				seen = rapid.Custom(func(rt *rapid.T) error { return contend(rt, d, &round, fault) }).Example(seed)
			}
			if seen == nil {
				t.Errorf("the guard is off (%s) and nobody noticed", fault)
			}
			t.Log(seen)
		}, Files)
	}
}

func contend(rt *rapid.T, d *db.DB, round *int, fault string) error {
	*round++
	if err := d.Write(context.Background(), func(tx *db.Tx) error {
		_, err := tx.Exec(`delete from jobs_count`)
		return err
	}); err != nil {
		rt.Fatal(err)
	}
	w := newWorld(rt, d, fmt.Sprint("work", *round), fault)
	for range rapid.IntRange(1, 40).Draw(rt, "steps") {
		w.step()
		if err := w.broken(); err != nil {
			return err
		}
	}
	return nil
}

func setUp(t *testing.T, d *db.DB, script string) {
	t.Helper()
	err := d.Write(t.Context(), func(tx *db.Tx) error { _, err := tx.Exec(script); return err })
	if err != nil {
		t.Fatal(err)
	}
}

// TestAPausedLeaderCannotAct is the story in one line of time: A leads, sleeps,
// B takes over and works, A wakes and tries to finish what it had begun.
func TestAPausedLeaderCannotAct(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		clock := time.Unix(0, 0)
		a, b := newSeat(d, "seal"), newSeat(d, "seal")
		a.alone, b.alone = false, false
		a.now, b.now = func() time.Time { return clock }, func() time.Time { return clock.Add(-1000 * time.Hour) }
		held, ok, err := a.run(t.Context())
		if err != nil || !ok {
			t.Fatal(ok, err)
		}
		if _, ok, err := b.run(t.Context()); ok || err != nil {
			t.Fatal("taken from a holder that lives", err)
		}
		clock = clock.Add(patience - time.Millisecond)
		if _, ok, err := b.run(t.Context()); ok || err != nil {
			t.Fatal("taken too early", err)
		}
		if clock.Before(held.until) {
			t.Fatal("the holder believes that it leads longer than others wait")
		}
		clock = clock.Add(time.Millisecond)
		next, ok, err := b.run(t.Context())
		if err != nil || !ok {
			t.Fatal("a dead holder keeps the lease", err)
		}
		if err := d.Write(t.Context(), held.Hold); !errors.Is(err, ErrLost) {
			t.Errorf("the paused leader acts: %v", err)
		}
		if _, err := a.beat(t.Context(), held); !errors.Is(err, ErrLost) {
			t.Errorf("the paused leader beats: %v", err)
		}
		if err := a.leave(t.Context(), held); err != nil {
			t.Error(err)
		}
		if err := d.Write(t.Context(), next.Hold); err != nil {
			t.Errorf("the new leader cannot act: %v", err)
		}
		if err := d.Write(t.Context(), Lease{}.Hold); !errors.Is(err, ErrLost) {
			t.Errorf("no lease is a right: %v", err)
		}
	}, Files)
}

// On SQLite another process is dead: ours has the file.
func TestAnotherProcessOnSQLiteIsDead(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		a, b := newSeat(d, "seal"), newSeat(d, "seal")
		a.holder = "another/1"
		if _, ok, err := a.run(t.Context()); !ok || err != nil {
			t.Fatal(ok, err)
		}
		_, ok, err := b.run(t.Context())
		if want := d.Engine() == db.SQLite; ok != want || err != nil {
			t.Errorf("taken at once: %v, want %v: %v", ok, want, err)
		}
	}, Files)
}
