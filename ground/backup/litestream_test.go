package backup

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"alun/ground/db"
	"alun/ground/db/dbtest"
)

// Litestream beside a database that is written to all the time: it is killed
// together with the writing, and what it has sent must be a beginning without
// gaps, behind by seconds at most. It needs the program litestream (0.5) on the
// PATH, or named by ALUN_TEST_LITESTREAM.
func TestLitestreamKeepsABeginning(t *testing.T) {
	program := os.Getenv("ALUN_TEST_LITESTREAM")
	if program == "" {
		var err error
		if program, err = exec.LookPath("litestream"); err != nil {
			t.Skip("litestream is not installed; tools/soak stream makes it and runs this")
		}
	}
	folder := t.TempDir()
	at, replica := filepath.Join(folder, "a.db"), filepath.Join(folder, "replica")
	config := filepath.Join(folder, "litestream.yml")
	if err := os.WriteFile(config, []byte("dbs:\n  - path: "+at+"\n    replica:\n      type: file\n      path: "+replica+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	d := dbtest.Open(t, at, db.Options{}, house[1:]...)
	var said bytes.Buffer
	stream := exec.Command(program, "replicate", "-config", config)
	stream.Stdout, stream.Stderr = &said, &said
	if err := stream.Start(); err != nil {
		t.Fatal(err)
	}
	acknowledged := writeUntil(t, d, 8*time.Second)
	killed := time.Now()
	if err := stream.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = stream.Wait() // it was killed
	back := filepath.Join(folder, "b.db")
	if out, err := exec.Command(program, "restore", "-config", config, "-o", back, at).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s\n%s", err, out, said.String())
	}
	now := dbtest.Open(t, back, db.Options{}, house[1:]...)
	var have, last int64
	err := now.Read(t.Context(), func(tx *db.Tx) error {
		_, _, err := db.One(tx, func(r *db.Row) bool { have, last = r.Int64(), r.Int64(); return true },
			`select count(*), coalesce(max(a.id), 0) from pair_first a join pair_second b on b.id = a.id`)
		return err
	})
	if err != nil || have == 0 || have != last {
		t.Fatalf("%d pairs up to number %d: %v\n%s", have, last, err, said.String())
	}
	behind := killed.Sub(acknowledged[have-1])
	t.Logf("%d of %d acknowledged acts came back, %v behind", have, len(acknowledged), behind.Round(time.Millisecond))
	if behind > 10*time.Second {
		t.Errorf("%v behind", behind)
	}
	// Litestream's own tables are in nobody's way, and stay behind.
	if _, err := Copy(t.Context(), Source{DB: now}, Target{URL: dbtest.SQLite(t), Migrations: history}, nil); err != nil {
		t.Error(err)
	}
}

// writeUntil writes pairs 1, 2, 3 … and tells when each was acknowledged.
func writeUntil(t *testing.T, d *db.DB, long time.Duration) (at []time.Time) {
	t.Helper()
	var over atomic.Bool
	time.AfterFunc(long, func() { over.Store(true) })
	for n := int64(1); !over.Load(); n++ {
		if err := d.Write(t.Context(), func(tx *db.Tx) error { return pair(tx, n) }); err != nil {
			t.Fatal(err)
		}
		at = append(at, time.Now())
	}
	return at
}
