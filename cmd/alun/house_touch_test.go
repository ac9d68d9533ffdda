package main_test

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"testing"
)

// What a statement reads and writes is taken from its text (ground/db/touchsql.go).
// So nothing in the database may write, or stand for, a table that the text does
// not name.
func TestNoTableChangesUnseen(t *testing.T) {
	at := "record/plan/migrations/20260101-01-plan.sql"
	in := func(sql string) map[string]string { return map[string]string{at: sql} }
	keep(t, unseenChanges, nil, []planted{
		{"sound", in("create table plan_row (id bigint references plan_top (id));"), ""},
		{"a cascade", in("create table plan_row (id bigint references plan_top (id) on delete\n cascade);"), "cascade"},
		{"set null", in("create table plan_row (id bigint references plan_top (id) on update set null);"), "cascade"},
		{"a view", in("create view plan_all as select id from plan_row;"), "view"},
		{"a rule", in("-- @postgres\ncreate rule plan_x as on insert to plan_row do nothing;\n-- @end"), "rule"},
		{"a trigger that forbids", in("-- @sqlite\ncreate trigger x before update on plan_row begin select raise(abort, 'no'); end;\n-- @end"), ""},
		{"a trigger that writes", in("-- @sqlite\ncreate trigger x after update on plan_row begin\n delete from plan_top; end;\n-- @end"), "writes"},
		{"a trigger that counts", in("-- @sqlite\ncreate trigger x after insert on plan_row begin select 1; update plan_top set n = n + 1; end;\n-- @end"), "writes"},
		{"a function that writes", in("-- @postgres\ncreate function f() returns trigger as $$ begin insert into plan_top values (1); return new; end $$;\n-- @end"), "writes"},
		{"a migration that fills", in("insert into plan_row (id) values (1); update plan_row set id = 2;"), ""},
		{"a comment", in("-- not: create view plan_all\ncreate table plan_row (id bigint);"), ""},
	})
}

var (
	cascading = regexp.MustCompile(`(?i)\bon\s+(?:delete|update)\s+(?:cascade|set\s+null|set\s+default)\b`)
	standing  = regexp.MustCompile(`(?i)\bcreate\s+(?:or\s+replace\s+)?(?:temp(?:orary)?\s+|materialized\s+)*(view|rule)\b`)
	// A trigger's head and body on SQLite, a function's on PostgreSQL.
	bodied = regexp.MustCompile(`(?is)\bcreate\s+(?:temp(?:orary)?\s+)?trigger\b[^;]*?\bbegin\b.*?\bend\s*;` +
		`|\bcreate\s+(?:or\s+replace\s+)?(?:function|procedure)\b.*?\$(\w*)\$.*?\$\w*\$`)
	alters = regexp.MustCompile(`(?i)\b(?:insert\s+into|delete\s+from|update\s+\w+\s+set)\b`)
)

func unseenChanges(h *house) []string {
	var wrong []string
	for at, text := range h.texts {
		if path.Ext(at) != ".sql" {
			continue
		}
		sql := bare(text)
		if m := cascading.FindString(sql); m != "" {
			wrong = append(wrong, fmt.Sprintf("%s: %q is a cascade: the act must name every table that it changes", at, m))
		}
		if m := standing.FindStringSubmatch(sql); m != nil {
			wrong = append(wrong, fmt.Sprintf("%s: a %s hides which tables are meant", at, m[1]))
		}
		for _, body := range bodied.FindAllString(sql, -1) {
			if m := alters.FindString(body); m != "" {
				wrong = append(wrong, fmt.Sprintf("%s: a trigger or function writes (%q) unseen", at, m))
			}
		}
	}
	slices.Sort(wrong)
	return wrong
}
