package db_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"

	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/fault"

	"github.com/google/go-cmp/cmp"
)

// A small house: a parent that sorts after its child, rows that point at rows of
// the same table, every kind of column, a guard against changes, a row that the
// migration makes.
const small = `create table tiny_leaf (
	trunk bigint not null references tiny_trunk (id),
	number bigint not null,
	alive boolean not null,
	"order" text,
	constraint tiny_leaf_is_one primary key (trunk, number)
);
create index tiny_leaf_by_order on tiny_leaf ("order");
create unique index tiny_leaf_alive_once on tiny_leaf (trunk) where alive;
insert into tiny_trunk (id, beside) values (99, null);
-- @sqlite
create trigger tiny_trunk_stays before update on tiny_trunk begin select raise(abort, 'trunks stay'); end;
create trigger tiny_trunk_is_kept before delete on tiny_trunk begin select raise(abort, 'trunks stay'); end;
-- @end
-- @postgres
create function tiny_stays() returns trigger language plpgsql as $$ begin raise exception 'trunks stay'; end $$;
create trigger tiny_trunk_stays before update or delete on tiny_trunk for each row execute function tiny_stays();
-- @end
`

var smallHistory = []db.Migration{
	{Name: "20260101-01-tiny.sql", Text: "create table tiny_trunk (id bigint not null primary key, beside bigint references tiny_trunk (id));"},
	{Name: "20260101-02-tiny.sql", Text: small},
	// A tool beside the house keeps notes without a key; they are not ours.
	{Name: "20260101-02-zother.sql", Text: "create table _other_tool (id bigint);"},
	{Name: "20260101-03-db.sql", Text: "create table db_fact (name text not null primary key, value text not null);"},
}

func rowsOf(rows ...[]any) func() ([]any, error) {
	return func() ([]any, error) {
		if len(rows) == 0 {
			return nil, io.EOF
		}
		row := rows[0]
		rows = rows[1:]
		return row, nil
	}
}

// grow fills the small house; the trunks point at one that comes later.
func grow(f *db.Filling) error {
	all, err := f.Tables()
	if err != nil {
		return err
	}
	rows := map[string]func() ([]any, error){
		"tiny_trunk": rowsOf([]any{int64(1), int64(2)}, []any{int64(2), nil}),
		"tiny_leaf":  rowsOf([]any{int64(1), int64(1), int64(1), "a"}, []any{int64(1), int64(2), int64(0), nil}),
	}
	for _, t := range all {
		next := rows[t.Name]
		if next == nil {
			next = rowsOf()
		}
		if _, err := f.Load(t, next); err != nil {
			return err
		}
	}
	return f.Dress()
}

func eachEngine(t *testing.T, run func(t *testing.T, at string)) {
	for name, at := range dbtest.URLs() {
		t.Run(name, func(t *testing.T) { run(t, at(t)) })
	}
}

func TestTablesAreTheSameOnBothEnginesButForTruth(t *testing.T) {
	eachEngine(t, func(t *testing.T, at string) {
		d := open(t, at)
		if _, err := d.Migrate(t.Context(), smallHistory); err != nil {
			t.Fatal(err)
		}
		truth := db.WholeColumn
		if d.Engine() == db.Postgres {
			truth = db.TruthColumn
		}
		want := []db.Table{
			{Name: "db_fact", Columns: []db.Column{{Name: "name", Kind: db.TextColumn}, {Name: "value", Kind: db.TextColumn}}, Key: []string{"name"}},
			{Name: "db_migration", Columns: []db.Column{{Name: "name", Kind: db.TextColumn}, {Name: "sum", Kind: db.TextColumn},
				{Name: "applied_at", Kind: db.WholeColumn}}, Key: []string{"name"}},
			{Name: "tiny_trunk", Columns: []db.Column{{Name: "id", Kind: db.WholeColumn}, {Name: "beside", Kind: db.WholeColumn}}, Key: []string{"id"}},
			{Name: "tiny_leaf", Columns: []db.Column{{Name: "trunk", Kind: db.WholeColumn}, {Name: "number", Kind: db.WholeColumn},
				{Name: "alive", Kind: truth}, {Name: "order", Kind: db.TextColumn}}, Key: []string{"trunk", "number"}, Parents: []string{"tiny_trunk"}},
		}
		if diff := cmp.Diff(want, tables(t, d)); diff != "" {
			t.Error(diff)
		}
	})
}

func open(t *testing.T, at string) *db.DB {
	t.Helper()
	d, err := db.Open(t.Context(), at, db.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	return d
}

func tables(t *testing.T, d *db.DB) (all []db.Table) {
	t.Helper()
	if err := d.Read(t.Context(), func(tx *db.Tx) (err error) { all, err = db.Tables(tx); return err }); err != nil {
		t.Fatal(err)
	}
	return all
}

func TestAFilledDatabaseHasItsRowsAndItsGuards(t *testing.T) {
	eachEngine(t, func(t *testing.T, at string) {
		if err := db.Fill(t.Context(), at, smallHistory, grow); err != nil {
			t.Fatal(err)
		}
		d := open(t, at)
		var got []string
		err := d.Read(t.Context(), func(tx *db.Tx) error {
			for _, table := range tables(t, d) {
				if err := table.Each(tx, func(row []any) error { got = append(got, fmt.Sprint(table.Name, row)); return nil }); err != nil {
					return err
				}
			}
			return nil
		})
		want := "tiny_trunk[1 2];tiny_trunk[2 <nil>];tiny_leaf[1 1 1 a];tiny_leaf[1 2 0 <nil>]"
		if said := strings.NewReplacer("true", "1", "false", "0").Replace(strings.Join(got, ";")); err != nil || said != want {
			t.Errorf("%s, %v", said, err)
		}
		for statement, refused := range map[string]string{
			"update tiny_trunk set beside = 1 where id = 2":                      "trunks stay",
			"delete from tiny_trunk":                                             "trunks stay",
			"insert into tiny_trunk (id, beside) values (7, 8)":                  "",
			`insert into tiny_leaf (trunk, number, alive) values (1, 3, true)`:   "",
			`insert into tiny_leaf (trunk, number, alive) values (77, 3, false)`: "",
			`insert into tiny_leaf (trunk, number, alive) values (1, 1, false)`:  "",
		} {
			err := d.Write(t.Context(), func(tx *db.Tx) error { _, err := tx.Exec(statement); return err })
			if err == nil || !strings.Contains(err.Error(), refused) {
				t.Errorf("%s: %v", statement, err)
			}
		}
	})
}

func TestFillRefusesAPlaceThatIsTaken(t *testing.T) {
	eachEngine(t, func(t *testing.T, at string) {
		d := open(t, at)
		if _, err := d.Migrate(t.Context(), smallHistory[:1]); err != nil {
			t.Fatal(err)
		}
		d.Close()
		if err := db.Fill(t.Context(), at, smallHistory, grow); fault.Of(err) == nil || fault.Of(err).Key != "db.occupied" {
			t.Errorf("got %v", err)
		}
	})
	for _, end := range []string{"", "-wal", "-shm", "-journal"} {
		at := dbtest.SQLite(t)
		if err := os.WriteFile(at+end, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := db.Fill(t.Context(), at, smallHistory, grow); !fault.Is(err, fault.Conflict) {
			t.Errorf("beside %q: %v", end, err)
		}
	}
}

// What fails on the way leaves an empty place, which can be filled after all.
func TestAFillingThatFailsLeavesNothing(t *testing.T) {
	broken := errors.New("planted")
	for name, fill := range map[string]func(f *db.Filling) error{
		"an error at the end": func(f *db.Filling) error { return errors.Join(grow(f), broken) },
		"a panic":             func(f *db.Filling) error { panic(broken) },
		"a row that points at nothing": func(f *db.Filling) error {
			all, err := f.Tables()
			if err != nil {
				return err
			}
			if _, err := f.Load(all[3], rowsOf([]any{int64(5), int64(1), int64(0), nil})); err != nil {
				return err
			}
			return f.Dress()
		},
		"no truth value": func(f *db.Filling) error {
			all, err := f.Tables()
			if err == nil {
				all[3].Columns[2].Kind = db.TruthColumn
				_, err = f.Load(all[3], rowsOf([]any{int64(1), int64(1), int64(2), nil}))
			}
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			eachEngine(t, func(t *testing.T, at string) {
				if err := db.Fill(t.Context(), at, smallHistory, fill); err == nil {
					t.Fatal("it was filled")
				}
				if db.IsPostgres(at) {
					if all := tables(t, open(t, at)); len(all) != 0 {
						t.Errorf("left: %v", all)
					}
				} else if _, err := os.Stat(at + ".filling"); err == nil {
					t.Error("the unfinished file is left")
				} else if _, err := os.Stat(at); err == nil {
					t.Error("a file is left")
				}
			})
			eachEngine(t, func(t *testing.T, at string) {
				_ = db.Fill(t.Context(), at, smallHistory, fill)
				if err := db.Fill(context.Background(), at, smallHistory, grow); err != nil {
					t.Errorf("the place is spoilt: %v", err)
				}
			})
		})
	}
}

func TestATableThatCannotBeCarriedIsRefused(t *testing.T) {
	for name, text := range map[string]string{
		"no key":               "create table tiny_odd (id bigint);",
		"another type":         "-- @sqlite\ncreate table tiny_odd (id integer primary key, size real) strict;\n-- @end\n-- @postgres\ncreate table tiny_odd (id bigint primary key, size double precision);\n-- @end\n",
		"filled by the engine": "-- @sqlite\ncreate table tiny_odd (id integer primary key, b integer generated always as (id) virtual) strict;\n-- @end\n-- @postgres\ncreate table tiny_odd (id bigint primary key, b bigserial);\n-- @end\n",
	} {
		t.Run(name, func(t *testing.T) {
			eachEngine(t, func(t *testing.T, at string) {
				d := open(t, at)
				if _, err := d.Migrate(t.Context(), []db.Migration{{Name: "20260101-01-tiny.sql", Text: text}}); err != nil {
					t.Fatal(err)
				}
				err := d.Read(t.Context(), func(tx *db.Tx) error { _, err := db.Tables(tx); return err })
				if err == nil || !strings.Contains(err.Error(), "tiny_odd") {
					t.Errorf("got %v", err)
				}
			})
		})
	}
}

func TestTheHistoryOfOtherDataIsHeldAgainstOurs(t *testing.T) {
	d := open(t, dbtest.SQLite(t))
	if _, err := d.Migrate(t.Context(), smallHistory); err != nil {
		t.Fatal(err)
	}
	had, err := d.History(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if got, err := db.Prefix(smallHistory, had[:2]); err != nil || len(got) != 2 {
		t.Errorf("older data: %v %v", got, err)
	}
	for want, try := range map[string]func() ([]db.Migration, error){
		"db.newer": func() ([]db.Migration, error) { return db.Prefix(smallHistory[:2], had) },
		"db.order": func() ([]db.Migration, error) { return db.Prefix(smallHistory, had[1:]) },
		"db.empty": func() ([]db.Migration, error) { return db.Prefix(smallHistory, nil) },
		"db.changed": func() ([]db.Migration, error) {
			return db.Prefix([]db.Migration{{Name: smallHistory[0].Name, Text: "other"}}, had[:1])
		},
	} {
		if _, err := try(); fault.Of(err) == nil || fault.Of(err).Key != want {
			t.Errorf("want %s, got %v", want, err)
		}
	}
}
