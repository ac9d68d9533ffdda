package db_test

import (
	"os"
	"strings"
	"testing"

	"alun/ground/db"
	"alun/ground/db/dbtest"
)

// A long read, such as a backup, keeps what is written meanwhile in the -wal
// file. When it has ended, the file is cut back.
func TestALongReadDoesNotKeepTheDisk(t *testing.T) {
	at := dbtest.SQLite(t)
	d := dbtest.Open(t, at, db.Options{})
	long := strings.Repeat("x", 1<<20)
	write := func(n int) {
		err := d.Write(t.Context(), func(tx *db.Tx) error { return db.SetFact(tx, strings.Repeat("n", n+1), long) })
		if err != nil {
			t.Fatal(err)
		}
	}
	err := d.Read(t.Context(), func(tx *db.Tx) error {
		if _, err := db.Fact(tx, "key"); err != nil { // the read begins here
			return err
		}
		for n := range 80 {
			write(n)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	high := size(t, at+"-wal")
	for n := range 3 { // the next commits put the log into the database and begin it anew
		write(100 + n)
	}
	if now := size(t, at+"-wal"); high <= 70<<20 || now > 64<<20 {
		t.Errorf("%d MiB after %d MiB", now>>20, high>>20)
	}
}

func size(t *testing.T, name string) int64 {
	t.Helper()
	info, err := os.Stat(name)
	if err != nil {
		t.Fatal(err)
	}
	return info.Size()
}
