package db

import (
	"fmt"
	"slices"
	"strings"
)

// ColumnKind is what a column holds, the same on both engines.
type ColumnKind string

// The kinds. A truth value is a whole number on SQLite, whose tables know no
// other: whoever compares both engines takes it as 0 or 1.
const (
	TextColumn  ColumnKind = "text"
	WholeColumn ColumnKind = "whole"
	TruthColumn ColumnKind = "truth"
	BytesColumn ColumnKind = "bytes"
)

// Column is one column of a table.
type Column struct {
	Name string     `json:"name"`
	Kind ColumnKind `json:"kind"`
}

// Table is one table as the engine itself describes it.
type Table struct {
	Name    string   // plan_figure
	Columns []Column // in the order in which they were made
	Key     []string // the primary key's columns, in its order
	Parents []string // other tables that foreign keys point to
}

// Tables lists all tables of the database, each after those that its foreign
// keys point to, else by name. A name that begins with _ is not the house's: a
// tool beside it, such as Litestream, keeps its own notes there. It refuses what cannot be carried to the other
// engine: a table without a primary key, a column that the engine fills itself,
// a type that only one engine knows.
func Tables(tx *Tx) ([]Table, error) {
	catalogue := sqliteTables
	if tx.Engine() == Postgres {
		catalogue = postgresTables
	}
	all, err := catalogue(tx)
	if err != nil {
		return nil, err
	}
	for _, t := range all {
		if len(t.Key) == 0 {
			return nil, fmt.Errorf("db: table %s has no primary key: its rows have no order", t.Name)
		}
	}
	return parentsFirst(all)
}

// parentsFirst orders tables so that rows never point at rows that come later.
func parentsFirst(all []Table) ([]Table, error) {
	slices.SortFunc(all, func(a, b Table) int { return strings.Compare(a.Name, b.Name) })
	var out []Table
	placed := map[string]bool{}
	for len(out) < len(all) {
		at := slices.IndexFunc(all, func(t Table) bool {
			return !placed[t.Name] && !slices.ContainsFunc(t.Parents, func(p string) bool { return !placed[p] })
		})
		if at < 0 {
			return nil, fmt.Errorf("db: foreign keys run in a circle")
		}
		placed[all[at].Name] = true
		out = append(out, all[at])
	}
	return out, nil
}

// Each hands the values of every row to f, in the order of the primary key and
// of Columns: nil, int64, string, bool or []byte. The slice is used again for
// the next row. Texts sort by their bytes on both engines.
func (t Table) Each(tx *Tx, f func(row []any) error) error {
	return Each(tx, func(r *Row) error { return f(r.vals) },
		"select "+quotedList(t.names())+" from "+quoted(t.Name)+" order by "+quotedList(t.Key))
}

// Count counts the rows.
func (t Table) Count(tx *Tx) (int64, error) {
	n, _, err := One(tx, (*Row).Int64, "select count(*) from "+quoted(t.Name))
	return n, err
}

func (t Table) names() []string {
	out := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		out[i] = c.Name
	}
	return out
}

// quoted makes a name safe inside SQL; a few columns bear words of SQL.
func quoted(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

func quotedList(names []string) string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = quoted(n)
	}
	return strings.Join(out, ", ")
}

// described is one line of an engine's catalogue: a column of a table.
type described struct {
	table, column, kind string
	key                 int  // its place in the primary key, from 1; 0 outside
	filled              bool // by the engine: generated, or from a sequence
}

func scanDescribed(r *Row) described {
	return described{r.Text(), r.Text(), strings.ToLower(r.Text()), r.Int(), r.Bool()}
}

// assemble makes tables of their columns; kinds translates the engine's types.
func assemble(lines []described, kinds map[string]ColumnKind, parents [][2]string) ([]Table, error) {
	var all []Table
	for _, l := range lines {
		kind, known := kinds[l.kind]
		if !known || l.filled {
			return nil, fmt.Errorf("db: column %s.%s (%s) cannot be carried to another engine", l.table, l.column, l.kind)
		}
		if len(all) == 0 || all[len(all)-1].Name != l.table {
			all = append(all, Table{Name: l.table})
		}
		t := &all[len(all)-1]
		t.Columns = append(t.Columns, Column{l.column, kind})
		if l.key > 0 {
			t.Key = append(t.Key, make([]string, max(0, l.key-len(t.Key)))...)
			t.Key[l.key-1] = l.column
		}
	}
	for i := range all {
		for _, p := range parents {
			if p[0] == all[i].Name && p[1] != p[0] {
				all[i].Parents = append(all[i].Parents, p[1])
			}
		}
	}
	return all, nil
}

func sqliteTables(tx *Tx) ([]Table, error) {
	lines, err := All(tx, scanDescribed, `select m.name, c.name, c.type, c.pk, c.hidden <> 0
		from sqlite_master m join pragma_table_xinfo(m.name) c
		where m.type = 'table' and m.name not like 'sqlite\_%' escape '\' and m.name not like '\_%' escape '\'
		order by m.name, c.cid`)
	if err != nil {
		return nil, err
	}
	parents, err := All(tx, scanPair, `select distinct m.name, f."table"
		from sqlite_master m join pragma_foreign_key_list(m.name) f where m.type = 'table' order by 1, 2`)
	if err != nil {
		return nil, err
	}
	return assemble(lines, map[string]ColumnKind{"text": TextColumn, "integer": WholeColumn, "blob": BytesColumn}, parents)
}

func scanPair(r *Row) [2]string { return [2]string{r.Text(), r.Text()} }

func postgresTables(tx *Tx) ([]Table, error) {
	lines, err := All(tx, scanDescribed, `select c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
			coalesce(array_position(string_to_array(i.indkey::text, ' '), a.attnum::text), 0),
			a.attidentity <> '' or a.attgenerated <> '' or coalesce(pg_get_expr(d.adbin, d.adrelid), '') like 'nextval(%'
		from pg_class c join pg_namespace n on n.oid = c.relnamespace
		join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
		left join pg_index i on i.indrelid = c.oid and i.indisprimary
		left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
		where n.nspname = current_schema() and c.relkind = 'r' and c.relname <> 'db_touch'
		and c.relname not like '\_%' escape '\' order by c.relname, a.attnum`)
	if err != nil {
		return nil, err
	}
	parents, err := All(tx, scanPair, `select distinct c.relname::text, p.relname::text from pg_constraint k
		join pg_class c on c.oid = k.conrelid join pg_class p on p.oid = k.confrelid
		join pg_namespace n on n.oid = c.relnamespace
		where k.contype = 'f' and n.nspname = current_schema() order by 1, 2`)
	if err != nil {
		return nil, err
	}
	return assemble(lines, map[string]ColumnKind{"text": TextColumn, "bigint": WholeColumn, "boolean": TruthColumn,
		"bytea": BytesColumn}, parents)
}
