package backup

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"alun/ground/blob"
	"alun/ground/db"
	"alun/ground/db/dbtest"
)

// The house of these tests: two tables that every act writes together, one that
// nobody may change, one with every kind of value.
var house = []fs.FS{db.Files, fstest.MapFS{
	"migrations/20261201-01-pair.sql": {Data: []byte(`create table pair_first (id bigint not null primary key, by bigint not null);
create table pair_second (id bigint not null primary key, by bigint not null references pair_first (id));
create index pair_second_by on pair_second (by);
-- @sqlite
create trigger pair_first_stays before update on pair_first begin select raise(abort, 'pairs stay'); end;
create trigger pair_first_is_kept before delete on pair_first begin select raise(abort, 'pairs stay'); end;
-- @end
-- @postgres
create function pair_stays() returns trigger language plpgsql as $$ begin raise exception 'pairs stay'; end $$;
create trigger pair_first_stays before update or delete on pair_first for each row execute function pair_stays();
-- @end
`)},
	"migrations/20261201-02-value.sql": {Data: []byte(`create table value_row (
	name text not null,
	part bigint not null,
	"order" boolean,
	text text,
	number bigint,
	constraint value_row_is_one primary key (name, part)
);
`)},
}}

var history = func() []db.Migration {
	all, err := db.Migrations(house...)
	if err != nil {
		panic(err)
	}
	return all
}()

// full is a database with something of everything in it.
func full(t testing.TB, at string) *db.DB {
	t.Helper()
	d := dbtest.Open(t, at, db.Options{}, house[1:]...)
	long := strings.Repeat("Sentra Teritip éμ計画 ", 160_000) // reaches over several blocks
	err := d.Write(t.Context(), func(tx *db.Tx) error {
		if err := db.SetFact(tx, "key", "the check of the right key"); err != nil {
			return err
		}
		for i := range int64(500) {
			if err := pair(tx, i*i); err != nil {
				return err
			}
		}
		for i, row := range [][]any{
			{"", -1, true, nil, int64(-1) << 63}, {"a", 0, false, "", 0}, {"b", 1<<62 + 1, nil, long, nil},
			{"kutip'\"", 2, true, "x\ty\n🌿", 1<<63 - 1}, {"計画", 3, nil, strings.Repeat("z", 300), -300},
		} {
			if _, err := tx.Exec(`insert into value_row (name, part, "order", text, number) values ($1, $2, $3, $4, $5)`, row...); err != nil {
				return fmt.Errorf("row %d: %w", i, err)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// pair is one act in two tables.
func pair(tx *db.Tx, id int64) error {
	_, err := tx.Exec(`insert into pair_first (id, by) values ($1, $1)`, id)
	if err == nil {
		_, err = tx.Exec(`insert into pair_second (id, by) values ($1, $1)`, id)
	}
	return err
}

// files is a store with two files in it, one of several blocks.
func files(t testing.TB) *blob.Folder {
	t.Helper()
	f, err := blob.OpenFolder(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	for _, content := range []string{"", "foto", strings.Repeat("halaman ", 400_000)} {
		hash, _, err := blob.Sum(t.Context(), strings.NewReader(content))
		if err == nil {
			err = f.Put(t.Context(), hash, strings.NewReader(content))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return f
}

// written is a backup of a full database, in memory.
func written(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	if _, err := Write(t.Context(), &b, Source{DB: full(t, dbtest.SQLite(t)), Store: files(t), City: "x"}, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// kept puts a backup into a file.
func kept(t testing.TB, content []byte) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "b"+Ending)
	if err := os.WriteFile(name, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

func fitting(check string) error {
	if check != "the check of the right key" {
		return errors.New("wrong key")
	}
	return nil
}

// contents are the proofs of a database, without the fact that must differ.
func contents(t testing.TB, d *db.DB) (proofs []Proof, incarnation string) {
	t.Helper()
	all, err := Prove(t.Context(), d)
	if err != nil {
		t.Fatal(err)
	}
	err = d.Read(t.Context(), func(tx *db.Tx) (err error) { incarnation, err = db.Incarnation(tx); return err })
	if err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(all, func(p Proof) bool { return p.Name == "db_fact" }), incarnation
}

// listed are the hashes and sizes of a store.
func listed(t testing.TB, s blob.Store) (all []string) {
	t.Helper()
	err := s.List(t.Context(), func(i blob.Info) error {
		f, err := s.Get(t.Context(), i.Hash) // reads it through
		if err != nil {
			return err
		}
		all = append(all, fmt.Sprint(i.Hash, i.Bytes))
		return f.Close()
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(all)
	return all
}

// brokenStore cannot be listed.
type brokenStore struct{ err error }

func (b brokenStore) List(context.Context, func(blob.Info) error) error { return b.err }
func (b brokenStore) Put(context.Context, string, io.ReadSeeker) error  { return b.err }
func (b brokenStore) Get(context.Context, string) (io.ReadSeekCloser, error) {
	return nil, b.err
}
func (b brokenStore) Stat(context.Context, string) (blob.Info, bool, error) {
	return blob.Info{}, false, b.err
}
func (b brokenStore) Delete(context.Context, string) error { return b.err }
