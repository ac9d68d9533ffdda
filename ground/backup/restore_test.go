package backup

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"alun/ground/blob"
	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/fault"

	"github.com/google/go-cmp/cmp"
)

// From every engine into every engine, by file and straight.
func TestWhatComesOutIsWhatWentIn(t *testing.T) {
	for from, source := range dbtest.URLs() {
		for to, place := range dbtest.URLs() {
			t.Run(from+" to "+to, func(t *testing.T) {
				d, store := full(t, source(t)), files(t)
				want, was := contents(t, d)
				name := filepath.Join(t.TempDir(), "x"+Ending)
				_, made, err := WriteFile(t.Context(), name, Source{DB: d, Store: store, City: "x", Program: "1"}, nil)
				if err != nil {
					t.Fatal(err)
				}
				other, err := blob.OpenFolder(t.TempDir())
				if err != nil {
					t.Fatal(err)
				}
				defer other.Close()
				at := place(t)
				rep, err := Restore(t.Context(), name, Target{URL: at, Migrations: history, Store: other, Fits: fitting}, nil)
				if err != nil {
					t.Fatal(err)
				}
				same(t, at, want, was, rep.Born)
				if rep.Digest != made.Digest || rep.Header.City != "x" || rep.Files != 3 {
					t.Errorf("reported %+v", rep)
				}
				if diff := cmp.Diff(listed(t, store), listed(t, other)); diff != "" {
					t.Error(diff)
				}
				at = place(t)
				rep, err = Copy(t.Context(), Source{DB: d}, Target{URL: at, Migrations: history}, nil)
				if err != nil {
					t.Fatal(err)
				}
				same(t, at, want, was, rep.Born)
			})
		}
	}
}

func same(t *testing.T, at string, want []Proof, was, born string) {
	t.Helper()
	d := dbtest.Open(t, at, db.Options{}, house[1:]...)
	got, is := contents(t, d)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if is == was || is != born || is == "" {
		t.Errorf("incarnation %q, was %q, reported %q", is, was, born)
	}
	err := d.Write(t.Context(), func(tx *db.Tx) error { _, err := tx.Exec(`delete from pair_first where id = 1`); return err })
	if err == nil || !strings.Contains(err.Error(), "pairs stay") {
		t.Errorf("the guard is gone: %v", err)
	}
	if err := d.Write(t.Context(), func(tx *db.Tx) error { return pair(tx, 123456) }); err != nil {
		t.Errorf("it cannot be written to: %v", err)
	}
}

func TestARowThatChangesOnTheWayIsNoticed(t *testing.T) {
	name := kept(t, written(t))
	for engine, at := range dbtest.URLs() {
		for what, spoil := range map[string]func(table string, row []any){
			"a number": func(table string, row []any) {
				if table == "pair_second" && row[0] == int64(400) {
					row[1] = int64(441)
				}
			},
			"a text": func(table string, row []any) {
				if table == "value_row" && row[0] == "a" {
					row[3] = " "
				}
			},
			"nothing known": func(table string, row []any) {
				if table == "value_row" && row[0] == "a" {
					row[2] = nil
				}
			},
		} {
			t.Run(engine+" "+what, func(t *testing.T) {
				url := at(t)
				_, err := Restore(t.Context(), name, Target{URL: url, Migrations: history, Store: files(t), spoil: spoil}, nil)
				if fault.Of(err) == nil || fault.Of(err).Key != "backup.differs" {
					t.Errorf("got %v", err)
				}
				empty(t, url)
			})
		}
	}
}

// empty demands a place where nothing is, and that it can still be used.
func empty(t *testing.T, url string) {
	t.Helper()
	if !db.IsPostgres(url) {
		left, err := filepath.Glob(url + "*")
		for _, name := range left {
			if name != url+".lock" {
				t.Errorf("left: %s", name)
			}
		}
		if err != nil {
			t.Error(err)
		}
	}
	refill(t, url)
}

// refill uses a place that must be free, and leaves nothing beside it.
func refill(t *testing.T, url string) {
	t.Helper()
	if _, err := Copy(t.Context(), Source{DB: full(t, dbtest.SQLite(t))}, Target{URL: url, Migrations: history}, nil); err != nil {
		t.Errorf("the place is spoilt: %v", err)
	}
	if _, err := os.Stat(url + ".filling"); err == nil {
		t.Error("the unfinished file is left")
	}
}

func TestWhatCannotBeRestoredIsRefusedBeforeAnythingIsWritten(t *testing.T) {
	good := written(t)
	wrong := func(string) error { return fault.New(fault.Denied, "planted.wrong_key") }
	changed := append([]db.Migration{}, history...)
	changed[1].Text += " "
	for name, c := range map[string]struct {
		content []byte
		to      Target
		want    string
	}{
		"nothing in it":      {nil, Target{Migrations: history}, "backup.foreign"},
		"a foreign file":     {[]byte("%PDF-1.7 and more, long enough"), Target{Migrations: history}, "backup.foreign"},
		"a newer format":     {append([]byte("alun-backup 2\n"), good[len(magic):]...), Target{Migrations: history}, "backup.newer_format"},
		"a newer program's":  {good, Target{Migrations: history[:2]}, "db.newer"},
		"another history":    {good, Target{Migrations: changed}, "db.changed"},
		"a wrong key":        {good, Target{Migrations: history, Fits: wrong}, "planted.wrong_key"},
		"cut off":            {good[:len(good)-1], Target{Migrations: history}, "backup.damaged"},
		"something after it": {append(bytes.Clone(good), 0), Target{Migrations: history}, "backup.damaged"},
		"no place for files": {good, Target{Migrations: history}, "backup.no_store"},
	} {
		t.Run(name, func(t *testing.T) {
			for _, at := range dbtest.URLs() {
				c.to.URL = at(t)
				_, err := Restore(t.Context(), kept(t, c.content), c.to, nil)
				if fault.Of(err) == nil || fault.Of(err).Key != c.want {
					t.Errorf("got %v, want %s", err, c.want)
				}
				empty(t, c.to.URL)
			}
		})
	}
	if _, err := Restore(t.Context(), "no such file", Target{}, nil); !fault.Is(err, fault.NotFound) {
		t.Errorf("no file: %v", err)
	}
}

func TestAPlaceWithSomethingInItIsLeftAlone(t *testing.T) {
	name := kept(t, written(t))
	for engine, at := range dbtest.URLs() {
		t.Run(engine, func(t *testing.T) {
			url := at(t)
			d := full(t, url)
			want, was := contents(t, d)
			d.Close()
			if _, err := Restore(t.Context(), name, Target{URL: url, Migrations: history, Store: files(t)}, nil); !fault.Is(err, fault.Conflict) {
				t.Errorf("got %v", err)
			}
			got, is := contents(t, dbtest.Open(t, url, db.Options{}, house[1:]...))
			if diff := cmp.Diff(want, got); diff != "" || is != was {
				t.Errorf("%s %s", diff, is)
			}
		})
	}
}

func TestABackupOfAnOlderProgramIsRestored(t *testing.T) {
	d := dbtest.Open(t, dbtest.SQLite(t), db.Options{}) // only the ground's own tables
	var b bytes.Buffer
	if _, err := Write(t.Context(), &b, Source{DB: d}, nil); err != nil {
		t.Fatal(err)
	}
	for engine, at := range dbtest.URLs() {
		t.Run(engine, func(t *testing.T) {
			url := at(t)
			if _, err := Restore(t.Context(), kept(t, b.Bytes()), Target{URL: url, Migrations: history}, nil); err != nil {
				t.Fatal(err)
			}
			now := dbtest.Open(t, url, db.Options{}, house[1:]...) // migrates
			if err := now.Write(t.Context(), func(tx *db.Tx) error { return pair(tx, 1) }); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestADiaryThatEndsElsewhereIsRefused(t *testing.T) {
	heads := []string{"aa", "bb"}
	head := func(*db.Tx) (string, error) {
		h := heads[0]
		heads = heads[1:]
		return h, nil
	}
	_, err := Copy(t.Context(), Source{DB: full(t, dbtest.SQLite(t)), Head: head}, Target{URL: dbtest.SQLite(t), Migrations: history, Head: head}, nil)
	if fault.Of(err) == nil || fault.Of(err).Key != "backup.differs" {
		t.Errorf("got %v", err)
	}
}

func TestADamagedStoredFileStopsNothingAndIsNamed(t *testing.T) {
	at := t.TempDir()
	store, err := blob.OpenFolder(at)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	hash, _, err := blob.Sum(t.Context(), strings.NewReader("foto"))
	if err := errors.Join(err, store.Put(t.Context(), hash, strings.NewReader("foto"))); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(at, hash[:2], hash[2:4], hash), []byte("fotp"), 0o600); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	rep, err := Write(t.Context(), &b, Source{DB: full(t, dbtest.SQLite(t)), Store: store}, nil)
	if err != nil || len(rep.Lost) != 1 || rep.Lost[0] != hash {
		t.Errorf("%v, lost %v", err, rep.Lost)
	}
	if rep, err := Check(&b, nil); err != nil || len(rep.Lost) != 1 {
		t.Errorf("%v, lost %v", err, rep.Lost)
	}
}

func TestABackupStopsWhenNobodyWaitsAndLeavesNoFile(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	folder := t.TempDir()
	_, _, err := WriteFile(ctx, folder, Source{DB: full(t, dbtest.SQLite(t))}, func(string, int, int) { stop() })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if left, _ := os.ReadDir(folder); len(left) != 0 {
		t.Errorf("left: %v", left)
	}
}

func TestAFileThatIsThereIsNotReplaced(t *testing.T) {
	name := kept(t, []byte("mine"))
	_, _, err := WriteFile(t.Context(), name, Source{DB: full(t, dbtest.SQLite(t))}, nil)
	raw, _ := os.ReadFile(name)
	if !fault.Is(err, fault.Conflict) || string(raw) != "mine" {
		t.Errorf("%v, %q", err, raw)
	}
	if _, _, err := WriteFile(t.Context(), filepath.Join(t.TempDir(), "none", "x"), Source{}, nil); !fault.Is(err, fault.Denied) {
		t.Errorf("no folder: %v", err)
	}
}
