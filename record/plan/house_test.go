package plan_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"alun/city"
	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/fault"
	"alun/record/diary"
	"alun/record/plan"
	"alun/record/plan/check"

	_ "github.com/jackc/pgx/v5/stdlib"
)

// world is one database with the city in it.
type world struct {
	*testing.T
	d  *db.DB
	at string
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
	_, err := plan.Import(ctx, d, realFile(), plan.ImportOptions{Actor: "test", Rules: rules()})
	orPanic(err)
	orPanic(d.Write(ctx, profile().Link))
}

func open(ctx context.Context, at string, o db.Options) *db.DB {
	d, err := db.Open(ctx, at, o)
	orPanic(err)
	all, err := db.Migrations(db.Files, diary.Files, plan.Files)
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

// full runs a test on a copy of the furnished database of each engine.
func full(t *testing.T, run func(w *world)) {
	t.Helper()
	fullWith(t, db.Options{Rehearse: true}, run)
}

func fullWith(t *testing.T, o db.Options, run func(w *world)) {
	t.Helper()
	for engine := range dbtest.URLs() {
		t.Run(engine, func(t *testing.T) {
			at := copyOf(t, engine, templates[engine]())
			d := open(t.Context(), at, o)
			t.Cleanup(func() { d.Close() })
			run(&world{t, d, at})
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
			at := fresh(t)
			w := &world{t, open(t.Context(), at, o), at}
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
	return p
})

var rules = sync.OnceValue(func() check.Rules {
	raw, err := fs.ReadFile(cityFiles(), "rules.json")
	orPanic(err)
	r, err := check.Load(raw)
	orPanic(err)
	return r
})

// ---- files

// table is a file of records that a test may change.
type table struct {
	head []string
	rows [][]string
}

// reports is the city's file of both years.
func reports() table { return tableOf("programmes.csv") }

func tableOf(name string) table {
	raw, err := fs.ReadFile(cityFiles(), name)
	orPanic(err)
	return parse(raw)
}

func parse(raw []byte) table {
	all, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf")))).ReadAll()
	orPanic(err)
	return table{all[0], all[1:]}
}

// only keeps the rows that keep says.
func (f table) only(keep func(cell func(string) string) bool) table {
	out := table{head: f.head}
	for i := range f.rows {
		if keep(func(column string) string { return f.at(i, column) }) {
			out.rows = append(out.rows, f.rows[i])
		}
	}
	return out
}

func (f table) year(year string) table {
	return f.only(func(cell func(string) string) bool { return cell("year") == year })
}

func (f table) office(year, name string) table {
	return f.only(func(cell func(string) string) bool { return cell("year") == year && cell("department") == name })
}

func (f table) column(name string) int { return slices.Index(f.head, name) }

func (f table) at(row int, column string) string { return f.rows[row][f.column(column)] }

// set changes one cell.
func (f *table) set(row int, column, text string) {
	f.rows[row] = slices.Clone(f.rows[row])
	f.rows[row][f.column(column)] = text
}

// find gives the place of a main row.
func (f table) find(year, office, code string) int {
	i := slices.IndexFunc(f.rows, func(r []string) bool {
		return r[f.column("year")] == year && r[f.column("department")] == office && r[f.column("code")] == code && r[f.column("extra_indicator")] == "0"
	})
	if i < 0 {
		panic(fmt.Sprintf("no row %s %s %s", year, office, code))
	}
	return i
}

func (f table) bytes(separator rune) []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.Comma = separator
	orPanic(w.Write(f.head))
	orPanic(w.WriteAll(f.rows))
	return b.Bytes()
}

func (f table) read() plan.Incoming { return incoming("rows.csv", f.bytes(',')) }

func incoming(name string, raw []byte) plan.Incoming {
	in, err := plan.ReadFile(name, bytes.NewReader(raw), int64(len(raw)))
	orPanic(err)
	return in
}

func realFile() plan.Incoming {
	raw, err := fs.ReadFile(cityFiles(), "programmes.csv")
	orPanic(err)
	return incoming("programmes.csv", raw)
}

const disporapar = "Dinas Pemuda, Olah Raga dan Pariwisata"

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
	return w.takeWith(in, plan.ImportOptions{Actor: "test", Rules: rules()})
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
	_, err := plan.Import(w.Context(), w.d, in, plan.ImportOptions{Actor: "test", Rules: rules()})
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

// ---- the whole room, for comparing

// seen is everything that readers can see of the published reports: figures,
// notes, cases and sums.
func (w *world) seen() string {
	w.Helper()
	var out strings.Builder
	w.read(func(tx *db.Tx) error {
		reports, err := plan.Reports(tx)
		if err != nil {
			return err
		}
		for _, rep := range reports {
			if err := seeReport(tx, &out, plan.View{Report: rep, Revision: rep.Revision}); err != nil {
				return err
			}
		}
		notes, err := plan.AllNotes(tx)
		if err != nil {
			return err
		}
		cases, err := plan.Cases(tx, plan.CaseFilter{})
		see(&out, notes, cases)
		return err
	})
	return out.String()
}

func seeReport(tx *db.Tx, out *strings.Builder, v plan.View) error {
	rows, err := plan.Figures(tx, v)
	if err != nil {
		return err
	}
	sums, err := plan.Sums(tx, v)
	see(out, v, rows, sums)
	return err
}

func see(out *strings.Builder, all ...any) {
	raw, err := json.Marshal(all)
	orPanic(err)
	out.Write(raw)
}

// tables are all tables of the room, from its migration.
var tables = sync.OnceValue(func() (names []string) {
	files, err := fs.Glob(plan.Files, "migrations/*.sql")
	orPanic(err)
	for _, file := range files {
		text, err := fs.ReadFile(plan.Files, file)
		orPanic(err)
		for _, m := range regexp.MustCompile(`(?m)^create table (\w+)`).FindAllStringSubmatch(string(text), -1) {
			names = append(names, m[1])
		}
	}
	return names
})

// dump is every row of every table of the room, and of the diary.
func (w *world) dump(but ...string) map[string][]string {
	w.Helper()
	out := map[string][]string{}
	w.read(func(tx *db.Tx) error {
		for _, name := range append(tables(), "diary_entry") {
			if slices.Contains(but, name) {
				continue
			}
			columns, err := columnsOf(tx, name)
			if err != nil {
				return err
			}
			for i, c := range columns {
				columns[i] = `coalesce(cast(` + c + ` as text), 'NULL')`
			}
			if out[name], err = db.All(tx, (*db.Row).Text, `select `+strings.Join(columns, ` || '|' || `)+` from `+name+` order by 1`); err != nil {
				return err
			}
		}
		return nil
	})
	return out
}

func columnsOf(tx *db.Tx, name string) ([]string, error) {
	if tx.Engine() == db.SQLite {
		return db.All(tx, (*db.Row).Text, `select name from pragma_table_info($1)`, name)
	}
	return db.All(tx, (*db.Row).Text, `select cast(column_name as text) from information_schema.columns where table_name = $1 order by 1`, name)
}

// sameDump tells where two dumps differ.
func sameDump(t *testing.T, before, after map[string][]string) {
	t.Helper()
	for _, name := range slices.Sorted(maps.Keys(after)) {
		if slices.Equal(before[name], after[name]) {
			continue
		}
		i := slices.IndexFunc(after[name], func(row string) bool { return !slices.Contains(before[name], row) })
		t.Errorf("%s: %d rows before, %d after; the first new one is %.300q", name, len(before[name]), len(after[name]), after[name][max(i, 0):min(max(i, 0)+1, len(after[name]))])
	}
}

// quarter is the second quarter of a year: both shipped reports are of one.
func quarter(year int) date.Quarter { return date.Quarter{Year: year, N: 2} }

func quarters(years ...int) (out []date.Quarter) {
	for _, y := range years {
		out = append(out, quarter(y))
	}
	return out
}
