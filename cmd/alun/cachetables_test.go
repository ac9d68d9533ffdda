package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"alun/ground/db"
	"alun/ground/lang"
)

// shownTables are the tables of which a page shows something: a change of each
// alone must be seen. A table that a page begins to show gets its line here.
var shownTables = []string{
	"diary_tip", "place_area", "place_boundary", "place_population",
	"plan_case", "plan_erratum", "plan_erratum_answer", "plan_figure", "plan_flag", "plan_form_letter", "plan_import", "plan_import_row", "plan_opd", "plan_promise",
	"plan_promise_link", "plan_report", "plan_revision", "plan_round", "plan_source", "plan_sum",
	"registry_kbli_mapping", "registry_kbli_subsector",
	"registry_naikkelas_axis", "registry_naikkelas_permit", "registry_naikkelas_question", "registry_naikkelas_step", "registry_naikkelas_trade", "registry_photo", "registry_product", "registry_product_work",
	"registry_size_bound", "registry_size_rule",
}

// TestEveryTablesChangeIsSeen changes one table after the other by itself. With
// the cache blind for that table, an old page must show, so that every tag is
// known to matter; with open eyes none may.
func TestEveryTablesChangeIsSeen(t *testing.T) {
	t.Parallel()
	w := openTwoFaces(t, withRooms()["sqlite"](t))
	var tables []db.Table
	err := w.house.db.Read(t.Context(), func(tx *db.Tx) (err error) { tables, err = db.Tables(tx); return err })
	if err != nil {
		t.Fatal(err)
	}
	if err := w.importChanged(t.Context(), 1); err != nil { // so that a revision has something to tell
		t.Fatal(err)
	}
	var shown []string
	var others []db.Table
	for _, table := range tables {
		switch {
		case !slices.Contains(shownTables, table.Name):
			others = append(others, table)
		case w.tryTables(table):
			shown = append(shown, table.Name)
		}
	}
	if w.tryTables(others...) { // nearly always nothing: then one look is enough for all
		for _, table := range others {
			if w.tryTables(table) {
				shown = append(shown, table.Name)
			}
		}
	}
	t.Logf("shown: %s", strings.Join(shown, " "))
	for _, name := range shownTables {
		if !slices.Contains(shown, name) {
			t.Errorf("no change of %s alone was seen to matter", name)
		}
	}
	for _, name := range shown {
		if !slices.Contains(shownTables, name) {
			t.Errorf("pages show %s: it belongs in shownTables", name)
		}
	}
}

// tryTables changes tables and reports whether a page differs: all columns of a
// table at once or, where a promise of the database forbids that, each that may
// change by itself.
func (w *twoFaces) tryTables(tables ...db.Table) bool {
	pages := append(w.addresses(lang.ID, 4), "/renja/2024/revisi/2")
	w.warm(pages)
	blind := map[string]bool{}
	for _, table := range tables {
		blind[table.Name] = true
	}
	w.blind.Store(&blind)
	var undo []func()
	for _, table := range tables {
		for _, group := range w.changeWhatMay(table, columnsOf(table)) {
			undo = append(undo, func() {
				if !w.run(table, group, func(c change) string { return c.back }) {
					w.Fatalf("%s does not go back", table.Name)
				}
			})
		}
	}
	var stale []string
	if len(undo) > 0 {
		stale = w.differ(pages)
	}
	w.blind.Store(&map[string]bool{})
	for _, back := range slices.Backward(undo) {
		back()
	}
	if len(stale) == 0 {
		return false
	}
	for _, path := range w.differ(pages) {
		w.Errorf("%s: a change of %v was not seen", path, slices.Collect(maps.Keys(blind)))
	}
	return true
}

// columnsOf are the changes of a table's columns that are no part of its key.
func columnsOf(table db.Table) (sets []change) {
	for _, c := range table.Columns {
		if !slices.Contains(table.Key, c.Name) && c.Name != "valid_from" && (c.Kind == db.TextColumn || c.Kind == db.WholeColumn) {
			sets = append(sets, changeOf(c))
		}
	}
	return sets
}

// changeWhatMay makes all changes at once or, where that is forbidden, one after
// the other, and tells which were made together.
func (w *twoFaces) changeWhatMay(table db.Table, sets []change) (changed [][]change) {
	there := func(c change) string { return c.there }
	if len(sets) == 0 {
		return nil
	}
	back := func(c change) string { return c.back }
	// A change that a unique key lets go there may not be let back, row by row.
	try := func(sets []change) bool { return w.run(table, sets, there, back) && w.run(table, sets, there) }
	if try(sets) {
		return [][]change{sets}
	}
	for i := range sets {
		if one := sets[i : i+1]; try(one) {
			changed = append(changed, one)
		}
	}
	return changed
}

// change is how a column becomes another, and how it becomes what it was.
type change struct{ there, back string }

func changeOf(c db.Column) change {
	if c.Kind == db.WholeColumn {
		return change{fmt.Sprintf(`"%[1]s" = "%[1]s" + 1`, c.Name), fmt.Sprintf(`"%[1]s" = "%[1]s" - 1`, c.Name)}
	}
	return change{fmt.Sprintf(`"%[1]s" = "%[1]s" || '7'`, c.Name), fmt.Sprintf(`"%[1]s" = substr("%[1]s", 1, length("%[1]s") - 1)`, c.Name)}
}

// run is one act that changes all rows of a table, once for each way; false when
// there are none, or a promise of the database forbids it. What tells editions of
// the map apart moves with it, as in every act.
func (w *twoFaces) run(table db.Table, sets []change, ways ...func(change) string) bool {
	if slices.ContainsFunc(table.Columns, func(c db.Column) bool { return c.Name == "valid_from" }) {
		sets = append(slices.Clone(sets), change{`valid_from = valid_from + 86400000000`, `valid_from = valid_from - 86400000000`})
	}
	var n int64
	err := w.house.db.Write(w.Context(), func(tx *db.Tx) (err error) {
		for _, way := range ways {
			var all []string
			for _, c := range sets {
				all = append(all, way(c))
			}
			if n, err = tx.Exec("update " + table.Name + " set " + strings.Join(all, ", ")); err != nil {
				return err
			}
		}
		return nil
	})
	return err == nil && n > 0
}
