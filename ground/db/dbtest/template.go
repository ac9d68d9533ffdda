package dbtest

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"alun/ground/db"
)

// Migrating an empty database takes up to half a second, and nearly every test
// wants one: it is done once for a set of migrations, and copied. On PostgreSQL
// the template stays on the server for the test programs after this one, under a
// name that says what is in it.
var templates struct {
	sync.Mutex
	sqlite   map[string][]byte // the migrated file
	postgres map[string]bool   // there is one on the server
	fresh    map[string]bool   // databases not opened here yet, and whether they exist: empty
}

// start puts a copy of the template where nothing is yet.
func start(t testing.TB, at string, all []db.Migration) {
	t.Helper()
	sum := sumOf(all)
	templates.Lock()
	defer templates.Unlock()
	if db.IsPostgres(at) {
		exists, fresh := templates.fresh[at]
		if fresh && !(exists && asked(t, at, "select count(*) > 0 from pg_tables where schemaname = 'public' and $1 = ''", "")) {
			delete(templates.fresh, at)
			startPostgres(t, nameIn(t, at), exists, "alun_template_"+sum, all)
		}
		return
	}
	if _, err := os.Stat(at); err == nil {
		return
	}
	if templates.sqlite[sum] == nil {
		templates.sqlite = with(templates.sqlite, sum, migratedFile(t, all))
	}
	if err := os.WriteFile(at, templates.sqlite[sum], 0o600); err != nil {
		t.Fatal(err)
	}
}

func with[V any](m map[string]V, key string, v V) map[string]V {
	if m == nil {
		m = map[string]V{}
	}
	m[key] = v
	return m
}

func sumOf(all []db.Migration) string {
	h := sha256.New()
	for _, m := range all {
		h.Write([]byte(m.Name + "\x00" + m.Text + "\x00"))
	}
	return hex.EncodeToString(h.Sum(nil)[:12])
}

func migratedFile(t testing.TB, all []db.Migration) []byte {
	t.Helper()
	at := filepath.Join(t.TempDir(), "template.db")
	migrate(t, at, all)
	raw, err := os.ReadFile(at)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// startPostgres puts a copy of the template where nothing or an empty database is. A
// template gets its name when it is whole; of two programs that make one at once
// the slower throws its own away.
func startPostgres(t testing.TB, database string, exists bool, name string, all []db.Migration) {
	t.Helper()
	server := os.Getenv(Env)
	if !templates.postgres[name] && !has(t, server, name) {
		making := "t_" + strings.ToLower(rand.Text())
		empty(t, making)
		migrate(t, addressOf(t, making), all)
		if err := try(server, "alter database "+making+" rename to "+name); err != nil {
			admin(t, server, "drop database "+making)
			if !has(t, server, name) {
				t.Fatal(err)
			}
		}
	}
	templates.postgres = with(templates.postgres, name, true)
	if exists {
		admin(t, server, "drop database "+database)
	}
	admin(t, server, "create database "+database+" template "+name)
}

func has(t testing.TB, server, name string) bool {
	t.Helper()
	return asked(t, server, "select count(*) > 0 from pg_database where datname = $1", name)
}

// asked puts a question to a database, about a name.
func asked(t testing.TB, at, question, name string) (yes bool) {
	t.Helper()
	pool, err := sql.Open("pgx", at)
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	if err := pool.QueryRow(question, name).Scan(&yes); err != nil {
		t.Fatal(err)
	}
	return yes
}

func migrate(t testing.TB, at string, all []db.Migration) {
	t.Helper()
	d, err := db.Open(context.Background(), at, db.Options{})
	if err != nil {
		t.Fatal(err)
	}
	_, err = d.Migrate(context.Background(), all)
	d.Close()
	if err != nil {
		t.Fatal(err)
	}
}
