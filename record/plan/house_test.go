package plan_test

import (
	"context"
	"crypto/rand"
	"database/sql"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"alun/city"
	"alun/ground/blob"
	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/fault"
	"alun/ground/jobs"
	"alun/ground/letter"
	"alun/record/account"
	"alun/record/diary"
	"alun/record/plan"
	"alun/record/plan/check"

	_ "github.com/jackc/pgx/v5/stdlib"
)

// world is one database with the city in it.
type world struct {
	*testing.T
	d     *db.DB
	at    string
	finds *plan.Finder // see finder
}

// templates are databases with the city's real reports, made once an engine and
// copied for every test that starts from there.
var templates = map[string]func() string{"sqlite": sync.OnceValue(sqliteTemplate), "postgres": sync.OnceValue(postgresTemplate)}

var scratch string // folder of this run

func TestMain(m *testing.M) {
	var err error
	if scratch, err = os.MkdirTemp("", "plan"); err != nil {
		panic(err)
	}
	code := m.Run()
	os.RemoveAll(scratch)
	if server := os.Getenv(dbtest.Env); server != "" {
		admin(server, "drop database if exists "+postgresName+" with (force)")
	}
	os.Exit(code)
}

func sqliteTemplate() string {
	at := filepath.Join(scratch, "template.db")
	furnish(at)
	return at
}

var postgresName = "plan_" + strings.ToLower(rand.Text())

func postgresTemplate() string {
	server := os.Getenv(dbtest.Env)
	admin(server, "create database "+postgresName+" template template0 encoding 'UTF8' locale 'C'")
	at := otherDatabase(server, postgresName)
	furnish(at)
	return at
}

func otherDatabase(server, name string) string {
	u, err := url.Parse(server)
	if err != nil {
		panic(err)
	}
	u.Path = "/" + name
	return u.String()
}

func admin(server, statement string) {
	pool, err := sql.Open("pgx", server)
	if err != nil {
		panic(err)
	}
	defer pool.Close()
	if _, err := pool.ExecContext(context.Background(), statement); err != nil {
		panic(fmt.Sprintf("%s: %v", statement, err))
	}
}

// furnish makes a database with the profile, the reports and the links.
func furnish(at string) {
	ctx := context.Background()
	d := open(ctx, at, db.Options{Rehearse: true})
	defer d.Close()
	orPanic(d.Write(ctx, profile().Load))
	_, err := plan.Import(ctx, d, realFile(), plan.ImportOptions{Actor: "test", Rules: rules(), Digest: digester()})
	orPanic(err)
	orPanic(d.Write(ctx, profile().Link))
}

func open(ctx context.Context, at string, o db.Options) *db.DB {
	d, err := db.Open(ctx, at, o)
	orPanic(err)
	all, err := db.Migrations(db.Files, diary.Files, blob.Files, letter.Files, jobs.Files, account.Files, plan.Files)
	orPanic(err)
	_, err = d.Migrate(ctx, all)
	orPanic(err)
	return d
}

func orPanic(err error) {
	if err != nil {
		panic(err)
	}
}

// full runs a test on a copy of the furnished database of each engine, on both
// at once.
func full(t *testing.T, run func(w *world)) {
	t.Helper()
	fullWith(t, db.Options{Rehearse: true}, run)
}

func fullWith(t *testing.T, o db.Options, run func(w *world)) {
	t.Helper()
	for engine := range dbtest.URLs() {
		t.Run(engine, func(t *testing.T) {
			t.Parallel()
			at := copyOf(t, engine, templates[engine]())
			d := open(t.Context(), at, o)
			t.Cleanup(func() { d.Close() })
			run(&world{T: t, d: d, at: at})
		})
	}
}

// still runs a test with a clock that the test moves on.
func still(t *testing.T, run func(w *world, clock *dbtest.Clock)) {
	t.Helper()
	for engine := range dbtest.URLs() {
		t.Run(engine, func(t *testing.T) {
			t.Parallel()
			at := copyOf(t, engine, templates[engine]())
			clock := dbtest.NewClock(dbtest.Morning())
			w := &world{T: t, d: open(t.Context(), at, db.Options{Now: clock.Now}), at: at}
			t.Cleanup(func() { w.d.Close() })
			run(w, clock)
		})
	}
}

func copyOf(t *testing.T, engine, template string) string {
	if engine == "sqlite" {
		at := dbtest.SQLite(t)
		raw, err := os.ReadFile(template)
		if err == nil {
			err = os.WriteFile(at, raw, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
		return at
	}
	server, name := os.Getenv(dbtest.Env), "t_"+strings.ToLower(rand.Text())
	admin(server, "create database "+name+" template "+postgresName)
	t.Cleanup(func() { admin(server, "drop database "+name+" with (force)") })
	return otherDatabase(server, name)
}

// bare runs a test on a database with the profile and without reports.
func bare(t *testing.T, o db.Options, run func(w *world)) {
	t.Helper()
	for engine, fresh := range dbtest.URLs() {
		t.Run(engine, func(t *testing.T) {
			t.Parallel()
			at := fresh(t)
			w := &world{T: t, d: open(t.Context(), at, o), at: at}
			t.Cleanup(func() { w.d.Close() })
			w.write(profile().Load)
			run(w)
		})
	}
}

var cityFiles = sync.OnceValue(func() fs.FS {
	files, err := city.Profile("balikpapan")
	orPanic(err)
	return files
})

var profile = sync.OnceValue(func() plan.Profile {
	p, err := plan.ReadProfile(cityFiles())
	orPanic(err)
	p.Digest = digester()
	return p
})

var rules = sync.OnceValue(func() check.Rules {
	raw, err := fs.ReadFile(cityFiles(), "rules.json")
	orPanic(err)
	r, err := check.Load(raw)
	orPanic(err)
	return r
})

// ---- acts and reads

func (w *world) write(act func(*db.Tx) error) {
	w.Helper()
	if err := w.d.Write(w.Context(), act); err != nil {
		w.Fatal(err)
	}
}

func (w *world) read(read func(*db.Tx) error) {
	w.Helper()
	if err := w.d.Read(w.Context(), read); err != nil {
		w.Fatal(err)
	}
}

// take imports a file and expects it to be answered.
func (w *world) take(in plan.Incoming) plan.Result {
	w.Helper()
	return w.takeWith(in, plan.ImportOptions{Actor: "test", Rules: rules(), Digest: digester()})
}

func (w *world) takeWith(in plan.Incoming, o plan.ImportOptions) plan.Result {
	w.Helper()
	res, err := plan.Import(w.Context(), w.d, in, o)
	if err != nil {
		w.Fatal(err)
	}
	return res
}

func (w *world) refused(in plan.Incoming, kind fault.Kind, key string) {
	w.Helper()
	_, err := plan.Import(w.Context(), w.d, in, plan.ImportOptions{Actor: "test", Rules: rules(), Digest: digester()})
	if !fault.Is(err, kind) || fault.Of(err).Key != key {
		w.Errorf("the import was answered with %v, not with %s", err, key)
	}
}

// view is a report of the second quarter; revision 0 asks for the newest.
func (w *world) view(year, revision int) (v plan.View) {
	w.Helper()
	w.read(func(tx *db.Tx) error {
		var found bool
		var err error
		if v, found, err = plan.At(tx, quarter(year), revision); err == nil && !found {
			err = fmt.Errorf("no report of %d, revision %d", year, revision)
		}
		return err
	})
	return v
}

func (w *world) figures(v plan.View) (all []plan.Figure) {
	w.Helper()
	w.read(func(tx *db.Tx) (err error) { all, err = plan.Figures(tx, v); return err })
	return all
}

func (w *world) notes() (all []plan.Note) {
	w.Helper()
	w.read(func(tx *db.Tx) (err error) { all, err = plan.AllNotes(tx); return err })
	return all
}

// outcomes lists what an import did by kind.
func outcomes(all []plan.Outcome, kind string) (out []plan.Outcome) {
	for _, o := range all {
		if o.Kind == kind {
			out = append(out, o)
		}
	}
	return out
}

// quarter is the second quarter of a year: both shipped reports are of one.
func quarter(year int) date.Quarter { return date.Quarter{Year: year, N: 2} }

func quarters(years ...int) (out []date.Quarter) {
	for _, y := range years {
		out = append(out, quarter(y))
	}
	return out
}
