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

// office is a house whose runners crash, sleep and have wrong clocks. Each job
// has two effects: one in the database, with the job's end, and one outside,
// where nothing can be taken back.
type office struct {
	t       *rapid.T
	d       *db.DB
	at      *dbtest.Clock // true time
	runners []*member
	asked   map[string]bool // keys that were put
	outside map[db.ID]int   // effects outside, by job
	fault   string
}

type member struct {
	c     *claimer
	skew  time.Duration
	until time.Time
	tasks []Task
}

const effectTable = `create table jobs_effect (job bigint not null, at bigint not null)`

func (o *office) now(m *member) time.Time { return o.at.Now().Add(m.skew) }

func (o *office) enlist(m *member) {
	m.tasks = nil
	s := newSeat(o.d, "")
	s.alone, s.now = false, func() time.Time { return o.now(m) }
	c, err := enlist(context.Background(), s)
	o.must(err)
	c.fault, m.c, m.until = o.fault, c, c.lease.until
}

// alive tells whether a member believes that its jobs are its own.
func (o *office) alive(m *member) bool { return o.now(m).Before(m.until) }

func (o *office) must(err error) {
	o.t.Helper()
	if err != nil {
		o.t.Fatal(err)
	}
}

func (o *office) write(act func(tx *db.Tx) error) error { return o.d.Write(context.Background(), act) }

func (o *office) step() {
	ctx := context.Background()
	o.at.MoveOn(time.Microsecond * rapid.SampledFrom([]time.Duration{1, 1e6, 4e6, 8e6, 16e6}).Draw(o.t, "us"))
	m := rapid.SampledFrom(o.runners).Draw(o.t, "runner")
	switch rapid.SampledFrom([]string{"put", "put", "claim", "claim", "claim", "beat", "outside", "settle", "settle", "crash", "reap", "reap", "reap"}).Draw(o.t, "step") {
	case "put":
		o.put(rapid.SampledFrom([]string{"a", "b", "c", "d"}).Draw(o.t, "key"))
	case "claim":
		o.claim(ctx, m)
	case "beat":
		if until, err := m.c.seat.beat(ctx, m.c.lease); err == nil {
			m.until = until
		} else if lost(err) {
			o.enlist(m)
		} else {
			o.must(err)
		}
	case "outside":
		for _, t := range m.tasks[:min(1, len(m.tasks))] {
			o.outside[t.ID]++
		}
	case "settle":
		o.settle(ctx, m, rapid.Bool().Draw(o.t, "fails"))
	case "crash":
		o.enlist(m)
	case "reap":
		if err := m.c.reap(ctx); !lost(err) {
			o.must(err)
		}
	}
}

func (o *office) put(key string) {
	o.asked[key] = true
	if o.fault == "no key" {
		key += fmt.Sprint(o.at.Now().UnixMicro())
	}
	o.must(o.write(func(tx *db.Tx) error {
		_, err := Put(tx, Job{Kind: "k", Key: key, Payload: map[string]string{"key": key}})
		return err
	}))
}

func (o *office) claim(ctx context.Context, m *member) {
	ids, err := m.c.candidates(ctx, "k", 4)
	o.must(err)
	if o.fault == "no holder check" {
		err := o.d.Read(ctx, func(tx *db.Tx) error {
			ids, err = db.All(tx, (*db.Row).ID, `select id from jobs_job where state = 'waiting'`)
			return err
		})
		o.must(err)
	}
	if len(ids) == 0 {
		return
	}
	t, ok, err := m.c.claim(ctx, rapid.SampledFrom(ids).Draw(o.t, "job"))
	if ok {
		m.tasks = append(m.tasks, t)
	} else if !lost(err) {
		o.must(err)
	}
}

// settle ends the first task: with its effect in the database, or as failed.
func (o *office) settle(ctx context.Context, m *member, fails bool) {
	if len(m.tasks) == 0 {
		return
	}
	t := m.tasks[0]
	m.tasks = m.tasks[1:]
	var err error
	if fails {
		err = m.c.settle(ctx, t, errors.New("planted"), 0)
	} else {
		err = o.write(func(tx *db.Tx) error {
			if _, err := tx.Exec(`insert into jobs_effect (job, at) values ($1, $2)`, t.ID, tx.Now()); err != nil {
				return err
			}
			if o.fault == "no fence" {
				return nil
			}
			return t.Finish(tx)
		})
		if o.fault == "no fence" {
			_ = m.c.settle(ctx, t, nil, 0)
		} else if err == nil {
			o.outside[t.ID]++
		}
	}
	if !lost(err) {
		o.must(err)
	}
}

// broken says which promise does not hold now.
func (o *office) broken() error {
	held := map[db.ID]bool{}
	for _, m := range o.runners {
		for _, t := range m.tasks {
			if held[t.ID] && o.alive(m) {
				return fmt.Errorf("two runners that live do job %d", t.ID)
			}
			held[t.ID] = held[t.ID] || o.alive(m)
		}
	}
	return o.d.Read(context.Background(), func(tx *db.Tx) error {
		twice, _, err := db.One(tx, (*db.Row).Int, `select count(*) from (select job from jobs_effect group by job having count(*) > 1) x`)
		if err == nil && twice > 0 {
			err = fmt.Errorf("%d jobs have their effect twice", twice)
		}
		n, _, e := db.One(tx, (*db.Row).Int, `select count(*) from jobs_job`)
		if err == nil && n != len(o.asked) {
			err = fmt.Errorf("%d jobs for %d keys", n, len(o.asked))
		}
		return errors.Join(err, e)
	})
}

// drain lets all crash but one, and time go on: every job must come to its end.
func (o *office) drain() error {
	ctx := context.Background()
	m := o.runners[0]
	o.enlist(m)
	for range 6 {
		if o.fault != "no reap" {
			o.must(m.c.reap(ctx))
		}
		ids, err := m.c.candidates(ctx, "k", 10)
		o.must(err)
		for _, id := range ids {
			t, ok, err := m.c.claim(ctx, id)
			o.must(err)
			if ok {
				m.tasks = append(m.tasks, t)
				o.settle(ctx, m, false)
			}
		}
		o.at.MoveOn(time.Hour)
		until, err := m.c.seat.beat(ctx, m.c.lease)
		o.must(err)
		m.until = until
	}
	return o.d.Read(ctx, func(tx *db.Tx) error {
		left, err := db.All(tx, (*db.Row).ID, `select id from jobs_job where state = 'waiting'`)
		if err == nil && len(left) > 0 {
			err = fmt.Errorf("%d jobs are never done", len(left))
		}
		done, e := db.All(tx, (*db.Row).ID, `select id from jobs_job where state = 'done'`)
		for _, id := range done {
			if o.outside[id] == 0 && o.fault == "" {
				err = fmt.Errorf("job %d is done without its effect", id)
			}
		}
		return errors.Join(err, e)
	})
}

func anOffice(rt *rapid.T, d *db.DB, at *dbtest.Clock, fault string) error {
	o := &office{t: rt, d: d, at: at, asked: map[string]bool{}, outside: map[db.ID]int{}, fault: fault}
	o.must(o.write(func(tx *db.Tx) error {
		for _, q := range []string{`delete from jobs_effect`, `delete from jobs_job`, `delete from jobs_lease`} {
			if _, err := tx.Exec(q); err != nil {
				return err
			}
		}
		return nil
	}))
	for range 3 {
		m := &member{skew: time.Duration(rapid.Int64Range(-1e5, 1e5).Draw(rt, "skew")) * time.Second}
		o.enlist(m)
		o.runners = append(o.runners, m)
	}
	for range rapid.IntRange(1, 40).Draw(rt, "steps") {
		o.step()
		if err := o.broken(); err != nil {
			return err
		}
	}
	if err := o.drain(); err != nil {
		return err
	}
	return o.broken()
}

// onOffices runs a test on both engines with a clock of its own.
func onOffices(t *testing.T, run func(t *testing.T, d *db.DB, at *dbtest.Clock)) {
	for name, fresh := range dbtest.URLs() {
		t.Run(name, func(t *testing.T) {
			at := dbtest.NewClock(time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC))
			d := dbtest.Open(t, fresh(t), db.Options{Now: at.Now}, Files)
			setUp(t, d, effectTable)
			run(t, d, at)
		})
	}
}

// TestJobs: whatever crashes, sleeps and has a wrong clock, every job is done at
// least once, its effect in the database once, and no two that live do the same.
func TestJobs(t *testing.T) {
	onOffices(t, func(t *testing.T, d *db.DB, at *dbtest.Clock) {
		rapid.Check(t, func(rt *rapid.T) {
			if err := anOffice(rt, d, at, ""); err != nil {
				rt.Fatal(err)
			}
		})
	})
}

func TestJobsNoticePlantedFaults(t *testing.T) {
	for _, fault := range []string{"no holder check", "no fence", "no key", "no reap"} {
		t.Run(fault, func(t *testing.T) {
			onOffices(t, func(t *testing.T, d *db.DB, at *dbtest.Clock) {
				var seen error
				for seed := 0; seed < 300 && seen == nil; seed++ {
					seen = rapid.Custom(func(rt *rapid.T) error { return anOffice(rt, d, at, fault) }).Example(seed)
				}
				if seen == nil {
					t.Error("the guard is off and nobody noticed")
				}
				t.Log(seen)
			})
		})
	}
}
