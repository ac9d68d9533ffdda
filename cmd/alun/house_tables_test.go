package main_test

import (
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// A statement that changes a table, at the start of a line or of a bracket.
var writing = regexp.MustCompile(`(?im)(?:^|;|\()\s*(?:` +
	`(insert\s+into|delete\s+from|alter\s+table|drop\s+table(?:\s+if\s+exists)?|` +
	`create\s+table(?:\s+if\s+not\s+exists)?|` +
	`create\s+(?:unique\s+)?index\s+(?:if\s+not\s+exists\s+)?\S+\s+on)\s+([^\s(;,]+)` +
	`|(update)\s+([^\s(;,]+)\s+(?:as\s+\w+\s+|\w+\s+)?set\b)`)

var (
	creating   = regexp.MustCompile(`(?i)\bcreate\s+table(?:\s+if\s+not\s+exists)?\s+([a-z_0-9]+)`)
	referring  = regexp.MustCompile(`(?i)\breferences\s+([a-z_0-9]+)`)
	anyWord    = regexp.MustCompile(`[a-z_0-9]+`)
	sqlWord    = regexp.MustCompile(`(?i)\b(select|from|join|where|insert|update|delete|exists)\b`)
	sqlComment = regexp.MustCompile(`--[^\n]*`)
	plainName  = regexp.MustCompile(`^[a-z][a-z_0-9]*$`)
	fileName   = regexp.MustCompile(`^\d{8}-\d{2}-([a-z]+)\.sql$`)
)

// carriers work on all tables of the house alike, by the engine's own catalogue.
var carriers = []exception{
	{"ground/db/fill.go", "delete from", "carries all tables: takes out what migrations put in"},
	{"ground/db/fillpostgres.go", "alter table", "carries all tables: switches their triggers off and on"},
	{"ground/db/fillsqlite.go", "insert into", "carries all tables: loads a database"},
}

func TestARoomWritesOnlyItsOwnTables(t *testing.T) {
	keep(t, ownTables, carriers, []planted{
		{"own table", sqlIn("record/plan", "insert into plan_row (id) values ($1)"), ""},
		{"own table from the door", sqlIn("record/plan/planweb", "select id from plan_row"), ""},
		{"insert elsewhere", sqlIn("record/plan", "insert into place_area (id) values ($1)"), "writes place_area"},
		{"update elsewhere", sqlIn("outlook/front", "update plan_row set id = 1"), "writes plan_row"},
		{"update inside a with", sqlIn("record/place", "with x as (\n update plan_row set id = 1 returning id) select id from x"), "writes plan_row"},
		{"upsert", sqlIn("record/plan", "insert into plan_row (id) values ($1) on conflict (id) do update set id = 2"), ""},
		{"delete elsewhere", sqlIn("record/place", "delete from plan_row where id = 1"), "writes plan_row"},
		{"a table that is computed", codeIn("record/plan", `var q = "insert into " + table + " (id) values ($1)"`), "name the table"},
		{"a table in a format", sqlIn("record/plan", "delete from %s where id = $1"), "name the table"},
		{"a nameless table", sqlIn("record/plan", "create table row (id bigint)"), "must begin with plan_"},
		{"read elsewhere", sqlIn("record/place", "select p.id from place_area a join plan_row p on p.id = a.id"), "reads plan_row"},
		{"read from above", sqlIn("outlook/front", "select p.id from plan_row p"), ""},
		{"a name that is no query", codeIn("record/place", `var kind = "plan_row"`), ""},
		{"prose", codeIn("record/place", `var why = "an update of the plan_row set was refused, delete from here"`), "reads plan_row"},
		{"a test", map[string]string{"record/place/a_test.go": "package place\nvar q = `insert into plan_row (id) values (1)`"}, ""},
	})
}

func sqlIn(dir, query string) map[string]string { return codeIn(dir, "var q = `"+query+"`") }

// codeIn is a file in a house with the tables of two rooms.
func codeIn(dir, code string) map[string]string {
	return map[string]string{
		"record/place/migrations/20260101-01-place.sql": "create table place_area (id bigint not null primary key);",
		"record/plan/migrations/20260101-02-plan.sql":   "create table plan_row (id bigint not null primary key);",
		dir + "/a.go": "package a\n" + code,
	}
}

func ownTables(h *house) []string {
	tables := h.tables()
	var wrong []string
	for _, s := range h.product() {
		for _, l := range s.literals() {
			for _, why := range strayTables(room(s.dir()), top(s.dir()), l.text, tables) {
				wrong = append(wrong, s.at(l.at)+": "+why)
			}
		}
	}
	return wrong
}

// tables maps each table that a migration makes to the room it is in.
func (h *house) tables() map[string]string {
	all := map[string]string{}
	for at, text := range h.texts {
		if path.Ext(at) == ".sql" {
			for _, m := range creating.FindAllStringSubmatch(bare(text), -1) {
				all[m[1]] = room(at)
			}
		}
	}
	return all
}

// bare takes the comments out of SQL.
func bare(sql string) string { return sqlComment.ReplaceAllString(sql, "") }

// strayTables says which tables a text of SQL touches that it may not.
func strayTables(here, floor, sql string, tables map[string]string) []string {
	var wrong []string
	written := map[string]bool{}
	for _, m := range writing.FindAllStringSubmatch(bare(sql), -1) {
		verb, table := strings.Join(strings.Fields(m[1]+m[3]), " "), m[2]+m[4]
		written[table] = true
		switch {
		case !plainName.MatchString(table):
			wrong = append(wrong, fmt.Sprintf("name the table in the text of %q: nobody can see whose it is", verb))
		case tables[table] != "" && tables[table] != here:
			wrong = append(wrong, fmt.Sprintf("%s writes %s of room %s", here, table, tables[table]))
		case !belongs(table, here):
			wrong = append(wrong, fmt.Sprintf("the table %s of room %s must begin with %s_", table, here, here))
		}
	}
	if floor == "outlook" || !sqlWord.MatchString(sql) {
		return wrong
	}
	seen := map[string]bool{}
	for _, w := range anyWord.FindAllString(bare(sql), -1) {
		if owner := tables[w]; owner != "" && owner != here && !written[w] && !seen[w] {
			seen[w] = true
			wrong = append(wrong, fmt.Sprintf("%s reads %s of room %s: call that room, or read from the outlook", here, w, owner))
		}
	}
	return wrong
}

func belongs(table, here string) bool { return table == here || strings.HasPrefix(table, here+"_") }

func TestMigrationsBearTheirRoomsName(t *testing.T) {
	good := "record/plan/migrations/20260101-01-plan.sql"
	keep(t, migrationNames, nil, []planted{
		{"sound", map[string]string{good: "create table plan_row (id bigint);"}, ""},
		{"a comment", map[string]string{good: "-- not: create table row\ncreate table plan_row (id bigint);"}, ""},
		{"another room's file", map[string]string{"record/plan/migrations/20260101-01-place.sql": ""}, "must be named"},
		{"no number", map[string]string{"record/plan/migrations/plan.sql": ""}, "must be named"},
		{"another room's table", map[string]string{good: "create table place_row (id bigint);"}, "must begin with plan_"},
		{"a key to the left", map[string]string{good: "create table plan_row (id bigint references place_area);"}, ""},
		{"a key to the right", map[string]string{"record/place/migrations/20260101-01-place.sql": "create table place_area (id bigint references plan_row);"}, "not to the left"},
		{"a key to a file", map[string]string{good: "create table plan_row (hash text references blob_file);"}, ""},
		{"a letter's key to a file", map[string]string{"ground/letter/migrations/20260101-02-letter.sql": "create table letter_out (file text references blob_file);"}, ""},
		{"the ground's key to a file", map[string]string{"ground/mail/migrations/20260101-02-mail.sql": "create table mail_out (file text references blob_file);"}, "bears no room's name"},
		{"a key to the ground's own business", map[string]string{good: "create table plan_row (hash text references blob_doomed);"}, "bears no room's name"},
		{"a key to nowhere", map[string]string{good: "create table plan_row (id bigint references other);"}, "bears no room's name"},
	})
}

func migrationNames(h *house) []string {
	var wrong []string
	for _, at := range slices.Sorted(maps.Keys(h.texts)) {
		dir, file := path.Split(at)
		if path.Ext(at) != ".sql" || path.Base(dir) != "migrations" {
			continue
		}
		here := room(dir)
		if m := fileName.FindStringSubmatch(file); m == nil || m[1] != here {
			wrong = append(wrong, fmt.Sprintf("%s: must be named YYYYMMDD-NN-%s.sql", at, here))
		}
		for _, m := range creating.FindAllStringSubmatch(bare(h.texts[at]), -1) {
			if !belongs(m[1], here) {
				wrong = append(wrong, fmt.Sprintf("%s: the table %s must begin with %s_", at, m[1], here))
			}
		}
		for _, m := range referring.FindAllStringSubmatch(bare(h.texts[at]), -1) {
			if why := mayNotRefer(path.Dir(path.Dir(at)), m[1]); why != "" {
				wrong = append(wrong, fmt.Sprintf("%s: refers to %s: %s", at, m[1], why))
			}
		}
	}
	return wrong
}

// groundTables are those of the ground that rooms may refer to: a file that
// somebody sent must not be swept away under a row that shows it. Letters, whose
// signed files come back, are the one room of the ground that refers to one. A
// letter that a room sent out is kept for ever, so it may be referred to.
var groundTables = []string{"blob_file", "letter_out"}

// mayNotRefer holds a foreign key against the same order as imports.
func mayNotRefer(from, table string) string {
	if belongs(table, room(from)) {
		return ""
	}
	if slices.Contains(groundTables, table) && (top(from) != "ground" || from == "ground/letter") {
		return ""
	}
	for _, name := range recordRooms {
		if belongs(table, name) {
			return mayNotImport(from, "record/"+name, false)
		}
	}
	return "it bears no room's name that " + from + " may know"
}

// forbidden SQL: it would end a whole batch of callers, not one, or it means
// different things on the two engines.
var forbidden = []struct {
	what *regexp.Regexp
	why  string
}{
	{regexp.MustCompile(`(?i)\bor\s+rollback\b`), "OR ROLLBACK ends the whole batch"},
	{regexp.MustCompile(`(?i)\braise\s*\(\s*rollback\b`), "RAISE(ROLLBACK) ends the whole batch"},
	{regexp.MustCompile(`(?i)\bdeferrable\b|\binitially\s+deferred\b|\bdefer_foreign_keys\b`), "a deferred constraint fails the whole batch at its commit"},
}

// oneEngine SQL works on one of the two engines only.
var oneEngine = regexp.MustCompile(`(?i)\bilike\b|::[a-z]|\bnow\s*\(|\bcurrent_timestamp\b|\bautoincrement\b|\b(?:big)?serial\b|\bjsonb?_|\bstrftime\b|\bdatetime\s*\(|\bfor\s+update\b`)

// engineBlock is where a migration may speak to one engine.
var engineBlock = regexp.MustCompile(`(?ms)^\s*--\s*@(?:sqlite|postgres)\b.*?^\s*--\s*@end`)

func TestNoSQLThatBreaksABatchOrAnEngine(t *testing.T) {
	migration := "record/plan/migrations/20260101-01-plan.sql"
	keep(t, soundSQL, nil, []planted{
		{"sound", sqlIn("record/plan", "select cast(id as text) from plan_row"), ""},
		{"or rollback", sqlIn("record/plan", "insert or  rollback into plan_row (id) values (1)"), "OR ROLLBACK"},
		{"raise", map[string]string{migration: "-- @sqlite\ncreate trigger x begin select raise( ROLLBACK, 'x'); end;\n-- @end"}, "RAISE(ROLLBACK)"},
		{"deferred", map[string]string{migration: "create table plan_row (id bigint references plan_top deferrable);"}, "deferred"},
		{"cast of one engine", sqlIn("record/plan", "select id::text from plan_row"), "one engine"},
		{"clock of the engine", sqlIn("record/plan", "update plan_row set id = now()"), "one engine"},
		{"in a block", map[string]string{migration: "-- @postgres\ncreate index x on plan_row using gist (a::text);\n-- @end\n"}, ""},
		{"outside the block", map[string]string{migration: "-- @postgres\nselect 1;\n-- @end\ncreate table plan_row (at bigint default now());"}, "one engine"},
		{"an address", codeIn("record/plan", `var home = "[::1]:8080"`), ""},
		{"the ground hides it", sqlIn("ground/db", "select current_timestamp from db_node"), ""},
	})
}

func soundSQL(h *house) []string {
	var wrong []string
	blame := func(at, sql string, portable bool) {
		for _, f := range forbidden {
			if f.what.MatchString(sql) {
				wrong = append(wrong, fmt.Sprintf("%s: %s", at, f.why))
			}
		}
		if m := oneEngine.FindString(sql); m != "" && portable {
			wrong = append(wrong, fmt.Sprintf("%s: %q works on one engine only", at, m))
		}
	}
	for at, text := range h.texts {
		if path.Ext(at) == ".sql" {
			blame(at, bare(engineBlock.ReplaceAllStringFunc(text, onlyForbidden)), true)
		}
	}
	for _, s := range h.product() {
		for _, l := range s.literals() {
			blame(s.at(l.at), l.text, room(s.dir()) != "db" && sqlWord.MatchString(l.text))
		}
	}
	slices.Sort(wrong)
	return wrong
}

// onlyForbidden keeps of a block for one engine what no engine may have.
func onlyForbidden(block string) string {
	var kept []string
	for _, f := range forbidden {
		kept = append(kept, f.what.FindString(block))
	}
	return strings.Join(kept, " ")
}
