package plan_test

import (
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/keys"
	"alun/ground/seal"
	"alun/record/plan"
)

// knownKey is a key that everybody may know: bytes 0 to 31.
const knownKey = "alun-keys 1\ne0038ed8  000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f  2025-03-05T01:30:00Z\n"

var digester = sync.OnceValue(func() *seal.Digester {
	path := filepath.Join(scratch, "digest.key")
	orPanic(os.WriteFile(path, []byte(knownKey), 0o600))
	ring, err := keys.Open(path)
	orPanic(err)
	return seal.NewDigester(ring, plan.DigestPurpose)
})

// verified runs Verify and lists what it found as "record key values".
func (w *world) verified() (found []string, v plan.Verified) {
	w.Helper()
	v, err := plan.Verify(w.Context(), w.d, digester(), func(f seal.Finding) {
		found = append(found, fmt.Sprint(f.Record, " ", f.Key, " ", f.Args))
	})
	if err != nil {
		w.Fatal(err)
	}
	if v.Found != len(found) {
		w.Errorf("%d findings counted, %d told", v.Found, len(found))
	}
	return found, v
}

func TestWhatAnImportPublishesIsUnderDigest(t *testing.T) {
	full(t, func(w *world) {
		found, v := w.verified()
		if found != nil || v.Figures != 3056 || v.Reports != 2 || v.Revisions != 2 || v.Sums != 41 || v.Notes == 0 || v.Cases == 0 || v.Promises == 0 || v.Links == 0 {
			t.Errorf("fresh: %q %+v", found, v)
		}
		w.take(corrected().read())
		w.take(changed("2024", dinkes, "lain").read())
		found, v = w.verified()
		if found != nil || v.Revisions < 4 || v.Figures <= 3056 {
			t.Errorf("after corrections: %q %+v", found, v)
		}
		w.read(func(tx *db.Tx) error {
			n, _, err := db.One(tx, (*db.Row).Int, `select count(*) from plan_digest`)
			if n != v.Figures+v.Reports+v.Revisions+v.Sums+v.Notes+v.Cases+v.Promises+v.Links {
				t.Errorf("%d digests for %+v", n, v)
			}
			return err
		})
	})
}

// While an import is under way, what is published stays in order; what it leaves
// when it dies is no finding.
func TestAnImportUnderWayIsNoFinding(t *testing.T) {
	full(t, func(w *world) {
		_, err := w.during(w.Context(), changed("2024", dinkes, "lain").read(), func() {
			if found, _ := w.verified(); found != nil {
				t.Errorf("meanwhile: %q", found)
			}
		})
		if err != nil {
			t.Fatal(err)
		}
		if found, _ := w.verified(); found != nil {
			t.Errorf("afterwards: %q", found)
		}
	})
}

// Digests made from the tables are those that the import made from the file: two
// ways to the same row.
func TestOldRowsGetTheSameDigests(t *testing.T) {
	full(t, func(w *world) {
		before := w.dump()["plan_digest"]
		w.write(func(tx *db.Tx) error { _, err := tx.Exec(`delete from plan_digest`); return err })
		if found, _ := w.verified(); len(found) != len(before) {
			t.Errorf("%d of %d missing digests are told", len(found), len(before))
		}
		old := func() {
			t.Helper()
			if err := plan.DigestOld(w.Context(), w.d, digester()); err != nil {
				t.Fatal(err)
			}
		}
		old()
		after := w.dump()["plan_digest"]
		slices.Sort(before)
		slices.Sort(after)
		if !slices.Equal(before, after) {
			t.Errorf("%d digests before, %d after, and they differ", len(before), len(after))
		}
		w.write(func(tx *db.Tx) error { _, err := tx.Exec(`delete from plan_digest where kind = 'sum'`); return err })
		old()
		if found, _ := w.verified(); len(found) != 41 {
			t.Errorf("digests that were taken away were made again: %d told", len(found))
		}
	})
}

// A program that learns to digest notes does it once, in a database whose figures
// have their digests.
func TestNotesOfAnOlderProgramGetTheirDigests(t *testing.T) {
	full(t, func(w *world) {
		w.write(func(tx *db.Tx) error {
			if _, err := tx.Exec(`delete from plan_digest where kind in ('note', 'case', 'promise', 'link') or kind = 'report'`); err != nil {
				return err
			}
			return db.SetFact(tx, "plan/digest", "e0038ed8")
		})
		for range 2 {
			orPanic(plan.DigestOld(w.Context(), w.d, digester()))
			if found, _ := w.verified(); len(found) != 2 { // what was under digest before is not helped
				t.Errorf("%q", found)
			}
		}
	})
}

// burglar changes the plan behind the program's back.
type burglar struct {
	*world
	*rand.Rand
	pool    *sql.DB
	figures int
	notes   int
}

func (b *burglar) do(query string, args ...any) {
	b.Helper()
	if _, err := b.pool.ExecContext(b.Context(), query, args...); err != nil {
		b.Fatalf("%s: %v", query, err)
	}
}

// figure draws a published figure: its id and its name in a finding.
func (b *burglar) figure() (id int64, name string) {
	b.Helper()
	n := b.IntN(b.figures)
	var year, seq int
	var slug, code string
	err := b.pool.QueryRowContext(b.Context(), `select f.id, p.year, o.slug, f.code, f.seq from plan_figure f
		join plan_report p on p.id = f.report join plan_opd o on o.id = f.opd order by f.id limit 1 offset $1`, n).Scan(&id, &year, &slug, &code, &seq)
	if err != nil {
		b.Fatal(err)
	}
	name = fmt.Sprintf("renja %d/2 · %s · %s", year, slug, code)
	if seq > 0 {
		name += fmt.Sprintf(" · %d", seq)
	}
	return id, name
}

// note draws a note: its id and its name in a finding.
func (b *burglar) note() (id int64, name string) {
	b.Helper()
	var year, seq int
	var slug, code, rule, field string
	err := b.pool.QueryRowContext(b.Context(), `select g.id, p.year, o.slug, n.code, g.seq, g.rule, g.field from plan_flag g
		join plan_report p on p.id = g.report join plan_node n on n.id = g.node join plan_opd o on o.id = n.opd order by g.id limit 1 offset $1`, b.IntN(b.notes)).
		Scan(&id, &year, &slug, &code, &seq, &rule, &field)
	if err != nil {
		b.Fatal(err)
	}
	name = fmt.Sprintf("renja %d/2 · %s · %s", year, slug, code)
	if seq > 0 {
		name += fmt.Sprintf(" · %d", seq)
	}
	return id, name + " · " + strings.TrimSpace(rule+" "+field)
}

// burglary is one kind of change; it returns the findings that it must cause, as
// beginnings, and undoes nothing: the table is put back from a copy.
type burglary struct {
	name  string
	table string
	do    func(b *burglar) []string
}

// long: a table of cases.
var burglaries = []burglary{
	{"a figure's budget", "plan_figure", func(b *burglar) []string {
		id, name := b.figure()
		b.do(`update plan_figure set target_rp = coalesce(target_rp, 0) + 1000 where id = $1`, id)
		return []string{name + " plan.found_changed [budget_rp]"}
	}},
	{"a figure's text", "plan_figure", func(b *burglar) []string {
		id, name := b.figure()
		column := []string{"name", "indicator", "unit", "note"}[b.IntN(4)]
		b.do(`update plan_figure set `+column+` = `+column+` || 'x' where id = $1`, id)
		return []string{name + " plan.found_changed [" + column + "]"}
	}},
	{"a figure's quantity", "plan_figure", func(b *burglar) []string {
		id, name := b.figure()
		b.do(`update plan_figure set real_micro = coalesce(real_micro, 0) + 1 where id = $1`, id)
		return []string{name + " plan.found_changed [real_k]"}
	}},
	{"unknown made zero, or known made unknown", "plan_figure", func(b *burglar) []string {
		id, name := b.figure()
		b.do(`update plan_figure set plan_before_rp = case when plan_before_rp is null then 0 end where id = $1`, id)
		return []string{name + " plan.found_changed [renstra_prev_rp]"}
	}},
	{"a figure given to another office", "plan_figure", func(b *burglar) []string {
		id, name := b.figure()
		b.do(`update plan_figure set opd = (select min(o.id) from plan_opd o where o.id <> plan_figure.opd) where id = $1`, id)
		return []string{name + " plan.found_changed [department]"}
	}},
	{"a figure deleted", "plan_figure", func(b *burglar) []string {
		id, name := b.figure()
		b.do(`delete from plan_figure where id = $1`, id)
		return []string{name + " plan.found_gone", "renja " + name[6:12] + " · r1 plan.found_changed [figures, figure_list]"}
	}},
	{"a figure hidden", "plan_figure", func(b *burglar) []string {
		id, name := b.figure()
		b.do(`update plan_figure set until = since + 0 where id = $1`, id)
		return []string{"renja " + name[6:12] + " · r1 plan.found_changed [figures, figure_list]"}
	}},
	{"a figure copied", "plan_figure", func(b *burglar) []string {
		id, name := b.figure()
		b.do(`create table one as select * from plan_figure where id = $1`, id)
		b.do(`update one set id = id + 4398046511104, target_rp = 1`)
		b.do(`insert into plan_figure select * from one`)
		b.do(`drop table one`)
		return []string{name + " plan.found_no_digest", "renja " + name[6:12] + " · r1 plan.found_changed [figures, figure_list]"}
	}},
	{"a digest edited", "plan_digest", func(b *burglar) []string {
		id, name := b.figure()
		b.do(`update plan_digest set sum = 'x' where kind = 'figure' and subject = $1`, id)
		return []string{name + " plan.found_digest"}
	}},
	{"a digest of another key", "plan_digest", func(b *burglar) []string {
		id, name := b.figure()
		b.do(`update plan_digest set key = '00000000' where kind = 'figure' and subject = $1`, id)
		return []string{name + " plan.found_no_key [00000000]"}
	}},
	{"a digest taken away", "plan_digest", func(b *burglar) []string {
		id, name := b.figure()
		b.do(`delete from plan_digest where kind = 'figure' and subject = $1`, id)
		return []string{name + " plan.found_no_digest"}
	}},
	{"a digest of another row", "plan_digest", func(b *burglar) []string {
		id, name := b.figure()
		b.do(`update plan_digest set sum = (select max(o.sum) from plan_digest o where o.kind = 'figure' and o.subject <> $1) where kind = 'figure' and subject = $1`, id)
		return []string{name + " plan.found_digest"}
	}},
	{"a report of another year", "plan_report", func(b *burglar) []string {
		b.do(`update plan_report set budget_version = 'murni' where year = 2024`)
		return []string{"renja 2024/2 plan.found_changed [budget_version]"}
	}},
	{"a sum", "plan_sum", func(b *burglar) []string {
		b.do(`update plan_sum set spent = spent + 1 where opd = (select id from plan_opd where slug = 'dpu') and report = (select id from plan_report where year = 2023)`)
		return []string{"renja 2023/2 · r1 · dpu · sum plan.found_changed [spent]"}
	}},
	{"a sum deleted", "plan_sum", func(b *burglar) []string {
		b.do(`delete from plan_sum where opd = (select id from plan_opd where slug = 'dpu') and report = (select id from plan_report where year = 2023)`)
		return []string{"renja 2023/2 · r1 · dpu · sum plan.found_gone"}
	}},
	{"the counts of a revision", "plan_revision", func(b *burglar) []string {
		b.do(`update plan_revision set accepted = accepted - 1 where report = (select id from plan_report where year = 2024)`)
		return []string{"renja 2024/2 · r1 plan.found_changed [accepted]", "renja 2024/2 · r1 plan.found_diary"}
	}},
	{"what a note says", "plan_flag", func(b *burglar) []string {
		id, name := b.note()
		column := []string{"rule", "kind", "field", "published", "expected", "details", "case_key"}[b.IntN(7)]
		b.do(`update plan_flag set `+column+` = `+column+` || 'x' where id = $1`, id)
		return []string{name + " plan.found_changed [" + column + "]"}
	}},
	{"a note deleted", "plan_flag", func(b *burglar) []string {
		id, name := b.note()
		b.do(`delete from plan_flag where id = $1`, id)
		return []string{name + " plan.found_gone"}
	}},
	{"a note on another row", "plan_flag", func(b *burglar) []string {
		id, name := b.note()
		b.do(`update plan_flag set node = (select max(n.id) from plan_node n where n.id <> plan_flag.node) where id = $1`, id)
		return []string{name + " plan.found_changed [node]"}
	}},
	{"a note made up", "plan_flag", func(b *burglar) []string {
		id, name := b.note()
		b.do(`create table one as select * from plan_flag where id = $1`, id)
		b.do(`update one set id = id + 4398046511104, expected = '0'`)
		b.do(`insert into plan_flag select * from one`)
		b.do(`drop table one`)
		return []string{name + " plan.found_no_digest"}
	}},
	{"a case", "plan_case", func(b *burglar) []string {
		b.do(`update plan_case set flags = flags + 1 where id = (select min(id) from plan_case)`)
		return []string{"renja 2024/2 · dpu · 2024-2/budget_factor/dinaspekerjaanumum plan.found_changed [flags]"}
	}},
	{"a promise", "plan_promise", func(b *burglar) []string {
		b.do(`update plan_promise set quote_en = 'We promise nothing.' where id = 3`)
		return []string{"janji 3 plan.found_changed [quote_en]"}
	}},
	{"a promise taken away", "plan_promise", func(b *burglar) []string {
		b.do(`delete from plan_promise where id = 3`)
		return []string{"janji 3 plan.found_gone"}
	}},
	{"an old revision put in front", "plan_report", func(b *burglar) []string {
		b.do(`update plan_report set revision = 2 where year = 2023`)
		return []string{"renja 2023/2 plan.found_changed [revision]"}
	}},
}

// burgle takes everything away that holds the tables together, and keeps copies.
func (w *world) burgle() *burglar {
	driver, at := "pgx", w.at
	if w.d.Engine() == db.SQLite {
		driver, at = "sqlite", "file:"+w.at+"?_pragma=synchronous(OFF)&_pragma=foreign_keys(0)&_pragma=busy_timeout(5000)"
	}
	pool, err := sql.Open(driver, at)
	orPanic(err)
	w.Cleanup(func() { pool.Close() })
	pool.SetMaxOpenConns(1)
	_, v := w.verified()
	b := &burglar{w, rand.New(rand.NewPCG(3056, 7)), pool, v.Figures, v.Notes}
	for _, table := range tables() {
		b.do("create table clean_" + table + " as select * from " + table)
		drop := "drop table " + table
		if w.d.Engine() == db.Postgres {
			drop += " cascade"
		}
		b.do(drop)
		b.do("create table " + table + " as select * from clean_" + table)
	}
	b.do(`create index a on plan_figure (id)`)
	b.do(`create index b on plan_digest (kind, subject)`)
	if w.d.Engine() == db.Postgres {
		b.do(`set synchronous_commit = off`)
		b.do(`analyze`)
	}
	return b
}

// commit does a burglary and tells which of its findings are missing.
func (b *burglar) commit(k burglary, skip string) (missing []string, found []string) {
	want := k.do(b)
	b.read(func(tx *db.Tx) error {
		found = nil
		_, err := plan.VerifyWithout(tx, digester(), skip, func(f seal.Finding) {
			found = append(found, fmt.Sprint(f.Record, " ", f.Key, " ", f.Args))
		})
		return err
	})
	b.do("delete from " + k.table + "; insert into " + k.table + " select * from clean_" + k.table)
	if b.IntN(25) == 0 {
		b.do("vacuum") // else PostgreSQL keeps every row that ever was
	}
	for _, x := range want {
		if !slices.ContainsFunc(found, func(f string) bool { return strings.HasPrefix(f, x) }) {
			missing = append(missing, x)
		}
	}
	return missing, found
}

func TestEveryChangeOfThePlanIsFoundAndNamed(t *testing.T) {
	bare(t, db.Options{}, func(w *world) {
		w.take(reports().only(func(cell func(string) string) bool { return cell("department") == "Dinas Pekerjaan Umum" }).read())
		b := w.burgle()
		for i := range 6 * len(burglaries) {
			k := burglaries[i%len(burglaries)]
			if missing, found := b.commit(k, ""); missing != nil {
				t.Errorf("%s: not found: %q in %q", k.name, missing, found)
			}
		}
		if found, _ := w.verified(); found != nil {
			t.Errorf("a clean plan: %q", found)
		}
		for _, skip := range []string{"digest", "gone", "diary"} {
			missed := 0
			for _, k := range burglaries {
				if missing, _ := b.commit(k, skip); missing != nil {
					missed++
				}
			}
			if missed == 0 {
				t.Errorf("without the check %q everything is still found", skip)
			}
		}
	})
}

func BenchmarkImportWithDigests(b *testing.B) { benchmarkImport(b, digester()) }
func BenchmarkImportWithout(b *testing.B)     { benchmarkImport(b, nil) }

func benchmarkImport(b *testing.B, digests *seal.Digester) {
	for engine, at := range dbtest.URLs() {
		b.Run(engine, func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				d := open(b.Context(), at(b), db.Options{})
				orPanic(d.Write(b.Context(), profile().Load))
				b.StartTimer()
				_, err := plan.Import(b.Context(), d, realFile(), plan.ImportOptions{Actor: "test", Rules: rules(), Digest: digests})
				orPanic(err)
				b.StopTimer()
				d.Close()
				b.StartTimer()
			}
		})
	}
}
