package db_test

import (
	"context"
	"sync"
	"testing"

	"alun/ground/db"
	"alun/ground/db/dbtest"
)

// guarantee is one promise of this package. Its check returns what is broken;
// faults name, per engine, the guards whose absence the check must notice.
type guarantee struct {
	name     string
	options  db.Options
	check    func(ctx context.Context, d *db.DB) error
	sqlite   []string // guards to switch off on SQLite
	postgres []string // and on PostgreSQL
	only     string   // engine, when the promise is about one
}

var guarantees = []guarantee{
	{name: "a refusal keeps nothing", check: refusalKeepsNothing,
		sqlite: []string{"no savepoint"}, postgres: []string{"no savepoint"}},
	{name: "failing and panicking acts among many harm only themselves", check: failingAmongMany,
		sqlite: []string{"no savepoint"}, postgres: []string{"no savepoint"}},
	{name: "an aborted batch runs again singly", check: abortedBatch, only: "sqlite",
		sqlite: []string{"forget the batch", "no abort check"}},
	{name: "an act that has begun is carried to its end", check: cancelledCaller,
		sqlite: []string{"leave at once"}, postgres: []string{"leave at once"}},
	{name: "an act that waits can be given up", check: givenUpWhileWaiting, only: "sqlite"},
	{name: "every act runs twice, the first time for nothing", check: rehearsed,
		options: db.Options{Rehearse: true},
		sqlite:  []string{"keep rehearsal"}, postgres: []string{"keep rehearsal"}},
	{name: "acts that meet do not lose updates", check: noLostUpdates,
		postgres: []string{"not serialisable", "no retry"}},
	{name: "an act that overlooks a refusal runs again", check: overlookedRefusal, only: "postgres",
		postgres: []string{"believe the act", "no retry"}},
	{name: "of two acts that put the same row the later one sees it there", check: sameRow, only: "postgres",
		postgres: []string{"believe the index", "no retry"}},
	{name: "acts that met run again one after the other", check: oneAfterTheOther,
		options:  db.Options{Readers: 32},
		postgres: []string{"no line"}},
	{name: "who waits for a connection is served in the order of asking", check: firstComeFirstServed,
		options: db.Options{Readers: 1}, postgres: []string{"by chance"}},
	{name: "an act whose connection is cut runs again", check: cutConnection, only: "postgres",
		postgres: []string{"no retry"}},
	{name: "a full disk is told, and when there is room again", check: roomAgain, only: "sqlite",
		sqlite: []string{"no words"}},
	{name: "a read sees one moment", check: readerIsolation,
		sqlite: []string{"readers see changes"}, postgres: []string{"readers see changes"}},
	{name: "a read cannot write", check: readersCannotWrite,
		sqlite: []string{"readers write"}, postgres: []string{"readers write"}},
	{name: "an answered act is there for everybody", check: answeredIsThere,
		sqlite: []string{"answer early"}},
	{name: "what a read has seen is out of date before a change of it is answered", check: markedBeforeAnswer,
		sqlite: []string{"no mark", "late moment"}, postgres: []string{"no mark", "late moment"}},
	{name: "other nodes hear of a change, also of a late commit", check: newsOfLateCommit, only: "postgres",
		postgres: []string{"no news", "news by number"}},
	{name: "SQLite syncs every commit", check: syncsFully, only: "sqlite", sqlite: []string{"no sync"}},
	{name: "a database of a newer program is refused", check: newerRefused,
		sqlite: []string{"any version"}, postgres: []string{"any version"}},
	{name: "migrations apply in one order", check: orderRefused,
		sqlite: []string{"any order"}, postgres: []string{"any order"}},
	{name: "ids rise and return whole", check: idsRoundTrip,
		options: db.Options{Now: backwards()},
		sqlite:  []string{"clock goes back"}, postgres: []string{"clock goes back"}},
}

func TestConformance(t *testing.T) {
	for _, g := range guarantees {
		t.Run(g.name, func(t *testing.T) {
			onEngines(t, g, func(t *testing.T, engine string, at string) {
				if err := try(t, g, at, ""); err != nil {
					t.Error(err)
				}
			})
		})
	}
}

// meetings is how often a check looks for a planted fault: some show only where two acts
// meet, which on a busy machine they may not do at once.
const meetings = 10

// TestPlantedFaults switches each guard off and demands that its check notices.
func TestPlantedFaults(t *testing.T) {
	for _, g := range guarantees {
		onEngines(t, g, func(t *testing.T, engine string, _ string) {
			faults := map[string][]string{"sqlite": g.sqlite, "postgres": g.postgres}[engine]
			for _, f := range faults {
				t.Run(g.name+"/"+f, func(t *testing.T) {
					var err error
					for again := meetings; err == nil && again > 0; again-- {
						err = try(t, g, dbtest.URLs()[engine](t), f)
					}
					if err == nil {
						t.Errorf("the guard is off (%s) and nobody noticed", f)
					}
					t.Log(err)
				})
			}
		})
	}
}

func onEngines(t *testing.T, g guarantee, run func(t *testing.T, engine, at string)) {
	for engine, fresh := range dbtest.URLs() {
		if g.only == "" || g.only == engine {
			t.Run(engine, func(t *testing.T) { run(t, engine, fresh(t)) })
		}
	}
}

func try(t *testing.T, g guarantee, at, planted string) error {
	d := dbtest.Open(t, at, g.options.WithFault(planted))
	ctx := t.Context()
	err := d.Write(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(`create table if not exists db_thing (id bigint not null primary key, name text not null)`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return g.check(ctx, d)
}

// ---- helpers of the checks

func put(tx *db.Tx, id int, name string) error {
	_, err := tx.Exec(`insert into db_thing (id, name) values ($1, $2)`, id, name)
	return err
}

func names(ctx context.Context, d *db.DB) (map[string]bool, error) {
	found := map[string]bool{}
	err := d.Read(ctx, func(tx *db.Tx) error {
		return db.Each(tx, func(r *db.Row) error {
			found[r.Text()] = true
			return nil
		}, `select name from db_thing`)
	})
	return found, err
}

func count(tx *db.Tx) (int64, error) {
	n, _, err := db.One(tx, (*db.Row).Int64, `select count(*) from db_thing`)
	return n, err
}

// held keeps SQLite's writer busy, so that what follows waits in one batch. It
// breaks the rule for acts on purpose: it waits.
func held(d *db.DB) (release func()) {
	gate, in := make(chan struct{}), make(chan struct{})
	var once sync.Once
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = d.Write(context.Background(), func(tx *db.Tx) error {
			once.Do(func() { close(in) })
			<-gate
			return nil
		})
	}()
	<-in
	return func() { close(gate); <-done }
}

// together starts n acts, lets them meet, and gathers their answers.
func together(ctx context.Context, d *db.DB, n int, act func(i int) func(*db.Tx) error) []error {
	release := func() {}
	if d.Engine() == db.SQLite {
		release = held(d)
	}
	errs := make([]error, n)
	var all, started sync.WaitGroup
	for i := range n {
		all.Add(1)
		started.Add(1)
		go func() {
			defer all.Done()
			started.Done()
			errs[i] = d.Write(ctx, act(i))
		}()
	}
	started.Wait()
	release()
	all.Wait()
	return errs
}
