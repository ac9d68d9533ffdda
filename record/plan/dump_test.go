package plan_test

import (
	"encoding/json"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"alun/ground/db"
	"alun/record/plan"
)

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
			if !slices.Contains(names, m[1]) { // some were made anew
				names = append(names, m[1])
			}
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
