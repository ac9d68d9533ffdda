package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/lang"
)

// shownTables are the tables of which a page shows something: a change of each
// alone must be seen. A table that a page begins to show gets its line here.
var shownTables = []string{
	"diary_tip", "place_area", "place_boundary", "place_population",
	"plan_case", "plan_erratum", "plan_erratum_answer", "plan_figure", "plan_flag", "plan_holiday", "plan_import", "plan_import_row", "plan_note_answer", "plan_note_term", "plan_opd", "plan_promise",
	"plan_promise_link", "plan_report", "plan_revision", "plan_source", "plan_sum",
}

// TestEveryTablesChangeIsSeen changes one table after the other by itself. With
// the cache blind for that table, an old page must show, so that every tag is
// known to matter; with open eyes none may.
func TestEveryTablesChangeIsSeen(t *testing.T) {
	w := openTwoFaces(t, dbtest.SQLite(t))
	var tables []db.Table
	err := w.house.db.Read(t.Context(), func(tx *db.Tx) (err error) { tables, err = db.Tables(tx); return err })
	if err != nil {
		t.Fatal(err)
	}
	if err := w.importChanged(t.Context(), 1); err != nil { // so that a revision has something to tell
		t.Fatal(err)
	}
	var shown []string
	for _, table := range tables {
		if w.tryTable(table) {
			shown = append(shown, table.Name)
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

// tryTable changes a table until a page differs, and reports whether one does:
// all columns at once or, where a promise of the database forbids that, one after
// the other.
func (w *twoFaces) tryTable(table db.Table) bool {
	var sets []change
	for _, c := range table.Columns {
		if !slices.Contains(table.Key, c.Name) && c.Name != "valid_from" && (c.Kind == db.TextColumn || c.Kind == db.WholeColumn) {
			sets = append(sets, changeOf(c))
		}
	}
	if len(sets) == 0 {
		return false
	}
	if changed, shown := w.tryChange(table, sets); changed {
		return shown
	}
	for i := range sets {
		if _, shown := w.tryChange(table, sets[i:i+1]); shown {
			return true
		}
	}
	return false
}

// tryChange makes a change while the cache is blind for it, looks for pages that
// show the old, and takes it back with open eyes.
func (w *twoFaces) tryChange(table db.Table, sets []change) (changed, shown bool) {
	pages := append(w.addresses(lang.ID, 4), "/renja/2024/revisi/2")
	w.warm(pages)
	w.blind.Store(&table.Name)
	changed = w.run(table, sets, func(c change) string { return c.there })
	var stale []string
	if changed {
		stale = w.differ(pages)
	}
	none := ""
	w.blind.Store(&none)
	if changed && !w.run(table, sets, func(c change) string { return c.back }) {
		w.Fatalf("%s does not go back", table.Name)
	}
	if len(stale) == 0 {
		return changed, false
	}
	for _, path := range w.differ(pages) {
		w.Errorf("%s: a change of %s was not seen", path, table.Name)
	}
	return changed, true
}

// change is how a column becomes another, and how it becomes what it was.
type change struct{ there, back string }

func changeOf(c db.Column) change {
	if c.Kind == db.WholeColumn {
		return change{fmt.Sprintf(`"%[1]s" = "%[1]s" + 1`, c.Name), fmt.Sprintf(`"%[1]s" = "%[1]s" - 1`, c.Name)}
	}
	return change{fmt.Sprintf(`"%[1]s" = "%[1]s" || '7'`, c.Name), fmt.Sprintf(`"%[1]s" = substr("%[1]s", 1, length("%[1]s") - 1)`, c.Name)}
}

// run is one act that changes all rows of a table; false when there are none, or
// a promise of the database forbids it. What tells editions of the map apart
// moves with it, as in every act.
func (w *twoFaces) run(table db.Table, sets []change, way func(change) string) bool {
	if slices.ContainsFunc(table.Columns, func(c db.Column) bool { return c.Name == "valid_from" }) {
		sets = append(slices.Clone(sets), change{`valid_from = valid_from + 86400000000`, `valid_from = valid_from - 86400000000`})
	}
	var all []string
	for _, c := range sets {
		all = append(all, way(c))
	}
	var n int64
	err := w.house.db.Write(w.Context(), func(tx *db.Tx) (err error) {
		n, err = tx.Exec("update " + table.Name + " set " + strings.Join(all, ", "))
		return err
	})
	return err == nil && n > 0
}
