// Package dbtest opens fresh databases for tests, on both engines.
//
// SQLite always; PostgreSQL when ALUN_TEST_POSTGRES holds the URL of a server on
// which databases may be made (make test always sets it). Every act is run
// twice, the first time rolled back, so that an act that cannot run again shows.
package dbtest

import (
	"context"
	"crypto/rand"
	"database/sql"
	"io/fs"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"alun/ground/db"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver that makes and drops databases
)

// Env names the variable with the PostgreSQL server for tests.
const Env = "ALUN_TEST_POSTGRES"

// Each runs a test on a fresh, migrated database of each engine.
func Each(t *testing.T, run func(t *testing.T, d *db.DB), rooms ...fs.FS) {
	EachWith(t, db.Options{Rehearse: true}, run, rooms...)
}

// EachWith is Each with options.
func EachWith(t *testing.T, o db.Options, run func(t *testing.T, d *db.DB), rooms ...fs.FS) {
	t.Helper()
	for name, at := range places(nowhere) {
		t.Run(name, func(t *testing.T) { run(t, Open(t, at(t), o, rooms...)) })
	}
}

// URLs gives, for each engine, a maker of addresses of fresh databases.
func URLs() map[string]func(testing.TB) string { return places(Postgres) }

// Migrated is URLs whose databases have the tables of these rooms already, as
// Open would make them: what opens one by itself finds nothing left to migrate.
func Migrated(rooms ...fs.FS) map[string]func(testing.TB) string {
	all := places(nowhere)
	for name, at := range all {
		all[name] = func(t testing.TB) string {
			place := at(t)
			start(t, place, migrations(t, rooms))
			return place
		}
	}
	return all
}

func places(postgres func(testing.TB) string) map[string]func(testing.TB) string {
	all := map[string]func(testing.TB) string{"sqlite": SQLite}
	if os.Getenv(Env) != "" {
		all["postgres"] = postgres
	}
	return all
}

// Open opens and migrates a database; it is closed when the test ends.
func Open(t testing.TB, at string, o db.Options, rooms ...fs.FS) *db.DB {
	t.Helper()
	all := migrations(t, rooms)
	start(t, at, all)
	d, err := db.Open(t.Context(), at, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	if _, err := d.Migrate(t.Context(), all); err != nil {
		t.Fatal(err)
	}
	if err := d.Incarnate(t.Context()); err != nil {
		t.Fatal(err)
	}
	return d
}

func migrations(t testing.TB, rooms []fs.FS) []db.Migration {
	t.Helper()
	all, err := db.Migrations(append(rooms, db.Files)...)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// SQLite is the path of a database file that does not exist yet.
func SQLite(t testing.TB) string { return filepath.Join(t.TempDir(), "test.db") }

// Postgres makes an empty database and drops it when the test ends.
func Postgres(t testing.TB) string {
	t.Helper()
	at := nowhere(t)
	templates.Lock()
	defer templates.Unlock()
	empty(t, nameIn(t, at))
	templates.fresh[at] = true
	return at
}

// nowhere is the address of a database that start makes: a copy of the template
// costs as much as the empty one that it would replace.
func nowhere(t testing.TB) string {
	t.Helper()
	server, name := os.Getenv(Env), "t_"+strings.ToLower(rand.Text())
	at := addressOf(t, name)
	t.Cleanup(func() { admin(t, server, "drop database if exists "+name+" with (force)") })
	templates.Lock()
	defer templates.Unlock()
	templates.fresh = with(templates.fresh, at, false)
	return at
}

func empty(t testing.TB, name string) {
	t.Helper()
	admin(t, os.Getenv(Env), "create database "+name+" template template0 encoding 'UTF8' locale 'C'")
}

func nameIn(t testing.TB, at string) string {
	t.Helper()
	u, err := url.Parse(at)
	if err != nil {
		t.Fatal(err)
	}
	return path.Base(u.Path)
}

func addressOf(t testing.TB, name string) string {
	t.Helper()
	u, err := url.Parse(os.Getenv(Env))
	if err != nil {
		t.Fatal(err)
	}
	u.Path = "/" + name
	return u.String()
}

func admin(t testing.TB, server, statement string) {
	t.Helper()
	if err := try(server, statement); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}

func try(server, statement string) error {
	pool, err := sql.Open("pgx", server)
	if err != nil {
		return err
	}
	defer pool.Close()
	_, err = pool.ExecContext(context.Background(), statement)
	return err
}
