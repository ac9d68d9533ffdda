package soak

import (
	"database/sql"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib" // reads PostgreSQL beside the program
	_ "modernc.org/sqlite"             // reads SQLite beside the program
)

// city is a city's database with its files and its key, as alun is given them.
// The tests read it with the engines' own drivers and not through the program.
type city struct {
	url     string // path or postgres:// URL
	dir     string // of the key, the files and what is temporary
	planted string // the guard that is left out; "": none
}

// command is alun, called for this city.
func (c *city) command(t testing.TB, args ...string) *exec.Cmd {
	t.Helper()
	cmd := exec.Command(program(t, c.planted), append(args, "--lang", "id", "--database", c.url, "--key", filepath.Join(c.dir, "alun.key"), "--files", c.files())...)
	cmd.Dir = c.dir
	cmd.Env = append(os.Environ(), "ALUN_PLANTED="+c.planted, "TMPDIR="+c.dir, "ALUN_DEMO_BUSINESSES=0")
	return cmd
}

// files is the folder of the city's uploads.
func (c *city) files() string { return filepath.Join(c.dir, "files") }

// postgres tells which engine it is on.
func (c *city) postgres() bool { return strings.HasPrefix(c.url, "postgres://") }

// open reads the city's database beside the program.
func (c *city) open(t testing.TB) *sql.DB {
	t.Helper()
	name, at := "sqlite", "file:"+c.url+"?mode=ro&_pragma=busy_timeout(10000)"
	if c.postgres() {
		name, at = "pgx", c.url
	}
	d, err := sql.Open(name, at)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	return d
}

// texts reads one column of a query.
func texts(t testing.TB, d *sql.DB, query string, args ...any) (all []string) {
	t.Helper()
	rows, err := d.QueryContext(t.Context(), query, args...)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	defer rows.Close()
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			t.Fatalf("%s: %v", query, err)
		}
		all = append(all, s)
	}
	if err := rows.Err(); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return all
}

// pattern is the folder of a SQLite city with all reports, made once and copied.
var pattern struct {
	once sync.Once
	dir  string
}

// newCity is a SQLite city with all reports, in a folder.
func newCity(t testing.TB, dir string) *city {
	t.Helper()
	pattern.once.Do(func() {
		at := filepath.Join(built.dir, "pattern")
		if err := os.Mkdir(at, 0o700); err != nil {
			t.Fatal(err)
		}
		(&city{url: filepath.Join(at, "alun.db"), dir: at}).load(t)
		pattern.dir = at
	})
	c := &city{url: filepath.Join(dir, "alun.db"), dir: dir}
	for _, name := range []string{"alun.db", "alun.key"} {
		raw, err := os.ReadFile(filepath.Join(pattern.dir, name))
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, name), raw, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return c
}

// load brings the city's real reports in.
func (c *city) load(t testing.TB) {
	t.Helper()
	if out, err := c.command(t, "demo", "--load-only").CombinedOutput(); err != nil {
		t.Fatalf("load: %v: %s", err, out)
	}
}
