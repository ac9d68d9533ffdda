package db_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/fault"
)

func TestNumbered(t *testing.T) {
	for query, want := range map[string]string{
		`select 1`:                                  `select 1`,
		`select $1, $12 where a = $2`:               `select ?1, ?12 where a = ?2`,
		`select '$1', "$2", $3`:                     `select '$1', "$2", ?3`,
		`select 'it''s $1', $2`:                     `select 'it''s $1', ?2`,
		`select $x, $, a$1`:                         `select $x, $, a?`,
		`select "a'b", $1`:                          `select "a'b", ?`,
		`insert into t (a) values ($1) returning a`: `insert into t (a) values (?) returning a`,
		`select $1, '$2', $2, $10`:                  `select ?1, '$2', ?2, ?10`,
		`select $1, $2 where a = $1`:                `select ?1, ?2 where a = ?1`,
		`values ($1, $2, $3), ($4, $5, $6)`:         `values (?, ?, ?), (?, ?, ?)`,
	} {
		if got := db.Numbered(query); got != want {
			t.Errorf("%s became %s", query, got)
		}
	}
}

func TestForEngine(t *testing.T) {
	for _, c := range []struct{ name, text, sqlite, postgres string }{
		{"types and STRICT", "create table a (n bigint not null, b BOOLEAN, t text);",
			"create table a (n integer not null, b integer, t text) strict;\n", "create table a (n bigint not null, b BOOLEAN, t text);"},
		{"what stands in quotes stays", "insert into a (t) values ('bigint; boolean');",
			"insert into a (t) values ('bigint; boolean');\n", "insert into a (t) values ('bigint; boolean');"},
		{"parts of words stay", "create index bigint_a on a (biginteger);", "create index bigint_a on a (biginteger);\n", "create index bigint_a on a (biginteger);"},
		{"only tables are STRICT", "create index i on a (n);\nalter table a add column m bigint;",
			"create index i on a (n);\n\nalter table a add column m integer;\n", "create index i on a (n);\nalter table a add column m bigint;"},
		{"blocks of one engine", "create table a (n bigint);\n-- @sqlite\ncreate trigger x begin select 1; end;\n-- @end\n-- @postgres\nselect 1::bigint;\n-- @end\n",
			"create table a (n integer) strict;\n\n;\ncreate trigger x begin select 1; end;\n", "create table a (n bigint);\nselect 1::bigint;\n"},
	} {
		for e, want := range map[db.Engine]string{db.SQLite: c.sqlite, db.Postgres: c.postgres} {
			if got := db.ForEngine(c.text, e); squeezed(got) != squeezed(want) {
				t.Errorf("%s on %s: %q", c.name, e, got)
			}
		}
	}
}

// squeezed leaves out empty lines and statements: they mean nothing.
func squeezed(script string) string {
	return strings.Join(strings.FieldsFunc(strings.ReplaceAll(script, "\n;", "\n"), func(r rune) bool { return r == '\n' }), "\n")
}

func TestRedactHidesThePasswordOnly(t *testing.T) {
	for url, want := range map[string]string{
		"var/alun.db":                              "var/alun.db",
		"postgres://host/alun":                     "postgres://host/alun",
		"postgres://alun@host/alun":                "postgres://alun@host/alun",
		"postgres://alun:secret@host:5432/alun":    "postgres://alun:…@host:5432/alun",
		"postgresql://alun:a:b@host/alun?x=secret": "postgresql://alun:…@host/alun?x=secret",
		"/tmp/a:b@c.db":                            "/tmp/a:b@c.db",
	} {
		if got := db.Redact(url); got != want {
			t.Errorf("%s became %s", url, got)
		}
	}
	_, err := db.Open(t.Context(), "postgres://alun:secret@127.0.0.1:1/alun", db.Options{})
	if err == nil || strings.Contains(err.Error(), "secret") {
		t.Errorf("the error of a database that cannot be reached: %v", err)
	}
}

func TestConstraintsAreToldApart(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		do := func(statement string) error {
			return d.Write(t.Context(), func(tx *db.Tx) error { _, err := tx.Exec(statement); return err })
		}
		err := d.Write(t.Context(), func(tx *db.Tx) error {
			for _, s := range []string{
				`create table db_thing (id bigint not null primary key, name text not null,
					constraint db_thing_name_is_one unique (name), constraint db_thing_name_is_short check (length(name) < 5))`,
				`insert into db_thing (id, name) values (1, 'a'), (2, 'b')`,
			} {
				if _, err := tx.Exec(s); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range []struct {
			statement, check string
			unique           bool
		}{
			{`insert into db_thing (id, name) values (1, 'c')`, "", true},
			{`insert into db_thing (id, name) values (3, 'a')`, "", true},
			{`update db_thing set name = 'a' where id = 2`, "", true},
			{`insert into db_thing (id, name) values (3, 'lengthy')`, "db_thing_name_is_short", false},
			{`insert into db_thing (id, name) values (3, null)`, "", false},
			{`insert into db_nothing (id) values (3)`, "", false},
		} {
			err := do(c.statement)
			name, checked := db.Checked(err)
			if err == nil || db.Unique(err) != c.unique || name != c.check || checked != (c.check != "") {
				t.Errorf("%s: %v is unique %v, check %q", c.statement, err, db.Unique(err), name)
			}
		}
		if _, checked := db.Checked(nil); checked || db.Unique(nil) || db.Unique(errNo) {
			t.Error("something is wrong with nothing")
		}
	})
}

const childEnv = "ALUN_TEST_CHILD_OPENS"

// TestOneProcessWritesOneFile: another process is refused with a sentence, may
// read, and may write as soon as the first has ended.
func TestOneProcessWritesOneFile(t *testing.T) {
	if at := os.Getenv(childEnv); at != "" { // this is the other process
		d, err := db.Open(t.Context(), at, db.Options{})
		if err == nil {
			d.Close()
		}
		if f := fault.Of(err); f != nil {
			fmt.Println("answer:", f.Key)
		} else {
			fmt.Println("answer:", err)
		}
		return
	}
	at := dbtest.SQLite(t)
	d := dbtest.Open(t, at, db.Options{})
	if got := askChild(t, at); got != "db.in_use" {
		t.Errorf("the other process was answered with %s", got)
	}
	if _, err := db.Open(t.Context(), at, db.Options{}); !fault.Is(err, fault.Busy) {
		t.Errorf("a second opening here: %v", err)
	}
	reader, err := db.Open(t.Context(), at, db.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	if err := reader.Write(t.Context(), func(*db.Tx) error { return nil }); err == nil {
		t.Error("a database that is open to read took an act")
	}
	d.Close()
	if got := askChild(t, at); got != "<nil>" {
		t.Errorf("after the first has ended: %s", got)
	}
}

func askChild(t *testing.T, at string) string {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^TestOneProcessWritesOneFile$")
	cmd.Env = append(os.Environ(), childEnv+"="+at)
	out, err := cmd.CombinedOutput()
	_, answer, found := strings.Cut(string(out), "answer: ")
	if err != nil || !found {
		t.Fatalf("%v: %s", err, out)
	}
	return strings.TrimSpace(strings.SplitN(answer, "\n", 2)[0])
}

func TestReadingAFileThatIsNotThereMakesNone(t *testing.T) {
	at := filepath.Join(t.TempDir(), "folder", "missing.db")
	_, err := db.Open(t.Context(), at, db.Options{ReadOnly: true})
	if f := fault.Of(err); f == nil || f.Kind != fault.NotFound || f.Key != "db.no_file" {
		t.Errorf("answered with %v", err)
	}
	if _, err := os.Stat(filepath.Dir(at)); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("looking has made something: %v", err)
	}
}

// TestAFullQueueIsBusy: whoever finds no place is told at once, the others are
// served.
func TestAFullQueueIsBusy(t *testing.T) {
	d := thing(t, dbtest.SQLite(t))
	release := held(d)
	const more = 100
	errs := make([]error, db.MaxQueue+more)
	var all sync.WaitGroup
	var turnedAway atomic.Int64
	for i := range errs {
		all.Go(func() {
			errs[i] = d.Write(context.Background(), func(tx *db.Tx) error { return put(tx, i, fmt.Sprint("row", i)) })
			if errs[i] != nil {
				turnedAway.Add(1)
			}
		})
	}
	for turnedAway.Load() < more || d.Waiting() < db.MaxQueue {
		runtime.Gosched()
	}
	release()
	all.Wait()
	found, err := names(t.Context(), d)
	if err != nil {
		t.Fatal(err)
	}
	for i, err := range errs {
		if err != nil && !fault.Is(err, fault.Busy) || (err == nil) != found[fmt.Sprint("row", i)] {
			t.Fatalf("act %d was answered with %v, kept: %v", i, err, found[fmt.Sprint("row", i)])
		}
	}
	if turnedAway.Load() != more || len(found) != db.MaxQueue {
		t.Errorf("%d were turned away, %d kept", turnedAway.Load(), len(found))
	}
}

func thing(t *testing.T, at string) *db.DB {
	t.Helper()
	d := dbtest.Open(t, at, db.Options{})
	err := d.Write(t.Context(), func(tx *db.Tx) error {
		_, err := tx.Exec(`create table if not exists db_thing (id bigint not null primary key, name text not null)`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestCloseLosesNoActThatWaits: each is carried out before the file is closed,
// and what comes later is refused.
func TestCloseLosesNoActThatWaits(t *testing.T) {
	at := dbtest.SQLite(t)
	d := thing(t, at)
	release := held(d)
	const acts = 600 // more than one batch
	errs := make([]error, acts)
	var all sync.WaitGroup
	for i := range acts {
		all.Go(func() {
			errs[i] = d.Write(context.Background(), func(tx *db.Tx) error { return put(tx, i, fmt.Sprint("row", i)) })
		})
	}
	for d.Waiting() < acts {
		runtime.Gosched()
	}
	closed := make(chan error)
	go func() { closed <- d.Close() }()
	for !d.Closing() {
		runtime.Gosched()
	}
	release()
	if err := <-closed; err != nil {
		t.Error(err)
	}
	all.Wait()
	if err := d.Write(t.Context(), func(*db.Tx) error { return nil }); err == nil {
		t.Error("a closed database took an act")
	}
	found, err := names(t.Context(), thing(t, at))
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(errs...); err != nil || len(found) != acts {
		t.Errorf("%d of %d acts were kept: %v", len(found), acts, err)
	}
}

// TestNodesDiffer: two programs on one PostgreSQL, or one that is started again
// on a file, make ids as different nodes; a number is free again when its lease
// has run out.
func TestNodesDiffer(t *testing.T) {
	for engine, fresh := range dbtest.URLs() {
		t.Run(engine, func(t *testing.T) {
			at, start := fresh(t), time.Now()
			now := start
			join := func() (*db.DB, int) {
				d := dbtest.Open(t, at, db.Options{Now: func() time.Time { return now }})
				if err := d.Join(t.Context()); err != nil {
					t.Fatal(err)
				}
				return d, d.NewID().Node()
			}
			first, one := join()
			if engine == "sqlite" {
				first.Close()
			}
			second, two := join()
			if one == two {
				t.Errorf("both are node %d", one)
			}
			if engine == "sqlite" {
				second.Close()
			}
			now = start.Add(11 * time.Minute)
			if _, three := join(); three != min(one, two) {
				t.Errorf("after the lease of %d and %d: %d", one, two, three)
			}
		})
	}
}
